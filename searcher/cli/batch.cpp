#include "searcher/cli/batch.hpp"

#include <cerrno>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "searcher/cli/batch_reader.hpp"
#include "searcher/cli/messages.hpp"

namespace backfile::cli {

namespace {

class BatchRun {
 public:
  BatchRun(Session& session, std::string name) : session_(session), name_(std::move(name)) {}

  void one(const BatchLine& line) {
    if (!line.mistake.empty()) return complain(line, line.mistake);
    const Options& options = session_.options();
    const Query query = Query::parse(line.query, options.syntax, options.match);
    if (!query.ok()) return complain(line, describe(query.diagnostics().front(), query.text()));
    try {
      hits_ |= session_.answer(line.id, query);
    } catch (const Error& error) {
      // Another query may fare better; but a run in which the archive fails has failed.
      if (error.code() != Errc::deadline) throw;
      complain(line, error.what());
    }
    session_.out().flush();
  }

  [[nodiscard]] ExitCode code() const {
    if (hits_) return ExitCode::hits;
    return mistakes_ ? ExitCode::error : ExitCode::none;
  }

 private:
  void complain(const BatchLine& line, std::string_view message) {
    mistakes_ = true;
    print_error(message_line(name_ + ":" + std::to_string(line.number) + ": " + std::string(message)));
  }

  Session& session_;
  std::string name_;
  bool hits_ = false, mistakes_ = false;
};

}  // namespace

ExitCode run_batch(Session& session) {
  const std::string& name = session.options().queries;
  std::ifstream file;
  if (name != "-") {
    file.open(name, std::ios::binary);
    // Opening a directory succeeds; reading it does not.
    if (!file || (file.peek(), file.bad())) {
      throw Error(Errc::io, "cannot read " + name + ": " + std::generic_category().message(errno));
    }
    file.clear();
  }
  BatchReader reader(name == "-" ? std::cin : static_cast<std::istream&>(file));
  BatchRun run(session, name == "-" ? "standard input" : name);
  while (const std::optional<BatchLine> line = reader.next()) run.one(*line);
  if (run.code() == ExitCode::none) {
    session.out().flush();
    print_error("no hits\n");
  }
  return run.code();
}

}  // namespace backfile::cli
