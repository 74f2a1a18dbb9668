// Articles and what is none, told apart on a list of page shapes (page_shapes.txt, which describes its own form): shares are pinned,
// and a failure names every page that was judged wrongly. A shape that is met in the wild is added there.
#include <fmt/format.h>

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/extract.hpp"
#include "tests/support/catch.hpp"

namespace backfile::test {
namespace {

/// What the pages of one language are filled with.
struct Stock {
  std::vector<std::string> menu, headlines, summaries, paragraphs;
};

struct Shape {
  std::string kind, name, address, language, markup;
};

struct Shapes {
  std::map<std::string, Stock> stocks;
  std::vector<Shape> pages;
};

std::vector<std::string> split(const std::string& line, std::string_view separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end; (end = line.find(separator, begin)) != std::string::npos; begin = end + separator.size())
    parts.push_back(line.substr(begin, end - begin));
  parts.push_back(line.substr(begin));
  return parts;
}

void add_to_stock(Stock& stock, const std::string& line) {
  const std::string text = line.size() > 2 ? line.substr(2) : std::string();
  switch (line.front()) {
    case 'm': return stock.menu.push_back(text);
    case 'h': return stock.headlines.push_back(text);
    case 's': return stock.summaries.push_back(text);
    case 'p': return stock.paragraphs.push_back(text);
    default: throw std::runtime_error("page_shapes.txt: " + line);
  }
}

Shapes read_shapes() {
  Shapes shapes;
  std::ifstream in(std::string(BACKFILE_SOURCE_DIR) + "/tests/quality/page_shapes.txt");
  Stock* stock = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("=== ")) {
      const auto parts = split(line.substr(4), " | ");
      stock = parts.front() == "words" ? &shapes.stocks[parts.at(1)] : nullptr;
      if (stock == nullptr) shapes.pages.push_back({parts.at(0), parts.at(1), parts.at(2), parts.at(3), {}});
    } else if (stock != nullptr) {
      add_to_stock(*stock, line);
    } else {
      shapes.pages.back().markup += line + '\n';
    }
  }
  return shapes;
}

/// The n-th of what a stock has, beginning anew at its end.
const std::string& nth(const std::vector<std::string>& texts, std::size_t n) { return texts.at(n % texts.size()); }

/// `{teasers 4}` and its like, filled from the stock. Addresses go on counting through the page.
class Filler {
 public:
  explicit Filler(const Stock& stock) : stock_(stock) {}

  std::string fill(const std::string& markup) {
    std::string out;
    std::size_t at = 0;
    for (std::size_t open; (open = markup.find('{', at)) != std::string::npos;) {
      const std::size_t close = markup.find('}', open);
      const std::string request = close == std::string::npos ? std::string() : markup.substr(open + 1, close - open - 1);
      const std::string filled = of(request);
      out += markup.substr(at, open - at) + (filled.empty() ? "{" : filled);
      at = filled.empty() ? open + 1 : close + 1;
    }
    return out + markup.substr(at);
  }

 private:
  /// Empty for what is no request: JSON has braces too.
  std::string of(const std::string& request) {
    const std::string word = request.substr(0, request.find(' '));
    const std::size_t count = word.size() < request.size() && word.find('"') == std::string::npos ? std::stoul(request.substr(word.size())) : 1;
    if (word == "menu") return menu();
    if (word == "footer") return "<footer><p>© 2025 " + stock_.menu.front() + "</p><a href=/x/privacy>Privacy</a> <a href=/x/contact>Contact</a></footer></body></html>";
    std::string out;
    for (std::size_t n = 0; n < count; ++n) {
      const std::string one = item(word, n);
      if (one.empty()) return {};
      out += one;
    }
    return out;
  }

  std::string menu() const {
    std::string out = "<nav><ul>";
    for (std::size_t n = 0; n < stock_.menu.size(); ++n) out += fmt::format("<li><a href=/m{}/>{}</a>", n, stock_.menu[n]);
    return out + "</ul></nav>";
  }

  std::string item(const std::string& word, std::size_t n) {
    if (word == "text") return "<p>" + nth(stock_.paragraphs, n) + "</p>\n";
    const std::string link = fmt::format("<a href=\"/news/{}.html\">{}</a>", next_ + 70011, nth(stock_.headlines, next_));
    const std::string& summary = nth(stock_.summaries, next_);
    ++next_;
    if (word == "headlines") return "<li>" + link + "</li>\n";
    if (word == "teasers") return "<div class=teaser><h3>" + link + "</h3><p>" + summary + "</p></div>\n";
    if (word == "cards") return fmt::format("<article class=card><a href=\"/news/{}.html\"><img src=/i.jpg></a><h2>{}</h2><time>04.05.2025</time></article>\n", next_ + 70010, link);
    if (word == "rows") return "<tr><td><b>" + link + "</b><br>" + summary + "<br></td></tr>\n";
    return {};
  }

  const Stock& stock_;
  std::size_t next_ = 0;
};

/// The reason of the reject, or "article".
std::string verdict(const Shape& shape, const Stock& stock) {
  Page page;
  page.source = "shape.html";
  page.address = shape.address;
  page.address_from = shape.address.starts_with("file:") ? AddressFrom::file_path : AddressFrom::manifest;
  page.charset = "utf-8";
  page.bytes = "<!doctype html>\n<html lang=" + shape.language + "><head>" + Filler(stock).fill(shape.markup);
  const Extraction result = extract(std::move(page), {});
  return result.rejected ? std::string(reason_name(result.rejected->reason)) : "article";
}

TEST_CASE("page shapes are told apart: what is no article, and why") {
  constexpr double floor = 0.98;
  const Shapes shapes = read_shapes();
  int articles = 0, others = 0, rejected = 0, rightly = 0, with_their_reason = 0;
  std::ostringstream mistakes;
  for (const Shape& shape : shapes.pages) {
    const std::string found = verdict(shape, shapes.stocks.at(shape.language));
    const bool is_article = shape.kind == "article";
    ++(is_article ? articles : others);
    rejected += found != "article" ? 1 : 0;
    rightly += !is_article && found != "article" ? 1 : 0;
    with_their_reason += !is_article && found == shape.kind ? 1 : 0;
    if (found != shape.kind) mistakes << "\n  " << shape.name << ": " << shape.kind << ", taken for " << found;
  }
  INFO(rightly << " of " << rejected << " rejected rightly, of " << others << " that are no articles; " << with_their_reason << " with their reason; " << articles << " articles" << mistakes.str());
  REQUIRE(articles >= 60);
  REQUIRE(others >= 60);
  CHECK((rightly >= floor * rejected && rightly >= floor * others && with_their_reason >= floor * others));
}

}  // namespace
}  // namespace backfile::test
