"""Nordkurier-Zeitung (German): microdata (itemprop) and no JSON-LD, German printed dates, hyphenated section menus, a consent wall that
some crawls meet in place of the page, a picture gallery and a comment form."""

from ..page import Page, TRACKER, clock, esc, links, long_day, teaser_text

HOST, LANGUAGE, NAME = "nordkurier-zeitung.example", "de", "Nordkurier-Zeitung"
SHOWS_STANDFIRST = True
SECTIONS = ["Politik", "Wirtschaft", "Lokales", "Kultur", "Sport", "Wissen"]


def head(title, extra=""):
    return f"""<!doctype html>
<html lang="de">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{esc(title)}</title>
{extra}
{TRACKER}
</head>
<body>
<div id="kopf"><div class="meta-leiste"><a href="/abo">Abo</a> <a href="/epaper">E-Paper</a> <a href="/anmelden">Anmelden</a> <a href="/anzeigen">Anzeigen</a></div>
<a class="marke" href="/">{NAME}</a>
<ul class="hauptmenue">{links([(s, f"/{s.lower()}/") for s in SECTIONS])}</ul></div>
"""


FOOT = f"""<div id="fuss"><ul>{links([("Impressum", "/impressum"), ("Datenschutz", "/datenschutz"), ("AGB", "/agb"), ("Mediadaten", "/mediadaten"), ("Kontakt", "/kontakt")])}</ul>
<p>© Nordkurier-Zeitung Verlagsgesellschaft mbH, Lüttenhafen. Alle Rechte vorbehalten. Vervielfältigung nur mit Genehmigung des Verlags.</p></div>
</body>
</html>
"""


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f"<h2>{text}</h2>"
    if b.kind == "quote":
        return f'<blockquote class="zitat"><p>{text}</p>' + (f"<p>{esc(b.cite)}</p>" if b.cite else "") + "</blockquote>"
    if b.kind == "caption":
        return f'<figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject"><img itemprop="url" src="/bilder/{len(text)}.jpg" alt=""><figcaption itemprop="caption">{text}</figcaption></figure>'
    if b.kind == "related":
        return f'<div class="teaser-inline"><strong>Lesen Sie auch</strong> <a href="/lokales/mehr.html">{text}</a></div>'
    if b.kind == "ad":
        return '<div class="anzeige"><small>Anzeige</small><div id="ad-content-2"></div></div>'
    return f"<p>{text}</p>"


def article(a, articles):
    authors = ", ".join(f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{esc(n)}</span></span>' for n in a.authors)
    changed = f'<meta itemprop="dateModified" content="{a.modified}">' if a.modified else ""
    others = [o for o in articles if o is not a]
    return head(f"{a.title} – {a.section} – {NAME}", f'<link rel="canonical" href="https://{HOST}/{a.path}">') + f"""<div id="inhalt" itemscope itemtype="https://schema.org/NewsArticle">
<div class="pfad"><a href="/">Start</a> / <a href="/{a.section.lower()}/" itemprop="articleSection">{a.section}</a></div>
<span class="dachzeile">{esc(a.kicker)}</span>
<h1 itemprop="headline">{esc(a.title)}</h1>
<p class="vorspann" itemprop="description">{esc(a.standfirst)}</p>
<p class="autorzeile">Von {authors} · <time itemprop="datePublished" datetime="{a.published}">{long_day(a.published, "de")}, {clock(a.published)} Uhr</time>{changed}</p>
<div class="teilen"><a href="#t">Teilen</a> <a href="#m">Merken</a> <a href="#d">Drucken</a> <a href="#v">Vorlesen</a></div>
<div class="artikeltext" itemprop="articleBody">
{chr(10).join(block(b) for b in a.blocks)}
</div>
<div class="schlagworte">Schlagworte: {" ".join(f'<a rel="tag" href="/thema/{t.lower().replace(" ", "-")}">{esc(t)}</a>' for t in a.tags)}</div>
<div class="kommentare"><h3>Kommentare</h3><p>Bitte melden Sie sich an, um einen Kommentar zu schreiben.</p>
<div class="kommentar"><b>deichgraf61</b><p>Na endlich! Das hätte man schon vor zehn Jahren so machen können, als die Kräne noch liefen.</p></div></div>
</div>
<div id="rand"><h3>Meistgelesen</h3><ol>{links([(o.title, "/" + o.path) for o in others[:4]])}</ol>
<h3>Newsletter</h3><p>Der Morgenbrief aus dem Norden: jeden Werktag um sechs Uhr das Wichtigste aus der Region.</p></div>
""" + FOOT


def extras(articles):
    teasers = "".join(f'<div class="teaser"><span class="dachzeile">{esc(a.kicker)}</span><h3><a href="/{a.path}">{esc(a.title)}</a></h3><p>{esc(teaser_text(a, 18))} '
                      f'<a href="/{a.path}">mehr</a></p></div>' for a in articles)
    yield Page("lokales/index.html", "section", head(f"Lokales – Nachrichten aus Lüttenhafen und Umgebung – {NAME}") +
               f'<div id="inhalt"><h1>Lokales</h1>{teasers}{teasers}<div class="blaettern"><a href="?seite=2">2</a> <a href="?seite=3">3</a> <a href="?seite=4">weiter</a></div></div>' + FOOT)
    yield Page("zustimmung.html", "consent", f"""<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>{NAME}: Ihre Zustimmung</title></head>
<body class="cmp-wall"><div id="cmp" class="consent-wall" role="dialog" aria-modal="true"><h1>Weiterlesen mit Werbung oder im Abo</h1>
<p>Wir und unsere 184 Partner verwenden Cookies und ähnliche Techniken, um Informationen auf Ihrem Gerät zu speichern, Inhalte und Anzeigen zu
personalisieren und Zugriffe zu messen. Mit „Akzeptieren“ stimmen Sie dem zu. Ihre Einwilligung können Sie jederzeit widerrufen.</p>
<button>Akzeptieren und weiter</button> <button>Einstellungen</button> <a href="/pur">Werbefrei für 3,99 € im Monat</a>
<p><a href="/datenschutz">Datenschutzerklärung</a> <a href="/impressum">Impressum</a></p></div></body></html>
""")
