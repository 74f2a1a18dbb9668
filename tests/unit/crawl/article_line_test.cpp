#include "common/json_writer.hpp"
#include "indexer/crawl/page_source.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

std::variant<Article, Reject> read(const std::string& line, JsonArticleNotes& notes) {
  Input input;
  input.kind = Input::Kind::article_line;
  input.source = "articles.jsonl#120";
  input.line = 7;
  input.bytes = line;
  return read_article_line(input, notes);
}

}  // namespace

TEST_CASE("an article written as a line is read back as it was") {
  Article a;
  a.source = "articles.jsonl#120";
  a.id = "doc-7";
  a.url = "https://www.daily.example/a?b=c";
  a.site = "daily.example";
  a.publisher = "The Daily";
  a.title = "A \"title\" \\ with\ttrouble";
  a.standfirst = "Summary";
  a.authors = {"Ann Alder", "Bo Birch"};
  a.dateline = "HARBOUR";
  a.original = "https://wire.example/a";
  a.published = PartialDate{.year = 2025, .month = 5, .day = 4, .precision = Precision::day, .offset_minutes = {}};
  a.published_from = "json-ld";
  a.section = "World";
  a.tags = {"one", "two"};
  a.language = "en-GB";
  a.body = "First.\n\nSecond \u2013 \U0001F600.";
  a.image = "https://www.daily.example/i.jpg";
  JsonArticleNotes notes;
  const auto result = read(to_json_line(a), notes);
  REQUIRE(std::holds_alternative<Article>(result));
  CHECK(to_json_line(std::get<Article>(result)) == to_json_line(a));
  CHECK_FALSE(notes.unknown_fields);
  CHECK_FALSE(notes.dropped_dates);
}

TEST_CASE("a line is taken as an article whatever its oddities") {
  struct Case {
    std::string name, line, expected;  // without the source
    bool unknown = false, dropped = false;
  };
  const auto c = GENERATE(values<Case>({
      {"empty object", "{}", ""},
      {"nothing known", R"({"zz":1,"deep":{"title":"no","a":[{"b":[]}]}})", "", true},
      {"white space around", " \t{\"title\":\" t \"}\r", R"("title":"t")"},
      {"empty text", R"({"title":"","body":""})", ""},
      {"one author", R"({"authors":"Ann Alder"})", R"("authors":["Ann Alder"])"},
      {"authors of all kinds", R"({"authors":["Ann",null,3,{"name":"x"},["y"],"","Ann"]})", R"("authors":["Ann","3"])"},
      {"one tag", R"({"tags":"x"})", R"("tags":["x"])"},
      {"number for a name", R"({"id":12345678901234567890,"title":1.5})", R"("id":"12345678901234567890","title":"1.5")"},
      {"null", R"({"title":null,"body":"b"})", R"("body":"b")"},
      {"wrong shape", R"({"title":{"a":1},"body":["b"],"section":true,"language":"en"})", R"("language":"en")", true},
      {"address normalised", R"({"url":"HTTP://Daily.Example:80/a#top"})", R"("url":"http://daily.example/a","site":"daily.example")"},
      {"address that is none", R"({"url":" urn:isbn:1 "})", R"("url":"urn:isbn:1")"},
      {"site in capitals", R"({"site":"WWW.Daily.Example"})", R"("site":"daily.example")"},
      {"a site that is no host", R"({"site":"TIME"})", R"("site":"TIME")"},
      {"own site kept", R"({"url":"https://www.daily.example/","site":"other.example"})", R"("url":"https://www.daily.example/","site":"other.example")"},
      {"partial date", R"({"published":"1963-12"})", R"("published":"1963-12","published_precision":"month")"},
      {"full date", R"({"published":"2025-05-04T09:06:00-04:00"})", R"("published":"2025-05-04T09:06:00-04:00","published_precision":"second")"},
      {"year as a number", R"({"published":1851})", R"("published":"1851","published_precision":"year")"},
      {"date that is none", R"({"published":"last Tuesday","title":"t"})", R"("title":"t")", false, true},
      {"impossible day", R"({"modified":"2025-02-30","title":"t"})", R"("title":"t")", false, true},
      {"empty date", R"({"published":"","title":"t"})", R"("title":"t")"},
      {"language canonicalised", R"({"language":"en_us"})", R"("language":"en-US")"},
      {"source and verdict are ours to give", R"({"source":"x","rejected":"list-page","published_precision":"day","title":"t"})", R"("title":"t")"},
      {"last of two wins", R"({"title":"a","title":"b"})", R"("title":"b")"},
      {"escapes", R"({"title":"\u00e9\ud83d\ude00\/"})", "\"title\":\"\u00e9\U0001F600/\""},
      {"NUL in text", R"({"title":"a\u0000b"})", R"("title":"a\u0000b")"},
      {"bytes that are no UTF-8", "{\"title\":\"caf\xe9\"}", "\"title\":\"caf\ufffd\""},
      {"lone surrogate", R"({"title":"a\ud800b"})", "\"title\":\"a\ufffdb\""},
      {"lone low surrogate", R"({"title":"\udc00","body":"\\ud800"})", "\"title\":\"\ufffd\",\"body\":\"\\\\ud800\""},
  }));
  CAPTURE(c.name);
  JsonArticleNotes notes;
  const auto result = read(c.line, notes);
  if (const auto* reject = std::get_if<Reject>(&result)) FAIL(reject->detail);
  const std::string comma = c.expected.empty() ? "" : ",";
  CHECK(to_json_line(std::get<Article>(result)) == "{\"source\":\"articles.jsonl#120\"" + comma + c.expected + "}");
  CHECK(notes.unknown_fields == c.unknown);
  CHECK(notes.dropped_dates == c.dropped);
}

TEST_CASE("a line that is no JSON object is named with its number") {
  const auto line = GENERATE(values<std::string>({
      "{", "{\"title\":\"cut", "{\"title\":}", "[1,2]", "[{\"title\":\"t\"}]", "\"text\"", "12", "null", "true", "{} {}", "{'title':'t'}", "{\"a\":NaN}",
      "{\"title\":\"t\"},", "not json", std::string(1, '\0'), std::string(1'000'000, '['), std::string(100'000, '{'),
  }));
  CAPTURE(line.substr(0, 40));
  JsonArticleNotes notes;
  const auto result = read(line, notes);
  REQUIRE(std::holds_alternative<Reject>(result));
  CHECK(std::get<Reject>(result).reason == Reason::bad_json);
  CHECK(std::get<Reject>(result).detail.starts_with("line 7: "));
  CHECK(std::get<Reject>(result).detail.size() < 300);
  CHECK_FALSE(notes.unknown_fields);
}

TEST_CASE("depth and width cost no stack and little memory") {
  JsonArticleNotes notes;
  const std::string deep = "{\"zz\":" + std::string(500'000, '[') + std::string(500'000, ']') + ",\"title\":\"t\"}";
  const auto result = read(deep, notes);
  REQUIRE(std::holds_alternative<Article>(result));
  CHECK(std::get<Article>(result).title == "t");
}
