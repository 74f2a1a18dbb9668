// The tree of a page, printed compactly: elements as name[...], text in quotes. A row is a trap that libxml2 or a page sets.
#include "indexer/extract/html_document.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

void print(const HtmlDocument& d, NodeId id, std::string& out) {
  const Node& n = d.node(id);
  if (n.tag == Tag::text) {
    if (n.text.find_first_not_of(" \n") != std::string_view::npos) out += "'" + std::string(n.text) + "'";
    return;
  }
  out += n.tag == Tag::other ? n.text : tag_name(n.tag);
  std::string below;
  for (NodeId child = d.first_child(id); child != no_node; child = d.next_sibling(child)) {
    std::string one;
    print(d, child, one);
    if (!one.empty()) below += (below.empty() ? "" : " ") + one;
  }
  if (!below.empty()) out += "[" + below + "]";
}

std::string body_of(const std::string& html) {
  const HtmlDocument d = HtmlDocument::parse(html);
  std::string out;
  if (!d.all(Tag::body).empty()) print(d, d.all(Tag::body).front(), out);
  return out;
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

struct Case {
  std::string name, html, expected;
};

}  // namespace

TEST_CASE("a page becomes the tree a browser would show") {
  const auto c = GENERATE(values<Case>({
      {"text and elements", "<body><p>one <b>two</b></p></body>", "body[p['one ' b['two']]]"},
      {"a section closes the paragraph before it", "<body><p>one<section>two</section></body>", "body[p['one'] section['two']]"},
      {"a div closes a paragraph through inline elements", "<body><p><b>one<div>two</div></body>", "body[p[b['one']] div['two']]"},
      {"a paragraph around a table cell stays open", "<body><table><tr><td><p>one<div>two</div></td></tr></table>",
       "body[table[tr[td[p['one'] div['two']]]]]"},
      {"void elements of HTML5 take no content", "<body><p>a<wbr>b<picture><source srcset=x><img src=y></picture>c</p>",
       "body[p['a' wbr 'b' picture[source img] 'c']]"},
      {"templates are not visible", "<body><template><p>no</p></template><p>yes</p>", "body[p['yes']]"},
      {"a declarative shadow root is visible", "<body><div><template shadowrootmode=open><p>yes</p></template></div>",
       "body[div[template[p['yes']]]]"},
      {"drawings are dropped", "<body><svg><title>no</title><svg><g/></svg></svg><p>yes</p>", "body[p['yes']]"},
      {"a drawing that never ends costs nothing else", "<body><p>one</p><svg><p>two</p>", "body[p['one'] p['two']]"},
      {"an HTML5 element ends the head", "<head><title>t</title><header>one</header><p>two</p>", "body[header['one'] p['two']]"},
      {"names of HTML5", "<body><p>&lbrace;&ccaron;&comma;&rsqb; &hellip; &apos;&unknown;&amp;&LT;p&GT;",
       "body[p['{\u010d,] \u2026 '&unknown;&<p>']]"},
      {"numbers in the windows-1252 gap", "<body><p>&#146;&#x93;&#8364;&#0;&#xd800;", "body[p['\u2019\u201c\u20ac\ufffd\ufffd']]"},
      {"scripts, styles and comments are dropped", "<body><SCRIPT>if (a<b) '<p>no</p>'</script ><style>p{}</style><!-- <p>no --><p>yes",
       "body[p['yes']]"},
      {"a comment that never ends costs its opening only", "<body><p>one</p><!-- <p>two</p>", "body[p['one'] p['two']]"},
      {"a script that never ends costs its tag only", "<body><p>one</p><script><p>two</p>", "body[p['one'] p['two']]"},
      {"conditional comments are dropped, what they reveal is kept", "<body><!--[if IE]><p>no</p><![endif]--><![if !IE]><p>yes</p><![endif]>",
       "body[p['yes']]"},
      {"a bare less-than sign is text", "<body><p>1 < 2 <3", "body[p['1 < 2 <3']]"},
      {"an attribute may hold a greater-than sign", "<body><p title='a > b'>x</p>", "body[p['x']]"},
      {"a quote inside an unquoted value is a character", "<body><p class=a\"b>x</p><p>y</p>", "body[p['x'] p['y']]"},
      {"a quote that never closes does not swallow the page", "<body><p>x</p><a href=\"y>z</a><p>w</p>", "body[p['x'] a['z'] p['w']]"},
      {"text around what is dropped is one run", "<body><p>one &amp; <!-- no -->two<script>no</script>&lt;three<style></style> four</p>",
       "body[p['one & two<three four']]"},
      {"text around a JSON script", "<body><p>one<script type='application/json'>{}</script>two &amp; three</p>", "body[p['onetwo & three']]"},
      {"control characters are no text", "<body><p>a\x01\x02" "b&#3;c</p>\x03<p>d", "body[p['abc'] p['d']]"},
      {"an element that closes itself", "<body><section/>one<b class=x/>two</b><br / >three", "body[section 'one' b['two'] br 'three']"},
      {"letters and digits are no numbers of the skeleton", "<body><p>1z;2 a1</p><p a1z>3</p><a1>4</a1>", "body[p['1z;2 a1'] p['3'] a1['4']]"},
      {"noscript is kept", "<body><noscript><img src=a></noscript><p>x", "body[noscript[img] p['x']]"},
  }));
  CAPTURE(c.name);
  CHECK(body_of(c.html) == c.expected);
}

TEST_CASE("metadata is found wherever it stands") {
  const auto d = HtmlDocument::parse("<head><div>x</div><meta name=a content='1 &amp; 2'></head><body><meta name=b content=caf\u00e9></body>");
  REQUIRE(d.all(Tag::meta).size() == 2);
  CHECK(d.attribute(d.all(Tag::meta)[0], "content") == "1 & 2");
  CHECK(d.attribute(d.all(Tag::meta)[1], "content") == "caf\u00e9");
}

TEST_CASE("a declared charset does not matter to text that is UTF-8") {
  const auto d = HtmlDocument::parse("<title>\u00e9</title><meta charset=iso-8859-1><body>\u010d\u4e2d");
  CHECK(d.text_of(d.all(Tag::title).at(0)) == "\u00e9");
  CHECK(d.text_of(d.all(Tag::body).at(0)) == "\u010d\u4e2d");
}

TEST_CASE("a parameter of an address is no character reference") {
  const auto d = HtmlDocument::parse("<body><a href='?a=1&para=2&copy;&amp;lang=de'>x</a>");
  CHECK(d.attribute(d.all(Tag::a).at(0), "href") == "?a=1&para=2\u00a9&lang=de");
}

TEST_CASE("attributes are read as HTML5 reads them") {
  struct Row {
    std::string name, html, attribute, expected;
  };
  const auto c = GENERATE(values<Row>({
      {"quoted", "<p title='a \"b\" > c'>", "title", "a \"b\" > c"},
      {"a reference to the quote does not end the value", "<p title='&#39;a&apos; &quot;b' class=x>", "title", "'a' \"b"},
      {"unquoted", "<p title=a/b>", "title", "a/b"},
      {"spaces around the equals sign", "<p title = a>", "title", "a"},
      {"names in lower case", "<p TITLE=a>", "title", "a"},
      {"no space after a quote", "<p class='x'title='a'>", "title", "a"},
      {"names of frameworks", "<p @click='f(1 > 2)' :title=b title=a>", "title", "a"},
      {"the first of two counts", "<p title=a title=b>", "title", "a"},
      {"no value", "<p title class=x>", "title", ""},
      {"long values shrink in place", "<p title='&amp;&amp;&hellip;&nosuch; &eacute' class=x>", "title", "&&\u2026&nosuch; &eacute"},
      {"after a quote that never closes", "<p class=\"x&quot;\" title='a' data-x=\"y>", "title", "a"},
  }));
  CAPTURE(c.name);
  const auto d = HtmlDocument::parse("<body>" + c.html + "text</p>");
  REQUIRE(d.all(Tag::p).size() == 1);
  CHECK(d.has_attribute(d.all(Tag::p)[0], c.attribute));
  CHECK(d.attribute(d.all(Tag::p)[0], c.attribute) == c.expected);
}

TEST_CASE("attributes stay with their elements, whatever the parser leaves out") {
  const std::string roots = GENERATE(std::string("<body class=x>"), std::string("<html class=x>"), std::string("<head class=x>"),
                                     std::string("<BODY class=x><html class=x><head class=x>"));
  const auto d = HtmlDocument::parse("<p id=first>" + repeated(roots, 100) + "<template><b id=no></template>" + repeated("<p id=some>", 50) + "<p id=last>");
  REQUIRE(d.all(Tag::p).size() == 52);
  CHECK(d.attribute(d.all(Tag::p).front(), "id") == "first");
  CHECK(d.attribute(d.all(Tag::p)[1], "id") == "some");
  CHECK(d.attribute(d.all(Tag::p).back(), "id") == "last");
}

TEST_CASE("JSON scripts are set aside as written") {
  const auto d = HtmlDocument::parse(
      "<script type='application/ld+json'>{\"a\":\"&amp;\"}</script><script>no</script>"
      "<script id=__NEXT_DATA__ type=\"application/json\">{}</script>");
  REQUIRE(d.scripts().size() == 2);
  CHECK(d.scripts()[0].type == "application/ld+json");
  CHECK(d.scripts()[0].content == "{\"a\":\"&amp;\"}");
  CHECK(d.scripts()[1].id == "__NEXT_DATA__");
}

TEST_CASE("a JSON script is known by its type, however that is written, and text around it leaves it alone") {
  const auto d = HtmlDocument::parse("<body>text<script TYPE=\"Application&#x2F;LD&#x2B;json\">{\"a\":1}</script>more and longer text than the script has</body>");
  REQUIRE(d.scripts().size() == 1);
  CHECK(d.scripts()[0].type == "application/ld+json");
  CHECK(d.scripts()[0].content == "{\"a\":1}");
}

TEST_CASE("a script that assigns an application's state is set aside, other code is not") {
  const std::string filler(1000, 'x');
  const auto d = HtmlDocument::parse("<script>window.__STATE__ = {\"a\":\"" + filler + "\"};</script><script>window.dataLayer = [\"" + filler + "\"];</script>" +
                                     "<script>var x = function() { return '" + filler + "'; }</script><script>window.__STATE__ = {};</script>");
  REQUIRE(d.scripts().size() == 1);
  CHECK(d.scripts()[0].content.starts_with("window.__STATE__"));
}

TEST_CASE("inline elements add no space, blocks and line breaks do") {
  const auto d = HtmlDocument::parse("<body><p><span>T</span>he <b>cat</b>s<br>sat</p><div>down</div><noscript>no</noscript>");
  CHECK(d.text_of(d.all(Tag::body).at(0)) == "The cats sat down");
}

TEST_CASE("a subtree is a contiguous range") {
  const auto d = HtmlDocument::parse("<body><div><p>a</p><p>b</p></div><ul><li>c</ul>");
  for (NodeId id = 0; id < d.size(); ++id) {
    REQUIRE(d.node(id).end > id);
    if (d.node(id).parent != no_node) REQUIRE(d.node(id).end <= d.node(d.node(id).parent).end);
  }
  const NodeId p = d.all(Tag::p).at(0);
  CHECK(d.next_sibling(p) == d.all(Tag::p).at(1));
  CHECK(d.next_sibling(d.all(Tag::p).at(1)) == no_node);
  CHECK(d.is_inside(p, d.all(Tag::div).at(0)));
  CHECK(d.closest(p, Tag::div) == d.all(Tag::div).at(0));
}

TEST_CASE("elements nested deeper than any bound keep their text") {
  const int depth = GENERATE(300, 5000, 50000);
  CAPTURE(depth);
  const auto d = HtmlDocument::parse("<body>" + repeated("<div>", depth) + "<p>deep</p>" + repeated("</div>", depth) + "<p>after</p>");
  const std::string text = d.text_of(d.all(Tag::body).at(0));
  CHECK(text.find("deep") != std::string::npos);
  CHECK(text.find("after") != std::string::npos);
}

TEST_CASE("a page beyond the bounds is cut and says so") {
  HtmlLimits limits;
  limits.max_nodes = 100;
  const auto d = HtmlDocument::parse(repeated("<p>x</p>", 1000), limits);
  CHECK(d.truncated());
  CHECK(d.size() == 100);
  limits.max_attributes = 3;
  const auto e = HtmlDocument::parse("<p a=1 b=2 c=3 d=4 e=5 f=6 g=7>x</p>", limits);
  CHECK(e.attributes(e.all(Tag::p).at(0)).size() == 3);
}

TEST_CASE("hostile pages take time in proportion to their size") {
  const auto c = GENERATE(values<Case>({
      {"comments that never end", "<!--", ""},
      {"scripts that never end", "<script>", ""},
      {"drawings that never end", "<svg>", ""},
      {"quotes that never end", "<a b=\"", ""},
      {"tags that never end", "<a ", ""},
      {"attributes", "a=1 ", "<p "},
      {"open inline elements", "<b>", ""},
      {"end tags without a start under open elements", "<b></i>", ""},
      {"ampersands", "&", ""},
      {"NUL", std::string(1, '\0'), ""},
  }));
  CAPTURE(c.name);
  const auto d = HtmlDocument::parse(c.expected + repeated(c.html, 400'000));
  CHECK(d.size() < 2'000'000);
}

TEST_CASE("any bytes give a document") {
  CHECK(HtmlDocument::parse("").size() == 0);
  CHECK(HtmlDocument::parse("plain\u00ad \u00a0\n text\u200b ").text_of(0) == "plain text");
  CHECK(HtmlDocument::parse("<").size() <= 4);
}
