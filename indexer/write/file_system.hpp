// Durable file operations: what must survive a power cut is fsynced, directories included. All throw Error(io) naming the path.
#pragma once

#include <cstdint>
#include <string>

namespace backfile {

void make_directory(const std::string& path);  // existing is fine
void remove_tree(const std::string& path);     // absent is fine
void sync_directory(const std::string& path);
/// Every regular file directly inside, then the directory.
void sync_flat_tree(const std::string& path);
/// Of the files directly inside; what cannot be looked at counts as nothing.
[[nodiscard]] std::uint64_t bytes_of_flat_tree(const std::string& path);
/// XXH3 (64 bits) of the names and bytes of the files directly inside, in order of names; reads them all.
[[nodiscard]] std::uint64_t digest_of_flat_tree(const std::string& path);
void rename_durably(const std::string& from, const std::string& to);
/// Puts the directory `from` at `to`. What stands at `to` (unless it is an empty directory) is exchanged with it in one step, and lies at `from` afterwards.
void publish_directory(const std::string& from, const std::string& to);
/// The directory that holds `path`.
[[nodiscard]] std::string parent_of(const std::string& path);
/// Descriptors this process may have open; raises the soft limit to the hard one first.
[[nodiscard]] std::uint64_t raise_descriptor_limit();
[[noreturn]] void throw_io(const std::string& what, int error_number);

}  // namespace backfile
