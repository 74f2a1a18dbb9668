#include "indexer/write/split.hpp"

#include <filesystem>
#include <system_error>

#include <backfile/error.hpp>

#include "common/schema.hpp"
#include "common/split_mark.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/arrivals.hpp"
#include "indexer/write/copier.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/new_archive.hpp"

namespace backfile {
namespace {

namespace fs = std::filesystem;

/// Keys with what they hold, as they are.
void copy_entries(const Xapian::Database& from, Xapian::WritableDatabase& to, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    stop_if_interrupted();
    to.set_metadata(key, from.get_metadata(key));
  }
}

std::vector<std::string> removal_keys(const Xapian::Database& database) {
  const std::string start(schema::metadata::removed);
  return {database.metadata_keys_begin(start), database.metadata_keys_end(start)};
}

class Splitter {
 public:
  Splitter(const std::string& archive, std::string directory, unsigned threads)
      : archive_(archive), directory_(std::move(directory)), threads_(threads), from_(archive) {
    check_format_metadata(from_, archive);
  }

  void split(const SplitRule& rule) {
    for (const SplitPart& part : plan_split(from_, rule)) {
      stop_if_interrupted();
      beside(directory_ + "/" + part.name, [&](ShardStore& store) { write(store, part); });
      ++counts.parts;
    }
  }

  SplitCounts counts;

 private:
  void write(ShardStore& store, const SplitPart& part) {
    // What is taken down is not there, and its list comes along below.
    const Removals none;
    Copier copier(store, threads_, Treatment::as_it_is, none);
    copier.copy(archive_, &part.documents);
    stop_if_interrupted();
    publish_copied(store, Stories::as_they_are, [&](Xapian::WritableDatabase& database) {
      copy_entries(from_, database, part.metadata.texts());
      copy_entries(from_, database, removal_keys(from_));
      set_unfolded(database, has_unfolded(from_));
      copy_arrivals_to_part(from_, database);
      write_run_metadata(database, from_.get_metadata(std::string(schema::metadata::last_run)), finished_runs(from_));
      database.set_metadata(std::string(schema::metadata::split), split_mark(from_.get_uuid(), from_.get_revision(), part.name));
    });
    counts.versions += copier.counts.written;
    counts.unreadable += copier.counts.unreadable;
  }

  const std::string& archive_;
  const std::string directory_;
  const unsigned threads_;
  const Xapian::Database from_;
};

}  // namespace

SplitCounts split_archive(const std::string& archive, const std::string& out, const SplitRule& rule, unsigned threads) {
  std::error_code error;
  if (fs::exists(out, error) && !(fs::is_directory(out, error) && fs::is_empty(out, error)))
    throw Error(Errc::usage, out + " exists: --split makes a new directory");
  const std::string building = building_directory(out);
  remove_tree(building);
  make_directory(building);
  try {
    return guarded("splitting " + archive, [&] {
      Splitter splitter(archive, building, threads);
      splitter.split(rule);
      sync_directory(building);  // else a power cut may leave the parts' own building folders among them
      publish_directory(building, out);
      return splitter.counts;
    });
  } catch (...) {
    remove_tree(building);
    throw;
  }
}

}  // namespace backfile
