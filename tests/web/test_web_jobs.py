"""A job's life: cancelled, hung, crashed, expired; and what a server that dies leaves to the next."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from web_server import Client, Server, real, stub, wait_for

from amorecheck.web.folders import PREFIX, WorkFolder, sweep


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with stub(tmp_path_factory.mktemp("web"), job=2.0) as running:
        yield running


def _pids(server: Server) -> list[int]:
    """The worker of a draft that says HANG, and the child it started in a group of its own."""
    file = wait_for(lambda: [file for job in server.jobs for file in job.glob("pids") if file.read_text()])[0]
    return [int(pid) for pid in file.read_text().split()]


def _gone(pids: list[int]) -> bool:
    return not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids)


def test_cancelling_ends_the_processes_and_wipes_the_draft(client: Client, server: Server) -> None:
    place = client.upload("HANG").place
    pids = _pids(server)
    assert client.post(f"{place}/stop").place == "/?gestopt"
    assert _gone(pids)
    assert server.jobs == []
    assert "De controle is gestopt" in client.get("/?gestopt").text
    assert client.get(place).status == 404


def test_a_job_that_waits_can_be_cancelled(client: Client, server: Server) -> None:
    others = [Client(server), Client(server)]
    for other in others:
        other.upload("TRAAG 1.5")
    place = client.upload("Een visie.").place
    client.until(place, "wacht")
    client.post(f"{place}/stop")
    assert json.loads(client.get("/gezond").body)["wachtrij"] == 0
    for other in others:
        other.post("/wissen")


def test_wiping_everything_ends_what_runs(client: Client, server: Server) -> None:
    client.upload("HANG")
    pids = _pids(server)
    client.post("/wissen")
    assert _gone(pids)


def test_a_job_that_hangs_is_ended_and_said_so(client: Client, server: Server) -> None:
    place = client.upload("HANG").place
    pids = _pids(server)
    client.until(place, "mislukt", seconds=8)
    assert _gone(pids)
    page = client.get(place)
    assert page.status == 422
    assert "duurde te lang en is gestopt" in page.text
    assert server.jobs == [], "the draft of a job that failed is of no use to anyone"


@pytest.mark.parametrize("words", ["CRASH", "FAULT Het geheim van Lindewaard"])
def test_after_a_crash_the_next_draft_is_judged(client: Client, server: Server, words: str) -> None:
    place = client.upload(words).place
    client.until(place, "mislukt")
    assert "brak onverwacht af" in client.get(place).text
    after = client.upload("Een visie.").place
    client.until(after, "klaar")
    assert "geheim" not in server.log.read_text()


def test_drafts_one_after_another_go_to_the_same_worker(tmp_path: Path) -> None:
    """The language model is loaded once; a second process starts only when the first is busy."""
    with stub(tmp_path) as server:
        client = Client(server)
        family = psutil.Process(server.process.pid)
        for _ in range(3):
            client.until(client.upload("Een visie.").place, "klaar")
        assert len(family.children()) == 1
        places = [client.upload("TRAAG 1").place for _ in range(2)]
        client.until(places[1], "bezig")
        assert len(family.children()) == 2


def test_another_municipality_judges_the_same_draft_again(client: Client) -> None:
    place = client.upload("Een visie.", name="rapport.html").place
    client.until(place, "klaar")
    again = client.post(f"{place}/opnieuw", {"gemeente": "Lindewaard"}).place
    assert again != place
    client.until(again, "klaar")
    assert "gemeente Lindewaard" in client.get(f"{again}/rapport").text
    assert client.get(place).status == 404, "it took the place of the first"


def test_a_second_draft_is_compared_with_the_first(client: Client) -> None:
    first = client.upload("Een visie.", name="mei.docx").place
    client.until(first, "klaar")
    assert "Vergeleken met" not in client.get(f"{first}/rapport").text
    second = client.upload("Een visie.", name="juni.docx").place
    client.until(second, "klaar")
    assert "Vergeleken met mei.docx" in client.get(f"{second}/rapport").text
    assert "Van mei.docx naar juni.docx" in client.get(f"{second}/vergelijking").text
    assert client.get(f"{first}/vergelijking").status == 404, "there is nothing before the first"


def test_a_report_is_wiped_when_its_time_is_over(tmp_path: Path) -> None:
    with stub(tmp_path, keep=1.0) as server:
        client = Client(server)
        place = client.upload("Een visie.").place
        client.until(place, "klaar")
        assert server.jobs
        wait_for(lambda: not server.jobs, 5)
        gone = client.get(f"{place}/rapport")
        assert gone.status == 404
        assert "al gewist" in gone.text


def test_a_visitor_keeps_a_few_reports_and_no_more(tmp_path: Path) -> None:
    with stub(tmp_path, kept=2) as server:
        client = Client(server)
        places = []
        for number in range(4):
            places.append(client.upload("Versie", name=f"versie-{number}.docx").place)
            client.until(places[-1], "klaar")
        assert [client.get(f"{place}/rapport").status for place in places] == [404, 200, 200, 200]
        assert len(server.jobs) == 3


def test_a_server_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    with stub(tmp_path) as server:
        client = Client(server)
        client.upload("HANG")
        pids = _pids(server)
        client.upload("Een visie.")
        server.stop()
        assert _gone(pids)
        assert list(tmp_path.glob("amorecheck-*")) == []


def test_what_a_crash_leaves_the_next_start_removes(tmp_path: Path) -> None:
    """And what a server that still runs has, stays."""
    with stub(tmp_path) as crashed, stub(tmp_path) as alive:
        client, other = Client(crashed), Client(alive)
        client.until(client.upload("Een visie.").place, "klaar")
        other.until(other.upload("Een visie.").place, "klaar")
        client.upload("TRAAG 60")
        workers = psutil.Process(crashed.process.pid).children(recursive=True)
        crashed.kill()
        wait_for(lambda: _gone([worker.pid for worker in workers]), 15)
        left = set(tmp_path.glob(f"{PREFIX}*"))
        assert len(left) == 2
        with stub(tmp_path):
            now = set(tmp_path.glob(f"{PREFIX}*"))
        assert len(left & now) == 1
        assert len(now - left) == 1
        assert other.get("/gezond").status == 200
        assert alive.jobs


def test_the_real_worker_ends_with_its_server(tmp_path: Path) -> None:
    """Also when the server had no time to say so, and with the child that reads the draft."""
    with real(tmp_path) as server:
        Client(server).upload("Een visie. " * 200)
        family = wait_for(lambda: psutil.Process(server.process.pid).children(recursive=True))
        server.kill()
        wait_for(lambda: _gone([one.pid for one in family]), 30)


def test_only_own_folders_that_nobody_holds_are_swept(tmp_path: Path) -> None:
    held = WorkFolder(tmp_path)
    (tmp_path / "amorecheck-web-vreemd").mkdir()
    (tmp_path / "iets-anders").mkdir()
    outside = tmp_path / "buiten"
    outside.mkdir()
    (outside / "in-gebruik").touch()
    (tmp_path / "amorecheck-web-verwijzing").symlink_to(outside)
    old = tmp_path / "amorecheck-web-oud"
    old.mkdir()
    (old / "in-gebruik").touch()
    assert sweep(tmp_path) == 1
    assert not old.exists()
    assert held.path.exists()
    assert (outside / "in-gebruik").exists(), "a link is not followed"
    assert (tmp_path / "amorecheck-web-vreemd").exists(), "it may be starting this very moment"
    held.close()
    assert not held.path.exists()


def test_a_folder_that_never_got_a_lock_goes_after_a_while(tmp_path: Path) -> None:
    import os

    young = tmp_path / "amorecheck-web-half"
    young.mkdir()
    past = time.time() - 120
    os.utime(young, (past, past))
    assert sweep(tmp_path) == 1
