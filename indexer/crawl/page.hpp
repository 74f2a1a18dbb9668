// A page as the crawl holds it, before anyone has looked at what it says; and why a page became no article.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>

namespace backfile {

/// Where an address came from, most trusted first.
enum class AddressFrom { container, manifest, mirror_path, page, file_path };

/// How HTTP wraps a body.
enum class Coding { chunked, gzip, deflate, brotli, zstd };

class FeedEvidence;

/// The bytes a crawl holds for one address at one time, with where they lie.
struct Page {
  std::string source;    // path as given joined with what lies below it, or path#offset in a container
  std::string address;   // normalised, or "file:" + path relative to the CRAWL when nothing else is known
  AddressFrom address_from = AddressFrom::file_path;
  std::string bytes;     // payload, content codings undone
  std::string media_type;  // declared by HTTP or manifest, lower case, without parameters; empty = undeclared
  std::string charset;     // declared by HTTP or manifest; empty = undeclared
  int http_status = 0;     // 0 = unknown
  std::optional<PartialDate> captured;
  std::uint64_t digest = 0;  // XXH64 of the payload
  std::shared_ptr<const FeedEvidence> feeds;  // of the same crawl; null: none

  /// An address that the crawl knows, and not only the page itself.
  [[nodiscard]] bool has_own_address() const { return address_from != AddressFrom::file_path && !address.starts_with("file:"); }
};

/// Why something read became no article. Texts (reason_name) are part of the output contract.
enum class Reason {
  // The input could not be used as it is: exit code 1.
  unreadable, damaged, too_large, bad_json,
  // Normal in any crawl: exit code 0.
  empty, not_html, http_status, media_type, redirect_page, home_page, list_page, search_page, error_page, consent_page, login_page,
  service_page, unresolved_revisit, removed,
};
[[nodiscard]] std::string_view reason_name(Reason) noexcept;  // "unreadable", "list-page" ...
/// True for what makes the run's exit code 1.
[[nodiscard]] bool is_failure(Reason) noexcept;

/// False for a declared media type that no HTML page has ("image/png"); "" and what says nothing are true.
[[nodiscard]] bool may_be_html(std::string_view media_type) noexcept;

struct Reject {
  Reason reason = Reason::unreadable;
  std::string detail;  // one line: "gzip: unexpected end of data", "HTTP status 404"
};

}  // namespace backfile
