#!/usr/bin/env python3
"""Makes pairs of articles that are copies, and pairs that only look like it, from the texts beside this file.

    make.py OUT      writes OUT/articles.jsonl (for backfile-index) and OUT/pairs.tsv, the same bytes every time

A line of pairs.tsv: id, id, kind, language, "copy" or "other", and the half of the set: "tuning" or "held-out". Events, speeches and templates
fall into one half whole. Each article has an address and site of its own, and pairs lie 40 days apart: nothing but the two of a pair may be
one story, and every other two that are found are mistakes.
"""
import datetime
import hashlib
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
LANGUAGES = ["en", "de", "fr", "es", "ru", "ar", "zh", "ja", "th"]
UNSPACED = {"zh", "ja", "th"}
QUOTES = {"en": "“”", "de": "„“", "fr": "«»", "es": "«»", "ru": "«»", "ar": "«»", "zh": "“”", "ja": "「」"}
HALVES = ["tuning", "held-out"]
LIVE_GROWTH = 10  # times its beginning


class Draws:
    """Numbers that look random and follow from a name alone."""

    def __init__(self, name):
        self.name, self.count = name, 0

    def below(self, limit):
        self.count += 1
        digest = hashlib.sha256(f"{self.name}/{self.count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def one_of(self, choices):
        return choices[self.below(len(choices))]


# --- the texts ---

def sections(path):
    """Heads as dictionaries, and paragraphs, of a file's sections."""
    for block in path.read_text(encoding="utf-8").split("==========\n"):
        lines = [line for line in block.strip("\n").split("\n") if not line.startswith("//")]
        head, _, body = "\n".join(lines).partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.split("\n"))
        fields["paragraphs"] = body.split("\n\n")
        yield fields


def events():
    """Of each event two tellings, by reporters who did not read each other."""
    for language in LANGUAGES:
        by_name = {}
        for section in sections(HERE / "texts" / f"{language}.txt"):
            by_name.setdefault(section["event"], {"language": language})[section["telling"]] = section
        yield from by_name.items()


def speeches():
    by_name = {}
    for section in sections(HERE / "texts" / "speeches.txt"):
        by_name.setdefault(section["event"], {"language": section["language"]})[section["telling"]] = section
    yield from by_name.items()


def names():
    lists = {}
    for line in (HERE / "names.txt").read_text(encoding="utf-8").splitlines():
        key, _, choices = line.partition(": ")
        lists[tuple(key.split())] = choices.split("|")
    return lists


def length(text, language):
    """In words, or in characters where there are none."""
    return len(text.replace(" ", "")) if language in UNSPACED else len(text.split())


def joined(language, *parts):
    return ("" if language in UNSPACED else " ").join(parts)


# --- what editors do to a wire report ---

def with_dateline(event):
    wire = event["wire"]["paragraphs"]
    return [f"{event['wire']['dateline']} (Meridian) — {wire[0]}"] + [straight(paragraph) for paragraph in wire[1:]]


def straight(text):
    return re.sub("[“”„«»]", '"', text).replace("’", "'")


def with_local_lead(event):
    wire, other = event["wire"]["paragraphs"], event["other"]["paragraphs"]
    return [other[0]] + wire + [other[-1]]


def first_half(event):
    language, wire = event["language"], event["wire"]["paragraphs"]
    whole, kept, so_far = sum(length(p, language) for p in wire), [], 0
    for paragraph in wire:
        kept.append(paragraph)
        so_far += length(paragraph, language)
        if 2 * so_far >= whole:
            return kept


def without_middle(event):
    """Every second paragraph taken out, from the second on."""
    return event["wire"]["paragraphs"][::2]


def corrected(event, draws):
    """A number corrected, and a word in forty (of scripts without words, a character in eighty) replaced by one of the other telling."""
    language = event["language"]
    pool = "".join(event["other"]["paragraphs"]) if language in UNSPACED else " ".join(event["other"]["paragraphs"]).split()
    every, place, paragraphs = (80 if language in UNSPACED else 40), 0, []
    for paragraph in event["wire"]["paragraphs"]:
        units = list(paragraph) if language in UNSPACED else paragraph.split()
        for i in range(len(units)):
            place += 1
            if place % every == 0:
                units[i] = draws.one_of(pool)
        paragraphs.append(("" if language in UNSPACED else " ").join(units))
    text = re.sub(r"\d", lambda digit: str((int(digit.group()) + 1) % 10), "\n\n".join(paragraphs), count=1)
    return text.split("\n\n")


def beginning(event):
    """What a live story starts with: fifty words, or the like of them."""
    language, kept = event["language"], []
    enough = 110 if language in {"zh", "ja"} else 180 if language == "th" else 50
    for paragraph in event["wire"]["paragraphs"]:
        kept.append(paragraph)
        if sum(length(p, language) for p in kept) >= enough:
            return kept


def grown(event, fillers):
    """The live story ten times as long: newest first, so that the beginning has come to stand at the end."""
    language, start = event["language"], beginning(event)
    wanted = LIVE_GROWTH * sum(length(p, language) for p in start)
    added = event["wire"]["paragraphs"][len(start):] + event["other"]["paragraphs"] + fillers
    kept, so_far = [], sum(length(p, language) for p in start)
    for paragraph in added:
        if so_far >= wanted:
            break
        kept.append(paragraph)
        so_far += length(paragraph, language)
    return kept[::-1] + start


def fillers_for(name, language):
    """What else there is in a language, for live stories to grow by."""
    found = []
    for other, event in list(events()) + list(speeches()):
        if event["language"] != language or other == name:
            continue
        for telling, section in event.items():
            if telling != "language":
                found += section["paragraphs"]
    return found


def first_quotation(event):
    """The paragraph of the wire with a quotation, else its last."""
    marks = "“„«「\"" if event["language"] != "en" else '“"'
    quoting = [p for p in event["wire"]["paragraphs"] if any(mark in p for mark in marks)]
    return (quoting or event["wire"]["paragraphs"])[-1]


# --- reports of one speech ---

def quoted(speech):
    opening, closing = QUOTES[speech["language"]]
    return [f"{opening}{paragraph}{closing}" for paragraph in speech["quotes"]["paragraphs"]]


def quotes_in_between(frame, quotes):
    """A paragraph of the reporter, one of the speaker, in turn; then what is left of the reporter's."""
    mixed = []
    for i, paragraph in enumerate(frame["paragraphs"]):
        mixed.append(paragraph)
        mixed += quotes[i:i + 1]
    return mixed


def quotes_in_a_block(frame, quotes):
    return frame["paragraphs"][:1] + quotes + frame["paragraphs"][1:]


# --- templates ---

BLANK = re.compile(r"\[([^\]]*)\]|<([^>]*)>")


def number_in(span, draws):
    low, high = (int(end) for end in span.split("-"))
    return str(low + draws.below(high - low + 1))


def filled(template, lists, values):
    """`values(kind, choose)` says what stands in a blank: `choose(draws)` makes a new one."""
    def blank(match):
        if match.group(1) is not None:
            choices = match.group(1).split("|")
            return values("word", lambda draws: re.sub("<([^>]*)>", lambda inner: number_in(inner.group(1), draws), draws.one_of(choices)))
        kind = match.group(2)
        if re.fullmatch(r"\d+-\d+", kind):
            return values("number", lambda draws: number_in(kind, draws))
        return values(kind, lambda draws: draws.one_of(lists[(template["language"], kind)]))
    title = BLANK.sub(blank, template["title"])
    return title, [BLANK.sub(blank, paragraph) for paragraph in template["paragraphs"]]


def report(template, lists, draws, keep=(), same=()):
    """A report, and its values in order. Of `keep`, the values of another report, those of the kinds in `same` stay, and with "half" every
    second one of the others. One report is about one town, and unless it is of sports about one day."""
    values, fixed = [], {}

    def value(kind, choose):
        stays = kind in same or ("half" in same and len(values) % 2 == 0)
        fresh = keep[len(values)] if keep and stays else choose(draws)
        if kind == "town" or (kind == "day" and template["kind"] != "sports"):
            fresh = fixed.setdefault(kind, fresh)
        values.append(fresh)
        return fresh
    title, paragraphs = filled(template, lists, value)
    return title, paragraphs, values


RECURRENCES = [  # kind, hours later, what stays the same
    ("other place", 1, ()),
    ("next day", 24, ("town", "club", "firm")),
    ("next week", 7 * 24, ("town", "club", "firm", "day")),
    ("same evening", 9, ("town", "club", "firm", "day", "player", "half")),
]


# --- the set ---

class Writer:
    def __init__(self, out):
        out.mkdir(parents=True, exist_ok=True)
        self.articles = open(out / "articles.jsonl", "w", encoding="utf-8")
        self.pairs = open(out / "pairs.tsv", "w", encoding="utf-8")
        self.count = 0

    def add(self, kind, label, half, language, first, second, hours):
        """`first`, `second`: title and paragraphs."""
        self.count += 1
        start = datetime.datetime(1960, 1, 4, 6) + datetime.timedelta(days=40 * self.count)
        for letter, (title, paragraphs), later in (("a", first, 0), ("b", second, hours)):
            name = f"p{self.count:03}{letter}"
            when = start + datetime.timedelta(hours=later)
            article = {"id": name, "url": f"https://www.{name}.example/news/{name}", "title": title, "language": language,
                       "published": when.strftime("%Y-%m-%dT%H:%M:%SZ"), "body": "\n\n".join(paragraphs)}
            self.articles.write(json.dumps(article, ensure_ascii=False) + "\n")
        name = f"p{self.count:03}"
        self.pairs.write("\t".join([name + "a", name + "b", kind, language, label, half]) + "\n")


def add_event(writer, name, event, half):
    language, draws = event["language"], Draws(name)
    wire, other = event["wire"], event["other"]
    whole = (wire["title"], wire["paragraphs"])
    copies = [
        ("verbatim", whole, (other["title"], with_dateline(event))),
        ("local lead", whole, (other["title"], with_local_lead(event))),
        ("cut to its first half", whole, (wire["title"], first_half(event))),
        ("cut to every second paragraph", whole, (other["title"], without_middle(event))),
        ("corrected", whole, (wire["title"], corrected(event, draws))),
        ("live story grown tenfold", (wire["title"], beginning(event)), (other["title"], grown(event, fillers_for(name, language)))),
    ]
    others = [
        ("told independently", whole, (other["title"], other["paragraphs"])),
        ("told independently, one quotation in common", whole, (other["title"], other["paragraphs"] + [first_quotation(event)])),
    ]
    for label, pairs in (("copy", copies), ("other", others)):
        for kind, first, second in pairs:
            writer.add(kind, label, half, language, first, second, hours=1 + draws.below(40))


def add_speech(writer, name, speech, half):
    quotes, draws = quoted(speech), Draws(name)
    first, second = speech["frame-a"], speech["frame-b"]
    for kind, arrange in (("quotations only, in between", quotes_in_between), ("quotations only, in a block", quotes_in_a_block)):
        writer.add(kind, "other", half, speech["language"], (first["title"], arrange(first, quotes)), (second["title"], quotes + second["paragraphs"]),
                   hours=1 + draws.below(40))


def add_template(writer, number, template, lists, half):
    for kind, hours, same in RECURRENCES:
        draws = Draws(f"{number}/{kind}")
        title, paragraphs, values = report(template, lists, draws)
        again, other_paragraphs, _ = report(template, lists, draws, values, same)
        writer.add(f"{template['kind']}, {kind}", "other", half, template["language"], (title, paragraphs), (again, other_paragraphs), hours)


def main():
    writer, lists, seen = Writer(pathlib.Path(sys.argv[1])), names(), {}

    def half(group):
        """In turn within a group, so that both halves have of each language and kind what there is of it."""
        seen[group] = seen.get(group, -1) + 1
        return HALVES[seen[group] % 2]
    for name, event in events():
        add_event(writer, name, event, half(event["language"]))
    for name, speech in speeches():
        add_speech(writer, name, speech, half("speeches"))
    for number, template in enumerate(sections(HERE / "reports.txt")):
        add_template(writer, number, template, lists, half(template["kind"]))


if __name__ == "__main__":
    main()
