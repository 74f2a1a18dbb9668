"""Hostile pages: encodings, markup, JSON-LD, dates, XML. Each a class of its own; see crawl.py."""
import json

from crawl import hostile, page

# Encoding Standard, "Names and labels": Python's codec, what is written in it, and all labels.
ENCODINGS = {
    'utf-8': ('Ålesund naïve Žižkov', 'unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8'),
    'cp866': ('мост закрыт', '866 cp866 csibm866 ibm866'),
    'iso8859-2': ('Žižkov', 'csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2'),
    'iso8859-3': ('Ġgantija', 'csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3'),
    'iso8859-4': ('Rīga', 'csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4'),
    'iso8859-5': ('мост закрыт', 'csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988'),
    'iso8859-6': ('الجسر مغلق', 'arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 '
                  'iso88596 iso_8859-6 iso_8859-6:1987'),
    'iso8859-7': ('γέφυρα', 'csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek'),
    'iso8859-8': ('גשר', 'csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual '
                  'csiso88598i iso-8859-8-i logical'),
    'iso8859-10': ('Ålesund', 'csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6'),
    'iso8859-13': ('Šiauliai', 'iso-8859-13 iso8859-13 iso885913'),
    'iso8859-14': ('Dŵr', 'iso-8859-14 iso8859-14 iso885914'),
    'iso8859-15': ('œuvre', 'csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9'),
    'iso8859-16': ('Iași', 'iso-8859-16'),
    'koi8-r': ('мост закрыт', 'cskoi8r koi koi8 koi8-r koi8_r'),
    'koi8-u': ('міст їде', 'koi8-ru koi8-u'),
    'mac-roman': ('Ålesund', 'csmacintosh mac macintosh x-mac-roman'),
    'cp874': ('สะพาน', 'dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874'),
    'cp1250': ('Žižkov', 'cp1250 windows-1250 x-cp1250'),
    'cp1251': ('мост закрыт', 'cp1251 windows-1251 x-cp1251'),
    'cp1252': ('Ålesund “naïve”', 'ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 '
               'latin1 us-ascii windows-1252 x-cp1252'),
    'cp1253': ('γέφυρα', 'cp1253 windows-1253 x-cp1253'),
    'cp1254': ('İstanbul', 'cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254'),
    'cp1255': ('גשר', 'cp1255 windows-1255 x-cp1255'),
    'cp1256': ('الجسر مغلق', 'cp1256 windows-1256 x-cp1256'),
    'cp1257': ('Šiauliai', 'cp1257 windows-1257 x-cp1257'),
    'cp1258': ('Huế', 'cp1258 windows-1258 x-cp1258'),
    'mac-cyrillic': ('мост закрыт', 'x-mac-cyrillic x-mac-ukrainian'),
    'gb18030': ('大桥关闭', 'chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030'),
    'big5': ('大橋關閉', 'big5 big5-hkscs cn-big5 csbig5 x-x-big5'),
    'euc-jp': ('橋は閉鎖', 'cseucpkdfmtjapanese euc-jp x-euc-jp'),
    'iso2022-jp': ('橋は閉鎖', 'csiso2022jp iso-2022-jp'),
    'cp932': ('橋は閉鎖', 'csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis'),
    'cp949': ('다리 폐쇄', 'cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949'),
}
NO_ENCODING_OF_PAGES = ('csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement unicodefffe utf-16be csunicode iso-10646-ucs-2 ucs-2 unicode '
                        'unicodefeff utf-16 utf-16le x-user-defined utf-7 utf-32 cesu-8 klingon none \x00 ' + 'x' * 5000).split(' ')


@hostile
def encodings(crawl):
    """Every label of the Encoding Standard, in <meta>; wrong, missing and unknown ones; byte order marks; bytes of no encoding."""
    number = 0
    for codec, (words, labels) in ENCODINGS.items():
        text = words.encode(codec) if codec != 'cp1258' else b'Hu\xea\xec'
        for label in labels.split():
            number += 1
            declared = [f'<meta charset="{label}">', f'<META HTTP-EQUIV=content-type content=\'text/html; charset = {label.upper()}\'>'][number % 2]
            if codec == 'cp1258':
                words = 'Huê\u0301'
            crawl.put(f'labels/{number:03}.html', page(b'The bridge ' + text, b'It reads ' + text + b' here.', declared), words=words)
    text = 'Žižkov Ålesund мост 橋'
    for name, mark, codec in ('utf8', b'\xef\xbb\xbf', 'utf-8'), ('le', b'\xff\xfe', 'utf-16-le'), ('be', b'\xfe\xff', 'utf-16-be'):
        crawl.put(f'bom/{name}.html', mark + page(text, text, '<meta charset="koi8-r">').decode().encode(codec), words='мост')
    for codec in 'utf-16-le', 'utf-16-be':
        crawl.put(f'bom/none-{codec}.html', page(text, text).decode().encode(codec))
        crawl.put(f'bom/odd-{codec}.html', b'\xff\xfe' + page(text, text).decode().encode(codec)[:-1], lost='?')
    for number, label in enumerate(NO_ENCODING_OF_PAGES):
        crawl.put(f'unknown/{number:02}.html', page('Plain words', 'Plain words of no importance.', f'<meta charset="{label}">'))
    bad = {'stray': b'\x80\xbf\xfe\xff', 'overlong': b'\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf', 'surrogates': b'\xed\xa0\x80\xed\xb0\x80', 'beyond': b'\xf4\x90\x80\x80',
           'cut': b'\xf0\x9f\x98', 'nul': b'\x00' * 100, 'noncharacters': b'\xef\xbf\xbe\xef\xbf\xbf\xf4\x8f\xbf\xbf', 'controls': bytes(range(1, 32)) + b'\x7f\xc2\x80\xc2\x9f'}
    for name, data in bad.items():
        crawl.put(f'bytes/{name}.html', page(b'Bytes ' + data + b' told', (b'between ' + data + b' words ') * 50), lost='?')
    crawl.put('bytes/random.html', crawl.random.randbytes(200000), lost='?')
    crawl.put('bytes/undeclared.html', page('Unbekannt'.encode(), 'Die Brücke über die Förde ist für Fußgänger geschlossen.'.encode('latin-1'), ' '), words='Brücke')


@hostile
def markup(crawl):
    """Elements nested without end, attributes and words without number, and whatever a parser may not end with."""
    deep, many = crawl.amount(100_000, 1_000_000), crawl.amount(200_000, 2_000_000)
    for tag in 'div', 'p', 'b', 'font', 'table', 'ul><li', 'a href=x', 'svg', 'template', 'select><option', 'noscript', 'x-y', 'blockquote', 'button', 'form':
        crawl.put(f'deep/{tag.split()[0].replace(">", "").replace("<", "-")}.html', page('Deep', f'<{tag}>' * deep + 'down here'))
    crawl.put('deep/closed.html', page('Closed', '<div>' * deep + 'down here' + '</div>' * deep))
    crawl.put('deep/misnested.html', page('Misnested', '<b><i><a><p></b></i>' * (deep // 4)))
    crawl.put('deep/ends.html', page('Ends', '</p></div>' * deep))
    shapes = {
        'attributes': '<p ' + ' '.join(f'a{n}=v' for n in range(many)) + '>words</p>',
        'same-attribute': '<p ' + 'class=x ' * many + '>words</p>',
        'classes': '<p class="' + ' '.join(f'c{n}' for n in range(many)) + '">words</p>',
        'elements-with-attributes': '<i id=a class=b>w</i>' * (many // 4),
        'distinct-words': '<p>' + ' '.join(f'{n:x}q' for n in range(many)) + '</p>',
        'long-word': '<p>' + 'x' * crawl.amount(2_000_000, 10_000_000) + '</p>',
        'long-thai': '<p>' + 'สะพาน' * crawl.amount(20_000, 200_000) + '</p>',
        'long-chinese': '<p>' + '桥' * crawl.amount(200_000, 2_000_000) + '</p>',
        'combining': '<p>a' + '\u0301' * crawl.amount(200_000, 2_000_000) + '</p>',
        'ligatures': '<p>' + '\ufdfa ' * crawl.amount(100_000, 1_000_000) + '</p>',  # each folds to 18 letters
        'tag-name': '<' + 'x' * 1_000_000 + '>words',
        'attribute-value': '<p title="' + 'x' * 2_000_000 + '">words</p>',
        'open-value': '<p title="' + '<p>words</p>' * 50_000,
        'open-comment': '<!--' + '<p>words</p>' * 50_000,
        'comments': '<!---->' * many,
        'odd-comments': '<!-->--!><!--->' * (many // 4),
        'open-tags': '<' * many,
        'entities': '&amp;&lt;&#x41;&notin;&hellip' * (many // 8),
        'unknown-entities': '&abcdefgh;' * (many // 4),
        'number-entities': '&#xFFFFFFFFFF;&#0;&#128;&#xD800;&#99999999999999999999;' * 1000,
        'ampersands': '&' * many,
        'paragraphs': '<p>word</p>' * (many // 4),
        'breaks': 'word<br>' * (many // 4),
        'links': '<a href="https://other.example/">word</a>' * (many // 8),
        'headings': '<h1>word</h1>' * (many // 4),
        'tables': '<table><tr><td>' * 20_000,
        'scripts': '<script>var a = "</scr" + "ipt>";</script>' * (many // 20),
        'open-script': '<script>' + 'x' * 1_000_000,
        'open-textarea': '<textarea>' + '<p>words</p>' * 50_000,
        'plaintext': '<plaintext>' + '<p>words</p>' * 50_000,
        'cdata': '<![CDATA[' * 50_000,
        'doctypes': '<!DOCTYPE html>' * 50_000,
        'roots': '<html><head><body>' * 30_000,
        'framesets': '<frameset><frame>' * 30_000,
        'meta-refresh': '<meta http-equiv=refresh content="0;url=https://other.example/">' * 1000,
        'bylines': '<p class=byline>By ' + ', '.join(f'Jane Doe{n}' for n in range(50_000)) + '</p>',
        'times': '<time datetime="2024-03-14">14 March 2024</time>' * 20_000,
        'quadratic-dates': '<p>' + '12 12 12 Mar May ' * 50_000 + '</p>',
        'dashes': '<p>' + 'a-' * 200_000 + '</p>',
        'spaces': '<p>a' + ' \n\t' * 1_000_000 + 'b</p>',
        'microdata': '<div itemscope itemtype="https://schema.org/NewsArticle" itemprop=author>' * 20_000,
    }
    for name, body in shapes.items():
        crawl.put(f'shapes/{name}.html', page('Shape ' + name, body))
    heads = {
        'title': '<title>' + 'word ' * 400_000 + '</title>',
        'titles': '<title>Word</title>' * 50_000,
        'metas': ''.join(f'<meta name="n{n}" property="article:tag" content="tag {n}">' for n in range(50_000)),
        'authors': '<meta name=author content="Jane Doe">' * 50_000,
        'canonicals': '<link rel=canonical href="https://news.example/x">' * 50_000,
        'bases': '<base href="javascript:alert(1)">' * 10_000,
        'long-description': '<meta name=description content="' + 'word ' * 400_000 + '">',
    }
    for name, head in heads.items():
        crawl.put(f'heads/{name}.html', page('Head ' + name, 'Words of an article.', head))
    crawl.put('long/line.html', page('Long line', 'word ' * crawl.amount(2_000_000, 12_000_000)))
    crawl.put('long/blank.html', b' ' * 5_000_000 + page('Blank', 'Words of an article.'))


def ld(value):
    return '<script type="application/ld+json">' + (value if isinstance(value, str) else json.dumps(value)) + '</script>'


@hostile
def json_ld(crawl):
    """The classes of the public JSON test suites (bad structure, strings, numbers, encodings), and graphs that do not end."""
    article = {'@context': 'https://schema.org', '@type': 'NewsArticle', 'headline': 'Headline'}
    odd = [None, True, 0, -1, 1e308, '', ' ', [], {}, [[]], [{}], {'@value': []}, [None], 'x' * 100_000, ['x'] * 10_000, {'name': {'name': {'name': 'x'}}}, '\u0000', '\ud800', '\u202e']
    fields = ['@type', '@graph', '@id', 'headline', 'name', 'author', 'datePublished', 'dateModified', 'articleBody', 'articleSection', 'keywords', 'publisher', 'image',
              'url', 'mainEntityOfPage', 'inLanguage', 'isPartOf', 'itemListElement', 'description', 'text']
    for field in fields:
        scripts = ''.join(ld({**article, field: value}) for value in odd)
        crawl.put(f'fields/{field.strip("@")}.html', page('Field ' + field, 'Words of an article.', scripts))
    depth, many = crawl.amount(100_000, 1_000_000), crawl.amount(20_000, 200_000)
    texts = {
        'arrays': '[' * depth, 'objects': '{"a":' * depth, 'closed': '[' * depth + ']' * depth, 'graphs': '{"@graph":[' * depth, 'authors': '{"author":' * depth,
        'unclosed-string': '{"headline":"' + 'x' * 1_000_000, 'escapes': '{"headline":"' + '\\u0041' * 200_000 + '"}', 'bad-escapes': '{"headline":"\\x\\u12\\uZZZZ\\ud800\\u0000"}',
        'number': '{"headline":' + '9' * 1_000_000 + '}', 'exponent': '{"headline":1e' + '9' * 100_000 + '}', 'minus': '{"headline":--1}', 'nan': '{"headline":NaN,"a":Infinity}',
        'commas': '[,,,,]' * 1000, 'trailing': '{"@type":"NewsArticle","headline":"Kept",}', 'single': "{'headline':'x'}", 'bare': '{headline:x}', 'comments': '/*' * 1000 + '{} //',
        'html': '<!-- {"@type":"NewsArticle","headline":"x"} -->', 'cdata': '//<![CDATA[\n{"@type":"NewsArticle"}\n//]]>', 'bom': '\ufeff{"@type":"NewsArticle"}',
        'controls': '{"headline":"' + ''.join(map(chr, range(1, 32))) + '"}', 'duplicates': '{' + '"headline":"x",' * 50_000 + '"a":1}', 'keys': json.dumps({f'k{n}': n for n in range(many)}),
        'long-key': '{"' + 'k' * 1_000_000 + '":1}', 'empty': '', 'blank': ' ' * 1_000_000, 'garbage': ')]}\'\n{"a":', 'wrong-end': '{"a":[}]' * 1000, 'backslashes': '"' + '\\' * 999_999,
        'quotes': '"' * 1_000_000, 'colons': ':' * 1_000_000,
    }
    for name, text in texts.items():
        crawl.put(f'texts/{name}.html', page('Text ' + name, 'Words of an article.', ld(text)))
    graph = [{'@id': f'#{n}', '@type': 'NewsArticle', 'author': {'@id': f'#{(n * 7 + 1) % many}'}, 'isPartOf': {'@id': f'#{n}'}, 'mainEntity': {'@id': f'#{(n + 1) % many}'}}
             for n in range(many)]
    crawl.put('graph/cycles.html', page('Cycles', 'Words of an article.', ld({'@graph': graph})))
    crawl.put('graph/self.html', page('Self', 'Words of an article.', ld({'@id': '#a', '@type': 'NewsArticle', 'author': {'@id': '#a'}, 'publisher': {'@id': '#a'}})))
    crawl.put('graph/many.html', page('Many', 'Words of an article.', ld(article) * 10_000))
    crawl.put('graph/people.html', page('People', 'Words of an article.', ld({**article, 'author': [{'@type': 'Person', 'name': f'Jane Doe{n}'} for n in range(many)]})))
    crawl.put('graph/keywords.html', page('Keywords', 'Words of an article.', ld({**article, 'keywords': ', '.join(f'tag {n}' for n in range(many))})))
    crawl.put('graph/state.html', page('State', '', '<script id="__NEXT_DATA__" type="application/json">' + '{"a":' * depth + '</script>'))
    crawl.put('graph/bytes.html', page('Bytes', 'Words of an article.', b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"\xff\xed\xa0\x80\xc0"}</script>'))


DATES = ['', '0', '-1', '0000-00-00', '2024-13-45', '2024-02-30T25:61:61Z', '9999999999999999999', '-99999-01-01', '+275760-09-13T00:00:00Z', '1e9', '2024-W99-9', '2024-366',
         'yesterday', 'now()', '12/12/12', '99.99.9999', '२०२४-०३-१४', '2024-03-14T07:30:00+99:99', '2024-03-14T07:30:00.' + '9' * 10_000, '2' * 100_000, '2024-03-14' * 10_000,
         '{{date}}', '<%= date %>', '$date', '\x00', '\u202e2024-03-14', 'March March March', '31 February 2024', '0001-01-01', '9999-12-31', '1582-10-10', '1900-02-29',
         'Thu, 32 Foo 2024 99:99:99 ZZZ', '-' * 50_000, '1 ' * 50_000, 'T' * 50_000, '١٤ مارس ٢٠٢٤', '令和99年99月99日', '1403/13/32', '2024-03-14T24:00:00Z', '2024-06-30T23:59:60Z']


@hostile
def dates(crawl):
    """Dates of every nonsense, in every place where a date is looked for. None of them is found."""
    for number, date in enumerate(DATES):
        quoted = date.replace('&', '&amp;').replace('"', '&quot;').replace('<', '&lt;')
        head = (f'<meta property="article:published_time" content="{quoted}"><meta name=date content="{quoted}"><meta itemprop=datePublished content="{quoted}">' +
                ld({'@type': 'NewsArticle', 'datePublished': date, 'dateModified': date}))
        crawl.put(f'everywhere/{number:02}.html', page('A date', f'<time datetime="{quoted}">{quoted}</time><p class=date>{quoted}</p>Words of an article.', head))
        crawl.put(f'addresses/news.example/{number:02}/2024/99/99/story.html', page('A date', 'Words of an article.'))


@hostile
def xml(crawl):
    """Entities, DTDs and references that would read files or the network. Nothing of them may be followed."""
    secret = crawl.write(b'outside.txt', b'secretoutsider')
    crawl.forbidden.append('secretoutsider')
    path = secret.decode()
    doctypes = {
        'file': f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{path}">]>', 'network': '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        'public': f'<!DOCTYPE html PUBLIC "-//X//DTD X//EN" "file://{path}">', 'parameter': f'<!DOCTYPE html [<!ENTITY % x SYSTEM "file://{path}"> %x;]>',
        'laughs': '<!DOCTYPE html [<!ENTITY a "ha">' + ''.join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)) + '<!ENTITY x "&m;">]>',
        'recursive': '<!DOCTYPE html [<!ENTITY x "&x;">]>', 'huge': '<!DOCTYPE html [' + '<!ENTITY e "v">' * 100_000 + ']>',
    }
    for name, doctype in doctypes.items():
        for suffix in 'html', 'xhtml':
            body = (f'<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet href="file://{path}"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml" '
                    f'xmlns:xi="http://www.w3.org/2001/XInclude"><head><title>Entity &x;</title><link rel="stylesheet" href="file://{path}"/></head><body><p>It says &x; and no more.</p>'
                    f'<xi:include href="file://{path}" parse="text"/><img src="http://127.0.0.1:9/i"/><iframe src="file://{path}"></iframe><object data="file://{path}"/></body></html>')
            crawl.put(f'{name}.{suffix}', body.encode())
