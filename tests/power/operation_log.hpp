// What a run asked of the file system, as recorder.cpp writes it down.
#pragma once

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace backfile::test {

/// One call that succeeded. Paths are relative to the recorded directory, which is ".".
struct Operation {
  enum class Kind : char {
    create = 'c',    // a file
    directory = 'm',
    write = 'w',     // `bytes` at `offset`
    truncate = 't',  // to `offset` bytes
    sync = 's',      // a file's bytes, or a directory's names
    rename = 'r',    // to `other`
    exchange = 'x',  // with `other`
    unlink = 'u',
  };
  Kind kind{};
  std::string path, other;
  std::uint64_t offset = 0;
  std::string bytes;
};

/// A record: the kind, path, other, offset, bytes; numbers of 8 bytes, texts behind their length.
inline std::vector<Operation> read_operation_log(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string log{std::istreambuf_iterator<char>(in), {}};
  std::size_t at = 0;
  const auto take = [&](std::size_t bytes) {
    if (log.size() - at < bytes) throw std::runtime_error("the log of operations is cut off");
    at += bytes;
    return log.data() + at - bytes;
  };
  const auto number = [&] {
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof(value)), sizeof(value));
    return value;
  };
  const auto text = [&] {
    const std::uint64_t size = number();
    return std::string(take(size), size);
  };
  std::vector<Operation> all;
  while (at < log.size()) {
    Operation& next = all.emplace_back();
    next.kind = static_cast<Operation::Kind>(*take(1));
    next.path = text();
    next.other = text();
    next.offset = number();
    next.bytes = text();
  }
  return all;
}

}  // namespace backfile::test
