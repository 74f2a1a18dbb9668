// What the feeds and sitemaps of a crawl say of its pages, by address: when one was published or last changed, and its headline. A function of
// the set of what was added alone: neither order nor repetition shows, also where there is more than is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <backfile/date.hpp>

namespace backfile {

/// What is said of one page. Plain value.
struct FeedNote {
  std::optional<PartialDate> published, modified;
  std::string published_in, modified_in;  // the kind of file that says so: "rss", "atom", "json-feed", "news-sitemap", "sitemap"
  std::vector<std::string> titles;        // in byte order; as text, white space collapsed
};

/// What is known of a feed besides its bytes.
struct FeedPlace {
  std::string address;  // normalised, or empty: relative links lead nowhere then
  std::string charset;  // declared by HTTP or manifest, or empty
  std::optional<PartialDate> captured;
  std::string default_timezone = {};  // of times that declare none, as ExtractOptions has it
};

/// Filled by one thread, then read by any.
class FeedEvidence {
 public:
  /// Pages kept of which feeds tell, and as many of which only a change is told; beyond, those with the least digests stay.
  explicit FeedEvidence(std::size_t most_pages = 1u << 18) : most_pages_(most_pages) {}

  /// `address`: normalised. Of several dates one with a time of day counts before one without, then the earliest.
  void add(std::string_view address, FeedNote note);
  void add(const FeedEvidence& other);
  /// To be called after the last add(): cuts to the bound and takes the digest.
  void seal();

  [[nodiscard]] std::optional<FeedNote> find(std::string_view address) const;
  [[nodiscard]] bool empty() const noexcept { return told_.notes.empty() && changed_.notes.empty(); }
  /// More pages were named than are kept.
  [[nodiscard]] bool is_cut() const noexcept { return told_.is_cut || changed_.is_cut; }
  /// Of all that is kept, and of what is said of one page; 0 for nothing.
  [[nodiscard]] std::uint64_t digest() const noexcept { return digest_; }
  [[nodiscard]] std::uint64_t digest_of(std::string_view address) const;

 private:
  /// The pages with the least digests of their address keys.
  struct Half {
    std::unordered_map<std::uint64_t, FeedNote> notes;
    std::uint64_t greatest = UINT64_MAX;  // that can still be among them
    bool is_cut = false;
  };
  void put(Half& half, std::uint64_t page, FeedNote&& note);
  static void cut(Half& half, std::size_t most);
  [[nodiscard]] std::optional<FeedNote> find(std::uint64_t page) const;

  std::size_t most_pages_;
  Half told_, changed_;  // published or title; modified
  std::uint64_t digest_ = 0;
};

/// Adds what a feed's bytes say; for anything else nothing.
using FeedReader = std::function<void(std::string bytes, FeedPlace place, FeedEvidence& evidence)>;

/// As FeedNotes are merged: the date that counts. Commutative and associative.
[[nodiscard]] bool counts_before(const PartialDate& a, const PartialDate& b);

}  // namespace backfile
