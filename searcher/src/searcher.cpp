// The public face: retries, errors, what a query and its options come down to.
#include <backfile/searcher.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <type_traits>
#include <utility>

#include "common/address.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "common/xapian_guard.hpp"
#include "searcher/src/answer.hpp"
#include "searcher/src/archive.hpp"
#include "searcher/src/complete.hpp"
#include "searcher/src/diff.hpp"
#include "searcher/src/history.hpp"
#include "searcher/src/hits.hpp"
#include "searcher/src/query_ast.hpp"
#include "searcher/src/remote.hpp"
#include "searcher/src/similar.hpp"
#include "searcher/src/suggest.hpp"

namespace backfile {
namespace {

// A reader survives one commit of a writer and fails at the second; a writer that outruns five readings is not to be followed.
constexpr int max_attempts = 5;

/// Xapian takes no wait at all for waiting for ever.
Patience least_patience(Patience wanted) { return std::max(wanted, Patience(1)); }

CompileContext context_of(const Archives& archives, const SearchOptions& options) {
  CompileContext context;
  context.database = &archives.merged();
  context.languages = archives.languages();
  context.first_year = archives.first_year();
  context.last_year = archives.last_year();
  context.latest_only = options.versions == VersionChoice::latest;
  context.since = options.since;
  context.until = options.until;
  return context;
}

/// What a cursor is bound to: everything that decides which lines there are and in which order.
std::uint64_t identity_of(const std::string& question, const SearchOptions& options) {
  std::string text = question;
  for (const std::string& part : {options.since, options.until, std::to_string(static_cast<int>(options.order)),
                                  std::to_string(static_cast<int>(options.copies)), std::to_string(static_cast<int>(options.versions)),
                                  std::to_string(options.recency_half_life_days), options.new_since}) {
    text += '\0';
    text += part;
  }
  if (options.seen) text.append(1, '\0').append(options.seen->token);
  return digest64(text);
}

/// What names an article: its address, normalised as the indexer does; without an address what the indexer took instead, with or
/// without the word before it that says what it is.
std::optional<StoredDocument> find_article(const Archives& archives, std::string_view name) {
  const std::string given(name);
  std::vector<std::string> keys{given, "id:" + given, "source:" + given};
  if (const std::optional<std::string> normalised = normalise_address(name)) keys = {address_key(*normalised)};
  for (const std::string& key : keys)
    if (std::optional<StoredDocument> found = find_latest(archives, schema::term(schema::prefix::address, key))) return found;
  return {};
}

/// The range of `--since` and `--until` as a filter on another query.
Xapian::Query within_dates(const CompileContext& context, const Xapian::Query& query) {
  if (context.since.empty() && context.until.empty()) return query;
  const Query dates = Query::parse("date:" + context.since + ".." + context.until);
  if (!dates.ok()) throw Error(Errc::usage, dates.diagnostics().front().message);
  CompileContext without = context;
  without.since.clear();
  without.until.clear();
  return {Xapian::Query::OP_FILTER, query, compile(dates, without).query};
}

}  // namespace

class Searcher::Impl {
 public:
  Impl(std::vector<ArchiveLocation> locations, const OpenOptions& options) : archives_(std::move(locations), least_patience(options.patience)) {}

  Results search(const Query& query, const SearchOptions& options) {
    require_ok(query);
    return timed([&](const Deadline& deadline) {
      Results results = answered(request_for(query, options), deadline);
      results.understood = query.to_string();
      if (results.total <= few_lines && options.limit > 0 && !options.after) results.suggestion = suggestion_for(query, options, results.total, deadline);
      return results;
    }, options);
  }

  std::uint64_t for_each(const Query& query, const SearchOptions& options,
                         const std::function<bool(const Hit&, const StoredArticle&)>& sink) {
    require_ok(query);
    bool called = false;
    std::uint64_t answering = 0;
    std::exception_ptr from_sink;  // the caller's own, not a failure of reading
    const auto noting = [&](const Hit& hit, const StoredArticle& article) {
      called = true;
      try {
        return sink(hit, article);
      } catch (...) {
        from_sink = std::current_exception();
        return false;
      }
    };
    const std::uint64_t seen = following("reading", [&] {
      // Once the caller has seen lines, starting again would repeat them.
      const Shards shards = archives_.shards();
      if (called && shards.ok < answering)
        throw Error(Errc::remote, "what was read is incomplete, since an archive fell silent meanwhile: " + shards.missing.back().why);
      answering = shards.ok;
      if (called) throw Error(Errc::changed, "archive changed while it was read, faster than it can be followed; start again");
      const Request request = request_for(query, options);
      const Deadline deadline(options.deadline);
      if (archives_.any_remote()) return answer_each_remote(archives_, stemmers_, request, deadline, noting);
      return answer_each(archives_, stemmers_, request, deadline, noting);
    });
    if (from_sink) std::rethrow_exception(from_sink);
    return seen;
  }

  std::optional<StoredArticle> show(std::string_view url) {
    return following("reading", [&]() -> std::optional<StoredArticle> {
      std::optional<StoredDocument> found = find_article(archives_, url);
      if (!found) return {};
      return stored_article(std::move(*found));
    });
  }

  std::vector<Version> history(std::string_view url) {
    return following("reading", [&]() -> std::vector<Version> {
      const std::optional<StoredDocument> found = find_article(archives_, url);
      if (!found) return {};
      return read_history(archives_, found->address);
    });
  }

  ArticleDiff diff(std::string_view url, const DiffOptions& options) {
    const DiffTimes times = read_diff_times(options);
    return following("reading", [&] {
      const StoredDocument article = existing_article(url);
      return diff_versions(read_versions(archives_, article.address), times, url);
    });
  }

  Results similar(std::string_view url, const SearchOptions& options) {
    return timed([&](const Deadline& deadline) {
      const StoredDocument like = existing_article(url);
      Request request;
      request.options = options;
      request.identity = identity_of("similar:" + like.unique, options);
      request.arrivals = arrival_filter(archives_, options);
      request.compiled = similar_query(archives_, like, request.least_score);
      const CompileContext context = context_of(archives_, options);
      if (context.latest_only)
        request.compiled.query = {Xapian::Query::OP_AND_NOT, request.compiled.query, Xapian::Query(std::string(schema::prefix::superseded))};
      request.compiled.query = within_dates(context, request.compiled.query);
      Results results = answered(request, deadline);
      results.understood = "articles like " + std::string(url);
      return results;
    }, options);
  }

  std::vector<Completion> complete(std::string_view typed, std::uint32_t limit) {
    return following("reading", [&] { return completions(archives_, typed, limit); });
  }

  ArchiveInfo info() {
    return following("counting", [&] {
      ArchiveInfo info;
      info.versions = archives_.merged().get_doccount();
      const auto count = archives_.any_remote() ? count_everything_remote : count_everything;
      const std::vector<Facet> facets = count(archives_, {Field::day, Field::site, Field::language}, info.articles);
      for (const Bucket& day : facets[0].buckets) {
        if (!day.value) info.undated = day.count;
        if (day.value && info.first_day.empty()) info.first_day = *day.value;
        if (day.value) info.last_day = *day.value;
      }
      info.sites = facets[1].buckets;
      info.languages = facets[2].buckets;
      info.schema = std::to_string(schema::version);
      info.analyser = analyser_version();
      info.revision = archives_.revision();
      for (std::size_t i = 0; i < archives_.size() && info.last_run.empty(); ++i)
        info.last_run = archives_.part(i).database.get_metadata(std::string(schema::metadata::last_run));
      return info;
    });
  }

  [[nodiscard]] std::vector<std::string> identities() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < archives_.size(); ++i) names.push_back(archives_.part(i).identity);
    return names;
  }

  [[nodiscard]] Shards shards() const { return archives_.shards(); }

 private:
  StoredDocument existing_article(std::string_view url) const {
    std::optional<StoredDocument> found = find_article(archives_, url);
    if (!found) throw Error(Errc::not_found, "there is no article '" + std::string(url) + "' in " + archives_.name());
    return std::move(*found);
  }

  static void require_ok(const Query& query) {
    if (!query.ok()) throw Error(Errc::usage, "the query has a mistake: " + query.diagnostics().front().message);
  }

  Request request_for(const Query& query, const SearchOptions& options) {
    Request request;
    request.options = options;
    if (detail::opens_story(detail::QueryAccess::root(query))) request.options.copies = CopyHandling::show;
    request.compiled = compile(query, context_of(archives_, options));
    request.identity = identity_of("query:" + query.to_string(), options);
    request.arrivals = arrival_filter(archives_, options);
    return request;
  }

  void note_missing(Results& results) const {
    const std::uint64_t not_asked = results.shards.not_asked;
    results.shards = archives_.shards();
    results.shards.not_asked = not_asked;
    for (const MissingArchive& missing : results.shards.missing)
      results.notes.push_back("partial answer without '" + missing.where + "': " + missing.why);
  }

  /// Remote dictionaries would be read line by line over the network.
  std::optional<std::string> suggestion_for(const Query& query, const SearchOptions& options, std::uint64_t found, const Deadline& deadline) {
    if (archives_.any_remote()) return std::nullopt;
    return suggested_query(archives_.merged(), query, found, deadline, [&](const Query& corrected) {
      SearchOptions count_only = options;
      count_only.limit = 0;
      count_only.facets.clear();
      return answered(request_for(corrected, count_only), deadline).total;
    });
  }

  Results answered(const Request& request, const Deadline& deadline) {
    return archives_.any_remote() ? answer_remote(archives_, stemmers_, request, deadline)
                                  : answer(archives_, stemmers_, request, deadline);
  }

  /// Runs `operation` on the latest revision, again when a writer moved on meanwhile, or without a remote archive that fell silent.
  template <typename Operation>
  std::invoke_result_t<Operation> following(std::string_view verb, Operation&& operation) {
    return guarded(std::string(verb) + " " + archives_.name(), [&]() -> std::invoke_result_t<Operation> {
      for (int attempt = 1;; ++attempt) {
        archives_.refresh();
        try {
          return operation();
        } catch (const Xapian::DatabaseModifiedError&) {
          if (attempt == max_attempts) throw;
        } catch (const Xapian::NetworkError& error) {
          archives_.drop(error);
          // Each of them may fall silent once; one that fails in other ways is not to be asked for ever.
          if (attempt >= max_attempts + static_cast<int>(archives_.size())) throw;
        }
      }
    });
  }

  template <typename Operation>
  Results timed(Operation&& operation, const SearchOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    const Deadline deadline(options.deadline);
    // One third to notice that an archive is silent, one for another that is, one for the answer of the rest.
    if (options.deadline) archives_.be_patient_for(least_patience(*options.deadline / 3));
    Results results = following("searching", [&] { return operation(deadline); });
    note_missing(results);
    results.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return results;
  }

  Archives archives_;
  Stemmers stemmers_;
};

Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

Searcher Searcher::open(std::span<const ArchiveLocation> archives, const OpenOptions& options) {
  return Searcher(std::make_unique<Impl>(std::vector<ArchiveLocation>(archives.begin(), archives.end()), options));
}

Searcher Searcher::open(std::string_view archive) {
  return Searcher(std::make_unique<Impl>(std::vector<ArchiveLocation>{{std::string(archive)}}, OpenOptions{}));
}

Results Searcher::search(const Query& query, const SearchOptions& options) { return impl_->search(query, options); }

std::uint64_t Searcher::for_each(const Query& query, const SearchOptions& options,
                                 const std::function<bool(const Hit&, const StoredArticle&)>& sink) {
  return impl_->for_each(query, options, sink);
}

std::optional<StoredArticle> Searcher::show(std::string_view url) { return impl_->show(url); }

std::vector<Version> Searcher::history(std::string_view url) { return impl_->history(url); }

ArticleDiff Searcher::diff(std::string_view url, const DiffOptions& options) { return impl_->diff(url, options); }

Results Searcher::similar(std::string_view url, const SearchOptions& options) { return impl_->similar(url, options); }

std::vector<Completion> Searcher::complete(std::string_view typed, std::uint32_t limit) { return impl_->complete(typed, limit); }

ArchiveInfo Searcher::info() { return impl_->info(); }

std::vector<std::string> Searcher::identities() const { return impl_->identities(); }

Shards Searcher::shards() const { return impl_->shards(); }

}  // namespace backfile
