"""Fenmarket News (English): microdata on the elements that a reader sees, a weather line that changes with every capture, captions in
a <div>, an appeal to subscribe behind the last paragraph."""

from ..page import Page, clock, esc, links, long_day, teaser_text

HOST, LANGUAGE, NAME = "fenmarket-news.example", "en-GB", "Fenmarket News"
HIDES = {"standfirst"}
SECTIONS = ["News", "Farming", "Culture", "Sport", "Opinion"]
WEATHER = ["heavy rain, wind from the north-east", "showers, floods on low roads", "dry at last, frost by night"]


def page(title, main, captured, head=""):
    weather = WEATHER[(2 * int(captured[8:10]) + int(captured[11:13]) // 6) % len(WEATHER)]
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{esc(title)} | {NAME}</title>
{head}</head>
<body>
<header class="top"><a href="/">{NAME}</a><nav><ul>{links([(s, f"/{s.lower()}/") for s in SECTIONS])}</ul></nav>
<p class="weather">Fen weather, {long_day(captured, "en")}: {weather}</p></header>
<main>
{main}
</main>
<footer><p>{NAME} is printed and published at 3 Lode Street, Fenmarket. © 2025</p><ul>{links([("Contact", "/contact"), ("Privacy", "/privacy"), ("Complaints", "/complaints")])}</ul></footer>
</body>
</html>
"""


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f"<h2>{text}</h2>"
    if b.kind == "quote":
        return f"<blockquote>{text}" + (f"<footer>{esc(b.cite)}</footer>" if b.cite else "") + "</blockquote>"
    if b.kind == "caption":
        return f'<div class="photo"><img src="/p/1.jpg" alt=""><div class="photo-caption">{text}</div></div>'
    return f"<p>{text}</p>"


def article(a, articles):
    people = " and ".join(f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{esc(n)}</span></span>' for n in a.authors)
    changed = f' <span>Updated <time itemprop="dateModified" datetime="{a.modified}">{long_day(a.modified, "en")}</time></span>' if a.modified else ""
    others = [o for o in articles if o.path != a.path]
    return page(a.title, f"""<article itemscope itemtype="https://schema.org/NewsArticle">
<a class="section" itemprop="articleSection" href="/{a.section.lower()}/">{a.section}</a>
<h1 itemprop="headline">{esc(a.title)}</h1>
<p class="by">By {people}, <time itemprop="datePublished" datetime="{a.published}">{long_day(a.published, "en")}, {clock(a.published)}</time>{changed}</p>
<div itemprop="articleBody">
{chr(10).join(block(b) for b in a.blocks)}
</div>
<div class="support"><p>You can help to keep a reporter on every lode: <a href="/subscribe">subscribe from £2 a month</a>.</p></div>
</article>
<aside><h2>More from Fenmarket</h2><ul>{links([(o.title, "/" + o.path) for o in others])}</ul></aside>""", a.at)


def extras(articles):
    cards = "\n".join(f'<div class="card"><a href="/{a.path}"><h2>{esc(a.title)}</h2></a><p>{esc(teaser_text(a, 18))}</p></div>' for a in articles)
    yield Page("", "home", page("News from the lodes and washes", cards, "2025-06-14T06"))
    yield Page("news/pumping-station", "redirect", page("Moved", '<p>This story has moved <a href="/news/pumping-station-fails-sedge-lode">here</a>.</p>', "2025-06-14T06"), status=301,
               location="/news/pumping-station-fails-sedge-lode")
    yield Page("news/fen-tiger-sighting", "error", page("Page not found", "<h1>Page not found</h1><p>Perhaps it sank. Try the front page.</p>", "2025-06-14T06"), status=404)
