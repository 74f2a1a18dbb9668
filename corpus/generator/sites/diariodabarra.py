"""Diário da Barra (Portuguese): OpenGraph with an author and tags, a <time> beside the byline."""

from ..page import Page, clock, long_day, metas
from ..simple import Layout

HOST, LANGUAGE, NAME = "diariodabarra.example", "pt-PT", "Diário da Barra"
SHOWS_STANDFIRST = True
LAYOUT = Layout(HOST, NAME, LANGUAGE, [("Local", "local"), ("Economia", "economia"), ("Cultura", "cultura"), ("Desporto", "desporto")],
                {"home": "Início", "by": "Por ", "and": " e ", "related": "Leia também", "share": "Partilhar", "latest": "Últimas notícias",
                 "newsletter": "Receba todas as manhãs, às sete, as notícias da ria no seu correio eletrónico.", "rights": "Todos os direitos reservados."})


def article(a, articles):
    og = [("og:type", "article"), ("og:locale", "pt_PT"), ("og:site_name", NAME), ("og:title", a.title), ("og:description", a.standfirst),
          ("og:url", f"https://{HOST}/{a.path}"), ("article:published_time", a.published), ("article:section", a.section)]
    og += [("article:author", n) for n in a.authors] + [("article:tag", t) for t in a.tags]
    date = f'<time datetime="{a.published}">{long_day(a.published, "pt")} às {clock(a.published).replace(":", "h")}</time>'
    return LAYOUT.article(a, articles, metas(og), date)


def extras(articles):
    yield Page("local/", "section", LAYOUT.listing("Local", articles))
