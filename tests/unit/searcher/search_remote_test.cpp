// Remote archives answer like local ones with copies shown.
#include <chrono>
#include <filesystem>
#include <memory>
#include <random>

#include <backfile/backfile.hpp>

#include "common/date.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/remote_archive.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

std::vector<Article> articles(unsigned count) {
  std::mt19937 random(count);
  std::vector<Article> out;
  for (unsigned i = 0; i < count; ++i) {
    Article a;
    a.site = random() % 2 ? "a.example" : "b.example";
    a.url = "https://" + a.site + "/" + std::to_string(i % 50);
    a.source = "crawl/" + std::to_string(i);
    a.title = random() % 3 ? "Harbour" : random() % 2 ? "Ice on the harbour" : "Harbour of ice";
    a.body = "Text " + std::to_string(random() % 30);
    a.language = "en";
    if (random() % 4) a.authors = {"Ann Ode", "Bo Li"};
    if (random() % 3) a.published = parse_iso_date("2024-0" + std::to_string(random() % 9 + 1));
    out.push_back(std::move(a));
  }
  return out;
}

std::vector<std::string> lines(const Results& results) {
  std::vector<std::string> out;
  for (const Hit& hit : results.hits) out.push_back(std::to_string(hit.rank) + " " + hit.url + " " + hit.snippet.text + " " + std::to_string(hit.score));
  return out;
}

std::vector<std::string> buckets(const Results& results) {
  std::vector<std::string> out;
  for (const Facet& facet : results.facets)
    for (const Bucket& bucket : facet.buckets) out.push_back(bucket.value.value_or("none") + " " + std::to_string(bucket.count));
  return out;
}

}  // namespace

TEST_CASE("remote archives give the hits, order, counts and facets of local ones") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "a", articles(70));
  test::build_archive(directory / "b", articles(60));
  const test::RemoteArchive remote(directory / "a");
  const std::vector<ArchiveLocation> near{{directory / "a"}, {directory / "b"}};
  const std::vector<ArchiveLocation> far{{remote.where()}, {directory / "b"}};
  Searcher local = Searcher::open(near), distant = Searcher::open(far);
  for (const Order order : {Order::relevance, Order::newest, Order::oldest}) {
    for (const VersionChoice versions : {VersionChoice::latest, VersionChoice::all}) {
      for (const char* text : {"harbour", "ice OR harbour", "ice harbour text", "the harbour of ice", "site:a.example", "harbour date:2024-03", "nothing"}) {
        CAPTURE(text, static_cast<int>(order), static_cast<int>(versions));
        const SearchOptions options{.limit = 1000, .order = order, .copies = CopyHandling::show, .versions = versions,
                                    .facets = {Field::month, Field::site, Field::author}};
        const Query query = Query::parse(text);
        const Results a = local.search(query, options), b = distant.search(query, options);
        CHECK(a.total == b.total);
        CHECK(a.articles == b.articles);
        CHECK(lines(a) == lines(b));
        CHECK(buckets(a) == buckets(b));
        std::uint64_t exported = distant.for_each(query, options, [](const Hit&, const StoredArticle&) { return true; });
        CHECK(exported == b.total);
      }
    }
  }
  CHECK(local.info().articles == distant.info().articles);
  CHECK(local.info().undated == distant.info().undated);
}

TEST_CASE("remote archives rank neighbours like local ones, page by page") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "a", articles(70));
  const test::RemoteArchive remote(directory / "a");
  Searcher local = Searcher::open(directory / "a"), distant = Searcher::open(remote.where());
  const Query query = Query::parse("ice harbour text", Syntax::query, Match::any);
  SearchOptions near{.limit = 7, .copies = CopyHandling::show, .explain = true}, far = near;
  Results a, b;
  do {
    a = local.search(query, near);
    b = distant.search(query, far);
    CHECK(lines(a) == lines(b));
    REQUIRE(a.hits.size() == b.hits.size());
    for (std::size_t i = 0; i < a.hits.size(); ++i) CHECK(a.hits[i].explanation == b.hits[i].explanation);
    near.after = a.next;
    far.after = b.next;
  } while (a.next && b.next);
  CHECK(a.next.has_value() == b.next.has_value());
}

TEST_CASE("remote archives weigh age like local ones, in every order, page by page") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "a", articles(400));
  test::build_archive(directory / "b", articles(90));
  const test::RemoteArchive remote(directory / "a");
  Searcher local = Searcher::open(std::vector<ArchiveLocation>{{directory / "a"}, {directory / "b"}});
  Searcher distant = Searcher::open(std::vector<ArchiveLocation>{{remote.where()}, {directory / "b"}});
  for (const Order order : {Order::relevance, Order::newest, Order::oldest}) {
    for (const double half_life : {20.0, 400.0}) {
      for (const char* text : {"ice harbour text", "harbour", "site:a.example"}) {
        CAPTURE(static_cast<int>(order), half_life, text);
        const Query query = Query::parse(text, Syntax::query, Match::any);
        SearchOptions near{.limit = 6, .order = order, .copies = CopyHandling::show, .recency_half_life_days = half_life}, far = near;
        for (int page = 0; page < 6; ++page) {
          const Results a = local.search(query, near), b = distant.search(query, far);
          CHECK(a.total == b.total);
          CHECK(lines(a) == lines(b));
          near.after = a.next;
          far.after = b.next;
        }
      }
    }
  }
}

TEST_CASE("pages of a remote archive continue, and it says that it counts articles") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "a", articles(40));
  const test::RemoteArchive remote(directory / "a");
  Searcher searcher = Searcher::open(remote.where());
  SearchOptions options{.limit = 7};
  std::uint64_t seen = 0;
  Results page;
  do {
    page = searcher.search(Query::parse("harbour"), options);
    for (const Hit& hit : page.hits) CHECK(hit.rank == ++seen);
    options.after = page.next;
  } while (page.next);
  CHECK(seen == page.total);
  CHECK(page.unit == Unit::articles);
  CHECK(page.notes == std::vector<std::string>{"remote archives count articles, not stories"});
  CHECK(searcher.show(page.hits.front().url));
}

TEST_CASE("a server that went away is an error of the remote kind") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "a", articles(5));
  auto remote = std::make_unique<test::RemoteArchive>(directory / "a");
  Searcher searcher = Searcher::open(remote->where());
  CHECK(searcher.search(Query::parse("harbour")).total > 0);
  remote.reset();
  try {
    (void)searcher.search(Query::parse("harbour"));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == Errc::remote);
  }
}

namespace {

/// Three archives of a year each behind servers, and undated articles in the last; the same archives as directories.
struct ThreeYears {
  test::TemporaryDirectory directory;
  std::vector<ArchiveLocation> near, far;
  std::vector<std::unique_ptr<test::RemoteArchive>> servers;

  ThreeYears() {
    for (int i = 0; i < 3; ++i) {
      const std::string year = std::to_string(2021 + i), archive = directory / year;
      std::vector<Article> these = articles(30 + static_cast<unsigned>(i));
      for (Article& a : these) {
        a.url += "/" + year;
        a.body += " of " + year;
        if (a.published) a.published = parse_iso_date(year + "-0" + std::to_string(a.published->month));
        if (!a.published && i < 2) a.published = parse_iso_date(year);
      }
      test::build_archive(archive, these);
      near.push_back({archive});
      servers.push_back(std::make_unique<test::RemoteArchive>(archive));
      far.push_back({servers.back()->where()});
    }
  }
};

const SearchOptions shown{.limit = 1000, .copies = CopyHandling::show, .facets = {Field::month, Field::site}};

}  // namespace

TEST_CASE("three servers and directories among them answer as the three directories do") {
  const ThreeYears years;
  Searcher local = Searcher::open(years.near), mixed = Searcher::open(std::vector{years.far[0], years.near[1], years.far[2]});
  for (const char* text : {"harbour", "ice OR 2022", "date:2022", "harbour date:2022-03..2023-02", "harbour -date:2022", "date:2022 OR ice", "date:1999"}) {
    CAPTURE(text);
    const Results a = local.search(Query::parse(text), shown), b = mixed.search(Query::parse(text), shown);
    CHECK(a.total == b.total);
    CHECK(lines(a) == lines(b));
    CHECK(buckets(a) == buckets(b));
    CHECK(b.shards.ok == 3);
    CHECK(b.shards.missing.empty());
  }
}

TEST_CASE("archives of other dates are not asked, unless their statistics weigh the hits") {
  struct Case {
    const char* query;
    std::uint32_t limit;
    std::uint64_t not_asked;
  };
  const auto c = GENERATE(values<Case>({{"date:2022", 10, 2}, {"date:2022-02..2023", 10, 1}, {"harbour date:2022", 0, 2}, {"harbour date:2022", 10, 0},
                                        {"harbour", 0, 0}, {"-date:2022", 10, 0}, {"date:2022 OR site:a.example", 10, 0}, {"harbour date:1999", 10, 3},
                                        {"-has:date", 10, 0}}));
  CAPTURE(c.query, c.limit);
  const ThreeYears years;
  Searcher local = Searcher::open(years.near), distant = Searcher::open(years.far);
  SearchOptions options = shown;
  options.limit = c.limit;
  const Results a = local.search(Query::parse(c.query), options), b = distant.search(Query::parse(c.query), options);
  CHECK(b.shards.not_asked == c.not_asked);
  CHECK(lines(a) == lines(b));
  CHECK(buckets(a) == buckets(b));
  CHECK(a.total == b.total);
}

TEST_CASE("the others answer for a server that went away, and say so") {
  ThreeYears years;
  Searcher searcher = Searcher::open(years.far);
  Searcher rest = Searcher::open(std::vector{years.near[0], years.near[2]});
  const Results whole = searcher.search(Query::parse("harbour"), {.limit = 5, .copies = CopyHandling::show});
  CHECK(whole.shards.ok == 3);
  REQUIRE(whole.next);
  const bool from_the_start = GENERATE(false, true);
  years.servers[1].reset();
  if (from_the_start) searcher = Searcher::open(years.far);
  const Results partial = searcher.search(Query::parse("harbour"), shown), expected = rest.search(Query::parse("harbour"), shown);
  CHECK(partial.shards.ok == 2);
  REQUIRE(partial.shards.missing.size() == 1);
  CHECK(partial.shards.missing[0].where == years.far[1].where);
  CHECK(partial.notes.back().starts_with("partial answer without '" + years.far[1].where + "': "));
  CHECK(lines(partial) == lines(expected));
  CHECK(buckets(partial) == buckets(expected));
  SECTION("a cursor of the whole answer does not go on in the partial one") {
    try {
      (void)searcher.search(Query::parse("harbour"), {.limit = 5, .after = whole.next, .copies = CopyHandling::show});
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == Errc::changed);
    }
  }
  SECTION("an export is partial, too, and tells when asked") {
    CHECK(searcher.for_each(Query::parse("harbour"), shown, [](const Hit&, const StoredArticle&) { return true; }) == expected.total);
    CHECK(searcher.shards().missing.size() == 1);
  }
  SECTION("without any server there is no answer") {
    years.servers.clear();
    try {
      (void)searcher.search(Query::parse("harbour"));
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == Errc::remote);
    }
  }
}

TEST_CASE("an export ends with an error when a server goes away while it runs") {
  ThreeYears years;
  Searcher searcher = Searcher::open(years.far);
  std::uint64_t seen = 0;
  try {
    (void)searcher.for_each(Query::parse("harbour"), shown, [&](const Hit&, const StoredArticle&) {
      if (++seen == 1) years.servers.clear();
      return true;
    });
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == Errc::remote);
    CHECK(seen >= 1);
  }
}

TEST_CASE("a server that is silent is left out within the deadline, and asked again once it is well") {
  const ThreeYears years;
  Searcher searcher = Searcher::open(years.far);
  SearchOptions options = shown;
  options.deadline = std::chrono::milliseconds(1500);
  CHECK(searcher.search(Query::parse("harbour"), options).shards.ok == 3);
  years.servers[2]->freeze();
  const Results partial = searcher.search(Query::parse("harbour"), options);
  CHECK(partial.shards.ok == 2);
  CHECK(partial.shards.missing.size() == 1);
  CHECK(partial.total > 0);
  // Opening finds it silent, too: the kernel accepts for it.
  Searcher late = Searcher::open(years.far, {.patience = std::chrono::milliseconds(300)});
  CHECK(late.shards().ok == 2);
  years.servers[2]->thaw();
  CHECK(Searcher::open(years.far).shards().ok == 3);
}

TEST_CASE("a local archive that is not there is a mistake, whatever else answers") {
  const ThreeYears years;
  CHECK_THROWS_AS(Searcher::open(std::vector{years.far[0], ArchiveLocation{years.directory / "none"}}), Error);
}
