// WACZ files (Web Archive Collection Zipped 1.1.1), as browsertrix and ArchiveWeb.page write them: a zip with WARC files in `archive/`. Those are
// read in place, one after the other, names in byte order; what stands beside them (indexes, lists of pages, logs) says nothing of a page
// that its record does not say. A WACZ of WACZ files, as whole collections are downloaded, is read one level deep.
//
// A record in one is called FILE.wacz!/archive/NAME.warc.gz#OFFSET. Any zip file with WARC files in it will do.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "indexer/crawl/byte_source.hpp"
#include "indexer/crawl/container.hpp"

namespace backfile {

/// Stands between a zip file's path and the name of a member.
inline constexpr std::string_view member_mark = "!/";

/// `file` begins like a zip file. Null: one without WARC files, or one that is damaged and by nothing known as a WACZ. A WACZ of which the directory is lost
/// is searched for gzip members that are records; those have their place in the zip file for a source. Else as open_warc().
[[nodiscard]] std::unique_ptr<Container> open_wacz(std::unique_ptr<ByteSource> file, Input file_input, std::uint64_t max_page_bytes, Revisits& revisits,
                                                   RecordCounts& counts);

/// The bytes of a WARC file in a zip file; `member`: its name, behind that of a zip file within it and "!/" if it lies in one.
[[nodiscard]] std::variant<std::unique_ptr<ByteSource>, Reject> open_zip_member(std::unique_ptr<ByteSource> zip, std::string_view member);

}  // namespace backfile
