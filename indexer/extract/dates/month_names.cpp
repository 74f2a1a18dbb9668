// Reads calendar/{gregorian,persian}/{monthNames,dayNames} of each locale bundle without inheritance (ures_openDirect),
// so that each name is met once, where CLDR states it. CLDR's abbreviations and its genitive ("format") and nominative
// ("stand-alone") forms are all taken. What newspapers write and CLDR does not have is in extra_names.
#include "indexer/extract/dates/month_names.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ures.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_set>
#include <vector>

namespace backfile::dates {
namespace {

struct BundleClose {
  void operator()(UResourceBundle* bundle) const noexcept { ures_close(bundle); }
};
using Bundle = std::unique_ptr<UResourceBundle, BundleClose>;

/// Up to four letters of a primary language subtag, as a number.
std::uint32_t language_code(std::string_view tag) {
  std::uint32_t code = 0;
  for (const char c : tag.substr(0, 4)) {
    if (c == '-' || c == '_') break;
    code = code << 8 | static_cast<unsigned char>(c | 0x20);
  }
  return code;
}

void append_code_point(UChar32 c, std::string& out) {
  char bytes[4];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  out.append(bytes, static_cast<std::size_t>(length));
}

enum class Form : std::uint8_t { wide, abbreviated, extra };

struct Row {
  std::string key;
  std::uint32_t language = 0;
  MonthName name;
  Form form = Form::wide;
};

struct ExtraName {
  std::string_view word, language;
  std::uint8_t month;
};

// Variants of spelling in daily use.
constexpr ExtraName extra_names[] = {
    {"sept", "en", 9},     {"febr", "de", 2},     {"jän", "de", 1},        {"jänner", "de", 1},
    {"feber", "de", 2},    {"mrz", "de", 3},      {"märz", "de", 3},       {"maerz", "de", 3},
    {"juno", "de", 6},     {"julei", "de", 7},    {"setiembre", "es", 9},  {"set", "es", 9},
    {"sept", "es", 9},     {"aout", "fr", 8},     {"sept", "fr", 9},       {"janv", "fr", 1},
    {"févr", "fr", 2},     {"avr", "fr", 4},      {"juil", "fr", 7},       {"agust", "id", 8},
    {"agt", "id", 8},      {"pebruari", "id", 2}, {"nopember", "id", 11},  {"febr", "nl", 2},
    {"maart", "nl", 3},    {"mrt", "nl", 3},      {"मार्च", "hi", 3},       {"अप्रेल", "hi", 4},
    {"जुलाई", "hi", 7},     {"सितम्बर", "hi", 9},   {"अक्टूबर", "hi", 10},     {"अक्तूबर", "hi", 10},
    {"नवम्बर", "hi", 11},   {"दिसम्बर", "hi", 12},  {"जनवरी", "hi", 1},      {"फरवरी", "hi", 2},
    {"জানুয়ারি", "bn", 1},  {"জানুয়ারী", "bn", 1},  {"ফেব্রুয়ারি", "bn", 2},   {"ফেব্রুয়ারী", "bn", 2},
    {"সেপ্টেম্বর", "bn", 9}, {"ডিসেম্বর", "bn", 12}, {"جانفي", "ar", 1},      {"فيفري", "ar", 2},
    {"افريل", "ar", 4},    {"ماي", "ar", 5},      {"جوان", "ar", 6},       {"جويلية", "ar", 7},
    {"اوت", "ar", 8},      {"غشت", "ar", 8},      {"شتنبر", "ar", 9},      {"نونبر", "ar", 11},
    {"دجنبر", "ar", 12},   {"يوليوز", "ar", 7},   {"ابريل", "ar", 4},      {"يونيو", "ar", 6},
    {"يونيه", "ar", 6},    {"يوليه", "ar", 7},    {"اغسطس", "ar", 8},      {"أيار", "ar", 5},
    {"мая", "ru", 5},      {"сен", "ru", 9},      {"нояб", "ru", 11},      {"ноя", "ru", 11},
    {"февр", "ru", 2},     {"фев", "ru", 2},      {"maiatzaren", "eu", 5}, {"maiatzak", "eu", 5},
    {"мамырдың", "kk", 5}, {"майы", "ky", 5},     {"mayo", "fil", 5},      {"ekim", "tr", 10},
    {"μαϊου", "el", 5},    {"μαϊος", "el", 5},    {"μαιο", "el", 5},       {"σεπ", "el", 9},
    {"αυγ", "el", 8},      {"ιουν", "el", 6},
};

class Names {
 public:
  Names() {
    rows_.reserve(6000);
    seen_.reserve(16'000);
    UErrorCode status = U_ZERO_ERROR;
    const Bundle index(ures_openDirect(nullptr, "res_index", &status));
    const Bundle locales(ures_getByKey(index.get(), "InstalledLocales", nullptr, &status));
    for (ures_resetIterator(locales.get()); U_SUCCESS(status) && ures_hasNext(locales.get());) {
      const char* locale = nullptr;
      std::int32_t length = 0;
      ures_getNextString(locales.get(), &length, &locale, &status);
      if (U_SUCCESS(status) && locale) read_locale(locale);
    }
    for (const ExtraName& extra : extra_names)
      add_month(extra.word, language_code(extra.language), {extra.month}, Form::extra);
    seen_ = {};
    std::ranges::sort(rows_, {}, &Row::key);
    std::ranges::sort(days_);
    days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
  }

  [[nodiscard]] std::optional<MonthName> find(std::string_view folded, std::string_view language) const {
    const auto first = std::ranges::lower_bound(rows_, folded, {}, [](const Row& row) -> std::string_view { return row.key; });
    const auto last = std::find_if(first, rows_.end(), [&](const Row& row) { return row.key != folded; });
    if (first == last) return std::nullopt;
    const std::uint32_t wanted = language_code(language);
    const Row* best = nullptr;
    int best_rank = 0;
    for (auto row = first; row != last; ++row) {
      const int rank = rank_of(*row, wanted);
      if (rank > best_rank) best = &*row, best_rank = rank;
    }
    if (!best) return std::nullopt;
    return best_rank >= 3 ? best->name : most_common(first, last);
  }

  [[nodiscard]] bool is_day(std::string_view folded) const { return std::ranges::binary_search(days_, folded); }

 private:
  /// 4 the page's language, 3 English, 1 a full name in another language, 0 not to be used.
  static int rank_of(const Row& row, std::uint32_t wanted) {
    if (row.language == wanted) return 4;
    if (row.language == language_code("en")) return 3;
    if (wanted == 0) return 1;
    return row.form == Form::wide && row.key.size() >= 4 ? 1 : 0;
  }

  template <typename Row_iterator>
  static std::optional<MonthName> most_common(Row_iterator first, Row_iterator last) {
    std::array<int, 26> votes{};
    const auto slot = [](const MonthName& name) {
      return name.month + (name.calendar == Calendar::solar_hijri ? 13 : 0);
    };
    for (auto row = first; row != last; ++row) ++votes[static_cast<std::size_t>(slot(row->name))];
    const auto best = std::ranges::max_element(votes) - votes.begin();
    return MonthName{static_cast<std::uint8_t>(best % 13), best >= 13 ? Calendar::solar_hijri : Calendar::gregorian};
  }

  void read_locale(const char* locale) {
    UErrorCode status = U_ZERO_ERROR;
    const Bundle bundle(ures_openDirect(nullptr, locale, &status));
    const Bundle calendars(ures_getByKey(bundle.get(), "calendar", nullptr, &status));
    if (U_FAILURE(status)) return;
    const std::uint32_t language = language_code(locale);
    read_calendar(calendars.get(), "gregorian", language, Calendar::gregorian);
    read_calendar(calendars.get(), "persian", language, Calendar::solar_hijri);
  }

  void read_calendar(UResourceBundle* calendars, const char* type, std::uint32_t language, Calendar calendar) {
    UErrorCode status = U_ZERO_ERROR;
    const Bundle entry(ures_getByKey(calendars, type, nullptr, &status));
    if (U_FAILURE(status)) return;
    for (const char* kind : {"monthNames", "dayNames"}) {
      for (const char* context : {"format", "stand-alone"}) {
        for (const char* width : {"wide", "abbreviated"}) {
          UErrorCode missing = U_ZERO_ERROR;
          const Bundle names(ures_getByKey(entry.get(), kind, nullptr, &missing));
          const Bundle forms(ures_getByKey(names.get(), context, nullptr, &missing));
          const Bundle list(ures_getByKey(forms.get(), width, nullptr, &missing));
          if (U_FAILURE(missing)) continue;
          read_list(list.get(), kind[0] == 'm', language, calendar, width[0] == 'w' ? Form::wide : Form::abbreviated);
        }
      }
    }
  }

  void read_list(UResourceBundle* list, bool months, std::uint32_t language, Calendar calendar, Form form) {
    const std::int32_t count = ures_getSize(list);
    if (ures_getType(list) != URES_ARRAY || count > 12) return;
    for (std::int32_t i = 0; i < count; ++i) {
      UErrorCode status = U_ZERO_ERROR;
      std::int32_t length = 0;
      const UChar* name = ures_getStringByIndex(list, i, &length, &status);
      if (U_FAILURE(status) || length <= 0 || length > 30) continue;
      // Most names are stated by many locales of a language, and in several forms.
      if (!is_new({name, static_cast<std::size_t>(length)},
                  months ? language * 32 + static_cast<std::uint32_t>(i) : 31))
        continue;
      std::string text;
      for (std::int32_t at = 0; at < length;) {
        UChar32 c = 0;
        U16_NEXT(name, at, length, c);
        append_code_point(c, text);
      }
      if (months)
        add_month(text, language, {static_cast<std::uint8_t>(i + 1), calendar}, form);
      else
        add_day(text);
    }
  }

  bool is_new(std::u16string_view name, std::uint64_t kind) {
    std::uint64_t hash = kind * 0x9e3779b97f4a7c15;
    for (const char16_t c : name) hash = (hash ^ c) * 0x100000001b3;
    return seen_.insert(hash).second;
  }

  void add_month(std::string_view text, std::uint32_t language, MonthName name, Form form) {
    // "de maig": the preposition is skipped where dates are read; names of several words otherwise are left out.
    if (text.starts_with("de ")) text.remove_prefix(3);
    if (text.find(' ') != std::string_view::npos || text.find_first_of("0123456789") != std::string_view::npos) return;
    std::string key;
    append_folded(text, key);
    if (key.empty() || key == "m" || (key.size() == 3 && key[0] == 'm' && key[1] == '0')) return;
    rows_.push_back({std::move(key), language, name, form});
  }

  void add_day(std::string_view text) {
    std::string key;
    append_folded(text, key);
    if (key.size() >= 2 && key.find(' ') == std::string::npos) days_.push_back(std::move(key));
  }

  std::vector<Row> rows_;
  std::vector<std::string> days_;
  std::unordered_set<std::uint64_t> seen_;
};

const Names& names() {
  static const Names instance;
  return instance;
}

/// Accents and vowel points that are left out when words are compared; marks of Indic and South-East Asian scripts are
/// vowels and stay.
bool is_dropped_mark(UChar32 c) {
  return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0591 && c <= 0x05c7) || (c >= 0x0610 && c <= 0x061a) ||
         (c >= 0x064b && c <= 0x065f) || c == 0x0670 || c == 0x0640 || c == 0x093c || c == 0x09bc || c == 0x200c ||
         c == 0x200d || c == 0x200e || c == 0x200f || c == '.' || c == '\'' || c == 0x2019 || c == 0x02bc ||
         c == 0x02bb || c == 0xad;
}

UChar32 one_letter(UChar32 c) {
  switch (c) {
    case 0x0131:
      return 'i';  // dotless i
    case 0x06cc:
    case 0x0649:
      return 0x064a;  // Persian yeh, alef maksura
    case 0x06a9:
      return 0x0643;  // Persian kaf
    case 0x06c0:
    case 0x06c1:
    case 0x06be:
      return 0x0647;
    default:
      return c;
  }
}

const UNormalizer2* decomposer() {
  static const UNormalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return unorm2_getNFKDInstance(&status);
  }();
  return instance;
}

}  // namespace

void append_folded(std::string_view utf8, std::string& out) {
  const auto length = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, length, c);
    if (c < 0) continue;
    if (c < 0x80) {
      if (!is_dropped_mark(c)) out.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
      continue;
    }
    UChar parts[20];
    UErrorCode status = U_ZERO_ERROR;
    // Hangul syllables stay whole: their parts mean nothing here.
    const std::int32_t count =
        c >= 0xac00 && c <= 0xd7a3 ? -1 : unorm2_getDecomposition(decomposer(), c, parts, 20, &status);
    if (U_FAILURE(status) || count < 0) {
      c = one_letter(u_foldCase(c, U_FOLD_CASE_DEFAULT));
      if (!is_dropped_mark(c)) append_code_point(c, out);
      continue;
    }
    for (std::int32_t at = 0; at < count;) {
      UChar32 part = 0;
      U16_NEXT(parts, at, count, part);
      part = one_letter(u_foldCase(part, U_FOLD_CASE_DEFAULT));
      if (!is_dropped_mark(part)) append_code_point(part, out);
    }
  }
}

std::optional<MonthName> month_of(std::string_view folded, std::string_view language) {
  if (const auto found = names().find(folded, language)) return found;
  // Hebrew writes "of" as a prefix of the month.
  if (folded.starts_with("ב") && folded.size() > 4) return names().find(folded.substr(2), language);
  return std::nullopt;
}

bool is_day_name(std::string_view folded) {
  return names().is_day(folded);
}

}  // namespace backfile::dates
