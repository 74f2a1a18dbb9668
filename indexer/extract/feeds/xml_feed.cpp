// RSS 0.9 to 2.0 (rssboard.org/rss-specification; RSS 1.0 with Dublin Core), Atom 0.3 and 1.0 (RFC 4287), sitemaps (sitemaps.org) and Google's
// news extension of them: one reader, since they differ in the names of their elements only.
#include <array>
#include <utility>

#include "indexer/extract/feeds/feed_readers.hpp"
#include "indexer/extract/feeds/xml_scanner.hpp"
#include "indexer/extract/metadata/clean.hpp"

namespace backfile {
namespace {

using Field = std::vector<std::string> WrittenEntry::*;

struct FieldRow {
  std::string_view name;
  Field field;
};

constexpr std::array field_rows = std::to_array<FieldRow>({
    {"title", &WrittenEntry::titles},
    {"news:title", &WrittenEntry::titles},
    {"link", &WrittenEntry::links},
    {"guid", &WrittenEntry::links},
    {"id", &WrittenEntry::links},
    {"loc", &WrittenEntry::links},
    {"feedburner:origlink", &WrittenEntry::links},
    {"pubdate", &WrittenEntry::published},
    {"dc:date", &WrittenEntry::published},
    {"published", &WrittenEntry::published},
    {"issued", &WrittenEntry::published},
    {"created", &WrittenEntry::published},
    {"news:publication_date", &WrittenEntry::published},
    {"updated", &WrittenEntry::modified},
    {"lastmod", &WrittenEntry::modified},
    {"dc:modified", &WrittenEntry::modified},
});

const FieldRow* row_of(std::string_view name) {
  for (const FieldRow& row : field_rows)
    if (row.name == name) return &row;
  return nullptr;
}

bool is_entry(std::string_view name) { return name == "item" || name == "entry" || name == "url"; }

/// What an entry may hold that has titles, links and dates of something else.
bool is_of_something_else(std::string_view name) { return name == "source" || name == "image" || name == "enclosure" || name == "author"; }

/// An Atom link leads to the page, or it leads elsewhere.
bool leads_to_page(const XmlScanner& scanner) {
  const auto relation = scanner.attribute("rel");
  return !relation || relation->empty() || *relation == "alternate";
}

bool looks_like_address(std::string_view text) {
  text = trimmed(text);
  return text.starts_with("http://") || text.starts_with("https://");
}

class XmlFeedReader {
 public:
  XmlFeedReader(std::string_view text, const FeedPlace& place) : scanner_(text), place_(place) {}

  std::vector<FeedEntry> read() {
    using Event = XmlScanner::Event;
    for (Event event = scanner_.next(); event != Event::end && entries_.size() < most_feed_entries; event = scanner_.next()) {
      switch (event) {
        case Event::open: open(); break;
        case Event::close: close(); break;
        case Event::text: append(scanner_.text()); break;
        case Event::end: break;
      }
      if (is_other_) return {};
    }
    finish_entry();
    return std::move(entries_);
  }

 private:
  void open() {
    const std::string& name = scanner_.name();
    if (kind_.empty()) {
      tell_kind(name);
      return;
    }
    if (is_entry(name)) {
      finish_entry();
      begin_entry();
      return;
    }
    if (!in_entry_ || !inside_.empty()) return;
    const FieldRow* row = row_of(name);
    if (field_ != nullptr) {
      if (row == nullptr) return;  // markup within a title
      finish_field();              // its end tag was lost
    }
    if (name.starts_with("news:")) is_news_ = true;
    if (is_of_something_else(name)) {
      if (!scanner_.is_empty()) inside_ = name;
      return;
    }
    if (row == nullptr) return;
    if (name == "link" && !take_reference()) return;
    if (name == "guid" && scanner_.attribute("ispermalink").value_or("") == "false") return;
    if (scanner_.is_empty()) return;
    field_ = row;
    value_.clear();
  }

  /// Atom has addresses in an attribute, RSS as text. False for a link that leads elsewhere.
  bool take_reference() {
    if (!leads_to_page(scanner_)) return false;
    if (auto address = scanner_.attribute("href")) WrittenEntry::add(written_.links, std::move(*address));
    return true;
  }

  void close() {
    const std::string& name = scanner_.name();
    if (field_ != nullptr && name == field_->name) {
      finish_field();
    } else if (name == inside_) {
      inside_.clear();
    } else if (is_entry(name)) {
      finish_entry();
    }
  }

  void append(std::string_view text) {
    constexpr std::size_t enough = 8192;
    if (field_ != nullptr && value_.size() < enough) value_ += text.substr(0, enough);
  }

  void finish_field() {
    const bool is_identifier = field_->name == "guid" || field_->name == "id";
    if (!is_identifier || looks_like_address(value_)) WrittenEntry::add(written_.*(field_->field), std::exchange(value_, {}));
    field_ = nullptr;
  }

  void begin_entry() {
    in_entry_ = true;
    if (auto about = scanner_.attribute("rdf:about")) WrittenEntry::add(written_.links, std::move(*about));
  }

  void finish_entry() {
    if (!in_entry_) return;
    if (field_ != nullptr) finish_field();
    FeedEntry entry = feed_entry(written_, is_news_ ? "news-sitemap" : kind_, place_);
    if (!entry.addresses.empty()) entries_.push_back(std::move(entry));
    written_ = {};
    in_entry_ = is_news_ = false;
    inside_.clear();
  }

  /// By the root.
  void tell_kind(std::string_view root) {
    if (root == "rss" || root == "rdf:rdf")
      kind_ = "rss";
    else if (root == "feed")
      kind_ = "atom";
    else if (root == "urlset")
      kind_ = "sitemap";
    else
      is_other_ = true;
  }

  XmlScanner scanner_;
  const FeedPlace& place_;
  std::vector<FeedEntry> entries_;
  std::string_view kind_;  // empty before the root
  bool is_other_ = false, in_entry_ = false, is_news_ = false;
  WrittenEntry written_;
  const FieldRow* field_ = nullptr;  // whose text is being read
  std::string value_, inside_;       // inside_: what of something else is being passed over
};

}  // namespace

std::vector<FeedEntry> read_xml_feed(std::string_view text, const FeedPlace& place) { return XmlFeedReader(text, place).read(); }

}  // namespace backfile
