// What tells the records of WARC and ARC files apart; warc_reader.* reads either by it.
#pragma once

#include <cstddef>
#include <string_view>

#include "indexer/crawl/warc_record.hpp"

namespace backfile {

struct RecordFormat {
  std::string_view name;        // for people
  std::size_t start_bytes;      // of a record's start, which tell that it is one: so many are kept when text is searched piece by piece
  std::size_t behind_bytes;     // behind a block, which are looked at to judge its length
  std::size_t member_start_bytes;  // of a compressed member's text
  /// `start`: the first member_start_bytes of a member's text, or all of it.
  bool (*begins_member)(std::string_view start);
  /// Where a record begins in `text`; npos when none does. `line_begins`: the text's first byte begins a line.
  std::size_t (*find_start)(std::string_view text, bool line_begins);
  /// Where a record begins in `text` though damage stands before it in the same line, as when a crawler died while it wrote and then went on; npos when
  /// none does.
  std::size_t (*find_after_damage)(std::string_view text);
  /// Bytes of the head that `text` begins with, its end included; npos when it does not end here.
  std::size_t (*head_size)(std::string_view text);
  WarcHead (*parse_head)(std::string_view head);
  /// What comes behind a block shows that its length is right. `is_all`: nothing follows `after`.
  bool (*follows_block)(std::string_view after, bool is_all);
};

[[nodiscard]] const RecordFormat& warc_format() noexcept;
[[nodiscard]] const RecordFormat& arc_format() noexcept;

}  // namespace backfile
