"""What a class of hostile input is made with: a folder, good pages whose survival is checked, and what must become of the bad ones.

A class is a function of a Crawl, deterministic by the crawl's seed. It puts bad inputs beside survivors and says of each bad one what it knows:
nothing (it may be an article or no article, but must not count as unreadable), that it is lost and why, or words that must be found in it."""
import os
import random
from collections import Counter

CLASSES = {}


def hostile(function):
    """Registers a class under the function's name."""
    CLASSES[function.__name__] = function
    return function


def page(title, body='', head='', charset='utf-8'):
    """A page of text, `title` and all, as a publisher would have it. Bytes pass through, so that they may be of any encoding."""
    def raw(text):
        return text if isinstance(text, bytes) else text.encode(charset, 'surrogateescape')
    return (b'<!DOCTYPE html><html lang="en"><head>' + raw(head or f'<meta charset="{charset}">') + b'<title>' + raw(title) + b'</title></head><body><article><h1>' +
            raw(title) + b'</h1><p>' + raw(body) + b'</p><p>The council will meet again in a fortnight, its clerk said, and hear the residents of both banks.'
            b'</p></article></body></html>')


class Crawl:
    def __init__(self, folder, name, seed, soak):
        self.folder, self.name, self.soak = os.fsencode(folder), name, soak
        self.random = random.Random(f'{seed} {name}')
        self.survivors = set()   # titles
        self.lost = Counter()    # (path below the folder, reason): how often
        self.doubtful = set()    # paths of which nothing is known
        self.words = {}          # path: words that its article must have
        self.forbidden = []      # words that no article may have
        self.list_input = None   # for standard input, instead of walking the folder
        self.manifest = None
        self.unprivileged = False
        self.meanwhile = None    # called again and again with the crawl's folder while it is read
        os.makedirs(self.folder)

    def amount(self, quick, soak):
        """How much of something: the default suite must stay quick."""
        return soak if self.soak else quick

    def path(self, name):
        return os.path.join(self.folder, os.fsencode(name))

    def title(self):
        title = f'Survivor {self.name} {len(self.survivors)}'
        self.survivors.add(title)
        return title

    def survivor_bytes(self):
        """A good page for a place that the class chooses."""
        title = self.title()
        return page(title, f'The ferry of berth {title.split()[-1]} in {title.split()[-2]} sailed on time, and nobody was lost.')

    def survivor(self, name):
        self.write(name, self.survivor_bytes())

    def write(self, name, data):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(data)
        return path

    def put(self, name, data, lost=None, words=None):
        self.write(name, data)
        self.expect(name, lost, words)

    def expect(self, name, lost=None, words=None, times=1):
        if lost == '?':
            self.doubtful.add(os.fsencode(name))
        elif lost:
            self.lost[os.fsencode(name), lost] += times
        if words:
            self.words[os.fsencode(name)] = words


def build(name, folder, seed=1, soak=False):
    """The class `name` below `folder`, between two survivors."""
    crawl = Crawl(folder, name, seed, soak)
    crawl.survivor(b'0-before.html')
    CLASSES[name](crawl)
    crawl.survivor(b'zz-after.html')
    return crawl
