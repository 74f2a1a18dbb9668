"""The Harbour Post (English): a modern content system. JSON-LD graph and OpenGraph, related boxes and advertisements between
paragraphs, captions, newsletter form, author's note, comments, most-read list."""

from ..page import Page, TRACKER, clock, esc, json_ld, links, long_day, metas, teaser_text

HOST, LANGUAGE, NAME = "harbourpost.example", "en-GB", "The Harbour Post"
SHOWS_STANDFIRST = True
SECTIONS = ["News", "Business", "Environment", "Culture", "Sport", "Opinion"]


def head(title, extra=""):
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{esc(title)}</title>
<link rel="stylesheet" href="/assets/app.4f21c.css">
{extra}
{TRACKER}
</head>
<body>
<div id="cookie-banner" class="cookie-banner" role="dialog"><p>We and our partners use cookies to understand how you use our site and to show
you advertising. You can change your choice at any time.</p><button>Accept all</button><button>Manage choices</button></div>
<header class="site-header"><a class="skip" href="#main">Skip to main content</a><a class="logo" href="/">{NAME}</a>
<nav aria-label="Main"><ul>{links([(s, f"/{s.lower()}/") for s in SECTIONS])}</ul></nav>
<a class="subscribe" href="/subscribe">Subscribe from £1 a week</a> <a href="/account/sign-in">Sign in</a></header>
"""


def foot():
    return f"""<footer class="site-footer"><ul>{links([("About us", "/about"), ("Contact the newsroom", "/contact"), ("Corrections", "/corrections"),
    ("Privacy policy", "/privacy"), ("Advertise with us", "/advertise")])}</ul>
<p>© 2025 Wenlow Newspapers Ltd. Registered in Port Wenlow. All rights reserved.</p></footer>
<script src="/assets/app.4f21c.js" defer></script>
</body>
</html>
"""


def metadata(a, url):
    people = [{"@type": "Organization" if name.endswith("Agency") else "Person", "name": name, "url": f"https://{HOST}/staff/{name.lower().replace(' ', '-')}"} for name in a.authors]
    graph = [
        {"@type": "Organization", "@id": f"https://{HOST}/#org", "name": NAME, "logo": {"@type": "ImageObject", "url": f"https://{HOST}/logo.png"}},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": a.section, "item": f"https://{HOST}/{a.section.lower()}/"}]},
        {"@type": "NewsArticle", "mainEntityOfPage": url, "headline": a.title, "description": a.standfirst, "datePublished": a.published,
         "dateModified": a.modified or a.published, "articleSection": a.section, "keywords": a.tags, "author": people,
         "publisher": {"@id": f"https://{HOST}/#org"}, "inLanguage": "en-GB", "isAccessibleForFree": True},
    ]
    og = [("og:type", "article"), ("og:site_name", NAME), ("og:title", a.title), ("og:description", a.standfirst), ("og:url", url),
          ("og:image", f"https://{HOST}/media/{a.published[:10]}.jpg"), ("article:published_time", a.published),
          ("article:modified_time", a.modified or a.published), ("article:section", a.section)]
    return (f'<link rel="canonical" href="{url}">\n{metas(og)}\n<meta name="description" content="{esc(a.standfirst)}">\n'
            + json_ld({"@context": "https://schema.org", "@graph": graph}))


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f"<h2>{text}</h2>"
    if b.kind == "quote":
        return f'<aside class="pullquote"><blockquote><p>{text}</p></blockquote>' + (f"<p>{esc(b.cite)}</p>" if b.cite else "") + "</aside>"
    if b.kind == "caption":
        return f'<figure class="inline-image"><img src="/media/inline.jpg" alt=""><figcaption>{text} <span class="credit">Photograph: {NAME}</span></figcaption></figure>'
    if b.kind == "related":
        return f'<aside class="related-inline"><h3>Read more</h3><a href="/news/related.html">{text}</a></aside>'
    if b.kind == "ad":
        return '<div class="ad-slot" data-slot="mpu"><span>Advertisement</span><script>gtag("event","slot")</script></div>'
    return f"<p>{text}</p>"


def article(a, articles):
    url = f"https://{HOST}/{a.path}"
    byline = " and ".join(f'<a rel="author" href="/staff/{n.lower().replace(" ", "-")}">{esc(n)}</a>' for n in a.authors)
    most_read = links([(o.title, "/" + o.path) for o in articles if o is not a][:5])
    bio = "".join(f'<div class="author-bio"><h4>About the author</h4><p>{esc(n)} has reported for {NAME} since 2017 and lives above a chandlery.</p></div>'
                  for n in a.authors[:1])
    return head(f"{a.title} | {NAME}", metadata(a, url)) + f"""<main id="main"><article class="story">
<nav class="breadcrumb"><a href="/">Home</a> › <a href="/{a.section.lower()}/">{a.section}</a></nav>
<h1>{esc(a.title)}</h1>
<p class="standfirst">{esc(a.standfirst)}</p>
<div class="byline">By {byline}</div>
<div class="dates"><time datetime="{a.published}">{long_day(a.published, "en")}, {clock(a.published)}</time></div>
<ul class="share">{links([("Facebook", "#fb"), ("X", "#x"), ("Email", "#mail"), ("Copy link", "#copy")])}</ul>
<div class="story-body">
{chr(10).join(block(b) for b in a.blocks)}
</div>
<form class="newsletter"><h3>The Morning Tide</h3><p>Get the stories that matter to the estuary in your inbox at seven every weekday.</p>
<input type="email" placeholder="Your email"><button>Sign up</button></form>
<ul class="tags">{links([(t, "/topic/" + t.lower().replace(" ", "-")) for t in a.tags])}</ul>
{bio}
</article>
<section id="comments" class="comments"><h2>Comments (2)</h2>
<div class="comment"><b>tidewatcher</b> <span>2 hours ago</span><p>About time somebody asked these questions. My uncle said the same thing twenty years ago and nobody listened.</p><a href="#r1">Reply</a></div>
<div class="comment"><b>M. Oakley</b> <span>5 hours ago</span><p>Would have been useful to see the figures for the outer quay as well, not only the town side.</p><a href="#r2">Reply</a></div></section>
<aside class="most-read"><h2>Most read</h2><ol>{most_read}</ol></aside></main>
""" + foot()


def teaser(a):
    return (f'<article class="card"><a href="/{a.path}"><h3>{esc(a.title)}</h3></a><p>{esc(teaser_text(a))}</p>'
            f'<span class="kicker">{a.section}</span> <time datetime="{a.published}">{long_day(a.published, "en")}</time></article>')


def extras(articles):
    cards = "\n".join(teaser(a) for a in articles)
    home_meta = metas([("og:type", "website"), ("og:site_name", NAME), ("og:title", f"{NAME}: news from the estuary"), ("og:url", f"https://{HOST}/")])
    yield Page("index.html", "home", head(f"{NAME}: news from the estuary", home_meta) +
               f'<main id="main"><h1 class="visually-hidden">{NAME}</h1><section class="lead"><h2>Top stories</h2>{cards}</section>'
               f'<section><h2>Most read</h2><ol>{links([(a.title, "/" + a.path) for a in articles])}</ol></section></main>' + foot())
    business = "\n".join(teaser(a) for a in articles if a.section == "Business") + cards
    yield Page("business/index.html", "section", head(f"Business | {NAME}", metas([("og:type", "website"), ("og:title", "Business"), ("og:url", f"https://{HOST}/business/")])) +
               f'<main id="main"><h1>Business</h1><p>Shipping, fishing, shops and jobs around the estuary.</p>{business}'
               '<nav class="pager"><a href="/business/?page=2">Next page</a> <a href="/business/?page=9">Last</a></nav></main>' + foot())
    hits = "\n".join(f'<li class="result"><h3><a href="/{a.path}">{esc(a.title)}</a></h3><p>{esc(teaser_text(a, 16))}</p></li>' for a in articles)
    yield Page("search?q=ferry", "search", head(f"Search results for “ferry” | {NAME}", '<meta name="robots" content="noindex">') +
               f'<main id="main"><h1>Search results for “ferry”</h1><form action="/search" role="search"><input type="search" name="q" value="ferry"><button>Search</button></form>'
               f'<p>Showing 1–{len(articles)} of 312 results</p><ol class="results">{hits}</ol></main>' + foot())
    yield Page("news/2023/old-pier.html", "error", head(f"Page not found | {NAME}", '<meta name="robots" content="noindex">') +
               f'<main id="main"><h1>Sorry, we can’t find that page</h1><p>Error 404. The page may have moved, or the address may have been mistyped.</p>'
               f'<p>Try the <a href="/">home page</a> or search for it.</p><h2>Popular now</h2><ul>{links([(a.title, "/" + a.path) for a in articles[:4]])}</ul></main>' + foot())
