"""Kurier Zalewu (Polish): iso-8859-2, which the server's header alone declares; no metadata; a cookie wall."""

from ..page import Page, clock, long_day
from ..simple import Layout

HOST, LANGUAGE, NAME, CHARSET = "kurierzalewu.example", "pl", "Kurier Zalewu", "iso-8859-2"
SENT_CHARSET = CHARSET
HIDES = {"standfirst"}
LAYOUT = Layout(HOST, NAME, LANGUAGE, [("Miasto", "miasto"), ("Gospodarka", "gospodarka"), ("Kultura", "kultura"), ("Sport", "sport")],
                {"home": "Strona główna", "by": "Autor: ", "related": "Czytaj także", "share": "Udostępnij", "latest": "Najnowsze",
                 "newsletter": "Zapisz się na poranny biuletyn znad Zalewu.", "rights": "Wszelkie prawa zastrzeżone."}, charset="")


def article(a, articles):
    return LAYOUT.article(a, articles, "", f"{long_day(a.published, 'pl')}, {clock(a.published)}")


def extras(articles):
    yield Page("", "home", LAYOUT.listing("Wiadomości znad Zalewu", articles))
    yield Page("sport/", "consent", f"""<!DOCTYPE html>
<html lang="pl"><head><title>{NAME}: Twoja prywatność</title></head>
<body><div class="cookie-wall"><h1>Twoja prywatność jest dla nas ważna</h1>
<p>My i nasi partnerzy używamy plików cookie, aby przechowywać informacje na Twoim urządzeniu, mierzyć ruch i wyświetlać spersonalizowane reklamy.
Klikając „Akceptuję”, wyrażasz zgodę na przetwarzanie danych osobowych. Zgodę możesz wycofać w każdej chwili w polityce prywatności.</p>
<button>Akceptuję</button> <button>Ustawienia</button> <a href="/prywatnosc">Polityka prywatności</a></div></body></html>
""")
    yield Page("miasto/stary-mlyn.html", "error", LAYOUT.message("Nie znaleziono strony", "Strona, której szukasz, nie istnieje lub została przeniesiona."), status=404)
