#include "indexer/write/salvage.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <system_error>
#include <unordered_set>

#include <fmt/format.h>
#include <xapian.h>

#include <backfile/error.hpp>

#include "common/arrivals.hpp"
#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/glass_blocks.hpp"
#include "indexer/write/index_document.hpp"
#include "indexer/write/provenance.hpp"

namespace backfile {
namespace {

namespace metadata = schema::metadata;

/// Of keys in the table of postings that are metadata.
constexpr std::string_view metadata_mark("\x00\xc0", 2);

bool is_number(std::string_view text) { return !text.empty() && text.size() < 20 && text.find_first_not_of("0123456789") == std::string_view::npos; }

std::optional<std::uint64_t> version_of_capture(std::string_view key) {
  const std::size_t begin = metadata::capture.size();
  return key.size() > begin + 16 ? from_hex16(key.substr(begin, 16)) : std::nullopt;
}

class Salvage {
 public:
  Salvage(const std::string& archive, const std::string& to)
      : archive_(archive), database_(to, Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS) {}

  SalvageCounts run() {
    write_format_metadata(database_);
    if (has_table("postlist")) read_glass_table(table("postlist"), metadata_mark, [&](const auto& key, const auto& tags) { take_metadata(key, tags); });
    const std::string runs(metadata::runs);
    if (finished_runs(database_) < runs_) database_.set_metadata(runs, std::to_string(runs_));
    if (has_table("docdata")) {
      const GlassReading reading = read_glass_table(table("docdata"), "", [&](const auto&, const auto& tags) { take_record(tags); });
      counts_.broken += reading.broken_entries;
      counts_.blocks = reading.blocks;
      counts_.damaged_blocks = reading.damaged_blocks;
    }
    if (counts_.records == 0) throw Error(Errc::corrupt, "there is no record to save in " + archive_);
    database_.commit();
    return counts_;
  }

 private:
  [[nodiscard]] std::string table(const std::string& name) const { return archive_ + "/" + name + ".glass"; }
  [[nodiscard]] bool has_table(const std::string& name) const {
    std::error_code error;
    return std::filesystem::is_regular_file(table(name), error);
  }

  void take_metadata(const std::string& whole_key, const std::vector<std::string>& values) {
    const std::string key = whole_key.substr(metadata_mark.size());
    const auto sound = std::ranges::find_if(values, [&](const std::string& value) { return is_sound(key, value); });
    if (sound == values.end()) return;
    database_.set_metadata(key, *sound);
    if (!key.starts_with(metadata::capture)) return;
    captured_.insert(version_of_capture(key).value());
    runs_ = std::max(runs_, decode_capture(*sound).run + 1);
  }

  /// What moves along, and is as the format has it.
  static bool is_sound(const std::string& key, const std::string& value) {
    if (key == metadata::schema_version) refuse_newer(value);
    if (key == metadata::runs) return is_number(value);
    if (key == metadata::last_run) return true;
    if (key == metadata::built) return from_hex16(value).has_value();
    if (key.starts_with(metadata::arrival)) return arrival_instant(key) && value.size() % 8 == 0;
    if (key.starts_with(metadata::payload)) return decode_known(value, "").has_value();
    if (key.starts_with(metadata::claim)) return decode_claim(value).has_value();
    if (key.starts_with(metadata::removed)) return key == std::string(metadata::removed) + hex16(digest64(value));
    if (!key.starts_with(metadata::capture)) return false;
    const auto version = version_of_capture(key);
    return version && key == capture_key(*version, decode_capture(value).capture.source);
  }

  static void refuse_newer(const std::string& schema_version) {
    if (is_number(schema_version) && schema_version.size() < 4 && std::atoi(schema_version.c_str()) > schema::version)
      throw Error(Errc::newer_schema, fmt::format("it has schema {}, this program knows {}: use a newer Backfile", schema_version, schema::version));
  }

  /// One that a capture knows by its text's digest is as it was written.
  void take_record(const std::vector<std::string>& records) {
    const auto is_captured = [&](const std::string& record) { return captured_.contains(digest64(version_key(decode_record(record)).unique)); };
    const auto is_record = [](const std::string& record) { return !decode_record(record).source.empty(); };
    auto record = std::ranges::find_if(records, is_captured);
    if (record == records.end()) {
      record = std::ranges::find_if(records, is_record);
      ++(record == records.end() ? counts_.broken : counts_.doubtful);
    }
    if (record == records.end()) return;
    Xapian::Document document;
    document.set_data(*record);
    database_.add_document(document);
    ++counts_.records;
  }

  const std::string& archive_;
  Xapian::WritableDatabase database_;
  SalvageCounts counts_;
  std::unordered_set<std::uint64_t> captured_;  // digests of Q terms
  std::uint64_t runs_ = 0;
};

}  // namespace

SalvageCounts salvage_archive(const std::string& archive, const std::string& to) {
  return guarded("saving what is left of " + archive, [&] { return Salvage(archive, to).run(); });
}

}  // namespace backfile
