// Stems are matched as prefixes of folded words, so that inflected forms need no rows of their own. The lists name what
// templates of news sites print beside a date, in the languages of the development sets and their neighbours.
#include "indexer/extract/dates/date_words.hpp"

#include <algorithm>

namespace backfile::dates {
namespace {

struct LabelStem {
  std::string_view stem;
  Label label;
};

constexpr LabelStem stems[] = {
    {"updat", Label::updated},
    {"modif", Label::updated},
    {"revis", Label::updated},
    {"aktualis", Label::updated},
    {"aktualiz", Label::updated},
    {"geandert", Label::updated},
    {"uberarbeitet", Label::updated},
    {"stand", Label::updated},
    {"maj", Label::updated},
    {"actualis", Label::updated},
    {"actualiz", Label::updated},
    {"aggiorna", Label::updated},
    {"atualiz", Label::updated},
    {"bijgewerkt", Label::updated},
    {"gewijzigd", Label::updated},
    {"oppdater", Label::updated},
    {"opdater", Label::updated},
    {"uppdater", Label::updated},
    {"andrad", Label::updated},
    {"paivitet", Label::updated},
    {"zaktualiz", Label::updated},
    {"обновл", Label::updated},
    {"оновлен", Label::updated},
    {"ажурира", Label::updated},
    {"guncelle", Label::updated},
    {"frissit", Label::updated},
    {"frissul", Label::updated},
    {"ενημερ", Label::updated},
    {"更新", Label::updated},
    {"最終更新", Label::updated},
    {"최종수정", Label::updated},
    {"수정", Label::updated},
    {"업데이트", Label::updated},
    {"تحديث", Label::updated},
    {"اخر", Label::updated},
    {"עודכן", Label::updated},
    {"עדכון", Label::updated},
    {"endret", Label::updated},
    {"diperbarui", Label::updated},
    {"diperbaharui", Label::updated},
    {"mis", Label::updated},
    {"อัปเดต", Label::updated},
    {"अपडेट", Label::updated},
    {"अद्यतन", Label::updated},
    {"modyfik", Label::updated},
    {"upraven", Label::updated},
    {"azurira", Label::updated},
    {"posodob", Label::updated},
    {"publi", Label::published},
    {"post", Label::published},
    {"veroffentlicht", Label::published},
    {"erschienen", Label::published},
    {"erstellt", Label::published},
    {"created", Label::published},
    {"issued", Label::published},
    {"first", Label::published},
    {"pubblica", Label::published},
    {"gepubliceerd", Label::published},
    {"geplaatst", Label::published},
    {"опублик", Label::published},
    {"опублік", Label::published},
    {"yayin", Label::published},
    {"giris", Label::published},
    {"eklen", Label::published},
    {"δημοσι", Label::published},
    {"发布", Label::published},
    {"發布", Label::published},
    {"公開", Label::published},
    {"掲載", Label::published},
    {"配信", Label::published},
    {"입력", Label::published},
    {"등록", Label::published},
    {"기사입력", Label::published},
    {"نشر", Label::published},
    {"פורסם", Label::published},
    {"diterbitkan", Label::published},
    {"julkaist", Label::published},
    {"dodano", Label::published},
    {"zverejn", Label::published},
    {"vydan", Label::published},
    {"objavlj", Label::published},
    {"objav", Label::published},
    {"megjelen", Label::published},
    {"kozzet", Label::published},
    {"utworz", Label::published},
    {"submit", Label::published},
    {"ecrit", Label::published},
    {"escrit", Label::published},
    {"datum", Label::published},
    {"date", Label::published},
    {"fecha", Label::published},
    {"data", Label::published},
    {"дата", Label::published},
    {"tarih", Label::published},
    {"日期", Label::published},
    {"تاريخ", Label::published},
    {"ημερομηνια", Label::published},
    {"dato", Label::published},
    {"날짜", Label::published},
    {"pressemitteilung", Label::published},
    {"copyright", Label::other},
    {"born", Label::other},
    {"expires", Label::other},
    {"founded", Label::other},
    {"since", Label::other},
    {"until", Label::other},
    {"bis", Label::other},
    {"deadline", Label::other},
    {"event", Label::other},
    {"seit", Label::other},
    {"joined", Label::other},
    {"registr", Label::other},
    {"retrieved", Label::other},
    {"accessed", Label::other},
    {"abgerufen", Label::other},
    {"besucht", Label::other},
};

}  // namespace

Label label_of(std::string_view folded) {
  if (folded.size() < 3) return Label::none;
  const auto found = std::ranges::find_if(stems, [&](const LabelStem& row) {
    // Short stems of Latin script name a whole word: "post" also opens "postal".
    return folded.starts_with(row.stem) && (row.stem.size() > 4 || folded.size() <= row.stem.size() + 2);
  });
  return found == std::end(stems) ? Label::none : found->label;
}

Label label_before(const Tokens& t, std::size_t first, std::size_t from) {
  const std::size_t lowest = std::max(from, first > 8 ? first - 8 : 0);
  for (std::size_t i = first; i > lowest; --i) {
    if (t.is_sign(i - 1, 'o') || (t[i - 1].kind == TokenKind::sign && t[i - 1].begin + 2 == t[i - 1].end)) continue;
    if (!t.is_word(i - 1)) continue;
    const Label label = label_of(t.word(i - 1));
    // "Originally published", "last published" are told apart by the word before.
    if (label != Label::none) return label;
  }
  return Label::none;
}

Label label_after(const Tokens& t, std::size_t end) {
  for (std::size_t i = end; i < std::min(end + 6, t.size()) && !t.is_number(i); ++i) {
    if (!t.is_word(i)) continue;
    const Label label = label_of(t.word(i));
    if (label != Label::none) return label;
  }
  return Label::none;
}

}  // namespace backfile::dates
