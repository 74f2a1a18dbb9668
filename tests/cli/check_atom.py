#!/usr/bin/env python3
"""check_atom.py FEED: whether an Atom feed keeps the rules of RFC 4287 that concern what we write. Prints how many entries it has."""
import re
import sys
import xml.etree.ElementTree as ElementTree

ATOM, DCTERMS, XML = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/terms/}", "{http://www.w3.org/XML/1998/namespace}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
ONCE = {ATOM + name for name in ("id", "title", "updated", "published", "summary", "content", "generator")}
FEED = {ATOM + name for name in ("id", "title", "updated", "generator", "entry")}
ENTRY = {ATOM + name for name in ("id", "title", "updated", "published", "link", "author", "category", "summary", "content")} | {DCTERMS + "issued"}


def check(truth, what):
    if not truth:
        sys.exit("check_atom: " + what)


def check_common(element, allowed):
    names = [child.tag for child in element]
    check(set(names) <= allowed, f"unexpected {set(names) - allowed}")
    for name in ONCE:
        check(names.count(name) <= 1, f"more than one {name}")
    for name in ("id", "title", "updated"):
        check((element.findtext(ATOM + name) or "").strip(), f"no {name}")
    for name in ("updated", "published"):
        text = element.findtext(ATOM + name)
        check(text is None or INSTANT.fullmatch(text), f"{name} {text} is no instant")
    check(UUID.fullmatch(element.findtext(ATOM + "id")), "an id is no UUID")


def check_entry(entry):
    check_common(entry, ENTRY)
    authors = entry.findall(ATOM + "author")
    check(authors and all((author.findtext(ATOM + "name") or "").strip() for author in authors), "an entry without an author's name")
    links = entry.findall(ATOM + "link")
    check(all(link.get("href") and link.get("rel") == "alternate" for link in links) and len(links) <= 1, "links")
    check(links or entry.find(ATOM + "content") is not None, "neither a link nor content")
    check(all(category.get("term") for category in entry.findall(ATOM + "category")), "a category without a term")
    check(all(text.get("type") == "html" for text in entry.findall(ATOM + "summary") + entry.findall(ATOM + "content")), "a type")
    language = entry.get(XML + "lang")
    check(language is None or LANGUAGE.fullmatch(language), f"language {language}")


root = ElementTree.parse(sys.argv[1]).getroot()
check(root.tag == ATOM + "feed", "the root is no feed")
check_common(root, FEED)
entries = root.findall(ATOM + "entry")
for entry in entries:
    check_entry(entry)
check(len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries), "two entries with one id")
print(len(entries), "entries")
