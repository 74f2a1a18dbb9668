"""Lucene 8 as Debian packages it, and the things that the benchmarks of peers do once: shared by `peers` and `indexing`."""
import glob, shutil, subprocess, sys
from pathlib import Path

PARTS = 'core,analyzers-common,backward-codecs,queries,queryparser,highlighter,memory'


def class_path(work: Path) -> str:
    jars = [jar for part in PARTS.split(',') for jar in glob.glob(f'/usr/share/java/lucene-{part}-8*.jar')]
    if not jars:
        sys.exit('no Lucene 8 in /usr/share/java; run common/scripts/install-packages bench')
    return ':'.join([*jars, str(work)])


def compile_into(work: Path, source: Path) -> str:
    """Compiles LuceneBench, and gives the class path to run it with."""
    path = class_path(work)
    subprocess.run(['javac', '-cp', path, '-d', str(work), str(source)], check=True)
    return path


def generate(newsgen: str, form: str, count: int, path: Path) -> Path:
    """`count` articles of the generator in `path`, unless it stands already."""
    if not path.exists():
        partial = path.with_name(path.name + '.partial')
        with open(partial, 'wb') as out:
            subprocess.run([newsgen, form, '0', str(count)], check=True, stdout=out)
        partial.rename(path)
    return path


def build_once(what: Path, command_for) -> None:
    """Runs `command_for(path)`, which builds there, unless it stands already. What a killed run left half done has another name."""
    if what.exists():
        return
    partial = what.with_name(what.name + '.partial')
    shutil.rmtree(partial, ignore_errors=True)
    subprocess.run([str(part) for part in command_for(partial)], check=True)
    partial.rename(what)
