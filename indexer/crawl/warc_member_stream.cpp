// The compressed side of warc_stream.hpp: members of gzip, frames of zstd. After damage the next member is looked for from the damaged
// member's start on, since a damaged one often inflates far into its neighbours before anyone notices; how much may be read twice for
// that is bounded, so that a file made of traps costs a few times its size.
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "indexer/crawl/member_decoder.hpp"
#include "indexer/crawl/raw_reader.hpp"
#include "indexer/crawl/warc_stream.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::size_t raw_bytes = 1 << 16;
constexpr std::size_t step_bytes = 1 << 15;
/// What may be read a second time whatever the file's size.
constexpr std::uint64_t free_rereading = 64u << 20;

class MemberStream final : public WarcStream {
 public:
  MemberStream(std::unique_ptr<ByteSource> source, std::unique_ptr<MemberDecoder> decoder, const RecordFormat& format, std::uint64_t start)
      : raw_(std::move(source), std::max(raw_bytes, 2 * decoder->probe_bytes())), decoder_(std::move(decoder)), format_(format) {
    const std::uint64_t first = decoder_->pass_what_is_no_text(raw_.source(), 0);
    start_at(start == 0 ? first : start);
  }

  std::string_view peek(std::size_t bytes) override {
    while (!boundary_ && edge_ == Edge::none && (probe_from_ || out_.size() - begin_ < bytes) && !interrupted()) step();
    return std::string_view(out_).substr(begin_, visible_end() - begin_);
  }

  void consume(std::size_t bytes) override {
    begin_ += bytes;
    position_ += bytes;
    while (members_.size() > 1 && members_[1].position <= position_) members_.pop_front();
  }

  [[nodiscard]] RecordPlace place() const override {
    if (begin_ == visible_end() && !boundary_ && (edge_ == Edge::damage || edge_ == Edge::garbage))
      return {.offset = edge_ == Edge::damage ? members_.back().offset : raw_offset_, .inner = 0};
    return {.offset = members_.front().offset, .inner = position_ - members_.front().position};
  }

  [[nodiscard]] Mark mark() const override { return {.stretch = stretch_, .position = position_}; }

  void go_back_to(const Mark& mark) override {
    start_at(mark.stretch);
    while (position_ < mark.position && !interrupted()) {
      const std::size_t got = peek(step_bytes).size();
      if (got == 0) return;  // the file has changed under us
      consume(static_cast<std::size_t>(std::min<std::uint64_t>(got, mark.position - position_)));
    }
  }

  [[nodiscard]] Edge edge() const override { return boundary_ ? Edge::boundary : edge_; }
  [[nodiscard]] const Reject& fault() const override { return fault_; }
  [[nodiscard]] std::uint64_t edge_offset() const override { return boundary_ ? members_.back().offset : raw_offset_; }

  bool cross() override {
    if (boundary_) return cross_boundary();
    if (edge_ == Edge::end) return false;
    std::uint64_t from = raw_offset_ + (edge_ == Edge::garbage ? 1 : 0);
    if (edge_ == Edge::damage) {
      const std::uint64_t first = members_.back().offset + 1;
      const std::uint64_t again = raw_offset_ > first ? raw_offset_ - first : 0;
      if (reread_ + again <= free_rereading + raw_offset_) {
        reread_ += again;
        from = first;
      }
    }
    return find_member(from);
  }

  [[nodiscard]] bool is_seekable() const override { return false; }
  [[nodiscard]] std::optional<std::string> glance(std::uint64_t, std::size_t) const override { return std::nullopt; }
  void skip(std::uint64_t) override {}
  void skip_hole() override {}

 private:
  /// A member's start, in the stretch and in the file.
  struct Member {
    std::uint64_t position = 0, offset = 0;
  };

  [[nodiscard]] std::size_t visible_end() const { return boundary_.value_or(out_.size()); }

  void start_at(std::uint64_t offset) {
    raw_offset_ = stretch_ = offset;
    position_ = 0;
    members_ = {{.position = 0, .offset = offset}};
    out_.clear();
    begin_ = 0;
    boundary_.reset();
    probe_from_.reset();
    edge_ = Edge::none;
    decoder_->next_member();
  }

  /// The bytes behind the boundary become a stretch of their own.
  bool cross_boundary() {
    out_.erase(0, *boundary_);
    begin_ = 0;
    position_ = 0;
    boundary_.reset();
    stretch_ = members_.back().offset;
    members_ = {{.position = 0, .offset = stretch_}};
    return true;
  }

  /// Inflates a little further, up to the next member's first bytes.
  void step() {
    if (begin_ > step_bytes) {
      out_.erase(0, begin_);
      if (probe_from_) *probe_from_ -= begin_;
      begin_ = 0;
    }
    const std::string_view raw = raw_.at(raw_offset_, 1);
    const std::size_t used = out_.size();
    // A new member shows its first bytes before the rest: they decide whether it belongs to what came before.
    const std::size_t wanted = probe_from_ ? *probe_from_ + format_.member_start_bytes - used : step_bytes;
    out_.resize(used + wanted);
    decoder_->give(raw);
    const std::size_t got = decoder_->step(out_.data() + used, wanted);
    out_.resize(used + got);
    raw_offset_ += raw.size() - decoder_->remaining().size();
    const bool ended = decoder_->member_ended();
    if (decoder_->failed())
      damage(decoder_->message());
    else if (!ended && raw.empty() && got == 0)
      damage("unexpected end of data");
    if (probe_from_) decide_on_probe(ended);
    if (ended && edge_ == Edge::none) next_member();
  }

  void decide_on_probe(bool ended) {
    const std::string_view start = std::string_view(out_).substr(*probe_from_);
    const bool undecided = start.size() < format_.member_start_bytes && !ended && edge_ == Edge::none;
    if (undecided) return;
    // What fails before it has said anything is no part of what came before either.
    if (format_.begins_member(start) || edge_ == Edge::damage) boundary_ = *probe_from_;
    probe_from_.reset();
  }

  void next_member() {
    raw_offset_ = decoder_->pass_what_is_no_text(raw_.source(), raw_offset_);
    std::string_view raw = raw_.at(raw_offset_, 4);
    if (decoder_->looks_like_member(raw)) {
      if (members_.size() == max_members) members_.pop_back();
      members_.push_back({.position = position_ + (out_.size() - begin_), .offset = raw_offset_});
      probe_from_ = out_.size();
      decoder_->next_member();
      return;
    }
    // Zeros up to the end are the padding of tapes and block devices.
    const std::uint64_t garbage = raw_offset_;
    while (!raw.empty() && !interrupted()) {
      const std::size_t other = raw.find_first_not_of('\0');
      if (other != std::string_view::npos) {
        raw_offset_ = garbage;
        edge_ = Edge::garbage;
        fault_ = {.reason = Reason::damaged, .detail = fmt::format("{0}: bytes that are no {0} {1}", decoder_->name(), decoder_->member_name())};
        return;
      }
      raw_offset_ += raw.size();
      raw = raw_.at(raw_offset_, 1);
    }
    raw_offset_ = garbage;
    edge_ = Edge::end;
    if (raw_.failure()) damage("");
  }

  void damage(std::string_view what) {
    edge_ = Edge::damage;
    if (raw_.failure())
      fault_ = *raw_.failure();
    else
      fault_ = {.reason = Reason::damaged, .detail = fmt::format("{}: {}", decoder_->name(), what)};
  }

  /// Begins a stretch at the first member from `offset` on that begins a record.
  bool find_member(std::uint64_t offset) {
    const std::string_view magic = decoder_->magic();
    const std::size_t probe_bytes = decoder_->probe_bytes();
    while (!interrupted()) {
      const std::string_view raw = raw_.at(offset, probe_bytes);
      const std::size_t at = raw.find(magic);
      if (at == std::string_view::npos) {
        if (raw.size() < probe_bytes) break;
        offset += raw.size() - (magic.size() - 1);
        if (raw.find_first_not_of('\0') == std::string_view::npos) offset = raw_.source().next_stored_at(offset);
        continue;
      }
      offset += at;
      if (begins_record(raw_.at(offset, probe_bytes))) {
        start_at(offset);
        return true;
      }
      offset += probes_.step_after_failure(offset);
    }
    start_at(offset);
    edge_ = Edge::end;
    return false;
  }

  bool begins_record(std::string_view raw) {
    if (!decoder_->looks_like_member(raw)) return false;
    std::string start(format_.member_start_bytes, '\0');
    start.resize(decoder_->probe(raw.substr(0, decoder_->probe_bytes()), start.data(), start.size()));
    return format_.begins_member(start);
  }

  /// That begin within one buffer: only tiny ones are so many, and then places are less exact.
  static constexpr std::size_t max_members = 4096;

  RawReader raw_;
  std::unique_ptr<MemberDecoder> decoder_;
  const RecordFormat& format_;
  std::uint64_t raw_offset_ = 0;        // of the next byte to inflate
  std::uint64_t stretch_ = 0;           // of the stretch's first member
  std::uint64_t position_ = 0;          // of out_[begin_] in the stretch
  std::deque<Member> members_;          // the one position_ is in, and those that began after it
  std::string out_;
  std::size_t begin_ = 0;
  std::optional<std::size_t> boundary_, probe_from_;  // in out_
  Edge edge_ = Edge::none;
  Reject fault_;
  std::uint64_t reread_ = 0;
  ProbeBudget probes_;
};

}  // namespace

std::unique_ptr<WarcStream> open_member_stream(std::unique_ptr<ByteSource> source, std::unique_ptr<MemberDecoder> decoder,
                                               const RecordFormat& format, std::uint64_t start) {
  return std::make_unique<MemberStream>(std::move(source), std::move(decoder), format, start);
}

}  // namespace backfile
