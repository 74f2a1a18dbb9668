"""Articles as written by hand in corpus/sources: a few fields, a blank line, then blocks separated by blank lines.

A block is a paragraph unless it begins with a mark:
    ## TEXT             a heading inside the text
    > TEXT | CITE       a pull quote and who said it
    @ TEXT              an entry's own heading in a live blog
    [caption] TEXT      a picture and its caption        (around the text, not of it)
    [related] TEXT      a link to another story          (around the text)
    [ad]                an advertisement                 (around the text)
`captured` lists the times at which a watching crawl took the page (crawls.py); an article given twice has two texts, the later one last.
Articles of one file are separated by lines of ten or more equals signs; lines beginning with '//' are comments.
"""

import re
from dataclasses import dataclass, field

OF_THE_TEXT = {"p", "head", "quote", "entry"}
LISTS = {"authors", "tags", "captured"}


@dataclass
class Block:
    kind: str
    text: str
    cite: str = ""


@dataclass
class Article:
    fields: dict
    blocks: list = field(default_factory=list)

    def __getattr__(self, name):
        if name in LISTS:
            return [part.strip() for part in self.fields.get(name, "").split(";") if part.strip()]
        return self.fields.get(name, "")

    def body(self, with_standfirst=False):
        """The text as it should be extracted: paragraphs separated by one blank line."""
        parts = [self.standfirst] if with_standfirst and self.standfirst else []
        for block in self.blocks:
            if block.kind in OF_THE_TEXT:
                parts += [block.text] + ([block.cite] if block.cite else [])
        return "\n\n".join(parts)


def parse_block(text):
    text = " ".join(text.split("\n"))
    if text.startswith("## "):
        return Block("head", text[3:])
    if text.startswith("@ "):
        return Block("entry", text[2:])
    if text.startswith("> "):
        quote, _, cite = text[2:].partition(" | ")
        return Block("quote", quote, cite)
    mark = re.match(r"\[(caption|related|ad)\] ?(.*)$", text)
    return Block(mark[1], mark[2]) if mark else Block("p", text)


def parse_articles(text):
    text = "\n".join(line for line in text.split("\n") if not line.startswith("//"))
    articles = []
    for part in re.split(r"^={10,}$", text, flags=re.M):
        head, _, rest = part.strip().partition("\n\n")
        if not head:
            continue
        fields = {}
        for line in head.split("\n"):
            name, colon, value = line.partition(": ")
            if not colon:
                raise ValueError(f"not a field: {line!r}")
            fields[name] = value.strip()
        blocks = [parse_block(block.strip()) for block in re.split(r"\n{2,}", rest) if block.strip()]
        articles.append(Article(fields, blocks))
    return articles
