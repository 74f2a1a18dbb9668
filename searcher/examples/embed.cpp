// A complete program that embeds Backfile: asks an archive, shows hits and months, goes through every page of the answer.
// docs/embedding.md quotes this file whole.
//
//     embed ARCHIVE QUERY
#include <cstdlib>
#include <iostream>

#include <backfile/backfile.hpp>

namespace {

// A snippet is text and spans, not markup: each application marks what matched in its own way.
std::string marked(const backfile::Snippet& snippet) {
  std::string out;
  std::size_t at = 0;
  for (const backfile::Span& span : snippet.highlights) {
    out.append(snippet.text, at, span.begin - at).append("[");
    out.append(snippet.text, span.begin, span.end - span.begin).append("]");
    at = span.end;
  }
  return out.append(snippet.text, at, std::string::npos);
}

void show_hit(const backfile::Hit& hit) {
  std::cout << hit.rank << ". " << hit.title << '\n';
  if (hit.published) std::cout << "   " << backfile::to_string(*hit.published) << '\n';
  std::cout << "   " << marked(hit.snippet) << '\n';
}

void show_months(const backfile::Results& results) {
  for (const backfile::Bucket& month : results.facets.front().buckets) {
    std::cout << month.value.value_or("undated") << ": " << month.count << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed ARCHIVE QUERY\n";
    return EXIT_FAILURE;
  }
  const backfile::Query query = backfile::Query::parse(argv[2]);
  if (!query.ok()) {
    const backfile::Diagnostic& mistake = query.diagnostics().front();
    std::cerr << "byte " << mistake.offset << ": " << mistake.message << '\n';
    return EXIT_FAILURE;
  }
  try {
    backfile::Searcher searcher = backfile::Searcher::open(argv[1]);
    backfile::SearchOptions options{.limit = 2, .order = backfile::Order::newest, .facets = {backfile::Field::month}};
    backfile::Results results = searcher.search(query, options);
    std::cout << results.total << " hits\n";
    show_months(results);
    options.facets.clear();
    for (;;) {
      for (const backfile::Hit& hit : results.hits) show_hit(hit);
      if (!results.next) break;
      options.after = results.next;
      results = searcher.search(query, options);
    }
  } catch (const backfile::Error& error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
