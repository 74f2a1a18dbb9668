#include "indexer/crawl/revisits.hpp"

#include <algorithm>
#include <string>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"

namespace backfile {
namespace {

std::string same_text(std::string_view address) {
  const auto normalised = normalise_address(address);
  return normalised ? address_key(*normalised) : std::string(address);
}

std::uint64_t key_of_target(std::string_view target) { return digest64("target\n" + same_text(target)); }

std::uint64_t key_of_capture(std::string_view target, std::string_view date) {
  const auto instant = parse_iso_date(date);
  return digest64("capture\n" + same_text(target) + "\n" + (instant ? to_string(*instant) : std::string(date)));
}

/// Base32 is upper case in most files and lower case in some, hexadecimal the other way round.
std::uint64_t key_of_payload(std::string_view digest) {
  std::string text = "payload\n" + std::string(digest);
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return digest64(text);
}

}  // namespace

void Revisits::remember(const WarcHead& head, std::uint64_t source) {
  if (!head.target.empty()) {
    sources_.put(key_of_target(head.target), source);
    sources_.put(key_of_capture(head.target, head.date), source);
  }
  if (!head.payload_digest.empty()) sources_.put(key_of_payload(head.payload_digest), source);
}

std::optional<std::uint64_t> Revisits::find(const WarcHead& revisit) {
  if (!revisit.refers_to_date.empty()) {
    const std::string& target = revisit.refers_to_target.empty() ? revisit.target : revisit.refers_to_target;
    if (auto source = sources_.find(key_of_capture(target, revisit.refers_to_date))) return source;
  }
  if (!revisit.payload_digest.empty()) return sources_.find(key_of_payload(revisit.payload_digest));
  if (!revisit.refers_to_date.empty()) return std::nullopt;  // of another time: the text may have been another
  return sources_.find(key_of_target(revisit.refers_to_target.empty() ? revisit.target : revisit.refers_to_target));
}

std::optional<std::uint64_t> Revisits::resolve(const WarcHead& revisit) {
  const auto source = find(revisit);
  if (source) remember(revisit, *source);
  return source;
}

}  // namespace backfile
