// Which versions and articles are already there or on their way: 64-bit digests, about 11 bytes each in memory.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/digest.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/digest_set.hpp"

namespace backfile {

class Claims {
 public:
  /// Claims the version; says what it is to those claimed before.
  Claim claim(const VersionKey& key) {
    if (!versions_.insert(digest64(key.unique))) return Claim::known;
    return articles_.insert(digest64(key.address_key)) ? Claim::new_article : Claim::new_version;
  }
  [[nodiscard]] bool has_version(std::string_view unique_term) const { return has_version(digest64(unique_term)); }
  [[nodiscard]] bool has_version(std::uint64_t digest) const { return versions_.contains(digest); }
  void add_version(std::string_view unique_term) { versions_.insert(digest64(unique_term)); }
  void add_article(std::string_view address_key) { articles_.insert(digest64(address_key)); }

 private:
  DigestSet versions_, articles_;
};

}  // namespace backfile
