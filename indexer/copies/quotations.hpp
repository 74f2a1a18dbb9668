// Which parts of a text stand within quotation marks: two reports of one speech share the speech.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace backfile {

class QuotationReader {
 public:
  /// Linear in the text, which need not outlive the call.
  explicit QuotationReader(std::string_view text);

  /// For places that never go back.
  [[nodiscard]] bool is_quoted(std::uint32_t at) {
    while (next_ < changes_.size() && changes_[next_] <= at) ++next_;
    return next_ % 2 == 1;
  }

 private:
  std::vector<std::uint32_t> changes_;  // where quotations begin and end, in turn
  std::size_t next_ = 0;
};

}  // namespace backfile
