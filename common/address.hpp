// Web addresses: WHATWG-like normalisation, the registrable domain (Public Suffix List), joining a reference to its base.
// Two addresses that a crawler would fetch as one should normalise to the same text. Pure and thread-safe (the suffix list is
// loaded once). Source: WHATWG URL standard, with the differences listed at the head of address.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backfile {

inline constexpr std::size_t max_address_bytes = 2048;

/// The parts of a normalised http(s) address, as views into it.
struct AddressParts {
  std::string_view scheme, host, port, path, query;
};

/// Lower-case scheme and host (IDN as punycode), no user info, no default port, dot segments resolved, "/" for an empty path,
/// percent escapes upper-case and decoded where unreserved, fragment dropped (a "#!" one kept), well-known tracking parameters
/// (utm_*, fbclid, gclid ...) and session ids dropped. Idempotent. http and https are different addresses only in text: see
/// address_key. nullopt when it is not an absolute http(s) address or over max_address_bytes.
[[nodiscard]] std::optional<std::string> normalise_address(std::string_view text);

/// The text that identifies the article in the archive (U and Q terms): a normalised address with http folded to https, since
/// crawls of different years hold an article under both; or "file:..." as it is. "www." and "index.html" stay: sites exist where
/// they matter, and a page's canonical link says so where they do not.
[[nodiscard]] std::string address_key(std::string_view normalised);

/// `reference` as seen from the page at `base` (both may be hostile text), normalised.
[[nodiscard]] std::optional<std::string> resolve_address(std::string_view base, std::string_view reference);

[[nodiscard]] AddressParts split_address(std::string_view normalised);

/// The registrable domain in lower case ("bbc.co.uk" for "www.bbc.co.uk"); the host itself for an IP address, a single label or a
/// public suffix; empty without a host.
[[nodiscard]] std::string site_of_host(std::string_view host);
/// `text` could be the name of a host on the web: an IP address, or valid labels of which the last ones are a public suffix by the
/// list (not by its default rule) or one of the names that RFC 2606 keeps for examples. For file names: "news.html" is none.
[[nodiscard]] bool is_host_name(std::string_view text);
[[nodiscard]] std::string site_of_address(std::string_view normalised);

}  // namespace backfile
