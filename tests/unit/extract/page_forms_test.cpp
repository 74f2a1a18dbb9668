// Forms in which news pages come: AMP, live blogs, galleries, walls, videos with a transcript, pages saved by browsers. Whole pages in,
// articles out; every page is made up here.
#include "indexer/extract/extract.hpp"
#include "indexer/extract/saved_page.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

Extraction extraction_of(const std::string& html, const std::string& address = {}) {
  Page page;
  page.source = "x.html";
  page.address = address.empty() ? "file:x.html" : address;
  page.address_from = address.empty() ? AddressFrom::file_path : AddressFrom::manifest;
  page.bytes = html;
  return extract(std::move(page), {});
}

const std::string first = "The council of the island met on Tuesday to hear what the engineers had found beneath the old bridge.";
const std::string second = "Shopkeepers on the east bank fear for their trade, and half of their customers come across on foot.";
const std::string third = "The bridge was built in 1911 and was last repaired after the storm of 1968, the treasurer said.";
const std::string text = first + "\n\n" + second + "\n\n" + third;
const std::string paragraphs = "<p>" + first + "</p><p>" + second + "</p><p>" + third + "</p>";

std::string page(const std::string& head, const std::string& body) {
  return "<!doctype html><html lang=en><head><meta charset=utf-8><title>Bridge closed | Pier</title>" + head + "</head><body><nav><a href=/w>World</a></nav>" + body +
         "<footer><p>Pier, all rights reserved.</p></footer></body></html>";
}

std::string live_post(const std::string& time, const std::string& said) {
  return "<div class=live-post><div class=meta><time datetime='2025-05-04T" + time + "'>" + time + "</time></div><div class=text><p>" + said +
         "</p></div><div class=share><a href=#>Share</a></div></div>";
}

}  // namespace

TEST_CASE("the text of a page comes out whole, whatever form the page has") {
  struct Case {
    std::string name, html, body;
  };
  const auto c = GENERATE(values<Case>({
      {"AMP",
       page("<style amp-boilerplate>body{}</style>", "<amp-sidebar><ul><li><a href=/w>World</a></ul></amp-sidebar><article><h1>Bridge closed</h1><amp-img src=/b.jpg>"
            "<noscript><img src=/b.jpg></noscript></amp-img><p>" + first + "</p><amp-ad><div fallback>Advertisement</div></amp-ad><p>" + second + "</p>"
            "<amp-carousel><figure><amp-img src=1.jpg></amp-img><figcaption>The piers.</figcaption></figure></amp-carousel><p>" + third + "</p>"
            "<amp-social-share></amp-social-share></article><amp-consent><div><p>We use cookies.</p><button>Accept all</button></div></amp-consent>"),
       text},
      {"live blog, newest first, as on the page", page("", "<main><h1>Bridge closed</h1>" + live_post("12:40", third) + live_post("11:05", second) + live_post("10:30", first) + "</main>"),
       third + "\n\n" + second + "\n\n" + first},
      {"live blog, oldest first, as on the page", page("", "<main><h1>Bridge closed</h1>" + live_post("10:30", first) + live_post("11:05", second) + live_post("12:40", third) + "</main>"), text},
      {"a picture's caption beside a text is not the text",
       page("", "<main><h1>Bridge closed</h1>" + paragraphs + "<figure><img src=1.jpg><figcaption>The piers at low water.</figcaption></figure></main>"), text},
      {"gallery: captions are all the text there is",
       page("", "<main><h1>Bridge closed</h1><p>Our photographer went and looked at what is left of it.</p>"
            "<figure><img src=1.jpg><figcaption>The piers at low water.</figcaption></figure><figure><img src=2.jpg><figcaption>A diver dries his boots on the quay.</figcaption></figure>"
            "<figure><img src=3.jpg><figcaption>Nobody crosses any more.</figcaption></figure></main>"),
       "Our photographer went and looked at what is left of it.\n\nThe piers at low water.\n\nA diver dries his boots on the quay.\n\nNobody crosses any more."},
      {"paywall: what is shown, without the offer",
       page(R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed","isAccessibleForFree":false}</script>)",
            "<article><h1>Bridge closed</h1><p>" + first + "</p><div class=paywall><h2>Subscribe to read on</h2><p>Get unlimited access for 1 a month. Cancel at any time.</p>"
            "<a href=/s>Subscribe</a></div></article>"),
       first},
      {"video with its transcript",
       page("", "<main><h1>Bridge closed</h1><video src=1.mp4></video><p>What the divers saw when they went down to the piers.</p><section class=transcript><h2>Transcript</h2>" + paragraphs + "</section></main>"),
       "What the divers saw when they went down to the piers.\n\n" + text},
      {"saved by a browser, pictures and fonts within",
       "<!doctype html><html lang=en><!--\n Page saved with SingleFile\n url: https://pier.example/a\n--><style>@font-face{src:url(data:font/woff2;base64,QUJD)}</style>"
       "<title>Bridge closed</title><body><h1>Bridge closed</h1><img src='data:image/png;base64,QUJDQUJD'>" + paragraphs + "<iframe srcdoc='<p>An advertisement</p>'></iframe>",
       text},
  }));
  CAPTURE(c.name);
  CHECK(extraction_of(c.html).article.body == c.body);
}

TEST_CASE("an AMP page is the article at its canonical address") {
  const std::string html = page("<link rel=canonical href=https://pier.example/bridge>", "<h1>Bridge closed</h1>" + paragraphs);
  CHECK(extraction_of(html, "https://amp.pier.example/bridge").article.url == "https://pier.example/bridge");
}

TEST_CASE("a browser's comment tells where a page was saved from") {
  struct Case {
    std::string name, html, address;
  };
  const auto c = GENERATE(values<Case>({
      {"SingleFile", "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://pier.example/2025/bridge \n saved date: Sun May 18 2025\n--><p>", "https://pier.example/2025/bridge"},
      {"Mark of the Web", "<!DOCTYPE html>\n<!-- saved from url=(0033)https://pier.example/2025/bridge -->\n<html>", "https://pier.example/2025/bridge"},
      {"behind another comment", "<!-- x --><!-- saved from url=(0021)http://pier.example/a --><html>", "http://pier.example/a"},
      {"a site's root says too little", "<!-- saved from url=(0021)https://pier.example/ -->", ""},
      {"a file of its own", "<!-- saved from url=(0014)file:///C:/a.htm -->", ""},
      {"of the internet zone alone", "<!-- saved from url=(0014)about:internet -->", ""},
      {"no comment", "<p>saved from url=https://pier.example/a</p>", ""},
      {"a comment without an end", "<!-- saved from url=", ""},
      {"far down", std::string(5000, ' ') + "<!-- saved from url=(0021)https://pier.example/a -->", ""},
      {"nothing", "", ""},
  }));
  CAPTURE(c.name);
  CHECK(saved_address(c.html) == c.address);
}

TEST_CASE("the address in a browser's comment serves where nothing else is known, and its date is no capture") {
  const std::string comment = "<!--\n Page saved with SingleFile\n url: https://pier.example/saved\n saved date: Sun May 18 2025 10:15:00 GMT+0200\n-->";
  const std::string body = "<h1>Bridge closed</h1>" + paragraphs;
  const Extraction unknown = extraction_of(comment + page("", body));
  CHECK(unknown.article.url == "https://pier.example/saved");
  CHECK(unknown.article.site == "pier.example");
  CHECK_FALSE(unknown.article.captured);
  CHECK(extraction_of(comment + page("<link rel=canonical href=https://pier.example/own>", body)).article.url == "https://pier.example/own");
  CHECK(extraction_of(comment + page("", body), "https://pier.example/crawled").article.url == "https://pier.example/crawled");
}
