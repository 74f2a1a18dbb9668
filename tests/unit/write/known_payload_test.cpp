// Runs over crawls that grow and change: what was seen before, in this run or an earlier one, and which text is the latest.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include <xapian.h>

#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "indexer/run.hpp"
#include "indexer/understand.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

std::string page(const std::string& word) {
  return "<!doctype html><html lang='en'><meta property='og:type' content='article'><title>" + word + "</title><article><h1>" + word +
         "</h1><p>The harbour was closed on Monday after waves broke over the quay: " + word + ".</p></article>";
}

std::string capture_record(const std::string& word, const std::string& date, const std::string& more = {}) {
  return warc_record({.date = date, .more = more}, http_message(page(word)));
}

/// An archive and the folder it is made from.
class Crawl {
 public:
  std::string write(const std::string& name, const std::string& content) { return folder_.write("crawl/" + name, content); }

  std::string index(const std::vector<std::string>& crawls, const std::string& archive = "archive") {
    IndexOptions options;
    options.archive = path(archive);
    options.crawls = crawls;
    options.quiet = true;
    options.threads = 2;
    REQUIRE(index_crawl(options) == ExitCode::done);
    return Xapian::Database(options.archive).get_metadata(std::string(schema::metadata::last_run));
  }

  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }

 private:
  TemporaryDirectory folder_;
};

std::set<std::string> terms_of(const Xapian::Document& document) { return {document.termlist_begin(), document.termlist_end()}; }

/// "TITLE:captures", the latest marked by "*", by title.
std::string versions_in(const std::string& archive) {
  const Xapian::Database database(archive);
  std::set<std::string> all;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    const Xapian::Document document = database.get_document(*post);
    const std::set<std::string> terms = terms_of(document);
    const std::string unique = *terms.lower_bound("Q");
    all.insert(decode_record(document.get_data()).title + (terms.contains("XOLD") ? ":" : "*:") +
               std::to_string(read_captures(database, digest64(unique)).size()));
  }
  std::string line;
  for (const std::string& one : all) line += (line.empty() ? "" : " ") + one;
  return line;
}

std::optional<std::string> first_payload_key(const Xapian::Database& database) {
  const auto key = database.metadata_keys_begin("pay/");
  if (key == database.metadata_keys_end("pay/")) return std::nullopt;
  return *key;
}

}  // namespace

TEST_CASE("a text that comes back is the latest again, in whatever order its captures arrive") {
  const std::vector<std::pair<std::string, std::string>> captures{{"Alpha", "2024-03-01T00:00:00Z"}, {"Beta", "2024-03-02T00:00:00Z"}, {"Alpha", "2024-03-03T00:00:00Z"}};
  std::vector<std::size_t> order{0, 1, 2};
  do {
    Crawl in_steps, at_once;
    std::vector<std::string> all;
    std::string arrived;
    for (const std::size_t i : order) {
      const auto& [word, date] = captures[i];
      arrived += std::to_string(i);
      in_steps.index({in_steps.write(arrived + ".warc", capture_record(word, date))});
      all.push_back(at_once.write(arrived + ".warc", capture_record(word, date)));
    }
    at_once.index(all);
    CAPTURE(arrived);
    CHECK(versions_in(in_steps.path("archive")) == "Alpha*:2 Beta:1");
    CHECK(versions_in(at_once.path("archive")) == "Alpha*:2 Beta:1");
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("a file that goes back to an earlier text has it as the latest, without any times") {
  Crawl crawl;
  for (const char* word : {"Alpha", "Beta and more", "Alpha"}) crawl.index({crawl.write("daily.example/a.html", page(word))});
  CHECK(versions_in(crawl.path("archive")) == "Alpha*:1 Beta and more:1");
}

TEST_CASE("lines of a file that was written anew are later than those it had, wherever they stand") {
  Crawl crawl;
  const auto line = [](const std::string& title) { return R"({"url":"http://daily.example/a","title":")" + title + R"(","text":"x"})" + "\n"; };
  const std::string other = R"({"url":"http://daily.example/b","title":"Other","text":"y"})" + std::string("\n");
  crawl.index({crawl.write("a.jsonl", other + line("Old"))});
  crawl.index({crawl.write("a.jsonl", line("Newer") + other)});
  CHECK(versions_in(crawl.path("archive")).starts_with("Newer*:1 Old:1 Other*:2"));
}

TEST_CASE("a payload that the archive knows at this address is not looked into") {
  Input input;
  input.kind = Input::Kind::page_bytes;
  input.address = "http://daily.example/a";
  input.address_from = AddressFrom::container;
  input.bytes = page("Storm");
  std::set<std::uint64_t> asked;
  UnderstandOptions options{.extract = {}, .max_page_bytes = 1 << 20, .fingerprint = "f", .known = [&](std::uint64_t name, const std::string& own) {
    asked.insert(name);
    CHECK(own == "https://daily.example/a");
    return std::optional<KnownVersion>();
  }};
  const Understood fresh = understand(input, options);
  CHECK(fresh.article.title == "Storm");
  const auto name_of = [&](Input other) {
    const std::size_t before = asked.size();
    (void)understand(std::move(other), options);
    return asked.size() == before ? "the same" : "another";
  };
  CHECK(name_of(input) == std::string("the same"));
  Input elsewhere = input, later = input, declared = input;
  elsewhere.charset = "koi8-r";
  CHECK(name_of(elsewhere) == std::string("another"));
  later.captured = PartialDate{};
  CHECK(name_of(later) == std::string("the same"));
  options.fingerprint = "g";
  CHECK(name_of(declared) == std::string("another"));

  options.known = [](std::uint64_t, const std::string& own) { return KnownVersion{own, 7}; };
  const Understood known = understand(input, options);
  REQUIRE(known.known);
  CHECK(known.known->text_digest == 7);
  CHECK(known.article.title.empty());
  CHECK_FALSE(known.digest.empty());
}

TEST_CASE("a later run notes a known payload with the version that it gave, also where the canonical address is another") {
  Crawl crawl;
  const std::string bytes = "<link rel='canonical' href='http://daily.example/canonical'>" + page("Storm");
  crawl.index({crawl.write("1.warc", warc_record({.date = "2024-03-01T00:00:00Z"}, http_message(bytes)))});
  const std::string summary = crawl.index({crawl.write("2.warc", warc_record({.date = "2024-03-05T00:00:00Z"}, http_message(bytes)))});
  CHECK_THAT(summary, Catch::Contains("articles 0 new, 0 updated, 1 unchanged"));
  CHECK(versions_in(crawl.path("archive")) == "Storm*:2");
}

TEST_CASE("what is only said to be known is looked into: the version itself was lost") {
  Crawl crawl;
  crawl.index({crawl.write("1.warc", capture_record("Storm", "2024-03-01T00:00:00Z"))});
  {
    Xapian::WritableDatabase database(crawl.path("archive"), Xapian::DB_OPEN);
    REQUIRE(first_payload_key(database));
    database.delete_document(*database.allterms_begin("Q"));
    database.commit();
  }
  crawl.index({crawl.write("2.warc", capture_record("Storm", "2024-03-02T00:00:00Z"))});
  CHECK(versions_in(crawl.path("archive")) == "Storm*:2");
}

TEST_CASE("a canonical address that unlike texts claim stays with its first claimant, in later runs too") {
  const auto claiming = [](const std::string& words) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += words + " " + std::to_string(i * words.size()) + " said nothing of " + words + ". ";
    return "<!doctype html><html lang='en'><meta property='og:type' content='article'><link rel='canonical' href='http://daily.example/one'><title>" +
           words + "</title><article><h1>" + words + "</h1><p>" + text + "</p></article>";
  };
  const auto addresses = [](const std::string& archive) {
    const Xapian::Database database(archive);
    std::string all;
    for (auto term = database.allterms_begin("U"); term != database.allterms_end("U"); ++term)
      all += (*term).substr((*term).rfind('/') + 1) + ":" + std::to_string(term.get_termfreq()) + " ";
    return all;
  };
  Crawl crawl;
  crawl.write("daily.example/a.html", claiming("Harbour closed"));
  crawl.write("daily.example/b.html", claiming("Council votes again"));
  crawl.index({crawl.path("crawl")});
  CHECK(addresses(crawl.path("archive")) == "b.html:1 one:1 ");
  crawl.write("daily.example/b.html", claiming("Council votes once more today"));  // changed
  crawl.write("daily.example/c.html", claiming("Bakery wins the prize"));          // new
  crawl.index({crawl.path("crawl")});
  CHECK(addresses(crawl.path("archive")) == "b.html:2 c.html:1 one:1 ");
  crawl.write("daily.example/a.html", claiming("Quay opened to the public at last"));  // the claimant itself
  crawl.index({crawl.path("crawl")});
  CHECK(addresses(crawl.path("archive")) == "b.html:2 c.html:1 one:2 ");
}

TEST_CASE("what is pruned is forgotten with its payloads") {
  Crawl crawl;
  crawl.write("daily.example/stays.html", page("Stays"));
  const std::string goes = crawl.write("daily.example/goes.html", page("Goes"));
  const auto payloads = [&] {
    const Xapian::Database database(crawl.path("archive"));
    return std::distance(database.metadata_keys_begin("pay/"), database.metadata_keys_end("pay/"));
  };
  IndexOptions options;
  options.archive = crawl.path("archive");
  options.crawls = {crawl.path("crawl")};
  options.quiet = options.prune = true;
  options.prune_limit_percent = 60;
  REQUIRE(index_crawl(options) == ExitCode::done);
  CHECK(payloads() == 2);
  std::filesystem::remove(goes);
  REQUIRE(index_crawl(options) == ExitCode::done);
  CHECK(versions_in(options.archive) == "Stays*:1");
  CHECK(payloads() == 1);
}

TEST_CASE("a revisit finds the page that an earlier run read") {
  struct Case {
    std::string name, original_more, revisit_more;
    bool found;
  };
  const auto c = GENERATE(values<Case>({
      {"by digest", "WARC-Payload-Digest: sha1:ABC\r\n", "WARC-Payload-Digest: sha1:abc\r\n", true},
      {"by target and date", "", "WARC-Refers-To-Target-URI: http://daily.example/a\r\nWARC-Refers-To-Date: 2024-03-01T00:00:00Z\r\n", true},
      {"of another payload", "WARC-Payload-Digest: sha1:ABC\r\n", "WARC-Payload-Digest: sha1:DEF\r\n", false},
      {"of another time", "", "WARC-Refers-To-Target-URI: http://daily.example/a\r\nWARC-Refers-To-Date: 2024-02-01T00:00:00Z\r\n", false},
      {"of nothing said", "WARC-Payload-Digest: sha1:ABC\r\n", "", false},
  }));
  CAPTURE(c.name);
  Crawl crawl;
  crawl.index({crawl.write("1.warc", capture_record("Storm", "2024-03-01T00:00:00Z", c.original_more))});
  const std::string summary =
      crawl.index({crawl.write("2.warc", warc_record({.type = "revisit", .date = "2024-03-09T00:00:00Z", .more = c.revisit_more}, ""))});
  CHECK_THAT(summary, Catch::Contains(c.found ? "1 unchanged" : "1 unresolved-revisit"));
  CHECK(versions_in(crawl.path("archive")) == (c.found ? "Storm*:2" : "Storm*:1"));
}

TEST_CASE("a revisit makes a text the latest again") {
  Crawl crawl;
  crawl.index({crawl.write("1.warc", capture_record("Alpha", "2024-03-01T00:00:00Z", "WARC-Payload-Digest: sha1:A\r\n"))});
  crawl.index({crawl.write("2.warc", capture_record("Beta", "2024-03-02T00:00:00Z", "WARC-Payload-Digest: sha1:B\r\n"))});
  CHECK(versions_in(crawl.path("archive")) == "Alpha:1 Beta*:1");
  crawl.index({crawl.write("3.warc", warc_record({.type = "revisit", .date = "2024-03-03T00:00:00Z", .more = "WARC-Payload-Digest: sha1:A\r\n"}, ""))});
  CHECK(versions_in(crawl.path("archive")) == "Alpha*:2 Beta:1");
}
