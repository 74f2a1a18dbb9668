// Remote archives answer like local ones with copies shown.
#include <filesystem>
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
