// The captures and versions of an article: which texts a publisher showed at one address, when, and where the crawl holds them.
// Plain values, free to cross threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <backfile/date.hpp>

namespace backfile {

/// One page of an article at one time, with where its bytes lie.
struct Capture {
  std::string source;    ///< file, or container#offset; unique within an archive's version
  std::string captured;  ///< RFC 3339, or as much as is known, or empty
  std::string path;      ///< the file or container, as the indexer was given it
  std::optional<std::uint64_t> offset = {};  ///< of the record or line in its container, in bytes; absent for a whole file
  std::optional<std::uint64_t> length = {};  ///< bytes that the record or line takes in its container
  std::string digest;    ///< XXH64 of the payload, content codings undone: 16 hexadecimal digits, or empty
};

/// One distinct text of an article.
struct Version {
  std::string title;
  std::optional<PartialDate> published, modified;
  std::string digest;        ///< of title and text: 16 hexadecimal digits
  bool superseded = false;   ///< a later version exists
  std::vector<Capture> captures;  ///< by time, undated ones last, then by source
};

}  // namespace backfile
