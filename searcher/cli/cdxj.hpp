// CDXJ, the index that replay tools read: a line a capture, `KEY TIMESTAMP {JSON}`, sorted by bytes. The key is the address with its host
// turned round (SURT), so that a site's captures stand together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile::cli {

/// "https://www.News.example/a?c&b" -> "example,news)/a?b&c": lower case, without "www.", default port and fragment, parameters sorted. What
/// is no http(s) address stays as it is.
[[nodiscard]] std::string surt_key(std::string_view address);

/// Where the record lies on disk.
struct RecordOnDisk {
  std::string path;
  std::uint64_t offset = 0, length = 0;
};

/// The line of a record, with its line end; `record`: head, empty line and block. The digest is the declared one, else that of the block
/// behind its HTTP head. nullopt when the record has no target or no time.
[[nodiscard]] std::optional<std::string> cdxj_line(std::string_view record, const RecordOnDisk& place);

}  // namespace backfile::cli
