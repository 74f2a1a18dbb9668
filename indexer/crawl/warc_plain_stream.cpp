#include "indexer/crawl/member_decoder.hpp"
#include "indexer/crawl/warc_stream.hpp"

#include <algorithm>

namespace backfile {
namespace {

constexpr std::size_t chunk_bytes = 1 << 17;

class PlainStream final : public WarcStream {
 public:
  PlainStream(std::unique_ptr<ByteSource> source, std::uint64_t start) : source_(std::move(source)), buffer_offset_(start) {}

  std::string_view peek(std::size_t bytes) override {
    while (buffer_.size() - begin_ < bytes && edge_ == Edge::none) fill(std::max(bytes, chunk_bytes));
    return std::string_view(buffer_).substr(begin_);
  }
  void consume(std::size_t bytes) override { begin_ += bytes; }
  [[nodiscard]] RecordPlace place() const override { return {.offset = position(), .inner = 0}; }
  [[nodiscard]] Mark mark() const override { return {.stretch = 0, .position = position()}; }
  void go_back_to(const Mark& mark) override { seek(mark.position); }
  [[nodiscard]] Edge edge() const override { return edge_; }
  [[nodiscard]] const Reject& fault() const override { return fault_; }
  [[nodiscard]] std::uint64_t edge_offset() const override { return buffer_offset_ + buffer_.size(); }
  bool cross() override {
    edge_ = Edge::end;  // a disk that fails here fails further on as well
    return false;
  }

  [[nodiscard]] bool is_seekable() const override { return source_->is_seekable(); }
  [[nodiscard]] std::optional<std::string> glance(std::uint64_t distance, std::size_t bytes) const override {
    if (distance <= buffer_.size() - begin_ && buffer_.size() - begin_ - distance >= bytes)
      return buffer_.substr(begin_ + static_cast<std::size_t>(distance), bytes);
    const std::uint64_t size = source_->size();
    if (distance > size || position() > size - distance) return std::nullopt;
    std::string seen(bytes, '\0');
    const auto got = source_->read_at(position() + distance, seen.data(), bytes);
    const auto* count = std::get_if<std::size_t>(&got);
    seen.resize(count != nullptr ? *count : 0);
    return seen;
  }
  void skip(std::uint64_t bytes) override {
    if (bytes <= buffer_.size() - begin_)
      begin_ += static_cast<std::size_t>(bytes);
    else
      seek(position() + bytes);
  }
  void skip_hole() override {
    if (const std::uint64_t stored = source_->next_stored_at(position()); stored > position()) seek(stored);
  }

 private:
  [[nodiscard]] std::uint64_t position() const { return buffer_offset_ + begin_; }

  void seek(std::uint64_t position) {
    if (position >= buffer_offset_ && position <= buffer_offset_ + buffer_.size()) {
      begin_ = static_cast<std::size_t>(position - buffer_offset_);
      return;
    }
    buffer_.clear();
    begin_ = 0;
    buffer_offset_ = position;
    if (edge_ == Edge::end) edge_ = Edge::none;
  }

  void fill(std::size_t bytes) {
    buffer_.erase(0, begin_);
    buffer_offset_ += begin_;
    begin_ = 0;
    const std::size_t used = buffer_.size();
    buffer_.resize(used + bytes);
    auto got = source_->read_at(buffer_offset_ + used, buffer_.data() + used, bytes);
    if (auto* reject = std::get_if<Reject>(&got)) {
      fault_ = std::move(*reject);
      edge_ = Edge::damage;
      buffer_.resize(used);
      return;
    }
    buffer_.resize(used + std::get<std::size_t>(got));
    if (std::get<std::size_t>(got) == 0) edge_ = Edge::end;
  }

  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t buffer_offset_;  // of buffer_'s first byte in the file
  Edge edge_ = Edge::none;
  Reject fault_;
};

}  // namespace

std::unique_ptr<WarcStream> open_plain_stream(std::unique_ptr<ByteSource> source, std::uint64_t start) {
  return std::make_unique<PlainStream>(std::move(source), start);
}

std::unique_ptr<WarcStream> open_warc_stream(std::unique_ptr<ByteSource> source, FileCoding coding, const RecordFormat& format, std::uint64_t start) {
  switch (coding) {
    case FileCoding::plain: return open_plain_stream(std::move(source), start);
    case FileCoding::gzip: return open_member_stream(std::move(source), gzip_member_decoder(), format, start);
    case FileCoding::zstd: return open_member_stream(std::move(source), zstd_member_decoder(), format, start);
  }
  return nullptr;
}

}  // namespace backfile
