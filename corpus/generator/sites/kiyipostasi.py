"""Kıyı Postası (Turkish): a bare <time> and a Turkish printed date."""

from ..page import Page, clock, long_day
from ..simple import Layout

HOST, LANGUAGE, NAME = "kiyipostasi.example", "tr", "Kıyı Postası"
HIDES = {"standfirst"}
LAYOUT = Layout(HOST, NAME, LANGUAGE, [("Gündem", "gundem"), ("Ekonomi", "ekonomi"), ("Yaşam", "yasam"), ("Spor", "spor")],
                {"home": "Ana Sayfa", "by": "", "related": "İlgili haber", "share": "Paylaş", "latest": "Son Haberler",
                 "newsletter": "Günün özetini her akşam e-posta kutunuza gönderelim.", "rights": "Tüm hakları saklıdır."})


def article(a, articles):
    date = f'<time datetime="{a.published}">{long_day(a.published, "tr")} {clock(a.published)}</time>'
    return LAYOUT.article(a, articles, "", date)


def extras(articles):
    yield Page("", "home", LAYOUT.listing("Kıyı Postası: Akçaburun ve adalardan haberler", articles))
    yield Page("etiket/feribot/", "tag", LAYOUT.listing("Feribot haberleri", articles))
