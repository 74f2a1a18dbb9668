// The table of class_words.hpp, sorted by word. A word belongs here when it means the same on unrelated sites; sites' own names do not.
#include "indexer/extract/body/class_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "indexer/extract/word_table.hpp"

namespace backfile {
namespace {

struct Entry {
  std::string_view word;
  Hints hints;
};

constexpr Entry words[] = {
    {"abo", hint::pitch}, {"abonnement", hint::pitch}, {"abonner", hint::pitch}, {"abonnieren", hint::pitch},
    {"aboteaser", hint::pitch}, {"aboutauthor", hint::author}, {"aboutauthors", hint::author}, {"abouttheauthor", hint::author},
    {"abstract", hint::standfirst}, {"adarea", hint::advert}, {"adbanner", hint::advert}, {"adblock", hint::advert},
    {"adbottom", hint::advert}, {"adbox", hint::advert}, {"adcontainer", hint::advert}, {"addthis", hint::sharing},
    {"addtoany", hint::sharing}, {"adframe", hint::advert}, {"adholder", hint::advert}, {"adinline", hint::advert},
    {"adinner", hint::advert}, {"adlabel", hint::advert}, {"admiddle", hint::advert}, {"admodule", hint::advert},
    {"adplaceholder", hint::advert}, {"adsbanner", hint::advert}, {"adsblock", hint::advert}, {"adsbygoogle", hint::advert},
    {"adsense", hint::advert}, {"adsidebar", hint::advert}, {"adslot", hint::advert}, {"adspace", hint::advert},
    {"adspot", hint::advert}, {"adtop", hint::advert}, {"adunit", hint::advert}, {"advert", hint::advert},
    {"advertisement", hint::advert}, {"advertisements", hint::advert}, {"advertising", hint::advert},
    {"advertorial", hint::advert}, {"adverts", hint::advert}, {"adwidget", hint::advert}, {"adwrap", hint::advert},
    {"adwrapper", hint::advert}, {"adzone", hint::advert}, {"affiliate", hint::advert}, {"affiliates", hint::advert},
    {"aisummary", hint::pitch}, {"alire", hint::related}, {"alsolike", hint::related}, {"alsoread", hint::related},
    {"anchornav", hint::navigation}, {"annonce", hint::advert}, {"annons", hint::advert}, {"anons", hint::standfirst},
    {"anzeige", hint::advert}, {"anzeigen", hint::advert}, {"appbanner", hint::pitch}, {"appdownload", hint::pitch},
    {"appeal", hint::pitch}, {"appelement", hint::pitch}, {"article", hint::content}, {"articleactions", hint::sharing},
    {"articlead", hint::advert}, {"articleauthor", hint::author}, {"articlebody", hint::body},
    {"articlebodycontent", hint::body}, {"articlebodytext", hint::body}, {"articlecontent", hint::body},
    {"articlecontents", hint::body}, {"articledate", hint::dateline}, {"articledek", hint::standfirst},
    {"articledescription", hint::standfirst}, {"articleexcerpt", hint::standfirst}, {"articlefooter", hint::tags},
    {"articlefulltext", hint::body}, {"articleheadermeta", hint::dateline}, {"articleinfo", hint::dateline},
    {"articleintro", hint::standfirst}, {"articlelead", hint::standfirst}, {"articlelist", hint::related},
    {"articlemain", hint::body}, {"articlemeta", hint::dateline}, {"articleparagraphs", hint::body},
    {"articlesharing", hint::sharing}, {"articlesubtitle", hint::standfirst}, {"articlesummary", hint::standfirst},
    {"articletags", hint::tags}, {"articletext", hint::body}, {"articletextbody", hint::body}, {"articletime", hint::dateline},
    {"articletitle", hint::headline}, {"articletools", hint::sharing}, {"articletopics", hint::tags},
    {"articolo", hint::content}, {"articulo", hint::content}, {"artikel", hint::content}, {"artikelbody", hint::body},
    {"artikelinhalt", hint::body}, {"artikeltext", hint::body}, {"artikkeltekst", hint::body}, {"assistive", hint::hidden},
    {"audio", hint::control}, {"audioplayer", hint::control}, {"aussi", hint::related}, {"auteur", hint::author},
    {"auteurs", hint::author}, {"author", hint::author}, {"authorbio", hint::author}, {"authorbox", hint::author},
    {"authorcard", hint::author}, {"authordetails", hint::author}, {"authorinfo", hint::author}, {"authorname", hint::author},
    {"authorprofile", hint::author}, {"authors", hint::author}, {"autor", hint::author}, {"autorbox", hint::author},
    {"autore", hint::author}, {"autoren", hint::author}, {"autores", hint::author}, {"autori", hint::author},
    {"aux", hint::aside}, {"backtotop", hint::navigation}, {"bajada", hint::standfirst}, {"bannerad", hint::advert},
    {"banneradvert", hint::advert}, {"banners", hint::pitch}, {"bannertop", hint::pitch}, {"becomeamember", hint::pitch},
    {"benzer", hint::related}, {"bildbeschreibung", hint::caption}, {"bildergalerie", hint::control},
    {"bildetekst", hint::caption}, {"bildnachweis", hint::caption}, {"bildquelle", hint::caption}, {"bildtext", hint::caption},
    {"bildunterschrift", hint::caption}, {"billboard", hint::advert}, {"bio", hint::author}, {"biography", hint::author},
    {"bios", hint::author}, {"blockquote", hint::quote}, {"blogcontent", hint::body}, {"blogpost", hint::content},
    {"bodyarticle", hint::body}, {"bodycontent", hint::body}, {"bodycopy", hint::body}, {"bodytext", hint::body},
    {"bookmark", hint::sharing}, {"borlabs", hint::pitch}, {"bottomad", hint::advert}, {"breadcrumb", hint::navigation},
    {"breadcrumbs", hint::navigation}, {"brodtext", hint::body}, {"brotkrumen", hint::navigation},
    {"byline", hint::author | hint::dateline}, {"bylines", hint::author}, {"calltoaction", hint::pitch},
    {"caption", hint::caption}, {"captions", hint::caption}, {"cardlist", hint::related}, {"categories", hint::tags},
    {"catlinks", hint::tags}, {"catlist", hint::tags}, {"chapeau", hint::standfirst}, {"chapo", hint::standfirst},
    {"cita", hint::quote}, {"citation", hint::quote}, {"colophon", hint::navigation}, {"comentario", hint::comments},
    {"comentarios", hint::comments}, {"comentrios", hint::comments}, {"comment", hint::comments},
    {"commentaire", hint::comments}, {"commentaires", hint::comments}, {"commentarea", hint::comments},
    {"commentform", hint::comments}, {"commenti", hint::comments}, {"commentlist", hint::comments},
    {"commentrespond", hint::comments}, {"comments", hint::comments}, {"commentsection", hint::comments},
    {"commercial", hint::advert}, {"compartir", hint::sharing}, {"complementary", hint::aside}, {"condividi", hint::sharing},
    {"consent", hint::pitch}, {"contactform", hint::control}, {"content", hint::content}, {"contentad", hint::advert},
    {"contentbody", hint::body}, {"cookie", hint::pitch}, {"cookiebanner", hint::pitch}, {"cookiebar", hint::pitch},
    {"cookiebot", hint::pitch}, {"cookieconsent", hint::pitch}, {"cookienotice", hint::pitch}, {"cookies", hint::pitch},
    {"copete", hint::standfirst}, {"copyrights", hint::caption}, {"copytext", hint::body}, {"coral", hint::comments},
    {"corpo", hint::body}, {"corpoarticolo", hint::body}, {"corponoticia", hint::body}, {"corpsarticle", hint::body},
    {"correlate", hint::related}, {"correlati", hint::related}, {"credit", hint::caption}, {"credits", hint::caption},
    {"crosslink", hint::related}, {"crosslinks", hint::related}, {"crp", hint::related}, {"cta", hint::pitch},
    {"cuerpo", hint::body}, {"cuerpoarticulo", hint::body}, {"cuerponoticia", hint::body}, {"czytajtakze", hint::related},
    {"czytajtez", hint::related}, {"date", hint::dateline}, {"dates", hint::dateline}, {"datetime", hint::dateline},
    {"datum", hint::dateline}, {"deck", hint::standfirst}, {"dek", hint::standfirst}, {"detail", hint::content},
    {"detailtext", hint::body}, {"dfp", hint::advert}, {"dfpad", hint::advert}, {"didascalia", hint::caption},
    {"didomi", hint::pitch}, {"digerhaberler", hint::related}, {"disclaimer", hint::pitch}, {"disclosure", hint::pitch},
    {"displaynone", hint::hidden}, {"disqus", hint::comments}, {"disqusthread", hint::comments}, {"dnone", hint::hidden},
    {"donate", hint::pitch}, {"donation", hint::pitch}, {"donations", hint::pitch}, {"downloadapp", hint::pitch},
    {"dropdown", hint::control}, {"editorpicks", hint::related}, {"editorspicks", hint::related}, {"empfehlung", hint::related},
    {"empfehlungen", hint::related}, {"entradilla", hint::standfirst}, {"entry", hint::content}, {"entryauthor", hint::author},
    {"entrycategories", hint::tags}, {"entrycontent", hint::body}, {"entrydate", hint::dateline}, {"entryfooter", hint::tags},
    {"entryinfo", hint::dateline}, {"entrymeta", hint::dateline}, {"entrytags", hint::tags}, {"entrytime", hint::dateline},
    {"entrytitle", hint::headline}, {"entryutility", hint::tags}, {"etichette", hint::tags}, {"etiketler", hint::tags},
    {"etiquetas", hint::tags}, {"factbox", hint::aside}, {"faktaboks", hint::aside}, {"faktenbox", hint::aside},
    {"fbcomments", hint::comments}, {"fecha", hint::dateline}, {"feedback", hint::control}, {"figcaption", hint::caption},
    {"firma", hint::author}, {"fliesstext", hint::body}, {"follow", hint::sharing}, {"followbar", hint::sharing},
    {"followus", hint::sharing}, {"fontsize", hint::control}, {"footer", hint::navigation}, {"footerad", hint::advert},
    {"footers", hint::navigation}, {"formular", hint::control}, {"fotostrecke", hint::control}, {"frontpage", hint::related},
    {"fulltext", hint::body}, {"fundraising", hint::pitch}, {"gallerycaption", hint::caption}, {"gdpr", hint::pitch},
    {"googlead", hint::advert}, {"googleads", hint::advert}, {"gpt", hint::advert}, {"gptad", hint::advert},
    {"guestbook", hint::comments}, {"haber", hint::content}, {"habermetni", hint::body}, {"handpicked", hint::related},
    {"headerad", hint::advert}, {"headline", hint::headline}, {"headlinesub", hint::standfirst},
    {"headlinetitle", hint::headline}, {"hentry", hint::content}, {"ilgili", hint::related}, {"ilgilihaber", hint::related},
    {"ilgilihaberler", hint::related}, {"imagecaption", hint::caption}, {"imagecopyright", hint::caption},
    {"imagecredit", hint::caption}, {"imagedescription", hint::caption}, {"imageinfo", hint::caption},
    {"imagesource", hint::caption}, {"imgcaption", hint::caption}, {"infinitescroll", hint::related}, {"infobox", hint::aside},
    {"infokasten", hint::aside}, {"ingress", hint::standfirst}, {"inhaltsverzeichnis", hint::navigation},
    {"inlinead", hint::advert}, {"inread", hint::advert}, {"installapp", hint::pitch}, {"ishidden", hint::hidden},
    {"journalist", hint::author}, {"jprelatedposts", hint::related}, {"jpshare", hint::sharing}, {"jwplayer", hint::control},
    {"keywords", hint::tags}, {"kicker", hint::dateline}, {"komentar", hint::comments}, {"komentarze", hint::comments},
    {"kommentar", hint::comments}, {"kommentare", hint::comments}, {"kommentarer", hint::comments}, {"lasmas", hint::related},
    {"lastmodified", hint::dateline}, {"lastupdated", hint::dateline}, {"latestnews", hint::related},
    {"latestposts", hint::related}, {"lead", hint::standfirst}, {"leaderboard", hint::advert}, {"leadgen", hint::pitch},
    {"leadtext", hint::standfirst}, {"leatambien", hint::related}, {"lede", hint::standfirst}, {"leetambien", hint::related},
    {"leftcol", hint::aside}, {"leftrail", hint::aside}, {"leggianche", hint::related}, {"leiaja", hint::related},
    {"leiamais", hint::related}, {"leiatambem", hint::related}, {"lesensieauch", hint::related}, {"lesenswert", hint::related},
    {"lesezeit", hint::dateline}, {"lightbox", hint::pitch}, {"linhafina", hint::standfirst}, {"linkbox", hint::related},
    {"linklist", hint::related}, {"lireaussi", hint::related}, {"listen", hint::control}, {"listenarticle", hint::control},
    {"livefyre", hint::comments}, {"login", hint::pitch}, {"loginbox", hint::pitch}, {"lomas", hint::related},
    {"mailchimp", hint::pitch}, {"main", hint::content}, {"maincontent", hint::content}, {"manchet", hint::standfirst},
    {"marginalia", hint::aside}, {"marginalie", hint::aside}, {"marketing", hint::pitch}, {"masleidas", hint::related},
    {"masleidos", hint::related}, {"masthead", hint::navigation}, {"mcembed", hint::pitch}, {"mediacaption", hint::caption},
    {"mediainfo", hint::caption}, {"megamenu", hint::navigation}, {"mehrthema", hint::related}, {"mehrzum", hint::related},
    {"mehrzumthema", hint::related}, {"meistgelesen", hint::related}, {"meistgelesene", hint::related},
    {"membership", hint::pitch}, {"menu", hint::navigation}, {"menus", hint::navigation}, {"mgid", hint::related},
    {"mightlike", hint::related}, {"modified", hint::dateline}, {"morearticles", hint::related}, {"morefrom", hint::related},
    {"morein", hint::related}, {"morelike", hint::related}, {"morenews", hint::related}, {"moreon", hint::related},
    {"morestories", hint::related}, {"moretopics", hint::related}, {"mostcommented", hint::related},
    {"mostpopular", hint::related}, {"mostread", hint::related}, {"mostrecent", hint::related}, {"mostviewed", hint::related},
    {"motscles", hint::tags}, {"mpu", hint::advert}, {"muhabir", hint::author}, {"nav", hint::navigation},
    {"navbar", hint::navigation}, {"navi", hint::navigation}, {"navigation", hint::navigation}, {"newest", hint::related},
    {"news", hint::content}, {"newsbody", hint::body}, {"newscontent", hint::body}, {"newsdetailtext", hint::body},
    {"newsfeed", hint::related}, {"newsletter", hint::pitch}, {"newsletterbox", hint::pitch}, {"newsletters", hint::pitch},
    {"newslettersignup", hint::pitch}, {"newslist", hint::related}, {"newstext", hint::body}, {"newsticker", hint::aside},
    {"nextarticle", hint::related}, {"nextpost", hint::related}, {"nlsignup", hint::pitch}, {"nodisplay", hint::hidden},
    {"noticia", hint::content}, {"noticiacuerpo", hint::body}, {"noticiatexto", hint::body}, {"occhiello", hint::standfirst},
    {"offcanvas", hint::navigation}, {"offscreen", hint::hidden}, {"onetrust", hint::pitch}, {"onlyprint", hint::hidden},
    {"openweb", hint::comments}, {"optin", hint::pitch}, {"outbrain", hint::related}, {"overlays", hint::pitch},
    {"pagefooter", hint::navigation}, {"pager", hint::navigation}, {"pagetitle", hint::headline},
    {"pagination", hint::navigation}, {"paging", hint::navigation}, {"paragraphs", hint::body}, {"partage", hint::sharing},
    {"partager", hint::sharing}, {"paylas", hint::sharing}, {"paywall", hint::pitch}, {"paywallbox", hint::pitch},
    {"paywalloverlay", hint::pitch}, {"perex", hint::standfirst}, {"photoby", hint::caption}, {"photocaption", hint::caption},
    {"photocredit", hint::caption}, {"photodescription", hint::caption}, {"photographer", hint::caption},
    {"photosource", hint::caption}, {"piano", hint::pitch}, {"pianoinline", hint::pitch}, {"pianooffer", hint::pitch},
    {"picturecaption", hint::caption}, {"piedefoto", hint::caption}, {"piefoto", hint::caption}, {"pieimagen", hint::caption},
    {"player", hint::control}, {"playlist", hint::control}, {"plista", hint::related}, {"plusbox", hint::pitch},
    {"podcastplayer", hint::control}, {"polecane", hint::related}, {"poll", hint::control}, {"popmake", hint::pitch},
    {"popup", hint::pitch}, {"popups", hint::pitch}, {"post", hint::content}, {"postauthor", hint::author},
    {"postbody", hint::body}, {"postcategories", hint::tags}, {"postcontent", hint::body}, {"postdate", hint::dateline},
    {"postfooter", hint::tags}, {"postinfo", hint::dateline}, {"postlist", hint::related}, {"postmeta", hint::dateline},
    {"postnavigation", hint::navigation}, {"postshare", hint::sharing}, {"postsubtitle", hint::standfirst},
    {"posttags", hint::tags}, {"posttext", hint::body}, {"posttime", hint::dateline}, {"posttitle", hint::headline},
    {"powiazane", hint::related}, {"preamble", hint::standfirst}, {"premiumbox", hint::pitch}, {"prevnext", hint::navigation},
    {"prevpost", hint::related}, {"printbutton", hint::control}, {"printonly", hint::hidden}, {"profilecard", hint::author},
    {"promo", hint::pitch}, {"promoblock", hint::pitch}, {"promobox", hint::pitch}, {"promolist", hint::related},
    {"promos", hint::pitch}, {"promotion", hint::pitch}, {"promotional", hint::pitch}, {"pubblicita", hint::advert},
    {"pubdate", hint::dateline}, {"publicidad", hint::advert}, {"publicidade", hint::advert}, {"publicite", hint::advert},
    {"publishdate", hint::dateline}, {"published", hint::dateline}, {"puedeinteresar", hint::related}, {"pullout", hint::quote},
    {"pullquote", hint::quote}, {"pum", hint::pitch}, {"pushnotification", hint::pitch}, {"quantcast", hint::pitch},
    {"quiz", hint::control}, {"quote", hint::quote}, {"ratings", hint::control}, {"reacties", hint::comments},
    {"readalso", hint::related}, {"readingtime", hint::dateline}, {"readnext", hint::related}, {"readon", hint::related},
    {"readspeaker", hint::control}, {"readtime", hint::dateline}, {"recomendadas", hint::related},
    {"recomendados", hint::related}, {"recommend", hint::related}, {"recommendation", hint::related},
    {"recommendations", hint::related}, {"recommended", hint::related}, {"recommendeds", hint::related},
    {"redakteur", hint::author}, {"registrationwall", hint::pitch}, {"reklam", hint::advert}, {"reklama", hint::advert},
    {"relacionada", hint::related}, {"relacionadas", hint::related}, {"relacionado", hint::related},
    {"relacionados", hint::related}, {"related", hint::related}, {"relatedarticles", hint::related},
    {"relatedbox", hint::related}, {"relatedcontent", hint::related}, {"relatedlinks", hint::related},
    {"relatednews", hint::related}, {"relatedposts", hint::related}, {"relatedstories", hint::related},
    {"replies", hint::comments}, {"reply", hint::comments}, {"respond", hint::comments}, {"revcontent", hint::related},
    {"richtextbody", hint::body}, {"rightbar", hint::aside}, {"rightcol", hint::aside}, {"rightcolumn", hint::aside},
    {"rightrail", hint::aside}, {"rubrik", hint::dateline}, {"sapo", hint::standfirst}, {"schlagwoerter", hint::tags},
    {"schlagworte", hint::tags}, {"screenreader", hint::hidden}, {"screenreadertext", hint::hidden},
    {"searchbar", hint::control}, {"searchbox", hint::control}, {"searchform", hint::control}, {"seealso", hint::related},
    {"share", hint::sharing}, {"sharebar", hint::sharing}, {"sharebuttons", hint::sharing}, {"sharedaddy", hint::sharing},
    {"sharelinks", hint::sharing}, {"shares", hint::sharing}, {"sharethis", hint::sharing}, {"sharetools", hint::sharing},
    {"sharing", hint::sharing}, {"sidebar", hint::aside}, {"sidebarad", hint::advert}, {"sidebars", hint::aside},
    {"sidecol", hint::aside}, {"sidecolumn", hint::aside}, {"siehe", hint::related}, {"signin", hint::pitch},
    {"signup", hint::pitch}, {"singlecontent", hint::body}, {"sitefooter", hint::navigation}, {"siteheader", hint::navigation},
    {"sitemap", hint::navigation}, {"skip", hint::navigation}, {"skiplink", hint::navigation}, {"skyscraper", hint::advert},
    {"slidecaption", hint::caption}, {"slideshow", hint::control}, {"social", hint::sharing}, {"socialbar", hint::sharing},
    {"socialbuttons", hint::sharing}, {"socialicons", hint::sharing}, {"sociallinks", hint::sharing},
    {"socialmedia", hint::sharing}, {"socialmediabuttons", hint::sharing}, {"socials", hint::sharing},
    {"socialshare", hint::sharing}, {"sottotitolo", hint::standfirst}, {"souvisejici", hint::related}, {"spenden", hint::pitch},
    {"sponsor", hint::advert}, {"sponsored", hint::advert}, {"sponsoredcontent", hint::advert}, {"sponsoring", hint::advert},
    {"sponsors", hint::advert}, {"sponsorship", hint::advert}, {"spot", hint::standfirst}, {"spotim", hint::comments},
    {"sronly", hint::hidden}, {"srtext", hint::hidden}, {"standfirst", hint::standfirst}, {"starrating", hint::control},
    {"stockticker", hint::aside}, {"story", hint::content}, {"storybody", hint::body}, {"storybodytext", hint::body},
    {"storycontent", hint::body}, {"storylist", hint::related}, {"storymeta", hint::dateline},
    {"storysummary", hint::standfirst}, {"storytext", hint::body}, {"storytitle", hint::headline},
    {"storytools", hint::sharing}, {"storytopics", hint::tags}, {"strapline", hint::standfirst}, {"subhead", hint::standfirst},
    {"subheadline", hint::standfirst}, {"subnav", hint::navigation}, {"subscribe", hint::pitch}, {"subscribebox", hint::pitch},
    {"subscription", hint::pitch}, {"subscriptions", hint::pitch}, {"subtitle", hint::standfirst}, {"supporter", hint::pitch},
    {"supportus", hint::pitch}, {"survey", hint::control}, {"swiper", hint::related}, {"tableofcontents", hint::navigation},
    {"taboola", hint::related}, {"tagcloud", hint::tags}, {"tagged", hint::tags}, {"tagi", hint::tags},
    {"taglinks", hint::tags}, {"taglist", hint::tags}, {"tags", hint::tags}, {"tagslist", hint::tags},
    {"tambien", hint::related}, {"tambiente", hint::related}, {"tarih", hint::dateline}, {"taxonomy", hint::tags},
    {"tdpostcontent", hint::body}, {"teads", hint::advert}, {"teaser", hint::related}, {"teaserbox", hint::related},
    {"teaserlist", hint::related}, {"teasers", hint::related}, {"teilen", hint::sharing}, {"teinteresa", hint::related},
    {"teinteresara", hint::related}, {"temas", hint::tags}, {"testoarticolo", hint::body}, {"textarticle", hint::body},
    {"textbody", hint::body}, {"texto", hint::content}, {"textoarticulo", hint::body}, {"textonoticia", hint::body},
    {"textsize", hint::control}, {"texttospeech", hint::control}, {"themen", hint::tags}, {"thumbnails", hint::control},
    {"timeago", hint::dateline}, {"timestamp", hint::dateline}, {"title", hint::headline}, {"toc", hint::navigation},
    {"toolbar", hint::navigation}, {"tooltip", hint::control}, {"topad", hint::advert}, {"topbar", hint::navigation},
    {"topiclinks", hint::tags}, {"topiclist", hint::tags}, {"topics", hint::tags}, {"toplist", hint::related},
    {"topnews", hint::related}, {"topstories", hint::related}, {"totop", hint::navigation}, {"trending", hint::related},
    {"trendingnow", hint::related}, {"trinityaudio", hint::control}, {"truste", hint::pitch}, {"udostepnij", hint::sharing},
    {"uhidden", hint::hidden}, {"unterstuetzen", hint::pitch}, {"updated", hint::dateline}, {"upnext", hint::related},
    {"usercentrics", hint::pitch}, {"vcard", hint::author}, {"veja", hint::related}, {"vejamais", hint::related},
    {"vejatambem", hint::related}, {"vertambien", hint::related}, {"verwandt", hint::related}, {"verwandte", hint::related},
    {"viafoura", hint::comments}, {"videoplayer", hint::control}, {"viewcount", hint::dateline}, {"views", hint::dateline},
    {"viewscount", hint::dateline}, {"visuallyhidden", hint::hidden}, {"visuallyhide", hint::hidden},
    {"vorlesen", hint::control}, {"vorspann", hint::standfirst}, {"vote", hint::control}, {"voting", hint::control},
    {"weitereartikel", hint::related}, {"werbung", hint::advert}, {"whatsapp", hint::sharing}, {"widgetarea", hint::aside},
    {"widgets", hint::aside}, {"wordcount", hint::dateline}, {"wpcaption", hint::caption}, {"wpcaptiontext", hint::caption},
    {"wrapperright", hint::aside}, {"writer", hint::author}, {"writtenby", hint::author}, {"yarpp", hint::related},
    {"yazar", hint::author}, {"yorum", hint::comments}, {"yorumlar", hint::comments}, {"youmay", hint::related},
    {"youmaylike", hint::related}, {"zajawka", hint::standfirst}, {"zergnet", hint::related}, {"zitat", hint::quote},
    {"zobacztakze", hint::related},
};
// Words that say so only when they are the whole name: "hidden" hides, "label-hidden" does not.
constexpr Entry whole_names[] = {
    {"ad", hint::advert}, {"ads", hint::advert}, {"adv", hint::advert}, {"banner", hint::pitch}, {"btn", hint::control},
    {"button", hint::control}, {"buttons", hint::control}, {"carousel", hint::related}, {"category", hint::tags},
    {"copyright", hint::caption}, {"discussion", hint::comments}, {"embed", hint::control}, {"excerpt", hint::standfirst},
    {"fakta", hint::aside}, {"form", hint::control}, {"forum", hint::comments}, {"foto", hint::caption},
    {"gallery", hint::control}, {"headlines", hint::related}, {"hidden", hint::hidden}, {"hide", hint::hidden},
    {"image", hint::caption}, {"intro", hint::standfirst}, {"invisible", hint::hidden}, {"latest", hint::related},
    {"legend", hint::caption}, {"legende", hint::caption}, {"metadata", hint::dateline}, {"modal", hint::pitch},
    {"offer", hint::pitch}, {"offers", hint::pitch}, {"overlay", hint::pitch}, {"page", hint::content},
    {"photo", hint::caption}, {"popular", hint::related}, {"print", hint::control}, {"pub", hint::advert},
    {"rail", hint::aside}, {"rating", hint::control}, {"readmore", hint::related}, {"register", hint::pitch},
    {"registration", hint::pitch}, {"search", hint::control}, {"secondary", hint::aside}, {"similar", hint::related},
    {"single", hint::content}, {"slider", hint::related}, {"source", hint::caption}, {"summary", hint::standfirst},
    {"support", hint::pitch}, {"tag", hint::tags}, {"text", hint::content}, {"ticker", hint::aside}, {"toast", hint::pitch},
    {"video", hint::caption}, {"weather", hint::aside}, {"wetter", hint::aside}, {"widget", hint::aside},
};

constexpr bool comes_before(const Entry& a, const Entry& b) { return a.word < b.word; }
static_assert(std::is_sorted(std::begin(words), std::end(words), comes_before));
static_assert(std::is_sorted(std::begin(whole_names), std::end(whole_names), comes_before));

constexpr WordTable<decltype(words), 4096> word_table(words);
constexpr WordTable<decltype(whole_names), 256> whole_name_table(whole_names);

template <class Table>
Hints hints_in(const Table& table, std::string_view word) {
  const Entry* entry = table.find(word);
  return entry ? entry->hints : 0;
}

constexpr std::size_t longest_word = 40;
constexpr std::size_t longest_value = 600;  // utility-class soup beyond this says nothing

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

// Words of one class name, looked up alone and glued to the word before.
class WordReader {
 public:
  void letter(char c) {
    if (size_ < longest_word) buffer_[size_++] = lower(c);
  }
  void end_word() {
    if (size_ == start_) return;
    const std::string_view word(buffer_.data() + start_, size_ - start_);
    ++words_in_name_;
    hints_ |= hints_in(word_table, word);
    if (start_ > 0) hints_ |= hints_in(word_table, {buffer_.data(), size_});
    std::copy(word.begin(), word.end(), buffer_.begin());
    size_ = start_ = word.size();
  }
  void end_name() {
    end_word();
    if (words_in_name_ == 1) hints_ |= hints_in(whole_name_table, {buffer_.data(), size_});
    size_ = start_ = words_in_name_ = 0;
  }
  void drop_name() { size_ = start_ = words_in_name_ = 0; }
  Hints hints() const { return hints_; }

 private:
  std::array<char, longest_word> buffer_{};  // the word before, then the current one
  std::size_t size_ = 0, start_ = 0, words_in_name_ = 0;
  Hints hints_ = 0;
};

}  // namespace

Hints hints_of_words(std::string_view value) {
  WordReader reader;
  value = value.substr(0, longest_value);
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      reader.end_name();
    } else if (c == ':') {  // "print:hidden", "md:hidden": a variant of a utility class, true only sometimes
      reader.drop_name();
      while (i + 1 < value.size() && value[i + 1] != ' ') ++i;
    } else if (!is_lower(c) && !is_upper(c)) {
      reader.end_word();
    } else {
      if (is_upper(c) && i > 0 && is_lower(value[i - 1])) reader.end_word();  // camelCase
      reader.letter(c);
    }
  }
  reader.end_name();
  return reader.hints();
}

}  // namespace backfile
