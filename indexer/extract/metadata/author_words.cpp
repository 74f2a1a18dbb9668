#include "indexer/extract/metadata/author_words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "common/text.hpp"
#include "common/utf8.hpp"
#include "indexer/extract/metadata/clean.hpp"

namespace backfile {
namespace {

using Words = std::span<const std::string_view>;

bool contains(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// What stands before names, folded, longer ones first where one begins another.
constexpr auto prefixes = std::to_array<std::string_view>({
    "copyright by", "copyright", "written by", "reported by", "reporting by", "story by", "text by", "words by", "posted by", "published by", "authored by", "article by",
    "contributed by", "review by", "interview by", "analysis by", "opinion by", "photos by", "authors", "author", "byline", "ein artikel von",
    "ein beitrag von", "ein kommentar von", "eine analyse von", "ein interview von", "ein gastbeitrag von", "aufgezeichnet von", "artikel von",
    "beitrag von", "kommentar von", "geschrieben von", "verfasst von", "interview von", "text von", "autoren", "autorin", "ecrit par",
    "redige par", "propos recueillis par", "recueilli par", "recueillis par", "publie par", "un article de", "article de", "auteurs", "auteur", "escrito por", "publicado por",
    "redactado por", "texto de", "autores", "autora", "autor", "a cura di", "scritto da", "articolo di", "geschreven door",
    "skrevet av", "skrevet af", "skriven av", "tekst", "teksti", "text", "yazan", "yazar", "haber", "muhabir", "автор текста", "авторы",
    "автор", "текст", "ditulis oleh", "laporan", "oleh", "penulis", "reporter", "napisal", "napisala", "opracowanie", "autorka", "pise",
    "view all posts by", "all posts by", "posts by", "articles by", "more by", "more from", "zeige alle beitrage von", "alle beitrage von",
    "alle artikel von", "voir tous les articles de", "ver todas las entradas de", "about the author", "uber den autor", "uber die autorin",
    "napisane przez", "napsal(a)", "napsal", "napsala", "написано автором", "kirjoittanut", "escrit per", "scris de", "duoc viet boi", "συνταχθηκε απο",
    "نوشته شده توسط", "נכתב על ידי", "글쓴이", "irta", "โดย", "szerzo", "kirjoittaja", "tac gia", "nguoi viet", "γραφει", "γραφει ο", "γραφει η", "بقلم", "نویسنده", "מאת", "by", "bay",
});

/// Particles that are bylines only where a whole name follows.
constexpr auto particles = std::to_array<std::string_view>({"von", "par", "por", "di", "da", "door", "av", "af", "od", "de", "przez"});

constexpr auto cjk_prefixes = std::to_array<std::string_view>({"作者", "撰文", "記者", "记者", "執筆", "著者", "文・", "文/", "文／", "取材・文", "責任編輯", "责任编辑", "编辑"});
constexpr auto cjk_suffixes =
    std::to_array<std::string_view>({"記者", "记者", "特派員", "編集委員", "論説委員", "記者報導", "기자", "특파원", "論説委員長", "さん", "氏"});

constexpr auto plain_conjunctions =
    std::to_array<std::string_view>({"and", "und", "et", "og", "och", "ve", "oraz", "dan", "va", "with", "mit", "con", "avec", "med", "sowie",
                                     "en", "ja", "и", "та", "και", "&", "+", "und,", "und/oder"});
constexpr auto ambiguous_conjunctions = std::to_array<std::string_view>({"y", "e", "i", "a", "і", "o", "es", "si", "și", "ed"});

constexpr auto ending_words = std::to_array<std::string_view>(
    {"updated", "published", "posted", "last", "aktualisiert", "veroffentlicht", "erschienen", "zuletzt", "stand", "publie", "publiee", "mis",
     "modifie", "publicado", "publicada", "actualizado", "atualizado", "pubblicato", "aggiornato", "gepubliceerd", "publisert", "oppdatert",
     "publicerad", "uppdaterad", "opublikowano", "aktualizacja", "guncelleme", "опубликовано", "обновлено", "min", "minute", "minutes", "on",
     "am", "le", "el", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch",
     "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes",
     "miercoles", "jueves", "viernes", "sabado", "domingo", "follow", "email", "e-mail", "contact", "share", "view", "read", "see", "for",
     "special", "fur", "uber", "is", "are", "was", "ist", "est", "|"});

constexpr auto place_words = std::to_array<std::string_view>({"in", "aus", "from", "at", "reporting", "desde", "im", "em", "nach"});

/// Folded words of roles. One in a piece makes the piece a role, unless a name of two words stands before it.
constexpr auto role_words = std::to_array<std::string_view>(
    {"editor", "editors", "reporter", "reporters", "correspondent", "correspondents", "journalist", "journalists", "columnist", "contributor",
     "contributors", "contributing", "producer", "writer", "writers", "chief", "senior", "deputy", "freelance", "freelancer", "author", "photographer", "presenter",
     "analyst", "professor", "lecturer", "director", "president", "ceo", "founder", "manager", "officer", "intern", "fellow", "redakteur",
     "redakteurin", "redaktor", "redaktorin", "korrespondent", "korrespondentin", "chefredakteur", "chefredakteurin", "chefreporter", "autor",
     "autorin", "journalistin", "reporterin", "ressortleiter", "ressortleiterin", "leiter", "leiterin", "volontar", "volontarin", "praktikant",
     "journaliste", "correspondant", "correspondante", "redacteur", "redactrice", "grand", "envoye", "envoyee", "special", "periodista",
     "redactor", "redactora", "corresponsal", "enviado", "enviada", "colaborador", "colaboradora", "giornalista", "inviato", "inviata",
     "corrispondente", "redattore", "redattrice", "direttore", "verslaggever", "correspondente", "reporterka", "dziennikarz", "dziennikarka",
     "korrespondentka", "muhabiri", "editoru", "корреспондент", "редактор", "журналист", "обозреватель", "jornalista", "reportero", "wartawan",
     "toimittaja", "journalista", "kommentator", "politisk", "nyhetsreporter", "sportreporter"});

constexpr auto staff_names = std::to_array<std::string_view>(
    {"admin", "administrator", "staff", "redaktion", "redaction", "redaccion", "redazione", "redactie", "redacao", "redakcja", "redakce",
     "redaksi", "redaksjonen", "redaktionen", "redaksjon", "toimitus", "editor", "editorial", "editors", "newsroom", "news desk", "newsdesk",
     "web desk", "webdesk", "desk", "team", "guest", "gast", "anonymous", "anonym", "unknown", "author", "autor", "user", "root", "webmaster",
     "contributor", "reporter", "correspondent", "correspondents", "press release", "pressemitteilung", "editorial board", "editorial staff",
     "staff reporter", "staff writer", "staff writers", "news staff", "the editors", "editorial team", "redaktionsteam", "die redaktion",
     "la redaction", "la redaccion", "la redazione", "de redactie", "redakcia", "haber merkezi", "editor team", "online", "web",
     "newsdesk team", "archiv", "archive", "online-redaktion", "onlineredaktion", "редакция", "編集部", "編輯部", "编辑部", "null", "none",
     "undefined", "n/a", "by", "author name", "gastautor", "gastbeitrag", "anonimo", "anonyme", "wpadmin", "super user", "superuser"});

/// Words of links and boxes around bylines.
constexpr auto not_names = std::to_array<std::string_view>(
    {"profil", "profile", "follow", "folgen", "contact", "kontakt", "contactar", "mehr", "more", "email", "e-mail", "mail", "twitter", "facebook",
     "instagram", "linkedin", "website", "webseite", "about", "read more", "bio", "share", "teilen", "drucken", "print", "home", "blog", "news",
     "kommentare", "comments", "weitere artikel", "alle artikel", "more articles", "posts", "subscribe", "login", "suche", "search", "x", "rss",
     "フォロー", "一覧", "記事一覧", "follow us", "author page", "zur person", "autorenprofil", "see more", "view profile", "por", "par", "von", "av", "af", "di", "da", "door", "przez", "oleh", "all rights reserved", "alle rechte vorbehalten", "cortesia", "courtesy", "all posts", "view all posts"});

constexpr auto agencies = std::to_array<std::string_view>(
    {"dpa", "afp", "ap", "reuters", "apa", "sid", "kna", "epd", "efe", "ansa", "aa", "anadolu ajansi", "anadolu agency", "dha", "iha", "tass",
     "тасс", "interfax", "интерфакс", "рия новости", "ria novosti", "xinhua", "kyodo", "kyodo news", "jiji", "共同", "時事", "共同通信", "時事通信",
     "ntb", "tt", "ritzau", "stt", "anp", "belga", "ats", "sda", "keystone-sda", "pap", "ctk", "mti", "lusa", "europa press", "agencias",
     "agencies", "agency", "wire", "wires", "wire services", "associated press", "the associated press", "agence france-presse",
     "deutsche presse-agentur", "press association", "pa", "pa media", "bloomberg", "bloomberg news", "canadian press", "the canadian press",
     "united press international", "upi", "ians", "pti", "ani", "bernama", "antara", "yonhap", "연합뉴스", "cna", "中央社", "agencia efe", "efe agencia",
     "ap news", "dpa-afx", "afp news", "agence belga", "newswire", "pr newswire", "business wire", "globenewswire", "新華社", "新华社", "ukrinform",
     "agencia estado", "estadao conteudo", "folhapress", "telam", "ap and reuters", "dow jones", "sapa", "african news agency", "ana"});

/// Folded words of outlets. One in a name makes it an organisation.
constexpr auto organisation_words = std::to_array<std::string_view>(
    {"news", "nachrichten", "zeitung", "tageszeitung", "times", "daily", "tribune", "herald", "gazette", "post", "journal", "magazine", "magazin",
     "media", "medien", "press", "presse", "agency", "agentur", "agencia", "agenzia", "agence", "ajansi", "online", "digital", "network", "group",
     "gmbh", "ag", "inc", "ltd", "llc", "corp", "company", "verlag", "institute", "institut", "university", "universitat", "universite",
     "universidad", "foundation", "stiftung", "verein", "verband", "association", "organization", "organisation", "ministry", "ministerium",
     "government", "blog", "tv", "radio", "channel", "broadcasting", "bureau", "desk", "team", "staff", "redaktion", "redaction", "redaccion",
     "redazione", "redactie", "redakcja", "editorial", "newsroom", "services", "service", "community", "council", "committee", "center", "centre",
     "zentrum", "e.v", "se", "kg", "diario", "periodico", "noticias", "noticiero", "haber", "haberler", "gazetesi", "studio", "studios", "club",
     "society", "guide", "reporters", "writers", "editors", "newspaper", "publishing", "publications", "com", "redaksi", "portal"});

/// Marks of an organisation inside one unspaced Japanese, Chinese or Korean name.
constexpr auto cjk_organisation_marks = std::to_array<std::string_view>(
    {"新聞", "新闻", "通信", "通訊", "编辑", "編集", "編輯", "報道", "报道", "放送", "デジタル", "オンライン", "電視", "电视", "日報", "日报", "時報", "时报", "時代", "現代", "社会部",
     "取材班", "뉴스", "신문", "일보", "편집"});

bool is_letter_or_mark(std::string_view text, std::size_t at) {
  const CodePoint c = decode_utf8(text, at);
  return c.code >= 0x80 || (c.code >= 'a' && c.code <= 'z') || (c.code >= 'A' && c.code <= 'Z');
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) words.push_back(text.substr(0, space));
    if (space == std::string_view::npos) break;
    text.remove_prefix(space + 1);
  }
  return words;
}

/// End of the first `count` words of `text`, white space and a colon behind them included.
std::size_t end_of_words(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < count && at != std::string_view::npos; ++i) at = text.find_first_of(" :", i == 0 ? 0 : at + 1);
  if (at == std::string_view::npos) return text.size();
  const std::size_t end = text.find_first_not_of(" :", at);
  return end == std::string_view::npos ? text.size() : end;
}

bool begins_lower(std::string_view word) {
  return !word.empty() && word[0] >= 'a' && word[0] <= 'z';
}

std::size_t cjk_prefix_length(std::string_view text) {
  for (const std::string_view prefix : cjk_prefixes) {
    if (!text.starts_with(prefix)) continue;
    std::string_view rest = text.substr(prefix.size());
    std::size_t length = prefix.size();
    for (const std::string_view mark : {"：", ":", "／", "/", "　", " ", "・", "=", "＝"}) {
      if (!rest.starts_with(mark)) continue;
      length += mark.size();
      break;
    }
    return length < text.size() ? length : 0;
  }
  return 0;
}

/// "News from", "the truth": a phrase cut at a separator ends or begins with a small word.
bool is_part_of_phrase(std::string_view name) {
  static constexpr auto last_words = std::to_array<std::string_view>({"de", "del", "la", "of", "to", "in", "the", "for", "and", "und", "et", "con", "fur", "aus"});
  static constexpr auto articles = std::to_array<std::string_view>({"the", "der", "die", "das", "la", "el", "le", "los", "las", "il", "lo", "a", "o"});
  const auto words = split_words(name);
  if (words.size() < 2) return false;
  return contains(last_words, folded_value(words.back())) || (begins_lower(name) && contains(articles, words.front()) && begins_lower(words[1]));
}

/// "Harbourpost.example", "nordkurier.example": a domain as a name.
bool is_domain(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot < 3 || name.size() - dot > 5) return false;
  if (name.find(' ') != std::string_view::npos) return false;
  return std::ranges::all_of(name.substr(dot + 1), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::size_t particle_length(std::string_view text, const std::vector<std::string_view>& words, bool colon) {
  if (words.size() < 2) return 0;
  const std::size_t end = end_of_words(text, 1);
  const std::string rest = folded_value(text.substr(end));
  if (colon || contains(agencies, rest)) return end;
  if (words.size() == 2 && !contains(staff_names, folded_value(text)) && (contains(staff_names, rest) || is_domain(rest))) return end;
  if (words.size() < 3 || begins_lower(words[1])) return 0;
  return end;
}

}  // namespace

std::size_t byline_prefix_length(std::string_view text) {
  constexpr std::size_t longest_prefix = 40;
  if (const std::size_t cjk = cjk_prefix_length(text)) return cjk;
  const std::string folded = folded_value(cut_utf8(text, longest_prefix));
  if (folded.empty()) return 0;
  for (const std::string_view prefix : prefixes) {
    if (prefix.front() != folded.front() || !folded.starts_with(prefix)) continue;
    const char next = folded.size() > prefix.size() ? folded[prefix.size()] : '\0';
    if (next != ' ' && next != ':') continue;
    const auto word_count = static_cast<std::size_t>(std::ranges::count(prefix, ' ')) + 1;
    const std::size_t end = end_of_words(text, word_count);
    return end < text.size() ? end : 0;
  }
  for (const std::string_view particle : particles) {
    if (particle.front() != folded.front() || !folded.starts_with(particle) || folded.size() <= particle.size()) continue;
    const char next = folded[particle.size()];
    if (next == ' ' || next == ':') return particle_length(text, split_words(cut_utf8(text, 200)), next == ':');
  }
  return 0;
}

std::size_t byline_suffix_length(std::string_view text) {
  for (const std::string_view suffix : cjk_suffixes) {
    if (!text.ends_with(suffix) || text.size() <= suffix.size() + 3) continue;
    std::size_t length = suffix.size();
    while (length < text.size() && text[text.size() - length - 1] == ' ') ++length;
    return length;
  }
  return 0;
}

namespace {

bool is_nonsense(std::string_view name) {
  constexpr std::size_t longest_name = 70, most_words = 7;
  if (name.find("://") != std::string_view::npos || name.starts_with("www.") || name.find('@') != std::string_view::npos) return true;
  if (name.find_first_of("{}<>=_[]\"") != std::string_view::npos) return true;
  const std::size_t length = count_code_points(name);
  if (length > longest_name || split_words(name).size() > most_words) return true;
  if (length < 2) return true;
  std::size_t letters = 0, digits = 0;
  for (std::size_t i = 0; i < name.size(); i += decode_utf8(name, i).length) {
    letters += is_letter_or_mark(name, i) ? 1 : 0;
    digits += name[i] >= '0' && name[i] <= '9' ? 1 : 0;
  }
  return letters < 2 || digits > letters;
}

bool has_capital_inside(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

NameKind kind_of_name(std::string_view name) {
  if (is_nonsense(name)) return NameKind::nonsense;
  const std::string folded = folded_value(name);
  if (contains(not_names, folded) || contains(prefixes, folded) || folded.ends_with(" von") || folded.ends_with(" by")) return NameKind::nonsense;
  if (is_part_of_phrase(name)) return NameKind::nonsense;
  if (contains(agencies, folded)) return NameKind::agency;
  if (contains(staff_names, folded)) return NameKind::staff;
  if (is_domain(name)) return NameKind::organisation;
  for (const std::string_view mark : cjk_organisation_marks)
    if (name.find(mark) != std::string_view::npos) return NameKind::organisation;
  bool role = false, organisation = false, only_links = true;
  const std::string key = match_key(name);
  for (const std::string_view word : split_words(key)) {
    only_links &= contains(not_names, word);
    role |= contains(role_words, word);
    organisation |= contains(organisation_words, word);
  }
  if (only_links) return NameKind::nonsense;
  if (role) return NameKind::role;
  if (organisation) return NameKind::organisation;
  // A phrase without any capital is no name where the script has capitals: "how to fight".
  if (begins_lower(name) && name.find(' ') != std::string_view::npos && !has_capital_inside(name) && split_words(name).size() > 3)
    return NameKind::nonsense;
  return NameKind::person;
}

namespace {

/// Two to six ideographs or Hangul syllables; Katakana alone is a foreign word ("タイムライン").
bool is_short_cjk(std::string_view word) {
  const std::size_t length = count_code_points(word);
  if (length < 2 || length > 6) return false;
  for (std::size_t i = 0; i < word.size(); i += decode_utf8(word, i).length) {
    const char32_t c = decode_utf8(word, i).code;
    if (c < 0x2e80) return false;
    if (c < 0x3040 || c > 0x30ff) return true;
  }
  return false;
}

}  // namespace

bool is_written_as_name(std::string_view name) {
  static constexpr auto particles_in_names = std::to_array<std::string_view>(
      {"von", "van", "de", "del", "della", "der", "den", "la", "le", "du", "da", "das", "dos", "do", "di", "el", "al", "bin", "ibn", "ten", "ter",
       "zu", "zur", "zum", "y", "e", "i", "af", "av", "st", "und", "dr", "of", "mc", "ben", "abu", "bint", "binti", "a", "o", "d", "lo", "dal"});
  const auto words = split_words(name);
  if (words.empty()) return false;
  if (words.size() == 1 || decode_utf8(words[0], 0).code >= 0x2e80) return words.size() <= 2 && std::ranges::all_of(words, is_short_cjk);
  std::size_t capitalised = 0;
  for (const std::string_view word : words) {
    if (!begins_lower(word)) ++capitalised;
    else if (word.find('\'') == std::string_view::npos && word.find("’") == std::string_view::npos && !contains(particles_in_names, word)) return false;
  }
  return capitalised >= 2 && words.size() <= 6;
}

Conjunction conjunction_kind(std::string_view word) {
  if (contains(plain_conjunctions, word)) return Conjunction::plain;
  if (contains(ambiguous_conjunctions, word)) return Conjunction::ambiguous;
  return Conjunction::none;
}

bool ends_names(std::string_view word) {
  return contains(ending_words, word);
}

bool leads_to_place(std::string_view word) {
  return contains(place_words, word);
}

}  // namespace backfile
