// query_bench ARCHIVE QUERIES REPETITIONS: how long whole answers take inside one warm process, for tests/bench/peers.
// QUERIES has lines `name TAB kind TAB words [TAB since:until]`; kinds one, or: any word; and: all words; phrase: side by side.
// Prints for each: the median in microseconds of the whole answer (first ten lines, snippets, exact facets by month, site and section, copies
// folded, latest versions), of the same without facets, of counting facets alone, of three of Xapian's value spies over the same matches,
// and how many articles matched.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <backfile/backfile.hpp>
#include <xapian.h>

#include "common/schema.hpp"
#include "searcher/src/archive.hpp"
#include "searcher/src/query_compile.hpp"

namespace {

using Clock = std::chrono::steady_clock;

struct Asked {
  std::string name;
  std::string text;
  backfile::Match match = backfile::Match::all;
  std::string since, until;
};

std::vector<Asked> read_queries(const char* path) {
  std::vector<Asked> queries;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::istringstream cells(line);
    Asked asked;
    std::string kind, range;
    std::getline(cells, asked.name, '\t');
    std::getline(cells, kind, '\t');
    std::getline(cells, asked.text, '\t');
    std::getline(cells, range);
    if (kind == "phrase") asked.text = '"' + asked.text + '"';
    if (kind == "one" || kind == "or") asked.match = backfile::Match::any;
    if (const std::size_t colon = range.find(':'); colon != std::string::npos) {
      asked.since = range.substr(0, colon);
      asked.until = range.substr(colon + 1);
    }
    if (!asked.text.empty()) queries.push_back(std::move(asked));
  }
  return queries;
}

template <typename Work>
double microseconds(Work&& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

/// What counting costs by Xapian's own means.
void count_by_spies(const backfile::Archives& archives, const backfile::CompiledQuery& compiled) {
  Xapian::Enquire enquire(archives.merged());
  enquire.set_query(compiled.query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  Xapian::ValueCountMatchSpy days(backfile::schema::slot::day), sites(backfile::schema::slot::site), sections(backfile::schema::slot::section);
  for (Xapian::ValueCountMatchSpy* spy : {&days, &sites, &sections}) enquire.add_matchspy(spy);
  (void)enquire.get_mset(0, 1, archives.merged().get_doccount());
}

class Bench {
 public:
  explicit Bench(const std::string& archive) : searcher_(backfile::Searcher::open(archive)), archives_({{archive}}) {}

  void run(const std::vector<Asked>& queries, int repetitions) {
    std::cout << "name\twhole\twithout_facets\tfacets_alone\tspies\tarticles\n";
    std::vector<std::vector<std::vector<double>>> times(queries.size(), std::vector<std::vector<double>>(4));
    std::vector<std::uint64_t> found(queries.size());
    // All queries in turn, so that none finds the caches as it left them itself.
    for (int i = 0; i < repetitions; ++i)
      for (std::size_t q = 0; q < queries.size(); ++q) found[q] = measure(queries[q], times[q], i >= repetitions / 3);
    for (std::size_t q = 0; q < queries.size(); ++q) {
      std::cout << queries[q].name;
      for (const std::vector<double>& column : times[q]) std::cout << '\t' << std::llround(median(column));
      std::cout << '\t' << found[q] << '\n';
    }
  }

 private:
  std::uint64_t measure(const Asked& asked, std::vector<std::vector<double>>& times, bool keep) {
    const backfile::Query query = backfile::Query::parse(asked.text, backfile::Syntax::query, asked.match);
    backfile::SearchOptions whole;
    whole.facets = {backfile::Field::month, backfile::Field::site, backfile::Field::section};
    whole.since = asked.since;
    whole.until = asked.until;
    backfile::SearchOptions without = whole, facets = whole;
    without.facets.clear();
    facets.limit = 0;
    std::uint64_t articles = 0;
    const double measured[] = {
        microseconds([&] { articles = searcher_.search(query, whole).articles; }),
        microseconds([&] { (void)searcher_.search(query, without); }),
        microseconds([&] { (void)searcher_.search(query, facets); }),
        microseconds([&] { count_by_spies(archives_, compiled(query, asked)); }),
    };
    for (std::size_t i = 0; keep && i < times.size(); ++i) times[i].push_back(measured[i]);
    return articles;
  }

  backfile::CompiledQuery compiled(const backfile::Query& query, const Asked& asked) const {
    backfile::CompileContext context;
    context.database = &archives_.merged();
    context.languages = archives_.languages();
    context.first_year = archives_.first_year();
    context.last_year = archives_.last_year();
    context.since = asked.since;
    context.until = asked.until;
    return backfile::compile(query, context);
  }

  backfile::Searcher searcher_;
  backfile::Archives archives_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: query_bench ARCHIVE QUERIES REPETITIONS\n";
    return 2;
  }
  try {
    Bench(argv[1]).run(read_queries(argv[2]), std::max(3, std::atoi(argv[3])));
  } catch (const backfile::Error& error) {
    std::cerr << "query_bench: " << error.what() << '\n';
    return 2;
  }
  return 0;
}
