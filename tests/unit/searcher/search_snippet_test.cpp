#include "searcher/src/snippet.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

/// The text with «» around what is highlighted.
std::string marked(const std::string& text, const std::vector<Span>& spans) {
  std::string out;
  std::size_t done = 0;
  for (const Span& span : spans) {
    REQUIRE(span.begin >= done);
    REQUIRE(span.end > span.begin);
    REQUIRE(span.end <= text.size());
    out += text.substr(done, span.begin - done) + "«" + text.substr(span.begin, span.end - span.begin) + "»";
    done = span.end;
  }
  return out + text.substr(done);
}

std::string snippet_of(const Article& article, const Highlights& highlights, std::size_t bytes) {
  Stemmers stemmers;
  const Snippet snippet = SnippetMaker(highlights, stemmers).show(article, bytes).snippet;
  REQUIRE(is_valid_utf8(snippet.text));
  for (const Span& span : snippet.highlights) REQUIRE(is_valid_utf8(snippet.text.substr(span.begin, span.end - span.begin)));
  return marked(snippet.text, snippet.highlights);
}

std::string repeated(const std::string& sentence, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += sentence + " ";
  return out;
}

struct Case {
  const char* name;
  const char* language;
  std::string body;
  Highlights highlights;
  std::size_t bytes;
  std::string expected;
};

}  // namespace

TEST_CASE("a snippet shows the passage that answers") {
  const std::string filler = repeated("Nothing of note happened on that day in town.", 20);
  const auto c = GENERATE_COPY(values<Case>({
      {"without a match the opening is shown", "en", "The harbour froze. Ships waited for weeks until the ice broke up.", {}, 30,
       "The harbour froze."},
      {"a text that fits is shown whole", "en", "Short and whole.", {{"whole"}, {}, {}, {}}, 200, "Short and «whole»."},
      {"a match far down is found, from the start of its sentence", "en", filler + "The mayor opened a new library yesterday. " + filler,
       {{"library"}, {}, {}, {}}, 60, "The mayor opened a new «library» yesterday. Nothing of note …"},
      {"stems match by the language of the article", "en", "They were running along the river.", {{}, {"run"}, {}, {}}, 100,
       "They were «running» along the river."},
      {"stems do not match in a language that has another stem", "de", "They were running along the river.", {{}, {"run"}, {}, {}}, 100,
       "They were running along the river."},
      {"a stem that begins unlike its word matches", "ar", "زار الوزير المدرسة أمس.", {{}, {"مدرس"}, {}, {}}, 100, "زار الوزير «المدرسة» أمس."},
      {"beginnings of words match", "en", "A librarian and two libraries.", {{}, {}, {"librar"}, {}}, 100,
       "A «librarian» and two «libraries»."},
      {"a phrase is one span, its single words are not marked", "en", "New plans: the prime minister met another minister.",
       {{}, {}, {}, {{"prime", "minister"}}}, 100, "New plans: the «prime minister» met another minister."},
      {"the passage with the phrase beats the one with its words apart", "en",
       "The minister was in his prime. " + filler + "Only the prime minister knew. " + filler,
       {{}, {"minist"}, {}, {{"prime", "minister"}}}, 30, "Only the «prime minister» knew."},
      {"one passage with both words beats two with one each", "en",
       "Coal was dear. " + filler + "Steel was cheap. " + filler + "Coal and steel were one market. " + filler,
       {{"coal", "steel"}, {}, {}, {}}, 40, "«Coal» and «steel» were one market."},
      {"parts that lie far apart are shown together", "en",
       "Wheat prices rose sharply again. " + filler + "Exports of barley were stopped too. " + filler,
       {{"wheat", "barley"}, {}, {}, {}}, 70,
       "«Wheat» prices rose sharply again. … Exports of «barley» were stopped too."},
      {"stop words are not marked beside other words", "en", "The man of the hour.", {{"the", "hour"}, {}, {}, {}}, 100,
       "The man of the «hour»."},
      {"stop words alone are marked", "en", "The man of the hour.", {{"the"}, {}, {}, {}}, 100, "«The» man of «the» hour."},
      {"accents and case do not matter", "fr", "Le café de l'Élysée.", {{"elysee"}, {}, {}, {}}, 100, "Le café de l'«Élysée»."},
      {"paragraphs become one line", "en", "One\n\nTwo three\nfour", {{"three"}, {}, {}, {}}, 100, "One Two «three» four"},
      {"a sentence too long to keep is cut at words", "en",
       "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron", {{"theta"}, {}, {}, {}}, 30,
       "… eta «theta» iota kappa lambda mu …"},
      {"repeated words leave room for the start of the sentence", "en",
       filler + "After the vote the minister said no, then said yes, then said maybe, and then said nothing more. " + filler,
       {{"said"}, {}, {}, {}}, 80, "After the vote the minister «said» no, then «said» yes, then «said» maybe, and then …"},
      {"Japanese is cut at words and sentences", "ja",
       "今日は晴れでした。東京で新しい図書館が開館しました。明日は雨でしょう。", {{"図書館"}, {}, {}, {}}, 60,
       "東京で新しい«図書館»が開館しました。"},
      {"Chinese", "zh", "昨天下雨。中国政府宣布新政策。", {{"政府"}, {}, {}, {}}, 30, "中国«政府»宣布新政策。"},
      {"Arabic", "ar", "هطل المطر أمس. افتتح الوزير المكتبة الجديدة اليوم.", {{"الوزير"}, {}, {}, {}}, 80,
       "افتتح «الوزير» المكتبة الجديدة اليوم."},
      {"quotes that open before a passage belong to it", "en", filler + "He said: \"Trade will recover.\" " + filler,
       {{"trade"}, {}, {}, {}}, 30, "He said: \"«Trade» will recover.\""},
      {"initials end no sentence", "en", filler + "The poet W. H. Auden spoke. " + filler, {{"auden"}, {}, {}, {}}, 30,
       "The poet W. H. «Auden» spoke."},
      {"a text without words is shown as it is", "en", "*** --- ***", {{"x"}, {}, {}, {}}, 100, "*** --- ***"},
      {"an empty text gives an empty snippet", "en", "", {{"x"}, {}, {}, {}}, 100, ""},
  }));
  CAPTURE(c.name);
  Article article;
  article.language = c.language;
  article.body = c.body;
  CHECK(snippet_of(article, c.highlights, c.bytes) == c.expected);
}

TEST_CASE("the standfirst is part of the text unless the body has it") {
  Article article;
  article.standfirst = "A summary.";
  article.body = "The body.";
  CHECK(snippet_of(article, {}, 100) == "A summary. The body.");
  article.body = "A summary.\n\nThe body.";
  CHECK(snippet_of(article, {}, 100) == "A summary. The body.");
}

TEST_CASE("titles are marked the same way") {
  Stemmers stemmers;
  SnippetMaker maker({{"sale"}, {"ship"}, {}, {{"north", "sea"}}}, stemmers);
  Article article;
  article.title = "North Sea: ships for sale, sea calm";
  article.language = "en";
  const ShownArticle shown = maker.show(article, 0);
  CHECK(marked(article.title, shown.title_highlights) == "«North Sea»: «ships» for «sale», sea calm");
  CHECK(shown.snippet.text.empty());
}

TEST_CASE("fragments of Chinese and Japanese mark the words that they touch") {
  Stemmers stemmers;
  SnippetMaker maker({.fragments = {"本銀", "見"}}, stemmers);
  Article article;
  article.title = "日本 銀行、日本銀行の植田総裁が会見";
  article.language = "ja";
  const ShownArticle shown = maker.show(article, 0);
  CHECK(marked(article.title, shown.title_highlights) == "日本 銀行、«日本銀行»の植田総裁が«会見»");
}

TEST_CASE("a stop word in the title is not marked when another word matches in the text") {
  Stemmers stemmers;
  SnippetMaker maker({{}, {"the", "harbour"}, {}, {}}, stemmers);
  Article article;
  article.title = "The port";
  article.body = "A harbour.";
  article.language = "en";
  CHECK(maker.show(article, 100).title_highlights.empty());
  article.body = "A quay.";
  CHECK(maker.show(article, 100).title_highlights == std::vector<Span>{{0, 3}});
}

TEST_CASE("hostile texts give bounded, valid snippets") {
  const std::string text = GENERATE(as<std::string>(), std::string(300000, 'a'), repeated("a", 50000),
                                    "needle " + std::string(200000, '-') + " needle", "needle" + repeated("\xE2\x80\x94", 50000) + "needle",
                                    repeated("needle", 40000), "needle\xFF\xFE\xE2\x80 needle " + std::string(5000, '\xC3'));
  Article article;
  article.body = valid_utf8(text);
  article.language = "en";
  Stemmers stemmers;
  SnippetMaker maker({{"needle", "a"}, {}, {}, {{"needle", "needle"}, std::vector<std::string>(500, "a")}}, stemmers);
  const Snippet snippet = maker.show(article, 200).snippet;
  CHECK(is_valid_utf8(snippet.text));
  CHECK(snippet.text.size() < 1000);
  for (const Span& span : snippet.highlights) CHECK(span.end <= snippet.text.size());
}
