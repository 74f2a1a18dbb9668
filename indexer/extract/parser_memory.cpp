#include "indexer/extract/parser_memory.hpp"

#include <libxml/globals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

#include <cstdlib>
#include <cstring>

namespace backfile {
namespace {

thread_local bool failed = false;

template <class Pointer>
Pointer noted(Pointer block) {
  if (!block) failed = true;
  return block;
}

void* allocate(std::size_t size) { return noted(std::malloc(size)); }
void* reallocate(void* block, std::size_t size) { return noted(std::realloc(block, size)); }
char* duplicate(const char* text) { return noted(strdup(text)); }

/// What it says of memory goes to standard error else, past all handlers of a parser.
void say_nothing(void*, const char*, ...) {}

}  // namespace

void watch_parser_memory() {
  xmlMemSetup(std::free, allocate, reallocate, duplicate);
  xmlSetGenericErrorFunc(nullptr, say_nothing);       // of this thread
  xmlThrDefSetGenericErrorFunc(nullptr, say_nothing);  // of those that come
}
void forget_failed_allocations() noexcept { failed = false; }
bool has_failed_allocation() noexcept { return failed; }

}  // namespace backfile
