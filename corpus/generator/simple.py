"""One plain layout for the papers of which the sample crawl has a few articles: menu, path, headline, byline, text, latest news, footer; and
its lists and messages. What differs is the language, the direction, the charset and what the head declares."""

from dataclasses import dataclass

from .page import esc, links, teaser_text


@dataclass
class Layout:
    host: str
    name: str
    language: str
    sections: list          # (name, directory)
    words: dict             # home, by, related, share, latest, newsletter, rights
    direction: str = "ltr"
    charset: str = "utf-8"  # as the page declares it; empty: it does not

    def block(self, b):
        text = esc(b.text)
        if b.kind == "head":
            return f"<h2>{text}</h2>"
        if b.kind == "quote":
            return f"<blockquote><p>{text}</p>" + (f"<p>{esc(b.cite)}</p>" if b.cite else "") + "</blockquote>"
        if b.kind == "caption":
            return f'<figure><img src="/i.jpg" alt=""><figcaption>{text}</figcaption></figure>'
        if b.kind == "related":
            return f'<div class="related-box">{self.words["related"]}: <a href="/r.html">{text}</a></div>'
        return f"<p>{text}</p>"

    def page(self, title, main, head="", side=""):
        declared = f'<meta charset="{self.charset}">\n' if self.charset else ""
        return f"""<!DOCTYPE html>
<html lang="{self.language}" dir="{self.direction}">
<head>
{declared}<title>{esc(title)} - {self.name}</title>
{head}
</head>
<body>
<header><a class="logo" href="/">{self.name}</a><nav class="menu"><ul>{links([(n, f"/{d}/") for n, d in self.sections])}</ul></nav></header>
<div class="container">{main}
{side}</div>
<footer><p>© 2025 {self.name}. {self.words["rights"]}</p></footer>
</body>
</html>
"""

    def article(self, a, articles, head, date):
        """`head`: what stands in <head> besides the title; `date`: the printed day, as HTML."""
        section = dict(self.sections)[a.section]
        others = [o for o in articles if o is not a] or articles
        lead = f'<p class="lead">{esc(a.standfirst)}</p>\n' if a.standfirst else ""
        return self.page(a.title, f"""<ul class="breadcrumb"><li><a href="/">{self.words["home"]}</a></li><li><a href="/{section}/">{a.section}</a></li></ul>
<div class="post"><h1>{esc(a.title)}</h1>
{lead}<div class="info"><span class="author">{self.words["by"]}{esc(self.words.get("and", ", ").join(a.authors))}</span> <span class="date">{date}</span></div>
<div class="share">{self.words["share"]}: <a href="#f">Facebook</a> <a href="#t">Telegram</a> <a href="#w">WhatsApp</a></div>
<div class="post-content">
{chr(10).join(self.block(b) for b in a.blocks)}
</div></div>""", head, f"""<div class="sidebar"><h3>{self.words["latest"]}</h3><ul>{links([(o.title, "/" + o.path) for o in others])}</ul><p>{self.words["newsletter"]}</p></div>""")

    def listing(self, title, articles, above=""):
        """A home, section, tag or result page: every headline with its first words. `above`: a search form, say."""
        items = "".join(f'<div class="entry"><h3><a href="/{a.path}">{esc(a.title)}</a></h3><p>{esc(teaser_text(a, 16))}</p></div>\n' for a in articles)
        return self.page(title, f"<h1>{esc(title)}</h1>{above}\n{items}")

    def message(self, title, text):
        """An error page."""
        return self.page(title, f'<div class="message"><h1>{esc(title)}</h1><p>{esc(text)}</p><p><a href="/">{self.words["home"]}</a></p></div>')
