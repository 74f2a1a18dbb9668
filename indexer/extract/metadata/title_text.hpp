// Titles as text: the site's name around them, and how much two of them agree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

/// Names under which a site may stand in its titles, as squeezed keys: "the daily news" -> "thedailynews".
class SiteNames {
 public:
  void add_name(std::string_view name);
  /// Host of an address: "www.daily-news.co.uk" gives "dailynewscouk" and "dailynews".
  void add_host(std::string_view host);
  /// Equal to a name, or one contains the other and has little more: "Daily News Online" for "Daily News".
  [[nodiscard]] bool resembles(std::string_view part) const;
  /// The same with up to as much again around the name: "dailynews.example developer", "The Editors of Daily News" as an author.
  [[nodiscard]] bool is_named_in(std::string_view part) const;
  [[nodiscard]] bool is_name(std::string_view part) const;

 private:
  [[nodiscard]] bool matches(std::string_view part, std::size_t most_times, std::size_t most_extra) const;
  std::vector<std::string> keys_;
};

enum class SiteNameMatch { exact, resembling };

/// `title` without the site's name behind or before it, parted by | - – — · : » and the like. Parts that are not the site's name stay:
/// a title's own dash is never cut. `behind`: how well the last part must match; before the title only the exact name is cut.
[[nodiscard]] std::string without_site_name(std::string_view title, const SiteNames& site, SiteNameMatch behind = SiteNameMatch::resembling);

/// What `full` has behind `title` and a separator: "Daily News" of "Rain - Daily News" for "Rain"; empty when there is no such tail.
[[nodiscard]] std::string_view tail_behind(std::string_view full, std::string_view title);

/// A bare <title> up to the first mark that headlines do not use themselves (| » « • ::), if enough is left of it.
[[nodiscard]] std::string before_hard_mark(std::string_view title);

/// Words in common: 0 to 1 (Dice). Keys as match_key gives them. Texts without spaces count as one word, equal or contained.
[[nodiscard]] double word_agreement(std::string_view key_a, std::string_view key_b);

}  // namespace backfile
