"""潮風新聞 (Japanese): Shift_JIS, one older page in EUC-JP (`charset: euc_jp`); the printed day in Japanese, reporters in brackets at the
end of the text, no metadata but a description."""

from ..page import Page, day_of, esc, links, teaser_text

HOST, LANGUAGE, NAME, CHARSET = "shiokaze-shimbun.example", "ja", "潮風新聞", "cp932"
LABELS = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
SECTIONS = {"社会": "shakai", "経済": "keizai", "文化": "bunka", "スポーツ": "sports", "地域": "chiiki"}
SHOWS_STANDFIRST = False


def head(title, description, charset="cp932"):
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="ja">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={LABELS[charset]}">
<title>{esc(title)}</title>
<meta name="description" content="{esc(description)}">
</head>
<body>
<div id="header"><a href="/"><img src="/img/logo.gif" alt="{NAME}"></a>
<ul id="gnav">{links([(s, f"/{u}/") for s, u in SECTIONS.items()])}</ul>
<div id="tenki">潮見市の天気　晴れ　最高２３度　降水確率１０％</div></div>
<div id="wrapper">
"""


def foot(articles):
    return f"""<div id="side"><h3>アクセスランキング</h3><ol>{links([(a.title, "/" + a.path) for a in articles])}</ol>
<h3>お知らせ</h3><ul><li><a href="/info/1.html">購読のお申し込みはこちら</a></li><li><a href="/info/2.html">写真の販売について</a></li></ul></div>
</div>
<div id="footer"><a href="/company/">会社案内</a>｜<a href="/privacy/">個人情報の取り扱い</a>｜<a href="/link/">著作権・リンク</a>
<p>Copyright (C) Shiokaze Shimbun. 掲載の記事・写真の無断転載を禁じます。</p></div>
</body>
</html>
"""


def japanese_day(published):
    day = day_of(published)
    hour = f" {int(published[11:13])}時{published[14:16]}分" if "T" in published else ""
    return f"{day.year}年{day.month}月{day.day}日{hour}"


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f"<h3>{text}</h3>"
    if b.kind == "caption":
        return f'<div class="photo"><img src="/img/p01.jpg" alt=""><p class="caption">{text}</p></div>'
    if b.kind == "related":
        return f'<div class="kanren">関連記事：<a href="/shakai/kanren.html">{text}</a></div>'
    if b.kind == "ad":
        return '<div class="koukoku">広告</div>'
    return f"<p>　{text}</p>"


def article(a, articles):
    return head(f"{a.title}｜{NAME}", teaser_text(a), a.charset or CHARSET) + f"""<div id="main">
<div id="pan"><a href="/">トップ</a> ＞ <a href="/{SECTIONS[a.section]}/">{a.section}</a> ＞ {esc(a.title)}</div>
<h1>{esc(a.title)}</h1>
<p class="date">{japanese_day(a.published)}</p>
<p class="writer">記者・{esc("、".join(a.authors))}</p>
<div id="honbun">
{chr(10).join(block(b) for b in a.blocks)}
</div>
<div class="sns"><a href="#t">ツイート</a> <a href="#l">ＬＩＮＥで送る</a> <a href="#p">印刷</a></div>
<h3>あわせて読みたい</h3><ul>{links([(o.title, "/" + o.path) for o in articles if o is not a])}</ul>
</div>
""" + foot(articles)


def extras(articles):
    items = "".join(f'<li><span>{japanese_day(a.published)}</span> <a href="/{a.path}">{esc(a.title)}</a></li>' for a in articles)
    yield Page("index.html", "home", head(f"{NAME}　潮見と青凪のニュース", "潮見市と青凪町のニュースサイト") +
               f'<div id="main"><h2>新着ニュース</h2><ul>{items}</ul><h2>地域</h2><ul>{items}</ul></div>' + foot(articles))
