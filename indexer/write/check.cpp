#include "indexer/write/check.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>
#include <xapian.h>

#include <backfile/error.hpp>

#include "common/capture.hpp"
#include "common/column_format.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/index_document.hpp"
#include "indexer/write/provenance.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {
namespace {

namespace fs = std::filesystem;

/// A damaged table makes thousands of documents wrong in the same way.
constexpr std::uint64_t told_of_a_kind = 10;

class Findings {
 public:
  explicit Findings(const TellDamage& tell) : tell_(tell) {}
  ~Findings() {
    for (const auto& [kind, count] : counts_)
      if (count > told_of_a_kind) tell_(fmt::format("{}: {} more", kind, count - told_of_a_kind));
  }
  Findings(const Findings&) = delete;
  Findings& operator=(const Findings&) = delete;

  void add(std::string_view kind, const std::string& what) {
    if (++counts_[std::string(kind)] <= told_of_a_kind) tell_(fmt::format("{}: {}", kind, what));
  }

 private:
  const TellDamage& tell_;
  std::map<std::string, std::uint64_t> counts_;
};

class Contents {
 public:
  Contents(const std::string& archive, Findings& findings) : archive_(archive), database_(archive), findings_(findings) {}

  void check() {
    part("documents", [&] { check_documents(); });
    part("terms", [&] { check_unique_terms(); });
    part("versions", [&] { check_latest(); });
    part("captures", [&] { check_captures(); });
    part("metadata", [&] { check_metadata(); });
    part("files", [&] { check_files(); });
  }

 private:
  /// What damage keeps from being read in one part says nothing of the others.
  template <typename Work>
  void part(std::string_view kind, Work work) {
    try {
      guarded("cannot be read to the end", work);
    } catch (const Error& error) {
      findings_.add(kind, error.what());
    }
  }

  /// Document by document, by number: the list of all documents may itself be damaged.
  void check_documents() {
    for (Xapian::docid id = 1; id <= database_.get_lastdocid(); ++id) {
      stop_if_interrupted();
      try {
        check_document(id, database_.get_document(id));
      } catch (const Xapian::DocNotFoundError&) {
      } catch (const Xapian::Error& error) {
        findings_.add("document", fmt::format("{}: {}", id, error.get_msg()));
      }
    }
  }

  void check_document(Xapian::docid id, const Xapian::Document& stored) {
    const Article article = decode_record(stored.get_data());
    const VersionKey key = version_key(article);
    const std::string unique = unique_term_of(stored);
    if (unique != key.unique) return findings_.add("document", fmt::format("{}: its record is of {}, its term is '{}'", id, key.unique, unique));
    if (!versions_.insert(digest64(unique)).second) findings_.add("document", fmt::format("{}: {} is stored twice", id, unique));
    const Xapian::Document expected = builder_.build(article, key);
    check_values(id, stored, expected);
    Placed& article_of = articles_[digest64(key.address_key)];
    ++article_of.versions;
    auto term = stored.termlist_begin();
    term.skip_to(std::string(schema::prefix::superseded));
    article_of.latest += term == stored.termlist_end() || *term != schema::prefix::superseded;
    article_of.any = id;
    for (auto language = expected.termlist_begin(); language != expected.termlist_end(); ++language)
      if (std::string name = *language; name.starts_with(schema::prefix::language) && name.find('-') == std::string::npos) ++languages_[name.substr(1)];
  }

  /// Stories depend on other articles, so that a record alone does not tell them.
  void check_values(Xapian::docid id, const Xapian::Document& stored, const Xapian::Document& expected) {
    for (auto value = expected.values_begin(); value != expected.values_end(); ++value)
      if (const auto slot = value.get_valueno(); slot != schema::slot::story && slot != schema::slot::candidates && stored.get_value(slot) != *value)
        findings_.add("document", fmt::format("{}: slot {} is not what its record says", id, slot));
  }

  void check_unique_terms() {
    const std::string prefix(schema::prefix::unique);
    for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term) {
      stop_if_interrupted();
      if (term.get_termfreq() != 1) findings_.add("term", fmt::format("{} is of {} documents", *term, term.get_termfreq()));
      if (!versions_.contains(digest64(*term))) findings_.add("term", *term + " is of no readable document");
    }
  }

  void check_latest() {
    for (const auto& [key, article] : articles_)
      if (article.latest != 1)
        findings_.add("versions", fmt::format("the article of document {} has {} versions, {} of them latest", article.any, article.versions, article.latest));
  }

  void check_captures() {
    const std::string start(schema::metadata::capture);
    for (auto key = database_.metadata_keys_begin(start); key != database_.metadata_keys_end(start); ++key) {
      stop_if_interrupted();
      const std::string name = *key;
      const auto version = name.size() > start.size() + 16 ? from_hex16(std::string_view(name).substr(start.size(), 16)) : std::nullopt;
      if (!version || !versions_.contains(*version)) findings_.add("capture", name + " is of no version");
      else if (name != capture_key(*version, decode_capture(database_.get_metadata(name)).capture.source))
        findings_.add("capture", name + " names another source");
    }
  }

  template <typename Check>
  void each_entry(std::string_view prefix, Check is_sound) {
    const std::string start(prefix);
    for (auto key = database_.metadata_keys_begin(start); key != database_.metadata_keys_end(start); ++key) {
      stop_if_interrupted();
      if (!is_sound(*key, database_.get_metadata(*key))) findings_.add("metadata", *key + " is not as the format has it");
    }
  }

  void check_metadata() {
    namespace metadata = schema::metadata;
    each_entry(metadata::payload, [](const std::string&, const std::string& value) { return decode_known(value, "").has_value(); });
    each_entry(metadata::claim, [](const std::string&, const std::string& value) { return decode_claim(value).has_value(); });
    each_entry(metadata::removed, [&](const std::string& key, const std::string& value) {
      if (articles_.contains(digest64(value))) findings_.add("metadata", value + " was taken down and is there");
      return key == std::string(metadata::removed) + hex16(digest64(value));
    });
    const std::string runs = database_.get_metadata(std::string(metadata::runs));
    if (runs.empty() || runs.find_first_not_of("0123456789") != std::string::npos) findings_.add("metadata", "backfile/runs is no number: '" + runs + "'");
    std::string counted;
    for (const auto& [language, count] : languages_) counted += fmt::format("{} {}\n", language, count);
    if (database_.get_metadata(std::string(metadata::languages)) != counted) findings_.add("metadata", "backfile/languages does not count the documents");
  }

  void check_files() {
    for (const auto& entry : fs::directory_iterator(archive_)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("backfile.") && !name.starts_with(columns::name_prefix)) findings_.add("file", name + " is not known");
    }
    const std::string name = columns::file_name(database_.get_uuid(), database_.get_revision());
    if (fs::exists(archive_ + "/" + name)) check_columns(name);
  }

  /// Searches are right without it, only slower; so it is told, and the next run writes it anew.
  void check_columns(const std::string& name) {
    std::ifstream in(archive_ + "/" + name, std::ios::binary);
    std::ostringstream whole;
    whole << in.rdbuf();
    const std::string bytes = std::move(whole).str();
    columns::Header header;
    if (bytes.size() < sizeof(header)) return findings_.add("file", name + " is cut off");
    std::memcpy(&header, bytes.data(), sizeof(header));
    if (header.checksum != digest64(std::string_view(bytes).substr(0, sizeof(header) - sizeof(header.checksum))))
      return findings_.add("file", name + " has a damaged header");
    for (const columns::Column& column : header.column)
      for (const columns::Extent& extent : {column.rows, column.dictionary})
        if (extent.offset > bytes.size() || extent.bytes > bytes.size() - extent.offset ||
            extent.checksum != digest64(std::string_view(bytes).substr(extent.offset, extent.bytes)))
          return findings_.add("file", name + " is damaged");
  }

  struct Placed {
    std::uint64_t versions = 0, latest = 0;
    Xapian::docid any = 0;
  };

  const std::string& archive_;
  const Xapian::Database database_;
  Findings& findings_;
  DocumentBuilder builder_;
  std::unordered_set<std::uint64_t> versions_;           // digests of Q terms
  std::unordered_map<std::uint64_t, Placed> articles_;   // by digest of the address key
  std::map<std::string, std::uint64_t> languages_;
};

}  // namespace

void check_tables(const std::string& archive, const TellDamage& tell) {
  std::ostringstream said;
  const std::size_t errors = guarded("Xapian's check", [&] { return Xapian::Database::check(archive, 0, &said); });
  if (errors == 0) return;
  Findings findings(tell);
  std::istringstream lines(said.str());
  std::string table = "tables";
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with(':') && line.find(' ') == std::string::npos)
      table = line.substr(0, line.size() - 1);
    else if (!line.empty() && line.find("checked okay") == std::string::npos && !line.starts_with("blocksize="))
      findings.add(table, line);
  }
  findings.add("tables", fmt::format("{} errors by Xapian's check", errors));
}

void check_contents(const std::string& archive, const TellDamage& tell) {
  Findings findings(tell);
  guarded("opening " + archive, [&] {
    check_format_metadata(Xapian::Database(archive), archive);
    Contents(archive, findings).check();
  });
}

}  // namespace backfile
