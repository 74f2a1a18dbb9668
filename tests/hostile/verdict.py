"""What is held against a run."""
import json
import os
import re
from collections import Counter

FAILURES = {'unreadable', 'damaged', 'too-large', 'bad-json'}
SHOWN = 8
# Controls but line breaks, and what was no UTF-8: these no text has.
CONTROL = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\udc80-\udcff]')
# Direction marks and odd line breaks besides, which text may have (Hebrew and Arabic do) but a terminal or a log must not act on.
STEERING = re.compile(CONTROL.pattern[:-1] + '\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]')


class Verdict:
    def __init__(self, name):
        self.name, self.violations, self.measured = name, [], ''

    def check(self, holds, message):
        if not holds:
            self.violations.append(message)

    def tell(self):
        """Prints the verdict; returns how many violations there were."""
        print(f'{self.name:<14} {self.measured:<22} {"ok" if not self.violations else f"{len(self.violations)} violations"}', flush=True)
        for message in self.violations[:SHOWN]:
            print('   ', message)
        return len(self.violations)


def decoded(data):
    """Bytes as the programs' JSON has them."""
    return data.decode('utf-8', 'replace')


def below(crawl, source):
    """The input's path below the crawl, without its place in a container."""
    prefix = decoded(crawl.folder) + '/'
    name = source.removeprefix(prefix)
    for suffix in re.compile(r'!/.*$', re.DOTALL), re.compile(r'#\d+(\+\d+)?$'), re.compile(r':\d+$'):
        shorter = suffix.sub('', name)
        if shorter != name and not os.path.lexists(crawl.folder + b'/' + os.fsencode(name)):
            return shorter
    return name


def check_report(crawl, run, verdict):
    """One line for every input that was lost, and for no other."""
    doubtful = {decoded(path) for path in crawl.doubtful}
    expected = Counter({(decoded(path), reason): times for (path, reason), times in crawl.lost.items() if decoded(path) not in doubtful})
    told = Counter()
    for line in run.report:
        try:
            entry = json.loads(line)
        except ValueError:
            verdict.check(False, f'the report has a line that is no JSON: {line[:200]!r}')
            continue
        if entry['reason'] not in FAILURES:
            continue
        path = below(crawl, entry['source'])
        if path not in doubtful:
            told[path, entry['reason']] += 1
    for (path, reason), times in (expected - told).items():
        verdict.check(False, f'{path[:200]!r}: not told {times} times as {reason}')
    for (path, reason), times in (told - expected).items():
        verdict.check(False, f'{path[:200]!r}: told {times} times as {reason}')
    any_failure = any(f'"reason":"{reason}"' in line for line in run.report for reason in FAILURES)
    verdict.check(run.exit_code == (1 if any_failure else 0), f'exit code {run.exit_code} with{"" if any_failure else "out"} failures in the report')
    for line in run.errors.rstrip('\n').split('\n'):
        verdict.check(line.startswith('backfile-index: '), f'a stray line on standard error: {line[:200]!r}')
    verdict.check(not STEERING.search(run.errors), f'a raw character on standard error: {STEERING.search(run.errors)}')


def check_survivors(crawl, titles, verdict):
    missing = sorted(crawl.survivors - titles)
    verdict.check(not missing, f'{len(missing)} of {len(crawl.survivors)} good pages are lost: {missing[:5]}')


def check_articles(crawl, output, verdict):
    """What --extract-only prints is JSON, and has what the pages say."""
    articles = {}
    for line in output.rstrip('\n').split('\n'):
        try:
            article = json.loads(line)
        except ValueError:
            verdict.check(False, f'--extract-only printed no JSON: {line[:200]!r}')
            continue
        articles.setdefault(below(crawl, article['source']), article)
        for word in crawl.forbidden:
            verdict.check(word not in line, f'{article["source"]}: has what it must not: {word}')
    for path, words in crawl.words.items():
        article = articles.get(decoded(path), {})
        verdict.check(words in article.get('title', '') + article.get('body', ''), f'{decoded(path)}: has no {words!r} but {article.get("title", "no article")[:100]!r}')
