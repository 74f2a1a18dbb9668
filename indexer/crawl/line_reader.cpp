#include "indexer/crawl/line_reader.hpp"

#include <algorithm>

#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::size_t chunk_bytes = 1 << 17;
constexpr std::size_t kept_of_too_long = 256;

}  // namespace

LineReader::LineReader(FileHandle file, Coding coding, std::uint64_t max_line_bytes) : max_line_bytes_(max_line_bytes) {
  if (coding == Coding::gzip)
    gzip_.emplace(std::move(file));
  else
    plain_ = std::move(file);
}

std::variant<std::size_t, Reject> LineReader::fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t used = buffer_.size();
  buffer_.resize(used + chunk_bytes);
  auto got = gzip_ ? gzip_->read(buffer_.data() + used, chunk_bytes) : read_some(plain_, buffer_.data() + used, chunk_bytes);
  const auto* count = std::get_if<std::size_t>(&got);
  buffer_.resize(used + (count != nullptr ? *count : 0));
  if (offset_ == 0 && used == 0 && buffer_.starts_with("\xef\xbb\xbf")) offset_ = begin_ = 3;
  return got;
}

LineReader::Line LineReader::take(std::size_t end, std::size_t skip) {
  Line line{.text = {}, .offset = offset_, .number = number_++, .too_long = dropped_ > 0 || end - begin_ > max_line_bytes_};
  line.text = buffer_.substr(begin_, line.too_long ? std::min(end - begin_, kept_of_too_long) : end - begin_);
  if (line.text.ends_with('\r')) line.text.pop_back();
  offset_ += dropped_ + (end - begin_) + skip;
  begin_ = end + skip;
  searched_ = 0;
  dropped_ = 0;
  return line;
}

std::variant<std::optional<LineReader::Line>, Reject> LineReader::next() {
  while (true) {
    const std::size_t end = buffer_.find('\n', begin_ + searched_);
    if (end != std::string::npos) return take(end, 1);
    searched_ = buffer_.size() - begin_;
    if (searched_ > max_line_bytes_) {  // keep its start alone, to name it
      const std::size_t keep = std::min<std::size_t>(searched_, kept_of_too_long);
      dropped_ += searched_ - keep + (gzip_ ? 0 : skip_hole(plain_));
      buffer_.resize(begin_ + keep);
      searched_ = keep;
    }
    if (interrupted()) return std::optional<Line>();
    if (at_end_) break;
    auto got = fill();
    if (auto* reject = std::get_if<Reject>(&got)) {
      at_end_ = true;
      buffer_.clear();
      begin_ = searched_ = 0;
      return std::move(*reject);
    }
    at_end_ = std::get<std::size_t>(got) == 0;
  }
  if (begin_ == buffer_.size() && dropped_ == 0) return std::optional<Line>();
  return take(buffer_.size(), 0);
}

}  // namespace backfile
