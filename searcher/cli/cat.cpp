#include "searcher/cli/cat.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/terminal.hpp"
#include "indexer/crawl/captured_bytes.hpp"

namespace backfile::cli {

namespace {

/// Last first; those of unknown time after all others, and after them those without a digest: a revisit has no payload of its own.
std::vector<const Capture*> by_preference(std::span<const Capture> captures) {
  std::vector<const Capture*> order;
  for (const Capture& capture : captures) order.push_back(&capture);
  std::ranges::reverse(order);
  std::stable_partition(order.begin(), order.end(), [](const Capture* capture) { return !capture->captured.empty(); });
  std::stable_partition(order.begin(), order.end(), [](const Capture* capture) { return !capture->digest.empty(); });
  return order;
}

std::string problem_of(const Capture& capture, const Reject& reject) {
  const bool relative = reject.reason == Reason::unreadable && !capture.path.starts_with('/');
  return fmt::format("'{}': {}{}", capture.source, reject.detail, relative ? " (taken from the working directory, as it was when indexing)" : "");
}

}  // namespace

FoundCapture find_captured_bytes(std::span<const Capture> captures) {
  FoundCapture found;
  for (const Capture* capture : by_preference(captures)) {
    auto read = captured_bytes(*capture, max_captured_bytes);
    if (auto* bytes = std::get_if<std::string>(&read)) {
      found.bytes = std::move(*bytes);
      found.capture = *capture;
      return found;
    }
    found.passed_over.push_back(problem_of(*capture, std::get<Reject>(read)));
  }
  std::string message = found.passed_over.empty() ? std::string("the archive knows no capture of it") : found.passed_over.front();
  if (found.passed_over.size() > 1) message += fmt::format(" (nor can any of its {} other captures be read)", found.passed_over.size() - 1);
  throw Error(Errc::io, message);
}

std::string bytes_for_terminal(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    out += escaped_for_terminal(bytes.substr(0, end));
    if (end < bytes.size()) out += '\n';
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return out;
}

}  // namespace backfile::cli
