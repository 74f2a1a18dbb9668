"""أخبار الساحل (Arabic): written from right to left, JSON-LD of one NewsArticle whose author is a plain string."""

from ..page import Page, clock, day_of, json_ld
from ..simple import Layout

HOST, LANGUAGE, NAME = "akhbar-alsahil.example", "ar", "أخبار الساحل"
HIDES = {"standfirst"}
MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
LAYOUT = Layout(HOST, NAME, LANGUAGE, [("محليات", "local"), ("اقتصاد", "economy"), ("ثقافة", "culture"), ("رياضة", "sport")],
                {"home": "الرئيسية", "by": "", "related": "اقرأ أيضا", "share": "شارك", "latest": "آخر الأخبار",
                 "newsletter": "اشترك في النشرة البريدية ليصلك أهم ما نشر خلال اليوم.", "rights": "جميع الحقوق محفوظة."}, direction="rtl")


def article(a, articles):
    day = day_of(a.published)
    head = json_ld({"@context": "https://schema.org", "@type": "NewsArticle", "headline": a.title, "datePublished": a.published, "author": a.authors[0],
                    "articleSection": a.section, "publisher": {"@type": "Organization", "name": NAME}})
    return LAYOUT.article(a, articles, head, f"{day.day} {MONTHS[day.month - 1]} {day.year} - {clock(a.published)}")


def extras(articles):
    yield Page("local/", "section", LAYOUT.listing("محليات", articles))
    yield Page("account/login", "login", LAYOUT.page("تسجيل الدخول", '<h1>تسجيل الدخول</h1><form action="/account/login" method="post"><label>البريد الإلكتروني <input name="user"></label> '
                                                     '<label>كلمة المرور <input type="password" name="pass"></label><button>دخول</button></form>'))
