// Which two versions of an article to compare, by what was current when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/diff.hpp>

#include "searcher/src/history.hpp"

namespace backfile {

/// DiffOptions, understood: the last second that counts, with what was typed.
struct DiffTimes {
  struct Time {
    std::int64_t instant = 0;
    std::string typed;
  };
  std::optional<Time> from, to;
};

/// Throws Error(usage).
[[nodiscard]] DiffTimes read_diff_times(const DiffOptions&);

/// `versions` as read_versions() gives them, not empty. Throws Error(not_found).
[[nodiscard]] ArticleDiff diff_versions(const std::vector<StoredVersion>& versions, const DiffTimes&, std::string_view url);

}  // namespace backfile
