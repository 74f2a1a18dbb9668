// libxml2's allocations, watched. Where memory ends, it goes on without what it could not have, and does not always say so: a name that was not interned
// is a tag that is not there. So whoever parses asks here.
#pragma once

namespace backfile {

/// libxml2 allocates through us and prints nothing from now on, in the whole process; what it allocated before stays valid.
void watch_parser_memory();
/// For parses of the calling thread from here on.
void forget_failed_allocations() noexcept;
/// Whether an allocation of libxml2's failed in this thread since.
[[nodiscard]] bool has_failed_allocation() noexcept;

}  // namespace backfile
