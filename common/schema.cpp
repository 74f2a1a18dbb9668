#include "common/schema.hpp"

#include <algorithm>
#include <array>

#include "common/digest.hpp"
#include "common/text.hpp"

namespace backfile::schema {
namespace {

// Instants are stored biased, so that byte order is time order and 0 is left for "undated".
constexpr std::uint64_t bias = 1ull << 62;
std::uint64_t biased(std::int64_t instant) { return static_cast<std::uint64_t>(instant) + bias; }

constexpr std::array fields{
    QueryField{"title", prefix::title, FieldKind::words, "words of the title"},
    QueryField{"author", prefix::author, FieldKind::words, "words of an author's name"},
    QueryField{"section", prefix::section, FieldKind::value, "the section, whole"},
    QueryField{"site", prefix::host, FieldKind::value, "the site's domain or a host"},
    QueryField{"lang", prefix::language, FieldKind::value, "the language, as in BCP 47"},
    QueryField{"url", prefix::address, FieldKind::value, "the article's address"},
    QueryField{"copies", prefix::address, FieldKind::value, "the story of the article at an address"},
    QueryField{"tag", prefix::tag, FieldKind::value, "a tag, whole"},
    QueryField{"date", prefix::day, FieldKind::date, "a day, month, year or range of them"},
    QueryField{"before", prefix::day, FieldKind::date, "before a day, month or year"},
    QueryField{"after", prefix::day, FieldKind::date, "after a day, month or year"},
    QueryField{"captured", prefix::captured_day, FieldKind::date, "when the version was captured first"},
    QueryField{"words", "", FieldKind::number, "how many words the text has, or a range"},
    QueryField{"exact", "", FieldKind::text, "words in just this form"},
    QueryField{"has", prefix::has, FieldKind::value, "what the article has: author, date, section, tags ..."},
};

}  // namespace

namespace {

/// Keys hold a zero byte as two.
std::size_t bytes_in_keys(std::string_view text) { return text.size() + static_cast<std::size_t>(std::ranges::count(text, '\0')); }

/// As much of the text's start as takes at most `bytes` in keys.
std::string_view cut_for_keys(std::string_view text, std::size_t bytes) {
  std::size_t length = 0;
  for (std::size_t taken = 0; length < text.size(); ++length)
    if ((taken += text[length] == '\0' ? 2 : 1) > bytes) break;
  return cut_utf8(text, length);
}

}  // namespace

std::string term(std::string_view prefix, std::string_view text) {
  std::string out(prefix);
  out += text;
  if (bytes_in_keys(out) <= max_term_bytes) return out;
  const std::string tail = "~" + hex16(digest64(text));
  return std::string(cut_for_keys(out, max_term_bytes - tail.size())) + tail;
}

std::string unique_term(std::string_view address_key, std::uint64_t text_digest) {
  const std::string tail = "#" + hex16(text_digest);
  std::string out = std::string(prefix::unique) + std::string(address_key);
  if (bytes_in_keys(out) + tail.size() > max_term_bytes) {
    const std::string middle = "~" + hex16(digest64(address_key));
    out = std::string(cut_for_keys(out, max_term_bytes - middle.size() - tail.size())) + middle;
  }
  return out + tail;
}

std::uint64_t text_digest(std::string_view title, std::string_view body) {
  return digest64(collapsed_space(title) + "\n" + collapsed_space(body));
}

std::string newest_key(std::int64_t instant, std::string_view unique) {
  return big_endian64(biased(instant)) + big_endian64(digest64(unique));
}

std::string oldest_key(std::int64_t instant, std::string_view unique) {
  return big_endian64(~biased(instant)) + big_endian64(digest64(unique));
}

std::string undated_key(std::string_view unique) { return std::string(8, '\0') + big_endian64(digest64(unique)); }

std::span<const QueryField> query_fields() { return fields; }

const QueryField* find_query_field(std::string_view name) {
  const auto found = std::ranges::find(fields, name, &QueryField::name);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace backfile::schema
