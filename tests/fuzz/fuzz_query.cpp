// Any bytes as a query: parsing and compiling never fail otherwise than by diagnostics, mistakes lie inside the text,
// and the printed form is understood as the same query.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "searcher/src/query_ast.hpp"
#include "searcher/src/query_compile.hpp"

namespace {

const Xapian::Database& dictionary() {
  static const Xapian::WritableDatabase database = [] {
    Xapian::WritableDatabase out(std::string(), Xapian::DB_BACKEND_INMEMORY);
    Xapian::Document document;
    for (const char* term : {"a", "story", "stories", "Zstori", "Sstory", "Ajane", "XSECTION:world"})
      document.add_term(term);
    out.add_document(document);
    return out;
  }();
  return database;
}

void require(bool property) {
  if (!property) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Match match = (data[0] & 1) != 0 ? Match::any : Match::all;
  const Query query = Query::parse(text, (data[0] & 2) != 0 ? Syntax::words : Syntax::query, match);
  for (const Diagnostic& mistake : query.diagnostics()) require(mistake.offset + mistake.length <= text.size());
  if (!query.ok()) return 0;
  CompileContext context;
  context.database = &dictionary();
  context.languages = {"en", "de", "ja"};
  (void)compile(query, context);
  const std::string printed = query.to_string();
  if (printed.size() <= 4096)
    require(detail::QueryAccess::root(Query::parse(printed)) == detail::QueryAccess::root(query));
  return 0;
}
