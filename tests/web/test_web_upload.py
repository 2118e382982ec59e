"""Uploading as people and as attackers do it, against a real server: who is served, what is refused, what is left behind."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_server import BOUNDARY, Client, Server, all_of, dialled, head, multipart, page_of, stub, wait_for

from amorecheck.web.uploads import UploadLimits, _Form, safe_name


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with stub(tmp_path_factory.mktemp("web"), largest=300_000, pause=1.0, upload=4.0, queue=30) as running:
        yield running


def test_an_upload_leads_to_a_report(client: Client) -> None:
    sent = client.upload("Een visie.", gemeente="Lindewaard")
    assert sent.status == 303
    client.until(sent.place, "klaar")
    done = client.get(sent.place)
    assert done.place == f"{sent.place}/rapport#inhoud"
    assert "gemeente Lindewaard" in client.get(f"{sent.place}/rapport").text


def test_the_folder_of_a_job_is_for_its_owner_only(client: Client, server: Server) -> None:
    client.upload("TRAAG 1")
    folder = wait_for(lambda: server.jobs)[0]
    assert oct(folder.stat().st_mode)[-3:] == "700"
    assert oct(folder.parent.stat().st_mode)[-3:] == "700"


def test_wiping_leaves_no_file_and_no_address(client: Client, server: Server) -> None:
    place = client.upload("Een visie.").place
    client.until(place, "klaar")
    wiped = client.post("/wissen")
    assert wiped.place == "/?gewist"
    assert "Alles is gewist" in client.get(wiped.place).text
    assert client.get(f"{place}/rapport").status == 404
    assert server.jobs == []


def test_nobody_else_sees_a_report(client: Client, server: Server) -> None:
    place = client.upload("Een visie.").place
    client.until(place, "klaar")
    stranger = Client(server)
    stranger.upload("Een andere visie.")
    for path in (place, f"{place}/rapport", f"{place}/stand", f"{place}/bewaar/report.json"):
        assert stranger.get(path).status == 404
    assert stranger.post(f"{place}/stop").place == "/?gestopt"
    assert client.get(f"{place}/rapport").status == 200
    stranger.post("/wissen")


def test_the_cookie_is_for_this_session_and_this_site_only(server: Server) -> None:
    visitor = Client(server)
    assert "set-cookie" not in visitor.get("/").headers
    cookie = visitor.upload("Een visie.").headers["set-cookie"]
    visitor.post("/wissen")
    assert re.match(r"amorecheck=[\w-]{40,}; ", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()


@pytest.mark.parametrize(("data", "words"), [(None, "Kies eerst een bestand"), (b"", "leeg")])
def test_without_a_draft_the_form_says_so_and_points_at_the_field(client: Client, data: bytes | None, words: str) -> None:
    answer = client.upload(data) if data is not None else client.post("/controle", {"gemeente": "Lindewaard"})
    assert answer.status == 422
    assert re.search(rf'role="alert"[\s\S]*<a href="#bestand">[^<]*{words}', answer.text)
    assert 'aria-invalid="true"' in answer.text


def test_too_large_is_answered_before_the_draft_is_sent(server: Server) -> None:
    with dialled(server) as connection:
        connection.sendall(head(server, 100_000_000))
        began = time.monotonic()
        answer = page_of(connection)
        assert time.monotonic() - began < 2
    assert answer.startswith("HTTP/1.1 413")
    assert "Het bestand is groter dan" in answer


def test_a_browser_that_keeps_sending_still_gets_the_page(server: Server) -> None:
    body = multipart(b"x" * 3_000_000)
    answer = Client(server).upload(b"x" * 3_000_000)
    assert answer.status == 413
    assert len(body) > 300_000
    assert "Haal de afbeeldingen eruit" in answer.text


def test_too_large_without_a_length_is_found_while_it_comes_in(server: Server) -> None:
    with dialled(server) as connection:
        connection.sendall(head(server, None, Transfer_Encoding="chunked"))
        piece = multipart(b"x" * 700_000)
        connection.sendall(b"%x\r\n%s\r\n0\r\n\r\n" % (len(piece), piece))
        assert all_of(connection).startswith(b"HTTP/1.1 413")
    assert server.jobs == []


def test_an_upload_that_stops_halfway_is_ended_and_removed(server: Server) -> None:
    with dialled(server) as connection:
        connection.sendall(head(server, 5000) + multipart(b"begin")[:60])
        wait_for(lambda: server.jobs)
        answer = page_of(connection)
    assert answer.startswith("HTTP/1.1 408")
    assert "duurde te lang" in answer
    wait_for(lambda: not server.jobs)


def test_an_upload_in_drips_is_ended_too(server: Server) -> None:
    """A byte every now and then stays within the pause, but not within the time for the whole."""
    with dialled(server) as connection:
        connection.sendall(head(server, 5000) + multipart(b"begin")[:200])
        ended = threading.Event()
        threading.Thread(target=_drip, args=(connection, ended), daemon=True).start()
        answer = page_of(connection)
        ended.set()
    assert answer.startswith("HTTP/1.1 408")


def _drip(connection: socket.socket, ended: threading.Event) -> None:
    while not ended.wait(0.3):
        try:
            connection.sendall(b"-")
        except OSError:
            return


def test_an_upload_that_is_broken_off_leaves_nothing(server: Server) -> None:
    with dialled(server) as connection:
        connection.sendall(head(server, 5000) + multipart(b"begin")[:200])
        wait_for(lambda: server.jobs)
    wait_for(lambda: not server.jobs)


@pytest.mark.parametrize(
    "body",
    [b"", b"onzin", b"--" + BOUNDARY.encode(), multipart(b"x").replace(b"form-data", b"\xff\xfe"), multipart(b"x")[:-4] + b"\r\n" + multipart(fields={f"veld{n}": "x" for n in range(60)}), b"\r\n".join([b"--%s" % BOUNDARY.encode()] * 50), multipart(b"x", "x" * 90_000)],
    ids=["empty", "nonsense", "cut", "bytes", "many", "boundaries", "long header"],
)
def test_a_broken_form_is_refused_politely(server: Server, body: bytes) -> None:
    with dialled(server) as connection:
        connection.sendall(head(server, len(body), Connection="close") + body)
        status = all_of(connection).split(b" ")[1]
    assert status in (b"400", b"422")
    assert server.jobs == []


def test_a_form_that_is_no_form_is_refused(server: Server) -> None:
    assert Client(server).post("/controle", Content_Type="application/json").status == 415


def test_a_field_with_too_much_text_is_refused(client: Client) -> None:
    assert client.upload("Een visie.", gemeente="x" * 5000).status == 422


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Visie wijkgericht werken (v2).docx", "Visie wijkgericht werken (v2).docx"),
        ("C:\\visies\\Visie.DOCX", "Visie.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/cron.d/taak", "taak"),
        ("..", "concept"),
        ("", "concept"),
        (".docx", "docx"),
        ("con.txt", "concept.txt"),
        ("visie\x00.docx", "visie.docx"),
        ("visie\u202excod.exe", "visiexcod.exe"),
        ("<script>alert(1)</script>.docx", "script_.docx"),
        ("a" * 400 + ".docx", "a" * 80 + ".docx"),
        ("report.json", "report.json"),
    ],
)
def test_hostile_file_names_become_plain_ones(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@given(st.text(max_size=300))
def test_no_file_name_leaves_the_folder_or_hides_anything(sent: str) -> None:
    name = safe_name(sent)
    assert Path(name).name == name
    assert not name.startswith(".")
    assert 0 < len(name.encode()) <= 170
    assert name.isprintable()
    assert safe_name(name) == name


def test_a_hostile_name_is_shown_as_text_and_saved_as_one_name(client: Client, server: Server) -> None:
    place = client.upload("Een visie.", name='../<img src=x onerror=alert(1)>"; filename="x.exe').place
    client.until(place, "klaar")
    page = client.get(f"{place}/rapport").text
    assert "<img" not in page
    saved = client.get(f"{place}/bewaar/rapport.html").headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename=\"[A-Za-z0-9 ._()-]+\"; filename\*=UTF-8''[\w.%-]+", saved)
    assert [path.parent for path in server.folder.rglob("*exe*")] in ([], [server.jobs[0] / "concept"])


@pytest.mark.parametrize("name", ["../report.json", "..%2f..%2fetc%2fpasswd", "visie.txt", "pids", "nieuw-report.json", "%2e%2e"])
def test_only_the_offered_files_can_be_saved(client: Client, name: str) -> None:
    place = client.upload("Een visie.").place
    client.until(place, "klaar")
    assert client.get(f"{place}/bewaar/{name}").status == 404


def test_a_draft_with_the_name_of_the_report_does_no_harm(client: Client) -> None:
    """The draft lies in the folder where report.json is written."""
    place = client.upload("Een visie.", name="report.json").place
    client.until(place, "klaar")
    assert json.loads(client.get(f"{place}/bewaar/report.json").body)["schema"] == "amorecheck-report/1"


def test_a_hundred_uploads_at_once(server: Server) -> None:
    """Thirty may wait; the others hear that it is busy. Nobody is cut off and the next visitor is served."""
    visitors = [Client(server) for _ in range(100)]
    answers: list[int] = []

    def send(visitor: Client) -> None:
        answers.append(visitor.upload("TRAAG 0.3 " + "x" * 50_000).status)

    threads = [threading.Thread(target=send, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    watched = Client(server).get("/gezond")
    for thread in threads:
        thread.join()
    count = Counter(answers)
    assert watched.status == 200
    assert count.total() == 100
    assert set(count) == {303, 503}
    assert 30 <= count[303] <= 40
    for visitor in visitors:
        visitor.post("/wissen")
    wait_for(lambda: not server.jobs)
    late = Client(server)
    late.until(late.upload("Een visie.").place, "klaar")
    late.post("/wissen")


def test_a_full_queue_says_when_to_come_back(tmp_path: Path) -> None:
    with stub(tmp_path, queue=0) as server:
        answer = Client(server).upload("Een visie.")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "120"
    assert "wachtrij is vol" in answer.text


def test_two_run_and_the_third_hears_its_place(client: Client, server: Server) -> None:
    others = [Client(server) for _ in range(3)]
    places = [other.upload("TRAAG 3").place for other in others]
    for other, place in zip(others[:2], places, strict=False):
        other.until(place, "bezig")
    mine = client.upload("Een visie.").place
    news = json.loads(client.get(f"{mine}/stand").body)
    assert news["stage"] == "wacht"
    assert news["text"] == "U bent nummer 2 in de wachtrij. Er wachten 2 concepten."
    assert "U bent nummer 2 in de wachtrij" in client.get(mine).text
    assert json.loads(client.get("/gezond").body) | {"versie": ""} == {"status": "goed", "versie": "", "bezig": 2, "wachtrij": 2}
    for other in others:
        other.post("/wissen")


def test_one_visitor_does_not_fill_the_queue(client: Client) -> None:
    answers = [client.upload("TRAAG 5") for _ in range(4)]
    assert [answer.status for answer in answers] == [303, 303, 303, 429]
    assert "Er lopen al 3 controles van u" in answers[-1].text


@given(st.binary(max_size=300), st.lists(st.integers(1, 60), min_size=1, max_size=30))
@settings(max_examples=60)
def test_a_form_is_the_same_however_it_is_cut(tmp_path_factory: pytest.TempPathFactory, data: bytes, cuts: list[int]) -> None:
    body = multipart(data, "visie.docx", {"gemeente": "Lindewaard", "lens": "wijkprogramma"})
    folder = tmp_path_factory.mktemp("form")
    form = _Form(f"multipart/form-data; boundary={BOUNDARY}", folder, UploadLimits(1000, 5, 5))
    at = 0
    for size in [*cuts, len(body)]:
        form.write(body[at : at + size])
        at += size
    upload: Any = form.finish()
    assert upload.path.read_bytes() == data
    assert (upload.name, upload.size, upload.fields) == ("visie.docx", len(data), {"gemeente": ["Lindewaard"], "lens": ["wijkprogramma"]})
