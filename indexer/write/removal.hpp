// Articles that were taken down: they leave with their versions, captures and every metadata key that names them, and "gone/" + hash of the
// address key keeps them out. The value is the address key itself, so that the list can be read and taken back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <xapian.h>

namespace backfile {

/// Address keys that stay out, by digest. A plain value.
class Removals {
 public:
  Removals() = default;
  explicit Removals(const Xapian::Database& database) { add(database); }
  void add(const Xapian::Database& database);
  [[nodiscard]] bool empty() const { return keys_.empty(); }
  [[nodiscard]] bool contains(std::string_view address_key) const;

 private:
  std::unordered_set<std::uint64_t> keys_;
};

/// What is known of articles that go: by it their metadata is found.
struct TakenOut {
  std::unordered_set<std::uint64_t> versions;        // digests of Q terms
  std::unordered_set<std::string> texts;             // text digests, hex16
  std::unordered_set<std::string> address_keys;
  std::unordered_set<std::string> inputs;            // keys of "in/": files that are to be read again, so that nothing stays out unsaid

  /// Takes a stored document of the article at `address_key`, with its captures.
  void add(const Xapian::Database& database, const Xapian::Document& document, const std::string& address_key);
  /// What an entry of a payload says from now on: "" for nothing; nullopt when it has nothing to do with these articles.
  [[nodiscard]] std::optional<std::string> payload_value(const std::string& value) const;
};

struct RemovalCounts {
  std::uint64_t articles = 0, versions = 0, captures = 0;
  std::vector<std::string> unknown;  // no article had this address key; it stays out from now on
};

/// Takes the articles out and keeps them out. One walk over the payloads' names, whatever the number of articles. To be called inside a
/// transaction; throws Interrupted after a signal, and the transaction is then to be dropped.
RemovalCounts remove_articles(Xapian::WritableDatabase& database, const std::vector<std::string>& address_keys);

/// Lets articles in again when a crawl brings them: their files are forgotten, so that the next run reads them. Returns the address keys
/// that were not on the list.
std::vector<std::string> restore_articles(Xapian::WritableDatabase& database, const std::vector<std::string>& address_keys);

/// The list, in byte order.
[[nodiscard]] std::vector<std::string> removed_articles(const Xapian::Database& database);

/// The address key that a person means by `text`: one that the archive has or keeps out, a web address normalised, or what names an article
/// without one ("id:...", "source:...", "file:..."). nullopt for anything else.
[[nodiscard]] std::optional<std::string> find_address_key(const Xapian::Database& database, std::string_view text);

}  // namespace backfile
