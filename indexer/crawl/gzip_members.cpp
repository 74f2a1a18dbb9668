// The gzip side of member_decoder.hpp (RFC 1952).
#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/inflater.hpp"
#include "indexer/crawl/member_decoder.hpp"

namespace backfile {
namespace {

class GzipMembers final : public MemberDecoder {
 public:
  [[nodiscard]] std::string_view name() const override { return "gzip"; }
  [[nodiscard]] std::string_view member_name() const override { return "member"; }
  [[nodiscard]] std::string_view magic() const override { return "\x1f\x8b\x08"; }
  [[nodiscard]] bool looks_like_member(std::string_view raw) const override {
    return looks_like_gzip(raw) && raw.size() > 3 && (raw[3] & 0xe0) == 0;
  }
  /// A header with a file name in it, and the first block's code tables.
  [[nodiscard]] std::size_t probe_bytes() const override { return 4096; }
  std::size_t probe(std::string_view raw, char* to, std::size_t bytes) override {
    probe_.next_member();
    probe_.give(raw);
    return probe_.step(to, bytes);
  }
  std::uint64_t pass_what_is_no_text(ByteSource&, std::uint64_t offset) override { return offset; }

  void give(std::string_view raw) override { inflater_.give(raw); }
  std::size_t step(char* to, std::size_t bytes) override { return inflater_.step(to, bytes); }
  [[nodiscard]] std::string_view remaining() const override { return inflater_.remaining(); }
  [[nodiscard]] bool member_ended() const override { return inflater_.member_ended(); }
  [[nodiscard]] bool failed() const override { return inflater_.failed(); }
  [[nodiscard]] std::string_view message() const override { return inflater_.message(); }
  void next_member() override { inflater_.next_member(); }

 private:
  Inflater inflater_, probe_;
};

}  // namespace

std::unique_ptr<MemberDecoder> gzip_member_decoder() { return std::make_unique<GzipMembers>(); }

}  // namespace backfile
