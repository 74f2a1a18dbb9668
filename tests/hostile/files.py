"""Hostile trees: names, paths, links and things that are no files, and a crawl that changes while it is read."""
import os
import random
import socket
import threading

from crawl import hostile, page


def good(crawl):
    return crawl.survivor_bytes()


@hostile
def names(crawl):
    """File names of every kind. Each is a good page: names cost nothing."""
    odd = [b'-rf.html', b'--report.html', b'-', b'new\nline.html', b'carriage\rreturn.html', b'tab\there.html', b' spaces .html', b'quote"\'`.html', b'$(touch pwned).html',
           b';touch pwned;.html', b'\x1b[31mred\x1b]0;owned\x07.html', b'\xff\xfe\x80.html', b'\xc3\x28.html', 'bidi\u202e\u2066lmth.html'.encode(), 'ünïcödé.html'.encode(),
           'u\u0308nicode.html'.encode(), '\ufeffmark.html'.encode(), b'a' * 250 + b'.html', b'.hidden.html', b'...html', b'*.html', b'?.html', b'[a].html', b'{a,b}.html', b'%00.html',
           b'%2e%2e%2fetc%2fpasswd.html', b'index.html?x=<script>alert(1)<%2Fscript>', b'=cmd|calc.html', b'a#123', b'a#fragment.html', b'c:\\windows.html', b'CON.html', b'nul\x01\x02.html',
           b'&amp;.html', b'javascript:alert(1).html', b'http:', b'\\.html', b'~.html', b'@file.html', b'+1.html']
    for number, name in enumerate(odd):
        crawl.survivor(b'%02d/' % number + name)
        if b'\n' not in name and len(name) < 200:
            crawl.survivor(b'%02d-in/' % number + name + b'/page.html')
    generator = crawl.random
    for _ in range(crawl.amount(100, 2000)):
        name = bytes(generator.choice(bytes(set(range(1, 256)) - {ord('/')})) for _ in range(generator.randint(1, 200)))
        if name not in (b'.', b'..'):
            crawl.survivor(b'random/' + name + b'.html')


@hostile
def trees(crawl):
    """Paths longer than PATH_MAX, loops of links, links out of the tree, dangling ones, and what is no file."""
    outside = crawl.folder + b'-outside'
    os.makedirs(outside)
    with open(outside + b'/linked.html', 'wb') as file:
        file.write(good(crawl))
    here = os.open(crawl.folder, os.O_RDONLY)
    for level in range(crawl.amount(60, 1000)):  # 60 * 200 bytes are three times PATH_MAX
        name = b'd' * 200
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
        if level % 20 == 19:
            with open(os.open(b'deep.html', os.O_WRONLY | os.O_CREAT, dir_fd=here), 'wb') as file:
                file.write(good(crawl))
    os.symlink(crawl.folder, b'up', dir_fd=here)
    os.close(here)
    os.makedirs(crawl.path('links/real'))
    crawl.survivor('links/real/page.html')
    for name, target in {'loop': 'loop', 'to-self': '.', 'to-parent': '..', 'to-root-of-crawl': '../', 'dangling.html': 'nowhere', 'real-again': 'real',
                         'a': 'b', 'b': 'a', 'long': 'x/' * 2000, 'out': outside, 'device.html': '/dev/zero', 'memory.html': '/proc/self/mem', 'terminal.html': '/dev/tty'}.items():
        os.symlink(target, crawl.path('links/' + name))
    for name in 'loop', 'dangling.html', 'a', 'b', 'long':
        crawl.expect('links/' + name, lost='unreadable')
    for name in 'memory.html', 'terminal.html':
        crawl.expect('links/' + name, lost='?')
    previous = crawl.path('links/real')
    for number in range(50):
        os.symlink(previous, crawl.path(f'links/chain{number}'))
        previous = crawl.path(f'links/chain{number}')
        if number >= 40:
            crawl.expect(f'links/chain{number}', lost='?')  # the kernel follows forty
    os.makedirs(crawl.path('special'))
    os.mkfifo(crawl.path('special/fifo.html'))
    with socket.socket(socket.AF_UNIX) as listener:
        folder = os.getcwd()
        os.chdir(crawl.path('special'))  # an address has 108 bytes
        listener.bind('socket.html')
        os.chdir(folder)
    if os.getuid() == 0:
        os.mknod(crawl.path('special/null.html'), 0o020666, os.makedev(1, 3))
        os.mknod(crawl.path('special/zero.html'), 0o020666, os.makedev(1, 5))
        os.mknod(crawl.path('special/block.html'), 0o060666, os.makedev(250, 200))
    for number in range(crawl.amount(2000, 200_000)):
        os.makedirs(crawl.path(f'empty/{number % 100}/{number}'))


@hostile
def sparse(crawl):
    """Files of a terabyte that take no room."""
    for name, lost in {'page.html': 'too-large', 'page.html.gz': '?', 'nameless': '?', 'data.jsonl': '?', 'crawl.warc': '?', 'crawl.warc.gz': '?'}.items():
        with open(crawl.write(name, b''), 'wb') as file:
            file.truncate(1 << 40)
        crawl.expect(name, lost=lost)
    with open(crawl.write('gap.warc', b''), 'wb') as file:
        file.write(b'WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1099511627000\r\n\r\n')
        file.truncate(1 << 40)
    crawl.expect('gap.warc', lost='?')


@hostile
def permissions(crawl):
    """What may not be read, for a user without privileges."""
    crawl.unprivileged = True
    crawl.put('closed/file.html', good_unless_closed(), lost='unreadable')
    os.chmod(crawl.path('closed/file.html'), 0)
    for name, mode in ('no-read', 0o311), ('no-search', 0o644), ('nothing', 0):
        crawl.put(f'{name}/page.html', good_unless_closed())
        os.chmod(crawl.path(name), mode)
    for name in 'no-read', 'nothing', 'no-search':
        crawl.expect(name, lost='unreadable')


def good_unless_closed():
    return page('Closed', 'Nobody may read this.')


@hostile
def changing(crawl):
    """Files that grow, shrink, vanish and become something else while they are read."""
    for number in range(20):
        crawl.survivor(f'still/{number:02}.html')
    for number in range(200):
        crawl.put(f'moving/{number:03}.html', page('Moving', 'word ' * 2000), lost='?')
    crawl.put('moving/crawl.warc', b'WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 20\r\n\r\n' + b'x' * 20 + b'\r\n\r\n', lost='?')
    crawl.doubtful.add(b'moving')
    generator = random.Random(crawl.random.random())

    def meanwhile(stop: threading.Event):
        while not stop.is_set():
            path = crawl.path(f'moving/{generator.randrange(200):03}.html')
            try:
                match generator.randrange(6):
                    case 0:
                        os.truncate(path, generator.randrange(20_000))
                    case 1:
                        with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK), 'wb') as file:  # it may be a FIFO by now
                            file.write(b'<p>more words</p>' * 1000)
                    case 2:
                        os.unlink(path)
                    case 3:
                        os.unlink(path)
                        os.mkfifo(path)
                    case 4:
                        os.unlink(path)
                        os.mkdir(path)
                    case 5:
                        os.unlink(path)
                        os.symlink('/dev/zero', path)
            except OSError:
                pass
            stop.wait(0.0005)
    crawl.meanwhile = meanwhile
