// Parsing when memory ends: each allocation of libxml2's fails once.
#include <libxml/xmlmemory.h>

#include <atomic>
#include <cstdint>
#include <new>
#include <optional>
#include <string>

#include "indexer/extract/html_document.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sanitizer.hpp"

namespace {

using backfile::HtmlDocument;
using backfile::NodeId;

/// Allocations until one fails, once; below zero: none will.
std::atomic<long> until_failure{-1};

/// The allocator that parsing set up: it fails when it is asked for more than there can be.
xmlMallocFunc real_malloc = nullptr;
xmlReallocFunc real_realloc = nullptr;
xmlStrdupFunc real_strdup = nullptr;
constexpr std::size_t too_much = SIZE_MAX / 2;

bool fails_now() { return until_failure >= 0 && until_failure-- == 0; }
void* allocate(std::size_t size) { return real_malloc(fails_now() ? too_much : size); }
void* reallocate(void* block, std::size_t size) { return real_realloc(block, fails_now() ? too_much : size); }
char* duplicate(const char* text) { return fails_now() ? static_cast<char*>(real_malloc(too_much)) : real_strdup(text); }

/// Names, texts and depths of all nodes.
std::string outline(const HtmlDocument& document) {
  std::string out;
  for (NodeId id = 0; id < document.size(); ++id) {
    const backfile::Node& node = document.node(id);
    out += std::to_string(node.depth) + " " + std::to_string(static_cast<int>(node.tag)) + " " + std::string(node.text) + "\n";
  }
  return out;
}

std::optional<std::string> parsed_with_failure(const std::string& page, long allocation) {
  const backfile::test::LeaksIgnored ignored;  // htmlCreateMemoryParserCtxt loses its context where memory ends behind it (libxml2 2.9.14)
  until_failure = allocation;
  std::optional<std::string> result;
  try {
    result = outline(HtmlDocument::parse(page));
  } catch (const std::bad_alloc&) {
  }
  return result;
}

}  // namespace

TEST_CASE("a page for which memory ends gives its whole tree or bad_alloc, never a part") {
  std::string page = "<!DOCTYPE html><html lang=en><head><title>Bridge</title></head><body class=a>";
  for (int i = 0; i < 40; ++i) page += "<div id=n" + std::to_string(i) + "><own-" + std::to_string(i) + " x=y>Words &amp; more.<p>Text<br>goes on.";
  const std::string whole = outline(HtmlDocument::parse(page));  // before the allocator changes: libxml2's own start is over
  xmlFreeFunc real_free = nullptr;
  REQUIRE(xmlMemGet(&real_free, &real_malloc, &real_realloc, &real_strdup) == 0);
  REQUIRE(xmlMemSetup(real_free, allocate, reallocate, duplicate) == 0);
  int failures = 0;
  for (long allocation = 0;; ++allocation) {
    CAPTURE(allocation);
    const auto result = parsed_with_failure(page, allocation);
    const bool was_reached = until_failure < 0;
    until_failure = -1;
    if (!was_reached) break;
    failures += !result;
    if (result) REQUIRE(*result == whole);
  }
  REQUIRE(xmlMemSetup(real_free, real_malloc, real_realloc, real_strdup) == 0);
  CHECK(failures > 10);
  CHECK(outline(HtmlDocument::parse(page)) == whole);
}
