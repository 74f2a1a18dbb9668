#include "searcher/cli/warc_records.hpp"

#include <fmt/format.h>

#include <backfile/version.hpp>

#include "indexer/crawl/gzip.hpp"
#include "searcher/cli/clean.hpp"
#include "searcher/cli/sha1.hpp"
#include "searcher/cli/uuid.hpp"

namespace backfile::cli {

namespace {

std::string record_id(std::string_view what) { return "<" + uuid_urn(what) + ">"; }

std::string record(std::string_view head, std::string_view block) {
  return gzip_member(fmt::format("WARC/1.0\r\n{}Content-Length: {}\r\n\r\n{}\r\n\r\n", head, block.size(), block));
}

}  // namespace

std::string header_address(std::string_view address) {
  std::string out;
  for (const char c : address) {
    if (c > ' ' && c < 0x7f && c != '<' && c != '>')
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string warcinfo_record(const WarcDescription& description) {
  const std::string block = fmt::format("software: backfile-search/{}\r\nformat: WARC File Format 1.0\r\ndescription: {}\r\nbackfile-query: {}\r\n", version(),
                                        one_line(description.description), one_line(description.query));
  return record(fmt::format("WARC-Type: warcinfo\r\nWARC-Record-ID: {}\r\nWARC-Date: {}\r\nContent-Type: application/warc-fields\r\n",
                            record_id(description.date + block), description.date),
                block);
}

std::string resource_record(const PageForWarc& page, std::string_view payload) {
  const std::string target = header_address(page.target), sha1 = sha1_base32(payload);
  std::string head = fmt::format("WARC-Type: resource\r\nWARC-Target-URI: {0}\r\nWARC-Date: {1}\r\nWARC-Record-ID: {2}\r\n"
                                 "WARC-Block-Digest: sha1:{3}\r\nWARC-Payload-Digest: sha1:{3}\r\n",
                                 target, page.date, record_id(fmt::format("{} {} {} {}", target, page.date, sha1, page.source)), sha1);
  head += fmt::format("Content-Type: {}\r\nBackfile-Source: {}\r\n", page.media_type, header_address(page.source));
  if (page.date_is_of_file) head += "Backfile-Date: file\r\n";
  return record(head, payload);
}

}  // namespace backfile::cli
