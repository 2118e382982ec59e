"""Reads every file below some folders as the program would, and says of each what came of it.

    python tools/read_folder.py FOLDER ... [--jobs 2] [--compare] [--only pdf,docx] [--out result.tsv]

For files that no one here made: test suites of other projects, a mailbox of drafts. One line a file: outcome ("ok" or
the code of the error), seconds, peak memory of the child in MB, words, and with --compare the share of the words of an
independent reader (pdftotext, or all text in the XML) that we have too. Where reading broke off in an exception of
another library, that is named: a user never sees it. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import select
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from lxml import etree

from amorecheck.document import Document
from amorecheck.errors import AmorecheckError
from amorecheck.reading import read

SUFFIXES = {".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".fodt", ".pdf", ".txt", ".md", ".doc", ".rtf"}
_WORD = re.compile(r"[^\W_]+")
_GONE = {"del", "moveFrom", "Fallback", "instrText", "delText", "tracked-changes", "annotation", "note-citation", "annotation-end"}
_GAP = {"p", "tab", "br", "cr", "line-break", "s", "tc", "h", "ptab", "sym"}


@dataclass
class Outcome:
    """What came of one file. recall: share of the other reader's words that we have; -1 where not compared."""

    file: str
    outcome: str
    seconds: float = 0.0
    megabytes: float = 0.0
    words: int = 0
    pages: int = 0
    recall: float = -1.0
    message: str = ""


def words_of(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower().replace("\u00ad", "")))


def everything(document: Document) -> str:
    blocks = (*document.blocks, *document.aside)
    return " ".join([document.text, *(f"{block.label} {block.text}" for block in blocks)])


def recall(document: Document, path: Path) -> float:
    """Share of the letters of the other reader's words that we have as well (words glued or cut count as lost)."""
    other = words_of(_other_text(path, document.format))
    ours = Counter(dict.fromkeys(words_of(everything(document)), 10 ** 9))
    total = sum(len(word) * number for word, number in other.items())
    return sum(len(word) * number for word, number in (other & ours).items()) / total if total else -1.0


def _other_text(path: Path, kind: str) -> str:
    if kind == "pdf" and shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-q", "-enc", "UTF-8", str(path), "-"], capture_output=True, timeout=60, check=False)
        return re.sub(r"(?<=\w)-\n(?=\w)", "", done.stdout.decode("utf-8", "replace")).replace("\ufb01", "fi").replace("\ufb02", "fl")
    if kind in ("docx", "odt"):
        return "".join(piece for root in _roots(path, kind) for piece in _xml_text(root))
    return ""


def _roots(path: Path, kind: str) -> Iterator[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    if not zipfile.is_zipfile(path):
        yield etree.parse(path, parser).getroot()
        return
    with zipfile.ZipFile(path) as package:
        wanted = r"word/(document\d*|footnotes|endnotes)\.xml" if kind == "docx" else r"content\.xml"
        for name in package.namelist():
            if re.fullmatch(wanted, name):
                yield etree.fromstring(package.read(name), parser)


def _xml_text(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    name = etree.QName(element).localname
    space = etree.QName(element).namespace or ""
    if name in _GONE:
        return
    if name in _GAP:
        yield " "
    own = name == "t" if "wordprocessingml" in space or "schemas.openxml" in space or "purl.oclc" in space else ":text:" in space
    if own and element.text:
        yield element.text
    for child in element:
        yield from _xml_text(child)
        if own and child.tail:
            yield child.tail
    if name in ("p", "h"):
        yield " "


def look_at(path: Path, *, compare: bool) -> Outcome:
    """Read one file as the program does. To be called in a process of its own: the memory is that of all children."""
    begun = time.monotonic()
    try:
        document = read(path)
    except AmorecheckError as error:
        result = Outcome(str(path), getattr(error, "code", type(error).__name__), message=str(error))
        result.seconds = round(time.monotonic() - begun, 2)
        result.megabytes = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
        if result.outcome == "onleesbaar":
            result.message = _cause(path) or result.message
        return result
    result = Outcome(str(path), "ok", round(time.monotonic() - begun, 2), words=len(document.text.split()), pages=document.pages or 0)
    result.megabytes = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    result.message = ",".join(notice.code for notice in document.notices)
    if compare:
        try:
            result.recall = round(recall(document, path), 4)
        except Exception as error:  # the other reader may fail where ours does not
            result.message += f" [{type(error).__name__} in comparison]"
    return result


def _cause(path: Path) -> str:
    """The exception of another library behind a file called damaged; "" when reading dies of it here as well."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        resource.setrlimit(resource.RLIMIT_AS, (1200 << 20, 1200 << 20))
        said = "only in the child"
        try:
            read(path, limits=None)
        except AmorecheckError as error:
            cause = error.__cause__
            said = f"<{type(cause).__name__}: {str(cause)[:150]}>" if cause is not None else str(error)
        os.write(writer, said.encode("utf-8", "replace"))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said


def in_processes(paths: list[Path], *, jobs: int, compare: bool) -> Iterator[Outcome]:
    """Each file in a forked process of its own; one that dies or takes ten minutes is an outcome as well."""
    waiting = list(reversed(paths))
    running: dict[int, tuple[int, Path, float]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            path = waiting.pop()
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reader)
                with os.fdopen(writer, "w") as stream:
                    stream.write(json.dumps(asdict(look_at(path, compare=compare))))
                os._exit(0)
            os.close(writer)
            running[reader] = (child, path, time.monotonic())
        ready, _, _ = select.select(list(running), [], [], 5)
        late = [one for one in running if time.monotonic() - running[one][2] > 600]
        for reader in {*ready, *late}:
            child, path, _ = running.pop(reader)
            if reader in late:
                os.kill(child, 9)
            with os.fdopen(reader) as stream:
                answer = stream.read()
            os.waitpid(child, 0)
            yield Outcome(**json.loads(answer)) if answer else Outcome(str(path), "HANGS" if reader in late else "CRASH")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--compare", action="store_true")
    options.add_argument("--only", default="", help="suffixes without dot, with commas between them")
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    wanted = {f".{one}" for one in chosen.only.split(",")} if chosen.only else SUFFIXES
    paths = sorted(
        path for folder in chosen.folders for path in ([folder] if folder.is_file() else folder.rglob("*"))
        if path.suffix.lower() in wanted and path.is_file()
    )  # fmt: skip
    out = chosen.out.open("w", encoding="utf-8") if chosen.out else sys.stdout
    counts: Counter[str] = Counter()
    slowest, largest = Outcome("", ""), Outcome("", "")
    for one in in_processes(paths, jobs=chosen.jobs, compare=chosen.compare):
        counts[one.outcome] += 1
        slowest = max(slowest, one, key=lambda outcome: outcome.seconds)
        largest = max(largest, one, key=lambda outcome: outcome.megabytes)
        message = one.message.replace("\n", " ").replace("\t", " ")
        print(one.file, one.outcome, one.seconds, one.megabytes, one.words, one.pages, one.recall, message, sep="\t", file=out, flush=True)
    print(f"{sum(counts.values())} files: {dict(counts.most_common())}", file=sys.stderr)
    print(f"slowest {slowest.seconds} s: {slowest.file}", file=sys.stderr)
    print(f"largest {largest.megabytes} MB: {largest.file}", file=sys.stderr)


if __name__ == "__main__":
    main()
