"""The Valley Herald (English): OpenGraph only. The text is split over sibling containers with advertisements between them, so that no single
element holds it. Also a live blog (`live: yes`), its newest entry first, each with its own time."""

from ..page import Page, TRACKER, american_clock, american_day, esc, links, metas, teaser_text

HOST, LANGUAGE, NAME = "valleyherald.example", "en-US", "The Valley Herald"
SHOWS_STANDFIRST = False
HIDES = {"standfirst"}
SECTIONS = ["Local", "Weather", "Schools", "Business", "Outdoors", "Obituaries"]


def head(title, extra=""):
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<title>{esc(title)}</title>
{extra}
{TRACKER}
</head>
<body>
<div class="alert-bar">WEATHER ALERT: Wind advisory until 9 p.m. for the upper valley <a href="/weather/">Details</a></div>
<header class="masthead"><a href="/">{NAME}</a><nav class="nav-primary"><ul>{links([(s, f"/{s.lower()}/") for s in SECTIONS])}</ul></nav>
<div class="account"><a href="/subscribe">Subscribe</a> <a href="/login">Log in</a> <a href="/e-edition">e-Edition</a></div></header>
"""


FOOT = f"""<footer class="colophon"><ul>{links([("Contact us", "/contact"), ("Submit a news tip", "/tips"), ("Place an obituary", "/obits"), ("Terms of use", "/terms")])}</ul>
<p>© 2025 Valley Herald Media. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.</p></footer>
</body>
</html>
"""
AD = '<div class="ad-unit ad-unit--inline"><div class="ad-label">ADVERTISEMENT</div><div class="ad-label">Article continues below this ad</div></div>'


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f"<h2>{text}</h2>"
    if b.kind == "quote":
        return f'<blockquote><p>{text}</p>' + (f"<p>{esc(b.cite)}</p>" if b.cite else "") + "</blockquote>"
    if b.kind == "caption":
        return f'<figure><img src="/img/1.jpg" alt=""><figcaption>{text} <span>Courtesy photo</span></figcaption></figure>'
    if b.kind == "related":
        return f'<div class="promo-inline"><span>More local news</span><a href="/local/more">{text}</a></div>'
    return f"<p>{text}</p>"


def split_text(a):
    """The text in sibling containers of a few blocks each."""
    parts, current = [], []
    for b in a.blocks:
        if b.kind != "ad":
            current.append(block(b))
        if b.kind == "ad" or len(current) == 3:
            parts.append(current)
            current = []
    parts = [p for p in parts + [current] if p]
    return ("\n" + AD + "\n").join(f'<div class="story-chunk">\n{chr(10).join(p)}\n</div>' for p in parts)


def live_text(a):
    entries, current = [], []
    for b in a.blocks:
        if b.kind == "entry" and current:
            entries.append(current)
            current = []
        current.append(f'<h3 class="entry-title">{esc(b.text)}</h3>' if b.kind == "entry" else block(b))
    entries.append(current)
    times = ["8:52 p.m.", "7:40 p.m.", "6:15 p.m.", "5:05 p.m.", "3:30 p.m.", "1:10 p.m."]
    return '<div class="live-feed">' + "".join(f'<div class="live-entry" id="e{i}"><div class="entry-time">{times[i]}</div>\n{chr(10).join(e)}\n'
                                               f'<div class="entry-share"><a href="#e{i}">Link to this update</a></div></div>' for i, e in enumerate(entries)) + "</div>"


def article(a, articles):
    url = f"https://{HOST}/{a.path}"
    og = [("og:type", "article"), ("og:site_name", NAME), ("og:title", a.title), ("og:description", a.standfirst or teaser_text(a, 25)), ("og:url", url),
          ("og:image", f"https://{HOST}/img/og.jpg"), ("article:published_time", a.published), ("article:section", a.section)]
    others = [o for o in articles if o is not a]
    return head(f"{a.title} - {NAME}", metas(og)) + f"""<main class="story-page">
<a class="eyebrow" href="/{a.section.lower()}/">{a.section}</a>
<h1>{esc(a.title)}</h1>
<div class="credit-line">By <span class="author-name">{esc(" and ".join(a.authors))}</span> | {american_day(a.published)} at {american_clock(a.published)}</div>
<div class="sharebar"><a href="#f">Share</a> <a href="#t">Tweet</a> <a href="#g">Gift this article</a></div>
{live_text(a) if a.live else split_text(a)}
<div class="end-of-story"><p>Support local journalism. Subscribers pay for the reporters who sit through the meetings. <a href="/subscribe">Join them today</a>.</p></div>
<section class="recirc"><h2>Recommended for you</h2>{"".join(f'<div class="recirc-item"><a href="/{o.path}">{esc(o.title)}</a><p>{esc(teaser_text(o, 14))}</p></div>' for o in others[:4])}</section>
</main>
""" + FOOT


def extras(articles):
    cards = "".join(f'<div class="tile"><a href="/{a.path}"><h2>{esc(a.title)}</h2></a><p>{esc(teaser_text(a, 18))}</p><span>{american_day(a.published)}</span></div>' for a in articles)
    yield Page("index.html", "home", head(f"{NAME}: Local news, weather and sports", metas([("og:type", "website"), ("og:title", NAME), ("og:url", f"https://{HOST}/")])) +
               f'<main class="front">{cards}<h2>Obituaries</h2><ul>{links([("Ruth Amberley, 91", "/o/1"), ("Clement Dodd, 78", "/o/2")])}</ul></main>' + FOOT)
    yield Page("gone/410.html", "error", head("410 Gone") + '<main><h1>This page is gone</h1><p>The story you are looking for has been removed and is no longer available.</p><p><a href="/">Return to the front page</a></p></main>' + FOOT)
