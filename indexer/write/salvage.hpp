// What can be saved of an archive that Xapian does not open or is lost in: records and metadata are taken out of the blocks of its tables, and put
// into a sound database, of which a rewrite then makes an archive.
#pragma once

#include <cstdint>
#include <string>

namespace backfile {

struct SalvageCounts {
  std::uint64_t records = 0;   // that were saved
  std::uint64_t doubtful = 0;  // of them, those that no capture knows: a damaged text, or the capture is lost
  std::uint64_t broken = 0;    // of which only a part, or nothing that is a record, was found
  std::uint64_t blocks = 0, damaged_blocks = 0;  // of the table of records
};

/// Makes a database at `to`, of documents that are records alone, with the metadata that can be read and is as the format has it, but for what was last
/// read where: the next run looks at the whole crawl again, and brings back what is lost. Of deleted articles some may come back that Xapian had not yet
/// written over; those that were taken down are known by their list, as far as that can be read. Never calls Xapian on the damaged archive. Throws Error:
/// newer_schema, io, corrupt when there is no record to save; Interrupted.
SalvageCounts salvage_archive(const std::string& archive, const std::string& to);

}  // namespace backfile
