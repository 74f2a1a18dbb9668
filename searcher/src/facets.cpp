#include "searcher/src/facets.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/date.hpp"
#include "common/text.hpp"

namespace backfile {
namespace {

bool is_date(Field field) { return field == Field::year || field == Field::month || field == Field::day; }
bool has_spellings(Field field) { return field == Field::section || field == Field::author; }

/// Digits of a day bucket that the field shows. What is known less precisely keeps its own, shorter bucket.
std::size_t digits_of(Field field) { return field == Field::year ? 4 : field == Field::month ? 6 : 8; }

void count_authors(ValueCounts& counts, const std::string& stored, std::uint64_t count) {
  // One article names one person once, whatever its spellings.
  std::set<std::string> seen;
  for (std::size_t begin = 0; begin < stored.size();) {
    const std::size_t end = std::min(stored.find('\0', begin), stored.size());
    std::string name = stored.substr(begin, end - begin);
    begin = end + 1;
    if (!name.empty() && seen.insert(folded_value(name)).second) counts.values[std::move(name)] += count;
  }
  if (seen.empty()) counts.absent += count;
}

Facet date_facet(Field field, const ValueCounts& counts) {
  Facet facet{field, {}};
  for (const auto& [digits, count] : counts.values) facet.buckets.push_back({show_bucket(digits), count, false});
  if (counts.absent > 0) facet.buckets.push_back({std::nullopt, counts.absent, false});
  return facet;
}

/// Joins spellings with the same folded form under the most frequent; of equals, the first in byte order.
std::map<std::string, std::uint64_t> joined_spellings(const std::map<std::string, std::uint64_t>& values) {
  struct Joined {
    const std::string* shown = nullptr;
    std::uint64_t most = 0, count = 0;
  };
  std::unordered_map<std::string, Joined> by_folded;
  for (const auto& [spelling, count] : values) {
    Joined& joined = by_folded[folded_value(spelling)];
    joined.count += count;
    if (count > joined.most) {
      joined.most = count;
      joined.shown = &spelling;
    }
  }
  std::map<std::string, std::uint64_t> out;
  for (const auto& [folded, joined] : by_folded) out.emplace(*joined.shown, joined.count);
  return out;
}

Facet value_facet(Field field, const std::map<std::string, std::uint64_t>& values, std::uint64_t absent, std::size_t limit) {
  std::vector<Bucket> buckets;
  buckets.reserve(values.size() + 1);
  for (const auto& [value, count] : values) buckets.push_back({value, count, false});
  // The map gave byte order, and a stable sort keeps it among equal counts.
  const auto more = [](const Bucket& a, const Bucket& b) { return a.count > b.count; };
  std::ranges::stable_sort(buckets, more);
  std::uint64_t rest = 0;
  for (std::size_t i = limit; i < buckets.size(); ++i) rest += buckets[i].count;
  if (buckets.size() > limit) buckets.resize(limit);
  if (absent > 0) {
    const Bucket none{std::nullopt, absent, false};
    buckets.insert(std::ranges::upper_bound(buckets, none, more), none);
  }
  if (rest > 0) buckets.push_back({std::nullopt, rest, true});
  return {field, std::move(buckets)};
}

/// The matches of one archive that are counted.
struct Range {
  const Grouping& counted;
  std::uint32_t begin, end;
  template <typename Use>
  void for_each(Use&& use) const {
    for (std::uint32_t i = begin; i < end; ++i)
      if (counted.stands(i)) use(i);
  }
};

/// Stored values first, whole: far fewer than articles, so that cutting, splitting and folding costs little.
void count_slot(const Archives& archives, const MatchSet& set, const Range& range, Field field, ValueCounts& counts) {
  std::vector<std::uint32_t> indices;
  range.for_each([&](std::uint32_t i) { indices.push_back(i); });
  std::unordered_map<std::string, std::uint64_t> stored;
  std::uint64_t present = 0;
  std::pair<const std::string, std::uint64_t>* last = nullptr;
  for_each_value(archives, set, indices, slot_of(field), [&](std::uint32_t, const std::string& value) {
    ++present;
    const std::string_view cut = bucket_part(field, value);
    if (!last || last->first != cut) last = &*stored.try_emplace(std::string(cut)).first;
    ++last->second;
  });
  counts.absent += indices.size() - present;
  for (const auto& [value, count] : stored) count_value(counts, field, value, count);
}

void count_column(const ValueColumn& column, const MatchSet& set, const Range& range, Field field, ValueCounts& counts) {
  std::vector<std::uint32_t> by_number(column.count() + 1);
  range.for_each([&](std::uint32_t i) { ++by_number[column.numbers[set.matches[i].document]]; });
  counts.absent += by_number[0];
  for (std::uint32_t number = 1; number < by_number.size(); ++number) {
    if (by_number[number] == 0) continue;
    // Values are in order: the days of a month, and so those that are cut alike, are neighbours.
    const std::string_view cut = bucket_part(field, column.value(number));
    std::uint64_t count = by_number[number];
    for (; number + 1 < by_number.size() && bucket_part(field, column.value(number + 1)) == cut; ++number) count += by_number[number + 1];
    count_value(counts, field, std::string(cut), count);
  }
}

}  // namespace

schema::slot::Slot slot_of(Field field) {
  switch (field) {
    case Field::year:
    case Field::month:
    case Field::day: return schema::slot::day;
    case Field::section: return schema::slot::section;
    case Field::site: return schema::slot::site;
    case Field::author: return schema::slot::author;
    case Field::language: break;
  }
  return schema::slot::language;
}

void count_value(ValueCounts& counts, Field field, const std::string& stored, std::uint64_t count) {
  if (stored.empty())
    counts.absent += count;
  else if (field == Field::author)
    count_authors(counts, stored, count);
  else
    counts.values[std::string(bucket_part(field, stored))] += count;
}

std::string_view bucket_part(Field field, std::string_view stored) { return is_date(field) ? stored.substr(0, digits_of(field)) : stored; }

ValueCounts count_values(const Archives& archives, const MatchSet& set, const Grouping& counted, Field field) {
  ValueCounts counts;
  for (std::uint32_t begin = 0, end = 0; begin < set.matches.size(); begin = end) {
    end = set.end_of_part(begin);
    ColumnFile* columns = archives.part(set.matches[begin].archive).columns.get();
    if (const auto column = columns ? columns->values(slot_of(field)) : std::nullopt)
      count_column(*column, set, {counted, begin, end}, field, counts);
    else
      count_slot(archives, set, {counted, begin, end}, field, counts);
  }
  return counts;
}

Facet make_facet(Field field, const ValueCounts& counts, std::size_t limit) {
  if (is_date(field)) return date_facet(field, counts);
  if (has_spellings(field)) return value_facet(field, joined_spellings(counts.values), counts.absent, limit);
  return value_facet(field, counts.values, counts.absent, limit);
}

}  // namespace backfile
