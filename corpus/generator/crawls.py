"""Which sites lie in which WARC file, and when their pages were taken. Ordinary crawls take every page of their sites once, as the site then
stood; a `watch` comes back for single articles, at the times that their sources give as `captured`. The names sort by time, so that a
revisit comes after what it refers to."""

import datetime
from dataclasses import dataclass

from .warc import WarcFile

SECONDS_BETWEEN_PAGES = 7


@dataclass
class Crawl:
    name: str
    version: str
    software: str
    begins: str
    sites: list
    watch_until: str = ""    # of a watch: the last day
    brackets: bool = False   # addresses in <>, as wget writes them


CRAWLS = [
    Crawl("2025-02-floods.warc.gz", "1.0", "Wget/1.21.3 (linux-gnu)", "2025-02-11T08:59:00Z", ["fenmarket"], watch_until="2025-02-28", brackets=True),
    Crawl("2025-06-towns.warc.gz", "1.1", "sample-crawler/2.1", "2025-06-14T04:00:00Z", ["carrowstar", "diariodabarra", "fenmarket", "kurierzalewu"]),
    Crawl("2025-07-coasts.warc.gz", "1.0", "Heritrix/3.4.0", "2025-07-02T22:15:00Z", ["kiyipostasi", "linjiang", "sahilnews", "shiokaze", "singkhon", "vestnik"]),
    Crawl("2025-08-rechecks.warc.gz", "1.1", "sample-crawler/2.1", "2025-08-01T00:00:00Z", ["diariodabarra", "vestnik"], watch_until="2025-08-31"),
]
ROBOTS = b"User-agent: *\nDisallow: /cgi-bin/\n"


def captures_of(crawl, sites):
    """(site, article or page, date) in the order in which the crawl took them."""
    if crawl.watch_until:
        taken = [(date, name, article) for name in crawl.sites for article in sites[name].articles for date in article.captured
                 if crawl.begins <= date <= crawl.watch_until + "T23:59:59Z"]
        return [(sites[name], article, date) for date, name, article in sorted(taken, key=lambda capture: capture[:2])]
    clock, captures = datetime.datetime.fromisoformat(crawl.begins[:-1]), []
    for name in crawl.sites:
        for page in sites[name].latest + sites[name].extras:
            clock += datetime.timedelta(seconds=SECONDS_BETWEEN_PAGES)
            captures.append((sites[name], page, clock.isoformat() + "Z"))
    return captures


def write_crawls(sites):
    """(file name, bytes, truth lines) of each crawl. `sites`: see make.py."""
    seen = {}
    for crawl in CRAWLS:
        warc, lines, hosts = WarcFile(crawl.name, crawl.version, crawl.software, crawl.begins, seen, crawl.brackets), [], set()
        for site, page, date in captures_of(crawl, sites):
            if site.host not in hosts:  # the first page of a host: what a crawler asks for before
                hosts.add(site.host)
                address = f"20{crawl.begins[2:4]}{crawl.begins[5:7]}{crawl.begins[8:10]}000000\n{site.host}.\t3600\tIN\tA\t192.0.2.{len(hosts)}\n".encode()
                warc.record("response", date, address, [("WARC-Target-URI", f"dns:{site.host}"), ("Content-Type", "text/dns")])
                warc.fetch(f"https://{site.host}/robots.txt", date, ROBOTS, "text/plain")
            url = f"https://{site.host}/{page.path}"
            offset, original = warc.fetch(url, date, site.bytes_of(page, date), site.media_type, getattr(page, "status", 200) or 200, getattr(page, "location", ""))
            warc.note(url, date, ["hopsFromSeed: L", f"fetchTimeMs: {100 + len(page.path)}"])
            line = {"source": f"warc/{crawl.name}#{offset}", **site.truth_of(page), "url": url, "captured": date.replace("Z", "+00:00")}
            if original:  # a revisit: the page is the one that was taken there
                line["revisit_of"] = f"warc/{original}"
            lines.append(line)
            if not crawl.watch_until and page is (site.latest + site.extras)[-1] and site.feed():  # no page: it has no line
                path, media_type, data = site.feed()
                warc.fetch(f"https://{site.host}/{path}", date, data, media_type)
        yield crawl.name, warc.data, lines
