"""Runs the programs and measures them: memory, time, what they opened and what they left."""
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

NOBODY = 65534
# Beside crawl and archive: what the loader, the C library and ICU read, and what tells the number of cores.
SYSTEM = re.compile(r'(/lib|/usr/lib|/usr/share/(zoneinfo|publicsuffix|locale|libpsl)|/etc/(ld\.so|localtime)|/proc/(self|\d+)/|/proc/(meminfo|stat|sys/vm)|/sys/(devices/system/(cpu|node)|kernel/mm|fs/cgroup)|/dev/(null|urandom)|pipe:|socket:\[)')
TIMEOUT = 300


@dataclass
class Run:
    archive: Path
    exit_code: int = -1
    signal: int = 0
    seconds: float = 0
    megabytes: float = 0
    errors: str = ''
    report: list = field(default_factory=list)
    trace: list = field(default_factory=list)


def watched(pid):
    """Waits for a process: its status, what it used, and the most memory it had in MB (rusage would count what it had before it became the program)."""
    most = 0
    while True:
        try:
            most = max(most, int(re.search(rb'VmHWM:\s+(\d+)', Path(f'/proc/{pid}/status').read_bytes()).group(1)))
        except (OSError, AttributeError):
            pass  # it has ended
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return status, usage, most / 1024
        time.sleep(0.002)


class Programs:
    def __init__(self, folder, soak):
        self.folder, self.timeout = folder, TIMEOUT * (10 if soak else 1)
        self.strace = shutil.which('strace')

    def index(self, crawl, work):
        command = [os.fsencode(crawl.folder)]
        if crawl.list_input is not None:
            command = [b'-']
        options = ['--manifest', crawl.manifest] if crawl.manifest else []
        return self._measured(work, crawl.name, options, command, crawl.list_input, crawl.unprivileged, crawl.meanwhile)

    def index_all(self, crawls, work):
        return self._measured(work, 'together', [], [crawl.folder for crawl in crawls], None, False, None)

    def _measured(self, work, name, options, crawls, list_input, unprivileged, meanwhile):
        """One run of backfile-index in a folder of its own, whose contents are looked at afterwards."""
        place = work / f'{name}-run'
        place.mkdir()
        run = Run(place / 'archive')
        command = [self.folder / 'backfile-index', *options, '--report', place / 'report', run.archive, *crawls]
        user = NOBODY if unprivileged and os.getuid() == 0 else None
        if user:
            os.chown(place, NOBODY, NOBODY)
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
            given.write(list_input or b'')
            given.seek(0)
            stop = threading.Event()
            disturber = threading.Thread(target=meanwhile, args=(stop,)) if meanwhile else None
            child = subprocess.Popen(command, stdin=given, stdout=told, stderr=told, user=user, group=user, extra_groups=[] if user else None)
            killer = threading.Timer(self.timeout, child.send_signal, [signal.SIGKILL])
            killer.start()
            if disturber:
                disturber.start()
            status, usage, run.megabytes = watched(child.pid)
            killer.cancel()
            run.seconds = usage.ru_utime + usage.ru_stime
            stop.set()
            if disturber:
                disturber.join()
            child.returncode = status
            told.seek(0)
            run.errors = told.read().decode('utf-8', 'surrogateescape')
        run.exit_code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1
        run.signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if (place / 'report').exists():
            run.report = [line for line in (place / 'report').read_text(errors='surrogateescape').split('\n') if line]
        return run

    def check_left(self, run, verdict):
        left = sorted(entry.name for entry in run.archive.parent.iterdir() if entry.name not in ('archive', 'report'))
        verdict.check(not left, f'left behind: {left}')

    def extract_only(self, crawl, work, verdict):
        """What --extract-only prints. With strace, it opens nothing but the crawl, and no socket."""
        command = [self.folder / 'backfile-index', '--extract-only', '--quiet', *(['--manifest', crawl.manifest] if crawl.manifest else []),
                   *([b'-'] if crawl.list_input is not None else [crawl.folder])]
        trace = work / f'{crawl.name}-trace'
        if self.strace:
            # --seccomp-bpf: only what is looked at costs time.
            command = [self.strace, '-f', '--seccomp-bpf', '-y', '-qq', '-o', trace, '-e', 'trace=%network,open,openat,openat2,creat,execve', *command]
        finished = subprocess.run(command, input=crawl.list_input or b'', stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=self.timeout)
        if self.strace:
            self._check_trace(crawl, trace, verdict)
        return finished.stdout.decode('utf-8', 'surrogateescape')

    def _check_trace(self, crawl, trace, verdict):
        verdict.check(trace.exists() and b'openat' in trace.read_bytes(), 'strace saw nothing')
        crawl_folder = os.fsencode(crawl.folder)
        for line in trace.read_bytes().splitlines():
            if re.search(rb'\b(socket|connect|sendto|bind)\(', line):
                verdict.check(False, f'asked the network: {line[:200]!r}')
            opened = re.search(rb'= \d+<(.*)>$', line)
            if not opened or b'O_PATH' in line:
                continue
            path = opened.group(1)
            verdict.check(path.startswith(crawl_folder) or SYSTEM.match(path.decode('utf-8', 'replace')), f'opened {path[:200]!r}')

    def slowest_page(self, crawl):
        """CPU seconds and name of the page that takes longest by itself."""
        slowest = 0, b''
        pages = (os.path.join(folder, name) for folder, _, names in os.walk(crawl.folder) for name in names if re.search(rb'\.(x?html|mhtml?)(\.gz)?$', name))
        for page in pages:
            if len(page) >= 4096 or not os.path.isfile(page) or os.path.islink(page):
                continue
            child = subprocess.Popen([self.folder / 'backfile-index', '--extract-only', '--quiet', page], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, usage, _ = watched(child.pid)
            child.returncode = 0
            slowest = max(slowest, (usage.ru_utime + usage.ru_stime, page.removeprefix(crawl.folder)))
        return slowest

    def search(self, archive, *arguments):
        return subprocess.run([self.folder / 'backfile-search', archive, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=self.timeout)

    def titles(self, archive):
        out = self.search(archive, '--format', 'tsv', '--fields', 'title', '--copies', 'show', '--', 'title:survivor').stdout
        return set(out.decode('utf-8', 'replace').split('\n'))
