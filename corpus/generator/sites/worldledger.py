"""World Ledger Daily (English): a magazine theme of a blog system. Several menus and the day of the crawl before the text, a "Last updated"
line as the only printed date, the category above the headline, a pull quote inside, then share, previous/next, popular and
related boxes, a trust blurb and a login form. A page says in `variant` what its head holds: rich (JSON-LD and OpenGraph), time (a bare
<time>), or text (nothing but what is seen)."""

from ..page import Page, TRACKER, american_clock, american_day, esc, json_ld, metas, teaser_text

HOST, LANGUAGE, NAME = "worldledger-daily.example", "en-US", "World Ledger Daily"
HIDES = {"standfirst"}
CRAWL_DAY = "Sunday, 27 Jul 2025"
MENU = ["Home", "Politics", "Money", "Health", "Technology", "Travel", "World"]


def menu(items, kind="main-menu"):
    entries = "".join(f'<li class="menu-item menu-item-type-taxonomy"><a href="/{i.lower().replace(" ", "-")}/"><span>{i}</span></a></li>' for i in items)
    return f'<ul id="{kind}" class="{kind}">{entries}</ul>'


def head(title, extra, body_class):
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8">
<title>{esc(title)}</title>
{extra}
<style id="theme-inline-css">:root{{--g-color:#ff184e;--nav-bg:#fff}}.p-title{{font-size:1.1em}}</style>
{TRACKER}
</head>
<body class="{body_class} wp-embed-responsive is-hd-1 is-stick">
<div class="site-outer">
<div id="site-header" class="header-wrap">
<div class="top-bar"><span class="current-date">{CRAWL_DAY}</span>{menu(["About us", "Contact", "History", "My Interests", "Privacy Policy"], "top-menu")}</div>
<div class="navbar"><a class="logo" href="/"><img src="/logo.png" alt="{NAME}"></a><nav>{menu(MENU)}</nav>
<div class="more-section">{menu(MENU[1:], "more-menu")}</div><div class="font-resizer">Font ResizerAa</div></div>
<div class="header-mobile"><a href="/">{NAME}</a>{menu(["My Saves", "My Interests", "My Feed", "History", "Travel", "Money"], "mobile-menu")}
<form class="search-form"><span>Search</span><input type="search" placeholder="Search Headlines, News..."></form>
{menu(["Home", "Blog Index", "Contact Us", "Search Page", "404 Page"], "mobile-quick")}</div>
<div class="header-login">Have an existing account? <a href="/login">Sign In</a></div><div class="follow">Follow US</div>
<div class="copyright">© 2022 Gridstone News Network. Plumb Design Company. All Rights Reserved.</div>
</div>
<div class="site-wrap">
"""


def box(a):
    return (f'<div class="p-wrap p-grid"><div class="p-categories"><a class="p-category" href="/category/{a.section.lower()}/">{a.section}</a></div>'
            f'<h4 class="entry-title"><a class="p-url" href="/{a.path.removesuffix("index.html")}">{esc(a.title)}</a></h4>'
            f'<p class="entry-summary">{esc(teaser_text(a, 14))}</p><div class="p-meta"><span>By</span> <a href="/author/desk/">{NAME}</a></div></div>')


def foot(articles):
    popular = "".join(box(a) for a in articles[:4])
    return f"""<aside class="sidebar"><div class="w-about"><h4>Your Trusted Source for Accurate and Timely Updates!</h4>
<p>We check twice and publish once. Readers in sixty countries rely on us for breaking stories, sober numbers and corrections that
appear where the mistake did. Join them and stay ahead of the day.</p></div>
<div class="social-followers"><a href="#f">FacebookLike</a><a href="#x">XFollow</a><a href="#i">InstagramFollow</a></div><div class="adv">- Advertisement -</div>
<div class="widget"><h3 class="heading-title">Popular Posts</h3>{popular}</div></aside>
</div>
<footer class="rb-footer"><a href="/">{NAME}</a><div class="about"><h4>About US</h4><p>{NAME} is an independent digital newsroom. We follow
politics, money, science and sport wherever they happen, and we explain what they mean for you, all in one place.</p></div>
{menu(MENU, "footer-menu")}<p>© {NAME}. All Rights Reserved.</p></footer>
<div id="user-login" class="user-login-popup"><h4>Welcome Back!</h4><p>Sign in to your account</p><form><label>Username or Email Address</label>
<input type="text"><label>Password</label><input type="password"><label><input type="checkbox"> Remember me</label></form><a href="/lost">Lost your password?</a></div>
</div>
</body>
</html>
"""


def metadata(a, url):
    if a.variant != "rich":
        return ""
    author = {"@type": "Person", "@id": f"https://{HOST}/#/person/1", "name": a.authors[0], "url": f"https://{HOST}/author/desk/"}
    graph = [{"@type": "Article", "@id": url + "#article", "headline": a.title, "datePublished": a.published, "dateModified": a.published,
              "author": {"name": a.authors[0], "@id": author["@id"]}, "articleSection": [a.section], "inLanguage": "en-US", "wordCount": 800},
             {"@type": "WebPage", "@id": url, "url": url, "name": f"{a.title} - {NAME}", "datePublished": a.published},
             {"@type": "WebSite", "@id": f"https://{HOST}/#website", "name": NAME, "url": f"https://{HOST}/"}, author]
    og = [("og:locale", "en_US"), ("og:type", "article"), ("og:title", a.title), ("og:description", teaser_text(a, 30)), ("og:url", url),
          ("og:site_name", NAME), ("article:published_time", a.published)]
    return f'<link rel="canonical" href="{url}">\n{metas(og)}\n' + json_ld({"@context": "https://schema.org", "@graph": graph})


def block(b):
    text = esc(b.text)
    if b.kind == "quote":
        cite = f"<cite>{esc(b.cite)}</cite>" if b.cite else ""
        return f'<figure class="wp-block-pullquote"><blockquote><p>{text}</p>{cite}</blockquote></figure>'
    if b.kind == "head":
        return f'<h2 class="wp-block-heading">{text}</h2>'
    if b.kind == "ad":
        return '<div class="entry-ad"><span class="ad-description">- Advertisement -</span><ins class="adsbygoogle"></ins></div>'
    return f"<p>{text}</p>"


def article(a, articles):
    url = f"https://{HOST}/{a.path.removesuffix('index.html')}"
    printed = f"Last updated: {american_day(a.published)} {american_clock(a.published)}"
    date = f'<time class="updated-date" datetime="{a.published}">{printed}</time>' if a.variant == "time" else f"<span>{printed}</span>"
    others = [o for o in articles if o is not a]
    return head(f"{a.title} - {NAME}", metadata(a, url), "single single-post single-format-standard") + f"""<div class="single-standard-1">
<article id="post-{len(a.title) * 37}" class="post type-post status-publish format-standard category-{a.section.lower()}">
<header class="single-header"><div class="s-cats"><div class="p-categories"><a class="p-category" href="/category/{a.section.lower()}/" rel="category">{a.section}</a></div></div>
<h1 class="s-title">{esc(a.title)}</h1>
<div class="single-meta"><a class="meta-avatar" href="/author/desk/"><img alt="" src="/avatar.png"></a><div class="meta-bold smeta-date">{date}</div>
<div class="p-meta"><span class="meta-el meta-author"><a href="/author/desk/">{esc(a.authors[0])}</a></span></div>
<div class="smeta-extra"><span>Share</span><a href="#s">SHARE</a></div></div></header>
<div class="s-ct"><div class="entry-content rbct clearfix">{chr(10).join(block(b) for b in a.blocks)}</div></div>
<div class="e-shared-sec"><span>Share This Article</span> <a href="#e">Email</a> <a href="#c">Copy Link</a> <a href="#p">Print</a></div></article>
<div class="entry-pagination"><div><a href="/prev/">Previous Article <span>{esc(others[0].title)}</span></a></div>
<div><a href="/next/">Next Article <span>{esc(others[-1].title)}</span></a></div></div>
</div>
<div class="related-sec"><h3>You Might Also Like</h3>{"".join(box(o) for o in others[:4])}</div>
""" + foot(articles)


def extras(articles):
    rows = "".join(box(a) for a in articles)
    yield Page("index.html", "home", head(f"{NAME} - News that travels", metas([("og:type", "website"), ("og:title", NAME)]), "home page-template") +
               f'<div class="block-grid"><h2 class="heading-title">Latest News</h2>{rows}</div><div class="block-grid"><h2>Editor’s Pick</h2>{rows}</div>' + foot(articles))
    yield Page("category/world/index.html", "section", head(f"World Archives - {NAME}", "", "archive category category-world") +
               f'<header class="archive-header"><h1 class="archive-title">World</h1><p>Stories from every time zone.</p></header><div class="block-wrap">{rows}</div>'
               '<nav class="pagination"><span class="current">1</span><a href="/category/world/page/2/">2</a><a href="/category/world/page/3/">3</a></nav>' + foot(articles))
