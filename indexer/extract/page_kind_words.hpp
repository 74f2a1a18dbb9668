// The words by which pages that are no articles name themselves, in the languages of the press. Data and lookups; private to
// page_kind.cpp. A language is added by adding rows.
#pragma once

#include <string_view>

namespace backfile {

/// `folded`: folded_value() of a title's part or headline. The text is the phrase, or begins or ends with it.
[[nodiscard]] bool names_an_error(std::string_view folded);
/// The phrase may stand anywhere in the text.
[[nodiscard]] bool holds_an_error(std::string_view folded);
[[nodiscard]] bool names_a_list(std::string_view folded);
[[nodiscard]] bool names_a_search(std::string_view folded);
[[nodiscard]] bool names_a_login(std::string_view folded);
[[nodiscard]] bool names_a_redirect(std::string_view folded);
/// Pages on the site itself: terms and privacy, which bear dates; contact, subscriptions and the like, which do not.
[[nodiscard]] bool names_a_legal_page(std::string_view folded);
[[nodiscard]] bool names_a_site_page(std::string_view folded);
[[nodiscard]] bool names_consent(std::string_view folded);
/// Number of different consent phrases in the folded text ("accept all", "we use cookies", "datenschutz" ...).
[[nodiscard]] int consent_phrases(std::string_view folded);

/// A segment of an address's path that heads lists ("tag", "autor", "category"), searches or logins. Lower case.
[[nodiscard]] bool is_list_segment(std::string_view segment);
[[nodiscard]] bool is_search_segment(std::string_view segment);
[[nodiscard]] bool is_login_segment(std::string_view segment);
/// A query parameter that tells which page of a list.
[[nodiscard]] bool is_paging_parameter(std::string_view name);
/// One that tells where the reader came from.
[[nodiscard]] bool is_tracking_parameter(std::string_view name);
/// A query parameter that carries the words searched for.
[[nodiscard]] bool is_search_parameter(std::string_view name);

}  // namespace backfile
