// What a query becomes in Xapian's terms. Xapian's own description of the tree makes the rows readable; behaviour over
// documents is in tests/cases.
#include "searcher/src/query_compile.hpp"

#include <backfile/error.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace backfile {
namespace {

// Terms that wildcards and stems find; each in one document more than the one before.
Xapian::WritableDatabase dictionary() {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  const std::vector<std::string> terms{"voter",
                                       "vote",
                                       "voting",
                                       "women",
                                       "woman",
                                       "operate",
                                       "Zvote",
                                       "Zvot",
                                       "Zrun",
                                       "Srain",
                                       "Strain",
                                       "XSECTION:world",
                                       "XSECTION:world news",
                                       "Uhttps://a.example/x",
                                       "Uhttps://a.example/xy"};
  for (std::size_t i = 0; i < terms.size(); ++i) {
    Xapian::Document document;
    for (std::size_t j = i; j < terms.size(); ++j) document.add_term(terms[j]);
    database.add_document(document);
  }
  return database;
}

CompileContext context(const Xapian::Database* database, std::vector<std::string> languages) {
  CompileContext out;
  out.database = database;
  out.languages = std::move(languages);
  out.first_year = 1851;
  out.last_year = 2026;
  out.latest_only = false;
  return out;
}

std::string description(const CompiledQuery& compiled) {
  const std::string text = compiled.query.get_description();
  return text.substr(6, text.size() - 7);  // "Query(...)"
}

struct Case {
  const char* typed;
  const char* compiled;
};

TEST_CASE("a query compiles to stems, exact phrases and filters") {
  const auto c = GENERATE(values<Case>({
      {"running", "Zrun"},
      {"Running votes", "(Zrun AND Zvote)"},
      {"\"running\"", "running"},
      {"\"running votes\"", "(running PHRASE 2 votes)"},
      {"\"running votes\"~3", "(running NEAR 5 votes)"},
      {"co-operate", "(co PHRASE 2 operate)"},
      {"l'hommes", "Zhomm"},
      {"running OR votes", "(Zrun OR Zvote)"},
      {"running -votes", "(Zrun AND_NOT Zvote)"},
      {"-votes", "(<alldocuments> AND_NOT Zvote)"},
      {"running AND MAYBE votes", "(Zrun AND_MAYBE Zvote)"},
      {"running^2", "2 * Zrun"},
      {"a NEAR/3 b", "(a NEAR 4 b)"},
      {"a ADJ/2 b", "(a PHRASE 3 b)"},
      {"a NEAR/3 b NEAR/3 c", "(a NEAR 7 b NEAR 7 c)"},
      {"title:running", "ZSrun"},
      {"title:\"running votes\"", "(Srunning PHRASE 2 Svotes)"},
      {"author:doe", "0 * Adoe"},
      {"author:\"jane doe\"", "0 * (Ajane PHRASE 2 Adoe)"},
      {"running author:doe", "(Zrun FILTER 0 * Adoe)"},
      {"section:\"World News\"", "0 * XSECTION:world news"},
      {"running section:World", "(Zrun FILTER 0 * XSECTION:world)"},
      {"running OR section:World", "(Zrun OR 0 * XSECTION:world)"},
      {"site:BBC.co.uk", "0 * Hbbc.co.uk"},
      {"lang:en-GB", "0 * Len-gb"},
      {"tag:Climate", "0 * Kclimate"},
      {"has:author", "0 * XHAS:author"},
      {"url:http://A.example/x", "0 * Uhttps://a.example/x"},
      {"date:2024", "0 * Y2024"},
      {"date:2024-05", "0 * M202405"},
      {"date:2024-05-01", "0 * D20240501"},
      {"date:2024-11-30..2025-01", "0 * (D20241130 OR M202412 OR M202501)"},
      {"date:2025..", "0 * (Y2025 OR Y2026)"},
      {"date:1700", ""},  // before the archive begins
      {"vot*", "(voting SYNONYM vote SYNONYM voter)"},
      {"w?m?n", "(woman SYNONYM women)"},
      {"*ing", "voting"},
      {"co-op*", "(co PHRASE 2 operate)"},
      {"vot* NEAR/2 a", "((voting OR vote OR voter) NEAR 3 a)"},
      {"title:*rain", "(Strain SYNONYM Srain)"},
      {"section:wor*", "0 * (XSECTION:world news SYNONYM XSECTION:world)"},
      {"url:https://a.example/*", "0 * (Uhttps://a.example/xy SYNONYM Uhttps://a.example/x)"},
      {"nothing*", ""},
      {"", ""},
      {"!!!", ""},
  }));
  CAPTURE(c.typed);
  const Xapian::Database database = dictionary();
  const Query query = Query::parse(c.typed);
  REQUIRE(query.ok());
  CHECK(description(compile(query, context(&database, {"en"}))) == c.compiled);
}

TEST_CASE("Match::any ranks by words and drops stop words") {
  const auto c = GENERATE(values<Case>({
      {"running votes", "(Zrun OR Zvote)"},
      {"the running of the votes", "(Zrun OR Zvote)"},
      {"the who", "(Zthe OR Zwho)"},
      {"the US votes", "(Zus OR Zvote)"},
      {"who let us vote", "(Zlet OR Zus OR Zvote)"},
      {"\"the\" votes", "(the OR Zvote)"},
      {"+the votes", "(Zthe AND_MAYBE Zvote)"},
      {"running co-operate", "(Zrun OR (Zco OR Zoper))"},
      {"running lang:en", "(Zrun FILTER 0 * Len)"},
  }));
  CAPTURE(c.typed);
  const Xapian::Database database = dictionary();
  CHECK(description(compile(Query::parse(c.typed, Syntax::query, Match::any), context(&database, {"en"}))) ==
        c.compiled);
}

TEST_CASE("a word that is repeated counts less each time") {
  const auto compiled = [](const char* typed, Match match) {
    return description(compile(Query::parse(typed, Syntax::query, match), context(nullptr, {"en"})));
  };
  CHECK(compiled("votes run voting run vote", Match::any) == "(2.4545454545454545858 * Zvote OR 1.8000000000000000444 * Zrun)");
  CHECK(compiled("run runs", Match::all) == "1.8000000000000000444 * Zrun");
  CHECK(compiled("run^2 run", Match::any) == "(2 * Zrun OR Zrun)");
  CHECK(compiled("title:run run", Match::any) == "(ZSrun OR Zrun)");
}

TEST_CASE("words that stand side by side are neighbours, over stop words, but not over what is no plain word") {
  struct Row {
    const char* typed;
    Match match;
    const char* neighbours;
  };
  const auto c = GENERATE(values<Row>({
      {"dockers strike", Match::all, "dockers+1 strike"},
      {"Dockers' strike ended", Match::any, "dockers+1 strike, strike+1 ended"},
      {"the state of the union", Match::all, "state+3 union"},
      {"the state of the union", Match::any, "state+3 union"},
      {"les droits de l'homme", Match::any, "droits+3 homme"},
      {"mayor of it and of that and of port", Match::any, ""},
      {"co-operate now", Match::all, "operate+1 now"},
      {"co-operate now", Match::any, "co+1 operate, operate+1 now"},
      {"co-operate", Match::any, "co+1 operate"},
      {"port \"old harbour\" fire", Match::all, ""},
      {"port title:old fire", Match::all, ""},
      {"port -old", Match::all, ""},
      {"-(port fire) mayor", Match::all, ""},
      {"port OR fire", Match::all, ""},
      {"new new york new york", Match::any, "new+1 york, york+1 new"},
      {"author:doe site:a.example", Match::all, ""},
  }));
  CAPTURE(c.typed, static_cast<int>(c.match));
  const CompiledQuery compiled = compile(Query::parse(c.typed, Syntax::query, c.match), context(nullptr, {"en", "fr"}));
  std::string found;
  for (const Neighbours& pair : compiled.neighbours)
    found += (found.empty() ? "" : ", ") + pair.first + "+" + std::to_string(pair.distance) + " " + pair.second;
  CHECK(found == c.neighbours);
}

TEST_CASE("the words that rank are counted") {
  const auto words = [](const char* typed, Match match) { return compile(Query::parse(typed, Syntax::query, match), context(nullptr, {"en"})).words; };
  CHECK(words("the state of the union", Match::any) == 2);
  CHECK(words("the state of the union", Match::all) == 2);
  CHECK(words("run runs site:a.example -vote", Match::any) == 1);
}

TEST_CASE("a word's stems in the archive's languages are synonyms") {
  const Xapian::Database database = dictionary();
  const auto compiled = [&](const char* typed, std::vector<std::string> languages) {
    return description(compile(Query::parse(typed), context(&database, std::move(languages))));
  };
  CHECK(compiled("vote", {"en"}) == "Zvote");
  CHECK(compiled("vote", {"en", "fr"}) == "(Zvote SYNONYM Zvot)");
  CHECK(compiled("vote lang:fr", {"en", "fr"}) == "(Zvot FILTER 0 * Lfr)");
  CHECK(compiled("vote (lang:fr OR lang:en)", {"de", "en", "fr"}) ==
        "((Zvot SYNONYM Zvote) FILTER (0 * Lfr OR 0 * Len))");
  CHECK(compiled("unheard", {"en", "fr"}) == "Zunheard");
}

TEST_CASE("words are searched as written, too, where an archive has articles without a language or of many languages") {
  const auto compiled = [](std::vector<std::string> languages) {
    return description(compile(Query::parse("votes"), context(nullptr, std::move(languages))));
  };
  CHECK(compiled({"en"}) == "Zvote");
  CHECK(compiled({}) == "Zvotes");
  CHECK(compiled({"en", ""}) == "(Zvote SYNONYM Zvotes)");
  const std::vector<std::string> many(14, "en");
  CHECK(compiled(many) == "(Zvote SYNONYM Zvotes SYNONYM votes)");
}

TEST_CASE("options limit the query without weight") {
  CompileContext limits = context(nullptr, {"en"});
  limits.latest_only = true;
  limits.since = "2024-12";
  limits.until = "2025-01-02";
  const CompiledQuery compiled = compile(Query::parse("run"), limits);
  CHECK(description(compiled) == "((Zrun FILTER (M202412 OR D20250101 OR D20250102)) AND_NOT XOLD)");
  CHECK(compiled.ranked);
  for (const char* wrong : {"x", "2024..2025", "2024-13"}) {
    limits.since = wrong;
    CHECK_THROWS_AS(compile(Query::parse("run"), limits), Error);
  }
  limits.since = "2026";
  CHECK_THROWS_AS(compile(Query::parse("run"), limits), Error);
}

TEST_CASE("only words of text and title rank") {
  const auto ranked = [](const char* typed) { return compile(Query::parse(typed), context(nullptr, {"en"})).ranked; };
  CHECK(ranked("a"));
  CHECK(ranked("site:a.example b"));
  CHECK(ranked("title:a"));
  CHECK_FALSE(ranked("site:a.example"));
  CHECK_FALSE(ranked("-a"));
  CHECK_FALSE(ranked("author:doe date:2024"));
  CHECK_FALSE(ranked("site:a.example OR lang:en"));
}

TEST_CASE("highlights name what is wanted, not what is excluded or in other fields") {
  const Xapian::Database database = dictionary();
  const Highlights seen =
      compile(Query::parse("running \"exact\" \"two words\" vot* -not title:rain author:doe co-operate w?man"),
              context(&database, {"en"}))
          .highlights;
  CHECK(seen.stems == std::vector<std::string>{"run", "rain"});
  CHECK(seen.exact == std::vector<std::string>{"exact", "woman"});
  CHECK(seen.prefixes == std::vector<std::string>{"vot"});
  CHECK(seen.phrases == std::vector<std::vector<std::string>>{{"two", "words"}, {"co", "operate"}});
}

TEST_CASE("of more than 256 words the rarest are searched, and it says so") {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  std::string typed;
  for (int i = 0; i < 300; ++i) {
    const std::string word = "w" + std::to_string(i);
    typed += word + " ";
    Xapian::Document document;
    for (int j = i; j < 300; ++j) document.add_term("w" + std::to_string(j));
    database.add_document(document);
  }
  const CompiledQuery compiled = compile(Query::parse(typed), context(&database, {"en"}));
  CHECK(compiled.query.get_length() == 256);
  CHECK(compiled.query.get_description().find("Zw255 ") == std::string::npos);  // the last one kept closes the list
  CHECK(compiled.query.get_description().find("Zw256") == std::string::npos);
  REQUIRE(compiled.notes.size() == 1);
  CHECK(compiled.notes[0] == "of 300 words and phrases the rarest 256 were searched");
}

TEST_CASE("wildcards share 1,000 expansions, and it says so") {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  Xapian::Document document;
  for (int i = 0; i < 3000; ++i) document.add_term((i % 2 == 0 ? "a" : "b") + std::to_string(i));
  document.add_term("c1");
  database.add_document(document);
  const auto compiled = [&](const char* typed) { return compile(Query::parse(typed), context(&database, {"en"})); };
  CHECK(compiled("a*").query.get_length() == 1000);
  REQUIRE(compiled("a*").notes.size() == 1);
  CHECK(compiled("a*").notes[0] == "a* stands for the most frequent 1000 of its 1500 words");
  CHECK(compiled("a* b* c*").query.get_length() == 1000);
  CHECK(compiled("c*").notes.empty());
}

TEST_CASE("hostile queries compile to no more leaves than words and expansions are allowed") {
  const Xapian::Database database = dictionary();
  const std::vector<std::string> languages = {"en", "de", "fr", "ru", "es", "it"};
  for (const char* unit : {"a ", "a-", "\"a b\" ", "v* ", "title:a ", "-a ", "+a ", "a NEAR/3 ", "漢", "\xE0\xB8\xAA",
                           "*a ", "lang:en ", "date:1900..2000 ", "a b OR "}) {
    std::string typed;
    while (typed.size() < 4080) typed += unit;
    typed += "x";
    for (const Match match : {Match::all, Match::any}) {
      const Query query = Query::parse(typed, Syntax::query, match);
      CAPTURE(unit, query.ok());
      if (query.ok()) CHECK(compile(query, context(&database, languages)).query.get_length() <= 256 * 128);  // a range of years has 101 of them, a word a stem in each language
    }
  }
}

}  // namespace
}  // namespace backfile
