"""Carrow City Star (English): JSON-LD of one flat ReportageNewsArticle, its author a list of strings; paragraphs in <div>, the standfirst as
a second heading, the quote beside its own <cite>."""

from ..page import Page, TRACKER, american_clock, american_day, esc, json_ld, links, teaser_text

HOST, LANGUAGE, NAME = "carrowcitystar.example", "en-US", "Carrow City Star"
SHOWS_STANDFIRST = True
SECTIONS = ["News", "Business", "Sports", "Food", "Obituaries"]


def page(title, main, head=""):
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<title>{esc(title)} - {NAME}</title>
{head}
{TRACKER}
</head>
<body>
<div id="masthead"><a href="/">{NAME}</a><div class="navbar">{links([(s, f"/{s.lower()}/") for s in SECTIONS], "span")}</div>
<a href="/subscribe">Unlimited access for $1</a></div>
{main}
<div id="footer"><p>© 2025 Carrow Bay Media Group. Use of this site means that you agree to its terms.</p>{links([("Terms", "/terms"), ("Privacy", "/privacy"), ("Careers", "/careers")], "span")}</div>
</body>
</html>
"""


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f'<h3 class="crosshead">{text}</h3>'
    if b.kind == "quote":
        return f'<div class="pull-quote"><blockquote>{text}</blockquote>' + (f"<cite>{esc(b.cite)}</cite>" if b.cite else "") + "</div>"
    if b.kind == "ad":
        return '<div class="ad-box"><span>Advertisement</span></div>'
    return f'<div class="par">{text}</div>'


def article(a, articles):
    data = {"@context": "http://schema.org", "@type": "ReportageNewsArticle", "url": f"https://{HOST}/{a.path}", "headline": a.title, "description": a.standfirst,
            "datePublished": a.published, "author": a.authors, "articleSection": a.section, "keywords": ", ".join(a.tags), "publisher": {"@type": "NewsMediaOrganization", "name": NAME}}
    deck = f'<h2 class="deck">{esc(a.standfirst)}</h2>\n' if a.standfirst else ""
    others = [o for o in articles if o is not a]
    return page(a.title, f"""<div class="story">
<h1>{esc(a.title)}</h1>
{deck}<div class="meta">By {esc(" and ".join(a.authors))} | {american_day(a.published)}, {american_clock(a.published)}</div>
<div class="story-text">
{chr(10).join(block(b) for b in a.blocks)}
</div></div>
<div class="rail"><h3>Trending in Carrow City</h3><ul>{links([(o.title, "/" + o.path) for o in others])}</ul></div>""", json_ld({k: v for k, v in data.items() if v}))


def extras(articles):
    cards = "\n".join(f'<div class="promo"><h2><a href="/{a.path}">{esc(a.title)}</a></h2><div class="par">{esc(teaser_text(a, 20))}</div><span>{american_day(a.published)}</span></div>' for a in articles)
    yield Page("", "home", page("Carrow City news, weather, sports", f'<div class="front">{cards}</div>'))
    yield Page("search/?query=harbor", "search", page("Search results for harbor", f'<h1>Search results for “harbor”</h1><p>5 results</p>{cards}'))
    yield Page("sports/", "section", page("Sports", f"<h1>Sports</h1>{cards}{cards}"))
    yield Page("tag/streetcars/", "tag", page("Streetcars", f"<h1>Streetcars</h1><p>Everything that we have written about streetcars.</p>{cards}"))
