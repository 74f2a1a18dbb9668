// The stages of docs/extraction.md, section 4: cut the page into blocks, find the headline, choose the container, trim it, add the standfirst
// shown above, render. The text of the page's JSON-LD helps to choose and trim, and stands in when the tree does not have it.
#include "indexer/extract/body/body.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "common/address.hpp"
#include "indexer/extract/body/boilerplate.hpp"
#include "indexer/extract/body/containers.hpp"
#include "indexer/extract/body/dateline.hpp"
#include "indexer/extract/body/page_text.hpp"
#include "indexer/extract/body/shingles.hpp"
#include "indexer/extract/body/trim.hpp"

namespace backfile {
namespace {

constexpr std::uint32_t no_block = 0xffffffff;
constexpr std::size_t least_declared_text = 200;     // bytes: shorter articleBody values are summaries
constexpr double tree_lacks_declared = 0.5;          // less of the declared text than this is in the tree: take it from JSON
constexpr std::uint32_t longest_standfirst = 1500;   // characters
constexpr std::size_t least_captions = 3;            // of pictures that make a gallery
constexpr std::uint32_t least_body = 140;            // characters: less is tried again without trust in containers

// JSON's text as paragraphs: values hold plain text with line breaks, or markup, or markup escaped once more.
std::string paragraphs_of_declared(std::string_view declared) {
  std::string text(declared);
  for (int round = 0; round < 2 && (text.find('<') != std::string::npos || text.find('&') != std::string::npos); ++round) {
    if (text.find("</") == std::string::npos && text.find("<br") == std::string::npos && text.find('&') == std::string::npos) break;
    std::string marked;
    for (const char c : text) marked += c == '\n' ? std::string("<br><br>") : std::string(1, c);
    const HtmlDocument document = HtmlDocument::parse(std::move(marked));
    text.clear();
    const PageText page(document);
    for (const Block& b : page.blocks()) text += (text.empty() ? "" : "\n") + b.text;
  }
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = std::string_view(text).substr(at, end - at);
    while (!line.empty() && std::strchr(" \t\r", line.front())) line.remove_prefix(1);
    while (!line.empty() && std::strchr(" \t\r", line.back())) line.remove_suffix(1);
    if (!line.empty()) {
      if (!out.empty()) out += "\n\n";
      out += line;
    }
    at = end + 1;
  }
  return out;
}

// The block that shows the title: the first first-level heading that says it, else any heading, else any block.
std::uint32_t find_headline(const PageText& page, std::string_view title) {
  if (title.empty()) return no_block;
  const Shingles words(title);
  const std::string folded = folded_phrase(title);
  std::uint32_t best = no_block;
  double best_score = 0.5;
  for (std::uint32_t i = 0; i < page.size(); ++i) {
    const Block& b = page.block(i);
    if (b.text.size() > 2 * title.size() + 60 || b.text.size() * 3 < title.size()) continue;
    if (!b.is_heading() && b.text.size() != title.size()) continue;
    double score = words.share_of(b.text);
    const std::string shown = folded_phrase(b.text);
    // A declared title may be shorter than the headline shown.
    if (shown == folded || (b.kind == Tag::h1 && shown.starts_with(folded))) score = 1;
    if (b.kind == Tag::h1) score += 0.4;
    else if (b.is_heading()) score += 0.2;
    if (b.hints & hint::excluding) score -= 0.3;
    if (score > best_score) best_score = score, best = i;
  }
  return best;
}

// The running text just before (step -1) or after (step 1) block `i` that is not excluded, or no_block.
std::uint32_t neighbouring_prose(const PageText& page, std::uint32_t i, int step) {
  for (std::uint32_t k = i + static_cast<std::uint32_t>(step); k < page.size(); k += static_cast<std::uint32_t>(step)) {
    if (page.block(k).is_prose() && !(page.block(k).hints & hint::excluding)) return k;
  }
  return no_block;
}

// Infinite scroll and unclosed articles: the block where another article starts. Its sign is a first-level heading below the text that says
// something else than the title and whose own text does not stand in the same element as the text above.
std::uint32_t second_article(const PageText& page, std::uint32_t headline) {
  constexpr Hints around_headline = hint::caption | hint::dateline | hint::author | hint::tags | hint::sharing;  // "article-header has-caption"
  const HtmlDocument& d = page.document();
  std::uint32_t first = headline;
  for (std::uint32_t i = headline == no_block ? 0 : headline + 1; i < page.size(); ++i) {
    const Block& b = page.block(i);
    if (b.kind != Tag::h1 || b.chars < 15 || b.chars > 250 || (b.hints & hint::excluding & ~around_headline)) continue;
    if (first == no_block) {
      first = i;
      continue;
    }
    const std::uint32_t above = neighbouring_prose(page, i, -1), below = neighbouring_prose(page, i, 1);
    if (above == no_block || below == no_block || above < first || b.text == page.block(first).text) continue;
    if (page.prose_chars({first, i}) < 300 || page.prose_chars({i, page.size()}) < 300) continue;
    if (d.node(page.block(above).owner).parent == d.node(page.block(below).owner).parent) continue;
    // What stands above that heading in its own article goes with it.
    std::uint32_t begin = i;
    for (NodeId up = b.owner; up != no_node && page.blocks_below(up).begin > above; up = d.node(up).parent) begin = page.blocks_below(up).begin;
    return begin;
  }
  return no_block;
}

// A page that goes on with its neighbours in a list: the <article> that has the title is followed by others of its class, whose headings link to
// pages of their own.
std::uint32_t next_in_list(const PageText& page, std::string_view title) {
  constexpr std::uint32_t least_prose = 100;
  const HtmlDocument& d = page.document();
  for (std::uint32_t i = 0; i < page.size(); ++i) {
    const Block& own = page.block(i);
    if (own.text != title || !(own.is_heading() || own.link_density() > 0.8)) continue;
    const NodeId article = d.closest(own.owner, Tag::article);
    if (article == no_node || page.prose_chars(page.blocks_below(article)) < least_prose) continue;
    for (const NodeId next : d.all(Tag::article)) {
      if (next < d.node(article).end || d.attribute(next, "class") != d.attribute(article, "class")) continue;
      const BlockRange range = page.blocks_below(next);
      for (std::uint32_t k = range.begin; k < range.end; ++k)
        if (page.block(k).kind == own.kind && page.block(k).link_density() > 0.8) return range.begin;
    }
    return no_block;
  }
  return no_block;
}

class BodyFinder {
 public:
  BodyFinder(const HtmlDocument& document, const BodyHints& hints, std::vector<std::string>* notes)
      : hints_(hints), notes_(notes), page_(document, hints.title) {}

  Body run() {
    if (hints_.json_ld_body.size() >= least_declared_text) declared_text_ = paragraphs_of_declared(hints_.json_ld_body);
    declared_ = Shingles(declared_text_);
    headline_ = find_headline(page_, hints_.title);
    if (tree_lacks_declared_text()) return from_json();
    end_ = std::min({second_article(page_, headline_), next_in_list(page_, hints_.title), page_.size()});
    page_.exclude_from(end_);
    const Container container = choose_container(page_, declared_, headline_, notes_);
    std::vector<BlockRange> ranges;
    for (const NodeId root : container.roots) ranges.push_back(page_.blocks_below(root));
    const std::uint32_t begin = ranges.empty() ? 0 : ranges.front().begin;
    // A headline inside or below the container's start cuts; one in the middle of the text would be a repetition.
    const bool headline_cuts = headline_ != no_block && headline_ < (begin + ranges.back().end) / 2;
    const std::string_view host = hints_.address.starts_with("http") ? split_address(hints_.address).host : std::string_view();
    const TrimContext context{hints_.title, hints_.standfirst, host, declared_, headline_cuts && headline_ >= begin ? headline_ : no_block};
    std::vector<Verdict> verdicts = trim(page_, ranges, context);
    std::vector<std::uint32_t> kept = standfirst_above(begin);
    for (const Verdict& v : verdicts) {
      if (!v.dropped) kept.push_back(v.block);
      else note(fmt::format("dropped ({}): {}", v.dropped, page_.block(v.block).text.substr(0, 80)));
    }
    if (chars_of(kept) >= least_body) return render(kept, container.from);
    const std::vector<std::uint32_t> loose = baseline();
    if (chars_of(loose) > 2 * chars_of(kept)) return render(loose, "baseline");
    const std::vector<std::uint32_t> pictures = with_captions(kept);
    return pictures.empty() ? render(kept, container.from) : render(pictures, "gallery");
  }

 private:
  void note(std::string text) {
    if (notes_) notes_->push_back(std::move(text));
  }

  std::uint32_t chars_of(const std::vector<std::uint32_t>& blocks) const {
    std::uint32_t sum = 0;
    for (const std::uint32_t i : blocks) sum += page_.block(i).chars;
    return sum;
  }

  // When the containers gave next to nothing: whatever reads like running text below the headline, its surroundings notwithstanding.
  std::vector<std::uint32_t> baseline() const {
    constexpr Hints never = hint::navigation | hint::comments | hint::caption | hint::sharing;
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = headline_ == no_block ? 0 : headline_ + 1; i < end_; ++i) {
      const Block& b = page_.block(i);
      if (!b.is_prose() || (b.hints & never) || b.link_density() > 0.3 || b.text.find("ookie") != std::string::npos) continue;
      const std::string folded = folded_phrase(b.text);
      if (starts_like_boilerplate(folded) || talks_about_the_site(folded)) continue;
      found.push_back(i);
    }
    return found;
  }

  // A gallery says in its captions what it has to say. Empty if the page is none.
  std::vector<std::uint32_t> with_captions(std::vector<std::uint32_t> kept) const {
    std::size_t captions = 0;
    for (std::uint32_t i = headline_ == no_block ? 0 : headline_ + 1; i < end_; ++i) {
      const Block& b = page_.block(i);
      const bool is_caption = (b.hints & hint::caption) && !(b.hints & hint::excluding & ~hint::caption) && b.link_density() <= 0.3;
      if (!is_caption || !b.ends_sentence || std::ranges::find(kept, i) != kept.end()) continue;
      kept.push_back(i);
      ++captions;
    }
    if (captions < least_captions) return {};
    std::ranges::sort(kept);
    return kept;
  }

  bool tree_lacks_declared_text() const {
    if (declared_.empty()) return false;
    std::size_t found = 0;
    for (const Block& b : page_.blocks()) found += declared_.count_of(b.text);
    return static_cast<double>(found) < tree_lacks_declared * static_cast<double>(declared_.size());
  }

  Body from_json() {
    note("the tree lacks the text of JSON-LD");
    Body body;
    body.text = declared_text_;
    body.from = hints_.json_from;
    body.paragraphs.assign(1, no_node);
    body.dateline = dateline_of(std::string_view(body.text).substr(0, body.text.find('\n')));
    if (const std::uint32_t shown = shown_standfirst(); shown != no_block) {
      const Block& b = page_.block(shown);
      body.standfirst = b.text;
      body.text = b.text + "\n\n" + body.text;
      body.paragraphs.insert(body.paragraphs.begin(), b.owner);
    }
    return body;
  }

  // What the page shows between its headline and the first words of the declared text, if that is the summary and not in the text already.
  std::uint32_t shown_standfirst() const {
    constexpr std::uint32_t reach = 12;  // blocks: byline, date and sharing may stand between
    if (headline_ == no_block) return no_block;
    const Shingles summary(hints_.standfirst);
    for (std::uint32_t i = headline_ + 1; i < std::min(page_.size(), headline_ + reach); ++i) {
      const Block& b = page_.block(i);
      if (b.chars < 30 || b.chars > longest_standfirst) continue;
      if (declared_.share_of(b.text) > 0.5) return no_block;
      if (summary.share_of(b.text) > 0.7 && b.link_density() < 0.4) return i;
    }
    return no_block;
  }

  // Running text between the headline and the container, and what is marked as the summary there.
  std::vector<std::uint32_t> standfirst_above(std::uint32_t begin) const {
    std::vector<std::uint32_t> found;
    if (headline_ == no_block || headline_ >= begin) return found;
    const Shingles summary(hints_.standfirst);
    std::uint32_t chars = 0;
    for (std::uint32_t i = headline_ + 1; i < begin; ++i) {
      const Block& b = page_.block(i);
      const bool is_summary = b.chars >= 30 && (summary.share_of(b.text) > 0.7 || (b.hints & hint::standfirst));
      Hints against = b.hints & hint::excluding;
      if (is_summary) against &= ~(hint::aside | hint::dateline | hint::author);
      if (against || b.link_density() > 0.4) continue;
      if (!is_summary && !b.is_prose()) continue;
      const std::string folded = folded_phrase(b.text);
      if (is_label(folded) || starts_like_boilerplate(folded) || (chars += b.chars) > longest_standfirst) continue;
      found.push_back(i);
    }
    return found;
  }

  Body render(const std::vector<std::uint32_t>& kept, std::string_view from) {
    Body body;
    body.from = from;
    std::uint32_t chars = 0, links = 0;
    std::string_view before;
    for (const std::uint32_t i : kept) {
      const Block& b = page_.block(i);
      if (b.text == before) continue;  // shown twice, for narrow and for wide screens
      before = b.text;
      if (!body.text.empty()) body.text += "\n\n";
      body.text += b.text;
      body.paragraphs.push_back(b.owner);
      chars += b.chars;
      links += b.link_chars;
      if (body.first == no_node) body.first = b.first;
      body.last = b.last;
      if (body.dateline.empty() && body.paragraphs.size() <= 3) body.dateline = dateline_of(b.text);
    }
    body.link_density = chars == 0 ? 0 : static_cast<double>(links) / chars;
    body.standfirst = standfirst_of(kept);
    return body;
  }

  std::string standfirst_of(const std::vector<std::uint32_t>& kept) const {
    const Shingles summary(hints_.standfirst);
    for (std::size_t k = 0; k < std::min<std::size_t>(kept.size(), 3); ++k) {
      const Block& b = page_.block(kept[k]);
      if (b.hints & hint::standfirst) return b.text;
      if (!summary.empty() && summary.share_of(b.text) > 0.8) return b.text;
    }
    return {};
  }

  const BodyHints& hints_;
  std::vector<std::string>* notes_;
  PageText page_;
  std::string declared_text_;
  Shingles declared_;
  std::uint32_t headline_ = no_block;
  std::uint32_t end_ = no_block;  // from here on the page shows other articles
};

}  // namespace

Body find_body(const HtmlDocument& document, const BodyHints& hints, std::vector<std::string>* explain) {
  if (document.size() == 0) return {};  // not even an <html>
  return BodyFinder(document, hints, explain).run();
}

}  // namespace backfile
