"""Every form of backfile-search, and both programs on a terminal: valid, and nothing in it that a terminal or a spreadsheet would act on."""
import csv
import io
import json
import os
import pty
import re
import subprocess

from verdict import CONTROL, STEERING

csv.field_size_limit(1 << 30)
FORMS = ['text', 'json', 'jsonl', 'csv', 'tsv', 'urls', 'trec']
COLOUR = re.compile('\x1b\\[[0-9;]*m')
FORMULA = tuple('=+-@\t\r＝＋－＠')


def check_raw(what, forbidden, text, verdict):
    if raw := forbidden.search(text):
        verdict.check(False, f'{what}: a raw character {raw.group()!r} in {text[max(0, raw.start() - 60):raw.end() + 60]!r}')


def check_form(form, text, verdict):
    if form == 'csv':
        text = text.replace('\r\n', '\n')  # quoted cells may have tabs and line breaks of their own
    if form in ('csv', 'tsv'):
        text = text.replace('\t', ' ')
    check_raw(f'--format {form}', CONTROL, text, verdict)
    if form in ('json', 'jsonl'):
        for line in text.rstrip('\n').split('\n') if text else []:
            try:
                json.loads(line)
            except ValueError as error:
                verdict.check(False, f'--format {form}: {error}: {line[:200]!r}')
    if form == 'csv':
        for row in list(csv.reader(io.StringIO(text), strict=True))[1:]:
            for cell in row:
                number = re.fullmatch(r'-?[0-9.]+', cell)
                verdict.check(number or not cell.startswith(FORMULA), f'--format csv: a formula: {cell[:100]!r}')


def on_terminal(command):
    """What the command writes when standard output and error are a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, env={**os.environ, 'TERM': 'xterm'}) as child:
        os.close(theirs)
        written = b''
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:
                break
            if not chunk:
                break
            written += chunk
        child.wait()
    os.close(ours)
    return written.decode('utf-8', 'surrogateescape')


def check_terminal(what, text, verdict):
    text = COLOUR.sub('', text).replace('\r\n', '\n').replace('\x1b[K', '').replace('\r', '')
    check_raw(f'{what} on a terminal', STEERING, text, verdict)


def check_outputs(programs, run, verdict):
    for form in FORMS:
        for query in ('*',) if form != 'text' else ('*', 'fieldvalue', 'title:survivor'):
            finished = programs.search(run.archive, '--format', form, '--limit', '300', '--copies', 'show', '--', query)
            verdict.check(finished.returncode in (0, 1), f'--format {form} {query}: exit code {finished.returncode}: {finished.stderr[:200]!r}')
            check_form(form, finished.stdout.decode('utf-8', 'surrogateescape'), verdict)
            check_raw('standard error', STEERING, finished.stderr.decode('utf-8', 'surrogateescape'), verdict)
    check_terminal('backfile-search', on_terminal([programs.folder / 'backfile-search', run.archive, '--copies', 'show', '--limit', '300', '--facets', 'site,section,author,language', '--explain', '--', '*']), verdict)
    check_terminal('backfile-search --info', on_terminal([programs.folder / 'backfile-search', run.archive, '--info']), verdict)
