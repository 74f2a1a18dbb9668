// Finding the files of a crawl, without looking into them: a directory walked, a list of paths, a single file. crawl_source.cpp
// strings finders together and looks at what each file is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/mirror_path.hpp"
#include "indexer/crawl/page.hpp"

namespace backfile {

/// A regular file of the crawl, or why something found is none.
struct FoundFile {
  std::string source;         // the CRAWL as given joined with what lies below it
  std::string relative_path;  // below the CRAWL; of a path named by itself the path, without "./" and "/" in front
  std::string root_name;      // the CRAWL directory's name, empty when there is none
  HostPlace host_place = HostPlace::first;
  FileStamp stamp;
  int directory_fd = -1;      // with `name`: how to open it, until the finder's next step
  std::string name;
  std::optional<Reject> failure;
};

class FileFinder {
 public:
  virtual ~FileFinder() = default;
  virtual std::optional<FoundFile> next() = 0;
  /// Files and directories known and not yet named: a lower bound of what comes.
  [[nodiscard]] virtual std::uint64_t pending() const = 0;
};

/// Of a file's name: false for files that are passed over without a look (where a directory tells which of its names are files; else they come all
/// the same). Empty: all are wanted.
using NameFilter = std::function<bool(std::string_view name)>;

/// Walks `root` depth first, names in byte order. `is_elsewhere(real path)`: a directory that a link leads to is read anyway and
/// must not be read twice.
[[nodiscard]] std::unique_ptr<FileFinder> walk_directory(const std::string& root, FileHandle opened,
                                                         std::function<bool(const std::string& real_path)> is_elsewhere, NameFilter is_wanted = {});

/// Paths read from a stream (standard input), one a line, or NUL-separated if its first chunk holds a NUL. Directories among them
/// are walked.
[[nodiscard]] std::unique_ptr<FileFinder> read_path_list(int fd);

/// The finder for one path: file or directory. A path that cannot be looked at gives a Reject.
[[nodiscard]] std::variant<std::unique_ptr<FileFinder>, Reject> find_at(const std::string& path, HostPlace place_of_files,
                                                                        std::function<bool(const std::string&)> is_elsewhere, NameFilter is_wanted = {});

}  // namespace backfile
