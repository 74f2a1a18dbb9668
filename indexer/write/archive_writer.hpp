// Writing an archive, seen from the driver. Two ways behind one interface: a first build (shards beside, one compaction, published by
// rename) and an update (transactions in place, or shards that are merged with the archive).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/write/index_document.hpp"
#include "indexer/write/provenance.hpp"
#include "indexer/write/prune.hpp"

namespace backfile {

/// What an article is to the archive.
enum class Claim { new_article, new_version, known };

struct WriterOptions {
  std::string archive;
  std::uint32_t batch = 0;   // documents per shard or commit; 0: chosen
  unsigned workers = 1;
  std::string fingerprint;   // extraction_fingerprint()
  std::function<void(const std::string&)> tell = [](const std::string&) {};  // of what was amiss and is made good, a line each
  std::uint64_t gather_from = 0;  // documents from which on a later run gathers what it adds (gathered.hpp); 0: when it pays
  bool reread_rejected = false;  // files that did not become articles, or not wholly, are read again though unchanged, to say why
};

class ArchiveWriter {
 public:
  virtual ~ArchiveWriter() = default;

  /// What became of this file, if it was read before as it is now. Any thread.
  [[nodiscard]] virtual std::optional<FileOutcome> unchanged(const std::string& source, const FileStamp& stamp) = 0;

  /// The version that a payload gave earlier, by one of the names it was noted under (SourceNote::payload_names). Any thread.
  [[nodiscard]] virtual std::optional<KnownVersion> find_payload(std::uint64_t name, const std::string& own_address_key) = 0;

  /// Who claimed this address as canonical in earlier runs.
  [[nodiscard]] virtual std::optional<CanonicalClaim> find_claim(const std::string& address_key) = 0;

  /// The article at this address key was taken down, and stays out. Any thread.
  [[nodiscard]] virtual bool is_removed(std::string_view address_key) const = 0;

  /// In crawl order, one thread at a time: the first to bring a version gets to add it.
  [[nodiscard]] virtual Claim claim(const VersionKey& key) = 0;

  /// The record of a known version was taken from where `article` was read, and says otherwise when it was published or changed: a feed or the page's
  /// own words were corrected since. Any thread.
  [[nodiscard]] virtual bool has_other_dates(const VersionKey& key, const Article& article) = 0;

  /// Any thread; `worker` below WriterOptions::workers, one thread each.
  virtual void add(unsigned worker, const Article& article, const VersionKey& key, const SourceNote& note) = 0;
  /// The same for a known version, whose document it replaces.
  virtual void replace(unsigned worker, const Article& article, const VersionKey& key, const SourceNote& note) = 0;
  /// A further capture of a known version, or a file that holds no article.
  virtual void note(unsigned worker, const SourceNote& note) = 0;

  /// Drops what vanished from the crawl (see prune.hpp); before finish(). A first build has nothing to drop.
  virtual PruneCounts prune_vanished(const std::vector<std::string>& roots, const SeenSources& seen, double limit_percent) = 0;

  /// Everything was read. `containers`: files that were read to their end, and all of what they hold was added. Publishes or commits.
  /// A first build throws Interrupted after a signal, with everything saved.
  virtual void finish(const std::vector<SourceNote>& containers, const std::string& summary) = 0;
  /// Interrupted: keeps what was added, so that the next run goes on from it.
  virtual void save(const std::vector<SourceNote>& containers) = 0;
};

/// Opens the archive for writing, or prepares the first build; the caller holds the lock. Throws Error: foreign, newer_schema,
/// analyser_mismatch, corrupt, io.
[[nodiscard]] std::unique_ptr<ArchiveWriter> open_archive_writer(const WriterOptions& options);

/// True for an archive (or another Xapian database), false for nothing and an empty directory. Throws Error(foreign) for anything else.
[[nodiscard]] bool archive_stands_at(const std::string& path);

}  // namespace backfile
