#include "indexer/crawl/mirror_path.hpp"

#include <algorithm>
#include <utility>

#include "common/address.hpp"
#include "indexer/crawl/mail_message.hpp"

namespace backfile {
namespace {

constexpr std::size_t comment_search_bytes = 2048;

std::string_view take_component(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view component = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return component;
}

/// "host", "host:8080" and wget's "host+8080" (--restrict-file-names=windows) as host and port; empty when it is no host's name.
std::string authority_of(std::string_view component) {
  const std::size_t mark = component.find_last_of(":+");
  const std::string_view host = component.substr(0, mark);
  if (!is_host_name(host)) return {};
  if (mark == std::string_view::npos) return std::string(host);
  const std::string_view port = component.substr(mark + 1);
  const bool digits = !port.empty() && port.size() <= 5 && std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::string(host) + ":" + std::string(port) : std::string();
}

/// Where a file's name says that the query begins: "?", or its escape; wget writes "@" under --restrict-file-names=windows, but
/// only a query has a name and a value ("view.php@id=3"): "@handle" and "a@b" are names. npos without one.
std::size_t query_mark(std::string_view name, std::size_t& mark_bytes) {
  mark_bytes = 1;
  if (const std::size_t mark = name.find('?'); mark != std::string_view::npos) return mark;
  if (const std::size_t at = name.find('@'); at != std::string_view::npos && at > 0 && name.find('=', at) != std::string_view::npos) return at;
  mark_bytes = 3;
  return std::min(name.find("%3F"), name.find("%3f"));
}

/// The path of an address from the names of files: percent escapes in them stand as they are, "index.html" was made up for a
/// directory. An ending that --adjust-extension added stays: only the page itself can tell.
std::string address_path(std::string_view file_path) {
  const std::size_t name_at = file_path.rfind('/') + 1;  // npos + 1 = 0
  const std::string_view name = file_path.substr(name_at);
  std::size_t mark_bytes = 0;
  const std::size_t mark = std::min(query_mark(name, mark_bytes), name.size());
  std::string path(file_path.substr(0, name_at));
  if (const std::string_view stem = name.substr(0, mark); stem != "index.html") path += stem;
  if (mark < name.size()) (path += '?') += name.substr(mark + mark_bytes);
  for (std::size_t i = path.find('#'); i != std::string::npos; i = path.find('#', i)) path.replace(i, 1, "%23");
  return path;
}

/// "Mirrored from HOST/PATH by HTTrack Website Copier/VERSION [AUTHORS], DATE".
std::optional<HttrackComment> comment_in(std::string_view text) {
  constexpr std::string_view opening = "<!-- Mirrored from ", closing = " by HTTrack", end_of_comment = "-->";
  const std::size_t at = text.find(opening);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view comment = text.substr(at + opening.size());
  const std::size_t end = comment.find(closing);
  if (end == std::string_view::npos || comment.substr(0, end).find_first_of(" \t\r\n<>") != std::string_view::npos) return std::nullopt;
  const std::string_view address = comment.substr(0, end);
  auto normalised = normalise_address(address.find("://") == std::string_view::npos ? "https://" + std::string(address) : std::string(address));
  if (!normalised) return std::nullopt;
  std::string_view rest = comment.substr(end, comment.find(end_of_comment, end) - end);
  rest.remove_prefix(std::min(rest.find(", ") + 1, rest.size()));  // npos + 1 = 0
  return HttrackComment{.address = std::move(*normalised), .captured = parse_mail_date(rest)};
}

std::optional<std::string> address_below(std::string_view scheme, std::string_view authority, std::string_view path) {
  return normalise_address(std::string(scheme) + "://" + std::string(authority) + "/" + address_path(path));
}

}  // namespace

std::optional<std::string> mirror_address(std::string_view root_name, std::string_view relative_path, HostPlace place) {
  std::string_view scheme = "https", rest = relative_path;
  if (root_name == "http" || root_name == "https") scheme = root_name;
  bool first = true;
  while (rest.find('/') != std::string_view::npos) {  // the last component is a file
    const std::string_view component = take_component(rest);
    if (component == "http" || component == "https") {
      scheme = component;
      if (first) continue;
    }
    if (const std::string authority = authority_of(component); !authority.empty()) return address_below(scheme, authority, rest);
    first = false;
    if (place == HostPlace::first) break;
  }
  const std::string root_authority = authority_of(root_name);
  if (root_authority.empty()) return std::nullopt;
  return address_below(scheme, root_authority, relative_path);
}

std::optional<HttrackComment> httrack_comment(std::string_view page_bytes) {
  auto comment = comment_in(page_bytes.substr(0, comment_search_bytes));
  if (!comment && page_bytes.size() > comment_search_bytes) comment = comment_in(page_bytes.substr(page_bytes.size() - comment_search_bytes));
  return comment;
}

}  // namespace backfile
