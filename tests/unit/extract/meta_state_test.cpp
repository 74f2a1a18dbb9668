// Pages whose article is only in their application's state. Every page is made up here.
#include <string>

#include "indexer/extract/extract.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

const std::string first = "The lock at the upper mill was opened again on Monday, three weeks after a barge had torn away its northern gate.";
const std::string second = "Eleven crews had waited in the basin, and the keeper let them through in the order in which they had come, one by one.";
const std::string text = first + "\n\n" + second;

Article article_of(const std::string& scripts, const std::string& body = "<div id='app'></div>", const std::string& head = "") {
  Page page;
  page.source = "page.html";
  page.address = "https://daily.example/canals/lock-opened-again";
  page.address_from = AddressFrom::manifest;
  page.bytes = "<html lang='en'><head><title>Lock opened again | Daily</title>" + head + "</head><body>" + body + scripts + "</body></html>";
  return extract(std::move(page), {}).article;
}

std::string padded(const std::string& members) {
  return members + R"(,"settings":{"theme":")" + std::string(1000, 'x') + R"("})";
}

const std::string next_data = R"(<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"article":{"headline":"Lock opened again",)"
                              R"("publishedAt":"2025-05-04T09:06:00+02:00","updatedAt":"2025-05-05T10:00:00+02:00","section":{"name":"Canals"},)"
                              R"("authors":[{"name":"Jane Doe"},{"firstName":"x","displayName":"John Roe"}],"body":"<p>)" + first + "</p><p>" + second +
                              R"(</p>"},"related":[{"headline":"Kites over the bay","body":")" + first + first + first + R"("}]}}}</script>)";

}  // namespace

TEST_CASE("an article that only the application's state has is read whole") {
  const Article article = article_of(next_data);
  CHECK(article.title == "Lock opened again");
  CHECK(article.body == text);
  CHECK(article.authors == std::vector<std::string>{"Jane Doe", "John Roe"});
  REQUIRE(article.published);
  CHECK(to_string(*article.published) == "2025-05-04T09:06:00+02:00");
  CHECK(article.section == "Canals");
}

TEST_CASE("texts are read from the forms that states have") {
  struct Case {
    const char* name;
    std::string script;
  };
  const std::string headline = R"("headlines":{"basic":"Lock opened again"})";
  const auto c = GENERATE_COPY(values<Case>({
      {"an assignment, blocks of Arc",
       "<script id='fusion-metadata' type='application/javascript'>window.Fusion=window.Fusion||{};Fusion.globalContent={" +
           padded(headline + R"(,"content_elements":[{"type":"text","content":")" + first + R"("},{"type":"image","caption":"The gate"},{"type":"text","content":")" + second +
                  R"("}])") + "};Fusion.x=1;</script>"},
      {"a global, undefined members",
       "<script>window.__INITIAL_STATE__ = {" + padded(R"("story":{"ad":undefined,"title":"Lock opened again","paragraphs":[")" + first + R"(",")" + second + R"("]})") + "}</script>"},
      {"a string of JSON",
       R"(<script>window.__PRELOADED_STATE__ = JSON.parse("{\"story\":{\"title\":\"Lock opened again\",\"text\":\")" + first + R"(\\n)" + second + R"(\"},\"settings\":\")" +
           std::string(1000, 'x') + R"(\"}");</script>)"},
      {"typed lines in typed paragraphs",
       R"(<script type="application/json">{"title":"Lock opened again","document":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"The lock at the "},)"
       R"({"type":"text","marks":[{"type":"bold"}],"text":"upper mill"},{"type":"text","text":")" + first.substr(26) + R"("}]},{"type":"paragraph","content":[{"type":"text","text":")" +
           second + R"("}]}]}}</script>)"},
      {"blocks with children",
       R"(<script type="application/json">{"title":"Lock opened again","body":[{"_type":"block","children":[{"_type":"span","text":")" + first +
           R"("}]},{"_type":"videoEmbed","text":"Watch"},{"_type":"block","children":[{"_type":"span","text":")" + second + R"("}]}]}</script>)"},
      {"a text beside the object that has the title, keys of another manner",
       R"(<script type="application/json">{"article":{"title":"Lock opened again","data":{"Content_Elements":[{"type":"paragraph","content":"<p>)" + first +
           R"(</p>"},{"type":"paragraph","content":"<p>)" + second + R"(</p>"}]}},"layout":{"html":")" + std::string(500, 'y') + R"("}}</script>)"},
      {"the page's own address on top, the menu below it",
       R"(<script type="application/json">{"path":"/canals/lock-opened-again","layout":{"header":{"html":")" + first + first + first + first +
           R"("}},"a":{"headline":{"primary":"Lock opened again"},"content":{"text":[")" + first + R"(",")" + second + R"("]}}}</script>)"},
      {"known by its address alone",
       R"(<script type="application/json">{"id":")" + std::string(100, '7') + R"(","title":"Barges pass","url":"/canals/lock-opened-again","content":{"rendered":"x","html":"<p>)" + first + "</p><p>" + second + R"(</p>"}}</script>)"},
  }));
  CAPTURE(c.name);
  CHECK(article_of(c.script).body == text);
}

TEST_CASE("state is not asked where the page shows its text, nor for articles of others") {
  const std::string shown = "<h1>Lock opened again</h1><article><p>" + first + "</p><p>" + second + "</p><p>" + first + " " + first + "</p><p>" + second + " " + second + "</p></article>";
  const std::string other = R"(<script type="application/json">{"title":"Lock opened again","body":")" + std::string(5, ' ') + first + " Only here. " + first + first + first + first + first + R"("}</script>)";
  CHECK(article_of(other, shown).body.find("Only here") == std::string::npos);
  const std::string teaser = R"(<script type="application/json">{"items":[{"title":"Kites over the bay","url":"/kites-over-the-bay","body":")" + first + second + R"("}]}</script>)";
  CHECK(article_of(teaser).body.empty());
  CHECK(article_of("<script type='application/json'>{\"title\":\"Lock opened again\",\"body\":\"" + std::string(500, '[') + "\"</script>").body.size() < 600);
}

TEST_CASE("hostile state costs no more than its size allows") {
  std::string nested = "\"" + first + "\"";
  for (int i = 0; i < 60; ++i) nested = R"({"title":"Lock opened again","content":)" + nested + "}";
  CHECK(article_of("<script type='application/json'>" + nested + std::string(500, ' ') + "</script>").body.size() < 400);
  std::string quotes, braces;
  for (int i = 0; i < 200'000; ++i) quotes += "\"{\\", braces += "{\"a\":[";
  CHECK(article_of("<script>window.__STATE__ = {" + quotes + "</script>").body.empty());
  CHECK(article_of("<script>window.__STATE__ = " + braces + "</script>").body.empty());
}
