// The walk: depth first, names in byte order, on a stack of our own. Directories are opened relative to their parent, so that
// paths longer than PATH_MAX work; only the deepest few stay open, so that depth costs no descriptors. The names of the
// directories on the stack are all that is kept.
//
// Links to files are followed. A link to a directory is followed once, unless that directory is read anyway (it lies in a CRAWL),
// holds a CRAWL, or is being walked just now: then a line of the report says so.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <ranges>

#include "indexer/crawl/file_finder.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_open_directories = 64;

/// The names in a directory, sorted; kept in one arena, since a flat crawl holds millions.
class SortedNames {
 public:
  /// 0, or the errno of what stopped the reading (what was read before is kept). A signal leaves nothing to take. Reads on from where `directory`
  /// stands: opendir() would take three more calls of the system for each directory, and crawls have nearly as many as files.
  int read(const FileHandle& directory, const NameFilter& is_wanted) {
    struct stat unused {};
    if (fstatat(directory.get(), ".", &unused, 0) != 0) return errno;  // names can be read and not looked at: told once, not for each
    std::vector<char>& buffer = entries_buffer();
    for (;;) {
      const ssize_t bytes = getdents64(directory.get(), buffer.data(), buffer.size());
      if (interrupted()) {
        drop();
        return 0;
      }
      if (bytes <= 0) {
        const int error_number = bytes < 0 ? errno : 0;
        std::ranges::sort(starts_, [this](std::size_t a, std::size_t b) { return at(a) < at(b); });
        return error_number;
      }
      for (std::size_t begin = 0; begin < static_cast<std::size_t>(bytes);) {
        dirent64 entry{};
        std::memcpy(&entry, buffer.data() + begin, offsetof(dirent64, d_name));
        const std::string_view name = buffer.data() + begin + offsetof(dirent64, d_name);
        const bool passed_over = is_wanted && entry.d_type == DT_REG && !is_wanted(name);
        if (name != "." && name != ".." && !passed_over) add(name);
        begin += entry.d_reclen;
      }
    }
  }
  [[nodiscard]] bool done() const { return next_ == starts_.size(); }
  [[nodiscard]] std::size_t pending() const { return starts_.size() - next_; }
  std::string take() { return std::string(at(starts_[next_++])); }
  void drop() { next_ = starts_.size(); }

 private:
  void add(std::string_view name) {
    starts_.push_back(arena_.size());
    arena_.append(name).push_back('\0');
  }
  [[nodiscard]] std::string_view at(std::size_t start) const { return arena_.data() + start; }
  static std::vector<char>& entries_buffer() {
    thread_local std::vector<char> buffer(std::size_t{64} << 10);
    return buffer;
  }

  std::string arena_;
  std::vector<std::size_t> starts_;
  std::size_t next_ = 0;
};

struct Frame {
  FileHandle directory;
  FileIdentity identity;
  SortedNames names;
  std::size_t path_bytes = 0;  // of the walk's path: this directory's part
};

bool contains_path(std::string_view outer, std::string_view inner) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || outer.ends_with('/') || inner[outer.size()] == '/');
}

std::optional<std::string> real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(realpath(path.c_str(), nullptr), &std::free);
  if (!resolved) return std::nullopt;
  return std::string(resolved.get());
}

class DirectoryWalk final : public FileFinder {
 public:
  DirectoryWalk(std::string root, FileHandle opened, std::function<bool(const std::string&)> is_elsewhere, NameFilter is_wanted)
      : path_(std::move(root)), is_elsewhere_(std::move(is_elsewhere)), is_wanted_(std::move(is_wanted)) {
    if (!path_.ends_with('/')) path_ += '/';
    root_bytes_ = path_.size();
    const auto resolved = real_path(path_);
    if (resolved) root_name_ = resolved->substr(resolved->rfind('/') + 1);
    auto status = status_at(opened.get(), ".");
    if (const auto* ok = std::get_if<FileStatus>(&status)) enter(std::move(opened), ok->identity);
  }

  std::optional<FoundFile> next() override {
    while (!interrupted()) {
      if (delayed_) return std::exchange(delayed_, std::nullopt);
      if (stack_.empty()) return std::nullopt;
      if (stack_.back().names.done()) {
        leave();
        continue;
      }
      path_.resize(stack_.back().path_bytes);
      if (auto found = look_at(stack_.back().names.take())) return found;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::uint64_t pending() const override {
    return std::accumulate(stack_.begin(), stack_.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Frame& frame) { return sum + frame.names.pending(); });
  }

 private:
  /// A file to hand out, or nullopt when the name was a directory that is entered now.
  std::optional<FoundFile> look_at(std::string name) {
    path_ += name;
    const int directory_fd = stack_.back().directory.get();
    auto status = status_at(directory_fd, name);
    if (auto* reject = std::get_if<Reject>(&status)) return found(std::move(*reject));
    const auto& known = std::get<FileStatus>(status);
    if (known.kind == FileStatus::Kind::directory) return look_at_directory(name, known);
    if (known.kind == FileStatus::Kind::other)
      return found(Reject{.reason = Reason::not_html, .detail = "not a regular file"}, known.stamp);
    FoundFile file = found(std::nullopt, known.stamp);
    file.directory_fd = directory_fd;
    file.name = std::move(name);
    return file;
  }

  std::optional<FoundFile> look_at_directory(const std::string& name, const FileStatus& status) {
    if (std::ranges::find(stack_, status.identity, &Frame::identity) != stack_.end())
      return found(Reject{.reason = Reason::not_html, .detail = "a link to a directory above it: not followed"});
    if (status.is_link && !may_follow())
      return found(Reject{.reason = Reason::not_html, .detail = "a link to a directory that is read elsewhere: not followed"});
    auto opened = open_directory(stack_.back().directory.get(), name);
    if (auto* reject = std::get_if<Reject>(&opened)) return found(std::move(*reject));
    path_ += '/';
    enter(std::move(std::get<FileHandle>(opened)), status.identity);
    return std::nullopt;
  }

  bool may_follow() {
    auto target = real_path(path_);
    if (!target || is_elsewhere_(*target)) return false;
    const auto overlaps = [&](const std::string& other) { return contains_path(other, *target) || contains_path(*target, other); };
    if (std::ranges::any_of(followed_, overlaps)) return false;
    followed_.push_back(std::move(*target));
    return true;
  }

  void enter(FileHandle directory, FileIdentity identity) {
    Frame frame{.directory = std::move(directory), .identity = identity, .names = {}, .path_bytes = path_.size()};
    if (const int error_number = frame.names.read(frame.directory, is_wanted_); error_number != 0)
      delayed_ = found(unreadable("cannot read the directory", error_number));
    stack_.push_back(std::move(frame));
    if (stack_.size() > max_open_directories) stack_[stack_.size() - 1 - max_open_directories].directory = FileHandle();
  }

  void leave() {
    const Frame left = std::move(stack_.back());
    stack_.pop_back();
    // A closed parent is opened again even if nothing is left in it: its own parent is found through it.
    if (stack_.empty() || stack_.back().directory) return;
    Frame& parent = stack_.back();
    path_.resize(parent.path_bytes);
    if (reopen(parent, left.directory.get(), "..") || reopen(parent, AT_FDCWD, path_)) return;
    delayed_ = found(Reject{.reason = Reason::unreadable, .detail = "the directory went away while it was read"});
    parent.names.drop();
  }

  static bool reopen(Frame& frame, int from, const std::string& name) {
    auto opened = open_directory(from, name);
    auto* directory = std::get_if<FileHandle>(&opened);
    if (directory == nullptr) return false;
    auto status = status_at(directory->get(), ".");
    const auto* known = std::get_if<FileStatus>(&status);
    if (known == nullptr || known->identity != frame.identity) return false;
    frame.directory = std::move(*directory);
    return true;
  }

  [[nodiscard]] FoundFile found(std::optional<Reject> failure, FileStamp stamp = {}) const {
    FoundFile file;
    file.source = path_;
    if (file.source.size() > root_bytes_ && file.source.ends_with('/')) file.source.pop_back();
    file.relative_path = path_.substr(std::min(root_bytes_, path_.size()));
    file.root_name = root_name_;
    file.stamp = stamp;
    file.failure = std::move(failure);
    return file;
  }

  std::string path_;  // of the name looked at: the root as given and what lies below
  std::size_t root_bytes_ = 0;
  std::string root_name_;
  std::function<bool(const std::string&)> is_elsewhere_;
  NameFilter is_wanted_;
  std::vector<std::string> followed_;
  std::vector<Frame> stack_;
  std::optional<FoundFile> delayed_;
};

}  // namespace

std::unique_ptr<FileFinder> walk_directory(const std::string& root, FileHandle opened,
                                           std::function<bool(const std::string& real_path)> is_elsewhere, NameFilter is_wanted) {
  return std::make_unique<DirectoryWalk>(root, std::move(opened), std::move(is_elsewhere), std::move(is_wanted));
}

}  // namespace backfile
