// Pages as a news site has them, and backfile-index run on them as a user would.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace backfile::test {

inline std::string page(const std::string& title, const std::string& text, const std::string& canonical = "") {
  return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title>" +
         (canonical.empty() ? "" : "<link rel=\"canonical\" href=\"" + canonical + "\">") +
         "<meta property=\"article:published_time\" content=\"2024-03-14T07:30:00+01:00\"></head><body><article><h1>" + title + "</h1><p>" + text +
         "</p><p>The council will meet again in a fortnight, its clerk said, and hear the residents of both banks.</p></article></body></html>";
}

inline Finished index(const TemporaryDirectory& folder, std::vector<std::string> arguments, const std::string& input = "") {
  return run({.program = "backfile-index", .arguments = std::move(arguments), .input = input, .folder = folder.path()});
}

/// Lines of --extract-only by the last part of their source.
inline std::map<std::string, nlohmann::json> extracted(const TemporaryDirectory& folder, std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), "--extract-only");
  const Finished finished = index(folder, std::move(arguments), input);
  std::map<std::string, nlohmann::json> lines;
  std::istringstream in(finished.out);
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json article = nlohmann::json::parse(line);
    lines[std::filesystem::path(article.at("source").get<std::string>()).filename()] = article;
  }
  return lines;
}

inline std::string hits(const TemporaryDirectory& folder, const std::string& query) {
  return run({.program = "backfile-search", .arguments = {"archive", "--format", "urls", "--sort", "oldest", "--", query}, .folder = folder.path()}).out;
}

inline std::size_t lines_in(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

}  // namespace backfile::test
