// Refuses a canonical address that unlike texts claim: the later page keeps its own address. Whoever claimed it first may come again
// with whatever text, in this run or a later one. One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "indexer/understand.hpp"
#include "indexer/write/archive_writer.hpp"

namespace backfile {

class CanonicalClaims {
 public:
  /// `writer` knows the claims of earlier runs.
  explicit CanonicalClaims(ArchiveWriter& writer) : writer_(writer) {}

  /// Gives the article its own address when the canonical one is another's. Returns the claim to note, if it is new or has changed.
  std::optional<CanonicalClaim> settle(Understood& item);

 private:
  ArchiveWriter& writer_;
  std::unordered_map<std::uint64_t, CanonicalClaim> claims_;  // by digest of the address key
};

}  // namespace backfile
