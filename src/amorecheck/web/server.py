"""The server itself: a free port, the browser, and nothing left behind at the end."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from amorecheck.errors import ConfigurationError
from amorecheck.web.app import make_app
from amorecheck.web.folders import WorkFolder
from amorecheck.web.protocol import PatientProtocol
from amorecheck.web.settings import Settings, check_settings

_CONNECTIONS = 300
_PORTS_TRIED = 20


class _Server(uvicorn.Server):
    """uvicorn, that says when it can be reached."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(settings: Settings, *, fixed_port: bool, say: Callable[[str], None], browser: bool) -> None:
    """Serve until the program is ended. fixed_port: only this port will do. Raises ConfigurationError."""
    check_settings(settings)
    listener = open_port(settings.host, settings.port, fixed=fixed_port)
    port = int(listener.getsockname()[1])
    with contextlib.closing(listener), contextlib.closing(WorkFolder(settings.work_folder)) as folder:
        address = address_of(settings, port)

        def ready() -> None:
            say(f"amorecheck staat klaar op {address}")
            say("Sluit dit venster of druk op Ctrl+C om te stoppen. Alles wordt dan gewist.")
            if browser and can_show():
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING)
        config = uvicorn.Config(
            make_app(settings, port, folder), http=PatientProtocol, ws="none", loop="asyncio", lifespan="on", log_config=None, access_log=False,
            server_header=False, proxy_headers=False, limit_concurrency=_CONNECTIONS, timeout_keep_alive=10, timeout_graceful_shutdown=3,
        )  # fmt: skip
        # uvicorn's own messages may quote an address or an error; ours never hold a name or a text.
        logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)
        logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
        server = _Server(config, ready)
        _end_with_window(server)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    if not server.started:
        raise ConfigurationError("De pagina kon niet worden gestart. Sluit andere programma's en probeer het opnieuw.")


def _end_with_window(server: uvicorn.Server) -> None:
    """Who closes the window of the terminal ends the server as with Ctrl+C; not where that was switched off (nohup)."""
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda *_: setattr(server, "should_exit", True))


def open_port(host: str, port: int, *, fixed: bool) -> socket.socket:
    """A listening socket on this port, or on the first free one after it. Raises ConfigurationError."""
    for number in [port] if fixed or port == 0 else range(port, min(port + _PORTS_TRIED, 65536)):
        try:
            return _bound(host, number)
        except PermissionError as error:
            raise ConfigurationError(f"Poort {number} mag u niet gebruiken. Kies met --port een getal boven 1024.") from error
        except socket.gaierror as error:
            raise ConfigurationError(f"Het adres {host} bestaat niet op deze computer. Kies een ander adres met --host.") from error
        except OSError as error:
            if error.errno not in _TAKEN:
                raise ConfigurationError(f"Het adres {host} bestaat niet op deze computer. Kies een ander adres met --host.") from error
    if fixed:
        raise ConfigurationError(f"Poort {port} is al in gebruik, misschien door een tweede amorecheck. Kies een andere met --port, of laat --port weg.")
    raise ConfigurationError(f"De poorten {port} tot {port + _PORTS_TRIED} zijn alle in gebruik. Kies er een met --port.")


_TAKEN = (98, 48, 10048)
"""'Address in use' on Linux, macOS and Windows."""


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def address_of(settings: Settings, port: int) -> str:
    """What a visitor types."""
    if settings.public_urls:
        return settings.public_urls[0]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}"


def can_show() -> bool:
    """Whether a browser with a window can be opened; a text browser would take over the terminal."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
