"""Real servers for the tests, and a small way to talk to them as bytes on a socket or as a plain client."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BOUNDARY = "grens-tussen-delen"


@dataclass(slots=True)
class Server:
    """A running server. folder: where it makes its job folders. log: what it wrote to standard error."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path
    log: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def jobs(self) -> list[Path]:
        """The job folders that exist now."""
        return [folder for server in self.folder.glob("amorecheck-web-*") for folder in server.iterdir() if folder.is_dir()]

    def kill(self) -> None:
        """As a crash would: no chance to clean up."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


@contextlib.contextmanager
def started(command: list[str], folder: Path, **environment: str) -> Iterator[Server]:
    """Start a server and wait until it says where it is."""
    folder.mkdir(exist_ok=True)
    log = folder / f"log-{time.monotonic_ns()}.txt"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, *command], stdout=subprocess.PIPE, stderr=errors, cwd=folder, env={**os.environ, "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1", **environment}
        )
    assert process.stdout is not None
    line = process.stdout.readline().decode()
    found = re.search(r":(\d+)\s*$", line)
    if found is None:
        process.kill()
        raise AssertionError(f"no server: {line!r} {log.read_text()}")
    server = Server(process, int(found[1]), folder, log)
    try:
        yield server
    finally:
        server.stop()
        process.stdout.close()


def real(folder: Path, *options: str) -> Any:
    """The server as a user starts it."""
    return started(["-m", "amorecheck", "serve", "--port", "0", "--no-browser", "--work-folder", str(folder), *options], folder)


def stub(folder: Path, **settings: Any) -> Any:
    """The server with a worker that does as the draft says (see stub_worker.py), and settings no option offers.

    Settings in capitals are put in the environment.
    """
    environment = {name: value for name, value in settings.items() if name.isupper()}
    values = {"work_folder": str(folder)} | {name: value for name, value in settings.items() if not name.isupper()}
    return started([str(HERE / "stub_server.py"), json.dumps(values)], folder, **environment)


@dataclass(slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def place(self) -> str:
        return self.headers.get("location", "")


@dataclass(slots=True)
class Client:
    """A visitor without a browser: keeps its cookie, follows nothing by itself."""

    server: Server
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        return self._ask("POST", path, multipart(fields=fields or {}), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **headers})

    def upload(self, text: str | bytes, name: str = "visie.txt", **fields: str) -> Answer:
        body = multipart(text.encode() if isinstance(text, str) else text, name, fields)
        return self._ask("POST", "/controle", body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})

    def until(self, place: str, *stages: str, seconds: float = 20.0) -> dict[str, Any]:
        """Ask how a job is doing until it is in one of these stages."""
        return wait_for(lambda: (news := json.loads(self.get(f"{place}/stand").body))["stage"] in stages and news, seconds)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        sent = {"Host": f"127.0.0.1:{self.server.port}", **self.headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if method == "POST":
            sent["Origin"] = self.server.origin
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer


def multipart(data: bytes | None = None, name: str = "visie.txt", fields: dict[str, str] | None = None) -> bytes:
    """The body of a form, as a browser makes it."""
    lines = []
    if data is not None:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="bestand"; filename="{quoted}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        lines.append(head.encode() + data + b"\r\n")
    for field_name, value in (fields or {}).items():
        lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field_name}"\r\n\r\n{value}\r\n'.encode())
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()


def head(server: Server, length: int | None, method: str = "POST", path: str = "/controle", **headers: str) -> bytes:
    """The head of a request, for a raw socket."""
    lines = {"Host": f"127.0.0.1:{server.port}", "Origin": server.origin, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    if length is not None:
        lines["Content-Length"] = str(length)
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    return "".join([f"{method} {path} HTTP/1.1\r\n", *(f"{name}: {value}\r\n" for name, value in lines.items()), "\r\n"]).encode()


def dialled(server: Server, timeout: float = 15.0) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=timeout)


def page_of(connection: socket.socket) -> str:
    """One answer: its head and as much body as it announces, while the server may be waiting for more from us."""
    received = bytearray()
    while (found := re.search(rb"content-length: (\d+)\r\n[\s\S]*?\r\n\r\n", received)) is None or len(received) < found.end() + int(found[1]):
        piece = connection.recv(65536)
        if not piece:
            break
        received += piece
    return received.decode()


def all_of(connection: socket.socket) -> bytes:
    """Everything until the server closes; what was sent before a reset counts."""
    received = bytearray()
    with contextlib.suppress(ConnectionError):
        while piece := connection.recv(65536):
            received += piece
    return bytes(received)


def wait_for(test: Callable[[], Any], seconds: float = 10.0) -> Any:
    """The first true answer of `test`; fails after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := test():
            return answer
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")
