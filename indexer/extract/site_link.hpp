// Links of a page to its own site, compared by path: menus are recognised by where they lead.
#pragma once

#include <string_view>

namespace backfile {

/// The path of a link within the site, without its last slash: "/world" for "/world/", "https://HOST/world" and "//HOST/world/"; empty for the
/// root, other sites, and addresses relative to the page. A view into `href`.
[[nodiscard]] inline std::string_view path_within_site(std::string_view href, std::string_view host) {
  if (const std::size_t authority = href.find("//"); authority != std::string_view::npos && authority < 7) {
    href.remove_prefix(authority + 2);
    if (host.empty() || !href.starts_with(host)) return {};
    href.remove_prefix(host.size());
  }
  if (!href.starts_with('/')) return {};
  if (href.ends_with('/')) href.remove_suffix(1);
  return href;
}

}  // namespace backfile
