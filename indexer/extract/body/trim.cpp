// Each rule names a class of failure seen on unrelated sites. Rules that judge a block alone come first, then those that need the neighbours
// (lists, headings without text, ends), since these look at what the first ones left.
#include "indexer/extract/body/trim.hpp"

#include <algorithm>
#include <string>

#include "indexer/extract/body/boilerplate.hpp"
#include "indexer/extract/site_link.hpp"

namespace backfile {
namespace {

constexpr std::uint32_t short_block = 220;       // characters: a phrase at its start speaks for the whole block
constexpr std::uint32_t moderate_block = 420;    // a phrase about the site inside it does
constexpr std::uint32_t caption_length = 300;
constexpr std::uint32_t label_length = 40;
constexpr const char* loose_label = "loose label";

bool is_list_item(const Block& b) { return b.kind == Tag::li || b.kind == Tag::dd || b.kind == Tag::dt; }
bool is_cell(const Block& b) { return b.kind == Tag::td || b.kind == Tag::th; }

class Trimmer {
 public:
  Trimmer(const PageText& page, const std::vector<BlockRange>& ranges, const TrimContext& context) : page_(page), context_(context), folded_title_(folded_phrase(context.title)) {
    for (const BlockRange& r : ranges) {
      for (std::uint32_t i = r.begin; i < r.end; ++i) verdicts_.push_back({i, nullptr});
    }
  }

  std::vector<Verdict> run() {
    for (Verdict& v : verdicts_) v.dropped = judge_alone(v.block);
    keep_lines_between_text();
    drop_link_lists();
    cut_after_ending();
    trim_head();
    drop_closing_appeals();
    drop_empty_headings();
    trim_tail();
    return std::move(verdicts_);
  }

 private:
  const Block& block(const Verdict& v) const { return page_.block(v.block); }

  bool is_declared(const Block& b) const {
    return !context_.declared.empty() && b.chars >= 40 && context_.declared.share_of(b.text) > 0.8;
  }

  const char* judge_alone(std::uint32_t i) const {
    const Block& b = page_.block(i);
    if (context_.headline != 0xffffffff && i <= context_.headline) return "not below the headline";
    if (const char* reason = is_declared(b) ? nullptr : judge_hints(b)) return reason;
    if (b.is_heading()) return judge_heading(b);
    if (b.link_density() > 0.7 && b.chars - b.link_chars < 80 && !(b.kind == Tag::p && (b.chars > 200 || leads_elsewhere(b)))) return "mostly a link";
    return judge_words(b);
  }

  // A paragraph that names its source or a document: teasers lead to pages of the site.
  bool leads_elsewhere(const Block& b) const {
    const HtmlDocument& document = page_.document();
    bool any = false;
    for (NodeId id = b.first; id <= b.last; ++id) {
      if (document.node(id).tag != Tag::text) continue;
      const NodeId link = document.closest(id, Tag::a);
      if (link == no_node) continue;
      const std::string_view address = document.attribute(link, "href");
      if (!address.starts_with("http") || !path_within_site(address, context_.host).empty()) return false;
      any = true;
    }
    return any && !context_.host.empty();
  }

  const char* judge_hints(const Block& b) const {
    Hints against = b.hints & hint::excluding;
    // Pull quotes stand in boxes and figures and are kept as the page has them.
    if ((b.hints & hint::quote) && (against & ~(hint::aside | hint::caption)) == 0) against = 0;
    if ((b.hints & hint::standfirst) && (against & ~(hint::aside | hint::dateline)) == 0) against = 0;
    if (against == 0) return nullptr;
    if (against & hint::navigation) return "navigation";
    if (against & (hint::related | hint::teaser)) return "teaser";
    if (against & hint::sharing) return "sharing";
    if (against & hint::pitch) return "pitch";
    if (against & hint::advert) return "advertisement";
    if (against & hint::comments) return "comments";
    if (against & hint::caption) return "caption";
    if (against & hint::author) return "author";
    if (against & hint::tags) return "tags";
    if (against & hint::dateline) return "date line";
    if (against & hint::hidden) return "hidden";
    if (against & hint::control) return "control";
    return "box";
  }

  const char* judge_heading(const Block& b) const {
    if (b.link_density() > 0.8) return "linked heading";
    const std::string folded = folded_phrase(b.text);
    if (is_label(folded) || is_ending(folded)) return "label";
    if (b.link_chars > 0 && starts_like_boilerplate(folded)) return "label";  // "More about <a>the harbour</a>"
    if (b.kind == Tag::h1 && b.text == context_.title) return "headline";
    return nullptr;
  }

  const char* judge_words(const Block& b) const {
    if (b.chars > moderate_block) return nullptr;
    const std::string folded = folded_phrase(b.text);
    const std::string_view bare = without_edges(folded);
    if (bare.empty()) return "no words";
    if (bare == without_edges(folded_title_)) return "headline";
    if (b.chars <= label_length * 2 && is_label(folded)) return "label";
    if (b.chars <= short_block && (starts_like_boilerplate(folded) || starts_like_boilerplate(bare))) return "boilerplate";
    if (bare.starts_with("\u00a9") || folded.starts_with("\u00a9")) return "copyright";
    if (talks_about_the_site(folded)) return "about the site";
    if (b.chars <= caption_length && b.stops <= 3 && !is_declared(b) && ends_with_picture_credit(folded)) return "caption";
    if (b.kind == Tag::text && b.chars < label_length && !b.ends_sentence && !is_cited(b)) return loose_label;
    return nullptr;
  }

  // Beside a pull quote: <cite> says whose words they are.
  bool is_cited(const Block& b) const { return (b.hints & hint::quote) && page_.document().closest(b.first, Tag::cite) != no_node; }

  // A short line that nothing but line breaks parts from the text above and below it is a subheading or a verse.
  void keep_lines_between_text() {
    for (std::size_t i = 1; i + 1 < verdicts_.size(); ++i) {
      if (verdicts_[i].dropped != loose_label) continue;
      const Block &above = block(verdicts_[i - 1]), &below = block(verdicts_[i + 1]);
      const NodeId owner = block(verdicts_[i]).owner;
      if (!verdicts_[i - 1].dropped && !verdicts_[i + 1].dropped && above.owner == owner && below.owner == owner && below.is_prose()) verdicts_[i].dropped = nullptr;
    }
  }

  // A list most of which are links leads to other pages.
  void drop_link_lists() {
    for (std::size_t i = 0; i < verdicts_.size();) {
      if (!is_list_item(block(verdicts_[i]))) {
        ++i;
        continue;
      }
      std::size_t end = i;
      std::uint32_t chars = 0, links = 0;
      for (; end < verdicts_.size() && is_list_item(block(verdicts_[end])); ++end) {
        chars += block(verdicts_[end]).chars;
        links += block(verdicts_[end]).link_chars;
      }
      if (links * 2 > chars) {
        for (std::size_t k = i; k < end; ++k) {
          if (!verdicts_[k].dropped) verdicts_[k].dropped = "list of links";
        }
      }
      i = end;
    }
  }

  // "Related articles", "Comments": the rest is not the article, if the article came before.
  void cut_after_ending() {
    std::uint32_t all = 0, before = 0;
    for (const Verdict& v : verdicts_) {
      if (!v.dropped && block(v).is_prose()) all += block(v).chars;
    }
    for (std::size_t i = 0; i < verdicts_.size(); ++i) {
      const Block& b = block(verdicts_[i]);
      if (!verdicts_[i].dropped && b.is_prose()) before += b.chars;
      if (b.chars > label_length * 2 || before * 10 < all * 6 || before < 200) continue;
      if (!is_ending(folded_phrase(b.text)) || text_goes_on(i)) continue;
      for (std::size_t k = i; k < verdicts_.size(); ++k) {
        if (!is_declared(block(verdicts_[k]))) verdicts_[k].dropped = "after the ending";
      }
      return;
    }
  }

  // Is there, below verdict `i`, running text in the same element as above it? Then what looks like an ending was a box in the text.
  bool text_goes_on(std::size_t i) const {
    NodeId above = no_node;
    for (std::size_t k = i; k-- > 0 && above == no_node;) {
      if (!verdicts_[k].dropped && block(verdicts_[k]).is_prose()) above = page_.document().node(block(verdicts_[k]).owner).parent;
    }
    for (std::size_t k = i + 1; k < verdicts_.size(); ++k) {
      const Block& b = block(verdicts_[k]);
      if (!verdicts_[k].dropped && b.is_prose() && page_.document().node(b.owner).parent == above) return true;
    }
    return false;
  }

  // Above the first running text only headings, quotations and what is marked as the standfirst stay.
  void trim_head() {
    for (Verdict& v : verdicts_) {
      if (v.dropped) continue;
      const Block& b = block(v);
      if (b.is_prose() || is_list_item(b) || (b.hints & (hint::standfirst | hint::quote)) || is_declared(b)) return;
      if (b.is_heading() && b.kind != Tag::h1) continue;
      if (b.kind == Tag::p && (b.chars >= 60 || b.ends_sentence) && b.link_density() < 0.3) return;
      v.dropped = "above the text";
    }
  }

  // Sentences in a heading's markup need no text below them.
  static bool tells(const Block& b) { return b.stops >= 2 && b.ends_sentence && b.chars > label_length; }

  void drop_empty_headings() {
    for (std::size_t i = 0; i < verdicts_.size(); ++i) {
      if (verdicts_[i].dropped || !block(verdicts_[i]).is_heading() || tells(block(verdicts_[i]))) continue;
      bool followed = false;
      for (std::size_t k = i + 1; k < verdicts_.size() && !followed; ++k) {
        if (block(verdicts_[k]).is_heading() && verdicts_[k].dropped == nullptr) break;
        followed = verdicts_[k].dropped == nullptr;
      }
      const bool heading_follows = i + 1 < verdicts_.size() && block(verdicts_[i + 1]).is_heading();
      if (!followed && !heading_follows) verdicts_[i].dropped = "heading without text";
    }
  }

  // "Support local journalism ... Join them today": paragraphs at the end that link to the page where readers pay.
  void drop_closing_appeals() {
    constexpr int most_appeals = 3;
    int appeals = 0;
    for (std::size_t i = verdicts_.size(); i-- > 0 && appeals < most_appeals;) {
      if (verdicts_[i].dropped) continue;
      const Block& b = block(verdicts_[i]);
      if (b.chars > moderate_block || is_declared(b) || !links_to_payment(b)) return;
      verdicts_[i].dropped = "appeal";
      ++appeals;
    }
  }

  bool links_to_payment(const Block& b) const {
    const HtmlDocument& document = page_.document();
    for (NodeId id = b.first; b.link_chars > 0 && id <= b.last; ++id) {
      if (document.node(id).tag != Tag::text) continue;
      const NodeId link = document.closest(id, Tag::a);
      if (link != no_node && is_payment_path(path_within_site(document.attribute(link, "href"), context_.host))) return true;
    }
    return false;
  }

  // A short div at the end is a paragraph if it ends a sentence and the text above it stands in divs of the same class beside it.
  bool is_like_text_above(std::size_t i) const {
    const Block& b = block(verdicts_[i]);
    if (b.kind != Tag::text || !b.ends_sentence) return false;
    const HtmlDocument& document = page_.document();
    const Node& own = document.node(b.owner);
    for (std::size_t k = i; k-- > 0;) {
      const Block& above = block(verdicts_[k]);
      if (verdicts_[k].dropped || !above.is_prose()) continue;
      const Node& other = document.node(above.owner);
      return above.owner != b.owner && other.parent == own.parent && other.tag == own.tag &&
             document.attribute(above.owner, "class") == document.attribute(b.owner, "class");
    }
    return false;
  }

  // "More on the bridge and its builders:" at the end, with the links below it gone.
  static bool announces(const Block& b) { return b.chars < label_length * 3 / 2 && (b.text.ends_with(':') || b.text.ends_with("：")); }

  void trim_tail() {
    for (std::size_t i = verdicts_.size(); i-- > 0;) {
      if (verdicts_[i].dropped) continue;
      const Block& b = block(verdicts_[i]);
      if (announces(b) && !is_declared(b)) {
        verdicts_[i].dropped = "announces what was dropped";
        continue;
      }
      if (b.is_prose() || is_declared(b) || b.kind == Tag::p || is_list_item(b) || is_cell(b) || b.kind == Tag::blockquote || b.kind == Tag::pre) return;
      if ((b.kind == Tag::text && b.chars >= 60) || tells(b) || is_like_text_above(i)) return;
      verdicts_[i].dropped = "below the text";
    }
  }

  const PageText& page_;
  const TrimContext& context_;
  const std::string folded_title_;
  std::vector<Verdict> verdicts_;
};

}  // namespace

std::vector<Verdict> trim(const PageText& page, const std::vector<BlockRange>& ranges, const TrimContext& context) {
  return Trimmer(page, ranges, context).run();
}

}  // namespace backfile
