"""The St Brannoc Library's newspaper archive (English): digitised papers, known to the year, the month or the day. Dublin Core in the head,
a table of catalogue data above the text, scanned text with the spelling of its time, citation and rights below it."""

from ..page import MONTHS, Page, esc, links, metas

HOST, LANGUAGE, NAME = "newspapers.stbrannoc-library.example", "en", "St Brannoc Library: Historic Newspapers"
SHOWS_STANDFIRST = False
HIDES = {"authors"}


def head(title, extra=""):
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{esc(title)}</title>
{extra}
</head>
<body>
<header><a href="/">{NAME}</a><nav><ul>{links([("Browse by title", "/titles"), ("Browse by date", "/dates"), ("Advanced search", "/search"), ("My lists", "/lists"), ("Help", "/help")])}</ul></nav>
<form action="/search"><input name="q" placeholder="Search 1.2 million pages"><button>Go</button></form></header>
<main>
"""


FOOT = f"""</main>
<footer><p>The St Brannoc Library has digitised its newspapers with a grant from the Wexcombe Trust. Text was made by optical character recognition and corrected by volunteers.</p>
<ul>{links([("Rights and reuse", "/rights"), ("Report an error", "/errors"), ("Contact", "/contact")])}</ul><p>© 2016 St Brannoc Library</p></footer>
</body>
</html>
"""


def printed(published):
    parts = published.split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS["en"][int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def article(a, articles):
    dublin = metas([("DC.title", a.title), ("DC.date", a.published), ("DC.type", "Text"), ("DC.source", a.paper), ("DC.language", "en")], "name")
    rows = [("Newspaper", a.paper), ("Date", printed(a.published)), ("Page", a.page), ("Held at", "Strongroom 2")]
    table = "".join(f"<tr><th>{n}</th><td>{esc(v)}</td></tr>" for n, v in rows)
    text = "\n".join(f"<p>{esc(b.text)}</p>" for b in a.blocks)
    return head(f"{a.title} | {a.paper} | {NAME}", dublin) + f"""<div class="breadcrumb"><a href="/">Home</a> / <a href="/titles">Titles</a> / <a href="/titles/x">{esc(a.paper)}</a></div>
<h1>{esc(a.title)}</h1>
<table class="catalogue">{table}</table>
<ul class="actions">{links([("View scan", "#scan"), ("Download PDF", "#pdf"), ("Correct this text", "#fix"), ("Add to list", "#list")])}</ul>
<div class="ocr-text">
{text}
</div>
<div class="cite"><h3>Cite this article</h3><p>{esc(a.paper)}, {printed(a.published)}, p. {a.page}. Digitised 12 April 2016.</p></div>
<div class="nearby"><h3>On the same page</h3><ul>{links([("Price of wheat and barley", "/i/1"), ("Arrivals and sailings", "/i/2"), ("To be let, a cottage with orchard", "/i/3")])}</ul></div>
""" + FOOT


def extras(articles):
    hits = "".join(f'<div class="hit"><h3><a href="/{a.path}">{esc(a.title)}</a></h3><p>{esc(a.paper)}, {printed(a.published)}, p. {a.page}</p><p class="kwic">… {esc(a.blocks[0].text[:110])} …</p></div>'
                   for a in articles * 3)
    yield Page("search?q=lighthouse&page=2", "search", head(f"Search: lighthouse | {NAME}") + f'<h1>Search results</h1><p>11–20 of 1,408 results for <b>lighthouse</b></p>'
               f'<aside><h3>Refine</h3><ul>{links([("1850s (212)", "?d=1850"), ("1860s (190)", "?d=1860"), ("1960s (77)", "?d=1960")])}</ul></aside>{hits}<p class="pager"><a href="?page=1">Previous</a> <a href="?page=3">Next</a></p>' + FOOT)
