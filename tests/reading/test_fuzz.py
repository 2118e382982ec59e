"""Damaged files of all kinds but PDF (which has its own): a document or one of our errors, never a crash, never a hang."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

from odd_files import NAMES, draft

MUTATIONS = 350
"""With the 150 of PDF these are 500."""

_BATCH = """
import json, sys, time
from pathlib import Path
from amorecheck.errors import DocumentError
from amorecheck.reading import read
sys.setrecursionlimit(5000)
slowest, wrong, read_well = 0.0, [], 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    begun = time.monotonic()
    try:
        found = read(path, limits=None)
        read_well += all(found.text[one.start : one.end] == one.text for one in found.blocks)
    except DocumentError:
        pass
    except BaseException as error:
        wrong.append(f"{path.name}: {error!r}")
    slowest = max(slowest, time.monotonic() - begun)
print(json.dumps([slowest, wrong, read_well]))
"""


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One kind of damage: bytes flipped, cut off, a piece doubled, or members of a package swapped or damaged inside."""
    way = chance.randrange(6 if data.startswith(b"PK") else 3)
    if way == 0:
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 30)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    if way == 1:
        return data[: chance.randrange(1, len(data))]
    if way == 2:
        at, length = chance.randrange(len(data)), chance.randrange(1, 300)
        return data[:at] + data[at : at + length] * chance.randrange(2, 5) + data[at + length :]
    return _repacked(data, chance)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    names = list(members)
    for _ in range(chance.randrange(1, 3)):
        one, other = chance.choice(names), chance.choice(names)
        way = chance.randrange(4)
        if way == 0:
            members[one], members[other] = members[other], members[one]
        elif way == 1 and len(members) > 1:
            members.pop(one, None)
            names = list(members)
        elif members[one]:
            members[one] = _damaged_xml(members[one], chance) if way == 2 else mutate(members[one], chance)
    built = io.BytesIO()
    with zipfile.ZipFile(built, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return built.getvalue()


def _damaged_xml(content: bytes, chance: random.Random) -> bytes:
    """Well-formed but wrong: one tag or attribute value becomes another, as no writer would make it."""
    pieces = (b"w:p", b"w:r", b"w:t", b"w:tbl", b"w:tc", b"w:sdt", b"w:txbxContent", b"w:ins", b"w:del", b"text:p", b"text:span", b"text:list", b'"1"', b'"0"')
    one, other = chance.choice(pieces), chance.choice((*pieces, b'"-99999999999"', b'"x"', b'""'))
    return content.replace(b"<" + one, b"<" + other).replace(b"</" + one, b"</" + other) if one[:1] != b'"' else content.replace(one, other)


def test_mutated_files_end_in_a_document_or_our_error(tmp_path: Path) -> None:
    seeds = [draft(kind, name) for kind, name in NAMES]
    for number in range(MUTATIONS):
        chance = random.Random(number)
        seed = chance.choice(seeds)
        (tmp_path / f"{number:03}-{seed.name}").write_bytes(mutate(seed.read_bytes(), chance))
    done = subprocess.run([sys.executable, "-c", _BATCH, str(tmp_path)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    slowest, wrong, read_well = json.loads(done.stdout)
    assert wrong == []
    assert slowest < 10
    assert read_well > MUTATIONS / 5
