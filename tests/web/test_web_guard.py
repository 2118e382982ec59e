"""Who may come in and what every answer carries: Host, Origin, passwords, proxies, headers, slowness, sockets, logs."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from web_server import Client, Server, all_of, dialled, head, multipart, started, stub, wait_for

from amorecheck.errors import ConfigurationError
from amorecheck.web.settings import Settings, check_settings, hosts_of, origins_of


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with stub(tmp_path_factory.mktemp("web"), head_seconds=1.0) as running:
        yield running


def test_every_answer_carries_the_headers(server: Server) -> None:
    client = Client(server)
    place = client.upload("Een visie.").place
    client.until(place, "klaar")
    for path in ("/", place, f"{place}/rapport", f"{place}/bewaar/report.json", "/bestaat-niet", "/gezond"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store", path
        assert "server" not in headers
    client.post("/wissen")


def test_no_page_holds_script_or_style_of_its_own(server: Server) -> None:
    client = Client(server)
    place = client.upload("Een visie.").place
    client.until(place, "klaar")
    for path in ("/", f"{place}/rapport", "/bestaat-niet"):
        page = client.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert " on" + "click" not in page
        assert "<script>" not in page
    client.post("/wissen")


@pytest.mark.parametrize("host", ["kwaad.example", "kwaad.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "127.0.0.1:{port}.kwaad.example", "0x7f.1:{port}"])
def test_another_host_is_refused(server: Server, host: str) -> None:
    """A page of another site that made its own name point at this computer (DNS rebinding)."""
    for method in ("GET", "POST"):
        answer = Client(server)._ask(method, "/", None, {"Host": host.format(port=server.port)})
        assert answer.status == 400
        assert "Dit adres hoort niet bij deze pagina" in answer.text


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}"])
def test_the_own_names_are_known(server: Server, host: str) -> None:
    assert Client(server).get("/", Host=host.format(port=server.port)).status == 200


@pytest.mark.parametrize("lines", [b"", b"Host: 127.0.0.1:%d\r\nHost: kwaad.example\r\n"], ids=["none", "two"])
def test_one_host_and_no_more(server: Server, lines: bytes) -> None:
    with dialled(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n" + (lines % server.port if b"%d" in lines else lines) + b"Connection: close\r\n\r\n")
        assert all_of(connection).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("origin", ["http://kwaad.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}", "http://127.0.0.1:{port}.kwaad.example", ""])
def test_a_form_from_elsewhere_is_refused(server: Server, origin: str) -> None:
    for path in ("/controle", "/wissen", "/afmelden", "/aanmelden"):
        assert Client(server).post(path, Origin=origin.format(port=server.port)).status == 403
    assert server.jobs == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site", "Referer": "http://127.0.0.1:{port}/"}, 403),
        ({"Sec_Fetch_Site": "same-origin"}, 303),
        ({"Referer": "http://kwaad.example/"}, 403),
        ({"Referer": "http://127.0.0.1:{port}/"}, 303),
    ],
)
def test_without_origin_the_browser_must_say_it_otherwise(server: Server, headers: dict[str, str], status: int) -> None:
    body = multipart()
    lines = {name: value.format(port=server.port) for name, value in headers.items()}
    with dialled(server) as connection:
        start = head(server, len(body), path="/wissen", Connection="close", **lines).replace(f"Origin: {server.origin}\r\n".encode(), b"")
        connection.sendall(start + body)
        assert all_of(connection).startswith(b"HTTP/1.1 %d" % status)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    assert Client(server)._ask(method, "/", None, {}).status == 405


@pytest.mark.parametrize(("path", "place"), [("/controle", "/"), ("/wissen", "/"), ("/afmelden", "/"), ("/controle/x/stop", "/controle/x"), ("/controle/x/opnieuw", "/controle/x")])
def test_reloading_the_answer_to_a_form_leads_back(server: Server, path: str, place: str) -> None:
    answer = Client(server).get(path)
    assert (answer.status, answer.place) == (303, place)


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/controle/../wissen", "/static/page.css", "//kwaad.example/", "/controle/%00", "/" + "a" * 3000])
def test_strange_paths_lead_nowhere(server: Server, path: str) -> None:
    answer = Client(server).get(path)
    assert answer.status == 404
    assert "root:" not in answer.text


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x", b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"A" * 100_000], ids=["silent", "half", "tls", "version", "long"])
def test_a_connection_that_says_nothing_sensible_is_closed(server: Server, sent: bytes) -> None:
    with dialled(server, timeout=8) as connection:
        connection.sendall(sent)
        began = time.monotonic()
        answer = all_of(connection)
        assert time.monotonic() - began < 5
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")
    assert Client(server).get("/gezond").status == 200


def test_two_hundred_silent_connections_keep_nobody_out(server: Server) -> None:
    held = [dialled(server) for _ in range(200)]
    began = time.monotonic()
    assert Client(server).get("/").status == 200
    assert time.monotonic() - began < 2
    for connection in held:
        connection.close()


def test_conflicting_lengths_are_refused(server: Server) -> None:
    """What a proxy and the server could read differently (request smuggling)."""
    with dialled(server) as connection:
        connection.sendall(head(server, 5, Transfer_Encoding="chunked", Connection="close") + b"0\r\n\r\n")
        assert all_of(connection).split(b" ")[1] in (b"400", b"415", b"422")


# -- what the server does by itself


def test_the_server_opens_no_outward_socket(server: Server) -> None:
    client = Client(server)
    client.until(client.upload("Een visie.").place, "klaar")
    family = [psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children(recursive=True)]
    assert len(family) >= 2, "a worker runs"
    open_now = [one for process in family for one in process.net_connections(kind="inet")]
    assert {one.laddr.ip for one in open_now} == {"127.0.0.1"}
    assert all(not one.raddr or one.laddr.port == server.port for one in open_now), "only answers to visitors"
    client.post("/wissen")


def test_the_log_holds_no_name_no_text_and_no_address(server: Server) -> None:
    client = Client(server)
    for text in ("CRASH Geheime-tekst", "FAULT Geheime-tekst", "Geheime-tekst"):
        client.until(client.upload(text, name="Geheime-naam.docx", gemeente="Geheimewaard").place, "klaar", "mislukt")
    client.get("/controle/geheim-adres")
    client.post("/wissen")
    log = server.log.read_text()
    assert "Een controle brak af: ValueError" in log
    assert "eheim" not in log
    assert "Traceback" not in log


def test_the_folder_of_the_server_is_the_only_place_that_is_written(tmp_path: Path) -> None:
    """Also for a draft so large that others would spool it to the system's temporary folder."""
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    with stub(tmp_path / "werk", TMPDIR=str(elsewhere)) as server:
        client = Client(server)
        client.until(client.upload("x " * 2_000_000).place, "klaar")
        assert list(elsewhere.rglob("*")) == []
        files = {path.name for path in server.jobs[0].rglob("*")}
        assert files == {"concept", "visie.txt", "report.json", "rapport.html"}


# -- passwords and proxies


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with stub(tmp_path_factory.mktemp("web"), password="een lang wachtwoord") as running:
        yield running


def test_without_the_password_there_is_only_the_door(locked: Server) -> None:
    client = Client(locked)
    assert client.get("/").place == "/aanmelden"
    assert client.get("/controle/x/rapport").place == "/aanmelden"
    assert client.upload("Een visie.").status == 403
    assert "Wachtwoord" in client.get("/aanmelden").text
    assert client.get("/gezond").status == 200
    assert locked.jobs == []


def test_the_right_password_opens_and_leaving_closes(locked: Server) -> None:
    client = Client(locked)
    first = client.post("/aanmelden", {"wachtwoord": "een lang wachtwoord"})
    assert first.place == "/"
    assert client.get("/").status == 200
    place = client.upload("Een visie.").place
    client.until(place, "klaar")
    assert "Afmelden" in client.get(f"{place}/rapport").text
    client.post("/wissen")
    assert client.get("/").status == 200, "wiping is not leaving"
    client.post("/afmelden")
    assert client.get("/").place == "/aanmelden"


def test_a_wrong_password_takes_a_while_and_says_so(locked: Server) -> None:
    client = Client(locked)
    began = time.monotonic()
    answer = client.post("/aanmelden", {"wachtwoord": "een lang wachtwoor"})
    assert time.monotonic() - began >= 1
    assert answer.status == 403
    assert '<a href="#wachtwoord">Dit wachtwoord klopt niet' in answer.text
    assert "set-cookie" not in answer.headers


def test_guessing_is_stopped(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with stub(tmp_path, password="een lang wachtwoord") as server, ThreadPoolExecutor(31) as pool:
        list(pool.map(lambda n: Client(server).post("/aanmelden", {"wachtwoord": f"gok {n}"}), range(31)))
        assert Client(server).post("/aanmelden", {"wachtwoord": "een lang wachtwoord"}).status == 429


def test_the_proxy_says_who_it_is(tmp_path: Path) -> None:
    with stub(tmp_path, proxy_header="X-Remote-User") as server:
        anna = Client(server, headers={"X-Remote-User": "anna"})
        assert Client(server).get("/").status == 403
        assert anna.get("/").status == 200
        place = anna.upload("Een visie.").place
        anna.until(place, "klaar")
        other = Client(server, cookie=anna.cookie, headers={"X-Remote-User": "bert"})
        assert other.get(f"{place}/rapport").status == 404, "another person at the same browser"
        assert anna.get(f"{place}/rapport").status == 200


def test_only_the_proxy_is_believed(tmp_path: Path) -> None:
    with stub(tmp_path, proxy_header="X-Remote-User", proxy_from=["10.1.2.3"]) as server:
        assert Client(server, headers={"X-Remote-User": "anna", "X-Forwarded-For": "10.1.2.3"}).get("/").status == 403


# -- settings


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"host": "0.0.0.0"}, "--password-file"),
        ({"host": "192.168.1.4"}, "--insecure"),
        ({"public_urls": ("https://amorecheck.voorbeeld.nl",)}, "Op het adres https://amorecheck.voorbeeld.nl kan iedereen"),
        ({"host": "::"}, "--proxy-header"),
        ({"host": "0.0.0.0", "password": "een lang wachtwoord"}, "--public-url"),
        ({"host": "0.0.0.0", "insecure": True}, "--public-url"),
        ({"password": "kort"}, "acht tekens"),
        ({"password": "een lang wachtwoord", "proxy_header": "X-User"}, "Kies een van beide"),
        ({"proxy_header": "X-User", "proxy_from": ("thuis",)}, "geen netwerkadres"),
        ({"public_urls": ("amorecheck.uwgemeente.nl",)}, "https://"),
    ],
)
def test_unsafe_settings_are_refused(values: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        check_settings(Settings(**values))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"host": "localhost"},
        {"host": "::1"},
        {"host": "192.168.1.4", "password": "een lang wachtwoord"},
        {"host": "192.168.1.4", "insecure": True},
        {"host": "0.0.0.0", "proxy_header": "X-User", "public_urls": ("https://amorecheck.voorbeeld.nl",)},
    ],
)
def test_safe_settings_are_taken(values: dict[str, Any]) -> None:
    assert check_settings(Settings(**values)) == Settings(**values)


def test_hosts_and_origins_follow_the_settings() -> None:
    settings = Settings(host="0.0.0.0", public_urls=("https://Amorecheck.voorbeeld.nl:443/",))
    assert hosts_of(settings, 8420) == {"127.0.0.1:8420", "localhost:8420", "[::1]:8420", "amorecheck.voorbeeld.nl"}
    assert "https://amorecheck.voorbeeld.nl" in origins_of(settings, 8420)
    assert settings.secure_cookie
    assert not Settings().secure_cookie


# -- the command


def _serve(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    command = [sys.executable, "-m", "amorecheck", "serve", "--no-browser", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, env={**os.environ, **environment}, check=False)


def test_another_address_without_a_lock_is_refused_by_the_command() -> None:
    done = _serve("--host", "0.0.0.0")
    assert done.returncode == 2
    assert done.stderr.startswith("Fout: Op het adres 0.0.0.0 kan iedereen")


def test_a_port_that_is_taken_is_told(server: Server) -> None:
    done = _serve("--port", str(server.port))
    assert done.returncode == 2
    assert f"Poort {server.port} is al in gebruik" in done.stderr


def test_without_a_port_the_next_free_one_is_taken(server: Server) -> None:
    from amorecheck.web.server import open_port

    with open_port("127.0.0.1", server.port, fixed=False) as listener:
        assert server.port < listener.getsockname()[1] < server.port + 20


def test_the_browser_is_opened_and_the_server_waits_lightly(tmp_path: Path) -> None:
    opened = tmp_path / "geopend"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    command = ["-m", "amorecheck", "serve", "--port", "0", "--work-folder", str(tmp_path)]
    with started(command, tmp_path, BROWSER=f"{browser} %s", DISPLAY=":99") as server:
        wait_for(lambda: opened.exists() and opened.read_text())
        assert opened.read_text().strip() == server.origin
        Client(server).get("/")
        idle = psutil.Process(server.process.pid)
        assert idle.memory_info().rss < 120 << 20
        assert [child for child in idle.children() if "_judge" in " ".join(child.cmdline())] == [], "the language model waits for the first draft"


def test_without_a_screen_no_browser_takes_over_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from amorecheck.web import server

    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not server.can_show()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no windows that close so")
def test_closing_the_window_wipes_everything(tmp_path: Path) -> None:
    with stub(tmp_path) as server:
        Client(server).upload("HANG")
        server.process.send_signal(signal.SIGHUP)
        server.process.wait(timeout=10)
        assert list(tmp_path.glob("amorecheck-*")) == []


def test_the_password_stays_out_of_the_worker(tmp_path: Path) -> None:
    with stub(tmp_path, AMORECHECK_PASSWORD="een lang wachtwoord") as server:
        client = Client(server)
        client.until(client.upload("Een visie.").place, "klaar")
        worker = psutil.Process(server.process.pid).children()[0]
        assert "AMORECHECK_PASSWORD" not in worker.environ()


def test_an_empty_password_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("\n")
    done = _serve("--password-file", str(tmp_path / "geheim"))
    assert done.returncode == 2
    assert "is leeg" in done.stderr


def test_without_the_extra_one_sentence_says_how_to_get_it() -> None:
    code = "import sys; sys.modules['starlette'] = None; sys.argv = ['amorecheck', 'serve']; from amorecheck.cli import run; run()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stderr == 'Fout: Voor de webpagina ontbreken onderdelen. Installeer ze met: pip install "amorecheck[web]".\n'


def test_the_command_line_does_not_load_the_web(tmp_path: Path) -> None:
    code = "import sys; import amorecheck.cli; print([name for name in sys.modules if name.split('.')[0] in ('starlette', 'uvicorn')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
