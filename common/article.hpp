// The vocabulary both halves share: an article as it was understood, before it becomes a record. DESIGN.md's section on the
// article's JSON lines binds names and meanings. A plain value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <backfile/date.hpp>

namespace backfile {

/// What a publisher put at one canonical address, as one page of it shows. All text is valid UTF-8 without markup; empty = unknown.
struct Article {
  std::string source;      // path as given joined with what lies below it, or path#offset
  std::string id;          // document name from JSON lines
  std::string url;         // canonical address, normalised
  std::string site;        // registrable domain, lower case
  std::string publisher;   // display name
  std::string title;       // without kicker and site name
  std::string standfirst;  // summary shown above the text
  std::vector<std::string> authors;
  std::string dateline;    // place that opens the text
  std::string original;    // where the text is from, as the page says: an address at another site, else the name of an agency
  std::optional<PartialDate> published;
  std::string published_from;  // the evidence that won
  std::optional<PartialDate> modified;
  std::optional<PartialDate> captured;
  std::string section;
  std::vector<std::string> tags;
  std::string language;  // BCP 47
  std::string body;      // paragraphs separated by one blank line
  std::string image;
};

/// Whether `original` is an address, not an agency's name.
[[nodiscard]] constexpr bool is_address_of_original(std::string_view original) { return original.find("://") != std::string_view::npos; }

/// One line of JSON (no line break) in the contract's field order; unknown fields are left out; `rejected` is added when not empty.
[[nodiscard]] std::string to_json_line(const Article&, std::string_view rejected = {});

}  // namespace backfile
