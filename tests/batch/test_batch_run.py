"""A whole batch, as a user meets it: nothing lost, nothing done twice, the same bytes whatever the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import fsspec
import psutil
import pytest
from batch_drafts import UNREAD, contents, text_of, write_mixed
from click.testing import CliRunner, Result

import amorecheck.batch.run
from amorecheck import check
from amorecheck.batch import Batch, run_batch
from amorecheck.cli import main
from amorecheck.reporting.model import Report
from amorecheck.reporting.waivers import apply_waivers, read_waivers

MODEL = "nl_amore_sm"


class Made:
    """A batch that ran once for all tests: its drafts, its output, its cache and what it said."""

    def __init__(self, root: Path) -> None:
        self.drafts = write_mixed(root / "visies")
        self.output, self.cache = root / "uit", root / "bewaard"
        self.batch: Batch = run_batch([self.drafts], self.output, model=MODEL, workers=2, cache=self.cache)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("batch"))


@pytest.fixture
def no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that needs a worker fails: all must come from the cache."""

    class Nobody(amorecheck.batch.run.Crew):
        def _start(self) -> None:
            raise AssertionError("a worker was started")

    monkeypatch.setattr(amorecheck.batch.run, "Crew", Nobody)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "amorecheck", "batch", *map(str, arguments), "--model", MODEL]


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, command(*arguments)[3:])


def test_every_file_is_reported_once_and_the_bad_ones_with_a_reason(made: Made) -> None:
    outcomes = {outcome.name: outcome for outcome in made.batch.outcomes}
    assert {name for name, outcome in outcomes.items() if outcome.error} == UNREAD
    assert len(outcomes) == 16
    assert made.batch.exit_code == 3
    assert "leeg" in outcomes["leeg.pdf"].error
    assert outcomes["visie-02.txt"].error.startswith("visie-02.txt.amorecheck.yaml:1: ")
    assert all(outcome.error.endswith(".") and outcome.report is None for outcome in made.batch.unread)
    assert made.batch.passed_over == ((".xlsx", 1),)


def test_a_draft_gets_the_report_that_check_gives(made: Made) -> None:
    for name in ("visie-00.txt", "visie-01.txt", "concept (def) #2, 100%.docx"):
        path = made.drafts / name
        alone = apply_waivers(check(path, model=MODEL), read_waivers(path))
        report = next(outcome.report for outcome in made.batch.outcomes if outcome.name == name)
        assert report is not None
        # The criterion that looks at other drafts is the only thing that may differ.
        assert [f for f in report.frameworks if f.id != "amore"] == [f for f in alone.frameworks if f.id != "amore"]


def test_a_waiver_beside_a_draft_counts(made: Made) -> None:
    report = next(outcome.report for outcome in made.batch.outcomes if outcome.name == "visie-01.txt")
    assert report is not None
    item = next(item for framework in report.frameworks for item in framework.items if item.id == "T2")
    assert item.waiver is not None
    assert item.verdict == "ontbreekt"
    assert "Staat in een ander stuk" in made.output.joinpath("rapporten", "visie-01.txt.html").read_text("utf-8")


def test_the_index_names_files_that_are_there(made: Made) -> None:
    index = json.loads((made.output / "batch.json").read_text("utf-8"))
    assert index["schema"] == "amorecheck-batch/1"
    assert len(index["drafts"]) == 16
    for draft in index["drafts"]:
        if draft["exit_code"] == 0:
            assert Report.model_validate_json((made.output / draft["json"]).read_bytes()).document.sha256 == draft["sha256"]
            assert (made.output / draft["html"]).read_text("utf-8").lower().startswith("<!doctype html>")
    assert len(list((made.output / "rapporten").iterdir())) == 2 * 11
    assert not (made.output / ".tmp").exists()


def test_one_worker_and_another_order_give_the_same_bytes(made: Made, tmp_path: Path) -> None:
    paths = sorted(made.drafts.iterdir(), reverse=True)
    done = subprocess.run(command(*[path for path in paths if path.suffix != ".yaml" and path.suffix != ".xlsx"], "-o", tmp_path / "uit", "--workers", 1), capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 3, done.stderr
    assert "11 van 16 concepten zijn beoordeeld; 5 konden niet worden gelezen." in done.stdout
    assert done.stderr.count("\n[") >= 15  # a line for each file
    assert contents(tmp_path / "uit") == contents(made.output)


@pytest.mark.usefixtures("no_workers")
def test_a_second_run_does_nothing_twice(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readable = [made.drafts / name for name in ("visie-00.txt", "visie-01.txt", "oud.doc", "leeg.pdf", "kort.txt")]
    again = run_batch(readable, tmp_path / "uit", model=MODEL, cache=made.cache)
    assert again.kept == 2
    assert len(again.unread) == 3
    monkeypatch.chdir(made.drafts)
    run_batch(["visie-00.txt", "Aalwijk"], tmp_path / "uit", model=MODEL, cache=made.cache)
    other = run_batch([made.drafts / "visie-00.txt", "Aalwijk"], tmp_path / "uit", model=MODEL, cache=made.cache)
    assert {outcome.source for outcome in other.outcomes} == {str(made.drafts / "visie-00.txt"), os.path.join("Aalwijk", "visie.txt")}


@pytest.mark.usefixtures("no_workers")
def test_exit_codes(made: Made, tmp_path: Path) -> None:
    good, more = made.drafts / "visie-00.txt", ("-o", tmp_path / "uit", "--cache", made.cache)
    assert invoke(good, *more).exit_code == 0
    assert invoke(good, *more, "--fail-under", 100).exit_code == 1
    assert invoke(good, *more, "--require", "T9999").exit_code == 2
    assert invoke(good, made.drafts / "oud.doc", *more).exit_code == 3
    assert invoke(good, made.drafts / "oud.doc", *more, "--fail-under", 100).exit_code == 3
    assert invoke(good, tmp_path / "weg.docx", *more).exit_code == 3
    assert invoke(tmp_path / "*.docx", *more).exit_code == 2
    assert invoke(good, *more, "--no-cache").exit_code == 2


@pytest.mark.usefixtures("no_workers")
def test_reports_of_drafts_that_are_gone_are_taken_away(made: Made, tmp_path: Path) -> None:
    (tmp_path / "uit" / "rapporten").mkdir(parents=True)
    (tmp_path / "uit" / "rapporten" / "van mij.html").touch()
    run_batch([made.drafts / "visie-00.txt", made.drafts / "con.txt"], tmp_path / "uit", model=MODEL, cache=made.cache)
    run_batch([made.drafts / "visie-00.txt"], tmp_path / "uit", model=MODEL, cache=made.cache)
    assert sorted(path.name for path in (tmp_path / "uit" / "rapporten").iterdir()) == ["van mij.html", "visie-00.txt.html", "visie-00.txt.json"]


@pytest.mark.usefixtures("no_workers")
def test_a_list_gives_the_municipality(made: Made, tmp_path: Path) -> None:
    path = made.drafts / "lijst.csv"
    path.write_text("gemeente;pad\n;visie-00.txt\n", "utf-8-sig")
    done = invoke(path, "-o", tmp_path / "uit", "--cache", made.cache)
    path.unlink()
    assert done.exit_code == 0, done.output


def test_by_url_with_a_damaged_result_and_a_draft_that_takes_too_long(made: Made, tmp_path: Path) -> None:
    """In one run, because each needs workers: memory:// in and out, a cache entry that is broken, a time limit."""
    files = fsspec.filesystem("memory")
    for name in ("Aalwijk/visie.txt", "visie-01.txt", "visie-01.txt.amorecheck.yaml", "oud.doc"):
        files.pipe_file(f"/visies/{name}", (made.drafts / name).read_bytes())
    files.pipe_file("/visies/eindeloos.txt", "\n\n".join(text_of(n % 50) for n in range(6000)).encode())  # nearly a million words
    (tmp_path / "lijst.csv").write_text("gemeente,pad\nVerzonnen,memory://visies/Aalwijk/visie.txt\n", "utf-8")
    cache = tmp_path / "bewaard"
    options: dict[str, Any] = {"model": MODEL, "cache": cache}
    first = run_batch(["memory://visies", tmp_path / "lijst.csv"], "memory://uit", timeout=8, workers=2, **options)
    outcomes = {outcome.name: outcome for outcome in first.outcomes}
    assert outcomes["eindeloos.txt"].code == "te-traag"
    assert "8 seconden" in outcomes["eindeloos.txt"].error
    assert outcomes["Aalwijk/visie.txt"].municipality == "Verzonnen"
    assert {name for name, outcome in outcomes.items() if outcome.error} == {"eindeloos.txt", "oud.doc"}
    index = json.loads(files.cat_file("/uit/batch.json"))
    assert {draft["html"] for draft in index["drafts"]} == {None, "rapporten/Aalwijk__visie.txt.html", "rapporten/visie-01.txt.html"}
    assert b"Staat in een ander stuk" in files.cat_file("/uit/rapporten/visie-01.txt.html")

    files.rm_file("/visies/eindeloos.txt")
    broken = [path for path in cache.rglob("*") if path.is_file()]
    for path in broken:
        path.write_bytes(path.read_bytes()[:-7] + b"onzin!!")
    before = files.cat_file("/uit/rapporten/visie-01.txt.json")
    second = run_batch(["memory://visies", tmp_path / "lijst.csv"], "memory://uit", workers=1, **options)
    assert second.kept == 0
    assert files.cat_file("/uit/rapporten/visie-01.txt.json") == before


def start(*arguments: object) -> subprocess.Popen[str]:
    # a shell that runs these tests in the background lets its children ignore Ctrl-C; a user's shell does not
    heeds = None if os.name == "nt" else (lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    return subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", preexec_fn=heeds)


def lines_until(process: subprocess.Popen[str], number: int) -> None:
    """Wait for so many drafts to be done."""
    assert process.stderr is not None
    for _ in range(number):
        assert process.stderr.readline().startswith("[")


@pytest.mark.usefixtures("no_workers")
def test_ctrl_c_while_the_thread_beside_starts_is_an_interruption_and_no_error(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes at any moment, also between making a thread and its start."""

    def interrupted(thread: threading.Thread) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    done = invoke(made.drafts / "visie-00.txt", "-o", tmp_path / "uit")
    assert done.exit_code == 130
    assert done.output.startswith("De batch is gestopt.")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_killed_half_way_and_started_again_goes_on(made: Made, tmp_path: Path) -> None:
    """kill -9 of the parent, then Ctrl-C, then kill -9 of a worker; and the same bytes as a run in one go."""
    output = tmp_path / "uit"
    process = start(made.drafts, "-o", output, "--workers", 1)
    lines_until(process, 3)
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []

    process = start(made.drafts, "-o", output, "--workers", 1)
    lines_until(process, 3)  # these were kept; a worker takes seconds to start, so the signal comes in time on a busy machine
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.strip().splitlines()[-1] == "De batch is gestopt. Wat klaar was, is bewaard: geef dezelfde opdracht opnieuw om verder te gaan."
    assert "Traceback" not in said
    assert not output.joinpath("batch.json").exists()

    process = start(made.drafts, "-o", output, "--workers", 2)
    lines_until(process, 4)
    psutil.Process(process.pid).children()[0].kill()
    out, said = process.communicate(timeout=240)
    assert process.returncode == 3, said
    assert int(out.split("beoordeeld, ")[1].split(" daarvan")[0]) >= 3
    assert contents(output) == contents(made.output)


def test_help_shows_an_example_and_loads_nothing() -> None:
    code = "import sys; sys.argv=['amorecheck','batch','--help']\nfrom amorecheck.cli import run\ntry:\n run()\nexcept SystemExit: pass\nprint([m for m in ('spacy','psutil','fsspec','distributed','datasketch','subprocess','pydantic') if m in sys.modules])"
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert "amorecheck batch visies/ -o resultaat" in done.stdout
    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr
    assert time.monotonic() - began < 20


def test_without_the_extra_one_sentence_says_what_to_install(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amorecheck.batch.run, "find_spec", lambda name: None)
    done = invoke(made.drafts, "-o", tmp_path / "uit")
    assert done.exit_code == 2
    assert "pip install 'amorecheck[batch]'" in done.output
