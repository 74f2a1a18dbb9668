// Where archives lie, and which dates they can have something to say about.
#include "searcher/src/archive_part.hpp"

#include <backfile/error.hpp>

#include "searcher/src/date_reach.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;
using Query = Xapian::Query;

TEST_CASE("an ssh location becomes a command that no part of it can bend") {
  struct Case {
    const char *where, *arguments;  // null: refused
  };
  const auto c = GENERATE(values<Case>({
      {"ssh://news.example/data/a", "news.example xapian-progsrv /data/a"},
      {"ssh://ann@news.example:2222/data/a.b-c", "-p 2222 ann@news.example xapian-progsrv /data/a.b-c"},
      {"ssh://news.example/~/a", "news.example xapian-progsrv ~/a"},
      {"ssh://[2001:db8::1]/a", "[2001:db8::1] xapian-progsrv /a"},
      {"ssh://-oProxyCommand=x/a", nullptr},
      {"ssh://news.example/a b", nullptr},
      {"ssh://news.example/a;b", nullptr},
      {"ssh://news.example/$(b)", nullptr},
      {"ssh://news.example:port/a", nullptr},
      {"ssh://news.example:70000/a", nullptr},
      {"ssh://news.example", nullptr},
      {"ssh://news.example/", nullptr},
      {"ssh:///a", nullptr},
      {"ssh://", nullptr},
  }));
  CAPTURE(c.where);
  if (!c.arguments) {
    CHECK_THROWS_AS(ssh_command(c.where, Patience(2500)), Error);
    return;
  }
  const SshCommand command = ssh_command(c.where, Patience(2500));
  CHECK(command.program == "ssh");
  CHECK(command.arguments == std::string("-o BatchMode=yes -o ConnectTimeout=2 -o ServerAliveInterval=2 ") + c.arguments);
}

TEST_CASE("an archive may match only within its dates") {
  const Query word("harbour");
  const auto either = [](const Query& a, const Query& b) { return Query(Query::OP_OR, a, b); };
  const auto both = [](const Query& a, const Query& b) { return Query(Query::OP_AND, a, b); };
  const DateReach reach{"196312", "20240314"};
  struct Case {
    const char* name;
    Query query;
    bool expected;
  };
  const std::vector<Case> cases{
      {"the year of the first day", Query("Y1963"), true},
      {"a month before the first", Query("M196311"), false},
      {"the first month", Query("M196312"), true},
      {"a day of the first month", Query("D19631224"), true},
      {"the year before", Query("Y1962"), false},
      {"the last day", Query("D20240314"), true},
      {"the day after", Query("D20240315"), false},
      {"the month of the last day", Query("M202403"), true},
      {"the year after", Query("Y2025"), false},
      {"a word", word, true},
      {"a word that only looks like a date", Query("Y20255"), true},
      {"a word and a date out of reach", both(word, Query("Y2025")), false},
      {"a word filtered by a date out of reach", Query(Query::OP_FILTER, word, either(Query("Y2025"), Query("Y2026"))), false},
      {"one of two dates", either(Query("Y2025"), Query("Y2000")), true},
      {"a word or a date", either(word, Query("Y2025")), true},
      {"a word without a date", Query(Query::OP_AND_NOT, word, Query("Y2025")), true},
      {"a date without a word", Query(Query::OP_AND_NOT, Query("Y2025"), word), false},
      {"a date that may have a word", Query(Query::OP_AND_MAYBE, Query("Y2025"), word), false},
      {"weighed", Query(2.0, Query("Y2025")), false},
      {"everything", Query(std::string()), true},
      {"nothing", Query(), false},
      {"a range of values", Query(Query::OP_VALUE_GE, 2, "2025"), true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(may_match(c.query, reach) == c.expected);
  }
}

TEST_CASE("an archive without dates matches no date") {
  CHECK_FALSE(may_match(Query("Y2024"), {}));
  CHECK(may_match(Query("harbour"), {}));
}
