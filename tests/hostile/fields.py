"""Hostile values in every field that a page or a JSON line has: what a terminal, a spreadsheet or a browser would act on."""
import html
import json

from crawl import hostile, page
from texts import ld

VALUES = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "';--", '=HYPERLINK("http://127.0.0.1/x";"y")', '+1+1', '-1+1', '@SUM(1)', '\t=1', '\r=1', '\n=1', ' =1', '\uff1d1+1',
          '\x1b[31mred\x1b[0m', '\x1b]0;owned\x07', '\x1bP+q\x1b\\', '\x9b31m', '\x08\x08\x7f', '\u202ereversed\u202c', '\u2066isolated\u2069', '\u200e\u200f\u061c', '\u2028line\u2029paragraph',
          '\u200b\ufeff\u00ad', 'javascript:alert(1)', 'data:text/html,<script>', '{{7*7}}', '${jndi:ldap://127.0.0.1/x}', '%s%n%x', '../../etc/passwd', '|cmd', '`touch pwned`', '\ud83d', 'z' * 20_000, 'a\x00b',
          ']]>', '-->', '&lt;script&gt;', '\u0e33' * 500, 'a\u0301' * 500, ',"\r\n', '\\u001b[31m', '\x85next', '\U000e0041\U000e007f']


@hostile
def fields(crawl):
    """Terminal escapes, direction marks, formulas and scripts in every field."""
    for number, value in enumerate(VALUES):
        safe = html.escape(value.encode('utf-8', 'replace').decode())
        text = value.encode('utf-8', 'replace').decode()
        head = (f'<meta charset=utf-8><meta property="og:title" content="{safe}"><meta name=author content="{safe}"><meta property="og:site_name" content="{safe}">'
                f'<meta property="article:section" content="{safe}"><meta property="article:tag" content="{safe}"><meta name=description content="{safe}"><meta property="og:image" content="{safe}">'
                f'<link rel=canonical href="{safe}"><meta property="og:url" content="{safe}"><meta http-equiv=content-language content="{safe}">' +
                ld({'@type': 'NewsArticle', 'headline': value, 'author': {'name': value}, 'publisher': {'name': value}, 'articleSection': value, 'keywords': [value], 'url': value, 'image': value,
                    'articleBody': value, 'description': value, 'inLanguage': value}))
        crawl.put(f'news.example/{number:02}.html', page(safe, f'Fieldvalue {safe} is in the text, as raw {text} too, and {safe}.', head))
    objects = []
    for number, value in enumerate(VALUES):
        objects.append({**dict.fromkeys(['title', 'publisher', 'standfirst', 'dateline', 'section', 'language', 'image', 'published', 'captured'], value), 'site': value, 'authors': [value, value], 'tags': [value],
                        'url': f'https://news.example/{value}', 'id': f'{number} {value}', 'body': f'Fieldvalue {value}\n\n{value}'})
        objects.append({'title': f'{value} fieldvalue', 'body': value, 'url': value, 'id': f'plain {number}'})
    crawl.put('fields.jsonl', '\n'.join(map(json.dumps, objects)).encode(), lost='?')
