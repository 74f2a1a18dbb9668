// The sample crawl as the tests see it: its truth, and what backfile-index understands of it.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace backfile::test {

using Lines = std::map<std::string, nlohmann::json>;  // by source, below corpus/

inline const std::string corpus_folder = std::string(BACKFILE_SOURCE_DIR) + "/corpus";
/// Both halves of the crawl, in the order in which they are to be read.
inline const std::vector<std::string> corpus_crawl = {corpus_folder + "/mirror", corpus_folder + "/warc"};

/// JSON lines by their `source`, the prefix taken off.
[[nodiscard]] inline Lines lines_by_source(std::istream& in, const std::string& prefix) {
  Lines lines;
  for (std::string text; std::getline(in, text);) {
    nlohmann::json line = nlohmann::json::parse(text);
    std::string source = line.at("source");
    if (source.starts_with(prefix)) source.erase(0, prefix.size());
    if (!lines.emplace(source, std::move(line)).second) throw std::runtime_error("two lines for " + source);
  }
  return lines;
}

[[nodiscard]] inline Lines sample_truth() {
  std::ifstream in(corpus_folder + "/truth.jsonl");
  return lines_by_source(in, {});
}

[[nodiscard]] inline Lines sample_extraction() {
  std::vector<std::string> arguments = {"--extract-only", "--quiet"};
  arguments.insert(arguments.end(), corpus_crawl.begin(), corpus_crawl.end());
  const Finished finished = run({.program = "backfile-index", .arguments = arguments});
  if (finished.exit_code != 0) throw std::runtime_error("backfile-index: " + finished.err);
  std::istringstream in(finished.out);
  return lines_by_source(in, corpus_folder + "/");
}

/// An archive of the whole crawl, made once for all tests of a program.
[[nodiscard]] inline const std::string& sample_archive() {
  static const TemporaryDirectory folder;
  static const std::string archive = [] {
    const std::string path = folder.path() + "/sample.archive";
    std::vector<std::string> arguments = {"--quiet", path};
    arguments.insert(arguments.end(), corpus_crawl.begin(), corpus_crawl.end());
    const Finished built = run({.program = "backfile-index", .arguments = arguments});
    if (built.exit_code != 0) throw std::runtime_error("backfile-index: " + built.err);
    return path;
  }();
  return archive;
}

}  // namespace backfile::test
