// One JSON line to an Article, in the fields of DESIGN.md's section on the article. Read as a stream of events, so that what is
// not a field of ours costs no memory, however deep it nests.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/text.hpp"
#include "indexer/crawl/page_source.hpp"

namespace backfile {
namespace {

enum class Field {
  source, id, url, site, publisher, title, standfirst, authors, dateline, original, published, published_precision, published_from, modified,
  captured, section, tags, language, body, image, rejected, unknown,
};

Field field_of(std::string_view name) {
  constexpr std::array names = std::to_array<std::pair<std::string_view, Field>>({
      {"source", Field::source}, {"id", Field::id}, {"url", Field::url}, {"site", Field::site}, {"publisher", Field::publisher},
      {"title", Field::title}, {"standfirst", Field::standfirst}, {"authors", Field::authors}, {"dateline", Field::dateline},
      {"original", Field::original}, {"published", Field::published}, {"published_precision", Field::published_precision}, {"published_from", Field::published_from},
      {"modified", Field::modified}, {"captured", Field::captured}, {"section", Field::section}, {"tags", Field::tags},
      {"language", Field::language}, {"body", Field::body}, {"image", Field::image}, {"rejected", Field::rejected},
  });
  const auto* found = std::ranges::find(names, name, [](const auto& entry) { return entry.first; });
  return found == names.end() ? Field::unknown : found->second;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(space) - begin + 1));
}

/// Collects the values of the outermost object's fields. Values of the wrong shape (an object for a title) count as unknown.
class ArticleEvents {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;

  ArticleEvents(Article& article, JsonArticleNotes& notes) : article_(article), notes_(notes) {}

  bool null() { return is_object_ || depth_ > 0; }
  bool boolean(bool) { return odd_value(); }
  bool number_integer(number_integer_t number) { return scalar(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) { return scalar(std::to_string(number)); }
  bool number_float(number_float_t, const std::string& digits) { return scalar(digits); }
  bool string(std::string& text) { return scalar(std::move(text)); }
  bool binary(nlohmann::json::binary_t&) { return odd_value(); }
  bool start_object(std::size_t) {
    if (depth_ == 0) is_object_ = true;
    else if (depth_ == 1) odd_value();
    return ++depth_ > 0;
  }
  bool key(std::string& name) {
    if (depth_ == 1) {
      field_ = field_of(name);
      if (field_ == Field::unknown) notes_.unknown_fields = true;
      if (field_ == Field::authors) article_.authors.clear();
      if (field_ == Field::tags) article_.tags.clear();
    }
    return true;
  }
  bool end_object() { return depth_-- > 0; }
  bool start_array(std::size_t) {
    if (depth_ == 0) return false;
    if (depth_ == 1 && field_ != Field::authors && field_ != Field::tags) odd_value();
    in_list_ = depth_ == 1 && (field_ == Field::authors || field_ == Field::tags);
    return ++depth_ > 0;
  }
  bool end_array() {
    in_list_ = false;
    return depth_-- > 0;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
    error_ = error.what();
    if (const std::size_t colon = error_.find("parse error"); colon != std::string::npos) error_.erase(0, colon);
    return false;
  }

  [[nodiscard]] bool is_object() const { return is_object_; }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  bool odd_value() {
    if (depth_ == 0) return false;
    if (depth_ == 1 && field_ != Field::unknown) notes_.unknown_fields = true;
    return true;
  }

  bool scalar(std::string text) {
    if (depth_ == 0) return false;
    if (in_list_ && depth_ == 2) add_to_list(trimmed(text));
    else if (depth_ == 1) set(std::move(text));
    return true;
  }

  void add_to_list(std::string text) {
    auto& list = field_ == Field::authors ? article_.authors : article_.tags;
    if (!text.empty() && std::ranges::find(list.end() - std::min<std::ptrdiff_t>(std::ssize(list), 100), list.end(), text) == list.end())
      list.push_back(std::move(text));
  }

  void set_date(std::optional<PartialDate>& date, const std::string& text) {
    date = parse_iso_date(text);
    if (!date && !trimmed(text).empty()) notes_.dropped_dates = true;
  }

  /// The registrable domain, also of a host's name in full or in capitals; what is no host's name stays as it is.
  static std::string site_named(std::string name) {
    const auto address = is_host_name(name) ? normalise_address("https://" + name + "/") : std::nullopt;
    return address ? site_of_address(*address) : name;
  }

  void set_url(std::string& url, const std::string& text) {
    url = trimmed(text);
    if (auto normalised = normalise_address(url)) url = std::move(*normalised);
  }

  void set(std::string text) {
    switch (field_) {
      case Field::id: article_.id = trimmed(text); break;
      case Field::url: set_url(article_.url, text); break;
      case Field::site: article_.site = site_named(trimmed(text)); break;
      case Field::publisher: article_.publisher = trimmed(text); break;
      case Field::title: article_.title = trimmed(text); break;
      case Field::standfirst: article_.standfirst = trimmed(text); break;
      case Field::authors:
      case Field::tags: add_to_list(trimmed(text)); break;
      case Field::dateline: article_.dateline = trimmed(text); break;
      case Field::original: article_.original = trimmed(text); break;
      case Field::published: set_date(article_.published, text); break;
      case Field::published_from: article_.published_from = trimmed(text); break;
      case Field::modified: set_date(article_.modified, text); break;
      case Field::captured: set_date(article_.captured, text); break;
      case Field::section: article_.section = trimmed(text); break;
      case Field::language: article_.language = canonical_language(text); break;
      case Field::body: article_.body = std::move(text); break;
      case Field::image: set_url(article_.image, text); break;
      // Ours to say (source, precision), a verdict that JSON lines are free of (rejected), or not a field.
      case Field::source: case Field::published_precision: case Field::rejected: case Field::unknown: break;
    }
  }

  Article& article_;
  JsonArticleNotes& notes_;
  Field field_ = Field::unknown;
  std::size_t depth_ = 0;
  bool in_list_ = false, is_object_ = false;
  std::string error_;
};

bool is_hex_escape(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\\u" && text.size() >= at + 6 &&
         std::ranges::all_of(text.substr(at + 2, 4), [](char c) { return std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos; });
}

enum class Surrogate { none, lead, trail };

Surrogate surrogate_at(std::string_view text, std::size_t at) {
  if (!is_hex_escape(text, at) || (text[at + 2] != 'd' && text[at + 2] != 'D')) return Surrogate::none;
  const char second = text[at + 3];
  if (second >= '8' && (second <= '9' || second == 'a' || second == 'A' || second == 'b' || second == 'B')) return Surrogate::lead;
  return second >= 'c' || (second >= 'C' && second <= 'F') ? Surrogate::trail : Surrogate::none;
}

/// Half a surrogate pair as an escape is no character, and writers that cut text leave it: it becomes U+FFFD, as in JavaScript's
/// well-formed strings. Empty when there was none.
std::string without_lone_surrogates(std::string_view text) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
    const Surrogate here = surrogate_at(text, at);
    if (here == Surrogate::none) {
      at += 2;  // an escaped backslash is one step, too
    } else if (here == Surrogate::lead && surrogate_at(text, at + 6) == Surrogate::trail) {
      at += 12;
    } else {
      out.append(text.substr(copied, at - copied)).append("\\ufffd");
      copied = at += 6;
    }
  }
  if (!out.empty()) out.append(text.substr(std::min(copied, text.size())));
  return out;
}

Reject bad_json(const Input& input, std::string_view why) {
  return {.reason = Reason::bad_json, .detail = fmt::format("line {}: {}", input.line, why)};
}

}  // namespace

std::variant<Article, Reject> read_article_line(const Input& input, JsonArticleNotes& notes) {
  const std::string repaired = is_valid_utf8(input.bytes) ? std::string() : valid_utf8(input.bytes);
  const std::string& text = repaired.empty() ? input.bytes : repaired;
  Article article;
  JsonArticleNotes own_notes;
  ArticleEvents events(article, own_notes);
  if (!nlohmann::json::sax_parse(text, &events)) {
    if (const std::string whole = without_lone_surrogates(text); !whole.empty()) {
      Input mended = input;
      mended.bytes = whole;
      return read_article_line(mended, notes);  // once: there are none left
    }
    return bad_json(input, events.error().empty() ? "not a JSON object" : events.error());
  }
  article.source = input.source;
  if (article.site.empty()) article.site = site_of_address(article.url);
  notes.unknown_fields |= own_notes.unknown_fields;
  notes.dropped_dates |= own_notes.dropped_dates;
  return article;
}

}  // namespace backfile
