"""What every request must pass and every answer carries: the right Host and Origin, a visitor who may come in, headers."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amorecheck.web._judge import place_of_fault
from amorecheck.web.desk import Session
from amorecheck.web.settings import Settings

log = logging.getLogger("amorecheck.web")

COOKIE = "amorecheck"
OPEN_PATHS = frozenset(("/gezond", "/stijl.css", "/pagina.js", "/merk.svg", "/favicon.ico", "/aanmelden"))
"""What answers before a visitor has come in; none of it tells anything."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    # Not no-referrer: with that a browser sends «Origin: null» with a form, and the Origin is what forms are known by.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}

Refusal = Callable[[Request, int, str], Response]


class Guard:
    """The outermost layer. hosts, origins: those that are this server. refuse: makes a page with a status and a sentence."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], origins: frozenset[str], refuse: Refusal) -> None:
        self.app = app
        self.hosts = hosts
        self.origins = origins
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in present),
                ]
            await send(message)

        request = Request(scope, receive)
        refused = self._refused(request)
        try:
            await (refused or self.app)(scope, receive, send_guarded)
        except Exception as error:
            log.error("Fout in de pagina: %s.", place_of_fault(error))
            if started:
                raise ConnectionAbortedError from None
            await self.refuse(request, 500, "Er ging iets mis op de server. Probeer het opnieuw.")(scope, receive, send_guarded)

    def _refused(self, request: Request) -> Response | None:
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return self.refuse(request, 400, "Dit adres hoort niet bij deze pagina. Open de pagina met het adres dat u kreeg.")
        if request.method not in ("GET", "HEAD", "POST"):
            return self.refuse(request, 405, "Dit kan hier niet. Ga terug naar de eerste pagina.")
        if request.method == "POST" and not self._own(request):
            return self.refuse(request, 403, "Dit formulier kwam niet van deze pagina. Open de pagina opnieuw en probeer het nog eens.")
        return None

    def _own(self, request: Request) -> bool:
        """A form that was sent from a page of this server, as the browser itself says."""
        origin = request.headers.get("origin")
        if origin is not None:
            return origin.lower() in self.origins
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        parts = urlsplit(request.headers.get("referer", ""))
        return f"{parts.scheme}://{parts.netloc}".lower() in self.origins


class Door:
    """Who may come in: everyone, who knows the password, or who the proxy has named."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._digest = hashlib.sha256(settings.password.encode()).digest()
        self._networks = [ipaddress.ip_network(address, strict=False) for address in settings.proxy_from]
        self._failed: deque[float] = deque(maxlen=30)

    def user(self, request: Request) -> str | None:
        """The visitor that the proxy named; '' where no proxy is asked for, None where it named nobody."""
        if not self._settings.proxy_header:
            return ""
        if request.client is None or not self._trusted(request.client.host):
            return None
        named = request.headers.getlist(self._settings.proxy_header)
        return named[0].strip() or None if len(named) == 1 else None

    def refusal(self, request: Request, session: Session | None, refuse: Refusal) -> Response | None:
        """What a visitor gets who may not come in; None for one who may."""
        if request.url.path in OPEN_PATHS:
            return None
        if self.user(request) is None:
            return refuse(request, 403, "U bent niet aangemeld. Meld u aan bij uw organisatie en open de pagina opnieuw.")
        if self._settings.password and (session is None or not session.admitted):
            if request.method == "POST":
                return refuse(request, 403, "U bent niet meer aangemeld. Open de pagina opnieuw en meld u aan.")
            return RedirectResponse("/aanmelden", 303)
        return None

    def blocked(self) -> bool:
        """Thirty wrong passwords in the last minute."""
        return len(self._failed) == self._failed.maxlen and time.monotonic() - self._failed[0] < 60

    def opens(self, password: str) -> bool:
        right = hmac.compare_digest(hashlib.sha256(password.encode()).digest(), self._digest)
        if not right:
            self._failed.append(time.monotonic())
        return right

    def _trusted(self, host: str) -> bool:
        try:
            address = ipaddress.ip_address(host.split("%")[0])
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self._networks)
