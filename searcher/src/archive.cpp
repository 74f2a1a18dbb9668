#include "searcher/src/archive.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <map>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "common/archive_places.hpp"
#include "common/split_mark.hpp"

namespace backfile {
namespace {

// A dead archive costs a search all the patience there is: it is asked again now and then only.
constexpr std::chrono::seconds pause_before_next_try{30};

/// What a server may get over, or its operator mend, while the others go on.
bool may_mend(const Error& error) {
  switch (error.code()) {
    case Errc::usage:
    case Errc::foreign:
    case Errc::newer_schema:
    case Errc::analyser_mismatch:
    case Errc::memory:
    case Errc::internal: return false;
    default: return true;
  }
}

int year_of(const std::string& bucket) {
  int year = 1;
  std::from_chars(bucket.data(), bucket.data() + std::min<std::size_t>(bucket.size(), 4), year);
  return year;
}

/// A writer may commit twice while an archive is opened, and then it is opened again.
template <typename Operation>
void retrying(Operation operation) {
  constexpr int max_attempts = 5;
  for (int attempt = 1;; ++attempt) {
    try {
      return operation();
    } catch (const Error& error) {
      if (error.code() != Errc::changed || attempt == max_attempts) throw;
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == max_attempts) throw;
    }
  }
}

}  // namespace

Archives::Archives(const std::vector<ArchiveLocation>& locations, Patience patience) : patience_(patience) {
  if (locations.empty()) throw Error(Errc::usage, "no archive was named");
  for (const ArchiveLocation& location : locations)
    for (std::string& where : is_remote(location.where) ? std::vector{location.where} : archives_at(location.where)) parts_.emplace_back().where = std::move(where);
  std::vector<Part*> all;
  for (Part& part : parts_) all.push_back(&part);
  retrying([&] {
    bring_up_all(all);
    merge();
  });
}

void Archives::refresh() {
  const std::string before = revision();
  std::vector<Part*> wanted;
  for (Part& part : parts_)
    if (part.answers || live_.empty() || Clock::now() - part.failed_at >= pause_before_next_try) wanted.push_back(&part);
  // Its handles may be closed below.
  if (any_remote()) merged_ = Xapian::Database();
  retrying([&] {
    bring_up_all(wanted);
    if (any_remote() || revision() != before) merge();
  });
}

void Archives::be_patient_for(Patience patience) {
  if (patience >= patience_) return;
  patience_ = patience;
  for (Part& part : parts_) part.renew = is_remote(part.where);
}

void Archives::drop(const Xapian::Error& error) {
  merged_ = Xapian::Database();
  for (Part& part : parts_) {
    part.renew = is_remote(part.where);
    if (!part.answers || part.open.server.empty() || part.open.server != error.get_context()) continue;
    fail(part, fmt::format("asking '{}': {}", part.where, error.get_msg()));
  }
  merge();
}

void Archives::fail(Part& part, std::string why) {
  let_go(std::move(part.open));
  part.answers = false;
  part.failure = std::move(why);
  part.failed_at = Clock::now();
}

/// Opens or follows one. What may mend by itself is noted; throws Error for the rest.
void Archives::bring_up(Part& part) const {
  try {
    if (part.answers && !part.renew && follow(part.open)) return;
    if (part.answers) let_go(std::move(part.open));
    part.answers = false;
    part.open = open_part(part.where, patience_);
    part.answers = true;
    part.renew = false;
  } catch (const Error& error) {
    if (!is_remote(part.where) || !may_mend(error)) throw;
    fail(part, error.what());
  }
}

/// Remote ones all at once, since that is waiting for other machines.
void Archives::bring_up_all(const std::vector<Part*>& parts) const {
  std::vector<std::exception_ptr> errors(parts.size());
  {
    std::vector<std::jthread> waiting;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto work = [this, part = parts[i], &error = errors[i]]() noexcept {
        try {
          bring_up(*part);
        } catch (...) {
          error = std::current_exception();
        }
      };
      if (is_remote(parts[i]->where) && parts.size() > 1)
        waiting.emplace_back(work);
      else
        work();
    }
  }
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);
}

void Archives::merge() {
  live_.clear();
  merged_ = Xapian::Database();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!parts_[i].answers) continue;
    live_.push_back(i);
    merged_.add_database(parts_[i].open.database);
  }
  if (live_.empty())
    throw Error(Errc::remote, parts_.size() == 1 ? parts_[0].failure : fmt::format("none of {} archives answers; {}", parts_.size(), parts_[0].failure));
  read_languages();
  read_years();
  read_marks();
}

bool Archives::any_remote() const {
  return std::ranges::any_of(parts_, [](const Part& part) { return is_remote(part.where); });
}

std::vector<std::size_t> Archives::parts_that_may_match(const Xapian::Query& query) const {
  std::vector<std::size_t> parts;
  for (std::size_t i = 0; i < size(); ++i)
    if (may_match(query, part(i).reach)) parts.push_back(i);
  return parts;
}

Shards Archives::shards() const {
  Shards shards{.ok = size()};
  for (const Part& part : parts_)
    if (!part.answers) shards.missing.push_back({part.where, part.failure});
  return shards;
}

std::string Archives::revision() const {
  std::string out;
  for (std::size_t i = 0; i < size(); ++i) {
    if (!out.empty()) out += ',';
    out += part(i).revision;
  }
  return out;
}

std::string Archives::name() const {
  std::string out = "'" + parts_.front().where + "'";
  if (parts_.size() > 1) out += " and " + std::to_string(parts_.size() - 1) + " more";
  return out;
}

void Archives::read_languages() {
  std::map<std::string, std::uint64_t> counts;
  std::uint64_t documents = 0, counted = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    documents += part(i).database.get_doccount();
    const std::string& text = part(i).languages;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::size_t space = text.find(' ', begin);
      std::uint64_t count = 0;
      if (space < end && space > begin) {
        std::from_chars(text.data() + space + 1, text.data() + end, count);
        counts[text.substr(begin, space - begin)] += count;
        counted += count;
      }
      begin = end + 1;
    }
  }
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [language, count] : counts)
    if (count > 0) order.emplace_back(count, language);
  std::ranges::sort(order, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  languages_.clear();
  for (auto& [count, language] : order) languages_.push_back(std::move(language));
  if (counted > 0 && counted < documents) languages_.emplace_back();
}

void Archives::read_marks() {
  std::vector<std::string> marks;
  for (std::size_t i = 0; i < size(); ++i) marks.push_back(part(i).split);
  disjoint_ = size() == 1 || are_of_one_split(marks);
}

void Archives::read_years() {
  first_year_ = last_year_ = 1;
  bool dated = false;
  for (std::size_t i = 0; i < size(); ++i) {
    const DateReach& reach = part(i).reach;
    if (reach.last.empty()) continue;
    const int first = year_of(reach.first), last = year_of(reach.last);
    first_year_ = dated ? std::min(first_year_, first) : first;
    last_year_ = dated ? std::max(last_year_, last) : last;
    dated = true;
  }
}

}  // namespace backfile
