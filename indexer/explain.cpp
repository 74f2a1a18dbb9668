// backfile-index --explain PAGE: which evidence gave each field, candidates included.
#include <cstdio>
#include <string>
#include <variant>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/terminal.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/extract/extract.hpp"
#include "indexer/run.hpp"
#include "indexer/run_setup.hpp"

namespace backfile {
namespace {

constexpr int shown_value_columns = 100;

void print_explanation(const Explanation& line) {
  const std::string text = fmt::format("{} {:<10} {:<14} {}{}{}{}\n", line.chosen ? '*' : ' ', line.field, line.evidence,
                                       cut_to_columns(escaped_for_terminal(line.value), shown_value_columns),
                                       line.detail.empty() ? "" : "  [" + escaped_for_terminal(line.detail) + "]",
                                       line.note.empty() ? "" : "  ", escaped_for_terminal(line.note));
  std::fputs(text.c_str(), stdout);
}

}  // namespace

ExitCode explain_page(const IndexOptions& options) {
  IndexOptions one_page = options;
  one_page.crawls = {options.explain_page};
  const auto source = open_crawl(crawl_options(one_page));
  enter_sandbox(options);
  bool any = false;
  while (auto input = source->next()) {
    if (input->kind == Input::Kind::capture_again || (input->is_record && input->kind == Input::Kind::failure && !is_failure(input->failure.reason)))
      continue;
    if (input->kind == Input::Kind::failure)
      throw Error(Errc::io, input->source + ": " + std::string(reason_name(input->failure.reason)) + ": " + input->failure.detail);
    if (input->kind == Input::Kind::article_line) throw Error(Errc::usage, "--explain takes a page, not JSON lines");
    const std::string name = input->source;
    auto loaded = load_page(*input, options.max_page_bytes);
    if (const auto* reject = std::get_if<Reject>(&loaded))
      throw Error(Errc::io, name + ": " + std::string(reason_name(reject->reason)) + ": " + reject->detail);
    const Extraction extraction = extract(std::get<Page>(std::move(loaded)), make_extract_options(options), true);
    fmt::print("{}\n", escaped_for_terminal(name));
    for (const Explanation& line : extraction.explanations) print_explanation(line);
    if (extraction.rejected)
      fmt::print("rejected: {} {}\n", reason_name(extraction.rejected->reason), escaped_for_terminal(extraction.rejected->detail));
    any = true;
  }
  if (!any) throw Error(Errc::not_found, options.explain_page + " holds no page");
  return ExitCode::done;
}

}  // namespace backfile
