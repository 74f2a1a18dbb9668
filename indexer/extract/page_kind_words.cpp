#include "indexer/extract/page_kind_words.hpp"

#include <algorithm>
#include <array>

namespace backfile {
namespace {

// Folded forms: NFKC case fold, diacritics dropped (common/text.hpp, folded_value).
// Only when nothing else stands in the part: news has missing boats that are not found.
constexpr std::array error_words = std::to_array<std::string_view>({
    "404", "403", "410", "500", "502", "503", "forbidden", "not found", "access denied", "something went wrong", "oops", "nicht gefunden",
    "zugriff verweigert", "acces refuse", "no encontrado", "no encontrada", "nao encontrado", "nao encontrada", "non trovata", "non trovato",
    "niet gevonden", "nie znaleziono", "nem talalhato", "не найдено", "service unavailable", "fehlerseite", "451", "error", "just a moment",
    "one moment", "security check", "human verification", "captcha", "robot check", "maintenance", "site unavailable", "blocked", "gone", "oups",
    "hoppla", "ups", "fehler", "erreur", "sicherheitsuberprufung", "sicherheitsabfrage", "wartung", "introuvable", "mantenimiento", "manutenzione",
    "onderhoud", "konserwacja", "bakim", "ошибка", "доступ запрещен", "エラー", "错误", "오류", "are you a robot", "sind sie ein roboter",
    "bent u een robot", "under maintenance", "site maintenance", "scheduled maintenance", "be back soon", "temporarily unavailable", "server error",
    "runtime error", "application error", "database error", "attention required", "wartungsarbeiten", "em manutencao", "sitio en mantenimiento",
    "sito in manutenzione", "przerwa techniczna", "технические работы", "site under maintenance", "site is under maintenance",
    "this site is under maintenance", "website under maintenance", "ddos protection", "bot protection",
});

constexpr std::array error_phrases = std::to_array<std::string_view>({
    "error 404", "404 error", "http 404", "404 not found", "403 forbidden", "410 gone", "500 internal server error", "502 bad gateway",
    "503 service unavailable", "internal server error", "bad gateway", "gateway timeout", "page not found", "page cannot be found",
    "page can't be found", "page could not be found", "page doesn't exist", "page does not exist", "page unavailable", "page no longer available",
    "page isn't available", "object not found", "file not found", "article not found", "story not found", "content not found", "seite nicht gefunden",
    "seite wurde nicht gefunden", "fehler 404", "seite existiert nicht", "page non trouvee", "page introuvable", "page inexistante", "erreur 404",
    "pagina no encontrada", "pagina inexistente", "pagina no existe", "error de pagina", "pagina nao encontrada", "erro 404", "pagina non trovata",
    "errore 404", "pagina niet gevonden", "siden blev ikke fundet", "siden ikke fundet", "side ikke fundet", "siden ble ikke funnet",
    "fant ikke siden", "sidan hittades inte", "sidan kunde inte hittas", "sivua ei loytynyt", "sivua ei loydy", "strona nie znaleziona",
    "nie znaleziono strony", "stranka nenalezena", "stranka nebyla nalezena", "stranka sa nenasla", "az oldal nem talalhato",
    "pagina nu a fost gasita", "stranica nije pronadena", "strani ni mogoce najti", "sayfa bulunamadi", "страница не найдена", "ошибка 404",
    "сторінку не знайдено", "сторінка не знайдена", "страницата не е намерена", "страницата не е открита", "η σελιδα δεν βρεθηκε", "הדף לא נמצא",
    "الصفحة غير موجودة", "صفحه یافت نشد", "صفحه مورد نظر یافت نشد", "पृष्ठ नहीं मिला", "ページが見つかりません", "お探しのページは見つかりませんでした", "页面不存在", "页面未找到", "找不到页面",
    "找不到網頁", "找不到頁面", "頁面不存在", "페이지를 찾을 수 없습니다", "khong tim thay trang", "halaman tidak ditemukan", "ไม่พบหน้า", "laman tidak dijumpai",
    "ukurasa haupatikani", "article not available", "article expired", "article has expired", "story has expired", "article is no longer available", "story is no longer available", "page is no longer available",
    "content is no longer available", "page you requested could not be found", "page you are looking for", "page you were looking for",
    "page has been removed", "article has been removed", "503 service temporarily unavailable", "service temporarily unavailable",
    "error establishing a database connection", "unavailable due to legal reasons", "not available in your region", "not available in your country",
    "verify you are human", "verify you are a human", "verifying you are human", "checking your browser", "checking if the site connection is secure",
    "you are not a robot", "you're not a robot", "you have been blocked", "unusual activity from your computer network",
    "unusual traffic from your network", "javascript is disabled", "javascript is required", "javascript required", "enable javascript",
    "enable javascript and cookies to continue", "please enable js", "cette page n'existe pas", "cet article n'existe plus",
    "cet article n'est plus disponible", "vous avez ete bloque", "verification de securite", "activez javascript", "artikel nicht mehr verfugbar",
    "artikel ist nicht mehr verfugbar", "dieser artikel existiert nicht", "kein roboter sind", "javascript aktivieren", "esta pagina no existe",
    "no eres un robot", "articulo no disponible", "habilite javascript", "nao e um robo", "pagina nao existe", "pagina che cerchi non esiste",
    "pagina non esiste", "non sei un robot", "pagina bestaat niet", "javascript inschakelen", "strona nie istnieje", "nie jestes robotem",
    "sidan finns inte", "siden finnes ikke", "siden findes ikke", "robot olmadiginizi dogrulayin", "aradiginiz sayfa bulunamadi", "страница удалена",
    "страница не существует", "вы не робот", "включите javascript", "сторінки не існує", "お探しのページは存在しません", "ページは存在しません", "メンテナンス中", "您访问的页面不存在",
    "您要访问的页面不存在", "系统维护中", "요청하신 페이지를 찾을 수 없습니다", "존재하지 않는 페이지입니다", "점검 중입니다", "الصفحة المطلوبة غير موجودة", "we'll be back soon",
    "we will be back soon", "pardon our interruption", "access to this page has been denied", "server error in '/' application",
    "confirm you are a human", "confirm you are human", "prove you are human",
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
    "prijava", "registrate", "registro", "crear cuenta", "crea tu cuenta", "creer un compte", "inscription", "konto erstellen", "mein konto", "my account",
    "criar conta", "cadastre-se", "registrati", "crea un account", "account aanmaken", "skapa konto", "zaloz konto", "rejestracja", "uye ol", "kayit ol",
    "регистрация", "реєстрація", "新規登録", "会員登録", "注册", "회원가입", "giris", "giris yap", "uye girisi", "вход", "войти", "авторизация", "вхід", "увійти", "συνδεση", "כניסה", "התחברות", "تسجيل الدخول",
    "ورود", "लॉग इन", "ログイン", "登录", "登入", "登錄", "로그인", "dang nhap", "masuk", "เข้าสู่ระบบ",
});

// As for errors: rivers are redirected too.
constexpr std::array redirect_words = std::to_array<std::string_view>({
    "redirecting", "redirect", "weiterleitung", "redirection", "redireccionando", "redirecionando", "reindirizzamento", "doorverwijzing",
    "przekierowanie", "перенаправление", "moved permanently", "object moved", "document moved", "page moved",
});

constexpr std::array redirect_phrases = std::to_array<std::string_view>({
    "301 moved permanently", "302 found", "302 moved temporarily", "307 temporary redirect", "308 permanent redirect", "page has moved",
    "this page has moved", "redirecting to", "redirecting you", "you are being redirected", "you will be redirected", "redirection en cours",
    "vous allez etre redirige", "sie werden weitergeleitet",
});

constexpr std::array consent_names = std::to_array<std::string_view>({
    "before you continue", "privacy settings", "privacy preferences", "your privacy", "your privacy choices", "we value your privacy",
    "we care about your privacy", "cookie consent", "cookie settings", "cookie wall", "consent", "privacy consent", "cookies", "cookie-einstellungen",
    "mit werbung weiterlesen", "mit werbung lesen", "datenschutzeinstellungen", "datenschutz-einstellungen", "privatsphare-einstellungen", "privatsphare", "zustimmung", "einwilligung", "cookie-zustimmung",
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

constexpr std::array legal_pages = std::to_array<std::string_view>({
    "privacy policy", "privacy notice", "privacy statement", "privacy", "terms of use", "terms of service", "terms and conditions",
    "terms & conditions", "terms", "cookie policy", "cookie notice", "accessibility statement", "accessibility", "legal notice", "copyright notice",
    "impressum", "imprint", "datenschutz", "datenschutzerklarung", "datenschutzhinweise", "agb", "nutzungsbedingungen",
    "allgemeine geschaftsbedingungen", "mentions legales", "politique de confidentialite", "conditions generales",
    "conditions generales d'utilisation", "conditions generales de vente", "cgu", "cgv", "aviso legal", "politica de privacidad",
    "politica de cookies", "terminos y condiciones", "condiciones de uso", "politica de privacidade", "termos de uso", "termos e condicoes",
    "ficha tecnica", "note legali", "informativa privacy", "privacy e cookie", "termini e condizioni", "privacybeleid", "privacyverklaring",
    "colofon", "algemene voorwaarden", "gebruiksvoorwaarden", "polityka prywatnosci", "regulamin", "integritetspolicy", "personvern",
    "privatlivspolitik", "tietosuoja", "tietosuojaseloste", "ochrana osobnich udaju", "gizlilik politikasi", "kunye", "политика конфиденциальности",
    "пользовательское соглашение", "правила использования", "політика конфіденційності", "プライバシーポリシー", "利用規約", "隐私政策", "版权声明", "개인정보처리방침", "이용약관",
    "سياسة الخصوصية", "شروط الاستخدام", "πολιτικη απορρητου", "kebijakan privasi", "pedoman media siber",
});

constexpr std::array site_pages = std::to_array<std::string_view>({
    "contact", "contact us", "contacts", "about", "about us", "who we are", "our team", "help", "faq", "frequently asked questions", "advertise",
    "advertise with us", "advertising", "media kit", "subscribe", "subscriptions", "subscription", "newsletters", "newsletter", "newsletter signup",
    "careers", "rss", "rss feeds", "donate", "support us", "kontakt", "uber uns", "ueber uns", "mediadaten", "abo", "abonnement", "abonnements",
    "abonnieren", "hilfe", "contactez-nous", "nous contacter", "qui sommes-nous", "qui sommes nous", "a propos", "publicite", "s'abonner",
    "abonnez-vous", "contacto", "contactenos", "quienes somos", "publicidad", "suscribete", "suscripciones", "suscripcion", "contato", "contactos",
    "quem somos", "publicidade", "anuncie", "assine", "assinaturas", "expediente", "fale conosco", "contatti", "chi siamo", "pubblicita",
    "abbonamenti", "redazione", "over ons", "adverteren", "abonneren", "o nas", "reklama", "prenumerata", "redakcja", "om oss", "annonsera",
    "kontakta oss", "om os", "kontakt os", "kontakt oss", "yhteystiedot", "mediatiedot", "iletisim", "hakkimizda", "reklam", "контакты", "о нас",
    "о редакции", "реклама", "реклама на сайте", "о проекте", "редакция", "контакти", "про нас", "お問い合わせ", "会社概要", "关于我们", "联系我们", "연락처", "회사소개",
    "اتصل بنا", "من نحن", "επικοινωνια", "o nama", "kontakty",
});

// Whole, or at an end of a title's part.
constexpr std::array list_phrases = std::to_array<std::string_view>({
    "all articles", "all stories", "all posts", "latest news", "latest headlines", "alle artikel", "alle beitrage", "alle nachrichten",
    "tous les articles", "toute l'actualite", "toutes les actualites", "todas las noticias", "todos los articulos", "ultimas noticias",
    "todas as noticias", "tutte le notizie", "tutti gli articoli", "ultime notizie", "alle artikelen", "laatste nieuws", "wszystkie artykuly",
    "najnowsze wiadomosci", "alla artiklar", "senaste nytt", "tum haberler", "son haberler", "лента новостей", "все новости", "усі новини", "ニュース一覧",
    "記事一覧", "新着記事", "最新消息", "最新新闻", "전체기사",
});

constexpr std::array list_segments = std::to_array<std::string_view>({
    "tag", "tags", "topic", "topics", "category", "categories", "section", "sections", "author", "authors", "archive", "archives", "keyword",
    "keywords", "latest", "page", "thema", "themen", "kategorie", "rubrik", "rubriken", "schlagwort", "autor", "autoren", "archiv", "ressort",
    "theme", "themes", "categorie", "rubrique", "auteur", "auteurs", "mot-cle", "etiqueta", "etiquetas", "categoria", "categorias", "seccion",
    "autores", "archivo", "hemeroteca", "tema", "temas", "assunto", "secao", "argomento", "argomenti", "autore", "sezione", "onderwerp", "emne",
    "amne", "aihe", "temat", "kategoria", "stitek", "etiket", "konu", "kategori", "yazar", "yazarlar", "tegi", "rubrika", "temi", "label", "sitemap",
    "site-map", "plan-du-site", "mapa-del-sitio", "mapa-do-site", "mappa-del-sito", "mapa-strony", "list", "liste", "lista", "listing", "edition",
    "editions", "issue", "issues", "ausgabe", "ausgaben", "edicion", "edicao", "edizione", "dossier", "dossiers",
});

constexpr std::array search_segments = std::to_array<std::string_view>({
    "search", "search.php", "search.html", "search.aspx", "search-results", "searchresults", "suche", "suchergebnisse", "recherche", "buscar",
    "buscador", "busqueda", "busca", "pesquisa", "ricerca", "cerca", "zoeken", "sog", "sok", "sok.html", "haku", "szukaj", "wyszukiwarka", "hledani",
    "vyhledavani", "kereses", "cautare", "pretraga", "arama", "ara", "poisk", "kensaku", "find",
});

constexpr std::array login_segments = std::to_array<std::string_view>({
    "login", "login.php", "login.html", "signin", "sign-in", "log-in", "register", "signup", "sign-up", "anmelden", "anmeldung", "registrieren",
    "connexion", "iniciar-sesion", "entrar", "accedi", "inloggen", "logowanie", "wp-login.php", "auth", "sso", "registro", "registrieren", "inscription",
});

constexpr std::array paging_parameters = std::to_array<std::string_view>({
    "page", "paged", "pg", "pagina", "page_number", "pagenumber", "offset", "start", "seite", "sayfa", "strona", "stranka", "sida", "side", "sivu",
});

constexpr std::array search_parameters = std::to_array<std::string_view>({
    "q", "s", "query", "search", "searchterm", "search_query", "searchtext", "keyword", "keywords", "term", "suche", "suchbegriff", "suchwort",
    "recherche", "buscar", "busca", "palabra", "ricerca", "zoek", "szukaj", "hledat", "ara", "kelime", "wd", "word", "text",
});

/// Without the signs of ASCII around it: "redirecting..." is "redirecting".
std::string_view without_signs(std::string_view text) {
  const auto is_sign = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'); };
  while (!text.empty() && is_sign(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_sign(text.back())) text.remove_suffix(1);
  return text;
}

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

bool names_an_error(std::string_view folded) {
  return holds(error_words, without_signs(folded)) || is_or_frames(without_signs(folded), error_phrases);
}
bool holds_an_error(std::string_view folded) {
  return std::ranges::any_of(error_phrases, [&](std::string_view phrase) { return folded.find(phrase) != std::string_view::npos; });
}
bool names_a_list(std::string_view folded) { return is_or_frames(folded, list_phrases); }
bool names_a_search(std::string_view folded) { return is_or_frames(folded, search_phrases); }
bool names_a_login(std::string_view folded) { return is_or_frames(folded, login_phrases); }
bool names_a_redirect(std::string_view folded) {
  return holds(redirect_words, without_signs(folded)) || is_or_frames(without_signs(folded), redirect_phrases);
}
bool names_a_legal_page(std::string_view folded) { return holds(legal_pages, without_signs(folded)); }
bool names_a_site_page(std::string_view folded) { return holds(site_pages, without_signs(folded)); }
bool names_consent(std::string_view folded) { return is_or_frames(folded, consent_names); }
int consent_phrases(std::string_view folded) {
  return static_cast<int>(std::ranges::count_if(consent_words, [&](std::string_view word) { return folded.find(word) != std::string_view::npos; }));
}
bool is_list_segment(std::string_view segment) { return holds(list_segments, segment); }
bool is_search_segment(std::string_view segment) { return holds(search_segments, segment); }
bool is_login_segment(std::string_view segment) { return holds(login_segments, segment); }
bool is_paging_parameter(std::string_view name) { return holds(paging_parameters, name); }
bool is_tracking_parameter(std::string_view name) { return name.starts_with("utm_") || name == "fbclid" || name == "gclid" || name == "ref"; }
bool is_search_parameter(std::string_view name) { return holds(search_parameters, name); }

}  // namespace backfile
