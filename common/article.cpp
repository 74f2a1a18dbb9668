#include "common/article.hpp"

#include "common/json_writer.hpp"

namespace backfile {

std::string to_json_line(const Article& a, std::string_view rejected) {
  std::string out;
  out.reserve(a.body.size() + 1024);
  JsonWriter json(out);
  const auto list = [&](std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    json.key(name).begin_array();
    for (const std::string& value : values) json.value(value);
    json.end_array();
  };
  const auto date = [&](std::string_view name, const std::optional<PartialDate>& value) {
    if (value) json.key(name).value(to_string(*value));
  };
  json.begin_object().key("source").value(a.source);
  json.text_field("id", a.id).text_field("url", a.url).text_field("site", a.site).text_field("publisher", a.publisher);
  json.text_field("title", a.title).text_field("standfirst", a.standfirst);
  list("authors", a.authors);
  json.text_field("dateline", a.dateline).text_field("original", a.original);
  date("published", a.published);
  if (a.published) json.key("published_precision").value(to_string(a.published->precision));
  if (a.published) json.text_field("published_from", a.published_from);
  date("modified", a.modified);
  date("captured", a.captured);
  json.text_field("section", a.section);
  list("tags", a.tags);
  json.text_field("language", a.language).text_field("body", a.body).text_field("image", a.image);
  json.text_field("rejected", rejected);
  json.end_object();
  return out;
}

}  // namespace backfile
