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

const std::string& referred_target(const WarcHead& revisit) {
  return revisit.refers_to_target.empty() ? revisit.target : revisit.refers_to_target;
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

std::vector<std::uint64_t> payload_names(const WarcHead& head) {
  std::vector<std::uint64_t> names;
  if (!head.target.empty()) names.push_back(key_of_capture(head.target, head.date));
  if (!head.payload_digest.empty()) names.push_back(key_of_payload(head.payload_digest));
  return names;
}

std::vector<std::uint64_t> referred_names(const WarcHead& revisit) {
  std::vector<std::uint64_t> names;
  if (!revisit.refers_to_date.empty()) names.push_back(key_of_capture(referred_target(revisit), revisit.refers_to_date));
  if (!revisit.payload_digest.empty()) names.push_back(key_of_payload(revisit.payload_digest));
  return names;
}

void Revisits::remember(const WarcHead& head, std::uint64_t source) {
  if (!head.target.empty()) sources_.put(key_of_target(head.target), source);
  for (const std::uint64_t name : payload_names(head)) sources_.put(name, source);
}

std::optional<std::uint64_t> Revisits::find(const WarcHead& revisit) {
  const std::vector<std::uint64_t> names = referred_names(revisit);
  for (const std::uint64_t name : names)
    if (auto source = sources_.find(name)) return source;
  if (!names.empty()) return std::nullopt;  // of another time or payload: the text may have been another
  return sources_.find(key_of_target(referred_target(revisit)));
}

std::optional<std::uint64_t> Revisits::resolve(const WarcHead& revisit) {
  const auto source = find(revisit);
  if (source) remember(revisit, *source);
  return source;
}

}  // namespace backfile
