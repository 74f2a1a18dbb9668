#include "common/record.hpp"

#include "common/date.hpp"
#include "common/record_lines.hpp"

namespace backfile {

std::string encode_record(const Article& a) {
  std::string out;
  out.reserve(a.body.size() + 512);
  put_line(out, "url", a.url);
  put_line(out, "source", a.source);
  put_line(out, "id", a.id);
  put_line(out, "site", a.site);
  put_line(out, "publisher", a.publisher);
  put_line(out, "title", a.title);
  for (const std::string& author : a.authors) put_line(out, "author", author);
  put_line(out, "dateline", a.dateline);
  put_line(out, "original", a.original);
  put_line(out, "published", a.published);
  put_line(out, "published_from", a.published_from);
  put_line(out, "modified", a.modified);
  put_line(out, "captured", a.captured);
  put_line(out, "section", a.section);
  for (const std::string& tag : a.tags) put_line(out, "tag", tag);
  put_line(out, "language", a.language);
  put_line(out, "image", a.image);
  put_line(out, "standfirst", a.standfirst);
  put_line(out, "body", a.body);
  return out;
}

Article decode_record(std::string_view data) {
  Article a;
  for_each_line(data, [&](std::string_view name, std::string value) {
    if (name == "url") a.url = std::move(value);
    else if (name == "source") a.source = std::move(value);
    else if (name == "id") a.id = std::move(value);
    else if (name == "site") a.site = std::move(value);
    else if (name == "publisher") a.publisher = std::move(value);
    else if (name == "title") a.title = std::move(value);
    else if (name == "author") a.authors.push_back(std::move(value));
    else if (name == "dateline") a.dateline = std::move(value);
    else if (name == "original") a.original = std::move(value);
    else if (name == "published") a.published = parse_iso_date(value);
    else if (name == "published_from") a.published_from = std::move(value);
    else if (name == "modified") a.modified = parse_iso_date(value);
    else if (name == "captured") a.captured = parse_iso_date(value);
    else if (name == "section") a.section = std::move(value);
    else if (name == "tag") a.tags.push_back(std::move(value));
    else if (name == "language") a.language = std::move(value);
    else if (name == "image") a.image = std::move(value);
    else if (name == "standfirst") a.standfirst = std::move(value);
    else if (name == "body") a.body = std::move(value);
  });
  return a;
}

}  // namespace backfile
