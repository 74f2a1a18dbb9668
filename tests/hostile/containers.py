"""Hostile containers: gzip, WARC, JSON lines, manifests and lists of paths."""
import gzip
import json
import os
import zlib

from crawl import hostile, page


def record(kind=b'response', target=b'https://news.example/a', block=b'', length=None, more=b'', date=b'2024-03-14T07:30:00Z', content_type=b'application/http; msgtype=response'):
    length = len(block) if length is None else length
    head = b'WARC/1.0\r\nWARC-Type: ' + kind + b'\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: ' + date + b'\r\nWARC-Target-URI: ' + target + b'\r\nContent-Type: ' + content_type + b'\r\n'
    return head + more + b'Content-Length: ' + (str(length).encode() if isinstance(length, int) else length) + b'\r\n\r\n' + block + b'\r\n\r\n'


def http(body, fields=b'Content-Type: text/html; charset=utf-8\r\n', status=b'HTTP/1.1 200 OK'):
    return status + b'\r\n' + fields + b'\r\n' + body


class Warc:
    """A WARC file in which survivors stand between bad records."""
    def __init__(self, crawl, name, compressed=False):
        self.crawl, self.name, self.compressed, self.out, self.count = crawl, name, compressed, [], 0

    def survivor(self):
        self.count += 1
        target = b'https://news.example/' + os.fsencode(self.name).replace(b'.', b'-') + b'/%d' % self.count
        return self.add(record(target=target, block=http(self.crawl.survivor_bytes())))

    def add(self, data):
        self.out.append(gzip.compress(data, 1, mtime=0) if self.compressed else data)
        return self

    def raw(self, data):
        self.out.append(data)
        return self

    def close(self, lost=None, times=1):
        self.crawl.put(self.name, b''.join(self.out))
        if lost:
            self.crawl.expect(self.name, lost, times=times)


@hostile
def gzips(crawl):
    """Bombs, layers, cuts, wrong checksums and trailing bytes."""
    text = page('Compressed', 'A page that is whole. ' * 200)
    whole = gzip.compress(text, mtime=0)
    for cut in (1, 2, 3, 9, 10, 11, 18, len(whole) // 2, len(whole) - 9, len(whole) - 4, len(whole) - 1):
        crawl.put(f'cut/{cut:04}.html.gz', whole[:cut], lost='?' if cut < 4 else 'damaged')
    for number in range(crawl.amount(30, 3000)):
        flipped = bytearray(whole)
        flipped[crawl.random.randrange(2, len(whole))] ^= 1 << crawl.random.randrange(8)
        crawl.put(f'flip/{number:04}.html.gz', bytes(flipped), lost='?')
    crawl.put('trailer/garbage.html.gz', whole + b'garbage' * 100, lost='?')
    crawl.put('trailer/zeros.html.gz', whole + b'\0' * 1000, words='A page that is whole')
    crawl.put('trailer/twice.html.gz', whole + whole, words='A page that is whole')
    crawl.put('trailer/empty-members.html.gz', gzip.compress(b'', mtime=0) * 20_000 + whole, words='A page that is whole')
    crawl.put('trailer/lying-length.html.gz', whole[:-4] + b'\xff\xff\xff\xff', lost='damaged')
    head = b'\x1f\x8b\x08\x1c' + b'\0' * 6 + b'\xff\xff' + b'x' * 0xffff + b'name' * 100_000 + b'\0' + b'comment' * 100_000 + b'\0'
    crawl.put('trailer/long-head.html.gz', head + whole[10:], lost='?')
    layers = text
    for number in range(2, 8):
        layers = gzip.compress(layers, mtime=0)
        crawl.put(f'layers/{number}.html.gz', gzip.compress(layers, mtime=0), lost='?')
    bomb = gzip.compress(b'<p>' + b' ' * crawl.amount(100 << 20, 4 << 30), 9 if crawl.soak else 6, mtime=0)
    for name in 'bomb.html.gz', 'bomb', 'bomb.warc.gz', 'bomb.jsonl.gz':
        crawl.put('bombs/' + name, bomb, lost='?')
    crawl.put('bombs/twice.html.gz', gzip.compress(bomb, mtime=0), lost='too-large')


@hostile
def warcs(crawl):
    """Lengths that lie, heads that do not end, damage followed by good records, codings that lie."""
    for compressed in False, True:
        suffix = '.warc.gz' if compressed else '.warc'
        body = page('Lied about', 'Words of an article.')
        for number, length in enumerate([b'-1', b'0x10', b'99999999999999999999999999', b'18446744073709551615', b'1e9', b'', b'abc', b'9223372036854775807', 0, 5, len(http(body)) + 7]):
            Warc(crawl, f'length/{number}{suffix}', compressed).survivor().add(record(block=http(body), length=length)).survivor().close()
            crawl.doubtful.add(f'length/{number}{suffix}'.encode())
        damage = crawl.random.randbytes(100_000)
        Warc(crawl, 'damage/middle' + suffix, compressed).survivor().raw(damage).survivor().close(lost='damaged')
        Warc(crawl, 'damage/start' + suffix, compressed).raw(damage).survivor().close(lost='damaged')
        Warc(crawl, 'damage/end' + suffix, compressed).survivor().raw(damage).close(lost='damaged')
        many = Warc(crawl, 'damage/often' + suffix, compressed)
        for _ in range(crawl.amount(20, 500)):
            many.survivor().raw(crawl.random.randbytes(crawl.random.randrange(50, 3000)))
        many.survivor().close(lost='?')
        crawl.doubtful.add(b'damage/often' + suffix.encode())
        heads = Warc(crawl, 'heads/odd' + suffix, compressed)
        for more in (b'X: ' + b'y' * 1_000_000 + b'\r\n', b'X: y\r\n' * 100_000, b'Content-Length: 5\r\nContent-Length: 7\r\n', b'\0\0\0: \0\r\n', b': \r\n', b'X\r\n', b'  folded\r\n' * 1000,
                     b'WARC-Target-URI: javascript:alert(1)\r\n', b'WARC-Date: yesterday\r\n', b'WARC-Segment-Number: 99999999999\r\n', b'WARC-Truncated: \x1b[31m\r\n'):
            heads.survivor().add(record(block=http(body), more=more))
        heads.survivor().close(lost='?')
        crawl.doubtful.add(b'heads/odd' + suffix.encode())
        targets = Warc(crawl, 'targets/odd' + suffix, compressed)
        for target in (b'javascript:alert(1)', b'data:text/html,x', b'file:///etc/passwd', b'https://', b'http://' + b'a.' * 50_000 + b'example/', b'http://[::1', b'http://x:99999999/', b'\x1b]0;x\x07',
                       b'https://news.example/' + b'x' * 100_000, 'https://\u202enews.example/'.encode(), b'https://news.example/\xff\xfe', b'https://a:b@c:d@news.example/', b'//x', b'', b' ', b'https://news.example/a b\tc',
                       b'http://%00/', b'http://1.1.1.1.1.1/', b'http://xn--a/', b'http://news.example/..%2f..%2f' * 1000):
            targets.add(record(target=target, block=http(page('Target', 'Words of an article.'))))
        targets.survivor().close(lost='?')
        crawl.doubtful.add(b'targets/odd' + suffix.encode())
        bodies = Warc(crawl, 'bodies/odd' + suffix, compressed)
        html = b'Content-Type: text/html\r\n'
        bomb = zlib.compress(b' ' * crawl.amount(70 << 20, 1 << 30), 9)
        for fields, data in ((b'Transfer-Encoding: chunked\r\n', b'FFFFFFFFFFFFFFFF\r\nx'), (b'Transfer-Encoding: chunked\r\n', b'-5\r\nhello\r\n0\r\n'), (b'Transfer-Encoding: chunked\r\n', b'1\r\nx\r\n' * 200_000),
                             (b'Transfer-Encoding: chunked\r\n', b'5;' + b'x' * 1_000_000 + b'\r\nhello\r\n0\r\n\r\n'), (b'Content-Encoding: gzip\r\n', b'not gzip <p>words'), (b'Content-Encoding: deflate\r\n', bomb),
                             (b'Content-Encoding: br\r\n', b'\xff' * 1000), (b'Content-Encoding: br\r\n', bomb), (b'Content-Encoding: zstd\r\n', b'\x28\xb5\x2f\xfd' + b'\xff' * 100),
                             (b'Content-Encoding: ' + b'gzip, ' * 10_000 + b'gzip\r\n', gzip.compress(body)), (b'Content-Encoding: gzip\r\n', gzip.compress(body)[:-20]), (b'Content-Length: 99999999999\r\n', body),
                             (b'Content-Type: text/html; charset=' + b'x' * 100_000 + b'\r\n', body), (b'X: ' + b'y' * 200_000 + b'\r\n', body), (b'X: y\r\n' * 100_000, body)):
            bodies.add(record(block=http(data, html + fields))).survivor()
        for block in (b'', b'HTTP/1.1', b'HTTP/9.9 99999999999 \xff\r\n\r\n' + body, b'\r\n\r\n' + body, b'GET / HTTP/1.1\r\n\r\n', b'HTTP/1.1 200 OK\n\n' + body, b'HTTP/1.1 200 OK', b'\0' * 100_000, body):
            bodies.add(record(block=block)).survivor()
        bodies.close(lost='?')
        crawl.doubtful.add(b'bodies/odd' + suffix.encode())
        revisits = Warc(crawl, 'revisits/odd' + suffix, compressed)
        for number in range(crawl.amount(500, 50_000)):
            refers = b'WARC-Refers-To-Target-URI: https://news.example/r%d\r\nWARC-Refers-To-Date: 2024-03-14T07:30:00Z\r\nWARC-Payload-Digest: sha1:%d\r\n' % (number % 7, number % 3)
            revisits.add(record(b'revisit', b'https://news.example/r%d' % (number % 7), http(b''), more=refers))
        for kind in (b'', b'resource', b'conversion', b'continuation', b'unknown-kind', b'\x1b[31m', b'x' * 100_000, b'warcinfo', b'request', b'metadata'):
            revisits.add(record(kind, block=page('Kind', 'Words of an article.'), content_type=b'text/html'))
        revisits.survivor().close(lost='?')
        crawl.doubtful.add(b'revisits/odd' + suffix.encode())
        dates = Warc(crawl, 'dates/odd' + suffix, compressed)
        for number, date in enumerate([b'', b'0', b'99999999999999', b'2024-99-99T99:99:99Z', b'-1', b'9' * 10_000, b'2024-03-14', b'\xff\xfe', b'20240314073000']):
            target = b'https://news.example/dates-%d-%d' % (number, compressed)
            dates.add(record(target=target, date=date, block=http(crawl.survivor_bytes())))
        dates.close(lost='?')
        crawl.doubtful.add(b'dates/odd' + suffix.encode())
    text = b''.join(record(target=b'https://news.example/one-%d' % n, block=http(crawl.survivor_bytes())) for n in range(5))
    one = gzip.compress(text, mtime=0)
    crawl.put('members/one.warc.gz', one)
    parts = [gzip.compress(text[at:at + 777], 1, mtime=0) for at in range(0, len(text), 777)]
    text2 = b''.join(record(target=b'https://news.example/two-%d' % n, block=http(crawl.survivor_bytes())) for n in range(5))
    parts2 = [gzip.compress(text2[at:at + 777], 1, mtime=0) for at in range(0, len(text2), 777)]
    crawl.put('members/cut-anywhere.warc.gz', b''.join(parts2))
    crawl.put('members/without-one.warc.gz', b''.join(parts[:3] + parts[4:]).replace(b'', b''), lost='?')
    crawl.put('members/nested.warc', record(block=text, content_type=b'application/warc', kind=b'resource'), lost='?')
    tiny = record(b'metadata', b'urn:x:y', b'x', content_type=b'text/plain')
    crawl.put('many/tiny.warc', tiny * crawl.amount(20_000, 500_000))
    crawl.put('many/heads.warc', b'WARC/1.0\r\n' * crawl.amount(50_000, 1_000_000), lost='?')
    crawl.put('many/tiny.warc.gz', gzip.compress(tiny, 1, mtime=0) * crawl.amount(20_000, 200_000))


@hostile
def lines(crawl):
    """JSON lines: a bad line costs itself."""
    bad = [b'{', b'[]', b'null', b'"x"', b'1', b'{"title":}', b'{"title":"x"', b'\xff\xfe\xff', b'{"title":"\xff"}', b'[' * 100_000, b'{"a":' * 100_000, b'{"title":"x","title":"y"} trailing', b'\0\0\0', b'{"title":1e99999}',
           b"{'title':'x'}", b'{"title":"\\ud800"}', b'{"title":"' + b'x' * 1_000_000, b'NaN', b'{"published":NaN}', b'<html>']
    odd = [{'title': None}, {'title': 5, 'body': []}, {'title': ['a'], 'body': {'a': 1}}, {'body': 'x' * 5_000_000}, {'title': 'x' * 1_000_000}, {'authors': 'Jane'}, {'authors': [None, 1, {}, 'x' * 10_000] * 100},
           {'tags': [str(n) for n in range(100_000)]}, {'published': 'yesterday'}, {'published': {}}, {'url': 'javascript:alert(1)'}, {'url': 'x' * 100_000}, {'id': 'i' * 100_000}, {'language': 'xx' * 1000},
           {'title': '\x1b[31m\u202e\x00', 'body': '\x00\x01\x7f\u009b'}, {}, {'unknown' + str(n): n for n in range(1000)}, {'site': '../../etc/passwd'}, {'section': '\n\n'}, {'body': '\n' * 100_000},
           {'body': 'word-' * 100_000}, {'body': ' '.join(f'{n:x}q' for n in range(100_000))}, {'captured': '99999-99-99'}, {'title': '=1+1', 'authors': ['=cmd()']}]
    out = [b'\xef\xbb\xbf']
    for number, line in enumerate(bad + [json.dumps(value).encode() for value in odd]):
        title = crawl.title()
        out += [line, json.dumps({'title': title, 'body': f'Line {number} is followed by others and it is kept.', 'url': f'https://news.example/line/{number}'}).encode()]
    crawl.put('mixed.jsonl', out[0] + b'\n'.join(out[1:]), lost='?')
    crawl.put('crlf.jsonl', b'\r\n'.join(json.dumps({'title': crawl.title(), 'body': f'Carriage {n} returns.', 'id': f'crlf{n}'}).encode() for n in range(3)))
    crawl.put('blank.jsonl', b'\n' * crawl.amount(1_000_000, 50_000_000) + json.dumps({'title': crawl.title(), 'body': 'After blank lines.'}).encode())
    crawl.put('bad.jsonl', b'{bad}\n' * crawl.amount(20_000, 1_000_000), lost='?')
    crawl.put('long.jsonl', b'{"body":"' + b'x' * crawl.amount(70 << 20, 200 << 20) + b'"}\n' + json.dumps({'title': crawl.title(), 'body': 'After a long line.'}).encode(), lost='?')
    cut = gzip.compress(b''.join(json.dumps({'title': crawl.title(), 'body': f'Early line {n}. ' + crawl.random.randbytes(3000).hex()}).encode() + b'\n' for n in range(20)) + crawl.random.randbytes(100_000), mtime=0)
    crawl.put('cut.jsonl.gz', cut[:-5000], lost='?')


@hostile
def manifests(crawl):
    """A manifest of every nonsense. Its good rows hold, its bad ones are told, and every page stays."""
    for number in range(5):
        crawl.survivor(f'page{number}.html')
    rows = [b'path\turl\tcaptured\tcontent_type\tunknown\tpath', b'page0.html\thttps://news.example/m0\t2024-03-14T07:30:00Z\ttext/html; charset=utf-8', b'page1.html\tjavascript:alert(1)\tyesterday\t\x1b[31m',
            b'../../../../etc/passwd\thttps://news.example/passwd', b'/etc/passwd\thttps://news.example/passwd', b'\t\t\t', b'page2.html' + b'\t' * 10_000, b'\xff\xfe\t\xff', b'page3.html\t' + b'x' * 1_000_000, b'page4.html',
            b'page4.html\thttps://news.example/twice', b'page4.html\thttps://news.example/thrice', b'\0', b'"page0.html"\t"https://news.example/quoted"', b'page0.html\r\n'] + [b'none%d.html\thttps://news.example/%d' % (n, n) for n in range(crawl.amount(20_000, 1_000_000))]
    crawl.manifest = crawl.folder + b'-manifest.tsv'
    with open(crawl.manifest, 'wb') as file:
        file.write(b'\n'.join(rows))
    crawl.doubtful.add(crawl.manifest)


@hostile
def lists(crawl):
    """Paths on standard input, good ones among bad ones."""
    names = [b'good.html', b'sub/more.html', b'sp ace.html', b'-dash.html', b'\xff.html']
    for name in names:
        crawl.survivor(name)
    missing = [b'missing.html', b'x' * 60_000, b'/dev/null', b'/proc/self/maps', b'/nowhere' * 1000, b'\x1b[31m']
    crawl.list_input = b'\n'.join(p for name in names + [b'0-before.html', b'zz-after.html'] for p in (crawl.path(name), crawl.random.choice(missing), b'', b'\r')) + b'\n' + b'\n'.join(missing)
    crawl.doubtful.update(missing)
