// Sections that only the address and the site's menu tell.
#include <string>

#include "indexer/extract/metadata/metadata.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("a section known by the address alone is named as the site's menu names its directory") {
  struct Case {
    const char* name;
    const char* menu;
    const char* address;
    const char* expected;
  };
  const auto c = GENERATE(values<Case>({
      {"no link", "", "https://shio.example/shakai/1.html", "Shakai"},
      {"link from the root", "<a href='/'>top</a><a href='/keizai/'>経済</a><a href='/shakai/'>社会</a>", "https://shio.example/shakai/1.html", "社会"},
      {"link without its slash", "<a href='/shakai'>社会</a>", "https://shio.example/shakai/1.html", "社会"},
      {"whole address", "<a href='https://shio.example/shakai/'>社会</a>", "https://shio.example/shakai/1.html", "社会"},
      {"another site's directory", "<a href='https://nami.example/shakai/'>社会</a>", "https://shio.example/shakai/1.html", "Shakai"},
      {"a picture, then words", "<a href='/shakai/'><img src='x.png'></a><a href='/shakai/'>社会</a>", "https://shio.example/shakai/1.html", "社会"},
      {"deeper pages are no menu", "<a href='/shakai/list/'>一覧</a>", "https://shio.example/shakai/1.html", "Shakai"},
      {"directories that are no section", "<a href='/article/'>All of it</a>", "https://shio.example/article/1.html", ""},
  }));
  CAPTURE(c.name);
  const HtmlDocument document = HtmlDocument::parse(std::string("<html><body><div>") + c.menu + "</div><h1>Rain at last</h1><p>Text.</p></body></html>");
  Candidates candidates;
  read_meta(document, candidates);
  read_visible(document, candidates);
  CHECK(resolve_section(document, candidates, c.address) == c.expected);
}

TEST_CASE("a line above the headline is the section if the menu has it too") {
  struct Case {
    const char* name;
    const char* above;
    const char* expected;
  };
  const auto c = GENERATE(values<Case>({
      {"in bold, as a menu has it", "<a href='/farm.html'>Farm</a><p><font><b>Farm</b></font><br>", "Farm"},
      {"a link of no menu's name", "<a href='/town.html'>Town</a><p><font><b>Farm</b></font><br>", ""},
      {"the last entry of a menu", "<a href='/town.html'>Town</a> <a href='/farm.html'>Farm</a><p>", ""},
      {"a sentence", "<a href='/farm.html'>Farm</a><p>The paper of the valley for those who live in it<br>", ""},
      {"a link of another site", "<a href='https://feed.example/farm'>Farm</a><p><b>Farm</b><br>", ""},
  }));
  CAPTURE(c.name);
  const HtmlDocument document = HtmlDocument::parse(std::string("<title>Corn stands</title><table><tr><td>") + c.above + "<font size=5>Corn stands</font><p>Text.</table>");
  CHECK(resolve_section(document, {}, "https://gazette.example/1999/corn.html", "Corn stands") == c.expected);
}
