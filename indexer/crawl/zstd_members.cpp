// The zstd side of member_decoder.hpp (RFC 8878), with what the IIPC's "WARC compression with Zstandard" adds: a dictionary for all frames
// stands in a skippable frame of its own at the file's head, itself perhaps compressed. Where such files were joined, each brings its own.
#include <array>
#include <string>

#include "indexer/crawl/member_decoder.hpp"
#include "indexer/crawl/zstd_decoder.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::uint32_t dictionary_magic = 0x184D2A5D, skippable_magic = 0x184D2A50;
constexpr std::size_t skippable_head_bytes = 8;  // magic and length
/// Crawlers train dictionaries of about 100 kB; the format has no bound.
constexpr std::size_t max_dictionary_bytes = 16u << 20;

std::uint32_t little_endian32(std::string_view raw) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;) number = number << 8 | static_cast<unsigned char>(raw[i]);
  return number;
}

/// A block of zstd gives nothing before all of it is there: RFC 8878 has at most 128 kB of it, behind a frame header of at most 18 bytes
/// and a block header of 3.
constexpr std::size_t max_first_block_bytes = (128u << 10) + 32;

/// The text of one whole frame; empty when it is damaged or over the limit.
std::string unpacked(std::string_view frame) {
  ZstdDecoder decoder;
  decoder.give(frame);
  std::string text;
  while (!decoder.frame_ended() && text.size() <= max_dictionary_bytes) {
    const std::size_t used = text.size();
    text.resize(used + (1u << 16));
    const std::size_t got = decoder.step(text.data() + used, 1u << 16);
    text.resize(used + got);
    if (decoder.failed() || (got == 0 && !decoder.frame_ended())) return {};
  }
  return text.size() <= max_dictionary_bytes ? text : std::string();
}

class ZstdMembers final : public MemberDecoder {
 public:
  [[nodiscard]] std::string_view name() const override { return "zstd"; }
  [[nodiscard]] std::string_view member_name() const override { return "frame"; }
  [[nodiscard]] std::string_view magic() const override { return zstd_magic; }
  [[nodiscard]] bool looks_like_member(std::string_view raw) const override { return raw.starts_with(zstd_magic); }
  [[nodiscard]] std::size_t probe_bytes() const override { return max_first_block_bytes; }
  std::size_t probe(std::string_view raw, char* to, std::size_t bytes) override {
    probe_.next_frame();
    probe_.give(raw);
    std::size_t used = 0;
    // Header and block may each be a step.
    for (int i = 0; i < 4 && used < bytes && !probe_.failed() && !probe_.frame_ended(); ++i) used += probe_.step(to + used, bytes - used);
    return used;
  }

  std::uint64_t pass_what_is_no_text(ByteSource& source, std::uint64_t offset) override {
    while (!interrupted()) {
      const auto read = read_stretch(source, offset, skippable_head_bytes);
      const auto* head = std::get_if<std::string>(&read);
      if (head == nullptr || head->size() < skippable_head_bytes) return offset;
      const std::uint32_t magic = little_endian32(*head), bytes = little_endian32(std::string_view(*head).substr(4));
      if ((magic & 0xfffffff0u) != skippable_magic) return offset;
      const std::uint64_t end = offset + skippable_head_bytes + bytes;
      if (end > source.size()) return offset;  // it cannot be what it says
      if (magic == dictionary_magic) load_dictionary(source, offset + skippable_head_bytes, bytes);
      offset = end;
    }
    return offset;
  }

  void give(std::string_view raw) override { decoder_.give(raw); }
  std::size_t step(char* to, std::size_t bytes) override { return decoder_.step(to, bytes); }
  [[nodiscard]] std::string_view remaining() const override { return decoder_.remaining(); }
  [[nodiscard]] bool member_ended() const override { return decoder_.frame_ended(); }
  [[nodiscard]] bool failed() const override { return decoder_.failed(); }
  [[nodiscard]] std::string_view message() const override {
    return has_bad_dictionary_ ? "the file's dictionary cannot be read" : decoder_.message();
  }
  void next_member() override { decoder_.next_frame(); }

 private:
  void load_dictionary(ByteSource& source, std::uint64_t offset, std::size_t bytes) {
    ZstdDictionary loaded;
    if (bytes <= max_dictionary_bytes) {
      auto read = read_stretch(source, offset, bytes);
      if (auto* raw = std::get_if<std::string>(&read)) {
        if (raw->starts_with(zstd_magic)) *raw = unpacked(*raw);
        if (!raw->empty()) loaded.reset(ZSTD_createDDict(raw->data(), raw->size()));
      }
    }
    next_member();
    probe_.next_frame();
    decoder_.use(loaded.get());
    probe_.use(loaded.get());
    dictionary_ = std::move(loaded);
    has_bad_dictionary_ = !dictionary_;
  }

  ZstdDictionary dictionary_;  // outlives the decoders that it is lent to
  ZstdDecoder decoder_, probe_;
  bool has_bad_dictionary_ = false;
};

}  // namespace

std::unique_ptr<MemberDecoder> zstd_member_decoder() { return std::make_unique<ZstdMembers>(); }

}  // namespace backfile
