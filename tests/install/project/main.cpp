// Uses what the library promises: a query parsed without an archive, an error with a code, an archive that can be asked.
#include <iostream>

#include <backfile/backfile.hpp>

int main(int argc, char** argv) {
  const backfile::Query query = backfile::Query::parse("harbour -fog");
  if (!query.ok() || query.to_string() != "harbour AND NOT fog") return 1;
  try {
    (void)backfile::Searcher::open("no/such/archive");
    return 2;
  } catch (const backfile::Error& error) {
    if (error.code() != backfile::Errc::not_found) return 3;
  }
  if (argc > 1) std::cout << backfile::Searcher::open(argv[1]).search(query, {.limit = 1}).total << " hits\n";
  std::cout << "backfile " << backfile::version() << "\n";
}
