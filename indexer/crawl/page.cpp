#include "indexer/crawl/page.hpp"

#include <algorithm>
#include <array>

namespace backfile {

std::string_view reason_name(Reason reason) noexcept {
  switch (reason) {
    case Reason::unreadable: return "unreadable";
    case Reason::damaged: return "damaged";
    case Reason::too_large: return "too-large";
    case Reason::bad_json: return "bad-json";
    case Reason::empty: return "empty";
    case Reason::not_html: return "not-html";
    case Reason::http_status: return "http-status";
    case Reason::media_type: return "media-type";
    case Reason::redirect_page: return "redirect-page";
    case Reason::home_page: return "home-page";
    case Reason::list_page: return "list-page";
    case Reason::search_page: return "search-page";
    case Reason::error_page: return "error-page";
    case Reason::consent_page: return "consent-page";
    case Reason::login_page: return "login-page";
    case Reason::service_page: return "service-page";
    case Reason::unresolved_revisit: return "unresolved-revisit";
    case Reason::removed: return "removed";
  }
  return "unknown";
}

bool may_be_html(std::string_view type) noexcept {
  // Servers say these of pages too: the content decides.
  constexpr std::array fine = std::to_array<std::string_view>({
      "text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/vnd.wap.xhtml+xml", "application/octet-stream",
      "binary/octet-stream", "application/x-unknown-content-type", "unknown/unknown", "application/unknown", "*/*", "text/htm",
  });
  // What has no slash is no media type, and says nothing either.
  return type.find('/') == std::string_view::npos || std::ranges::find(fine, type) != fine.end();
}

bool is_failure(Reason reason) noexcept { return reason <= Reason::bad_json; }

}  // namespace backfile
