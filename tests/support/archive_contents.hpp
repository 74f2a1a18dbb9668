// What an archive says, whatever its document numbers: to compare two.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace backfile::test {

/// Every record with its terms and values, sorted.
inline std::vector<std::string> documents_of(const std::string& archive) {
  const Xapian::Database database(archive);
  std::vector<std::string> all;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    const Xapian::Document document = database.get_document(*post);
    std::string line = document.get_data();
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) line += " " + *term + ":" + std::to_string(term.get_wdf());
    for (auto value = document.values_begin(); value != document.values_end(); ++value) line += "|" + *value;
    all.push_back(line);
  }
  std::ranges::sort(all);
  return all;
}

/// Metadata whose keys begin with `prefix`.
inline std::vector<std::string> metadata_of(const std::string& archive, const std::string& prefix) {
  const Xapian::Database database(archive);
  std::vector<std::string> all;
  for (auto key = database.metadata_keys_begin(prefix); key != database.metadata_keys_end(prefix); ++key)
    all.push_back(*key + "=" + database.get_metadata(*key));
  return all;
}

/// Documents, inputs and captures.
inline std::vector<std::string> contents_of(const std::string& archive) {
  std::vector<std::string> all = documents_of(archive);
  for (const char* prefix : {"in/", "cap/"}) {
    const std::vector<std::string> entries = metadata_of(archive, prefix);
    all.insert(all.end(), entries.begin(), entries.end());
  }
  return all;
}

/// Archives at `path`: itself, or all in the directory (those of a split), in the order of their names.
inline std::vector<std::string> archives_at(const std::string& path) {
  if (std::filesystem::exists(path + "/iamglass")) return {path};
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(path)) all.push_back(entry.path());
  std::ranges::sort(all);
  return all;
}

/// Names and contents of the archives at `path`.
inline std::vector<std::string> contents_at(const std::string& path) {
  std::vector<std::string> all;
  for (const std::string& archive : archives_at(path)) {
    if (archive != path) all.push_back(std::filesystem::path(archive).filename());
    const std::vector<std::string> part = contents_of(archive);
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace backfile::test
