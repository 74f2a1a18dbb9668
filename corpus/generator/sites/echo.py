"""L'Écho de la Vallée (French): OpenGraph only, entities in the text. Subscribers' articles (`paywall: yes`) show two paragraphs and a
wall, while their JSON-LD gives the whole text to search engines."""

import re

from ..page import Page, TRACKER, clock, esc, json_ld, links, long_day, metas, teaser_text

HOST, LANGUAGE, NAME = "lechodelavallee.example", "fr-FR", "L’Écho de la Vallée"
SHOWS_STANDFIRST = True
SECTIONS = ["Actualités", "Politique", "Économie", "Culture", "Sports", "Vie locale"]
ENTITIES = {"é": "&eacute;", "è": "&egrave;", "à": "&agrave;", "ê": "&ecirc;", "ç": "&ccedil;", "«": "&laquo;", "»": "&raquo;", " ": "&nbsp;", "’": "&rsquo;"}


def entities(text):
    return re.sub("[éèàêç«» ’]", lambda m: ENTITIES[m[0]], esc(text))


def head(title, extra=""):
    return f"""<!DOCTYPE html>
<html lang="fr-FR" prefix="og: http://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>{esc(title)}</title>
{extra}
{TRACKER}
</head>
<body>
<header><div class="bandeau"><a href="/abonnement">Je m’abonne</a> <a href="/connexion">Se connecter</a> <a href="/journal">Lire le journal</a></div>
<a href="/" class="titre-site">{NAME}</a><nav><ul>{links([(s, "/" + s.lower().replace(" ", "-")) for s in SECTIONS])}</ul></nav></header>
<main>
"""


FOOT = f"""</main>
<footer><nav>{links([("Mentions légales", "/mentions"), ("Gestion des cookies", "/cookies"), ("Nous contacter", "/contact"), ("Annonces légales", "/annonces")], "span")}</nav>
<p>© {NAME}, Val-d’Arbonne. Tous droits réservés.</p></footer>
</body>
</html>
"""


def block(b):
    text = entities(b.text)
    if b.kind == "head":
        return f'<h2 class="intertitre">{text}</h2>'
    if b.kind == "quote":
        return f'<blockquote class="exergue"><p>{text}</p>' + (f"<footer>{entities(b.cite)}</footer>" if b.cite else "") + "</blockquote>"
    if b.kind == "caption":
        return f'<figure><img src="/photos/une.jpg" alt=""><figcaption>{text} – Photo L’Écho</figcaption></figure>'
    if b.kind == "related":
        return f'<p class="lire-aussi"><strong>À lire aussi :</strong> <a href="/actualites/autre">{text}</a></p>'
    if b.kind == "ad":
        return '<div class="pub"><span>Publicité</span></div>'
    return f"<p>{text}</p>"


def article(a, articles):
    url = f"https://{HOST}/{a.path}"
    og = [("og:type", "article"), ("og:locale", "fr_FR"), ("og:site_name", NAME), ("og:title", a.title), ("og:description", a.standfirst), ("og:url", url),
          ("article:published_time", a.published), ("article:section", a.section)] + [("article:author", n) for n in a.authors] + [("article:tag", t) for t in a.tags]
    extra, text = metas(og), "\n".join(block(b) for b in a.blocks)
    if a.paywall:
        extra += json_ld({"@context": "https://schema.org", "@type": "NewsArticle", "headline": a.title, "datePublished": a.published,
                          "author": [{"@type": "Person", "name": n} for n in a.authors], "isAccessibleForFree": "False", "articleBody": a.body(),
                          "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".reserve"}})
        shown = "\n".join(block(b) for b in a.blocks[:2])
        text = f"""{shown}
<div class="reserve mur"><h3>Il vous reste 72 % de cet article à lire</h3><p>La suite est réservée à nos abonnés. Soutenez une rédaction de douze
journalistes installée dans votre vallée.</p><a href="/abonnement">Abonnez-vous pour 1 € le premier mois</a> <a href="/connexion">Déjà abonné ? Connectez-vous</a></div>"""
    others = [o for o in articles if o is not a]
    return head(f"{a.title} - {NAME}", extra) + f"""<article>
<p class="fil"><a href="/">Accueil</a> &gt; <a href="/{a.section.lower().replace(" ", "-")}">{a.section}</a></p>
<h1>{entities(a.title)}</h1>
<p class="chapo">{entities(a.standfirst)}</p>
<p class="signature">Par {entities(" et ".join(a.authors))} – Publié le {long_day(a.published, "fr")} à {clock(a.published).replace(":", "h")}</p>
<div class="partage"><a href="#f">Partager sur Facebook</a> <a href="#m">Envoyer par mail</a></div>
<div class="corps">
{text}
</div>
</article>
<section class="suite"><h3>Sur le même sujet</h3><ul>{links([(o.title, "/" + o.path) for o in others[:3]])}</ul></section>
<section class="infolettre"><h3>L’Écho du matin</h3><p>Chaque matin à 7 heures, l’essentiel de la vallée dans votre boîte mail.</p></section>
""" + FOOT


def extras(articles):
    cards = "".join(f'<article class="vignette"><h2><a href="/{a.path}">{esc(a.title)}</a></h2><p>{esc(teaser_text(a, 20))}</p></article>' for a in articles)
    yield Page("tag/fromage/index.html", "tag", head(f"Fromage : toute l’actualité - {NAME}", metas([("og:type", "website"), ("og:title", "Fromage"), ("og:site_name", NAME)])) +
               f'<h1>Fromage</h1><p>Retrouvez tous nos articles sur ce thème.</p>{cards}{cards}<nav class="pages"><a href="?page=2">Page suivante</a></nav>' + FOOT)
