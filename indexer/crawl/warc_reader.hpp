// Records of a WARC or ARC file, one at a time, whole and checked, or what is damaged in their place. No declared length is trusted: a
// length counts only if the next record, or the end, lies where it says; memory grows with bytes that are there, up to what the
// caller wants to keep. After damage, reading goes on at the next record that can be found.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/crawl/page.hpp"
#include "indexer/crawl/warc_record.hpp"
#include "indexer/crawl/warc_stream.hpp"

namespace backfile {

struct WarcRecord {
  WarcHead head;
  RecordPlace place;
  std::uint64_t length = 0;   // bytes it takes in the file (compressed); 0: it shares its gzip member with others
  std::string block;          // what was to be kept of it
  bool over_limit = false;    // the block is longer than what was to be kept
  std::optional<Reject> damage;
  bool has_head = false;      // false: damage without a record that could be told
};

class WarcReader {
 public:
  /// `format` outlives the reader.
  WarcReader(std::unique_ptr<WarcStream> stream, const RecordFormat& format) : stream_(std::move(stream)), format_(format) {}

  /// Given a record's head and the start of its block (all of it, or the first 32 kB): how many bytes of the block to keep at most.
  using Keep = std::function<std::uint64_t(const WarcHead&, std::string_view block_start)>;
  /// nullopt at the end. After a signal what it gives is cut short and means nothing.
  [[nodiscard]] std::optional<WarcRecord> next(const Keep& keep);

 private:
  WarcRecord read_record(const Keep& keep);
  WarcRecord damaged_bytes();
  bool read_head(WarcRecord& record);
  std::string_view peek_head();
  bool read_block(WarcRecord& record, std::uint64_t limit);
  bool length_is_right(std::uint64_t length);
  void finish(WarcRecord& record);
  void give_up(WarcRecord& record, std::string_view why);
  void skip_line_ends();
  void find_next_record(bool line_begins);

  std::unique_ptr<WarcStream> stream_;
  const RecordFormat& format_;
  /// The stretch in which a length was seen to lie: there blocks are searched for records that they might swallow.
  std::optional<std::uint64_t> lying_stretch_;
};

}  // namespace backfile
