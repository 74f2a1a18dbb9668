// Hits as an Atom feed (RFC 4287), for feed readers: an entry is an article, updated when its latest text came into the archive.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <backfile/results.hpp>

namespace backfile::cli {

class AtomFeed {
 public:
  /// `name` tells this feed from every other and stays the same from one run to the next; `title` is for people.
  AtomFeed(std::string_view name, std::string title);

  /// The hits of an answer that was asked for arrivals. `category` names the saved query, or is empty. An article that several answers have is
  /// one entry, with the later arrival and all categories.
  void add(const Results& results, std::string_view category);

  /// The whole document, entries that came last first. `now` (RFC 3339) stands in where nothing tells when something changed.
  void render(std::string& out, std::string_view now) const;

 private:
  struct Entry {
    std::string id;  // urn:uuid
    Hit hit;
    std::vector<std::string> categories;
  };

  static void render_entry(std::string& out, const Entry& entry, std::string_view now);

  std::string id_, title_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

}  // namespace backfile::cli
