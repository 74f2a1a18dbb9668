// Bylines to names, in many languages' manner, and which source is believed.
#include "indexer/extract/metadata/author_split.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;
using Names = std::vector<std::string>;

TEST_CASE("a byline is split into names") {
  struct Case {
    const char* byline;
    Names expected;
  };
  const auto c = GENERATE(values<Case>({
      {"Jane Doe", {"Jane Doe"}},
      {"By Jane Doe", {"Jane Doe"}},
      {"by Jane Doe", {"Jane Doe"}},
      {"BY JANE DOE", {"JANE DOE"}},
      {"By: Jane Doe", {"Jane Doe"}},
      {"By Jane Doe and John Roe", {"Jane Doe", "John Roe"}},
      {"By Jane Doe & John Roe", {"Jane Doe", "John Roe"}},
      {"By Jane Doe, John Roe and Ann Poe", {"Jane Doe", "John Roe", "Ann Poe"}},
      {"By Jane Doe, John Roe, and Ann Poe", {"Jane Doe", "John Roe", "Ann Poe"}},
      {"Jane Doe; John Roe", {"Jane Doe", "John Roe"}},
      {"Jane Doe | John Roe", {"Jane Doe", "John Roe"}},
      {"Jane Doe/John Roe", {"Jane Doe", "John Roe"}},
      {"Written by Jane Doe", {"Jane Doe"}},
      {"Posted by Jane Doe on 3 May 2024", {"Jane Doe"}},
      {"By Jane Doe | 3 May 2024", {"Jane Doe"}},
      {"By Jane Doe Updated 3 May 2024", {"Jane Doe"}},
      {"By Jane Doe, Political Editor", {"Jane Doe"}},
      {"By Jane Doe Political Editor", {"Jane Doe"}},
      {"By Jane Doe in Berlin", {"Jane Doe"}},
      {"By Jane Doe in Berlin and John Roe in Paris", {"Jane Doe", "John Roe"}},
      {"By Jane Doe, Berlin", {"Jane Doe"}},
      {"Jane Doe (Reuters)", {"Jane Doe"}},
      {"Jane Doe, jane.doe@post.example", {"Jane Doe"}},
      {"Jane Doe | Updated: January 5, 2023", {"Jane Doe"}},
      {"Daily News, Berlin, Germany", {"Daily News"}},
      {"Reuters, AFP", {"Reuters", "AFP"}},
      {"News from the | Harbour Times", {"Harbour Times"}},
      {"Copyright Harbour Verlag GmbH & Co. KG - all rights reserved", {"Harbour Verlag GmbH & Co. KG"}},
      {"Travel By Jane Doe", {"Jane Doe"}},
      {"View all posts by Jane Doe", {"Jane Doe"}},
      {"Dr. Jane Doe", {"Dr. Jane Doe"}},
      {"Sammy Doe Jr.", {"Sammy Doe Jr."}},
      {"J. D. Roe", {"J. D. Roe"}},
      {"Doe, Jane", {"Doe, Jane"}},
      {"Jane Doe, Jane Doe", {"Jane Doe"}},
      {"Von Hannah Müller", {"Hannah Müller"}},
      {"Von Hannah Müller und Jörg Schmidt", {"Hannah Müller", "Jörg Schmidt"}},
      {"Ein Kommentar von Hannah Müller", {"Hannah Müller"}},
      {"Text und Interview: Hannah Müller", {"Hannah Müller"}},
      {"Text: Hannah Müller, Fotos: Jörg Schmidt", {"Hannah Müller"}},
      {"Hannah Müller, Redakteurin", {"Hannah Müller"}},
      {"Ludwig von Berg", {"Ludwig von Berg"}},
      {"Von Ludwig von Berg", {"Ludwig von Berg"}},
      {"Von der Leyen", {"Von der Leyen"}},
      {"Von dpa", {"dpa"}},
      {"Par Élodie Dupont", {"Élodie Dupont"}},
      {"Par Élodie Dupont et Jean Martin", {"Élodie Dupont", "Jean Martin"}},
      {"Propos recueillis par Élodie Dupont", {"Élodie Dupont"}},
      {"Recueilli par Élodie Dupont", {"Élodie Dupont"}},
      {"Par post.example.at", {"post.example.at"}},
      {"Par", {}},
      {"Por Redação", {"Redação"}},
      {"De Redactie", {"De Redactie"}},
      {"Снимка: Иван Петров", {}},
      {"Publié par Élodie Dupont le 3 mai 2024", {"Élodie Dupont"}},
      {"Por María Pérez", {"María Pérez"}},
      {"Por María Pérez y Juan Gómez", {"María Pérez", "Juan Gómez"}},
      {"José Ortega y Gasset", {"José Ortega y Gasset"}},
      {"Por Ana Costa e Silva", {"Ana Costa e Silva"}},
      {"Por Ana Costa e João Silva", {"Ana Costa", "João Silva"}},
      {"di Mario Rossi", {"Mario Rossi"}},
      {"Di Maria", {"Di Maria"}},
      {"a cura di Mario Rossi", {"Mario Rossi"}},
      {"Door Jan de Vries", {"Jan de Vries"}},
      {"Door Jan de Vries en Piet Bakker", {"Jan de Vries", "Piet Bakker"}},
      {"Av Kari Nordmann og Ola Hansen", {"Kari Nordmann", "Ola Hansen"}},
      {"Skrevet af Mette Jensen", {"Mette Jensen"}},
      {"Text: Karin Svensson och Erik Berg", {"Karin Svensson", "Erik Berg"}},
      {"Autor: Jan Kowalski, Anna Nowak", {"Jan Kowalski", "Anna Nowak"}},
      {"Yazar: Ayşe Yılmaz ve Mehmet Kaya", {"Ayşe Yılmaz", "Mehmet Kaya"}},
      {"Автор: Иван Петров", {"Иван Петров"}},
      {"Иван Петров и Анна Иванова", {"Иван Петров", "Анна Иванова"}},
      {"Oleh Budi Santoso", {"Budi Santoso"}},
      {"山田太郎、佐藤花子", {"山田太郎", "佐藤花子"}},
      {"山田太郎記者", {"山田太郎"}},
      {"文・山田太郎", {"山田太郎"}},
      {"作者：王小明", {"王小明"}},
      {"김철수 기자", {"김철수"}},
      {"Redaktion", {"Redaktion"}},
      {"Jane Doe, Redaktion", {"Jane Doe"}},
      {"AFP", {"AFP"}},
      {"Jane Doe and AFP", {"Jane Doe"}},
      {"Photo: John Roe", {}},
      {"https://post.example/authors/jane-doe", {}},
      {"@janedoe", {}},
      {"Follow", {}},
      {"12:30", {}},
      {"By", {}},
      {"", {}},
  }));
  CAPTURE(c.byline);
  CHECK(split_authors(c.byline) == c.expected);
}

TEST_CASE("a name is told from agency, outlet, staff and role") {
  struct Case {
    const char* name;
    NameKind expected;
  };
  const auto c = GENERATE(values<Case>({
      {"Jane Doe", NameKind::person},
      {"Nguyễn Văn An", NameKind::person},
      {"山田太郎", NameKind::person},
      {"Reuters", NameKind::agency},
      {"Associated Press", NameKind::agency},
      {"Anadolu Ajansı", NameKind::agency},
      {"Harbour Daily News", NameKind::organisation},
      {"harbourpost.example", NameKind::person},  // no known shape of a domain: the last part is too long
      {"post.at", NameKind::organisation},
      {"港新聞デジタル", NameKind::organisation},
      {"Staff Writer", NameKind::staff},
      {"Die Redaktion", NameKind::staff},
      {"Political Editor", NameKind::role},
      {"jane@post.example", NameKind::nonsense},
      {"{{author}}", NameKind::nonsense},
  }));
  CAPTURE(c.name);
  CHECK(kind_of_name(c.name) == c.expected);
}

namespace {

Names authors_of(const std::string& head, const std::string& body) {
  const HtmlDocument document = HtmlDocument::parse("<html><head><meta property='og:site_name' content='Harbour Post'>" + head +
                                                    "</head><body>" + body + "</body></html>");
  Candidates candidates;
  read_json_ld(document, candidates);
  read_meta(document, candidates);
  read_microdata(document, candidates);
  read_visible(document, candidates);
  return resolve_authors(document, candidates, "harbourpost.example", no_node, no_node).authors;
}

std::string ld(const std::string& author) {
  return R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain","author":)" + author + "}</script>";
}

}  // namespace

TEST_CASE("a bold line beside the text is a name unless the text writes its first word small") {
  const auto authors = [](const std::string& line) {
    const HtmlDocument document = HtmlDocument::parse("<body><h1>Rain</h1><div><p><b>" + line + "</b></p><p>The new reservoir was full, and a new canal is dug.</p><p>Rain fell.</p></div></body>");
    Candidates candidates;
    read_visible(document, candidates);
    const auto& paragraphs = document.all(Tag::p);
    return resolve_authors(document, candidates, "harbourpost.example", paragraphs[1], paragraphs[2]).authors;
  };
  CHECK(authors("Jane Doe") == Names{"Jane Doe"});
  CHECK(authors("New Government").empty());
}

TEST_CASE("the most trusted source that names somebody wins") {
  struct Case {
    const char* name;
    std::string head, body;
    Names expected;
  };
  const auto c = GENERATE(values<Case>({
      {"a person in JSON-LD", ld(R"({"@type":"Person","name":"Jane Doe"})"), "<h1>Rain</h1>", {"Jane Doe"}},
      {"a list in JSON-LD", ld(R"([{"name":"Jane Doe"},{"name":"John Roe"}])"), "<h1>Rain</h1>", {"Jane Doe", "John Roe"}},
      {"a string in JSON-LD", ld(R"("Jane Doe and John Roe")"), "<h1>Rain</h1>", {"Jane Doe", "John Roe"}},
      {"the publisher as its own author loses to a byline", ld(R"({"@type":"Person","name":"Harbour Post"})"),
       "<h1>Rain</h1><p class='byline'>By Jane Doe</p>", {"Jane Doe"}},
      {"the publisher alone stays", ld(R"({"@type":"Organization","name":"Harbour Post"})"), "<h1>Rain</h1>", {"Harbour Post"}},
      {"an agency that the article names stays", ld(R"({"@type":"Organization","name":"dpa"})"),
       "<h1>Rain</h1><div class='teaser'><span class='author'>John Roe</span></div>", {"dpa"}},
      {"a login gives way to the name", "<meta name='author' content='jane-doe'>", "<h1>Rain</h1><span class='author'>Jane Doe</span>", {"Jane Doe"}},
      {"a login alone stays", "<meta name='author' content='jdoe'>", "<h1>Rain</h1>", {"jdoe"}},
      {"capitals give way to the spelling of another source", "<meta name='author' content='JANE DOE'>",
       "<h1>Rain</h1><span class='author'>Jane Doe</span>", {"Jane Doe"}},
      {"an address is no name", "<meta property='article:author' content='https://social.example/post'>",
       "<h1>Rain</h1><a rel='author' href='/x'>Jane Doe</a>", {"Jane Doe"}},
      {"bylines of teasers are not of this article", "",
       "<h1>Rain</h1><div class='related'><span class='author'>John Roe</span></div>", {}},
      {"bylines of comments are not of this article", "",
       "<h1>Rain</h1><div class='comments'><span class='author'>John Roe</span></div>", {}},
      {"an unmarked byline under the headline", "", "<h1>Rain</h1><p>By <b>Jane Doe</b></p><p>Text.</p>", {"Jane Doe"}},
      {"who took the picture is not the author", "",
       "<h1>Rain</h1><figure><img><span class='author'>John Roe / Agency</span></figure><p class='byline'>By Jane Doe</p>", {"Jane Doe"}},
      {"who licensed the picture is not the author", "",
       "<h1>Rain</h1><div class='license-info'><span class='author-name'>John Roe</span></div><p class='byline'>By Jane Doe</p>", {"Jane Doe"}},
      {"authors of cards behind a heading are others'", "",
       "<h1>Rain</h1><p class='author'>Jane Doe</p><div><h2>Kites</h2><p class='author'>John Roe</p></div>", {"Jane Doe"}},
      {"a label before the name", "", "<h1>Rain</h1><ul><li><strong>Autor</strong> Jane Doe</li></ul>", {"Jane Doe"}},
      {"the container adds nothing to its parts", "",
       "<h1>Rain</h1><div class='byline'>By <a class='author'>Jane Doe</a> <span class='author-role'>Staff Writer</span></div>", {"Jane Doe"}},
      {"the container names more than its parts", "", "<h1>Rain</h1><div class='byline'>By <a class='author'>Jane Doe</a> and John Roe</div>",
       {"Jane Doe", "John Roe"}},
      {"an editor is not the writer", ld(R"({"@type":"Person","name":"John Roe"})"),
       "<h1>Rain</h1><p class='author'>Jane Doe</p><p class='author'>Editor: John Roe</p>", {"Jane Doe"}},
      {"the richer declaration wins", ld(R"("Jane Doe")") + "<meta name='author' content='Jane Doe, John Roe'>", "<h1>Rain</h1>",
       {"Jane Doe", "John Roe"}},
      {"a byline richer than the declaration wins", ld(R"("Jane Doe")"),
       "<h1>Rain</h1><div class='bylines'><span class='byline'>John Roe</span><span class='byline'>Jane Doe</span></div>", {"John Roe", "Jane Doe"}},
      {"a byline with doubtful names beside the declared one does not", ld(R"("Jane Doe")"),
       "<h1>Rain</h1><div class='author'>Jane Doe</div><div class='author'>Jane Doe Weather</div>", {"Jane Doe"}},
      {"what a card for sharing says is written by somebody", R"(<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Jane Doe">)",
       "<h1>Rain</h1>", {"Jane Doe"}},
      {"what it says of reading time is not", R"(<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Four Minutes">)",
       "<h1>Rain</h1>", {}},
      {"who posted the page gives way to the byline", R"(<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="John Roe">)",
       "<h1>Rain</h1><p class='byline'>By Jane Doe</p>", {"Jane Doe"}},
      {"OpenGraph's names written whole", R"(<meta property="http://ogp.me/ns/article#author" content="Jane Doe">)", "<h1>Rain</h1>", {"Jane Doe"}},
      {"a creator beside an author is not an author", 
       R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain","author":"Jane Doe","creator":"Desk System"}</script>)",
       "<h1>Rain</h1>", {"Jane Doe"}},
      {"a biography names topics, not authors", ld(R"({"@type":"Organization","name":"港新聞"})"),
       "<h1>Rain</h1><div class='writer-profile'>この記事を書いた人 山田太郎 東京社会部 フォロー 専門・関心分野 戦争、平和、災害、東日本</div>", {"港新聞"}},
      {"nobody", "", "<h1>Rain</h1><p>Text.</p>", {}},
  }));
  CAPTURE(c.name);
  CHECK(authors_of(c.head, c.body) == c.expected);
}
