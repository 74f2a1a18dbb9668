#include "indexer/write/column_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/column_format.hpp"
#include "common/digest.hpp"
#include "indexer/write/file_system.hpp"

namespace backfile {
namespace {

namespace fs = std::filesystem;

/// A column as it will lie in the file.
struct Built {
  std::string rows, dictionary;
  std::uint64_t count = 0;
};

template <typename Take>
void for_each_value(const Xapian::Database& database, schema::slot::Slot slot, Take&& take) {
  for (Xapian::ValueIterator value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value)
    take(value.get_docid(), *value);
}

template <typename T>
std::string bytes_of(const std::vector<T>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T)};
}

Built key_column(const Xapian::Database& database, schema::slot::Slot slot, std::uint64_t rows) {
  std::vector<columns::Key> keys(rows);
  for_each_value(database, slot, [&](Xapian::docid id, const std::string& value) {
    if (value.size() == 16) keys[id] = {from_big_endian64(value), from_big_endian64(std::string_view(value).substr(8))};
  });
  return {.rows = bytes_of(keys), .dictionary = {}, .count = 0};
}

Built value_column(const Xapian::Database& database, schema::slot::Slot slot, std::uint64_t rows) {
  std::vector<std::uint32_t> numbers(rows);
  std::unordered_map<std::string, std::uint32_t> seen;
  std::pair<const std::string, std::uint32_t>* last = nullptr;  // neighbours are often alike
  for_each_value(database, slot, [&](Xapian::docid id, const std::string& value) {
    if (!last || last->first != value) last = &*seen.try_emplace(value, static_cast<std::uint32_t>(seen.size() + 1)).first;
    numbers[id] = last->second;
  });

  std::vector<const std::pair<const std::string, std::uint32_t>*> order;
  for (const auto& entry : seen) order.push_back(&entry);
  std::ranges::sort(order, {}, [](const auto* entry) -> const std::string& { return entry->first; });
  std::vector<std::uint32_t> place(seen.size() + 1);
  std::vector<std::uint64_t> offsets{0};
  std::string values;
  for (const auto* entry : order) {
    place[entry->second] = static_cast<std::uint32_t>(offsets.size());
    values += entry->first;
    offsets.push_back(values.size());
  }
  for (std::uint32_t& number : numbers) number = place[number];
  return {.rows = bytes_of(numbers), .dictionary = bytes_of(offsets) + values, .count = seen.size()};
}

Built group_column(const Xapian::Database& database, schema::slot::Slot slot, std::uint64_t rows) {
  std::vector<std::pair<std::uint64_t, Xapian::docid>> members;
  for_each_value(database, slot, [&](Xapian::docid id, const std::string& value) {
    if (value.size() == 8) members.emplace_back(from_big_endian64(value), id);
  });
  std::ranges::sort(members);
  std::vector<std::uint32_t> numbers(rows);
  std::uint32_t count = 0;
  for (std::size_t begin = 0, end = 0; begin < members.size(); begin = end) {
    while (end < members.size() && members[end].first == members[begin].first) ++end;
    if (end - begin < 2 || members[begin].first == 0) continue;
    ++count;
    for (std::size_t i = begin; i < end; ++i) numbers[members[i].second] = count;
  }
  return {.rows = bytes_of(numbers), .dictionary = {}, .count = count};
}

Built length_column(const Xapian::Database& database, std::uint64_t rows) {
  std::vector<std::uint32_t> lengths(rows);
  const std::string all;
  const Xapian::PostingIterator end = database.postlist_end(all);
  for (Xapian::PostingIterator document = database.postlist_begin(all); document != end; ++document) lengths[*document] = document.get_doclength();
  return {.rows = bytes_of(lengths), .dictionary = {}, .count = 0};
}

Built build_column(const Xapian::Database& database, const columns::Source& source, std::uint64_t rows) {
  switch (source.kind) {
    case columns::Kind::keys: return key_column(database, source.slot, rows);
    case columns::Kind::values: return value_column(database, source.slot, rows);
    case columns::Kind::lengths: return length_column(database, rows);
    case columns::Kind::groups: break;
  }
  return group_column(database, source.slot, rows);
}

/// A new file beside those in use; removed again unless it was put in place.
class NewFile {
 public:
  explicit NewFile(std::string path) : path_(std::move(path)), fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (fd_ < 0) throw_io("cannot create " + path_, errno);
  }
  ~NewFile() {
    if (fd_ < 0) return;
    ::close(fd_);
    ::unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write_at(std::uint64_t offset, std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw_io("cannot write " + path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
      offset += static_cast<std::uint64_t>(written);
    }
  }

  void put_in_place(const std::string& path, std::uint64_t size) {
    if (::ftruncate(fd_, static_cast<off_t>(size)) != 0 || ::fsync(fd_) != 0) throw_io("cannot write " + path_ + " to disk", errno);
    rename_durably(path_, path);
    ::close(fd_);
    fd_ = -1;
  }

 private:
  std::string path_;
  int fd_;
};

/// Writes at `end`, which moves on.
columns::Extent append(const NewFile& file, std::uint64_t& end, std::string_view bytes) {
  const columns::Extent extent{.offset = end, .bytes = bytes.size(), .checksum = digest64(bytes)};
  file.write_at(end, bytes);
  end = (end + bytes.size() + 7) / 8 * 8;
  return extent;
}

void write_file(const Xapian::Database& database, const std::string& uuid, const std::string& path) {
  NewFile file(path + ".new");
  columns::Header header;
  header.magic = columns::magic;
  header.byte_order = columns::byte_order;
  std::memcpy(header.uuid.data(), uuid.data(), header.uuid.size());
  header.columns = columns::sources.size();
  header.revision = database.get_revision();
  header.rows = std::uint64_t{database.get_lastdocid()} + 1;
  std::uint64_t end = sizeof(header);
  for (std::size_t i = 0; i < columns::sources.size(); ++i) {
    const Built built = build_column(database, columns::sources[i], header.rows);
    header.column[i].rows = append(file, end, built.rows);
    header.column[i].dictionary = append(file, end, built.dictionary);
    header.column[i].count = built.count;
  }
  header.file_bytes = end;
  header.checksum = columns::header_checksum(header);
  file.write_at(0, {reinterpret_cast<const char*>(&header), sizeof(header)});
  file.put_in_place(path, end);
}

/// By its header: another version of this program, or a killed one, may have left another file.
bool is_written(const Xapian::Database& database, const std::string& uuid, const std::string& path) {
  columns::Header header;
  std::ifstream in(path, std::ios::binary);
  std::error_code error;
  const std::uint64_t size = fs::file_size(path, error);
  return !error && in.read(reinterpret_cast<char*>(&header), sizeof(header)) &&
         columns::fits(header, uuid, database.get_revision(), database.get_lastdocid(), size);
}

/// All column files but the one that is named, half-written ones of killed runs included.
void remove_others(const std::string& archive, const std::string& kept) {
  std::vector<std::string> others;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(archive, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(columns::name_prefix) && name != kept) others.push_back(entry.path().string());
  }
  if (error) throw_io("cannot list " + archive, error.value());
  for (const std::string& path : others)
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_io("cannot remove " + path, errno);
}

}  // namespace

void write_columns(const std::string& archive) {
  const Xapian::Database database(archive);
  const std::string uuid = database.get_uuid();
  if (uuid.size() != columns::uuid_bytes) return;
  const std::string name = columns::file_name(uuid, database.get_revision());
  if (!is_written(database, uuid, archive + "/" + name)) write_file(database, uuid, archive + "/" + name);
  remove_others(archive, name);
}

void remove_stale_columns(const std::string& archive) {
  const Xapian::Database database(archive);
  remove_others(archive, columns::file_name(database.get_uuid(), database.get_revision()));
}

}  // namespace backfile
