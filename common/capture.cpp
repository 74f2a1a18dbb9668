#include "common/capture.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include "common/record_lines.hpp"

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

std::string encode_capture(const Capture& capture) {
  std::string out;
  put_line(out, "source", capture.source);
  put_line(out, "captured", capture.captured);
  if (capture.offset) put_line(out, "offset", std::to_string(*capture.offset));
  if (capture.length) put_line(out, "length", std::to_string(*capture.length));
  put_line(out, "digest", capture.digest);
  return out;
}

Capture decode_capture(std::string_view value) {
  Capture capture;
  for_each_line(value, [&](std::string_view name, std::string text) {
    if (name == "source") capture.source = std::move(text);
    else if (name == "captured") capture.captured = std::move(text);
    else if (name == "offset") capture.offset = number(text);
    else if (name == "length") capture.length = number(text);
    else if (name == "digest") capture.digest = std::move(text);
  });
  capture.path = path_of(capture);
  return capture;
}

}  // namespace backfile
