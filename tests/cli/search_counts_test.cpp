// Counts that can be trusted: random JSON lines, indexed in one run or two, into one archive or two, some articles taken down in between, and asked
// in every mode; what the programs count must be what a naive scan over the lines counts. Only which articles are one story is taken from the
// archive. BACKFILE_COUNT_SEEDS says how many archives are made, which as a soak are 500.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xapian.h>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_text.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using nlohmann::json;
using Random = std::mt19937;

namespace {

std::string one_of(Random& random, const std::vector<std::string>& items) { return items[random() % items.size()]; }

/// One of few texts, whole or nearly: two of these are copies wherever they stand.
std::string long_text(Random& random) {
  static const std::vector<std::vector<std::string>> texts = [] {
    std::vector<std::vector<std::string>> made;
    for (const std::uint64_t seed : {1u, 2u, 3u}) made.push_back(test::InventedText(seed).words(120));
    return made;
  }();
  const std::vector<std::string>& text = texts[random() % texts.size()];
  return test::joined(text, random() % 5, text.size() - random() % 5);
}

unsigned seeds_or(unsigned usual) {
  const char* given = std::getenv("BACKFILE_COUNT_SEEDS");
  return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : usual;
}

/// When the runs take place.
const std::string first_run = "2025-05-01T00:00:00Z", second_run = "2025-06-01T00:00:00Z", other_run = "2025-07-01T00:00:00Z";

std::string seconds_of(const std::string& time) { return std::to_string(earliest_instant(*parse_iso_date(time))); }

/// Few words, sites, days and texts, so that copies, versions and captures abound.
json random_line(Random& random, int number) {
  const std::vector<std::string> words{"alpha", "beta", "gamma", "delta"};
  json line;
  const std::string site = one_of(random, {"a.example", "b.example", "c.example", "d.example"});
  if (random() % 8 != 0) {
    line["url"] = "https://" + site + "/" + std::to_string(random() % 25);
    line["site"] = site;
  } else {
    line["id"] = "N" + std::to_string(random() % 6);
  }
  line["title"] = one_of(random, words);
  std::string body = random() % 3 == 0 ? long_text(random) : "";
  for (unsigned i = 0, count = random() % 4; i < count; ++i) body += (i ? " " : "") + one_of(random, words);
  line["body"] = body;
  const std::string published = one_of(random, {"", "", "1851", "1963-12", "1963-12-06", "2024-05-04", "2024-05-04T23:30:00-04:00", "2024-05-05",
                                                "2024-06-01", "2025-01-01T00:30:00+09:00", "2025-02"});
  if (!published.empty()) line["published"] = published;
  // All unlike, so that each article has one latest capture.
  line["captured"] = to_string(civil_from_days(days_from_civil(2025, 3, 1) + number * 7919 % 1000));
  if (const std::string section = one_of(random, {"", "World", "WORLD", "Sport", "Kultur", "Opinion"}); !section.empty()) line["section"] = section;
  if (const std::string language = one_of(random, {"", "en", "de-AT", "fr"}); !language.empty()) line["language"] = language;
  for (const char* name : {"Ann Ode", "ann ode", "Bo Li", "Cy Poe", "Di Au"})
    if (random() % 4 == 0) line["authors"].push_back(name);
  return line;
}

/// A version as an archive must hold it.
struct Member {
  json line;
  std::string address_key, unique, captured, story, arrived;
  bool latest = false;
  [[nodiscard]] std::optional<PartialDate> published() const {
    return line.contains("published") ? parse_iso_date(line["published"].get<std::string>()) : std::nullopt;
  }
  /// Descending order of these is "earliest first, undated last".
  [[nodiscard]] std::string early_key() const {
    const auto date = published();
    return date ? schema::oldest_key(earliest_instant(*date), unique) : schema::undated_key(unique);
  }
  [[nodiscard]] std::string name() const { return line.contains("url") ? line["url"].get<std::string>() : line["id"].get<std::string>(); }
};

std::string text(const json& line, const char* field) { return line.contains(field) ? line[field].get<std::string>() : ""; }

struct Line {
  json line;
  std::string arrived;  // with which run
};

/// The first line of a version is its record, and brought it; the last capture says which version is the latest.
std::vector<Member> members_of(const std::vector<Line>& lines) {
  std::vector<Member> members;
  for (const auto& [line, arrived] : lines) {
    Member member;
    member.line = line;
    member.arrived = arrived;
    member.address_key = line.contains("url") ? address_key(text(line, "url")) : "id:" + text(line, "id");
    member.captured = text(line, "captured");
    member.unique = schema::unique_term(member.address_key, schema::text_digest(text(line, "title"), text(line, "body")));
    const auto known = std::ranges::find(members, member.unique, &Member::unique);
    if (known == members.end())
      members.push_back(std::move(member));
    else
      known->captured = std::max(known->captured, member.captured);
  }
  for (Member& member : members) {
    const auto supersedes = [&](const Member& other) { return other.address_key == member.address_key && other.captured > member.captured; };
    member.latest = std::ranges::none_of(members, supersedes);
  }
  return members;
}

void read_stories(const std::string& archive, std::vector<Member>& members) {
  const Xapian::Database database(archive);
  REQUIRE(database.get_doccount() == members.size());
  for (Member& member : members) {
    const auto post = database.postlist_begin(member.unique);
    REQUIRE(post != database.postlist_end(member.unique));
    member.story = database.get_document(*post).get_value(schema::slot::story);
  }
}

struct Mode {
  std::string query, since, until;
  bool fold = true, all_versions = false, two_archives = false;
  std::string unit, order, new_since;
};

/// First and last day that a known prefix may stand for, padded so that byte order is time order.
std::string padded(std::string date, char fill) {
  date = date.substr(0, date.find('T'));
  for (const std::size_t size : {4u, 7u})
    if (date.size() == size) date += std::string("-") + fill + fill;
  return date;
}

bool matches(const Member& member, const Mode& mode) {
  const std::string words = text(member.line, "title") + " " + text(member.line, "body");
  const auto has = [&](const char* word) { return words.find(word) != std::string::npos; };
  const std::map<std::string, std::function<bool()>> queries{
      {"alpha", [&] { return has("alpha"); }},
      {"alpha beta", [&] { return has("alpha") && has("beta"); }},
      {"gamma OR delta", [&] { return has("gamma") || has("delta"); }},
      {"beta -gamma", [&] { return has("beta") && !has("gamma"); }},
      {"site:b.example", [&] { return text(member.line, "site") == "b.example"; }},
      {"alpha section:world", [&] { return has("alpha") && folded_value(text(member.line, "section")) == "world"; }},
      {"has:date", [&] { return member.line.contains("published"); }},
      {"*", [] { return true; }},
  };
  if (!queries.at(mode.query)() || member.arrived < mode.new_since) return false;
  if (mode.since.empty() && mode.until.empty()) return true;
  const std::string published = text(member.line, "published");
  if (published.empty()) return false;
  return (mode.since.empty() || padded(published, '0') >= padded(mode.since, '0')) &&
         (mode.until.empty() || padded(published, '9') <= padded(mode.until, '9'));
}

using Group = std::vector<const Member*>;  // earliest first

std::vector<Group> grouped(const Group& matching, const std::function<std::string(const Member&)>& id) {
  std::map<std::string, Group> groups;
  std::size_t alone = 0;
  for (const Member* member : matching) {
    const std::string name = id(*member);
    groups[name.empty() ? "alone " + std::to_string(alone++) : "with " + name].push_back(member);
  }
  std::vector<Group> out;
  for (auto& [name, group] : groups) {
    std::ranges::stable_sort(group, [](const Member* a, const Member* b) { return a->early_key() > b->early_key(); });
    out.push_back(group);
  }
  return out;
}

std::string story_of(const Member& member) { return member.story; }
std::string article_of(const Member& member) { return member.address_key; }
std::string nothing(const Member&) { return ""; }

/// What a facet counts: one group a unit.
std::vector<Group> units(const Group& matching, const Mode& mode) {
  if (mode.unit == "stories" || (mode.unit.empty() && mode.fold)) return grouped(matching, story_of);
  return grouped(matching, mode.unit.empty() ? nothing : article_of);
}

/// Values of one member; none: the bucket of those that do not say.
std::vector<std::string> values_of(const Member& member, const std::string& facet) {
  if (facet == "author") return member.line.value("authors", std::vector<std::string>());
  std::string value = text(member.line, facet.c_str());
  if (facet == "language") value = primary_language(value);
  const std::size_t date_bytes = facet == "year" ? 4 : facet == "month" ? 7 : facet == "day" ? 10 : 0;
  if (date_bytes) value = text(member.line, "published").substr(0, date_bytes);
  return value.empty() ? std::vector<std::string>() : std::vector<std::string>{value};
}

/// Buckets as JSON has them: [value or null, count], and "other" beyond the limit.
json naive_facet(const std::vector<Group>& counted, const std::string& facet, std::size_t limit) {
  std::map<std::string, std::map<std::string, std::uint64_t>> spellings;  // by folded form
  std::uint64_t none = 0;
  for (const Group& group : counted) {
    const std::vector<std::string> values = values_of(*group.front(), facet);
    none += values.empty();
    std::set<std::string> seen;
    for (const std::string& value : values)
      if (const std::string folded = facet == "author" || facet == "section" ? folded_value(value) : value; seen.insert(folded).second)
        ++spellings[folded][value];
  }
  std::vector<std::pair<std::string, std::uint64_t>> buckets;
  for (const auto& [folded, by_spelling] : spellings) {
    std::uint64_t sum = 0;
    for (const auto& [spelling, count] : by_spelling) sum += count;
    buckets.emplace_back(std::ranges::max_element(by_spelling, {}, [](const auto& entry) { return entry.second; })->first, sum);
  }
  const bool is_date = facet == "year" || facet == "month" || facet == "day";
  std::ranges::sort(buckets, [&](const auto& a, const auto& b) { return is_date || a.second == b.second ? a.first < b.first : a.second > b.second; });
  std::map<std::string, std::uint64_t> shown;  // in which order null stands among equals is a matter of display
  for (std::size_t i = 0; i < buckets.size(); ++i)
    is_date || i < limit ? shown["=" + buckets[i].first] = buckets[i].second : shown["other"] += buckets[i].second;
  if (none) shown["null"] = none;
  return shown;
}

json answered_facet(const json& buckets) {
  std::map<std::string, std::uint64_t> shown;
  for (const json& bucket : buckets) {
    const std::string name = bucket.contains("other") ? "other" : bucket["value"].is_null() ? "null" : "=" + bucket["value"].get<std::string>();
    shown[name] = bucket["count"];
  }
  return shown;
}

class World {
 public:
  explicit World(unsigned seed) {
    Random random(seed);
    std::vector<Line> lines[2];
    std::string files[3];
    const std::string runs[3]{first_run, second_run, other_run};
    for (int i = 0, count = 40 + static_cast<int>(random() % 80); i < count; ++i) {
      const json line = random_line(random, i);
      const bool in_second = random() % 3 == 0, in_first = !in_second || random() % 4 == 0;
      const std::size_t half = random() % 2;
      if (in_first) files[half] += line.dump() + "\n";
      if (in_second) files[2] += line.dump() + "\n";
    }
    folder_.write("one/0.jsonl", files[0]);
    index(first_run, {"one.archive", "one"});
    // What is taken down is gone, and stays out of the run behind.
    std::string removed;
    if (const json line = json::parse(files[0].substr(0, files[0].find('\n')), nullptr, false); random() % 2 && line.contains("url")) {
      removed = text(line, "url");
      index(first_run, {"--remove", removed, "one.archive"});
    }
    folder_.write("one/1.jsonl", files[1]);
    index(second_run, {"one.archive", "one"});
    folder_.write("two/2.jsonl", files[2]);
    index(other_run, {"two.archive", "two"});
    for (std::size_t i = 0; i < 3; ++i) {
      std::istringstream in(files[i]);
      for (std::string line; std::getline(in, line);) lines[i / 2].push_back({json::parse(line), runs[i]});
    }
    std::erase_if(lines[0], [&](const Line& line) { return !removed.empty() && text(line.line, "url") == removed; });
    for (std::size_t i = 0; i < 2; ++i) archives[i] = members_of(lines[i]);
    read_stories(folder_ / "one.archive", archives[0]);
    read_stories(folder_ / "two.archive", archives[1]);
  }

  [[nodiscard]] Group matching(const Mode& mode) const {
    Group out;
    for (std::size_t i = 0; i < (mode.two_archives ? 2u : 1u); ++i)
      for (const Member& member : archives[i])
        if ((mode.all_versions || member.latest) && matches(member, mode)) out.push_back(&member);
    return out;
  }

  [[nodiscard]] std::string search(const Mode& mode, std::vector<std::string> arguments) const {
    std::vector<std::string> all{"one.archive"};
    if (mode.two_archives) all.insert(all.end(), {"--archive", "two.archive"});
    if (!mode.since.empty()) all.insert(all.end(), {"--since", mode.since});
    if (!mode.until.empty()) all.insert(all.end(), {"--until", mode.until});
    if (!mode.unit.empty()) all.insert(all.end(), {"--unit", mode.unit});
    if (!mode.new_since.empty()) all.insert(all.end(), {"--new-since", mode.new_since});
    if (!mode.order.empty()) all.insert(all.end(), {"--sort", mode.order});
    all.insert(all.end(), {"--copies", mode.fold ? "fold" : "show", "--versions", mode.all_versions ? "all" : "latest"});
    all.insert(all.end(), arguments.begin(), arguments.end());
    all.insert(all.end(), {"--", mode.query});
    const test::Finished finished = test::run({.program = "backfile-search", .arguments = all, .folder = folder_.path()});
    CAPTURE(finished.err);
    REQUIRE((finished.exit_code == 0 || finished.exit_code == 1));
    return finished.out;
  }

  std::vector<Member> archives[2];

 private:
  void index(const std::string& time, std::vector<std::string> arguments) const {
    const test::Finished finished = test::run({.program = "backfile-index", .arguments = std::move(arguments), .folder = folder_.path(), .environment = {{"SOURCE_DATE_EPOCH", seconds_of(time)}}});
    CAPTURE(finished.err);
    REQUIRE(finished.exit_code == 0);
  }
  test::TemporaryDirectory folder_;
};

Mode random_mode(Random& random) {
  return {.query = one_of(random, {"alpha", "alpha beta", "gamma OR delta", "beta -gamma", "site:b.example", "alpha section:world", "has:date", "*"}),
          .since = one_of(random, {"", "", "1900", "2024-05-05"}),
          .until = one_of(random, {"", "", "2024", "2025-01-01"}),
          .fold = random() % 2 == 0,
          .all_versions = random() % 2 == 0,
          .two_archives = random() % 3 == 0,
          .unit = one_of(random, {"", "stories", "articles"}),
          .order = one_of(random, {"", "newest", "oldest"}),
          .new_since = one_of(random, {"", "", "", second_run, other_run})};
}

std::size_t lines_in(const std::string& out) { return static_cast<std::size_t>(std::ranges::count(out, '\n')); }

/// Another article's text told by what an export says of it.
std::string told(const json& article) {
  return text(article, article.contains("url") ? "url" : "id") + "\n" + text(article, "title") + "\n" + text(article, "body");
}

/// Other articles of a line than the one that stands for it.
std::size_t copies_in(const Group& line) {
  std::set<std::string> addresses;
  for (const Member* member : line) addresses.insert(member->address_key);
  return addresses.size() - 1;
}

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::ranges::sort(names);
  return names;
}

}  // namespace

TEST_CASE("what the programs count is what a naive scan over the JSON lines counts") {
  const unsigned seed = GENERATE_COPY(range(1u, 1 + seeds_or(6)));
  const World world(seed);
  Random random(seed + 1000);
  for (int round = 0; round < 8; ++round) {
    const Mode mode = random_mode(random);
    CAPTURE(seed, round, mode.query, mode.since, mode.until, mode.fold, mode.all_versions, mode.two_archives, mode.unit, mode.order, mode.new_since);
    const Group matching = world.matching(mode);
    std::vector<Group> lines = grouped(matching, mode.fold ? story_of : nothing);
    std::set<std::string> articles;
    for (const Member* member : matching) articles.insert(member->address_key);
    const std::string limit = std::to_string(lines.size() / 3 + 1);
    std::vector<std::string> paged, copies;
    for (std::string cursor;;) {
      std::vector<std::string> asked{"--format", "json", "--limit", limit, "--facet-limit", "2"};
      asked.insert(asked.end(), {"--facets", "year,month,day,section,site,language,author"});
      if (!cursor.empty()) asked.insert(asked.end(), {"--after", cursor});
      const json answer = json::parse(world.search(mode, asked));
      REQUIRE(answer["total"] == lines.size());
      REQUIRE(answer["articles"] == articles.size());
      const std::vector<Group> counted = units(matching, mode);
      for (const auto& [facet, buckets] : answer["facets"].items()) {
        CAPTURE(facet);
        REQUIRE(answered_facet(buckets) == naive_facet(counted, facet, 2));
      }
      for (const json& hit : answer["hits"]) {
        paged.push_back(hit.contains("url") ? hit["url"] : hit["id"]);
        copies.push_back(fmt::format("{} {}", paged.back(), hit.contains("copies") ? hit["copies"]["count"].get<int>() : 0));
      }
      if (!answer.contains("next")) break;
      cursor = answer["next"];
      REQUIRE(paged.size() < lines.size());
    }
    std::vector<std::string> expected_copies;
    for (const Group& line : lines) expected_copies.push_back(fmt::format("{} {}", line.front()->name(), copies_in(line)));
    REQUIRE(sorted(copies) == sorted(expected_copies));
    std::vector<std::string> expected;
    if (mode.order == "oldest")
      std::ranges::stable_sort(lines, [](const Group& a, const Group& b) { return a.front()->early_key() > b.front()->early_key(); });
    for (const Group& line : lines) expected.push_back(line.front()->name());
    if (mode.order == "oldest")
      REQUIRE(paged == expected);
    else
      REQUIRE(sorted(paged) == sorted(expected));
    REQUIRE(world.search(mode, {"--count"}) == std::to_string(lines.size()) + "\n");
    REQUIRE(lines_in(world.search(mode, {"--format", "jsonl"})) == lines.size());
    REQUIRE(lines_in(world.search(mode, {"--format", "csv", "--fields", "url"})) == lines.size() + 1);
  }
}

TEST_CASE("exports and compared timelines have what a naive scan finds") {
  const unsigned seed = GENERATE_COPY(range(10'001u, 10'001 + seeds_or(5)));
  const World world(seed);
  Random random(seed);
  for (int round = 0; round < 6; ++round) {
    const Mode mode = random_mode(random);
    const std::string period = one_of(random, {"year", "month", "day"});
    CAPTURE(seed, round, mode.query, mode.since, mode.until, mode.fold, mode.all_versions, mode.two_archives, mode.unit, mode.new_since, period);
    const Group matching = world.matching(mode);
    // Each match is exported, superseded ones first, so that who reads them in order ends with the latest.
    std::vector<std::string> exported, expected;
    bool superseded_over = false;
    std::istringstream lines(world.search(mode, {"--export", "jsonl"}));
    for (std::string line; std::getline(lines, line);) exported.push_back(told(json::parse(line)));
    for (const Member* member : matching) expected.push_back(told(member->line));
    for (const std::string& one : exported) {
      const bool latest = std::ranges::any_of(matching, [&](const Member* member) { return member->latest && told(member->line) == one; });
      const bool old = std::ranges::any_of(matching, [&](const Member* member) { return !member->latest && told(member->line) == one; });
      if (latest && !old) superseded_over = true;
      if (old && !latest) REQUIRE_FALSE(superseded_over);
    }
    REQUIRE(sorted(exported) == sorted(expected));
    const json check = json::parse(world.search(mode, {"--export", "opensearch-check"}));
    REQUIRE(check.at("expected").at("total") == matching.size());

    Mode other = mode;
    other.query = one_of(random, {"alpha", "has:date", "*", "beta -gamma"});
    std::map<std::string, std::uint64_t> counts[2];
    std::istringstream rows(world.search(mode, {"--timeline=" + period, "--compare", other.query, "--format", "csv"}));
    std::string row;
    std::getline(rows, row);
    while (std::getline(rows, row)) {
      char label[32]{};
      unsigned first = 0, second = 0;
      REQUIRE(std::sscanf(row.c_str(), "%31[^,],%u,%u", label, &first, &second) == 3);
      const std::string name = std::string_view(label) == "undated" ? "null" : "=" + std::string(label);
      if (first) counts[0][name] = first;
      if (second) counts[1][name] = second;
    }
    REQUIRE(json(counts[0]) == naive_facet(units(matching, mode), period, 0));
    REQUIRE(json(counts[1]) == naive_facet(units(world.matching(other), other), period, 0));
  }
}

TEST_CASE("a share is of all that its period has, and never more than the whole") {
  const unsigned seed = GENERATE_COPY(range(20'001u, 20'001 + seeds_or(4)));
  const World world(seed);
  Random random(seed + 1000);
  for (int round = 0; round < 8; ++round) {
    Mode mode = random_mode(random);
    const std::string period = one_of(random, {"year", "month", "day"});
    CAPTURE(seed, round, mode.query, mode.since, mode.until, mode.fold, mode.all_versions, mode.two_archives, mode.unit, period);
    const json answer = json::parse(world.search(mode, {"--format", "json", "--timeline=" + period, "--share"}));
    const std::vector<Group> counted = units(world.matching(mode), mode);
    Mode everything = mode;
    everything.query = "*";
    // Each period has the units with a member in it.
    std::map<std::string, std::set<const Member*>> whole;
    for (const Group& unit : units(world.matching(everything), mode))
      for (const Member* member : unit) whole[values_of(*member, period).empty() ? "null" : "=" + values_of(*member, period)[0]].insert(unit.front());
    REQUIRE(answered_facet(answer["facets"][period]) == naive_facet(counted, period, 0));
    for (const json& bucket : answer["facets"][period]) {
      CAPTURE(bucket.dump());
      const std::string name = bucket["value"].is_null() ? "null" : "=" + bucket["value"].get<std::string>();
      REQUIRE(bucket["of"] == whole[name].size());
      REQUIRE(bucket["count"] <= bucket["of"]);
    }
  }
}
