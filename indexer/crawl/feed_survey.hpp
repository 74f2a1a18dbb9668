// Feeds and sitemaps, found in a crawl before its pages are read: files by their names, records of containers by their heads, which is a small
// part of what reading them costs. What is said of a page is then known when the page is read, whatever comes first in the crawl.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "indexer/crawl/byte_source.hpp"
#include "indexer/crawl/feed_evidence.hpp"
#include "indexer/crawl/file_kind.hpp"

namespace backfile {

struct FeedSurvey {
  const FeedReader& read;
  std::uint64_t max_bytes;  // of a feed, inflated; larger ones are left aside
  FeedEvidence& evidence;
};

/// Opens the same bytes anew; null when they cannot be had.
using OpenBytes = std::function<std::unique_ptr<ByteSource>()>;

/// The feeds among the records of a WARC or ARC file. In compressed files only a member's first record is looked at. Cost: of a compressed file the
/// first bytes of each member are inflated, of another only heads are read.
void survey_records(const OpenBytes& open, const RecordFormat& format, FileCoding coding, const FeedSurvey& survey);

/// The feeds in the WARC files of a zip file.
void survey_zip(std::unique_ptr<ByteSource> file, const FeedSurvey& survey);

/// A file of its own.
void survey_file(const FileHandle& file, FeedPlace place, const FeedSurvey& survey);

}  // namespace backfile
