"""临江晚报 (Chinese): GBK under its older name gb2312, no metadata, source and editor behind the printed date. The news sitemap knows its zone."""

from ..feed import news_sitemap
from ..page import Page, clock, day_of
from ..simple import Layout

HOST, LANGUAGE, NAME, CHARSET = "linjiang-wanbao.example", "zh-CN", "临江晚报", "gb2312"
HIDES = {"standfirst"}
LAYOUT = Layout(HOST, NAME, LANGUAGE, [("本地", "bendi"), ("财经", "caijing"), ("文化", "wenhua"), ("体育", "tiyu")],
                {"home": "首页", "by": "记者：", "and": "、", "related": "相关阅读", "share": "分享到", "latest": "最新消息",
                 "newsletter": "扫描二维码，每天早上七点收到本报要闻。", "rights": "未经授权不得转载。"}, charset="gb2312")


def article(a, articles):
    day = day_of(a.published)
    return LAYOUT.article(a, articles, "", f"{day.year}年{day.month:02}月{day.day:02}日 {clock(a.published)}")


def told(a):
    """When the news sitemap says that an article was published."""
    return a.published + ":00+08:00"


def feed(articles):
    newest_first = sorted(articles, key=told, reverse=True)
    return "sitemap-news.xml", "application/xml", news_sitemap(HOST, NAME, LANGUAGE, [(a, told(a)) for a in newest_first])


def extras(articles):
    yield Page("search?q=%E8%BD%AE%E6%B8%A1", "search", LAYOUT.listing("搜索：轮渡", articles, '<form action="/search"><input name="q" value="轮渡"><button>搜索</button></form><p>共找到4条结果</p>'))
