"""Everything about the web page that may be set, as one value; combinations that are unsafe are refused."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from amorecheck.errors import ConfigurationError

MEGABYTE = 1 << 20
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server works. Sizes in bytes, times in seconds.

    largest: of an upload. keep: how long a report stays. workers: jobs at once. queue: jobs that may wait.
    running: unfinished jobs of one visitor; kept: finished ones. upload: for a whole upload, pause: between two
    pieces of one. job: for one job, after which its processes are ended. password, proxy_header: who may come in.
    proxy_from: addresses whose proxy_header is believed. theme: checked CSS. work_folder: where the job folders are
    made, None for the system's own. insecure: serve others without password.
    """

    host: str = "127.0.0.1"
    port: int = 8420
    public_urls: tuple[str, ...] = ()
    largest: int = 25 * MEGABYTE
    keep: float = 30 * 60
    workers: int = 2
    queue: int = 50
    running: int = 3
    kept: int = 6
    upload: float = 300
    pause: float = 20
    job: float = 600
    password: str = ""
    proxy_header: str = ""
    proxy_from: tuple[str, ...] = ("127.0.0.1", "::1")
    theme: str = ""
    model: str = "auto"
    rules_root: Path | None = None
    work_folder: Path | None = None
    insecure: bool = False

    @property
    def local(self) -> bool:
        """Only people at this machine can reach the page: no other address, and no proxy that shows it to others."""
        return is_loopback(self.host) and not self.public_urls

    @property
    def guarded(self) -> bool:
        return bool(self.password or self.proxy_header)

    @property
    def secure_cookie(self) -> bool:
        """The page is only reached over https."""
        return bool(self.public_urls) and all(url.startswith("https://") for url in self.public_urls)


def check_settings(settings: Settings) -> Settings:
    """The same settings, if they are safe together. Raises ConfigurationError."""
    if settings.password and settings.proxy_header:
        raise ConfigurationError("U gaf een wachtwoord en een proxy-kop. Kies een van beide.")
    if settings.password and len(settings.password) < 8:
        raise ConfigurationError("Het wachtwoord is korter dan acht tekens. Kies een langer wachtwoord.")
    if settings.proxy_header and not settings.proxy_from:
        raise ConfigurationError("Met --proxy-header is ook --proxy-from nodig. Geef het adres van de proxy.")
    for address in settings.proxy_from:
        _address(address)
    for url in settings.public_urls:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise ConfigurationError(f"«{url}» is geen adres voor --public-url. Schrijf het zo: https://amorecheck.uwgemeente.nl.")
    if settings.local:
        return settings
    if not settings.guarded and not settings.insecure:
        where = settings.public_urls[0] if is_loopback(settings.host) else settings.host
        raise ConfigurationError(
            f"Op het adres {where} kan iedereen in het netwerk bij de pagina. Stel een wachtwoord in met --password-file "
            "of een proxy met --proxy-header, of zet --insecure als u dit echt wilt."
        )
    if not settings.public_urls and _any_address(settings.host):
        raise ConfigurationError(
            f"Op het adres {settings.host} weet het programma niet hoe mensen de pagina openen. Geef dat adres met --public-url."
        )
    return settings


def hosts_of(settings: Settings, port: int) -> frozenset[str]:
    """The Host headers that mean this server; any other is a sign of DNS rebinding."""
    own = set(LOCAL_NAMES)
    if not _any_address(settings.host):
        own.add(f"[{settings.host}]" if ":" in settings.host else settings.host.lower())
    hosts = {f"{name}:{port}" for name in own} | (own if port == 80 else set())
    return frozenset(hosts | {_host(url) for url in settings.public_urls})


def origins_of(settings: Settings, port: int) -> frozenset[str]:
    """The Origin headers of pages that came from this server."""
    local = {f"http://{host}" for host in hosts_of(settings, port)}
    return frozenset(local | {f"{urlsplit(url).scheme}://{_host(url)}" for url in settings.public_urls})


def _host(url: str) -> str:
    """The Host header that a browser sends for an address: without the port that goes without saying."""
    parts = urlsplit(url)
    return parts.netloc.lower().removesuffix(":443" if parts.scheme == "https" else ":80")


def is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _any_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _address(text: str) -> None:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise ConfigurationError(f"«{text}» is geen netwerkadres. Geef --proxy-from een adres als 10.0.0.5 of 10.0.0.0/24.") from error
