#include "searcher/cli/watch.hpp"

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "common/clock.hpp"
#include "searcher/cli/atom.hpp"
#include "searcher/cli/batch_reader.hpp"
#include "searcher/cli/messages.hpp"
#include "searcher/cli/seen_file.hpp"

namespace backfile::cli {

namespace {

constexpr std::uint32_t first_run_limit = 100;  // of what was there before anybody watched
constexpr std::uint32_t all_hits = 1'000'000;

/// The file of saved queries, locked while this lives: two runs at once would both report the same, or lose what one of them saw.
class LockedFile {
 public:
  explicit LockedFile(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (fd_ < 0) fail(path);
    const auto patience_ends = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    while (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) fail(path);
      if (std::chrono::steady_clock::now() > patience_ends) throw Error(Errc::locked, path + " is locked by another run of --watch");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    for (char block[65536];;) {
      const ssize_t count = ::read(fd_, block, sizeof block);
      if (count < 0 && errno != EINTR) fail(path);
      if (count == 0) break;
      if (count > 0) text_.append(block, static_cast<std::size_t>(count));
    }
  }
  ~LockedFile() { ::close(fd_); }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  [[noreturn]] static void fail(const std::string& path) {
    throw Error(Errc::io, "cannot read " + path + ": " + std::generic_category().message(errno));
  }
  int fd_;
  std::string text_;
};

class WatchRun {
 public:
  WatchRun(Session& session, SeenFile* seen)
      : session_(session), file_(session.options().queries), seen_(seen), now_(utc_text(seconds_now())), feed_(feed_name(), feed_title()) {}

  void one(const BatchLine& line) {
    if (!line.mistake.empty()) return complain(line, line.mistake);
    if (const auto [before, is_new] = lines_.emplace(line.id, line.number); !is_new)
      return complain(line, fmt::format("line {} has the same name", before->second));
    const Options& options = session_.options();
    const Query query = Query::parse(line.query, options.syntax, options.match);
    if (!query.ok()) return complain(line, describe(query.diagnostics().front(), query.text()));
    try {
      report(line, query);
    } catch (const Error& error) {
      // Another query may fare better; but a run in which the archive fails has failed.
      if (error.code() != Errc::deadline && error.code() != Errc::usage) throw;
      complain(line, error.what());
    }
  }

  /// Everything is out, and only then counts as seen.
  ExitCode finish() {
    if (session_.options().format == Format::atom) session_.write([&](std::string& out) { feed_.render(out, now_); });
    session_.out().flush();
    if (seen_) seen_->save();
    if (hits_) return ExitCode::hits;
    if (mistakes_) return ExitCode::error;
    print_error("no hits\n");
    return ExitCode::none;
  }

 private:
  void report(const BatchLine& line, const Query& query) {
    const Options& options = session_.options();
    const SeenQuery* before = seen_ ? seen_->find(line.id) : nullptr;
    const bool changed = before && before->query != line.query;
    SearchOptions search = session_.answer_options();
    search.arrivals = true;
    if (seen_) search.seen = before && !changed ? before->seen : Seen{};
    if (!options.has_limit) search.limit = first_run_limit;
    Results results = session_.ask(query, search);
    if (!options.has_limit && results.next && results.unseen_archives == 0) {
      search.limit = all_hits;
      results = session_.ask(query, search);
    }
    note_first(results, before, changed);
    hits_ |= results.total > 0;
    if (options.format == Format::atom)
      feed_.add(results, line.id);
    else
      session_.show({.id = line.id, .query = line.query, .results = results, .new_since = before && !changed ? before->when : std::string()});
    session_.out().flush();
    if (seen_) seen_->note(line.id, {now_, results.seen.value_or(Seen{}), line.query});
  }

  /// Says why what is no news to anybody is here, and what was left out. There are no further pages of a run.
  static void note_first(Results& results, const SeenQuery* before, bool changed) {
    if (results.unseen_archives > 0)
      results.notes.emplace_back(changed  ? "this query has changed since the last run: everything counts as new"
                                 : before ? "an archive is here that the last run did not see: all it has counts as new"
                                          : "the first run of this query: everything counts as new");
    if (results.hits.size() < results.total) results.notes.push_back(fmt::format("{} of {} hits are listed", results.hits.size(), results.total));
    results.next.reset();
  }

  void complain(const BatchLine& line, std::string_view message) {
    mistakes_ = true;
    print_error(message_line(fmt::format("{}:{}: {}", file_, line.number, message)));
  }

  [[nodiscard]] std::string feed_name() const {
    std::string name = "watch " + std::filesystem::absolute(file_).lexically_normal().string();
    for (const std::string& identity : session_.identities()) name += " " + identity;
    return name;
  }
  [[nodiscard]] std::string feed_title() const { return std::filesystem::path(file_).stem().string() + ": new articles"; }

  Session& session_;
  const std::string& file_;
  SeenFile* seen_;  // null: what is new is told by a time
  std::string now_;
  AtomFeed feed_;
  std::map<std::string, std::uint64_t> lines_;  // by name
  bool hits_ = false, mistakes_ = false;
};

}  // namespace

ExitCode run_watch(Session& session) {
  const Options& options = session.options();
  const LockedFile file(options.queries);
  std::optional<SeenFile> seen;
  if (options.search.new_since.empty()) seen.emplace(options.queries + ".seen");
  if (seen)
    for (const std::string& mistake : seen->mistakes()) print_error(message_line(mistake));
  WatchRun run(session, seen ? &*seen : nullptr);
  std::istringstream text(file.text());
  BatchReader reader(text, BatchIds::names);
  while (const std::optional<BatchLine> line = reader.next()) run.one(*line);
  return run.finish();
}

}  // namespace backfile::cli
