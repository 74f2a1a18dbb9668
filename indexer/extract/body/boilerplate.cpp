// The phrases of boilerplate.hpp, as data: lower case, straight apostrophes, sorted by bytes. A phrase belongs here when unrelated sites use it
// for the same thing; names of sites do not.
#include "indexer/extract/body/boilerplate.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace backfile {
namespace {

// A block that is nothing but one of these is a label.
constexpr std::string_view labels[] = {
    "0:00", "a lire aussi", "a+", "a-", "aa", "abone ol", "abonnez-vous", "abonnieren", "about author", "about the author",
    "about the authors", "ad", "ads", "advertentie", "advertisement", "advertisements", "all posts", "also read", "anmelden",
    "annonce", "annons", "anzeige", "anzeigen", "articles liés", "articoli correlati", "artikel anhören", "artikel teilen",
    "artículos relacionados", "assine", "auch interessant", "author", "autor", "baca juga", "back", "back to top",
    "berita terkait", "bild", "bookmark", "bookmarks", "cancel", "categories", "category", "close", "comentarios",
    "comentários", "comment", "commentaires", "commenter", "commenti", "comments", "compartilhar", "compartilhe", "compartir",
    "condividi", "contact", "contents", "continue", "continue reading", "contributor", "copy link", "current issue",
    "czytaj również", "czytaj także", "czytaj też", "das könnte dich auch interessieren",
    "das könnte sie auch interessieren", "das könnte sie interessieren", "del", "dela", "delen", "dislike", "don't miss",
    "drucken", "drukuj", "e-mail", "editor's picks", "editors' picks", "email", "empfehlungen der redaktion", "etiketler",
    "etiquetas", "exclusive", "facebook", "filed under", "flipboard", "follow", "follow us", "follow us on", "font size",
    "foto", "fotos", "fuente", "galerie", "gallery", "hide comments", "home", "iklan", "ilgili haberler", "image", "images",
    "imprimer", "imprimir", "inhalt", "inhaltsverzeichnis", "instagram", "iscriviti", "jetzt abonnieren", "kategorie",
    "kategorien", "key events", "keywords", "kommentar", "kommentare", "kommentarer", "kommentieren", "kontakt",
    "las más leídas", "las más vistas", "latest", "latest news", "latest stories", "le puede interesar", "lea también",
    "lee también", "lees meer", "lees ook", "leggi anche", "leia mais", "leia também", "les mer", "les også", "les plus lus",
    "lesen sie auch", "lesen sie mehr", "lesezeichen", "lesezeit", "like", "likes", "link copied", "linkedin", "lire aussi",
    "listen", "listen to article", "listen to this article", "live", "lo más leído", "lo más visto", "load more", "loading",
    "loading...", "log in", "login", "läs mer", "läs också", "läs även", "læs mere", "læs også", "mail", "mais lidas",
    "media contact", "meer nieuws", "mehr", "mehr anzeigen", "mehr dazu", "mehr lesen", "mehr themen", "mehr zum thema",
    "meistgelesen", "meistgelesene artikel", "menu", "merken", "messenger", "more", "more from", "more news",
    "more on this story", "more on this topic", "more stories", "most popular", "most read", "most viewed", "mots-clés",
    "mute", "más información", "más noticias", "nach oben", "new", "newsletter", "newsletters", "next", "next article",
    "no comments", "notas relacionadas", "noticias relacionadas", "notícias relacionadas", "ok", "opinion", "partager",
    "pause", "paylas", "paylaş", "photo", "photos", "pinterest", "play", "plus", "pocket", "polecamy", "popular",
    "potrebbe interessarti", "premium", "press contact", "pressekontakt", "previous", "previous article", "print", "pubblicita",
    "pubblicità", "publicidad", "publicidade", "publicite", "publicité", "quelle", "quellen", "reacties", "read also",
    "read more", "read next", "reading time", "recommended", "recommended for you", "recommended reading",
    "recommended stories", "reddit", "register", "registrieren", "reklam", "reklama", "reklame", "related", "related article",
    "related articles", "related content", "related links", "related news", "related posts", "related stories",
    "related topics", "reply", "reprints & permissions", "reprints and permissions", "s'abonner", "saiba mais", "save", "save article", "schlagworte", "schlagwörter", "schließen",
    "search", "see also", "share", "share article", "share on facebook", "share on twitter", "share this", "share this article",
    "share this post", "share this story", "show comments", "show more", "sign in", "sign up", "sobre el autor", "source",
    "sources", "sponsored", "sponsored content", "stampa", "startseite", "stichworte", "subscribe", "subscribe now", "suche",
    "sur le même sujet", "suscribirse", "suscríbete", "table of contents", "tag", "tagi", "tags", "te puede interesar",
    "teilen", "telegram", "temas", "temas relacionados", "text size", "themen", "top", "top stories", "topics", "transcript",
    "trending", "trending now", "tweet", "twitter", "udostępnij", "up next", "veja também", "versenden", "verwandte artikel",
    "verwandte themen", "video", "videos", "view all posts", "view comments", "voir aussi", "watch", "weiter",
    "weitere artikel", "weitere informationen", "weitere themen", "weiterleiten", "weiterlesen", "werbung", "whatsapp",
    "written by", "x", "yorumlar", "you may also like", "you may like", "you might also like", "zobacz także", "zobacz też",
    "zum thema", "zum weiterlesen", "zurück", "zusatzinformationen", "à lire aussi", "à lire également",
    "à propos de l'auteur", "ähnliche artikel", "ähnliche beiträge", "über den autor", "über die autorin",
    "ключевые слова", "комментарии", "по теме", "поделиться", "реклама",
    "смотрите также", "читайте также", "читать далее", "あわせて読みたい",
    "おすすめ記事", "コメント", "シェア", "シェアする", "ツイート", "分享", "广告", "広告",
    "廣告", "延伸閱讀", "延伸阅读", "相关新闻", "相关阅读", "相關新聞", "続きを読む",
    "関連ニュース", "関連記事",
};

// A short block that starts with one of these leads elsewhere, asks for something, or describes a picture.
constexpr std::string_view openers[] = {
    "(foto:", ">> ", "a lire", "abbonati", "abgelegt unter", "abone ol", "abonneer", "abonnez-vous", "abonniere",
    "abonnieren sie", "acesse", "actualizado", "add a comment", "además:", "advertisement", "affiliate", "affiliate-link",
    "aktualisiert", "all rights reserved", "already a subscriber", "also read", "also:", "an dieser stelle finden sie",
    "anzeige", "are you already a", "artikel teilen", "assine", "auch interessant", "autor:", "autorin:", "baca juga",
    "baca selengkapnya", "back to", "become a member", "beitragsbild", "bekijk ook", "bild:", "bilder:", "bildergalerie",
    "bildquelle", "bizi takip", "bron:", "browse", "by clicking", "by signing up", "by submitting", "by subscribing",
    "caption:", "categories:", "category:", "cet article est réservé", "check out more", "clicca qui", "click for",
    "click here", "click to", "clique aqui", "cliquez ici", "comentarios", "commentaires", "comments are closed", "comparte",
    "compartilhe", "compartir", "condividi", "contact us", "continue reading", "continue to full", "copyright", "credit:",
    "crédit photo", "crédito:", "crédits", "czytaj również", "czytaj także", "czytaj też", "czytaj więcej", "czytaj:",
    "das könnte dich", "das könnte sie", "das thema könnte", "deine e-mail", "descarga", "devamını oku", "die mit",
    "diese seite benutzt", "diese website", "disclaimer:", "disclosure:", "do you have a story", "don't miss", "donate",
    "download our", "download the", "download the app", "découvrez ", "email us", "empfohlener externer inhalt",
    "enable javascript", "enter your email", "entre no", "estimated reading", "etiquetas", "externer inhalt", "file photo",
    "filed under", "find out more", "first published", "folge uns", "folgen sie uns", "folgt uns", "follow @", "follow the ",
    "follow us", "fonte:", "for all the latest", "for more information visit", "for more news", "for more stories",
    "for the latest", "fot.", "foto:", "fotocredit", "fotografía:", "fotos:", "fotostrecke", "fuente:", "följ oss", "følg",
    "følg oss", "für links auf dieser seite", "get more", "get our", "get the latest", "got a tip", "guarda anche",
    "haberin devamı", "haga clic", "have a tip", "haz clic", "hazte miembro", "hier erfährst du", "hier finden sie",
    "hier findest du", "hier geht es", "hier gelangen sie", "hier können sie", "hier lesen", "hinterlasse",
    "if you're seeing this message", "ihre e-mail", "ikuti kami", "il vous reste", "ilgili haber", "image :", "image credit",
    "image source", "image:", "imagen:", "images:", "in this article:", "inscreva-se", "inscrivez-vous", "iscriviti", "jetzt abonnieren",
    "jetzt anmelden", "jetzt lesen", "join our", "join us on", "jump to", "kategorie:", "kategorien:", "kaynak:",
    "keep reading", "keywords:", "kommentar verfassen", "kommentare (", "la suite est réservée", "last modified",
    "last updated", "le puede interesar", "lea además", "lea aquí", "lea más", "lea también", "learn more about our",
    "leave a comment", "leave a reply", "lee aquí", "lee también", "leer más", "lees meer", "lees ook", "lees verder",
    "leggi anche", "leggi tutto", "leggi:", "leia a íntegra", "leia mais", "leia também", "leia:", "les mer", "les også",
    "les:", "lese-tipp", "lesen sie auch", "lesen sie dazu", "lesen sie hier", "lesen sie jetzt", "lesen sie mehr",
    "lesen sie weiter", "lesetipp", "lies auch", "like us on", "link zum", "lire aussi", "lire la suite", "lire également",
    "listen to the", "listen to this", "listen:", "log in to", "login to", "lue lisää", "lue myös", "läs mer",
    "läs också", "läs även", "läs:", "læs mere", "læs også", "materiał chroniony", "mehr dazu", "mehr infos",
    "mehr von ", "mehr zum thema", "mehr:", "meld je aan", "melden sie sich", "mira lo que", "mira también", "mira:",
    "mire también", "mire:", "mis à jour", "mit * oder", "more about", "more from", "more from ", "more in ", "more on this",
    "more:", "mots-clés", "must read", "más información", "más sobre", "nach oben", "newsletter", "notas relacionadas",
    "obserwuj", "okumak için", "our standards:", "paid content", "partager", "participe", "passend dazu", "photo :", "photo by", "photo credit",
    "photo:", "photograph:", "photography:", "photos:", "picture:", "please enable", "please log in", "please sign",
    "plus d'actualités", "polecamy", "post a comment", "posted by", "posted in", "posted on", "potrebbe interessarti",
    "powered by", "prawa autorskie", "prenumerera", "przeczytaj", "publicado", "published at", "published on", "published:",
    "publié le", "puede leer", "puede ver", "puedes ver", "pulse aquí", "quelle:", "quellen:", "quer receber", "read also",
    "read more ", "read more about", "read more:", "read next", "reading time", "receba", "recevez", "recibe", "recommended:",
    "redaktion:", "regístrate", "related article", "related news", "related stories", "related story", "related:",
    "retrouvez ", "riproduzione riservata", "saiba mais", "schlagworte", "schlagwörter", "schreib einen kommentar",
    "schreibe einen kommentar", "schreiben sie einen", "schrijf je in", "see all", "see also", "see more", "see our", "seguici",
    "send tips", "share on", "share this", "show all", "siehe auch", "siga nosso", "siga o", "siga-nos", "sign up",
    "sigue leyendo", "siguenos", "simak ", "skip to", "sponsored by", "stand:", "stichwörter", "subscribe", "subscribe to",
    "suivez ", "suivez-nous", "sumber:", "support independent", "support our", "sur le même sujet", "sur le même thème",
    "suscribete", "suscríbase", "suscríbete", "síganos", "síguenos", "tagged with", "tagged:", "tags:", "tap here",
    "te puede interesar", "teilen sie", "temas:", "themen:", "this article is reserved", "this content is", "this site uses",
    "this website uses", "titelbild", "to continue reading", "to read more", "to read the full", "to receive news updates", "to view the full", "topics:",
    "transparenzhinweis", "udostępnij", "um diesen inhalt", "updated on", "updated:", "vea también", "vea:", "veja mais",
    "veja também", "veja:", "ver más", "ver también", "veröffentlicht", "video:", "vidéo :", "view all", "view comments",
    "visit our", "voir aussi", "volg ons", "vídeo:", "want more", "watch more", "watch the", "watch:", "we use cookies",
    "weitere aktuelle", "weitere artikel", "weitere beiträge", "weiterlesen", "werbung", "wir verwenden cookies", "write a letter to the editor", "xem thêm",
    "you may also be interested", "you may also like", "you might also like", "you must be logged in", "your email address", "zobacz także",
    "zobacz też", "zobacz:", "zuletzt aktualisiert", "zum thema ", "zum thema:", "zur startseite", "zurück zu",
    "© riproduzione", "à lire", "únete", "đọc thêm", "źródło:", "διαβάστε ακόμη",
    "διαβάστε επίσης", "источник:", "поделиться", "подписаться",
    "подписывайтесь", "подробнее:", "ранее сообщалось:", "следите за",
    "смотрите также", "фото:", "читайте также", "читать далее",
    "читать также", "קראו גם", "اقرأ أيضا", "اقرأ أيضاً", "اقرأ المزيد",
    "تابعونا", "شاهد أيضا", "ข่าวที่เกี่ยวข้อง",
    "อ่านเพิ่มเติม", "【写真】", "【動画】", "【関連記事】", "あわせて読みたい",
    "この記事は", "來源：", "延伸阅读", "来源：", "無断転載", "相关阅读", "続きを読む", "編輯：",
    "编辑：", "責任編輯", "责任编辑", "関連記事",
};

// A block of moderate length with one of these in it is about the site, not of the article.
constexpr std::string_view site_talk[] = {
    "adresse e-mail ne sera pas", "affiliate link", "affiliate-link", "all rights reserved", "alle rechte vorbehalten",
    "already have an account", "become a subscriber", "click here for", "click here to read", "click here to subscribe",
    "comments are moderated", "comments may be republished", "consider supporting", "cookies akzeptieren", "create an account",
    "debes iniciar sesión para", "dirección de correo electrónico no será", "download our app", "download the app",
    "e-mail-adresse wird nicht veröffentlicht", "earn a commission", "earn commission", "email address will not be published",
    "erforderliche felder sind", "erhalten wir eine provision", "estar logado para", "folgen sie uns", "follow @", "follow us at", "follow us on",
    "forgot your password", "free newsletter", "get in touch at", "get the app", "is not responsible for the opinions",
    "jetzt spenden", "join our whatsapp", "las opiniones expresadas en este", "like us on facebook", "los campos obligatorios",
    "may not be published, broadcast, rewritten", "may not be reproduced", "must be logged in to", "newsletter abonnieren", "newsletter anmelden",
    "nossa newsletter", "nostra newsletter", "notre newsletter", "nuestra newsletter", "nuestro newsletter",
    "on twitter and instagram", "opinions expressed in this article", "our daily newsletter", "our newsletter",
    "please subscribe to", "push-nachricht", "read the full article", "read the original article",
    "reproduction without permission", "required fields are marked", "rss 2.0", "seguici su", "siga o", "sign up for our",
    "sign up for the", "sign up to our", "sign up to the", "subscribe to our", "subscribers also receive", "suivez-nous",
    "support our journalism", "support our work", "síguenos en", "todos los derechos reservados",
    "todos os direitos reservados", "tous droits réservés", "trackback", "tutti i diritti riservati", "täglichen newsletter",
    "tüm hakları saklıdır", "um zu kommentieren", "unserem newsletter", "unseren newsletter", "unterstütze uns", "unterstützen sie uns",
    "views expressed are those of the author", "views expressed in this article", "we may receive a commission",
    "weekly newsletter", "wszelkie prawa zastrzeżone", "все права защищены", "無断転載を禁",
};

// These are about the site only beside an invitation: politicians have channels, and privacy policies make news.
constexpr std::string_view services[] = {
    "canal de telegram", "canal de whatsapp", "canal de youtube", "canal do whatsapp", "consider donating", "cookie policy",
    "datenschutzerklärung", "google news", "google noticias", "javascript", "make a donation", "news-app",
    "política de privacidad", "privacy policy", "recaptcha", "tax-deductible", "telegram channel", "telegram-kanal",
    "terms of service", "terms of use", "whatsapp channel", "whatsapp-kanal", "youtube channel", "youtube-kanal",
};
constexpr std::string_view invitations[] = {
    "abonn", "accept", "aceit", "acept", "acompanhe", "agree", "akzept", "bitte ", "by clicking", "by submitting", "consider ",
    "devam", "download", "einverstanden", "enable", "entre no", "folge ", "folgen sie", "follow our", "follow us", "herunterlad", "hier geht", "hol dir", "ikuti ", "inscrev", "iscriv",
    "join ", "kostenlos", "nossa ", "nosso ", "nostra ", "nostro ", "notre ", "nuestra ", "nuestro ", "our ", "please", "protected by",
    "rejoign", "segui", "siga", "sigue", "subscribe", "suivez", "suscr", "síguenos", "unser", "zustimm", "únete",
};

// As a heading or label these say that the article is over.
constexpr std::string_view endings[] = {
    "about the author", "about the authors", "articles similaires", "articoli correlati", "artículos relacionados",
    "auch interessant", "berita terkait", "comentarios", "comentários", "commentaires", "commenti", "comments",
    "czytaj także", "das könnte dich auch interessieren", "das könnte sie auch interessieren", "deixe um comentário",
    "deja un comentario", "deja una respuesta", "dernières nouvelles", "hinterlasse eine antwort",
    "hinterlasse einen kommentar", "ilgili haberler", "komentar", "komentarze", "kommentar verfassen", "kommentare",
    "laisser un commentaire", "lascia un commento", "latest news", "latest stories", "le puede interesar", "leave a comment",
    "leave a reply", "lees ook", "leggi anche", "leia também", "les plus lus", "letzte beiträge", "lo más leído",
    "lo más visto", "lo último", "mais lidas", "mehr themen", "mehr zum thema", "meistgelesen", "more from",
    "more from this author", "more from us", "more news", "more stories", "more to read", "most popular", "most read",
    "más noticias", "neueste beiträge", "no comments", "notas relacionadas", "noticias relacionadas",
    "notícias relacionadas", "post a comment", "potrebbe interessarti", "reacties", "read next", "recommended for you",
    "recommended stories", "related articles", "related content", "related links", "related news", "related posts",
    "related stories", "schreibe einen kommentar", "schreiben sie einen kommentar", "see also", "share this",
    "share this article", "share this story", "sur le même sujet", "te puede interesar", "temas relacionados", "top stories",
    "trending now", "ultime notizie", "up next", "veja também", "verwandte artikel", "weitere artikel", "weitere beiträge",
    "weitere nachrichten", "weitere themen", "yorumlar", "you may also like", "you might also like", "zobacz także",
    "à lire aussi", "ähnliche artikel", "ähnliche beiträge", "últimas noticias", "über den autor", "über die autorin",
    "комментарии", "читайте также", "おすすめ記事", "コメント", "延伸閱讀", "相关新闻",
    "相关阅读", "相關新聞", "関連記事",
};

// Where a short block ends with one of these and little else, it describes a picture.
constexpr std::string_view picture_credits[] = {
    "(bild:", "(credit:", "(foto:", "(image:", "(imagen:", "(photo by", "(photo:", "(pic:", "(picture:", "/afp", "/dpa",
    "/reuters", "adobe stock", "afp photo", "afp/", "ap photo", "archivbild", "archivfoto:", "bild:", "bilder:",
    "crédit photo", "dpa/", "epa-efe", "file photo", "file picture", "fot.", "foto:", "fotos:", "getty images", "gettyimages",
    "grafik:", "image credit:", "image source:", "image:", "images:", "imago images", "imago/", "istockphoto", "photo :",
    "photo credit:", "photo:", "photograph:", "photos:", "picture alliance", "picture credit:", "picture-alliance", "picture:",
    "pictured above", "pictured from left", "pictured left", "pictured right", "pictures:", "reuters/", "screenshot:",
    "shutterstock", "symbolbild", "via reuters", "zdj.",
};

// Parts of the addresses where readers subscribe, join or give.
constexpr std::string_view payment_parts[] = {
    "abbonamenti", "abbonati", "abo", "abonelik", "abonne", "abonnement", "abonnements", "abonnez-vous", "abonnieren", "abos", "assinaturas",
    "assine", "become-a-member", "contribute", "digitalabo", "doacao", "donaciones", "donar", "donate", "donation", "donations", "join-us",
    "membership", "prenumerera", "spende", "spenden", "subscribe", "subscribe-now", "subscription", "subscriptions", "support-us", "suscribete",
    "suscripcion", "suscripciones", "unterstuetzen",
};

// Searches a text for all phrases of a sorted table at once, by their first four bytes.
template <std::size_t size>
class PhraseFinder {
 public:
  constexpr explicit PhraseFinder(const std::string_view (&phrases)[size]) : phrases_(phrases) {
    for (const std::string_view phrase : phrases) openings_[slot_of(phrase)] = true;
  }

  bool finds_in(std::string_view text) const {
    for (; text.size() >= opening; text.remove_prefix(1)) {
      if (openings_[slot_of(text)] && starts(text)) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t opening = 4, slots = 4096;

  static constexpr std::size_t slot_of(std::string_view text) {
    std::uint32_t h = 0;
    for (std::size_t i = 0; i < opening; ++i) h = h << 8 | static_cast<unsigned char>(text[i]);
    return (h * 2654435761u) >> 20;
  }

  bool starts(std::string_view text) const {
    const std::string_view first = text.substr(0, opening);
    for (auto at = std::lower_bound(std::begin(phrases_), std::end(phrases_), first); at != std::end(phrases_) && at->starts_with(first); ++at) {
      if (text.starts_with(*at)) return true;
    }
    return false;
  }

  const std::string_view (&phrases_)[size];
  std::array<bool, slots> openings_{};
};
static_assert(std::ranges::is_sorted(site_talk) && std::ranges::is_sorted(services) && std::ranges::is_sorted(invitations) &&
              std::ranges::is_sorted(picture_credits));
constexpr PhraseFinder site_talk_finder(site_talk);
constexpr PhraseFinder service_finder(services);
constexpr PhraseFinder invitation_finder(invitations);
constexpr PhraseFinder credit_finder(picture_credits);

template <std::size_t size>
bool is_in(const std::string_view (&table)[size], std::string_view text) {
  return std::binary_search(std::begin(table), std::end(table), text);
}

/// Latin Extended-A pairs a capital with the letter behind it; the capital is even, but odd from L acute to N caron and from Z acute on.
bool is_upper_extended(unsigned lead, unsigned second) {
  const unsigned c = (lead & 0x1f) << 6 | (second & 0x3f);
  const bool odd_capitals = (c >= 0x139 && c <= 0x148) || c >= 0x179;
  if (c == 0x138 || c == 0x149 || c == 0x178 || c == 0x17f) return false;
  return (c % 2 == 1) == odd_capitals;
}

}  // namespace

std::string folded_phrase(std::string_view text) {
  std::string out(text);
  char* to = out.data();  // no folded character is longer
  const auto put = [&](unsigned byte) { *to++ = static_cast<char>(byte); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (c >= 'A' && c <= 'Z') {
      put(c + 32);
    } else if (c == 0xc3 && next >= 0x80 && next <= 0x9e && next != 0x97) {  // Latin-1: A grave to Thorn
      put(c);
      put(next + 0x20);
      ++i;
    } else if ((c == 0xc4 || c == 0xc5) && next >= 0x80 && is_upper_extended(c, next)) {
      put(next == 0xbf ? c + 1u : c);
      put(next == 0xbf ? 0x80 : next + 1);
      ++i;
    } else if (c == 0xd0 && next >= 0x90 && next <= 0x9f) {  // Cyrillic
      put(c);
      put(next + 0x20);
      ++i;
    } else if (c == 0xd0 && next >= 0xa0 && next <= 0xaf) {
      put(0xd1);
      put(next - 0x20);
      ++i;
    } else if (c == 0xe2 && next == 0x80 && i + 2 < text.size() && (text[i + 2] == '\x98' || text[i + 2] == '\x99')) {
      put('\'');
      i += 2;
    } else {
      put(c);
    }
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
  return out;
}

std::string_view without_edges(std::string_view folded) {
  constexpr std::string_view edges = " :.!?-|/>*+\"'()[]#";
  constexpr std::string_view arrows[] = {"\u203a", "\u00bb", "\u2192", "\u2013", "\u2014", "\u2026", "\u25ba", "\u2022", "\u25b6", "\u00ab", "\uff1a"};
  for (bool changed = true; changed && !folded.empty();) {
    changed = false;
    while (!folded.empty() && edges.find(folded.front()) != std::string_view::npos) folded.remove_prefix(1);
    while (!folded.empty() && edges.find(folded.back()) != std::string_view::npos) folded.remove_suffix(1);
    if (folded.empty() || ((folded.front() | folded.back()) & 0x80) == 0) break;
    for (const std::string_view arrow : arrows) {
      if (folded.starts_with(arrow)) folded.remove_prefix(arrow.size()), changed = true;
      if (folded.ends_with(arrow)) folded.remove_suffix(arrow.size()), changed = true;
    }
  }
  return folded;
}

bool is_label(std::string_view folded) { return is_in(labels, without_edges(folded)); }
bool is_ending(std::string_view folded) {
  folded = without_edges(folded);
  const std::size_t last = folded.find_last_not_of("0123456789 (");  // "Comments (12)"
  return is_in(endings, folded) || (last != std::string_view::npos && is_in(endings, folded.substr(0, last + 1)));
}

// The last phrase not after the text is the only one that may be its prefix, or one of its own prefixes is.
bool starts_like_boilerplate(std::string_view folded) {
  for (auto at = std::upper_bound(std::begin(openers), std::end(openers), folded); at != std::begin(openers);) {
    --at;
    if (folded.starts_with(*at)) return true;
    if (at->front() != folded.front()) return false;
  }
  return false;
}

bool ends_with_picture_credit(std::string_view folded) {
  constexpr std::size_t longest_credit = 70;  // bytes from the phrase to the end: names of photographers and agencies
  const std::string_view tail = folded.substr(folded.size() - std::min(folded.size(), longest_credit));
  return credit_finder.finds_in(tail);
}

bool talks_about_the_site(std::string_view folded) {
  return site_talk_finder.finds_in(folded) || (service_finder.finds_in(folded) && invitation_finder.finds_in(folded));
}

bool is_payment_path(std::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  for (int parts = 0; !path.empty() && parts < 4; ++parts) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (is_in(payment_parts, folded_phrase(path.substr(0, end)))) return true;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return false;
}

}  // namespace backfile
