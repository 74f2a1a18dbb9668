"""Вестник Севера (Russian): windows-1251 declared in a meta element, a table of columns, meta keywords and nothing newer, the printed date
with its hour above the headline, a list of the day's headlines after the text."""

from ..page import Page, clock, esc, links, long_day, teaser_text

HOST, LANGUAGE, NAME, CHARSET = "vestnik-severa.example", "ru", "Вестник Севера", "windows-1251"
SHOWS_STANDFIRST = False
HIDES = {"standfirst"}
SECTIONS = {"Общество": "society", "Экономика": "economy", "Культура": "culture", "Происшествия": "incidents", "Спорт": "sport"}


def head(title, description):
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="ru">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1251" />
<title>{esc(title)}</title>
<meta name="description" content="{esc(description)}" />
<meta name="keywords" content="новости, Северогорск, Заозёрье" />
</head>
<body>
<div id="top"><a href="/"><img src="/img/logo.gif" alt="{NAME}" /></a>
<div class="menu">{links([(s, f"/{u}/") for s, u in SECTIONS.items()], "span")}</div>
<div class="kurs">USD 92,40 EUR 99,85 | Северогорск: -4, снег</div></div>
<table class="page" width="100%"><tr>
<td class="left" width="180"><h3>Рубрики</h3><ul>{links([(s, f"/{u}/") for s, u in SECTIONS.items()])}</ul><div class="banner"><a href="/go?1">Окна со скидкой 40%</a></div></td>
<td class="center">
"""


def foot(articles):
    return f"""</td>
<td class="right" width="220"><h3>Популярное</h3><ul>{links([(a.title, "/" + a.path) for a in articles])}</ul></td>
</tr></table>
<div id="footer"><p>© 2003–2025 Газета «{NAME}». При перепечатке ссылка обязательна. Мнение редакции может не совпадать с мнением авторов. 16+</p>
<p><a href="/contacts/">Контакты</a> | <a href="/advert/">Реклама</a> | <a href="/rss/">RSS</a></p></div>
</body>
</html>
"""


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f"<h2>{text}</h2>"
    if b.kind == "quote":
        return f"<blockquote><p>{text}</p>" + (f"<p>{esc(b.cite)}</p>" if b.cite else "") + "</blockquote>"
    if b.kind == "caption":
        return f'<div class="photo"><img src="/img/p.jpg" alt="" /><br /><em>{text}</em></div>'
    if b.kind == "related":
        return f'<div class="readmore"><b>Читайте также:</b> <a href="/society/read.html">{text}</a></div>'
    if b.kind == "ad":
        return '<div class="adv">Реклама</div>'
    return f"<p>{text}</p>"


def article(a, articles):
    return head(f"{a.title} - {NAME}", teaser_text(a, 18)) + f"""<div class="path"><a href="/">Главная</a> / <a href="/{SECTIONS[a.section]}/">{a.section}</a></div>
<div class="date">{long_day(a.published, "ru")} г., {clock(a.published)}</div>
<h1>{esc(a.title)}</h1>
<div class="text">
{chr(10).join(block(b) for b in a.blocks)}
</div>
<div class="author">Автор: {esc(", ".join(a.authors))}</div>
<div class="tools"><a href="?print=1">Версия для печати</a> | <a href="#send">Отправить другу</a> | Просмотров: 1 284</div>
<div class="comments"><h3>Комментарии</h3><p><b>Гость:</b> Спасибо за статью, давно ждали хороших новостей из нашего района.</p></div>
<div class="more"><h3>Ещё новости</h3><ul>{links([(o.title, "/" + o.path) for o in articles if o is not a])}</ul></div>
""" + foot(articles)


def extras(articles):
    items = "".join(f'<div class="item"><span class="date">{long_day(a.published, "ru")}</span> <a href="/{a.path}">{esc(a.title)}</a><br />{esc(teaser_text(a, 14))}</div>' for a in articles)
    yield Page("society/index.html", "section", head(f"Общество - {NAME}", "Новости общества") + f'<h1>Общество</h1>{items}{items}<div class="pages">Страницы: 1 <a href="?p=2">2</a> <a href="?p=3">3</a> ... <a href="?p=88">88</a></div>' + foot(articles))
