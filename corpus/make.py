#!/usr/bin/python3
"""Writes the sample crawl from its sources: corpus/mirror (pages as wget would leave them), corpus/warc (other sites, as crawlers write them)
and corpus/truth.jsonl (what each page is and, of an article, what should be understood of it). Standard library only; the same bytes every time.

    corpus/make.py [DIRECTORY]      DIRECTORY: where to write mirror/, warc/ and truth.jsonl (default: corpus itself)
"""

import importlib
import json
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from generator.article import Article, parse_articles  # noqa: E402
from generator.crawls import CRAWLS, write_crawls  # noqa: E402

TRUTH_FIELDS = ["title", "standfirst", "authors", "dateline", "published", "section", "language"]
UNWATCHED = "2025-06-14T06:00:00Z"  # when a page was served that no WARC file dates


def articles_of(name):
    return parse_articles((HERE / "sources" / f"{name}.txt").read_text(encoding="utf-8"))


class Site:
    """A site's module with its articles. `latest`: as the site stands once every article has its last text."""

    def __init__(self, name):
        self.module = importlib.import_module(f"generator.sites.{name}")
        self.host = self.module.HOST
        self.articles = articles_of(name)
        for article in self.articles:
            if article.copy_of:  # the wire's text, under this paper's own head and, if it has paragraphs, behind its own lead
                origin, _, slug = article.copy_of.partition("/")
                article.blocks += next(wire for wire in articles_of(origin) if wire.path.endswith(slug)).blocks
        self.latest = list({article.path: article for article in self.articles}.values())
        self.extras = list(self.module.extras(self.latest))
        sent = getattr(self.module, "SENT_CHARSET", "")
        self.media_type = f"text/html; charset={sent}" if sent else "text/html"

    def bytes_of(self, page, date=UNWATCHED):
        """What the server sends for an article or another page at that time."""
        html = page.html if not isinstance(page, Article) else None
        if html is None:
            page.fields["at"] = date
            html = self.module.article(page, self.latest)
        charset = isinstance(page, Article) and page.charset or getattr(self.module, "CHARSET", "utf-8")
        return html.encode(charset, "xmlcharrefreplace")

    def feed(self):
        """(path, media type, bytes) of the site's feed or news sitemap; None without one."""
        if not hasattr(self.module, "feed"):
            return None
        path, media_type, text = self.module.feed(self.latest)
        return path, media_type, text.encode()

    def truth_of(self, page):
        """What should come out: the module says what its pages do not tell (HIDES) and whether the standfirst stands above the text."""
        if not isinstance(page, Article):
            return {"kind": page.kind}
        line = {"kind": "article", "url": page.fields.get("url", f"https://{self.host}/{page.path}"), "site": ".".join(self.host.split(".")[-2:])}
        for name in TRUTH_FIELDS:
            value = getattr(page, name) or (self.module.LANGUAGE if name == "language" else "")
            if value and name not in getattr(self.module, "HIDES", set()):
                line[name] = value
        if hasattr(self.module, "told"):
            line["published"] = self.module.told(page)
        if re.search(r"T\d\d:\d\d$", line["published"]):  # a printed time of day has no seconds; RFC 3339 has
            line["published"] += ":00"
        line["body"] = page.body(with_standfirst=getattr(self.module, "SHOWS_STANDFIRST", False))
        if page.shape:
            line["shape"] = page.shape
        return line


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    names = sorted(module.stem for module in (HERE / "generator" / "sites").glob("[a-z]*.py"))
    sites = {name: Site(name) for name in names}
    in_warc = {name for crawl in CRAWLS for name in crawl.sites}
    files, lines = {}, []
    for site in (sites[name] for name in names if name not in in_warc):
        for page in site.latest + site.extras:
            files[out / "mirror" / site.host / page.path] = site.bytes_of(page)
            lines.append({"source": f"mirror/{site.host}/{page.path}", **site.truth_of(page)})
        if site.feed():
            files[out / "mirror" / site.host / site.feed()[0]] = site.feed()[2]
    for name, data, captures in write_crawls(sites):
        files[out / "warc" / name] = data
        lines += captures
    for folder in ["mirror", "warc"]:
        shutil.rmtree(out / folder, ignore_errors=True)
    for target, data in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    lines.sort(key=lambda line: line["source"])
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (out / "truth.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
