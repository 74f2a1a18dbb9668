// An answer made by hand, with everything that an answer can hold: what the renderers' golden files show.
#pragma once

#include <string>

#include <backfile/results.hpp>
#include <backfile/searcher.hpp>

namespace backfile::test {

inline PartialDate day(std::int16_t year, std::uint8_t month, std::uint8_t of_month) {
  return {.year = year, .month = month, .day = of_month, .precision = Precision::day};
}

/// A hit with every field, a bare one, and one that attacks its reader.
inline Results sample_results() {
  Hit full;
  full.rank = 1;
  full.score = 12.5;
  full.id = "D1";
  full.title = "Harbour bridge opens";
  full.title_highlights = {{0, 7}};
  full.url = "https://tidewater.example/2025/05/bridge";
  full.site = "tidewater.example";
  full.publisher = "The Tidewater Post";
  full.section = "World";
  full.language = "en";
  full.authors = {"Ada Bell", "Noor Idris"};
  full.published = day(2025, 5, 4);
  full.snippet = {"… crowds crossed the harbour before dawn, and ferries in the harbour sounded their horns …", {{23, 30}, {63, 70}}};
  full.copies = {2, {"coast.example", "north.example"}};
  full.original = "https://wire.example/bridge";
  full.versions = 3;
  full.source = "crawl/bridge.html";
  full.captured = "2025-05-05T06:00:00+00:00";

  Hit bare;
  bare.rank = 2;
  bare.score = 12.5;
  bare.source = "articles.jsonl#2";

  Hit hostile;
  hostile.rank = 3;
  hostile.score = 12.5;
  hostile.title = "=cmd|'/c calc'!A1";
  hostile.url = "https://evil.example/?q=\"a,b\"";
  hostile.site = "evil.example";
  hostile.authors = {"@SUM(1)", "Tab\tby\nline"};
  hostile.published = PartialDate{.year = 1851};
  hostile.snippet = {"clear \x1b[2J the\x07 screen\n\xff and <b>bold</b>, \"quoted\"", {{0, 5}}};
  hostile.source = "evil.html";

  Results results;
  results.unit = Unit::stories;
  results.total = 7;
  results.articles = 9;
  results.hits = {full, bare, hostile};
  results.facets = {{Field::month, {{"1851", 1}, {"2025-03", 1}, {"2025-05", 4}, {std::nullopt, 1}}},
                    {Field::site, {{"tidewater.example", 4}, {"evil.example", 1}, {std::nullopt, 1}, {std::nullopt, 1, true}}}};
  results.next = Cursor{"b1-AbC_9"};
  results.suggestion = "harbor";
  results.understood = "harbour";
  results.notes = {"the rarest 256 of 300 words were used"};
  results.revision = "u:1";
  results.took_ms = 3.25;
  return results;
}

/// The stored article behind the first hit.
inline StoredArticle sample_article() {
  StoredArticle article;
  article.source = "crawl/bridge.html";
  article.id = "D1";
  article.url = "https://tidewater.example/2025/05/bridge";
  article.site = "tidewater.example";
  article.publisher = "The Tidewater Post";
  article.title = "Harbour bridge opens";
  article.standfirst = "After nine years";
  article.authors = {"Ada Bell", "Noor Idris"};
  article.dateline = "TIDEWATER";
  article.original = "Coast News Agency";
  article.published = day(2025, 5, 4);
  article.published_from = "json-ld datePublished";
  article.modified = day(2025, 5, 6);
  article.captured = "2025-05-05T06:00:00+00:00";
  article.section = "World";
  article.tags = {"bridges", "harbour"};
  article.language = "en";
  article.body = "TIDEWATER - The bridge opened.\n\nCrowds crossed it.";
  article.image = "https://tidewater.example/bridge.jpg";
  article.digest = "00c0ffee00c0ffee";
  return article;
}

}  // namespace backfile::test
