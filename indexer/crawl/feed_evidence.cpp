#include "indexer/crawl/feed_evidence.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"

namespace backfile {
namespace {

/// A headline and what it was before it was edited.
constexpr std::size_t most_titles = 3;

std::uint64_t page_of(std::string_view address) { return digest64(address_key(address)); }

void merge_date(std::optional<PartialDate>& date, std::string& in, const std::optional<PartialDate>& other, const std::string& other_in) {
  if (!other) return;
  if (date && !counts_before(*other, *date) && (*other != *date || in <= other_in)) return;
  date = other;
  in = other_in;
}

void merge_titles(std::vector<std::string>& titles, std::vector<std::string>&& others) {
  for (std::string& title : others) titles.push_back(std::move(title));
  std::ranges::sort(titles);
  titles.erase(std::unique(titles.begin(), titles.end()), titles.end());
  if (titles.size() > most_titles) titles.resize(most_titles);
}

std::uint64_t digest_of_note(std::uint64_t page, const FeedNote& note) {
  std::string all = big_endian64(page);
  for (const auto& [date, in] : {std::pair(&note.published, &note.published_in), std::pair(&note.modified, &note.modified_in)}) {
    if (*date) all += to_string(**date) + ' ' + *in;
    all += '\n';
  }
  for (const std::string& title : note.titles) all += title + '\n';
  return digest64(all);
}

}  // namespace

bool counts_before(const PartialDate& a, const PartialDate& b) {
  const auto order = [](const PartialDate& date) { return std::tuple(!date.has_time(), earliest_instant(date), to_string(date)); };
  return order(a) < order(b);
}

void FeedEvidence::add(std::string_view address, FeedNote note) {
  const std::uint64_t page = page_of(address);
  if (note.modified) {
    FeedNote change;
    change.modified = std::exchange(note.modified, std::nullopt);
    change.modified_in = std::exchange(note.modified_in, {});
    put(changed_, page, std::move(change));
  }
  if (note.published || !note.titles.empty()) put(told_, page, std::move(note));
}

void FeedEvidence::add(const FeedEvidence& other) {
  for (const auto& [half, others] : {std::pair(&told_, &other.told_), std::pair(&changed_, &other.changed_)}) {
    for (const auto& [page, note] : others->notes) put(*half, page, FeedNote(note));
    half->is_cut = half->is_cut || others->is_cut;
  }
}

void FeedEvidence::put(Half& half, std::uint64_t page, FeedNote&& note) {
  if (page > half.greatest) {
    half.is_cut = true;
    return;
  }
  FeedNote& known = half.notes[page];
  merge_date(known.published, known.published_in, note.published, note.published_in);
  merge_date(known.modified, known.modified_in, note.modified, note.modified_in);
  merge_titles(known.titles, std::move(note.titles));
  if (half.notes.size() >= 2 * most_pages_) cut(half, most_pages_);
}

void FeedEvidence::cut(Half& half, std::size_t most) {
  if (half.notes.size() <= most) return;
  std::vector<std::uint64_t> pages;
  pages.reserve(half.notes.size());
  for (const auto& entry : half.notes) pages.push_back(entry.first);
  const auto last = pages.begin() + static_cast<std::ptrdiff_t>(most) - 1;
  std::ranges::nth_element(pages, last);
  half.greatest = *last;
  half.is_cut = true;
  std::erase_if(half.notes, [&](const auto& entry) { return entry.first > half.greatest; });
}

void FeedEvidence::seal() {
  digest_ = 0;
  for (Half* half : {&told_, &changed_}) {
    cut(*half, most_pages_);
    for (const auto& [page, note] : half->notes) digest_ += digest_of_note(page, note);  // a sum: the map's order is nobody's
  }
}

std::optional<FeedNote> FeedEvidence::find(std::string_view address) const { return empty() ? std::nullopt : find(page_of(address)); }

std::optional<FeedNote> FeedEvidence::find(std::uint64_t page) const {
  const auto told = told_.notes.find(page), changed = changed_.notes.find(page);
  if (told == told_.notes.end() && changed == changed_.notes.end()) return std::nullopt;
  FeedNote note = told == told_.notes.end() ? FeedNote() : told->second;
  if (changed != changed_.notes.end()) {
    note.modified = changed->second.modified;
    note.modified_in = changed->second.modified_in;
  }
  return note;
}

std::uint64_t FeedEvidence::digest_of(std::string_view address) const {
  if (empty()) return 0;
  const std::uint64_t page = page_of(address);
  const auto note = find(page);
  return note ? digest_of_note(page, *note) : 0;
}

}  // namespace backfile
