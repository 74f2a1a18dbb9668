// Which articles may be copies of each other: those whose probes are in each other's sketches, within the time window. A function of the
// set of articles alone. Two passes over the sketches, of which only the probes are held: about 100 bytes an article.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/copies/sketch.hpp"

namespace backfile {

/// The pair window, and the most days that a story spans.
inline constexpr std::int64_t story_days = 30;

/// An article as far as copies are concerned.
struct FoldArticle {
  std::uint64_t id = 0;      // digest of its Q term: unlike for unlike articles
  std::int64_t instant = no_instant;  // of publication, seconds from some point in time
  static constexpr std::int64_t no_instant = INT64_MIN;
  [[nodiscard]] bool is_dated() const { return instant != no_instant; }
};

/// Undated articles are near every other.
[[nodiscard]] bool within_window(const FoldArticle& a, const FoldArticle& b);

/// `a` < `b`, indices in the order of add().
struct CandidatePair {
  std::uint32_t a = 0, b = 0;
  std::uint16_t strength = 0;  // probes that were found, of both in the other: 2 to 16
  friend bool operator==(const CandidatePair&, const CandidatePair&) = default;
};

class CandidateFinder {
 public:
  /// Room for so many, which saves that it is made in steps.
  void expect(std::size_t articles);
  /// First pass. Articles without a sketch are never candidates, and need not be added.
  void add(const FoldArticle& article, const Sketch& sketch);
  /// Between the passes.
  void prepare();
  /// Second pass: every article again, by its index in the order of add().
  void look_up(std::uint32_t index, const Sketch& sketch);
  /// Ends the second pass: all but the articles is forgotten. Sorted by a, then b.
  [[nodiscard]] std::vector<CandidatePair> take_pairs();

  [[nodiscard]] const std::vector<FoldArticle>& articles() const { return articles_; }

 private:
  void gather_near(std::uint32_t rank, std::uint32_t probe);

  std::vector<FoldArticle> articles_;
  std::vector<std::uint8_t> probe_counts_;
  std::vector<std::uint32_t> rank_of_, index_of_;  // places in time, undated articles first; of equal times by id
  std::uint32_t first_dated_ = 0;                  // rank
  std::vector<std::uint64_t> probes_;              // probe << 32 | rank, sorted
  unsigned present_bits_ = 0;
  std::vector<std::uint64_t> present_;             // a bit for each value that the upper bits of a probe have
  unsigned place_bits_ = 0;
  std::vector<std::uint32_t> places_;              // for each value that fewer of these bits have: where among the probes they begin, and an end
  std::vector<std::uint32_t> found_;               // ranks, of the article that is looked up
  std::vector<CandidatePair> pairs_;
};

}  // namespace backfile
