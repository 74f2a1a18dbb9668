// A file system after a power cut: what was synced is there; of what was not, whatever the disk happened to have written.
//
// A file's bytes are durable once the file is synced, a name once its directory is; nothing else promises anything. Bytes that were not synced are
// kept, dropped or torn by pieces of a sector or a page, each write for itself and in any order; a file may have grown around holes of zeros. Names
// that were not synced (made, renamed, removed) are kept up to some moment, as a file system with a journal has it, or each for itself as far as
// one does not rest on another, as one without.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/power/operation_log.hpp"

namespace backfile::test {

/// What becomes of what was not synced.
enum class Unsynced { kept, dropped, kept_up_to_a_moment, each_for_itself };

class Disk {
 public:
  /// As it lies there, all durable: what is below `root` and whose name begins with `prefix`.
  Disk(const std::string& root, const std::string& prefix);

  void apply(const Operation& operation);

  /// Bytes by path; directories end in '/' and have none.
  using Tree = std::map<std::string, std::string>;
  [[nodiscard]] Tree after_power_cut(Unsynced unsynced, std::mt19937& random) const;
  /// How many writes, truncations and names a cut now would put at stake.
  [[nodiscard]] std::size_t at_stake() const;

 private:
  using Number = std::size_t;  // of a node
  struct Change {              // of bytes
    bool is_write;
    std::uint64_t offset;  // of a truncation the size
    std::string bytes;
  };
  struct Node {
    bool is_directory = false;
    std::string durable;
    std::vector<Change> pending;
    std::map<std::string, Number> names;  // of a directory, as the running programs see it
  };
  struct Entry {
    Number directory;
    std::string name;
    std::optional<Number> node;  // none: the name is free
  };
  struct Naming {  // happens as a whole, or not
    std::vector<Entry> entries;
    bool is_durable = false;
  };

  [[nodiscard]] std::optional<Number> find(const std::string& path) const;
  Number add(bool is_directory);
  void name(std::vector<Entry> entries);
  [[nodiscard]] Entry entry(const std::string& path, std::optional<Number> node) const;
  void sync(Number number);
  [[nodiscard]] std::vector<bool> choose_names(Unsynced unsynced, std::mt19937& random) const;
  static void change(std::string& bytes, const Change& change);
  static std::string bytes_after(const Node& node, Unsynced unsynced, std::mt19937& random);
  void collect(Number directory, const std::string& path, const std::map<Number, std::map<std::string, Number>>& names, Unsynced unsynced,
               std::mt19937& random, Tree& tree) const;

  std::vector<Node> nodes_;  // the first is the root
  std::vector<Naming> namings_;
};

/// As it lies on this machine's disk.
[[nodiscard]] Disk::Tree read_tree(const std::string& root, const std::string& prefix);
/// Removes what read_tree() sees, and puts `tree` there.
void write_tree(const std::string& root, const std::string& prefix, const Disk::Tree& tree);

}  // namespace backfile::test
