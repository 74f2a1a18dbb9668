// WARC files built in code, record by record.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/crawl/page_source.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/temporary_directory.hpp"

namespace backfile::test {

struct WarcFields {
  std::string type = "response";
  std::string target = "http://daily.example/a";
  std::string date = "2024-03-01T10:20:30Z";
  std::string content_type = "application/http; msgtype=response";
  std::string more = {};      // further lines, each with its line end
  std::string version = "WARC/1.0";
  std::string length = {};    // instead of the true one
};

inline std::string warc_record(const WarcFields& fields, std::string_view block) {
  std::string text = fields.version + "\r\nWARC-Type: " + fields.type + "\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: " + fields.date + "\r\n";
  if (!fields.target.empty()) text += "WARC-Target-URI: " + fields.target + "\r\n";
  text += "Content-Type: " + fields.content_type + "\r\n" + fields.more;
  text += "Content-Length: " + (fields.length.empty() ? std::to_string(block.size()) : fields.length) + "\r\n\r\n";
  return text + std::string(block) + "\r\n\r\n";
}

inline std::string http_message(std::string_view body, const std::string& fields = "Content-Type: text/html; charset=utf-8\r\n",
                                const std::string& status = "HTTP/1.1 200 OK") {
  return status + "\r\n" + fields + "\r\n" + std::string(body);
}

inline std::string html_page(const std::string& words) { return "<!doctype html><title>" + words + "</title><p>" + words + "</p>"; }

inline std::string page_record(const std::string& words, const std::string& target = "http://daily.example/a") {
  return warc_record({.target = target}, http_message(html_page(words)));
}

inline std::string damaged_at(std::string text, std::size_t place) {
  text[place] = static_cast<char>(text[place] ^ 0x55);
  return text;
}

inline std::string cut(const std::string& text, std::size_t bytes) { return text.substr(0, text.size() - bytes); }

/// Text that does not compress, so that a member is as long as it.
inline std::string noise(std::size_t bytes) {
  std::string text;
  std::uint32_t state = 1;
  while (text.size() < bytes) {
    state = state * 1664525u + 1013904223u;
    text += static_cast<char>('!' + (state >> 24) % 90);
  }
  return text;
}

struct ReadWarc {
  std::shared_ptr<TemporaryDirectory> crawl = std::make_shared<TemporaryDirectory>();  // for what is read from files later
  std::vector<Input> inputs;
  RecordCounts counts;
};

/// What the file `name` with `content` gives, sources cut to what follows the file's name.
inline ReadWarc read_warc(const std::string& name, const std::string& content, std::uint64_t max_page_bytes = 1u << 20) {
  ReadWarc read;
  const std::string path = read.crawl->write(name, content);
  CrawlOptions options;
  options.crawls = {path};
  options.max_page_bytes = max_page_bytes;
  const auto source = open_crawl(std::move(options));
  while (auto input = source->next()) {
    input->source.erase(0, path.size());
    read.inputs.push_back(std::move(*input));
  }
  read.counts = source->records();
  return read;
}

/// Titles of pages as they load, "!reason" for what is none, "=original" for captures again.
inline std::vector<std::string> outlines(ReadWarc& read, std::uint64_t max_page_bytes = 1u << 20) {
  std::vector<std::string> out;
  for (Input& input : read.inputs) {
    if (input.kind == Input::Kind::failure) {
      out.push_back("!" + std::string(reason_name(input.failure.reason)));
    } else if (input.kind == Input::Kind::capture_again) {
      out.push_back(input.original ? "=" + input.source : "!unresolved-revisit");
    } else {
      auto page = load_page(input, max_page_bytes);
      if (const auto* reject = std::get_if<Reject>(&page)) {
        out.push_back("!" + std::string(reason_name(reject->reason)));
        continue;
      }
      const std::string& bytes = std::get<Page>(page).bytes;
      const std::size_t begin = bytes.find("<title>") + 7;
      out.push_back(bytes.substr(begin, bytes.find('<', begin) - begin));
    }
  }
  return out;
}

using Outlines = std::vector<std::string>;

}  // namespace backfile::test
