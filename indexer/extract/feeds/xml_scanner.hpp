// XML as feeds have it, cut into tags and text without a tree. Lenient where they are broken (bare "&", lost end tags, undeclared names), blind
// to what they could harm with: no DTD is read, no entity expanded, nothing fetched. One pass, linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

class XmlScanner {
 public:
  enum class Event : std::uint8_t { open, close, text, end };

  /// `text`: UTF-8; must stay where it is.
  explicit XmlScanner(std::string_view text) : text_(text) {}

  Event next();
  /// Of open and close: in lower case, known namespaces under one prefix whatever the document calls them ("news:title", "dc:date"; none for
  /// those of the feed formats themselves).
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// Of open: it has no content, and no close follows.
  [[nodiscard]] bool is_empty() const noexcept { return is_empty_; }
  /// Of open: references resolved; nullopt when it is not there. `name`: lower case, as written.
  [[nodiscard]] std::optional<std::string> attribute(std::string_view name) const;
  /// Of text: references resolved.
  [[nodiscard]] const std::string& text() const noexcept { return content_; }

 private:
  Event read_tag();
  void read_attributes(std::string_view inside);
  void learn_namespace(std::string_view name, std::string_view value);
  [[nodiscard]] std::string known_name(std::string_view written) const;
  void skip_past(std::string_view end, std::size_t from);
  void skip_declaration();

  std::string_view text_;
  std::size_t at_ = 0;
  std::string name_, content_;
  bool is_empty_ = false;
  std::vector<std::pair<std::string, std::string_view>> attributes_;  // names in lower case, values as written
  std::vector<std::pair<std::string, std::string_view>> prefixes_;    // as written -> ours
};

}  // namespace backfile
