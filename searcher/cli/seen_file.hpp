// FILE.seen beside the file of --watch: what was seen of each saved query when it last ran. A line a query: name, time of that run, what was seen
// (Results::seen), the query itself, with tabs between.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/results.hpp>

namespace backfile::cli {

/// How far a saved query has come.
struct SeenQuery {
  std::string when;   // it last ran: RFC 3339, UTC
  Seen seen;
  std::string query;  // as it read then
};

class SeenFile {
 public:
  /// Reads the file; without one nothing was seen. Throws Error(io) when it cannot be read, or could not be written where it is.
  explicit SeenFile(std::string path);

  /// Null when a query of that name never ran.
  [[nodiscard]] const SeenQuery* find(std::string_view name) const;
  void note(const std::string& name, SeenQuery seen) { queries_.insert_or_assign(name, std::move(seen)); }

  /// Puts the file there whole, in one step, on disk. Throws Error(io); then what was there before stays.
  void save() const;

  /// "FILE.seen:LINE: ..." of lines that make no sense: their queries never ran.
  [[nodiscard]] const std::vector<std::string>& mistakes() const { return mistakes_; }

 private:
  std::string path_;
  std::map<std::string, SeenQuery, std::less<>> queries_;
  std::vector<std::string> mistakes_;
};

}  // namespace backfile::cli
