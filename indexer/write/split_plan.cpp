#include "indexer/write/split_plan.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/provenance.hpp"

namespace backfile {
namespace {

namespace metadata = schema::metadata;

/// Documents that stay together, by union and find over their numbers.
class Units {
 public:
  explicit Units(Xapian::docid last) : parent_(static_cast<std::size_t>(last) + 1) { std::iota(parent_.begin(), parent_.end(), 0u); }

  Xapian::docid unit_of(Xapian::docid id) {
    while (parent_[id] != id) id = parent_[id] = parent_[parent_[id]];
    return id;
  }
  void join(Xapian::docid a, Xapian::docid b) { parent_[unit_of(a)] = unit_of(b); }

 private:
  std::vector<Xapian::docid> parent_;
};

/// Calls `use` with every document's number and 8 bytes at `offset` of its value.
template <typename Use>
void for_each_digest(const Xapian::Database& database, schema::slot::Slot slot, std::size_t offset, Use use) {
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    stop_if_interrupted();
    const std::string bytes = *value;
    if (bytes.size() == offset + 8) use(value.get_docid(), from_big_endian64(std::string_view(bytes).substr(offset)));
  }
}

Units find_units(const Xapian::Database& database) {
  Units units(database.get_lastdocid());
  for (const schema::slot::Slot slot : {schema::slot::article, schema::slot::story}) {
    std::unordered_map<std::uint64_t, Xapian::docid> first;
    for_each_digest(database, slot, 0, [&](Xapian::docid id, std::uint64_t digest) {
      const auto [found, fresh] = first.try_emplace(digest, id);
      if (!fresh) units.join(id, found->second);
    });
  }
  return units;
}

constexpr std::uint32_t undated = UINT32_MAX;  // behind all dates

/// "20240314" -> 202403; without months, or where none is known, 202400.
std::uint32_t period_of(const std::string& day, SplitRule::By by) {
  std::uint32_t number = 0;
  const std::size_t digits = by == SplitRule::By::month && day.size() >= 6 ? 6 : 4;
  const auto [end, error] = std::from_chars(day.data(), day.data() + std::min(digits, day.size()), number);
  if (error != std::errc() || end != day.data() + digits) return undated;
  return digits == 6 ? number : number * 100;
}

std::string name_of_period(std::uint32_t period) {
  if (period == undated) return "undated";
  return period % 100 ? fmt::format("{:04}-{:02}", period / 100, period % 100) : fmt::format("{:04}", period / 100);
}

/// By unit: the earliest period in which one of its articles appeared. Superseded versions have no say, as in searches.
std::vector<std::uint32_t> periods(const Xapian::Database& database, Units& units, SplitRule::By by) {
  std::vector<std::uint32_t> of(static_cast<std::size_t>(database.get_lastdocid()) + 1, undated);
  const std::string old(schema::prefix::superseded);
  auto superseded = database.postlist_begin(old);
  for (auto value = database.valuestream_begin(schema::slot::day); value != database.valuestream_end(schema::slot::day); ++value) {
    stop_if_interrupted();
    const Xapian::docid id = value.get_docid();
    if (superseded != database.postlist_end(old)) superseded.skip_to(id);
    if (superseded != database.postlist_end(old) && *superseded == id) continue;
    std::uint32_t& period = of[units.unit_of(id)];
    period = std::min(period, period_of(*value, by));
  }
  return of;
}

/// By unit: a number below `parts` that follows from its articles alone.
std::vector<std::uint32_t> shares(const Xapian::Database& database, Units& units, std::uint32_t parts) {
  std::vector<std::uint64_t> least(static_cast<std::size_t>(database.get_lastdocid()) + 1, UINT64_MAX);
  for_each_digest(database, schema::slot::article, 0, [&](Xapian::docid id, std::uint64_t digest) {
    std::uint64_t& of = least[units.unit_of(id)];
    of = std::min(of, digest);
  });
  std::vector<std::uint32_t> out;
  out.reserve(least.size());
  for (const std::uint64_t digest : least) out.push_back(static_cast<std::uint32_t>(digest % parts));
  return out;
}

using PartNumber = std::uint32_t;

/// Parts by digests of what they hold.
class Holders {
 public:
  void add(std::uint64_t digest, PartNumber part) { entries_.emplace_back(digest, part); }
  /// Before the first question, after the last addition.
  void sort() {
    std::ranges::sort(entries_);
    const auto repeated = std::ranges::unique(entries_);
    entries_.erase(repeated.begin(), repeated.end());
  }
  /// Whether there is any.
  template <typename Use>
  bool for_each(std::uint64_t digest, Use use) const {
    auto found = std::ranges::lower_bound(entries_, std::pair(digest, PartNumber{0}));
    const bool any = found != entries_.end() && found->first == digest;
    for (; found != entries_.end() && found->first == digest; ++found) use(found->second);
    return any;
  }

 private:
  std::vector<std::pair<std::uint64_t, PartNumber>> entries_;
};

/// Deals the metadata out among parts whose documents are known.
class MetadataDealer {
 public:
  MetadataDealer(const Xapian::Database& database, std::vector<SplitPart>& parts, PartNumber home, const std::vector<PartNumber>& part_of)
      : database_(database), parts_(parts), home_(home) {
    const auto hold = [&](schema::slot::Slot slot, std::size_t offset, Holders& holders) {
      for_each_digest(database_, slot, offset, [&](Xapian::docid id, std::uint64_t digest) { holders.add(digest, part_of[id]); });
      holders.sort();
    };
    hold(schema::slot::newest, 8, versions_);
    hold(schema::slot::text_digest, 0, texts_);
    hold(schema::slot::article, 0, articles_);
  }

  void deal() {
    for_each_key(metadata::capture, 33, [&](const std::string& key, std::string_view tail) { deal_capture(key, tail); });
    files_.sort();
    deal_out(files_, metadata::input, &MetadataKeys::inputs);
    deal_out(articles_, metadata::claim, &MetadataKeys::claims);
    for_each_key(metadata::payload, 16, [&](const std::string& key, std::string_view tail) { deal_payload(key, tail); });
  }

 private:
  /// Calls `use` with key and what follows the prefix, `length` characters.
  template <typename Use>
  void for_each_key(std::string_view prefix, std::size_t length, Use use) {
    const std::string start(prefix);
    for (auto key = database_.metadata_keys_begin(start); key != database_.metadata_keys_end(start); ++key) {
      stop_if_interrupted();
      const std::string name = *key;
      if (name.size() == start.size() + length) use(name, std::string_view(name).substr(start.size()));
    }
  }

  /// The files that hold a source: its container, of a container within a zip file the zip file.
  void note_file(const std::string& path, PartNumber part) {
    files_.add(digest64(path), part);
    for (std::size_t inner = path.find("!/"); inner != std::string::npos; inner = path.find("!/", inner + 1))
      files_.add(digest64(std::string_view(path).substr(0, inner)), part);
  }

  void deal_capture(const std::string& key, std::string_view tail) {
    const auto version = from_hex16(tail.substr(0, 16)), source = from_hex16(tail.substr(17));
    if (!version || !source) return;
    const auto keep = [&](PartNumber part) {
      parts_[part].metadata.captures.push_back({*version, *source});
      note_file(decode_capture(database_.get_metadata(key)).capture.path, part);
    };
    if (!versions_.for_each(*version, keep)) keep(home_);
  }

  void deal_out(const Holders& holders, std::string_view prefix, std::vector<std::uint64_t> MetadataKeys::*list) {
    for_each_key(prefix, 16, [&](const std::string&, std::string_view tail) {
      const auto digest = from_hex16(tail);
      if (!digest) return;
      const auto keep = [&](PartNumber part) { (parts_[part].metadata.*list).push_back(*digest); };
      if (!holders.for_each(*digest, keep)) keep(home_);
    });
  }

  void deal_payload(const std::string& key, std::string_view tail) {
    const auto name = from_hex16(tail);
    const auto known = name ? decode_known(database_.get_metadata(key), "") : std::nullopt;
    if (!known) return;
    const auto keep = [&](PartNumber part) { parts_[part].metadata.payloads.push_back(*name); };
    if (known->is_removed)
      for (PartNumber part = 0; part < parts_.size(); ++part) keep(part);
    else if (!texts_.for_each(known->text_digest, keep))
      keep(home_);
  }

  const Xapian::Database& database_;
  std::vector<SplitPart>& parts_;
  const PartNumber home_;
  Holders versions_, texts_, articles_, files_;
};

/// Parts with names and documents: `value_of` by unit, a part for each value in `names`.
std::vector<SplitPart> make_parts(const Xapian::Database& database, Units& units, const std::vector<std::uint32_t>& value_of,
                                  std::map<std::uint32_t, std::string> names, std::vector<PartNumber>& part_of) {
  std::vector<SplitPart> parts;
  std::map<std::uint32_t, PartNumber> numbers;
  for (auto& [value, name] : names) {
    numbers[value] = static_cast<PartNumber>(parts.size());
    parts.push_back({.name = std::move(name), .documents = {}, .metadata = {}});
  }
  part_of.assign(value_of.size(), 0);
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    part_of[*post] = numbers.at(value_of[units.unit_of(*post)]);
    parts[part_of[*post]].documents.push_back(*post);
  }
  return parts;
}

std::map<std::uint32_t, std::string> names_of_periods(const Xapian::Database& database, Units& units, const std::vector<std::uint32_t>& period_of) {
  std::map<std::uint32_t, std::string> names;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    const std::uint32_t period = period_of[units.unit_of(*post)];
    names.try_emplace(period, name_of_period(period));
  }
  if (names.empty()) names[undated] = name_of_period(undated);
  return names;
}

std::map<std::uint32_t, std::string> names_of_numbers(std::uint32_t number) {
  std::map<std::uint32_t, std::string> names;
  const std::size_t width = std::to_string(number).size();
  for (std::uint32_t i = 0; i < number; ++i) names[i] = fmt::format("{:0{}}", i + 1, width);
  return names;
}

}  // namespace

std::optional<SplitRule> parse_split_rule(std::string_view text) {
  if (text == "month") return SplitRule{.by = SplitRule::By::month};
  if (text == "year") return SplitRule{.by = SplitRule::By::year};
  SplitRule rule{.by = SplitRule::By::number};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rule.number);
  if (error != std::errc() || end != text.data() + text.size() || rule.number < 1 || rule.number > max_split_parts) return std::nullopt;
  return rule;
}

std::vector<std::string> MetadataKeys::texts() const {
  std::vector<std::string> keys;
  const auto add = [&](std::string_view prefix, const std::vector<std::uint64_t>& digests) {
    for (const std::uint64_t digest : digests) keys.push_back(std::string(prefix) + hex16(digest));
  };
  add(metadata::input, inputs);
  add(metadata::payload, payloads);
  add(metadata::claim, claims);
  for (const auto& [version, source] : captures) keys.push_back(capture_prefix(version) + hex16(source));
  return keys;
}

std::vector<SplitPart> plan_split(const Xapian::Database& database, const SplitRule& rule) {
  Units units = find_units(database);
  const bool by_number = rule.by == SplitRule::By::number;
  const std::vector<std::uint32_t> values = by_number ? shares(database, units, rule.number) : periods(database, units, rule.by);
  std::vector<PartNumber> part_of;
  std::vector<SplitPart> parts =
      make_parts(database, units, values, by_number ? names_of_numbers(rule.number) : names_of_periods(database, units, values), part_of);
  auto home = static_cast<PartNumber>(parts.size() - 1);
  if (home > 0 && parts[home].name == name_of_period(undated)) --home;
  MetadataDealer(database, parts, home, part_of).deal();
  return parts;
}

}  // namespace backfile
