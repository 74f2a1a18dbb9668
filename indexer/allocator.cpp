// The allocator of backfile-index is mimalloc: Xapian's writer is maps of small nodes, that are gone with each batch. What is freed is kept
// for the next batch rather than given back to the system and asked for again, which costs as much as mimalloc saves.
#include <mimalloc.h>

#include <cerrno>

#include "common/failsafe.hpp"

namespace {

constexpr long keep_freed_ms = 10'000;

// Naming the library here is also what keeps the linker from dropping it.
[[maybe_unused]] const bool is_set = (mi_option_set(mi_option_decommit_delay, keep_freed_ms), true);

/// Debian's build of it, in C, cannot throw where `new` finds no memory: it says so here, and aborts.
void note_error(int error, void*) {
  if (error == ENOMEM) backfile::note_end_of_memory();
}
[[maybe_unused]] const bool is_registered = (mi_register_error(note_error, nullptr), true);

}  // namespace
