"""The files in docs/server.md, read as their own programs would: options that exist, hardening that is there."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from amorecheck.web.command import serve
from amorecheck.web.theme import check_theme

DOCS = Path(__file__).resolve().parents[2] / "docs" / "server.md"


def _block(name: str) -> str:
    found = re.search(rf"<!-- test:{name} -->\n```\w+\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found, name
    return found[1]


def _unit() -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(_block("systemd"))
    return unit


def _known(words: list[str]) -> list[str]:
    """The options among the words that `amorecheck serve` does not have."""
    known = {option for parameter in serve.params for option in parameter.opts}
    return [word for word in words if word.startswith("--") and word.split("=")[0] not in known]


def test_the_unit_starts_the_server_with_options_that_exist() -> None:
    words = shlex.split(_unit()["Service"]["ExecStart"])
    assert words[1] == "serve"
    assert _known(words) == []
    with serve.make_context("serve", [word.replace("%d/wachtwoord", str(DOCS)).replace("/run/amorecheck", str(DOCS.parent)) for word in words[2:]]) as context:
        assert context.params["no_browser"] is True


def test_the_unit_is_hardened() -> None:
    service = _unit()["Service"]
    for key, value in {
        "DynamicUser": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "NoNewPrivileges": "yes", "CapabilityBoundingSet": "",
        "IPAddressDeny": "any", "IPAddressAllow": "localhost", "UMask": "0077", "RestrictNamespaces": "yes", "RuntimeDirectoryMode": "0700",
    }.items():  # fmt: skip
        assert service[key] == value, key
    assert service["RuntimeDirectory"] in service["ExecStart"]
    credential = service["LoadCredential"].split(":")[0]
    assert f"%d/{credential}" in service["ExecStart"]
    # Numpy and spaCy load compiled code and need no more than this, but no less either.
    assert "MemoryDenyWriteExecute" not in service


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    unit = tmp_path / "amorecheck.service"
    unit.write_text(_block("systemd").replace("/opt/amorecheck/bin/amorecheck", "/bin/true"))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=30, check=False)
    assert "Unknown" not in done.stderr


def _instructions() -> list[tuple[str, str]]:
    joined = _block("container").replace("\\\n", " ")
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line.strip())]


def test_the_container_runs_as_nobody_and_starts_the_server() -> None:
    lines = _instructions()
    names = {name for name, _ in lines}
    assert names <= {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT"}
    stages = [number for number, (name, _) in enumerate(lines) if name == "FROM"]
    last = lines[stages[-1] :]
    assert not any(name == "COPY" and "--from=" not in rest for name, rest in last), "the sources stay out of the image"
    user = [rest for name, rest in last if name == "USER"]
    assert user
    assert user[-1] != "0"
    words = json.loads(next(rest for name, rest in last if name == "ENTRYPOINT"))
    assert words[1] == "serve"
    assert _known(words) == []
    assert f"EXPOSE {words[words.index('--port') + 1]}" in _block("container")


def test_the_container_reports_its_health() -> None:
    rest = next(rest for name, rest in _instructions() if name == "HEALTHCHECK")
    command = json.loads(rest[rest.index("CMD ") + 4 :])
    compile(command[2], "healthcheck", "exec")
    assert "/gezond" in command[2]


def test_the_container_is_started_without_rights() -> None:
    words = shlex.split(_block("podman"))
    image = words.index("amorecheck", words.index("--secret"))
    for option in ("--read-only", "--cap-drop", "--tmpfs", "--init"):
        assert option in words[:image]
    assert "no-new-privileges" in words
    assert _known(words[image + 1 :]) == []
    assert "--public-url" in words[image + 1 :], "0.0.0.0 is refused without"
    assert words[words.index("-p") + 1].startswith("127.0.0.1:")


def test_the_proxies_keep_no_copies_and_pass_no_forged_name() -> None:
    nginx = _block("nginx")
    assert nginx.count("{") == nginx.count("}")
    for line in ("proxy_request_buffering off;", "proxy_buffering off;", 'proxy_set_header X-Remote-User "";', "proxy_set_header Host $host;", "access_log off;"):
        assert line in nginx
    assert all(line.strip().endswith((";", "{", "}")) for line in nginx.splitlines() if line.strip())
    caddy = _block("caddy")
    assert "header_up -X-Remote-User" in caddy
    assert caddy.count("{") == caddy.count("}")


def test_the_theme_in_the_docs_is_a_theme() -> None:
    assert check_theme(_block("theme"))
