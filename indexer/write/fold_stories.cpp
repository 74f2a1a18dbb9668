// Each article remembers a digest of its candidates (slot::candidates). After any change all candidates are found anew, which is
// cheap, and the texts are looked at only where that digest is another than it was: a component without such an article has the members and pairs
// that it had. So an update comes to what a build from scratch gives, and what an interrupted run left undone shows by itself.
#include "indexer/write/fold_stories.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "indexer/copies/candidates.hpp"
#include "indexer/copies/overlap.hpp"
#include "indexer/copies/stories.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

namespace slot = schema::slot;

/// Raised when the rules in indexer/copies/ change: every story is then found anew.
constexpr std::uint64_t rules = 3;

Apart apart(const FoldArticle& a, const FoldArticle& b) {
  constexpr std::int64_t two_days = 2 * 86400;
  return a.is_dated() && b.is_dated() && std::abs(a.instant - b.instant) <= two_days ? Apart::days_at_most_two : Apart::longer_or_unknown;
}
/// Of an archive with readers, who have to reopen it after two commits: Xapian holds what a transaction changes in memory. Of one without:
/// documents touch a block of the term lists each, 8 kB.
constexpr std::uint64_t rewritten_between_commits = 10'000, rewritten_unread = 256;
constexpr std::size_t kept_texts = 256;

/// Walks along one slot beside a walk over document numbers.
class Values {
 public:
  Values(const Xapian::Database& database, slot::Slot slot) : value_(database.valuestream_begin(slot)), end_(database.valuestream_end(slot)) {}

  /// Of a document behind all asked for before; empty: none.
  std::string of(Xapian::docid id) {
    if (value_ != end_ && value_.get_docid() < id) value_.skip_to(id);
    return value_ != end_ && value_.get_docid() == id ? *value_ : std::string();
  }

 private:
  Xapian::ValueIterator value_, end_;
};

/// The 64-bit number at `place` of a value; 0 where there is none.
std::uint64_t number_at(const std::string& value, std::size_t place) {
  return value.size() < place + 8 ? 0 : from_big_endian64(std::string_view(value).substr(place, 8));
}

/// What says that a version stands alone, of its slot::newest: the digest of its Q term.
std::uint64_t own_story_at(const std::string& key) { return std::max<std::uint64_t>(number_at(key, 8), 1); }

/// What is written of a version anew.
struct Rewritten {
  Xapian::docid document = 0;
  std::uint64_t story = 0, candidates = 0;
};

class Folder {
 public:
  Folder(Xapian::WritableDatabase& database, Readers readers)
      : database_(database), rewritten_between_commits_(readers == Readers::some ? rewritten_between_commits : rewritten_unread) {}

  std::uint64_t run() {
    read_articles();
    find_candidates();
    judge_changed();
    return rewrite();
  }

 private:
  /// Those that can have copies: latest versions with words.
  void read_articles() {
    finder_.expect(database_.get_doccount());
    document_of_.reserve(database_.get_doccount());
    Values newest(database_, slot::newest), sketch(database_, slot::sketch);
    auto old = database_.postlist_begin(std::string(schema::prefix::superseded));
    const auto old_end = database_.postlist_end(std::string(schema::prefix::superseded));
    for (auto post = database_.postlist_begin(""); post != database_.postlist_end(""); ++post) {
      if (*post % 4096 == 0) stop_if_interrupted();
      if (old != old_end && *old < *post) old.skip_to(*post);
      if (old != old_end && *old == *post) continue;
      const Sketch entries = decode_sketch(sketch.of(*post));
      if (entries.empty()) continue;
      document_of_.push_back(*post);
      const std::string key = newest.of(*post);
      const std::uint64_t instant = number_at(key, 0);
      finder_.add({.id = own_story_at(key), .instant = instant == 0 ? FoldArticle::no_instant : static_cast<std::int64_t>(instant)}, entries);
    }
  }

  void find_candidates() {
    finder_.prepare();
    Values sketch(database_, slot::sketch);
    for (std::uint32_t i = 0; i < document_of_.size(); ++i) {
      if (i % 4096 == 0) stop_if_interrupted();
      finder_.look_up(i, decode_sketch(sketch.of(document_of_[i])));
    }
    pairs_ = finder_.take_pairs();
    digests_.assign(finder_.articles().size(), 0);
    for (const CandidatePair& pair : pairs_) {
      note_candidate(pair.a, pair.b, pair.strength);
      note_candidate(pair.b, pair.a, pair.strength);
    }
  }

  void note_candidate(std::uint32_t of, std::uint32_t other, std::uint16_t strength) {
    const FoldArticle& candidate = finder_.articles()[other];
    digests_[of] += mixed_bits(mixed_bits(candidate.id + rules) + static_cast<std::uint64_t>(candidate.is_dated() ? candidate.instant : 0) * 131 + strength);
  }

  /// Whatever is not reached keeps its story, and so does what stands alone.
  void judge_changed() {
    std::vector<std::uint32_t> changed;
    Values candidates(database_, slot::candidates);
    for (std::uint32_t i = 0; i < document_of_.size(); ++i)
      if (digests_[i] != number_at(candidates.of(document_of_[i]), 0)) changed.push_back(i);
    const auto stories = find_stories(finder_.articles(), pairs_, changed, [&](std::uint32_t a, std::uint32_t b) {
      stop_if_interrupted();
      return judge_pair(a, b);
    });
    for (const auto& members : stories) {
      std::uint64_t story = UINT64_MAX;
      for (const std::uint32_t member : members) story = std::min(story, finder_.articles()[member].id);
      for (const std::uint32_t member : members) story_of_[member] = story;
    }
  }

  Likeness judge_pair(std::uint32_t a, std::uint32_t b) {
    const FoldText& first = text_of(a);
    const FoldText& second = text_of(b);
    if (first.digest == second.digest) return Likeness::alike;
    return judge(overlap_of(first, second), apart(finder_.articles()[a], finder_.articles()[b]));
  }

  const FoldText& text_of(std::uint32_t article) {
    // The one asked for before stays: a comparison holds both.
    const std::uint32_t before = std::exchange(last_text_, article);
    const auto found = texts_.find(article);
    if (found != texts_.end()) return found->second;
    if (texts_.size() >= kept_texts) std::erase_if(texts_, [&](const auto& entry) { return entry.first != before; });
    const Xapian::Document document = database_.get_document(document_of_[article]);
    FoldText text = fold_text(decode_record(document.get_data()).body);
    text.digest = number_at(document.get_value(slot::text_digest), 0);
    return texts_.emplace(article, std::move(text)).first->second;
  }

  /// Those with other candidates last: until they are written, an interrupted call shows.
  std::uint64_t rewrite() {
    std::vector<Rewritten> with_same, with_other;  // all is read before anything is written
    Values newest(database_, slot::newest), stories(database_, slot::story), candidates(database_, slot::candidates);
    std::uint32_t article = 0;
    for (auto post = database_.postlist_begin(""); post != database_.postlist_end(""); ++post) {
      if (*post % 4096 == 0) stop_if_interrupted();
      const std::uint64_t story_before = number_at(stories.of(*post), 0), before = number_at(candidates.of(*post), 0);
      const std::string key = newest.of(*post);
      Rewritten now{.document = *post, .story = own_story_at(key), .candidates = 0};
      if (article < document_of_.size() && document_of_[article] == *post) {
        now.candidates = digests_[article];
        if (const auto found = story_of_.find(article); found != story_of_.end())
          now.story = found->second;
        else if (now.candidates != 0)
          now.story = story_before;
        ++article;
      }
      if (now.candidates != before)
        with_other.push_back(now);
      else if (now.story != story_before)
        with_same.push_back(now);
    }
    for (const auto* versions : {&with_same, &with_other})
      for (const Rewritten& version : *versions) write(version);
    return with_same.size() + with_other.size();
  }

  void write(const Rewritten& version) {
    stop_if_interrupted();
    Xapian::Document document = database_.get_document(version.document);
    document.add_value(slot::story, big_endian64(version.story));
    document.add_value(slot::candidates, big_endian64(version.candidates));
    database_.replace_document(version.document, document);
    if (++rewritten_ % rewritten_between_commits_ != 0) return;
    database_.commit_transaction();
    database_.begin_transaction();
  }

  Xapian::WritableDatabase& database_;
  const std::uint64_t rewritten_between_commits_;
  CandidateFinder finder_;
  std::vector<Xapian::docid> document_of_;  // of each FoldArticle, ascending
  std::vector<CandidatePair> pairs_;
  std::vector<std::uint64_t> digests_;    // of each FoldArticle's candidates
  std::unordered_map<std::uint32_t, std::uint64_t> story_of_;
  std::unordered_map<std::uint32_t, FoldText> texts_;
  std::uint32_t last_text_ = UINT32_MAX;
  std::uint64_t rewritten_ = 0;
};

}  // namespace

std::string own_story(std::uint64_t unique_digest) { return big_endian64(std::max<std::uint64_t>(unique_digest, 1)); }

std::string no_candidates() { return big_endian64(0); }

std::uint64_t fold_stories(Xapian::WritableDatabase& database, Readers readers) { return Folder(database, readers).run(); }

}  // namespace backfile
