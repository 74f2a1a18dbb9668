#include "tests/power/disk.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

namespace backfile::test {
namespace {

namespace fs = std::filesystem;

int below(std::mt19937& random, int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random); }

}  // namespace

Disk::Disk(const std::string& root, const std::string& prefix) {
  add(true);
  for (const auto& [path, bytes] : read_tree(root, prefix)) {
    const bool is_directory = path.ends_with('/');
    const Number number = add(is_directory);
    nodes_[number].durable = bytes;
    name({entry(is_directory ? path.substr(0, path.size() - 1) : path, number)});
    namings_.back().is_durable = true;
  }
}

Disk::Number Disk::add(bool is_directory) {
  nodes_.emplace_back().is_directory = is_directory;
  return nodes_.size() - 1;
}

std::optional<Disk::Number> Disk::find(const std::string& path) const {
  Number at = 0;
  for (const fs::path& part : fs::path(path)) {
    if (part == ".") continue;
    const auto found = nodes_[at].names.find(part);
    if (found == nodes_[at].names.end()) return std::nullopt;
    at = found->second;
  }
  return at;
}

Disk::Entry Disk::entry(const std::string& path, std::optional<Number> node) const {
  const auto directory = find(fs::path(path).parent_path());
  if (!directory) throw std::runtime_error("no directory for " + path);
  return {*directory, fs::path(path).filename(), node};
}

void Disk::name(std::vector<Entry> entries) {
  for (const Entry& entry : entries) {
    if (entry.node)
      nodes_[entry.directory].names[entry.name] = *entry.node;
    else
      nodes_[entry.directory].names.erase(entry.name);
  }
  namings_.push_back({.entries = std::move(entries)});
}

void Disk::sync(Number number) {
  Node& node = nodes_[number];
  for (const Change& pending : std::exchange(node.pending, {})) change(node.durable, pending);
  if (!node.is_directory) return;
  for (Naming& naming : namings_)
    if (std::ranges::any_of(naming.entries, [&](const Entry& entry) { return entry.directory == number; })) naming.is_durable = true;
}

void Disk::apply(const Operation& operation) {
  using Kind = Operation::Kind;
  const auto node = find(operation.path);
  if (operation.kind == Kind::create || operation.kind == Kind::directory) return name({entry(operation.path, add(operation.kind == Kind::directory))});
  if (!node) throw std::runtime_error("nothing is at " + operation.path);
  switch (operation.kind) {
    case Kind::write: nodes_[*node].pending.push_back({true, operation.offset, operation.bytes}); break;
    case Kind::truncate: nodes_[*node].pending.push_back({false, operation.offset, {}}); break;
    case Kind::sync: sync(*node); break;
    case Kind::rename: name({entry(operation.path, std::nullopt), entry(operation.other, node)}); break;
    case Kind::exchange: name({entry(operation.path, find(operation.other)), entry(operation.other, node)}); break;
    case Kind::unlink: name({entry(operation.path, std::nullopt)}); break;
    default: throw std::runtime_error("an operation that is not known");
  }
}

std::size_t Disk::at_stake() const {
  std::size_t count = static_cast<std::size_t>(std::ranges::count(namings_, false, &Naming::is_durable));
  for (const Node& node : nodes_) count += node.pending.size();
  return count;
}

/// Which namings a cut leaves. One that rests on another, by a name or what it names, goes with that.
std::vector<bool> Disk::choose_names(Unsynced unsynced, std::mt19937& random) const {
  std::vector<bool> chosen;
  const int moment = below(random, static_cast<int>(namings_.size()) + 1);
  std::set<std::pair<Number, std::string>> lost_names;
  std::set<Number> lost_nodes;
  for (const Naming& naming : namings_) {
    const bool rests_on_lost = std::ranges::any_of(naming.entries, [&](const Entry& entry) {
      return lost_names.contains({entry.directory, entry.name}) || lost_nodes.contains(entry.directory) || (entry.node && lost_nodes.contains(*entry.node));
    });
    bool keeps = unsynced == Unsynced::kept;
    if (unsynced == Unsynced::kept_up_to_a_moment) keeps = static_cast<int>(chosen.size()) < moment;
    if (unsynced == Unsynced::each_for_itself) keeps = !rests_on_lost && below(random, 2) == 0;
    chosen.push_back(naming.is_durable || keeps);
    if (chosen.back()) continue;
    for (const Entry& entry : naming.entries) {
      lost_names.insert({entry.directory, entry.name});
      if (entry.node) lost_nodes.insert(*entry.node);
    }
  }
  return chosen;
}

void Disk::change(std::string& bytes, const Change& change) {
  if (!change.is_write) return bytes.resize(change.offset);
  if (bytes.size() < change.offset + change.bytes.size()) bytes.resize(change.offset + change.bytes.size());
  bytes.replace(change.offset, change.bytes.size(), change.bytes);
}

std::string Disk::bytes_after(const Node& node, Unsynced unsynced, std::mt19937& random) {
  std::string bytes = node.durable;
  if (unsynced == Unsynced::dropped) return bytes;
  const std::size_t piece = below(random, 2) ? 512 : 4096;
  for (const Change& pending : node.pending) {
    const int fate = unsynced == Unsynced::kept ? 0 : below(random, 3);  // kept, dropped, torn
    if (fate == 0) change(bytes, pending);
    if (fate != 2 || !pending.is_write) continue;
    for (std::size_t begin = 0, end; begin < pending.bytes.size(); begin = end) {
      end = std::min(pending.bytes.size(), (pending.offset + begin) / piece * piece + piece - pending.offset);
      if (below(random, 2)) change(bytes, {true, pending.offset + begin, pending.bytes.substr(begin, end - begin)});
    }
  }
  return bytes;
}

void Disk::collect(Number directory, const std::string& path, const std::map<Number, std::map<std::string, Number>>& names, Unsynced unsynced,
                   std::mt19937& random, Tree& tree) const {
  const auto inside = names.find(directory);
  if (inside == names.end()) return;
  for (const auto& [name, number] : inside->second) {
    const bool is_directory = nodes_[number].is_directory;
    tree[path + name + (is_directory ? "/" : "")] = is_directory ? std::string() : bytes_after(nodes_[number], unsynced, random);
    if (is_directory) collect(number, path + name + "/", names, unsynced, random, tree);
  }
}

Disk::Tree Disk::after_power_cut(Unsynced unsynced, std::mt19937& random) const {
  std::map<Number, std::map<std::string, Number>> names;
  const std::vector<bool> chosen = choose_names(unsynced, random);
  for (std::size_t i = 0; i < namings_.size(); ++i) {
    if (!chosen[i]) continue;
    for (const Entry& entry : namings_[i].entries) {
      if (entry.node)
        names[entry.directory][entry.name] = *entry.node;
      else
        names[entry.directory].erase(entry.name);
    }
  }
  Tree tree;
  collect(0, "", names, unsynced, random, tree);
  return tree;
}

Disk::Tree read_tree(const std::string& root, const std::string& prefix) {
  Disk::Tree tree;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    const std::string path = fs::relative(entry->path(), root);
    if (!path.starts_with(prefix)) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_directory()) {
      tree[path + "/"];
      continue;
    }
    std::ifstream in(entry->path(), std::ios::binary);
    tree[path] = {std::istreambuf_iterator<char>(in), {}};
  }
  return tree;
}

void write_tree(const std::string& root, const std::string& prefix, const Disk::Tree& tree) {
  std::vector<fs::path> former;
  for (const auto& entry : fs::directory_iterator(root))
    if (entry.path().filename().string().starts_with(prefix)) former.push_back(entry.path());
  for (const fs::path& path : former) fs::remove_all(path);
  for (const auto& [path, bytes] : tree) {
    if (path.ends_with('/'))
      fs::create_directories(root + "/" + path);
    else
      std::ofstream(root + "/" + path, std::ios::binary) << bytes;
  }
}

}  // namespace backfile::test
