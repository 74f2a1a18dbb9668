#include "indexer/crawl_indexer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/digest.hpp"
#include "indexer/run_setup.hpp"

namespace backfile {
namespace {

SourceNote note_of(Understood& item) {
  SourceNote note{.source = item.source, .stamp = item.stamp, .is_file = !item.is_line && !item.is_record,
                  .captured = item.article.captured, .offset = item.offset, .length = item.length, .digest = item.digest,
                  .own_address_key = item.own_address_key};
  if (!item.is_revisit) note.payload_names = std::move(item.payload_names);
  note.outdated_payload_name = item.outdated_payload_name;
  return note;
}

/// Of a file that gave a reject which is no failure.
FileOutcome outcome_of(Reason reason) { return reason == Reason::removed ? FileOutcome::removed : FileOutcome::rejected; }

void raise(FileOutcome& outcome, FileOutcome part) { outcome = std::max(outcome, part); }

}  // namespace

void CrawlIndexer::take(Understood&& item) {
  if (item.is_revisit) settle_revisit(item);
  keep_out_removed(item);
  count_input(item, counts);
  SourceNote note = note_of(item);
  if (item.known)
    take_known(item, std::move(note));
  else if (item.rejected)
    take_rejected(item, std::move(note));
  else
    take_article(item, std::move(note));
}

void CrawlIndexer::take_known(Understood& item, SourceNote note) {
  note.of = std::move(*item.known);
  if (item.is_record && !item.is_revisit) remember(item, {.of = note.of});
  ++counts.articles_unchanged;
  push({.article = {}, .key = {}, .note = std::move(note)});
}

void CrawlIndexer::take_rejected(const Understood& item, SourceNote note) {
  reporter_.reject(item.source, item.article.url, *item.rejected);
  if (item.is_record) remember(item, {.of = {}, .rejected = item.rejected->reason});
  note_rejected_part(item);
  if (!note.is_file || is_failure(item.rejected->reason)) return;  // failures are tried again next time
  note.outcome = outcome_of(item.rejected->reason);
  push({.article = {}, .key = {}, .note = std::move(note)});
}

void CrawlIndexer::take_article(Understood& item, SourceNote note) {
  note.claim = canonical_.settle(item);
  VersionKey key = version_key(item.article);
  note.of = {.address_key = key.address_key, .text_digest = key.text_digest};
  if (item.is_record) remember(item, {.of = note.of});
  const Claim claim = writer_.claim(key);
  Job::Change change = Job::Change::added;
  if (claim == Claim::known) change = writer_.has_other_dates(key, item.article) ? Job::Change::replaced : Job::Change::none;
  count_article(change, claim, item.article);
  if (item.is_line) note_container(item);
  push({.article = std::move(item.article), .key = std::move(key), .note = std::move(note), .change = change});
}

bool CrawlIndexer::write_one(unsigned worker) {
  Job job;
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.empty()) return false;
    job = std::move(jobs_.front());
    jobs_.pop_front();
  }
  switch (job.change) {
    case Job::Change::none: writer_.note(worker, job.note); break;
    case Job::Change::added: writer_.add(worker, job.article, job.key, job.note); break;
    case Job::Change::replaced: writer_.replace(worker, job.article, job.key, job.note); break;
  }
  return true;
}

void CrawlIndexer::note_record_files(std::vector<SourceNote>&& files) {
  for (SourceNote& file : files) {
    if (unreadable_files_.contains(file.source)) continue;
    if (const auto found = outcomes_of_record_files_.find(file.source); found != outcomes_of_record_files_.end()) file.outcome = found->second;
    containers.push_back(std::move(file));
  }
}

/// A further capture of what this run or an earlier one made of the page with the payload. A capture of what was no article is none either.
void CrawlIndexer::settle_revisit(Understood& item) {
  const auto outcome = outcomes_.find(item.original);
  if (outcome && !outcome->of.address_key.empty()) {
    item.known = outcome->of;
  } else if (outcome && !is_failure(outcome->rejected)) {
    item.rejected = Reject{.reason = outcome->rejected, .detail = "a capture again of a page that is no article"};
  } else {
    for (auto name = item.payload_names.begin(); !item.known && name != item.payload_names.end(); ++name)
      item.known = writer_.find_payload(*name, item.own_address_key);
    if (!item.known) item.rejected = unresolved_revisit();
  }
}

/// An article that was taken down stays out under its own address and from whatever page that names it canonical.
void CrawlIndexer::keep_out_removed(Understood& item) {
  const bool is_article = !item.rejected;
  if (!is_article && item.rejected->reason != Reason::unresolved_revisit) return;
  const bool removed = (item.known && item.known->is_removed) || writer_.is_removed(item.own_address_key) ||
                       (is_article && !item.known && writer_.is_removed(address_key_of(item.article)));
  if (!removed) return;
  item.known.reset();
  item.rejected = Reject{.reason = Reason::removed, .detail = "taken down, see --removed"};
}

void CrawlIndexer::count_article(Job::Change change, Claim claim, const Article& article) {
  if (change == Job::Change::none) {
    ++counts.articles_unchanged;
    return;
  }
  ++(claim == Claim::new_article ? counts.articles_new : counts.articles_updated);
  counts.undated += !article.published;
}

void CrawlIndexer::remember(const Understood& item, Outcome outcome) { outcomes_.put(digest64(item.source), std::move(outcome)); }

/// A file with bad lines was read all the same; one that broke off is tried again next time.
void CrawlIndexer::note_rejected_part(const Understood& item) {
  const FileOutcome outcome = is_failure(item.rejected->reason) ? FileOutcome::damaged : outcome_of(item.rejected->reason);
  if (item.is_record) raise(outcomes_of_record_files_[item.path], outcome);
  if (item.is_record && item.rejected->reason == Reason::unreadable) unreadable_files_.insert(item.path);
  if (item.is_line) raise(note_container(item).outcome, outcome);
  if (item.is_line || containers.empty() || containers.back().source != item.path) return;
  if (item.source == item.path)
    containers.pop_back();
  else
    raise(containers.back().outcome, outcome);
}

SourceNote& CrawlIndexer::note_container(const Understood& item) {
  if (!containers.empty() && containers.back().source == item.path) return containers.back();
  return containers.emplace_back(SourceNote{.source = item.path, .stamp = item.stamp, .is_file = true});
}

void CrawlIndexer::push(Job&& job) {
  const std::lock_guard lock(mutex_);
  jobs_.push_back(std::move(job));
}

}  // namespace backfile
