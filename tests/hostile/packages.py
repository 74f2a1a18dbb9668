"""Hostile packages: zip files (WACZ), saved pages (MHTML), ARC files; and feeds, which speak of other pages."""
import gzip
import io
import struct
import zipfile

from containers import http, record
from crawl import hostile, page
from texts import DATES


def zipped(files, method=zipfile.ZIP_STORED, comment=b''):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as file:
        for name, data in files:
            file.writestr(zipfile.ZipInfo(name), data, method)
        file.comment = comment
    return out.getvalue()


@hostile
def zips(crawl):
    """WACZ files: names that lead elsewhere, sizes that lie, files within files, bombs, and what is left of a cut one."""
    def warc():
        return gzip.compress(record(target=b'https://news.example/zip/%d' % len(crawl.survivors), block=http(crawl.survivor_bytes())), mtime=0)
    names = ['archive/a.warc.gz', '../../../etc/passwd.warc.gz', '/etc/x.warc.gz', 'C:\\x.warc.gz', 'a/' * 5000 + 'x.warc.gz', '\x1b[31m.warc.gz', '\u202e.warc.gz', 'new\nline.warc.gz', ' .warc.gz', '-rf.warc.gz']
    crawl.put('names.wacz', zipped([(name, warc()) for name in names]))
    crawl.put('comment.wacz', zipped([('archive/a.warc.gz', warc())], comment=b'PK\x05\x06' * 1000), lost='?')
    crawl.put('before.wacz', b'#!/bin/sh\n' * 100 + zipped([('archive/a.warc.gz', warc())]), lost='?')
    crawl.put('many.wacz', zipped([(f'archive/{n}.txt', b'') for n in range(crawl.amount(20_000, 60_000))] + [('archive/a.warc.gz', warc())]))
    crawl.put('deflated.wacz', zipped([('archive/a.warc.gz', warc())], zipfile.ZIP_DEFLATED))
    whole = zipped([('archive/a.warc.gz', warc()), ('archive/b.warc.gz', warc())])
    crawl.put('cut.wacz', whole[:whole.rindex(b'PK\x01\x02') - 10], lost='?')
    inner = zipped([('archive/a.warc.gz', gzip.compress(record(block=http(page('Inner', 'Words of an article.'))), mtime=0))])
    sizes = bytearray(inner)
    directory = sizes.index(b'PK\x01\x02')
    for number, (place, value) in enumerate([(20, 0), (20, 5), (20, 0xffffffff), (24, 0xffffffff), (42, 0xfffffff0), (42, 7), (28, 0xffff), (8, 0xffff), (10, 0xffff)]):
        lying = bytearray(sizes)
        struct.pack_into('<I' if value > 0xffff or place in (20, 24, 42) else '<H', lying, directory + place, value)
        crawl.put(f'lies/{number}.wacz', bytes(lying), lost='?')
    for number in range(crawl.amount(100, 5000)):
        flipped = bytearray(inner)
        flipped[crawl.random.randrange(len(inner))] ^= 1 << crawl.random.randrange(8)
        crawl.put(f'flips/{number:04}.wacz', bytes(flipped), lost='?')
    for depth in range(5):
        inner = zipped([(f'archive/{depth}.wacz', inner)])
        crawl.put(f'nested/{depth}.wacz', inner, lost='?')
    bomb = gzip.compress(b'WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\n' + b' ' * crawl.amount(100 << 20, 2 << 30), 6, mtime=0)
    crawl.put('bomb.wacz', zipped([('archive/bomb.warc.gz', bomb)], zipfile.ZIP_DEFLATED), lost='?')
    entry = inner[inner.index(b'PK\x01\x02'):inner.index(b'PK\x05\x06')]
    end = bytearray(inner[inner.index(b'PK\x05\x06'):])
    struct.pack_into('<HHI', end, 8, 1000, 1000, len(entry) * 1000)
    crawl.put('overlapping.wacz', inner[:inner.index(b'PK\x01\x02')] + entry * 1000 + bytes(end), lost='?')
    for name, data in ('empty', b''), ('only-end', b'PK\x05\x06' + bytes(18)), ('only-mark', b'PK\x03\x04'), ('marks', b'PK\x03\x04' * 100_000):
        crawl.put(f'bare/{name}.wacz', data, lost='?')


@hostile
def mails(crawl):
    """MHTML: boundaries that never come, parts within parts, codings that lie, heads without an end."""
    def saved(body, boundary=b'b', coding=b'8bit', more=b''):
        return (b'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/mail/%d\r\nMIME-Version: 1.0\r\n' % crawl.random.randrange(1 << 60) + more + b'Content-Type: multipart/related; type="text/html"; boundary="' +
                boundary + b'"\r\n\r\n--' + boundary + b'\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: ' + coding + b'\r\n\r\n' + body + b'\r\n--' + boundary + b'--\r\n')
    crawl.put('good.mhtml', saved(crawl.survivor_bytes()))
    body = page('Saved', 'Words of an article.')
    nested = body
    for number in range(200):
        nested = saved(nested, b'n%d' % number)
    odd = {'coding': saved(body, coding=b'x' * 100_000), 'base64': saved(b'!!!!' + body, coding=b'base64'), 'quoted': saved(b'=\r\n=ZZ=3' + body + b'=', coding=b'quoted-printable'), 'nested': nested,
           'no-end': saved(body)[:-300], 'no-boundary': saved(body).replace(b'boundary', b'boundless'), 'long-boundary': saved(body, b'b' * 100_000), 'empty-boundary': saved(body, b''),
           'long-head': saved(body, more=b'X: ' + b'y' * 1_000_000 + b'\r\n'), 'many-heads': saved(body, more=b'X: y\r\n' * 100_000), 'folded': saved(body, more=b'X: y\r\n' + b' z\r\n' * 100_000),
           'many-parts': saved(b'\r\n--b\r\nContent-Type: image/png\r\n\r\nx' * crawl.amount(20_000, 500_000)), 'escapes': saved(body, more=b'Subject: \x1b[31m\r\nDate: \x00\r\nContent-Location: javascript:alert(1)\r\n'),
           'only-marks': saved(b'--b\r\n' * crawl.amount(100_000, 1_000_000)), 'binary': saved(crawl.random.randbytes(100_000))}
    for name, data in odd.items():
        crawl.put(f'odd/{name}.mhtml', data, lost='?')
    for cut in range(0, len(saved(body)), 97):
        crawl.put(f'cut/{cut:04}.mht', saved(body)[:cut], lost='?')


@hostile
def arcs(crawl):
    """ARC files: lengths that lie, lines that are none, damage followed by good records."""
    def arc(target, block, length=None, date=b'20240314073000', kind=b'text/html'):
        return target + b' 192.0.2.1 ' + date + b' ' + kind + b' ' + (b'%d' % len(block) if length is None else length) + b'\n' + block + b'\n'
    head = arc(b'filedesc://x.arc', b'1 0 Sample\nURL IP-address Archive-date Content-type Archive-length\n', kind=b'text/plain')

    def survivor():
        return arc(b'https://news.example/arc/%d' % len(crawl.survivors), http(crawl.survivor_bytes()))
    # What stands right before damage may be lost with it: one line end behind a record proves no length.
    buffer = arc(b'https://news.example/buffer', http(page('Buffer', 'Words of an article.')))
    block = http(page('Lied about', 'Words of an article.'))
    for packed in False, True:
        def together(parts):
            return b''.join(gzip.compress(part, 1, mtime=0) for part in parts) if packed else b''.join(parts)
        suffix = '.arc.gz' if packed else '.arc'
        for number, length in enumerate([b'-1', b'0', b'5', b'99999999999999999999', b'x', b'', b'%d' % (len(block) + 9)]):
            crawl.put(f'length/{number}{suffix}', together([head, survivor(), arc(b'https://news.example/x', block, length), survivor()]), lost='?')
        for number, (target, date, kind) in enumerate([(b'javascript:alert(1)', b'0', b'\x1b[31m'), (b'x' * 100_000, b'99999999999999', b'text/html'), (b'https://\xff\xfe/', b'', b''), (b'', b'20249999999999', b'a b c')]):
            crawl.put(f'odd/{number}{suffix}', together([head, survivor(), buffer, arc(target, block, date=date, kind=kind), survivor()]), lost='?')
        crawl.put('damage' + suffix, together([head, survivor(), buffer]) + crawl.random.randbytes(50_000) + b'\n' + together([survivor()]), lost='?')
    crawl.put('heads.arc', head * crawl.amount(20_000, 500_000), lost='?')


@hostile
def feeds(crawl):
    """Feeds and sitemaps that lie of good pages, read files, or do not end. None of them renames a page, and none is an article."""
    secret = crawl.write(b'outside.txt', b'secretoutsider')
    crawl.forbidden.append('secretoutsider')
    host = 'news.example'
    for number in range(20):
        crawl.survivor(f'{host}/{number}.html')

    def rss(items, head=''):
        return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'

    def item(title='Renamed', date='Thu, 14 Mar 2024 07:30:00 GMT', number=None):
        link = f'https://{host}/{crawl.random.randrange(20) if number is None else number}.html'
        return f'<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>'
    many = crawl.amount(100_000, 1_000_000)
    shapes = {
        'renames': rss(''.join(item(f'Renamed {n}', number=n) for n in range(20))), 'controls': rss(''.join(item(t) for t in ('\x1b[31m', '\u202e', '&#27;[31m', '&#x202e;', '\x00', '&#0;', '=cmd()'))),
        'file': rss(item('&x;'), f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret.decode()}">]>'), 'parameter': rss(item('&x;'), f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "file://{secret.decode()}"> %x;]>'),
        'laughs': rss(item('&x;'), '<!DOCTYPE rss [<!ENTITY a "ha">' + ''.join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)) + '<!ENTITY x "&m;">]>'),
        'many': rss(''.join(f'<item><link>https://{host}/many/{n}</link><title>Many {n}</title></item>' for n in range(many))), 'deep': rss('<item>' * many), 'nested': '<rss>' + '<a>' * many,
        'attributes': rss('<item ' + 'a="b" ' * many + '/>'), 'spaces': rss('<item><link>' + ' ' * 5_000_000), 'title': rss(item('word ' * 1_000_000)), 'links': rss('<item>' + '<link>https://x.example/</link>' * many),
        'open-cdata': rss('<![CDATA[' * many), 'open-comment': rss('<!--' * many), 'declarations': rss('<!x>' * many), 'marks': '<rss>' + '<' * many, 'ampersands': rss(item('&' * many)), 'numbers': rss(item('&#x' + 'f' * many + ';')),
        'targets': rss(''.join(f'<item><link>{t}</link><title>T</title></item>' for t in ('javascript:alert(1)', 'file:///etc/passwd', 'https://', '//x', '', 'https://' + 'a.' * 50_000, '\u202e', 'http://[::1'))),
        'namespaces': '<rss ' + ' '.join(f'xmlns:p{n}="http://purl.org/dc/{n}"' for n in range(many // 10)) + '>' + item(), 'json': '{"version":"https://jsonfeed.org/version/1","items":' + '[' * many,
        'json-many': '{"version":"https://jsonfeed.org/version/1","items":[' + ','.join('{"url":7}' for _ in range(many)) + ']}',
        'json-empty': '{"version":"https://jsonfeed.org/version/1","items":[' + ','.join('{}' for _ in range(1_300_000)) + ']}',
    }
    for name, text in shapes.items():
        crawl.put(f'{host}/shapes/{name}.xml', text.encode('utf-8', 'replace'))
    for number, date in enumerate(DATES):
        crawl.put(f'{host}/dates/{number:02}.rss', rss(item('T', date.replace('&', '&amp;').replace('<', '&lt;'))).encode())
    crawl.put(f'{host}/sitemap.xml.gz', gzip.compress(shapes['many'].encode(), 1, mtime=0)[:-100], lost='damaged')
    crawl.put(f'{host}/feed/index.html', crawl.random.randbytes(100_000))
    crawl.put(f'{host}/atom.xml', rss(item()).encode('utf-16'), lost='?')
    warc = [record(target=b'https://news.example/w%d' % n, block=http(crawl.survivor_bytes())) for n in range(5)]
    lying = [record(target=b'https://news.example/feed', block=http(text.encode('utf-8', 'replace')[:2_000_000], b'Content-Type: application/rss+xml\r\n' + more))
             for text, more in zip(shapes.values(), [b'', b'Content-Encoding: gzip\r\n', b'Transfer-Encoding: chunked\r\n'] * 10)]
    bomb = record(target=b'https://news.example/feed', block=http(gzip.compress(b'<rss>' + b' ' * (100 << 20), 6), b'Content-Type: text/xml\r\nContent-Encoding: gzip\r\n'))
    crawl.put('feeds.warc', b''.join(part for pair in zip(lying, warc * 10) for part in pair) + bomb, lost='?')
    crawl.put('feeds.warc.gz', b''.join(gzip.compress(part, 1, mtime=0) for part in [*lying, bomb, *warc]) + b'\x1f\x8b\x08\x00' * 100_000, lost='?')
