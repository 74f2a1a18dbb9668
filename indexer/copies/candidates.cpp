#include "indexer/copies/candidates.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <tuple>

namespace backfile {
namespace {

/// Articles that share a probe are looked at only this far apart in time's order, since templates bring thousands; and of all that an
/// article may be a copy of the nearest few. Both leave chains whole: of forty copies each meets its neighbours in time.
constexpr std::uint32_t nearest_of_probe = 12;
constexpr std::size_t most_partners = 12;
/// By chance two texts share one shingle, or a stock phrase; hardly two of eight.
constexpr std::uint32_t least_hits = 2;
constexpr unsigned least_present_bits = 24;
/// About as many are searched for one.
constexpr std::size_t probes_of_place = 8;

constexpr std::int64_t window_seconds = story_days * 86400;

}  // namespace

bool within_window(const FoldArticle& a, const FoldArticle& b) {
  return !a.is_dated() || !b.is_dated() || std::abs(a.instant - b.instant) <= window_seconds;
}

void CandidateFinder::expect(std::size_t articles) {
  articles_.reserve(articles);
  probe_counts_.reserve(articles);
  probes_.reserve(articles * probes_of_sketch);
}

void CandidateFinder::add(const FoldArticle& article, const Sketch& sketch) {
  const auto index = static_cast<std::uint64_t>(articles_.size());
  articles_.push_back(article);
  const auto chosen = probes(sketch);
  probe_counts_.push_back(static_cast<std::uint8_t>(chosen.size()));
  for (const std::uint32_t probe : chosen) probes_.push_back(std::uint64_t{probe} << 32 | index);
}

void CandidateFinder::prepare() {
  index_of_.resize(articles_.size());
  std::iota(index_of_.begin(), index_of_.end(), 0u);
  const auto key = [&](std::uint32_t i) {
    const FoldArticle& article = articles_[i];
    return std::pair(article.instant, article.id);
  };
  std::ranges::sort(index_of_, {}, key);
  rank_of_.resize(articles_.size());
  for (std::uint32_t rank = 0; rank < index_of_.size(); ++rank) rank_of_[index_of_[rank]] = rank;
  first_dated_ = static_cast<std::uint32_t>(std::ranges::count(articles_, false, &FoldArticle::is_dated));
  // A quarter of the bits at most, so that most entries need no look among the probes.
  present_bits_ = std::clamp<unsigned>(static_cast<unsigned>(std::bit_width(probes_.size())) + 1, least_present_bits, 32);
  present_.assign((std::size_t{1} << present_bits_) / 64, 0);
  for (std::uint64_t& entry : probes_) {
    entry = (entry & ~std::uint64_t{0xffffffff}) | rank_of_[static_cast<std::uint32_t>(entry)];
    const std::uint64_t bit = entry >> (64 - present_bits_);
    present_[bit / 64] |= std::uint64_t{1} << bit % 64;
  }
  std::ranges::sort(probes_);
  place_bits_ = std::clamp<unsigned>(static_cast<unsigned>(std::bit_width(probes_.size() / probes_of_place)), 1, 32);
  places_.clear();
  places_.reserve((std::size_t{1} << place_bits_) + 1);
  for (std::uint32_t i = 0; i < probes_.size(); ++i)
    while (places_.size() <= probes_[i] >> (64 - place_bits_)) places_.push_back(i);
  places_.resize((std::size_t{1} << place_bits_) + 1, static_cast<std::uint32_t>(probes_.size()));
}

/// Those that have the probe and stand nearest in time; of the undated, which stand first, some for everyone.
void CandidateFinder::gather_near(std::uint32_t rank, std::uint32_t probe) {
  const std::uint32_t bit = probe >> (32 - present_bits_);
  if (!(present_[bit / 64] >> bit % 64 & 1)) return;
  const FoldArticle& self = articles_[index_of_[rank]];
  const std::uint64_t key = std::uint64_t{probe} << 32;
  const std::uint32_t place = probe >> (32 - place_bits_);
  const auto begin = std::lower_bound(probes_.begin() + places_[place], probes_.begin() + places_[place + 1], key);
  const auto has_probe = [&](auto entry) { return entry != probes_.end() && *entry >> 32 == probe; };
  const auto is_undated = [&](std::uint64_t entry) { return static_cast<std::uint32_t>(entry) < first_dated_; };
  const auto near = [&](std::uint64_t entry) {
    return is_undated(entry) != self.is_dated() && within_window(self, articles_[index_of_[static_cast<std::uint32_t>(entry)]]);
  };
  auto next = std::ranges::lower_bound(begin, probes_.end(), key | rank);
  std::uint32_t taken = 0;
  for (auto before = next; before != begin && taken < nearest_of_probe && near(*(before - 1)); ++taken, --before)
    found_.push_back(static_cast<std::uint32_t>(*(before - 1)));
  if (has_probe(next) && static_cast<std::uint32_t>(*next) == rank) ++next;
  for (taken = 0; has_probe(next) && taken < nearest_of_probe && near(*next); ++taken, ++next) found_.push_back(static_cast<std::uint32_t>(*next));
  // The undated for a dated article, the dated for an undated one.
  auto other = self.is_dated() ? begin : std::ranges::lower_bound(begin, probes_.end(), key | first_dated_);
  for (taken = 0; has_probe(other) && taken < nearest_of_probe && is_undated(*other) == self.is_dated(); ++taken, ++other)
    found_.push_back(static_cast<std::uint32_t>(*other));
}

void CandidateFinder::look_up(std::uint32_t index, const Sketch& sketch) {
  const std::uint32_t rank = rank_of_[index];
  found_.clear();
  for (const std::uint32_t entry : sketch) gather_near(rank, entry);
  if (found_.empty()) return;
  std::ranges::sort(found_);
  struct Partner {
    std::uint32_t hits, distance, rank;
  };
  std::vector<Partner> partners;
  for (auto at = found_.begin(); at != found_.end();) {
    const auto end = std::ranges::find_if(at, found_.end(), [&](std::uint32_t other) { return other != *at; });
    const std::uint32_t other = *at;
    const auto hits = static_cast<std::uint32_t>(end - at);
    if (hits >= std::min<std::uint32_t>(least_hits, probe_counts_[index_of_[other]]))
      partners.push_back({hits, rank > other ? rank - other : other - rank, other});
    at = end;
  }
  std::ranges::sort(partners, [](const Partner& a, const Partner& b) {
    return std::tuple(b.hits, a.distance, a.rank) < std::tuple(a.hits, b.distance, b.rank);
  });
  if (partners.size() > most_partners) partners.resize(most_partners);
  for (const Partner& partner : partners) {
    const std::uint32_t other = index_of_[partner.rank];
    pairs_.push_back({std::min(index, other), std::max(index, other), static_cast<std::uint16_t>(partner.hits)});
  }
}

std::vector<CandidatePair> CandidateFinder::take_pairs() {
  probe_counts_ = {};
  for (auto* ranks : {&rank_of_, &index_of_, &places_, &found_}) *ranks = {};
  for (auto* words : {&probes_, &present_}) *words = {};
  std::ranges::sort(pairs_, {}, [](const CandidatePair& pair) { return std::pair(pair.a, pair.b); });
  std::size_t kept = 0;
  for (const CandidatePair& pair : pairs_) {
    if (kept > 0 && pairs_[kept - 1].a == pair.a && pairs_[kept - 1].b == pair.b)
      pairs_[kept - 1].strength = static_cast<std::uint16_t>(pairs_[kept - 1].strength + pair.strength);
    else
      pairs_[kept++] = pair;
  }
  pairs_.resize(kept);
  return std::move(pairs_);
}

}  // namespace backfile
