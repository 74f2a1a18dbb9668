"""สิงขรโพสต์ (Thai): the printed date counts years of the Buddhist era; nothing is declared."""

from ..page import Page, clock, day_of
from ..simple import Layout

HOST, LANGUAGE, NAME = "singkhonpost.example", "th", "สิงขรโพสต์"
HIDES = {"standfirst"}
MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
LAYOUT = Layout(HOST, NAME, LANGUAGE, [("ท้องถิ่น", "local"), ("เศรษฐกิจ", "economy"), ("วัฒนธรรม", "culture")],
                {"home": "หน้าแรก", "by": "โดย ", "related": "อ่านเพิ่มเติม", "share": "แชร์", "latest": "ข่าวล่าสุด",
                 "newsletter": "รับข่าวเช้าทางอีเมลทุกวันก่อนเจ็ดโมง", "rights": "สงวนลิขสิทธิ์"})


def article(a, articles):
    day = day_of(a.published)
    return LAYOUT.article(a, articles, "", f"{day.day} {MONTHS[day.month - 1]} {day.year + 543} {clock(a.published)} น.")


def extras(articles):
    yield Page("local/", "section", LAYOUT.listing("ท้องถิ่น", articles))
    yield Page("local/old-bridge.html", "error", LAYOUT.message("404 ไม่พบหน้านี้", "หน้าที่คุณต้องการอาจถูกลบหรือย้ายไปแล้ว"), status=404)
