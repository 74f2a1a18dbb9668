#include "common/address_host.hpp"

#include <arpa/inet.h>
#include <libpsl.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <vector>

#include "common/address.hpp"

namespace backfile {
namespace {

// RFC 1035: 253 characters of text, 63 a label.
constexpr std::size_t max_host_bytes = 253, max_label_bytes = 63;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }
constexpr bool is_label_char(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char folded = is_upper(c) ? static_cast<char>(c + 32) : c;
  return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// WHATWG: the domain to ASCII, not strict. Thread-safe: ICU's object is immutable.
std::optional<std::string> idna_to_ascii(std::string_view host) {
  struct Close {
    void operator()(UIDNA* idna) const noexcept { uidna_close(idna); }
  };
  static const std::unique_ptr<UIDNA, Close> idna = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UIDNA, Close> opened(
        uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no IDNA data");
    return opened;
  }();
  constexpr std::uint32_t tolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
                                      UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
  std::array<char, 4 * max_host_bytes> out;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<std::int32_t>(host.size()), out.data(),
                                                   static_cast<std::int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) || size > static_cast<std::int32_t>(out.size()) || (info.errors & ~tolerated) != 0) return std::nullopt;
  return std::string(out.data(), static_cast<std::size_t>(size));
}

std::vector<std::string_view> split_labels(std::string_view host) {
  std::vector<std::string_view> labels;
  while (true) {
    const std::size_t dot = host.find('.');
    labels.push_back(host.substr(0, dot));
    if (dot == std::string_view::npos) return labels;
    host.remove_prefix(dot + 1);
  }
}

bool has_valid_labels(std::string_view host) {
  if (host.empty() || host.size() > max_host_bytes) return false;
  return std::ranges::all_of(split_labels(host), [](std::string_view label) {
    return !label.empty() && label.size() <= max_label_bytes && std::ranges::all_of(label, is_label_char);
  });
}

/// One part of an IPv4 number: decimal, 0 octal, 0x hexadecimal.
std::optional<std::uint64_t> parse_number(std::string_view part) {
  int base = 10;
  if (part.starts_with("0x") || part.starts_with("0X")) {
    base = 16;
    part.remove_prefix(2);
    if (part.empty()) return 0;
  } else if (part.size() > 1 && part.starts_with('0')) {
    base = 8;
    part.remove_prefix(1);
  }
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number, base);
  if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return number;
}

bool ends_in_number(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return !last.empty() && (std::ranges::all_of(last, is_digit) || (last.starts_with("0x") && parse_number(last)));
}

std::optional<std::string> parse_ipv4(std::string_view host) {
  const auto parts = split_labels(host);
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_number(parts[i]);
    if (parts[i].empty() || !number) return std::nullopt;
    const bool last = i + 1 == parts.size();
    if (!last && *number > 255) return std::nullopt;
    if (last && *number >= (std::uint64_t{1} << (8 * (5 - parts.size())))) return std::nullopt;
    address += last ? *number : *number << (8 * (3 - i));
  }
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += std::to_string((address >> shift) & 255) + (shift > 0 ? "." : "");
  return out;
}

std::optional<std::string> parse_ipv6(std::string_view inside) {
  in6_addr address{};
  if (inet_pton(AF_INET6, std::string(inside).c_str(), &address) != 1) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (inet_ntop(AF_INET6, &address, text.data(), text.size()) == nullptr) return std::nullopt;
  return "[" + std::string(text.data()) + "]";
}

/// The system's newer list if there is one, else the library's own. Loaded once; reading it is thread-safe.
const psl_ctx_t* suffix_list() {
  static const psl_ctx_t* const list = [] {
    const psl_ctx_t* latest = psl_latest(nullptr);
    return latest != nullptr ? latest : psl_builtin();
  }();
  return list;
}

bool is_ip_address(std::string_view host) { return host.starts_with('[') || ends_in_number(host); }

bool is_reserved_for_examples(std::string_view top_label) {
  constexpr std::array names = std::to_array<std::string_view>({"example", "test", "invalid", "localhost"});
  return std::ranges::find(names, top_label) != names.end();
}

}  // namespace

std::optional<std::string> parse_host(std::string_view text) {
  if (text.starts_with('[')) return text.ends_with(']') ? parse_ipv6(text.substr(1, text.size() - 2)) : std::nullopt;
  if (text.size() > 3 * max_host_bytes) return std::nullopt;
  std::string host = text.find('%') == std::string_view::npos ? std::string(text) : percent_decoded(text);
  std::ranges::transform(host, host.begin(), [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; });
  const bool plain = std::ranges::all_of(host, [](char c) { return is_label_char(c) || c == '.'; }) && host.find("xn--") == std::string::npos;
  if (!plain) {
    auto ascii = idna_to_ascii(host);
    if (!ascii) return std::nullopt;
    host = std::move(*ascii);
  }
  if (host.ends_with('.')) host.pop_back();
  if (!has_valid_labels(host)) return std::nullopt;
  if (ends_in_number(host)) return parse_ipv4(host);
  return host;
}

std::string site_of_host(std::string_view host) {
  if (host.empty() || is_ip_address(host)) return std::string(host);
  const std::string name(host);
  const char* registrable = psl_registrable_domain(suffix_list(), name.c_str());
  return registrable != nullptr ? std::string(registrable) : name;
}

bool is_host_name(std::string_view text) {
  if (text.find('.') == std::string_view::npos || text.ends_with('.')) return false;
  if (std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; }))
    return std::ranges::count(text, '.') == 3 && parse_host(text).has_value();
  const auto host = parse_host(text);
  if (!host || is_ip_address(*host)) return false;
  const std::string top(host->substr(host->rfind('.') + 1));
  return is_reserved_for_examples(top) || psl_is_public_suffix2(suffix_list(), top.c_str(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) == 1;
}

}  // namespace backfile
