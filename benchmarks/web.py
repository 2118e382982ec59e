#!/usr/bin/env python3
"""The promises of the web page as figures: first page, idle memory, and a 30-page draft against the command line.

    python benchmarks/web.py

first page: from asking to the whole answer (promise: under 0.2 s). idle memory: of the server before the first check,
proportional set size where the system tells it (promise: under 120 MB). ratio: a 30-page Word draft sent to a warm server,
from the first byte to «klaar», against read and judge in a warm process as the command line does (promise: at most 1.2).
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from docx import Document

ROOT = Path(__file__).resolve().parents[1]
PAGES, WORDS_A_PAGE, ROUNDS = 30, 400, 8
BOUNDARY = "grens"


def thirty_pages(path: Path, variant: int) -> Path:
    """A Word draft of 30 pages, made of the sample drafts' own sentences; each variant differs a little."""
    sentences = []
    for sample in sorted((ROOT / "sample_visies").glob("*.docx")):
        sentences += [part for paragraph in Document(str(sample)).paragraphs for part in re.split(r"(?<=\.) ", paragraph.text) if len(part) > 30]
    draft, words, number = Document(), 0, variant
    while words < PAGES * WORDS_A_PAGE:
        if number % 40 == 0:
            draft.add_heading(f"Hoofdstuk {number // 40 + 1}", 1)
        text = " ".join(f"{sentences[(number * 7 + step * 3) % len(sentences)]}" for step in range(4)) + f" Dit is punt {variant}.{number}."
        draft.add_paragraph(text)
        words += len(text.split())
        number += 1
    draft.save(str(path))
    return path


@contextlib.contextmanager
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-m", "amorecheck", "serve", "--port", "0", "--no-browser", "--work-folder", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=None)
    assert process.stdout is not None
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait()


def ask(port: int, method: str, path: str, body: bytes | None = None, cookie: str = "") -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    headers = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": cookie}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer, answer.read()


def judged_by_web(port: int, draft: Path) -> float:
    """Seconds from sending a draft until its report is ready; waits for the saved forms before it returns."""
    began = time.perf_counter()
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="bestand"; filename="{draft.name}"\r\n\r\n'
    answer, _ = ask(port, "POST", "/controle", head.encode() + draft.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode())
    place, cookie = answer.headers["location"], answer.headers["set-cookie"].split(";")[0]
    while json.loads(ask(port, "GET", f"{place}/stand", cookie=cookie)[1])["stage"] in ("wacht", "bezig"):
        time.sleep(0.02)
    took = time.perf_counter() - began
    ask(port, "GET", f"{place}/bewaar/opmerkingen.docx", cookie=cookie)
    return took


def judged_by_command(draft: Path) -> float:
    """Seconds of what `amorecheck check -o report.json` does, in this process."""
    from amorecheck import check

    began = time.perf_counter()
    draft.with_suffix(".json").write_text(check(draft).to_json())
    return time.perf_counter() - began


def in_turn(folder: Path, first: Callable[[Path], float], second: Callable[[Path], float]) -> tuple[list[float], list[float]]:
    """Times of two ways, each on drafts that neither has seen; who goes first changes, so that both meet the same load."""
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        draft = thirty_pages(folder / f"visie-{number}.docx", number)
        for one, times in [(first, took[0]), (second, took[1])][:: 1 if number % 2 else -1]:
            times.append(one(draft))
    return took


def memory_of(pid: int) -> float:
    """MB of a process, libraries it shares counted in part; MB of the whole where the system cannot tell."""
    full = psutil.Process(pid).memory_full_info()
    return float(getattr(full, "pss", 0) or full.rss) / 2**20


def main() -> None:
    with tempfile.TemporaryDirectory() as name, server(Path(name)) as (process, port):
        ask(port, "GET", "/gezond")
        times = []
        for _ in range(20):
            began = time.perf_counter()
            ask(port, "GET", "/")
            times.append(time.perf_counter() - began)
        print(f"eerste pagina: {times[0] * 1000:.0f} ms de eerste keer, {statistics.median(times) * 1000:.0f} ms daarna (belofte: 200 ms)")
        rss = psutil.Process(process.pid).memory_info().rss / 2**20
        print(f"geheugen van de server in rust: {rss:.0f} MB (belofte: 120 MB)")
        folder = Path(name)
        for judge in (lambda draft: judged_by_web(port, draft), judged_by_command):
            judge(thirty_pages(folder / "opwarmen.docx", 99))
        web, command = in_turn(folder, lambda draft: judged_by_web(port, draft), judged_by_command)
        ratio = statistics.median(one / other for one, other in zip(web, command, strict=True))
        print(
            f"Word van {PAGES} bladzijden: {min(web):.2f} s in de webpagina, {min(command):.2f} s op de opdrachtregel (beste van {ROUNDS}), "
            f"{min(web) / min(command):.2f} keer; mediaan van de verhoudingen {ratio:.2f} (belofte: 1,2)"
        )
        workers = [round(memory_of(child.pid)) for child in psutil.Process(process.pid).children()]
        print(f"geheugen per werkproces na deze controles: {workers} MB; de server zelf: {psutil.Process(process.pid).memory_info().rss / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
