#include "indexer/extract/page_kind_words.hpp"

#include <algorithm>
#include <array>

namespace backfile {
namespace {

// Folded forms: NFKC case fold, diacritics dropped (common/text.hpp, folded_value).
constexpr std::array error_phrases = std::to_array<std::string_view>({
    "404", "403", "410", "500", "502", "503", "error 404", "404 error", "http 404", "404 not found", "403 forbidden", "410 gone",
    "500 internal server error", "502 bad gateway", "503 service unavailable", "internal server error", "service unavailable", "bad gateway",
    "gateway timeout", "forbidden", "not found", "page not found", "page cannot be found", "page can't be found", "page could not be found",
    "page doesn't exist", "page does not exist", "page unavailable", "page no longer available", "page isn't available", "access denied",
    "object not found", "file not found", "article not found", "story not found", "content not found", "something went wrong", "oops",
    "seite nicht gefunden", "seite wurde nicht gefunden", "nicht gefunden", "fehler 404", "fehlerseite", "seite existiert nicht",
    "zugriff verweigert", "page non trouvee", "page introuvable", "page inexistante", "erreur 404", "introuvable", "acces refuse",
    "pagina no encontrada", "no encontrado", "no encontrada", "pagina inexistente", "pagina no existe", "error de pagina", "pagina nao encontrada",
    "nao encontrado", "nao encontrada", "erro 404", "pagina non trovata", "non trovata", "non trovato", "errore 404", "pagina niet gevonden",
    "niet gevonden", "siden blev ikke fundet", "siden ikke fundet", "side ikke fundet", "siden ble ikke funnet", "fant ikke siden",
    "sidan hittades inte", "sidan kunde inte hittas", "sivua ei loytynyt", "sivua ei loydy", "strona nie znaleziona", "nie znaleziono strony",
    "nie znaleziono", "stranka nenalezena", "stranka nebyla nalezena", "stranka sa nenasla", "az oldal nem talalhato", "nem talalhato",
    "pagina nu a fost gasita", "stranica nije pronadena", "strani ni mogoce najti", "sayfa bulunamadi", "страница не найдена", "не найдено",
    "ошибка 404", "сторінку не знайдено", "сторінка не знайдена", "страницата не е намерена", "страницата не е открита",
    "η σελιδα δεν βρεθηκε", "הדף לא נמצא", "الصفحة غير موجودة", "صفحه یافت نشد", "صفحه مورد نظر یافت نشد", "पृष्ठ नहीं मिला",
    "ページが見つかりません", "お探しのページは見つかりませんでした", "页面不存在", "页面未找到", "找不到页面", "找不到網頁", "找不到頁面", "頁面不存在",
    "페이지를 찾을 수 없습니다", "khong tim thay trang", "halaman tidak ditemukan", "ไม่พบหน้า", "laman tidak dijumpai", "ukurasa haupatikani",
});

constexpr std::array search_phrases = std::to_array<std::string_view>({
    "search", "search results", "search results for", "results for", "you searched for", "suche", "suchergebnis", "suchergebnisse",
    "suchergebnisse fur", "ihre suche", "recherche", "resultats de recherche", "resultats de la recherche", "resultats pour", "busqueda", "buscar",
    "resultados de la busqueda", "resultados de busqueda", "resultados para", "busca", "pesquisa", "resultados da busca", "resultados da pesquisa",
    "ricerca", "risultati della ricerca", "risultati di ricerca", "zoeken", "zoekresultaten", "sogeresultater", "søgeresultater", "søg", "søk",
    "søkeresultater", "sok", "sokresultat", "haku", "hakutulokset", "wyszukiwanie", "wyniki wyszukiwania", "hledani", "vysledky hledani",
    "vyhladavanie", "kereses", "talalatok", "cautare", "rezultatele cautarii", "pretraga", "rezultati pretrage", "arama", "arama sonuclari", "поиск",
    "результаты поиска", "пошук", "результати пошуку", "търсене", "αναζητηση", "חיפוש", "תוצאות חיפוש", "بحث", "نتائج البحث", "جستجو", "نتایج جستجو",
    "खोज", "検索", "検索結果", "搜索", "搜索结果", "搜尋", "搜尋結果", "검색", "검색결과", "검색 결과", "tim kiem", "ket qua tim kiem", "hasil pencarian",
    "pencarian", "ค้นหา", "ผลการค้นหา",
});

constexpr std::array login_phrases = std::to_array<std::string_view>({
    "log in", "login", "log on", "sign in", "signin", "sign in to continue", "log in to continue", "register", "create account", "create an account",
    "anmelden", "anmeldung", "einloggen", "registrieren", "connexion", "se connecter", "identification", "iniciar sesion", "inicia sesion", "acceder",
    "entrar", "iniciar sessao", "fazer login", "accedi", "accesso", "inloggen", "aanmelden", "log ind", "logg inn", "logga in", "kirjaudu",
    "kirjaudu sisaan", "zaloguj", "zaloguj sie", "logowanie", "prihlaseni", "prihlasit se", "prihlasenie", "bejelentkezes", "autentificare",
    "prijava", "giris", "giris yap", "uye girisi", "вход", "войти", "авторизация", "вхід", "увійти", "συνδεση", "כניסה", "התחברות", "تسجيل الدخول",
    "ورود", "लॉग इन", "ログイン", "登录", "登入", "登錄", "로그인", "dang nhap", "masuk", "เข้าสู่ระบบ",
});

constexpr std::array redirect_phrases = std::to_array<std::string_view>({
    "redirecting", "redirect", "301 moved permanently", "302 found", "302 moved temporarily", "307 temporary redirect", "308 permanent redirect",
    "object moved", "document moved", "moved permanently", "page moved", "page has moved", "this page has moved", "weiterleitung", "redirection",
    "redireccionando", "redirecionando", "reindirizzamento", "doorverwijzing", "przekierowanie", "перенаправление",
});

constexpr std::array consent_names = std::to_array<std::string_view>({
    "before you continue", "privacy settings", "privacy preferences", "your privacy", "your privacy choices", "we value your privacy",
    "we care about your privacy", "cookie consent", "cookie settings", "cookie wall", "consent", "privacy consent", "cookies", "cookie-einstellungen",
    "datenschutzeinstellungen", "datenschutz-einstellungen", "privatsphare-einstellungen", "privatsphare", "zustimmung", "einwilligung", "cookie-zustimmung",
    "votre vie privee", "consentement", "gestion des cookies", "parametres de confidentialite", "su privacidad", "tu privacidad", "consentimiento",
    "sua privacidade", "la tua privacy", "consenso", "consenso ai cookie", "privacy gate", "privacyinstellingen", "cookietoestemming", "toestemming",
    "samtykke", "samtycke", "ustawienia prywatnosci", "twoja prywatnosc", "souhlas", "nastaveni soukromi",
});

constexpr std::array consent_words = std::to_array<std::string_view>({
    "accept all", "accept cookies", "accept and continue", "reject all", "i agree", "i accept", "manage options", "manage preferences",
    "manage cookies", "we use cookies", "uses cookies", "our partners", "personal data", "legitimate interest", "advertising partners", "consent",
    "alle akzeptieren", "akzeptieren", "alle ablehnen", "zustimmen", "einwilligung", "wir verwenden cookies", "unsere partner", "personenbezogene",
    "mit werbung", "tracking", "tout accepter", "accepter et continuer", "tout refuser", "nous utilisons des cookies", "nos partenaires",
    "consentement", "donnees personnelles", "aceptar todo", "aceptar y continuar", "rechazar", "utilizamos cookies", "nuestros socios",
    "aceitar", "usamos cookies", "nossos parceiros", "accetta tutto", "accetta e continua", "rifiuta", "utilizziamo i cookie", "nostri partner",
    "alles accepteren", "accepteren", "wij gebruiken cookies", "onze partners", "persoonsgegevens", "acceptera alla", "godkann alla",
    "vi anvander cookies", "accepter alle", "tillad alle", "godta alle", "vi bruger cookies", "vi bruker", "hyvaksy kaikki", "kaytamme evasteita",
    "akceptuje", "zgadzam sie", "uzywamy plikow cookie", "zaufani partnerzy", "prijmout vse", "pouzivame cookies", "kabul et", "cerez",
});

constexpr std::array list_segments = std::to_array<std::string_view>({
    "tag", "tags", "topic", "topics", "category", "categories", "section", "sections", "author", "authors", "archive", "archives", "keyword",
    "keywords", "latest", "page", "thema", "themen", "kategorie", "rubrik", "rubriken", "schlagwort", "autor", "autoren", "archiv", "ressort",
    "theme", "themes", "categorie", "rubrique", "auteur", "auteurs", "mot-cle", "etiqueta", "etiquetas", "categoria", "categorias", "seccion",
    "autores", "archivo", "hemeroteca", "tema", "temas", "assunto", "secao", "argomento", "argomenti", "autore", "sezione", "onderwerp", "emne",
    "amne", "aihe", "temat", "kategoria", "stitek", "etiket", "konu", "kategori", "yazar", "yazarlar", "tegi", "rubrika", "temi", "label",
});

constexpr std::array search_segments = std::to_array<std::string_view>({
    "search", "search.php", "search.html", "search.aspx", "search-results", "searchresults", "suche", "suchergebnisse", "recherche", "buscar",
    "buscador", "busqueda", "busca", "pesquisa", "ricerca", "cerca", "zoeken", "sog", "sok", "sok.html", "haku", "szukaj", "wyszukiwarka", "hledani",
    "vyhledavani", "kereses", "cautare", "pretraga", "arama", "ara", "poisk", "kensaku", "find",
});

constexpr std::array login_segments = std::to_array<std::string_view>({
    "login", "login.php", "login.html", "signin", "sign-in", "log-in", "register", "signup", "sign-up", "anmelden", "anmeldung", "registrieren",
    "connexion", "iniciar-sesion", "entrar", "accedi", "inloggen", "logowanie", "wp-login.php", "auth", "sso",
});

constexpr std::array search_parameters = std::to_array<std::string_view>({
    "q", "s", "query", "search", "searchterm", "search_query", "searchtext", "keyword", "keywords", "term", "suche", "suchbegriff", "suchwort",
    "recherche", "buscar", "busca", "palabra", "ricerca", "zoek", "szukaj", "hledat", "ara", "kelime", "wd", "word", "text",
});

/// The text is a phrase, or begins or ends with one at a word's bound: titles add the site's name, searches their words.
template <std::size_t N>
bool is_or_frames(std::string_view text, const std::array<std::string_view, N>& phrases) {
  const auto is_bound = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'); };
  return std::ranges::any_of(phrases, [&](std::string_view phrase) {
    if (text == phrase) return true;
    if (text.size() <= phrase.size()) return false;
    if (text.starts_with(phrase) && is_bound(text[phrase.size()])) return true;
    return text.ends_with(phrase) && is_bound(text[text.size() - phrase.size() - 1]);
  });
}

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

bool names_an_error(std::string_view folded) { return is_or_frames(folded, error_phrases); }
bool names_a_search(std::string_view folded) { return is_or_frames(folded, search_phrases); }
bool names_a_login(std::string_view folded) { return is_or_frames(folded, login_phrases); }
bool names_a_redirect(std::string_view folded) { return is_or_frames(folded, redirect_phrases); }
bool names_consent(std::string_view folded) { return is_or_frames(folded, consent_names); }
int consent_phrases(std::string_view folded) {
  return static_cast<int>(std::ranges::count_if(consent_words, [&](std::string_view word) { return folded.find(word) != std::string_view::npos; }));
}
bool is_list_segment(std::string_view segment) { return holds(list_segments, segment); }
bool is_search_segment(std::string_view segment) { return holds(search_segments, segment); }
bool is_login_segment(std::string_view segment) { return holds(login_segments, segment); }
bool is_search_parameter(std::string_view name) { return holds(search_parameters, name); }

}  // namespace backfile
