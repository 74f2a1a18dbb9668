// Whole pages in little: what is and what is not the text of the article. Every page is made up here.
#include "indexer/extract/body/body.hpp"

#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

Body body_of(const std::string& html, std::string_view title = {}, std::string_view json_ld_body = {}, std::string_view standfirst = {}) {
  return find_body(HtmlDocument::parse(html), {.title = title, .json_ld_body = json_ld_body, .standfirst = standfirst, .language = {}, .address = "https://daily.example/bridge"});
}

// A portal's layout: menus before the text, the day of the crawl on top, a pull quote in a box, related and popular boxes, a login form.
const std::string portal_page = R"(<html><body>
<div class="top-bar">Tuesday, 3 Mar 2026</div>
<ul class="menu"><li><a href="/a">About us</a></li><li><a href="/p">Privacy</a></li></ul>
<div class="logo"><a href="/">Harbourpost.example</a></div>
<ul><li><a href="/w">World</a></li><li><a href="/f">Finance</a></li><li><a href="/t">Travel</a></li></ul>
<div class="breadcrumbs"><a href="/w">World</a></div>
<h1 class="s-title">Ferry crews vote to end week-long strike</h1>
<div class="single-meta"><span class="author">Harbourpost</span><span>Last updated: March 1, 2026 8:12 am</span></div>
<div class="share-top">Share <a href="#">SHARE</a></div>
<div class="entry-content rbct">
<p>PORT ELLERY &mdash; Crews of the island ferries voted on Sunday to return to work after a strike of seven days that had cut off four villages.</p>
<p>The union said that three quarters of its members had accepted an offer of shorter shifts and a fund for repairs of the oldest ships.</p>
<aside><blockquote class="pullquote"><p>Nobody wins a strike, but everybody can lose one</p><p>&mdash; Orla Brandt, deck officer</p></blockquote></aside>
<p>Shops on the islands had begun to ration milk and flour, and a supply boat of the coast guard had to carry medicine twice.</p>
<div class="related-inline"><h3><a href="/x">What the strike cost the islands, in five numbers</a></h3></div>
<p>The first ferry is expected to leave at dawn on Monday, the operator said, with a full timetable by the end of the week.</p>
<p>Ina Holt in Port Ellery and Tom Reyes in Saltmouth contributed to this report.</p>
</div>
<div class="share-bottom"><h4>Share This Article</h4><a href="#">Email</a> <a href="#">Copy Link</a></div>
<div class="next-prev"><a href="/n">Previous Article Town hall clock repaired</a></div>
<div class="popular"><h4>Popular Posts</h4><div class="p-wrap"><h3><a href="/1">Fifty kites over the bay</a></h3>
<p>If there is one thing the bay has plenty of, it is wind, and on Saturday half the town came to use it.</p></div>
<div class="p-wrap"><h3><a href="/2">A bakery that never closes</a></h3><p>At three in the morning the smell of bread is the only sign of life in the lane behind the market.</p></div></div>
<div class="footer-about"><h5>About US</h5><p>Harbourpost is a leading platform committed to timely and accurate news.</p></div>
<form class="login"><label>Username</label><input><label>Password</label><p>Lost your password?</p></form>
</body></html>)";

}  // namespace

TEST_CASE("a portal page gives the text from the dateline to the contributors' line, with the pull quote and none of the boxes") {
  const Body body = body_of(portal_page, "Ferry crews vote to end week-long strike");
  CHECK(body.text ==
        "PORT ELLERY \u2014 Crews of the island ferries voted on Sunday to return to work after a strike of seven days that had cut off four "
        "villages.\n\n"
        "The union said that three quarters of its members had accepted an offer of shorter shifts and a fund for repairs of the oldest "
        "ships.\n\n"
        "Nobody wins a strike, but everybody can lose one\n\n"
        "\u2014 Orla Brandt, deck officer\n\n"
        "Shops on the islands had begun to ration milk and flour, and a supply boat of the coast guard had to carry medicine twice.\n\n"
        "The first ferry is expected to leave at dawn on Monday, the operator said, with a full timetable by the end of the week.\n\n"
        "Ina Holt in Port Ellery and Tom Reyes in Saltmouth contributed to this report.");
  CHECK(body.dateline == "PORT ELLERY");
}

namespace {

std::string paragraph(std::string_view first_words) {
  return "<p>" + std::string(first_words) +
         " and the council heard all sides of the matter, which took until late in the evening, before it came to a vote.</p>\n";
}
std::string shown(std::string_view first_words) {
  return std::string(first_words) +
         " and the council heard all sides of the matter, which took until late in the evening, before it came to a vote.";
}

struct Case {
  std::string name, html;
  std::vector<std::string> kept, absent;
  std::string title = "Bridge reopens", json_ld_body = {};
};

void check(const Case& c) {
  CAPTURE(c.name);
  const Body body = body_of(c.html, c.title, c.json_ld_body);
  CAPTURE(body.text);
  for (const std::string& k : c.kept) CHECK(body.text.find(k) != std::string::npos);
  for (const std::string& a : c.absent) CHECK(body.text.find(a) == std::string::npos);
}

const std::string three = paragraph("First the mayor spoke") + paragraph("Then an engineer spoke") + paragraph("At last a baker spoke");

}  // namespace

TEST_CASE("what stands around and between the paragraphs is not the text") {
  const auto c = GENERATE(values<Case>({
      {"a read-more box in the text costs itself and nothing after it",
       "<h1>Bridge reopens</h1><div class=article-body>" + paragraph("Before the box") + paragraph("Still before it") +
           "<div class=inline-related><p>Read more: <a href=/x>The bridge in pictures</a></p></div><h3>Read next</h3>" +
           paragraph("After the box") + "</div>",
       {"Before the box", "After the box"},
       {"Read more", "in pictures", "Read next"}},
      {"captions and picture credits",
       "<h1>Bridge reopens</h1><div class=story><figure><img><figcaption>The bridge at dawn.</figcaption></figure>" + three +
           "<p>Walkers on the bridge on Sunday (Image: Ann Other/Agency)</p></div>",
       {"First the mayor", "At last a baker"},
       {"at dawn", "Walkers"}},
      {"captions in boxes of their own",
       "<h1>Bridge reopens</h1><div class=story>" + paragraph("First the mayor spoke") +
           "<div class=foto><img><div class=pie-foto>The bridge at dawn, before anybody came.</div></div>" + paragraph("At last a baker spoke") + "</div>",
       {"First the mayor", "At last a baker"},
       {"at dawn"}},
      {"appeals at the end that lead to where readers pay",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<p>Reporters sat through all of it. <a href=/en/subscribe/?from=end>Join those who pay them</a>.</p>" +
           "<p>A gift <a href=https://daily.example/donate>helps too</a>.</p></div>",
       {"At last a baker"},
       {"sat through", "A gift"}},
      {"pitches for newsletters and donations",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<p>Sign up for our newsletter and never miss a story.</p>" +
           "<p>Support our journalism with a small gift.</p></div>",
       {"At last a baker"},
       {"newsletter", "Support our"}},
      {"comments",
       "<h1>Bridge reopens</h1><div class=text>" + three + "</div><div id=comments>" + paragraph("I never liked that bridge") +
           paragraph("Me neither") + "</div>",
       {"At last a baker"},
       {"never liked"}},
      {"the author's box",
       "<h1>Bridge reopens</h1><article>" + three + "<div class=author-bio><p>Pat Quill has written on bridges for a decade.</p></div></article>",
       {"At last a baker"},
       {"Pat Quill"}},
      {"a consent dialogue without a telling class",
       "<div><div><p>We store cookies on your device to measure what you read, and share some of it.</p>"
       "<p>Without these cookies some pages will not remember who you are or what you chose.</p></div></div>"
       "<h1>Bridge reopens</h1><div>" + three + "</div>",
       {"First the mayor"},
       {"cookies"}},
      {"teasers with linked headings",
       "<h1>Bridge reopens</h1><div><div>" + three + "</div><div><div><h3><a href=/1>Kites over the bay</a></h3>" + paragraph("Half the town") +
           "</div><div><h3><a href=/2>A bakery</a></h3>" + paragraph("At three in the morning") + "</div></div></div>",
       {"At last a baker"},
       {"Half the town", "Kites"}},
      {"another article below, loaded by scrolling",
       "<article class=post><h1>Bridge reopens</h1><div class=entry-content>" + three + "</div></article>" +
           "<article class=post><h1>Harbour to be dredged</h1><div class=entry-content>" + paragraph("Mud was the subject") + three + three +
           "</div></article>",
       {"First the mayor", "At last a baker"},
       {"Mud was", "Harbour to be"}},
      {"another article below whose header speaks of a caption",
       "<article><div class='article-header has-caption'><h1>Bridge reopens</h1></div><div class=body1>" + three + "</div></article>" +
           "<article><div class='article-header has-caption'><h1>Harbour to be dredged</h1></div><div class=body2>" + paragraph("Mud was the subject") + three + three +
           "</div></article>",
       {"First the mayor", "At last a baker"},
       {"Mud was", "Harbour to be"}},
      {"the neighbours in a list, one below the other",
       "<div><article class=story><h2><a href=/1>Bridge reopens</a></h2>" + three + "</article><article class=story><h2><a href=/2>Harbour dredged</a></h2>" +
           paragraph("Mud was the subject") + paragraph("More mud") + "</article><article class=story><h2><a href=/3>Kites</a></h2>" + paragraph("Half the town") +
           paragraph("The other half") + "</article></div>",
       {"First the mayor", "At last a baker"},
       {"Mud was", "Half the town"}},
      {"link lists and tag lists",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<ul><li><a href=/a>Bridges</a></li><li><a href=/b>Mayor</a></li></ul></div>",
       {"At last a baker"},
       {"Bridges"}},
      {"labels in Polish, whose capitals are odd",
       "<h1>Bridge reopens</h1><div class=text>" + paragraph("First the mayor spoke") + "<p>CZYTAJ TE\u017b: <a href=/k>Kites over the bay</a></p>" +
           "<h5>Czytaj te\u017c</h5>" + three + "</div>",
       {"First the mayor", "At last a baker"},
       {"CZYTAJ", "Czytaj"}},
      {"a heading that begins like a label and ends in a link",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<div><h5>More about <a href=/t/bridges>bridges</a></h5><ul><li><a href=/1>Kites</a></li></ul></div></div>",
       {"At last a baker"},
       {"More about", "Kites"}},
      {"a last line that announces links which are gone",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<p>More on the bridge and its builders:</p><ul><li><a href=/1>Kites</a></li><li><a href=/2>Mayors</a></li></ul></div>",
       {"At last a baker"},
       {"builders"}},
      {"a formula's source beside its picture",
       "<h1>Bridge reopens</h1><div class=text>" + three +
           "<p>The load is <span><span style='display: none;'><math>{\\displaystyle q}</math></span><img alt=q></span> for every metre.</p></div>",
       {"The load is for every metre."},
       {"displaystyle"}},
      {"a paragraph that is a link to another page of the site",
       "<h1>Bridge reopens</h1><div class=text>" + paragraph("First the mayor spoke") + "<p><a href=https://daily.example/kites>Kites over the bay</a></p>" + three + "</div>",
       {"First the mayor"},
       {"Kites"}},
      {"an invitation to a channel, a notice on cookies",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<p>Join our WhatsApp channel and our Telegram channel for news of bridges.</p>" +
           "<p>By clicking you accept our privacy policy.</p></div>",
       {"At last a baker"},
       {"channel", "privacy"}},
      {"a text area that repeats the text",
       "<h1>Bridge reopens</h1><div id=long-form>" + three + "</div><form><textarea>" + three + three + "</textarea></form>",
       {"First the mayor"},
       {"<p>"}},
  }));
  check(c);
}

TEST_CASE("what belongs to the text is kept, whatever holds it") {
  const auto c = GENERATE(values<Case>({
      {"a body split over siblings of the same class",
       "<h1>Bridge reopens</h1><div><section class=story-body>" + paragraph("One came first") + paragraph("Two came second") +
           "</section><div class=adslot>Advertisement</div><section class=story-body>" + paragraph("Three came third") + paragraph("Four came last") +
           "</section></div>",
       {"One came", "Two came", "Three came", "Four came"},
       {"Advertisement"}},
      {"subheadings, lists, quotations and tables",
       "<h1>Bridge reopens</h1><div class=article-body>" + paragraph("It began with rust") + "<h2>What was done</h2><ul><li>Forty new bolts</li>"
       "<li>A coat of green paint</li></ul><blockquote>It holds, said the smith.</blockquote><table><tr><td>Cost in all</td><td>two million</td></tr>"
       "</table>" + paragraph("It ended with paint") + "</div>",
       {"What was done", "Forty new bolts", "A coat of green paint", "It holds, said", "Cost in all", "two million", "It ended"},
       {}},
      {"who is quoted, in the quotation's footer",
       "<h1>Bridge reopens</h1><div class=article-body>" + paragraph("It began with rust") +
           "<blockquote>It holds, I jumped on it.<footer>Ada Smith, smith</footer></blockquote>" + paragraph("It ended with paint") + "</div>",
       {"jumped on it.\n\nAda Smith, smith\n\nIt ended"},
       {}},
      {"who is quoted, in a <cite> beside the quotation",
       "<h1>Bridge reopens</h1><div class=article-body>" + paragraph("It began with rust") +
           "<div class=pull-quote><blockquote>It holds, I jumped on it.</blockquote><cite>Ada Smith, smith</cite></div>" + paragraph("It ended with paint") + "</div>",
       {"jumped on it.\n\nAda Smith, smith\n\nIt ended"},
       {}},
      {"a short last paragraph in a <div> like the others",
       "<h1>Bridge reopens</h1><div class=text><div class=par>" + shown("First the mayor spoke") + "</div><div class=par>" + shown("Then a baker spoke") +
           "</div><div class=par>The vote is on Monday.</div></div>",
       {"The vote is on Monday."},
       {}},
      {"a channel and a policy that the article is about",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<p>On his Telegram channel he wrote that the bridge would fall.</p>"
       "<p>The regulator had asked for a new privacy policy, said the operator of the toll.</p></div>",
       {"Telegram channel he wrote", "new privacy policy"},
       {}},
      {"a paragraph that is a link to another site",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<p><a href=https://society.example/petition>The petition for a second bridge</a></p>" +
           paragraph("Nobody was surprised") + "</div>",
       {"petition for a second"},
       {}},
      {"sentences in a heading's markup at the end",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<h4>The bridge stands to this day. Nobody knows why.</h4></div>",
       {"Nobody knows why."},
       {}},
      {"a headline longer than the declared title, which a box repeats below the text",
       "<h1>Bridge reopens in the rain</h1><div class=text>" + three + "</div><div><h3>Bridge reopens</h3><p>Local</p></div>",
       {"First the mayor", "At last a baker"},
       {}},
      {"text for subscribers that asks for nothing",
       "<h1>Bridge reopens</h1><div class=text>" + paragraph("First the mayor spoke") + "<div id=subscription-content>" + paragraph("Then an engineer spoke") +
           paragraph("At last a baker spoke") + "</div>" + paragraph("Nobody was surprised") + paragraph("It rained") + "</div>",
       {"Then an engineer", "At last a baker"},
       {}},
      {"a short line between paragraphs that line breaks alone part",
       "<h1>Bridge reopens</h1><div class=text>" + shown("First the mayor spoke") + "<br><br>What the smith said<br><br>" + shown("Then a smith spoke") + "<br><br>" +
           shown("At last a baker spoke") + "</div>",
       {"What the smith said"},
       {}},
      {"an appeal for others, at the end",
       "<h1>Bridge reopens</h1><div class=text>" + three + "<p>The ferrymen's fund takes <a href=https://fund.example/donate>gifts for the widows</a>.</p></div>",
       {"gifts for the widows"},
       {}},
      {"text straight in a cell, paragraphs by line breaks",
       "<table><tr><td width=120><a href=/>Home</a><br><a href=/n>News</a></td><td><font size=5>Bridge reopens</font><br><br>"
       "The bridge over the mill stream was opened again on Monday, two years after a flood.<br><br>"
       "A band played, and the oldest man of the village was the first to walk across it.</td></tr></table>",
       {"again on Monday, two years after a flood.\n\nA band played"},
       {"Home"}},
      {"a standfirst above the text",
       "<h1>Bridge reopens</h1><p class=standfirst>Two years after the flood the village is whole again.</p><div class=meta>By Pat Quill</div>"
       "<div class=article-body>" + three + "</div>",
       {"Two years after the flood", "First the mayor"},
       {"Pat Quill"}},
      {"a class that only mentions what it is not",
       "<h1>Bridge reopens</h1><div class='field label-hidden has-ads md:hidden'>" + three + "</div>",
       {"First the mayor", "At last a baker"},
       {}},
      {"the post's tags and author in the class of its article",
       "<article class='post category-local tag-bridges author-pat hentry'><h2><a href=/b>Bridge reopens</a></h2><div>" + three + "</div></article>",
       {"First the mayor"},
       {}},
      {"lines of few ideographs",
       "<h1>\u6a4b</h1><div><p>\u6a4b\u304c\u518d\u3073\u958b\u901a\u3057\u305f\u3002\u5e02\u9577\u306f\u559c\u3073\u3092\u8a9e\u3063\u305f\u3002</p>"
       "<p>\u5de5\u4e8b\u306f\u4e8c\u5e74\u304b\u304b\u3063\u305f\u3002</p></div><div><a href=/>\u30db\u30fc\u30e0</a></div>",
       {"\u5de5\u4e8b\u306f\u4e8c\u5e74"},
       {"\u30db\u30fc\u30e0"},
       "\u6a4b"},
      {"posts of a live blog, in order",
       "<h1>Bridge reopens</h1><div class=live><article class=item><h2>10:05 Crowd gathers</h2>" + paragraph("Early birds came") +
           "</article><article class=item><h2>10:30 Ribbon cut</h2>" + paragraph("Scissors were found") + "</article></div>",
       {"Crowd gathers\n\n" + shown("Early birds came") + "\n\n10:30 Ribbon cut\n\n" + shown("Scissors were found")},
       {}},
  }));
  check(c);
}

TEST_CASE("a drop cap joins its word, and inline elements add no space") {
  const Body body = body_of("<h1>Bridge reopens</h1><div class=article-body><p><span class=cap>T</span>he <b>brid</b>ge is open again, and all who came to see "
                            "it walked across it twice.</p>" + three + "</div>", "Bridge reopens");
  CHECK(body.text.starts_with("The bridge is open again"));
}

TEST_CASE("text that only JSON has stands in for a page behind a wall") {
  const std::string lead = "First the mayor spoke of rust and rivets, then of money, and at last of the weather.";
  const std::string rest =
      "An engineer showed drawings of every arch, with the cracks in red ink.\n\nThe oldest baker in town remembered three bridges, each of "
      "them worse than the one before.\nNobody asked how long the new paint would last, although everybody wanted to know it.";
  const Body body = body_of("<h1>Bridge reopens</h1><div class=teaser-lead><p>" + lead + "</p></div><p>Subscribe to read on.</p>",
                            "Bridge reopens", lead + "\n" + rest);
  CHECK(body.from == "json-ld");
  CHECK(body.text.starts_with(lead + "\n\nAn engineer showed"));
  CHECK(body.text.ends_with("before.\n\nNobody asked how long the new paint would last, although everybody wanted to know it."));
}

TEST_CASE("the standfirst that a page shows above its wall opens the text that only JSON has") {
  const std::string standfirst = "Two years after the flood the village is whole again.";
  const std::string text = shown("First the mayor spoke") + "\n\n" + shown("Then an engineer spoke") + "\n\n" + shown("At last a baker spoke");
  const std::string html = "<h1>Bridge reopens</h1><p class=chapo>" + standfirst + "</p><p>By Pat Quill</p><p>Subscribe to read on.</p>";
  const Body body = body_of(html, "Bridge reopens", text, standfirst);
  CHECK(body.text == standfirst + "\n\n" + text);
  CHECK(body.standfirst == standfirst);
  CHECK(body_of(html, "Bridge reopens", standfirst + "\n\n" + text, standfirst).text == standfirst + "\n\n" + text);
}

TEST_CASE("markup in JSON's text is read, not shown") {
  const Body body = body_of("<h1>Bridge reopens</h1>", "Bridge reopens",
                            three + "&lt;p&gt;A &amp;amp; B met again on the new bridge, which pleased both of them.&lt;/p&gt;");
  CHECK(body.text.find("<p>") == std::string::npos);
  CHECK(body.text.find("A & B met") != std::string::npos);
}

TEST_CASE("JSON's text outranks a class that would exclude it") {
  const std::string boxed = "<h1>Bridge reopens</h1><div class=text>" + three + "<div class=factbox>" + paragraph("A box of facts was read out") +
                            "</div>" + paragraph("Nobody was surprised") + "</div>";
  CHECK(body_of(boxed, "Bridge reopens").text.find("A box of facts") == std::string::npos);
  const std::string declared = shown("First the mayor spoke") + shown("Then an engineer spoke") + shown("A box of facts was read out");
  CHECK(body_of(boxed, "Bridge reopens", declared).text.find("A box of facts") != std::string::npos);
}

TEST_CASE("a page without text has an empty body") {
  CHECK(body_of("").text.empty());
  CHECK(body_of("<h1>Bridge reopens</h1>", "Bridge reopens").text.empty());
  CHECK(body_of("<nav><a href=/>Home</a></nav>").text.empty());
}

TEST_CASE("a short sentence that opens the text is part of it") {
  const Body body = body_of("<article><h1>Lock renewed</h1><p>The lock is open again.</p>"
                            "<p>Barges had waited three weeks for the new gates, which weigh nine tonnes each.</p></article>", "Lock renewed");
  CHECK(body.text == "The lock is open again.\n\nBarges had waited three weeks for the new gates, which weigh nine tonnes each.");
}
