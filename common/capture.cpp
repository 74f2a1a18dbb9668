#include "common/capture.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include "common/digest.hpp"
#include "common/record_lines.hpp"
#include "common/schema.hpp"

namespace backfile {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A file's name may hold a '#' itself: only the offset that was written tells a container.
std::string path_of(const Capture& capture) {
  if (!capture.offset) return capture.source;
  const std::string tail = "#" + std::to_string(*capture.offset);
  const std::size_t place = capture.source.rfind(tail);
  if (place == std::string::npos) return capture.source;
  const std::string_view rest = std::string_view(capture.source).substr(place + tail.size());
  return rest.empty() || rest.starts_with('+') ? capture.source.substr(0, place) : capture.source;
}

}  // namespace

std::string encode_capture(const StoredCapture& stored) {
  const Capture& capture = stored.capture;
  std::string out;
  put_line(out, "source", capture.source);
  put_line(out, "captured", capture.captured);
  if (capture.offset) put_line(out, "offset", std::to_string(*capture.offset));
  if (capture.length) put_line(out, "length", std::to_string(*capture.length));
  put_line(out, "digest", capture.digest);
  if (stored.run) put_line(out, "run", std::to_string(stored.run));
  return out;
}

StoredCapture decode_capture(std::string_view value) {
  StoredCapture stored;
  Capture& capture = stored.capture;
  for_each_line(value, [&](std::string_view name, std::string text) {
    if (name == "source") capture.source = std::move(text);
    else if (name == "captured") capture.captured = std::move(text);
    else if (name == "offset") capture.offset = number(text);
    else if (name == "length") capture.length = number(text);
    else if (name == "digest") capture.digest = std::move(text);
    else if (name == "run") stored.run = number(text).value_or(0);
  });
  capture.path = path_of(capture);
  return stored;
}

std::string capture_prefix(std::uint64_t version) { return std::string(schema::metadata::capture) + hex16(version) + "/"; }

std::string capture_key(std::uint64_t version, std::string_view source) { return capture_prefix(version) + hex16(digest64(source)); }

std::vector<StoredCapture> read_captures(const Xapian::Database& database, std::uint64_t version) {
  std::vector<StoredCapture> captures;
  const std::string prefix = capture_prefix(version);
  for (auto key = database.metadata_keys_begin(prefix); key != database.metadata_keys_end(prefix); ++key)
    captures.push_back(decode_capture(database.get_metadata(*key)));
  return captures;
}

}  // namespace backfile
