// What is worth a look as a feed or a sitemap, told without its bytes.
#pragma once

#include <string_view>

namespace backfile {

/// `path`: of an address or a file. By the ending of its last part (.xml .rss .atom .rdf, also with .gz), or a word in it ("sitemap-news", "feed/").
[[nodiscard]] bool may_be_feed_name(std::string_view path);

/// `media_type`: declared, lower case, may be empty. `path` decides where it says nothing.
[[nodiscard]] bool may_be_feed(std::string_view media_type, std::string_view path);

}  // namespace backfile
