// The WHATWG URL standard's parser for http and https, written as normalisation. Where we differ, because two spellings of one
// article's address should meet: user info, fragment, tracking parameters, session ids and a host's root dot go; escapes of
// unreserved characters are decoded, the others written in upper case (RFC 3986, section 6.2.2); a "%" that begins no escape
// becomes "%25", which makes normalisation idempotent.
#include "common/address.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "common/address_host.hpp"

namespace backfile {
namespace {

// Tracking parameters make an address longer than it counts; beyond this nobody looks.
constexpr std::size_t max_raw_bytes = 4 * max_address_bytes;

constexpr std::array tracking_names = std::to_array<std::string_view>({
    // Advertising and mail click ids
    "dclid", "dicbo", "epik", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid", "irclickid", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok",
    "msclkid", "obclid", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_kwcid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id", "wbraid",
    "wickedid", "yclid", "ysclid", "zanpid",
    // Analytics and sharing
    "__s", "__twitter_impression", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",
    "guccounter", "guce_referrer", "guce_referrer_sig", "hsctatracking", "ns_campaign", "ns_fee", "ns_linkname", "ns_mchannel", "ns_source",
    "ref_src", "ref_url", "wprov", "wt_mc", "wt_zmc", "xtor",
    "at_bbc_team", "at_campaign", "at_campaign_type", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_format", "at_link_id",
    "at_link_origin", "at_link_type", "at_medium", "at_ptr_name",
    // Sessions
    "jsessionid", "phpsessid",
});
constexpr std::array tracking_prefixes = std::to_array<std::string_view>({"utm_", "hsa_", "matomo_", "mtm_", "piwik_", "pk_", "aspsessionid"});

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
constexpr bool is_unreserved(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }
constexpr bool is_slash(char c) { return c == '/' || c == '\\'; }

constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

void append_escape(std::string& out, unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += '%';
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

/// Appends `text` with its escapes normalised; bytes outside ASCII, controls, space and those in `escaped` become escapes.
void append_component(std::string& out, std::string_view text, std::string_view escaped) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (text[i] == '%') {
      const int high = i + 1 < text.size() ? hex_value(text[i + 1]) : -1, low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        out += "%25";
        continue;
      }
      const char decoded = static_cast<char>(high * 16 + low);
      if (is_unreserved(decoded)) out += decoded;
      else append_escape(out, static_cast<unsigned char>(decoded));
      i += 2;
    } else if (byte <= 0x20 || byte >= 0x7f || escaped.find(text[i]) != std::string_view::npos) {
      append_escape(out, byte);
    } else {
      out += text[i];
    }
  }
}

/// White space and controls around it cut, tabs and line breaks within dropped, as browsers do.
std::string cleaned(std::string_view text) {
  const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  std::string out;
  out.reserve(text.size());
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != '\t' && c != '\n' && c != '\r'; });
  return out;
}

/// "https" of "HTTPS:..."; empty when the text begins with no scheme.
std::string scheme_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text[0])) return {};
  const std::string_view scheme = text.substr(0, colon);
  const bool valid = std::ranges::all_of(scheme, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  return valid ? lowered(scheme) : std::string();
}

/// Appends host and port, without user info; false when they are none.
bool append_authority(std::string& out, std::string_view authority, std::string_view scheme) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  std::string_view port;
  if (colon != std::string_view::npos) port = authority.substr(colon + 1);
  const auto host = parse_host(authority.substr(0, colon));
  if (!host || !std::ranges::all_of(port, is_digit)) return false;
  out += *host;
  port.remove_prefix(std::min(port.find_first_not_of('0'), port.empty() ? 0 : port.size() - 1));
  if (port.size() > 5 || (port.size() == 5 && port > "65535")) return false;
  if (!port.empty() && port != (scheme == "http" ? "80" : "443")) (out += ':') += port;
  return true;
}

/// ";jsessionid=..." of a path segment.
std::string_view without_session(std::string_view segment) {
  const std::size_t at = lowered(segment).find(";jsessionid=");
  return segment.substr(0, at);
}

/// Appends the path with its dot segments resolved; always begins with "/".
void append_path(std::string& out, std::string_view path) {
  const std::size_t root = out.size();
  std::string segment;
  bool ends_as_directory = true;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    segment.clear();
    append_component(segment, without_session(path.substr(0, end)), "\"#<>?`{}^|");
    path.remove_prefix(end);
    ends_as_directory = segment == "." || segment == "..";
    if (segment == "..") out.resize(std::max(root, std::min(out.rfind('/'), out.size())));
    if (!ends_as_directory) (out += '/') += segment;
  }
  if (ends_as_directory) out += '/';
}

bool is_tracking(std::string_view parameter) {
  const std::string name = lowered(parameter.substr(0, parameter.find('=')));
  return std::ranges::find(tracking_names, name) != tracking_names.end() ||
         std::ranges::any_of(tracking_prefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

void append_query(std::string& out, std::string_view query) {
  char separator = '?';
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (parameter.empty() || is_tracking(parameter)) continue;
    out += separator;
    append_component(out, parameter, "\"#<>'");
    separator = '&';
  }
}

/// An absolute http(s) address in pieces, raw.
struct RawParts {
  std::string scheme;
  std::string_view authority, path, query, fragment;
};

RawParts split_raw(std::string_view text, std::string scheme) {
  RawParts parts;
  std::string_view rest = text.substr(scheme.size() + 1);
  parts.scheme = std::move(scheme);
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    parts.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  while (!rest.empty() && is_slash(rest.front())) rest.remove_prefix(1);
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    parts.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  const std::size_t slash = std::min(rest.find_first_of("/\\"), rest.size());
  parts.authority = rest.substr(0, slash);
  parts.path = rest.substr(slash);
  return parts;
}

}  // namespace

std::optional<std::string> normalise_address(std::string_view text) {
  if (text.size() > max_raw_bytes) return std::nullopt;
  const std::string clean = cleaned(text);
  std::string scheme = scheme_of(clean);
  if (scheme != "http" && scheme != "https") return std::nullopt;
  const RawParts parts = split_raw(clean, std::move(scheme));
  std::string out = parts.scheme + "://";
  if (!append_authority(out, parts.authority, parts.scheme)) return std::nullopt;
  append_path(out, parts.path);
  append_query(out, parts.query);
  if (parts.fragment.size() > 1 && parts.fragment.starts_with('!')) {
    out += '#';
    append_component(out, parts.fragment, "\"<>`");
  }
  if (out.size() > max_address_bytes) return std::nullopt;
  return out;
}

std::string address_key(std::string_view normalised) {
  constexpr std::string_view http = "http://";
  if (!normalised.starts_with(http)) return std::string(normalised);
  return "https://" + std::string(normalised.substr(http.size()));
}

std::optional<std::string> resolve_address(std::string_view base, std::string_view reference) {
  if (reference.size() > max_raw_bytes) return std::nullopt;
  const std::string clean = cleaned(reference);
  std::string_view rest = clean;
  const std::string scheme = scheme_of(rest);
  const auto normal_base = normalise_address(base);
  const AddressParts at = normal_base ? split_address(*normal_base) : AddressParts();
  if (!scheme.empty()) {
    // "https:page.html" is relative to an https base (WHATWG: special relative or authority state).
    const bool no_slashes = rest.size() == scheme.size() + 1 || !is_slash(rest[scheme.size() + 1]);
    if (scheme != at.scheme || !no_slashes) return normalise_address(rest);
    rest.remove_prefix(scheme.size() + 1);
  }
  if (!normal_base) return std::nullopt;
  if (rest.size() >= 2 && is_slash(rest[0]) && is_slash(rest[1])) return normalise_address(std::string(at.scheme) + ":" + std::string(rest));
  std::string_view root(normal_base->data(), static_cast<std::size_t>(at.path.data() - normal_base->data()));
  const auto join = [&](std::string_view head, std::string_view tail) {
    return normalise_address(std::string(root).append(head).append(tail));
  };
  if (rest.empty() || rest.front() == '#')
    return join(at.path, (at.query.empty() ? "" : "?" + std::string(at.query)) + std::string(rest));
  if (is_slash(rest.front())) return join("", rest);
  if (rest.front() == '?') return join(at.path, rest);
  return join(at.path.substr(0, at.path.rfind('/') + 1), rest);
}

AddressParts split_address(std::string_view normalised) {
  AddressParts parts;
  const std::size_t colon = normalised.find("://");
  if (colon == std::string_view::npos) return parts;
  parts.scheme = normalised.substr(0, colon);
  std::string_view rest = normalised.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t slash = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view authority = rest.substr(0, slash);
  rest.remove_prefix(slash);
  const std::size_t bracket = authority.rfind(']');
  const std::size_t port = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  parts.host = authority.substr(0, port);
  if (port != std::string_view::npos) parts.port = authority.substr(port + 1);
  const std::size_t mark = rest.find('?');
  parts.path = rest.substr(0, mark);
  if (mark != std::string_view::npos) parts.query = rest.substr(mark + 1);
  return parts;
}

std::string site_of_address(std::string_view normalised) { return site_of_host(split_address(normalised).host); }

}  // namespace backfile
