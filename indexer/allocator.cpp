// The allocator of backfile-index is mimalloc: Xapian's writer is maps of small nodes, that are gone with each batch. What is freed is kept
// for the next batch rather than given back to the system and asked for again, which costs as much as mimalloc saves.
#include <mimalloc.h>

namespace {

constexpr long keep_freed_ms = 10'000;

// Naming the library here is also what keeps the linker from dropping it.
[[maybe_unused]] const bool is_set = (mi_option_set(mi_option_decommit_delay, keep_freed_ms), true);

}  // namespace
