#include "indexer/write/fold_stories.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/date.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/removal.hpp"
#include "indexer/write/rewrite.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_text.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using test::InventedText;
using test::joined;

namespace {

enum class End { finished, saved };  // the latter as after a signal; a kill leaves no more

void write_articles(const std::string& archive, const std::vector<Article>& articles, unsigned workers = 1, std::uint32_t batch = 7, End end = End::finished) {
  const auto writer = open_archive_writer({.archive = archive, .batch = batch, .workers = workers, .fingerprint = "f"});
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const Article& a = articles[i];
    const VersionKey key = version_key(a);
    const SourceNote note{.source = a.source, .stamp = {}, .is_file = true, .of = {.address_key = key.address_key, .text_digest = key.text_digest},
                          .captured = a.captured};
    const auto worker = static_cast<unsigned>(i % workers);
    if (writer->claim(key) == Claim::known)
      writer->note(worker, note);
    else
      writer->add(worker, a, key, note);
  }
  if (end == End::finished)
    writer->finish({}, "");
  else
    writer->save({});
}

void take_down(const std::string& archive, const std::string& address_key) {
  Xapian::WritableDatabase database(archive, Xapian::DB_OPEN);
  database.begin_transaction();
  remove_articles(database, {address_key});
  fold_stories(database);
  database.commit_transaction();
}

/// By what identifies a version: what its slots say of copies.
std::map<std::string, std::string> stories_of(const std::string& archive) {
  const Xapian::Database database(archive);
  std::map<std::string, std::string> stories;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    const Xapian::Document document = database.get_document(*post);
    auto term = document.termlist_begin();
    term.skip_to("Q");
    stories[*term] = document.get_value(schema::slot::story) + document.get_value(schema::slot::candidates);
  }
  return stories;
}

/// Addresses of each story with several members.
std::set<std::set<std::string>> folded(const std::string& archive) {
  const Xapian::Database database(archive);
  std::map<std::string, std::set<std::string>> members;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    const Xapian::Document document = database.get_document(*post);
    members[document.get_value(schema::slot::story)].insert(decode_record(document.get_data()).url);
  }
  std::set<std::set<std::string>> all;
  for (const auto& [story, urls] : members)
    if (urls.size() > 1) all.insert(urls);
  return all;
}

Article article(const std::string& name, const std::string& body, const std::string& published = "2024-03-01") {
  Article a;
  a.url = "https://" + name + ".example/a";
  a.source = "crawl/" + name + ".html";
  a.title = "About " + name;
  a.body = body;
  a.language = "en";
  a.published = parse_iso_date(published);
  a.captured = parse_iso_date("2024-05-01");
  return a;
}

std::string url(const std::string& name) { return "https://" + name + ".example/a"; }

/// Articles of a few families of near-copies, of templates, and texts of their own; some have several versions.
class InventedCrawl {
 public:
  explicit InventedCrawl(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 6; ++i) families_.push_back(random_.words(150));
  }

  Article next() {
    const auto number = random_.below(60);  // the same address comes again: a later version
    Article a = article("site" + std::to_string(number), body(), "");
    a.source += "#" + std::to_string(++captures_);
    a.published = random_.below(5) == 0 ? std::nullopt : parse_iso_date(day(random_.below(90)));
    a.captured = parse_iso_date(time(captures_));
    return a;
  }

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }

 private:
  static std::string two(std::uint64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }
  static std::string day(std::uint64_t day) { return "2024-" + two(1 + day / 28) + "-" + two(1 + day % 28); }
  static std::string time(std::uint64_t n) { return "2025-01-" + two(1 + n / 1000) + "T" + two(n / 60 % 24) + ":" + two(n % 60) + ":00Z"; }

  std::string body() {
    const auto kind = random_.below(10);
    if (kind == 0) return "";
    if (kind == 1) return "Rain in the north";
    if (kind == 2) return joined(random_.words(100));
    std::vector<std::string> words = families_[random_.below(families_.size())];
    if (kind < 5) words.resize(75 + random_.below(75));
    if (kind == 5) words.resize(45);
    const auto changes = kind < 8 ? random_.below(4) : random_.below(20);  // the latter make templates of some
    for (std::uint64_t i = 0; i < changes; ++i) words[random_.below(words.size())] = random_.word();
    return (kind == 6 ? joined(random_.words(30)) : "") + joined(words);
  }

  InventedText random_;
  std::vector<std::vector<std::string>> families_;
  std::uint64_t captures_ = 0;
};

}  // namespace

TEST_CASE("copies share a story, and nothing else does") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  const auto wire = InventedText(1).words(200);
  const std::vector<Article> articles = {article("one", joined(wire)), article("two", joined(wire, 0, 120)), article("late", joined(wire), "2024-06-01"),
                                         article("other", joined(InventedText(2).words(200))), article("brief", "Rain"), article("empty", ""),
                                         article("void", "")};
  write_articles(archive, articles);
  CHECK(folded(archive) == std::set<std::set<std::string>>{{url("one"), url("two")}});
  for (const auto& [version, story] : stories_of(archive)) {
    CHECK(story.substr(0, 8) != std::string(8, '\0'));
    CHECK(story.size() == 16);  // slot::candidates is there, so that getting some makes no document larger
  }
}

TEST_CASE("a copy that comes later joins, one that changes or goes leaves") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  const auto wire = InventedText(1).words(200);
  write_articles(archive, {article("one", joined(wire)), article("other", joined(InventedText(2).words(200)))});
  CHECK(folded(archive).empty());
  write_articles(archive, {article("two", joined(wire, 0, 150)), article("three", joined(wire, 20))});
  CHECK(folded(archive) == std::set<std::set<std::string>>{{url("one"), url("two"), url("three")}});
  SECTION("a later version has another text") {
    Article later = article("two", joined(InventedText(3).words(100)));
    later.source = "crawl/two-later.html";
    later.captured = parse_iso_date("2024-06-01");
    write_articles(archive, {later});
    CHECK(folded(archive) == std::set<std::set<std::string>>{{url("one"), url("three")}});
  }
  SECTION("taken down") {
    take_down(archive, url("three"));
    CHECK(folded(archive) == std::set<std::set<std::string>>{{url("one"), url("two")}});
  }
}

TEST_CASE("a run that brings nothing finds the stories that a stopped one left open") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  const auto wire = InventedText(1).words(200);
  write_articles(archive, {article("one", joined(wire))});
  write_articles(archive, {article("two", joined(wire, 0, 150))}, 1, 7, End::saved);
  CHECK(folded(archive).empty());
  write_articles(archive, {});
  CHECK(folded(archive) == std::set<std::set<std::string>>{{url("one"), url("two")}});
  const auto revision = Xapian::Database(archive).get_revision();
  write_articles(archive, {});
  CHECK(Xapian::Database(archive).get_revision() == revision);
}

TEST_CASE("whatever happened to an archive, its stories are those of its articles") {
  const auto seed = GENERATE(range(1u, 9u));
  CAPTURE(seed);
  const test::TemporaryDirectory directory;
  InventedCrawl crawl(seed);
  std::vector<Article> all;
  std::vector<std::string> archives = {directory / "a", directory / "b"};
  std::set<std::string> gone;
  for (int step = 0; step < 8; ++step) {
    const std::string& archive = archives[crawl.below(2)];
    if (step > 3 && crawl.below(4) == 0 && std::filesystem::exists(archive)) {
      const std::string key = version_key(all[crawl.below(all.size())]).address_key;
      gone.insert(key);
      for (const std::string& each : archives)
        if (std::filesystem::exists(each)) take_down(each, key);
      continue;
    }
    std::vector<Article> some;
    for (auto left = 1 + crawl.below(25); left > 0; --left) some.push_back(crawl.next());
    std::erase_if(some, [&](const Article& a) { return gone.contains(version_key(a).address_key); });
    write_articles(archive, some, 1 + static_cast<unsigned>(crawl.below(2)), 1 + static_cast<std::uint32_t>(crawl.below(20)));
    all.insert(all.end(), some.begin(), some.end());
  }
  std::erase_if(archives, [](const std::string& archive) { return !std::filesystem::exists(archive); });
  const std::string merged = directory / "merged", scratch = directory / "scratch";
  merge_archives(merged, archives, 2);
  std::erase_if(all, [&](const Article& a) { return gone.contains(version_key(a).address_key); });
  std::shuffle(all.begin(), all.end(), std::mt19937(seed));
  write_articles(scratch, all, 2, 500);
  CHECK(folded(scratch).size() > 1);
  CHECK(stories_of(merged) == stories_of(scratch));
  rebuild_archive(merged, 2);
  CHECK(stories_of(merged) == stories_of(scratch));
}
