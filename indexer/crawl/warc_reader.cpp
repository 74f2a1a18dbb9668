#include "indexer/crawl/warc_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_head_bytes = 1 << 17;
constexpr std::size_t block_start_bytes = 1 << 15;
constexpr std::size_t chunk_bytes = 1 << 16;
}  // namespace

std::optional<WarcRecord> WarcReader::next(const Keep& keep) {
  while (!interrupted()) {
    skip_line_ends();
    const std::string_view ahead = stream_->peek(format_.start_bytes);
    if (ahead.empty()) {
      if (stream_->edge() == WarcStream::Edge::damage || stream_->edge() == WarcStream::Edge::garbage) return damaged_bytes();
      if (!stream_->cross()) return std::nullopt;
      continue;
    }
    if (format_.find_start(ahead, true) == 0) return read_record(keep);
    WarcRecord record;
    record.place = stream_->place();
    record.damage = Reject{.reason = Reason::damaged, .detail = fmt::format("{}: bytes that are no record", format_.name)};
    find_next_record(false);
    return record;
  }
  return std::nullopt;
}

void WarcReader::skip_line_ends() {
  while (!interrupted()) {
    const std::string_view ahead = stream_->peek(format_.behind_bytes);
    const std::size_t other = ahead.find_first_not_of("\r\n");
    if (ahead.empty() || other == 0) return;
    stream_->consume(std::min(other, ahead.size()));
  }
}

WarcRecord WarcReader::damaged_bytes() {
  WarcRecord record;
  record.place = stream_->place();
  record.damage = stream_->fault();
  stream_->cross();
  return record;
}

WarcRecord WarcReader::read_record(const Keep& keep) {
  WarcRecord record;
  record.place = stream_->place();
  const bool begins_stretch = stream_->mark().position == 0;
  if (!read_head(record)) return record;
  const WarcStream::Mark block = stream_->mark();
  const std::uint64_t length = *record.head.content_length;
  if (!length_is_right(length)) {
    give_up(record, "its Content-Length does not lead to the next record");
    return record;
  }
  const std::string_view ahead = stream_->peek(static_cast<std::size_t>(std::min<std::uint64_t>(length, block_start_bytes)));
  const std::string_view start = ahead.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>({length, ahead.size(), block_start_bytes})));
  if (!read_block(record, keep(record.head, start))) {
    record.block.clear();
    if (!record.damage) {
      // A length that leads past other records has swallowed them.
      if (lying_stretch_ != block.stretch && stream_->edge() != WarcStream::Edge::boundary) {
        lying_stretch_ = block.stretch;
        stream_->go_back_to(block);
      }
      give_up(record, "its Content-Length does not lead to the next record");
    }
    return record;
  }
  if (begins_stretch || stream_->is_seekable()) finish(record);
  return record;
}

/// The record is whole: how much of the file is it?
void WarcReader::finish(WarcRecord& record) {
  skip_line_ends();
  if (stream_->is_seekable()) {
    record.length = stream_->place().offset - record.place.offset;
    return;
  }
  if (!stream_->peek(1).empty()) return;
  record.length = stream_->edge_offset() - record.place.offset;
}

bool WarcReader::read_head(WarcRecord& record) {
  const std::string_view head = peek_head();
  record.has_head = true;
  record.head = format_.parse_head(head);
  if (format_.head_size(head) == std::string_view::npos) {
    stream_->consume(head.size());
    if (stream_->peek(1).empty() && stream_->edge() == WarcStream::Edge::damage) record.damage = stream_->fault();
    give_up(record, "its head does not end");
    return false;
  }
  stream_->consume(head.size());
  if (record.head.content_length) return true;
  give_up(record, "it has no Content-Length");
  return false;
}

/// Up to and with the empty line; of a head that was cut what there is before the next record's, or as much as a head may have.
std::string_view WarcReader::peek_head() {
  std::size_t wanted = 4096;
  while (true) {
    std::string_view ahead = stream_->peek(wanted);
    const bool is_all = ahead.size() < wanted || wanted >= max_head_bytes;
    // Before anything else, so that a heap of cut heads costs one look at each.
    const std::size_t next_record = std::min(format_.find_start(ahead.substr(1), false), format_.find_after_damage(ahead.substr(1)));
    if (next_record != std::string_view::npos) ahead = ahead.substr(0, 1 + next_record);
    const std::size_t size = format_.head_size(ahead);
    if (size != std::string_view::npos) return ahead.substr(0, size);
    if (is_all || next_record != std::string_view::npos) return ahead;
    wanted *= 4;
  }
}

/// Plain files answer without reading the block.
bool WarcReader::length_is_right(std::uint64_t length) {
  if (!stream_->is_seekable()) return true;
  const auto after = stream_->glance(length, format_.behind_bytes);
  return after && format_.follows_block(*after, after->size() < format_.behind_bytes);
}

/// False when the record is lost: with damage set, or because the block is not as long as it should be.
bool WarcReader::read_block(WarcRecord& record, std::uint64_t limit) {
  std::uint64_t left = *record.head.content_length;
  record.over_limit = limit > 0 && left > limit;
  const bool kept = left <= limit;
  if (!kept && stream_->is_seekable()) {
    stream_->skip(left);
    return true;
  }
  const bool suspicious = lying_stretch_ == stream_->mark().stretch;
  while (left > 0 && !interrupted()) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, chunk_bytes));
    const std::string_view ahead = stream_->peek(wanted + format_.start_bytes);
    if (suspicious && format_.find_start(ahead.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left, ahead.size()))), false) != std::string_view::npos)
      return false;
    const std::string_view taken = ahead.substr(0, wanted);
    if (taken.empty()) break;
    if (kept) record.block.append(taken);
    left -= taken.size();
    stream_->consume(taken.size());
  }
  const std::string_view after = stream_->peek(format_.behind_bytes);
  const bool at_edge = after.size() < format_.behind_bytes;
  const bool cut = at_edge && stream_->edge() == WarcStream::Edge::damage;
  if (cut && (left > 0 || after.find_first_not_of("\r\n") == std::string_view::npos)) {
    stream_->consume(after.size());
    record.damage = stream_->fault();
    stream_->cross();
    return false;
  }
  return left == 0 && format_.follows_block(after, at_edge);
}

void WarcReader::give_up(WarcRecord& record, std::string_view why) {
  if (!record.damage) record.damage = Reject{.reason = Reason::damaged, .detail = fmt::format("{}: a record cannot be read: {}", format_.name, why)};
  find_next_record(true);
}

/// To the next head of a record, behind a line end or, after damage, anywhere. `line_begins`: that may be right here.
void WarcReader::find_next_record(bool line_begins) {
  while (!interrupted()) {
    const std::string_view ahead = stream_->peek(chunk_bytes);
    if (ahead.empty()) {
      stream_->cross();
      return;
    }
    std::size_t found = format_.find_start(ahead, line_begins);
    // Not beyond what was found, so that a heap of heads costs one look at each.
    found = std::min(found, format_.find_after_damage(ahead.substr(0, found)));
    if (found != std::string_view::npos) {
      stream_->consume(found);
      return;
    }
    if (ahead.find_first_not_of('\0') == std::string_view::npos) {
      stream_->consume(ahead.size());
      stream_->skip_hole();
      line_begins = false;
      continue;
    }
    const bool to_edge = ahead.size() < chunk_bytes;
    const std::size_t keep = to_edge ? 0 : 1 + format_.start_bytes;  // with the line end before it
    line_begins = false;
    stream_->consume(ahead.size() - keep);
  }
}

}  // namespace backfile
