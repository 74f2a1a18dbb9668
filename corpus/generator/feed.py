"""Feeds and news sitemaps as content systems write them: RSS 2.0 with the usual extensions, and Google's news sitemap."""

import datetime
import email.utils

from .page import esc, teaser_text


def mail_date(moment):
    """RFC 822, as RSS has it."""
    return email.utils.format_datetime(datetime.datetime.fromisoformat(moment))


def rss(host, path, name, language, items):
    """`items`: (article, moment with its zone), newest first."""
    entries = "".join(f"""
\t<item>
\t\t<title>{esc(article.title)}</title>
\t\t<link>https://{host}/{article.path}?utm_source=rss&#038;utm_medium=rss</link>
\t\t<dc:creator><![CDATA[{" y ".join(article.authors)}]]></dc:creator>
\t\t<pubDate>{mail_date(moment)}</pubDate>
\t\t<category><![CDATA[{article.section}]]></category>
\t\t<guid isPermaLink="false">https://{host}/?p={number}</guid>
\t\t<description><![CDATA[<p>{teaser_text(article)}</p>]]></description>
\t</item>""" for number, (article, moment) in enumerate(items, 4100))
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
\t<title>{name}</title>
\t<atom:link href="https://{host}/{path}" rel="self" type="application/rss+xml" />
\t<link>https://{host}/</link>
\t<lastBuildDate>{mail_date(items[0][1])}</lastBuildDate>
\t<language>{language}</language>{entries}
</channel>
</rss>
"""


def news_sitemap(host, name, language, items):
    urls = "".join(f"""<url><loc>https://{host}/{article.path}</loc><lastmod>{moment}</lastmod><news:news><news:publication><news:name>{name}</news:name>\
<news:language>{language}</news:language></news:publication><news:publication_date>{moment}</news:publication_date><news:title>{esc(article.title)}</news:title>\
</news:news></url>
""" for article, moment in items)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://{host}/</loc><lastmod>{items[0][1]}</lastmod></url>
{urls}</urlset>
"""
