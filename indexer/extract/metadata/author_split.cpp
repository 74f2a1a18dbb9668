#include "indexer/extract/metadata/author_split.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "common/text.hpp"
#include "common/utf8.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_byline_bytes = 600;
constexpr std::size_t max_names = 40;

/// What parts a byline into independent pieces wherever it stands; " - " and the like only with spaces around.
constexpr auto hard_separators = std::to_array<std::string_view>(
    {"|", "•", "●", "▪", ";", "、", "；", "｜", "\n", " / ", " // ", " - ", " – ", " — ", " · ", "→", "►", "»", "／", " ・ "});
constexpr auto slash = std::to_array<std::string_view>({"/"});
constexpr auto commas = std::to_array<std::string_view>({",", "，", "،"});

std::vector<std::string_view> split_at(std::string_view text, std::span<const std::string_view> separators) {
  std::vector<std::string_view> pieces;
  while (true) {
    std::size_t best = std::string_view::npos, length = 0;
    for (const std::string_view separator : separators) {
      const std::size_t found = text.find(separator);
      if (found < best) {
        best = found;
        length = separator.size();
      }
    }
    pieces.push_back(trimmed(text.substr(0, best)));
    if (best == std::string_view::npos) break;
    text.remove_prefix(best + length);
  }
  return pieces;
}

struct WordSpan {
  std::size_t begin = 0, end = 0;
  std::string folded;
};

std::vector<WordSpan> words_with_places(std::string_view text) {
  std::vector<WordSpan> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back({begin, end, folded_value(text.substr(begin, end - begin))});
    at = end;
  }
  return words;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool begins_upper(std::string_view word) {
  return !word.empty() && ((word[0] >= 'A' && word[0] <= 'Z') || static_cast<unsigned char>(word[0]) >= 0x80);
}

bool has_two_words(std::string_view text) {
  return text.find(' ') != std::string_view::npos;
}

std::string_view without_prefixes(std::string_view text) {
  for (int i = 0; i < 3; ++i) {
    const std::size_t length = byline_prefix_length(text);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  return text;
}

std::string_view without_edges(std::string_view text) {
  constexpr std::string_view edges = " .,:;|/*-_\"'()[]";
  while (!text.empty()) {
    const std::size_t before = text.size();
    while (!text.empty() && edges.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
    while (!text.empty() && edges.find(text.back()) != std::string_view::npos) {
      // "Sammy Davis Jr." and initials keep their stop.
      if (text.back() == '.' && text.size() > 2) {
        const std::string_view last = text.substr(text.find_last_of(' ') + 1);
        if (last.size() == 2 || last == "Jr." || last == "Sr.") break;
      }
      text.remove_suffix(1);
    }
    for (const std::string_view mark : {"–", "—", "“", "”", "„", "’", "‘", "«", "»", "·", "【", "】", "（", "）", "©"}) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size());
      if (text.ends_with(mark)) text.remove_suffix(mark.size());
    }
    if (text.size() == before) break;
  }
  return text;
}

/// Text in brackets is a role, an agency or a place.
std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const bool opens = rest.starts_with('(') || rest.starts_with('[') || rest.starts_with("（") || rest.starts_with("【");
    const bool closes = rest.starts_with(')') || rest.starts_with(']') || rest.starts_with("）") || rest.starts_with("】");
    const std::size_t bytes = decode_utf8(text, i).length;
    if (opens) ++depth;
    if (depth == 0) out += rest.substr(0, bytes);
    if (closes && depth > 0) --depth;
    i += bytes;
  }
  return out;
}

/// Cuts what follows a name: a date, an address, "updated ...", "in Berlin".
std::string_view name_part(std::string_view piece) {
  const auto words = words_with_places(piece);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = piece.substr(words[i].begin, words[i].end - words[i].begin);
    const bool place = i >= 2 && leads_to_place(words[i].folded) && i + 1 < words.size() && !begins_upper(word);
    const bool labelled = word.ends_with(':') && ends_names(std::string_view(words[i].folded).substr(0, words[i].folded.size() - 1));  // "Updated: January"
    if (place || labelled || has_digit(word) || word.find('@') != std::string_view::npos || (i > 0 && ends_names(words[i].folded)))
      return piece.substr(0, words[i].begin);
  }
  return piece;
}

/// "Text und Interview: Jane Doe" -> "Jane Doe"; who took the pictures is no author: "Fotos: ..." -> nothing.
std::string_view without_label(std::string_view segment) {
  static constexpr auto writing = std::to_array<std::string_view>(
      {"text", "texte", "texto", "interview", "bericht", "reportage", "story", "recherche", "words", "reporting", "research", "und", "and", "et", "y", "von",
       "by", "autor", "autorin", "author", "redaktion", "report", "analyse", "protokoll", "kommentar"});
  static constexpr auto pictures = std::to_array<std::string_view>(
      {"foto", "fotos", "photo", "photos", "photography", "photographs", "video", "videos", "bild", "bilder", "illustration", "illustrations", "grafik",
       "image", "images", "credit", "picture", "pictures", "foto:", "fotografia", "fotografias", "foto's", "bildquelle", "quelle", "immagine", "imagen", "imagem", "снимка", "снимки", "фото", "zdjecie",
       "zdjecia", "fotograf", "写真", "translation", "ubersetzung"});
  constexpr std::size_t longest_label = 40;
  const std::size_t colon = segment.substr(0, longest_label).find(':');
  const std::string label = match_key(segment.substr(0, colon == std::string_view::npos ? segment.find(' ') : colon));
  bool written = true, pictured = false;
  for (const WordSpan& word : words_with_places(label)) {
    written &= std::ranges::find(writing, word.folded) != writing.end();
    pictured |= std::ranges::find(pictures, word.folded) != pictures.end();
  }
  if (pictured && !label.empty()) return {};
  return colon != std::string_view::npos && written ? trimmed(segment.substr(colon + 1)) : segment;
}

/// "Travel By Jane Doe", "capital von Jane Doe": what stands before the byline's own word is a label. "Ludwig von Berg" is a name.
std::string_view from_inner_prefix(std::string_view segment) {
  const auto words = words_with_places(segment);
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    const std::string_view rest = segment.substr(words[i].begin);
    const std::string_view next = segment.substr(words[i + 1].begin);
    const bool by = words[i].folded == "by";
    const bool particle = words[i].folded == "von" || words[i].folded == "par" || words[i].folded == "por";
    if (!by && !(particle && !begins_upper(segment.substr(words[i - 1].begin)))) continue;
    if (begins_upper(next) && byline_prefix_length(rest) > 0) return next;
  }
  return segment;
}

class Byline {
 public:
  explicit Byline(std::string_view text) : text_(without_brackets(clean_value(cut_utf8(text, max_byline_bytes)))) {}

  std::vector<AuthorName> names() && {
    for (const std::string_view segment : split_at(text_, hard_separators)) read_segment(segment);
    return std::move(names_);
  }

 private:
  void read_segment(std::string_view segment) {
    segment = from_inner_prefix(without_prefixes(without_label(segment)));
    if (segment.empty()) return;
    if (const auto halves = split_at(segment, slash); halves.size() > 1 && std::ranges::all_of(halves, has_two_words)) {
      for (const std::string_view half : halves) read_segment(half);
      return;
    }
    const auto pieces = split_at(segment, commas);
    if (is_last_name_first(pieces)) return add(segment);
    for (std::size_t i = 0; i < pieces.size(); ++i) read_piece(pieces[i], i > 0);
  }

  /// "Doe, Jane": two pieces, a family name and one or two given names.
  static bool is_last_name_first(const std::vector<std::string_view>& pieces) {
    if (pieces.size() != 2) return false;
    const auto family = words_with_places(pieces[0]), given = words_with_places(pieces[1]);
    if (family.size() != 1 || given.empty() || given.size() > 2) return false;
    if (!begins_upper(pieces[0]) || !begins_upper(pieces[1]) || has_digit(pieces[1])) return false;
    const bool initials = std::ranges::all_of(pieces[0], [](char c) { return c >= 'A' && c <= 'Z'; });
    return !initials && kind_of_name(pieces[0]) == NameKind::person && kind_of_name(pieces[1]) == NameKind::person &&
           conjunction_kind(given.front().folded) == Conjunction::none;
  }

  void read_piece(std::string_view piece, bool after_comma) {
    piece = without_prefixes(without_label(piece));
    const auto words = words_with_places(piece);
    std::size_t begin = 0, first_word = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Conjunction kind = conjunction_kind(words[i].folded);
      if (kind == Conjunction::none || !parts_names(words, first_word, i, kind, piece, after_comma)) continue;
      add_piece(piece.substr(begin, words[i].begin - begin), after_comma);
      begin = words[i].end;
      first_word = i + 1;
      after_comma = false;
    }
    add_piece(piece.substr(begin), after_comma);
  }

  static bool parts_names(const std::vector<WordSpan>& words, std::size_t first, std::size_t at, Conjunction kind, std::string_view piece,
                          bool after_comma) {
    if (at + 1 >= words.size()) return true;
    if (words[at + 1].folded == "co" || words[at + 1].folded.starts_with("co.")) return false;  // "Harbour GmbH & Co. KG"
    if (at == first) return at == 0;  // a piece that begins with "and"
    const std::string_view word = piece.substr(words[at].begin, words[at].end - words[at].begin);
    if (begins_upper(word) && kind == Conjunction::ambiguous) return false;
    if (kind == Conjunction::plain) return true;
    return (at - first >= 2 && words.size() - at - 1 >= 2) || after_comma;
  }

  void add_piece(std::string_view piece, bool after_comma) {
    piece = name_part(trimmed(piece));
    const auto words = words_with_places(piece);
    if (words.empty()) return;
    // Behind the comma of "Jane Doe, Berlin" and "Daily News, Berlin, Germany" stands where they are, not who.
    const bool known = !names_.empty() && (names_.back().kind != NameKind::person || names_.back().name.find(' ') != std::string::npos);
    if (after_comma && words.size() == 1 && known &&
        kind_of_name(tidy_name(piece)) == NameKind::person && !is_cjk(piece))
      return;
    add(piece);
  }

  static bool is_cjk(std::string_view text) { return decode_utf8(text, 0).code >= 0x2e80; }

  void add(std::string_view piece) {
    std::string name = tidy_name(piece);
    if (name.empty() || names_.size() >= max_names) return;
    NameKind kind = kind_of_name(name);
    if (kind == NameKind::role) {
      name = name_before_role(name);
      kind = name.empty() ? NameKind::role : NameKind::person;
    }
    if (kind == NameKind::role || kind == NameKind::nonsense) return;
    const std::string key = match_key(name);
    if (std::ranges::any_of(names_, [&](const AuthorName& known) { return match_key(known.name) == key; })) return;
    names_.push_back({std::move(name), kind});
  }

  /// "Jane Doe Political Editor" -> "Jane Doe"; a role alone -> nothing.
  static std::string name_before_role(std::string_view name) {
    const auto words = words_with_places(name);
    std::size_t good = 0;
    while (good < words.size() && good < 3 && kind_of_name(name.substr(words[good].begin, words[good].end - words[good].begin)) == NameKind::person) ++good;
    if (good < 2 || good == words.size()) return {};
    return std::string(name.substr(0, words[std::min<std::size_t>(good, 2) - 1].end));
  }

  std::string text_;
  std::vector<AuthorName> names_;
};

}  // namespace

std::string tidy_name(std::string_view name) {
  std::string text = without_brackets(name);
  std::string_view rest = without_edges(without_prefixes(without_edges(text)));
  if (const std::size_t suffix = byline_suffix_length(rest)) rest.remove_suffix(suffix);
  return collapsed_space(without_edges(rest));
}

std::vector<AuthorName> parse_byline(std::string_view byline) {
  return Byline(byline).names();
}

std::vector<std::string> split_authors(std::string_view byline) {
  std::vector<std::string> persons, others;
  for (AuthorName& one : parse_byline(byline)) (one.kind == NameKind::person ? persons : others).push_back(std::move(one.name));
  return persons.empty() ? others : persons;
}

}  // namespace backfile
