"""What the sites share: pages, escaping, printed dates, and the small parts that every content system repeats."""

import datetime
import html
import json
from dataclasses import dataclass

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(),
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split(),
}


@dataclass
class Page:
    """A page that is no article: where it lies, what it is (home, section, tag, search, error, login, consent, redirect), its HTML; in a WARC
    file also the status that the server sent, and where it pointed to."""
    path: str
    kind: str
    html: str
    status: int = 200
    location: str = ""


def esc(text):
    return html.escape(text, quote=True)


def day_of(published):
    return datetime.date.fromisoformat(published[:10])


def long_day(published, language):
    """The day as the language prints it: 4 May 2024, 4. Mai 2024, 4 mai 2024, 4 de mayo de 2024."""
    day = day_of(published)
    month = MONTHS[language][day.month - 1]
    forms = {"de": f"{day.day}. {month} {day.year}", "es": f"{day.day} de {month} de {day.year}", "pt": f"{day.day} de {month} de {day.year}"}
    return forms.get(language, f"{day.day} {month} {day.year}")


def american_day(published):
    day = day_of(published)
    return f"{MONTHS['en'][day.month - 1]} {day.day}, {day.year}"


def clock(published):
    return published[11:16]


def american_clock(published):
    hour, minute = int(published[11:13]), published[14:16]
    return f"{hour % 12 or 12}:{minute} {'am' if hour < 12 else 'pm'}"


def json_ld(data):
    return '<script type="application/ld+json">' + json.dumps(data, ensure_ascii=False).replace("</", "<\\/") + "</script>"


def metas(pairs, key="property"):
    return "\n".join(f'<meta {key}="{name}" content="{esc(value)}">' for name, value in pairs if value)


def links(items, tag="li"):
    return "".join(f'<{tag}><a href="{esc(url)}">{esc(text)}</a></{tag}>' for text, url in items)


def teaser_text(article, words=24):
    first = article.standfirst or next((b.text for b in article.blocks if b.kind == "p"), "")
    parts = first.split(" ")
    if len(parts) == 1:  # a script without spaces
        return first[:60] + "…"
    return first if len(parts) <= words else " ".join(parts[:words]) + "…"


TRACKER = """<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}
gtag('js',new Date());if(document.cookie.indexOf('seen=1')<0){document.documentElement.className+=' first-visit'}</script>"""
