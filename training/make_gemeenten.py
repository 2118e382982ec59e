"""Make lexicons/gemeenten.tsv from a table of municipalities (name, CBS code, other spelling, tab-separated).

    python training/make_gemeenten.py TABLE --date 2023-2024 > lexicons/gemeenten.tsv

The list carries its date because municipalities merge each 1 January. Names are facts; the source of the table
is kept in the head of the list.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path


def make_list(table: str, date: str) -> str:
    """The list as text: a head that gives date, source and number, then the rows, sorted by code."""
    source = next((match.group(1) for match in re.finditer(r"Source: (.+?)\.?$", table, re.MULTILINE)), "unknown")
    rows = [line.split("\t") for line in table.splitlines() if line.strip() and not line.startswith("#")]
    for row in rows:
        if len(row) < 2 or not re.fullmatch(r"GM\d{4}", row[1]):
            raise SystemExit(f"Geen gemeente met code: {row!r}")
    head = [
        f"# Nederlandse gemeenten, stand {date}: {len(rows)} namen met CBS-code en andere schrijfwijze.",
        f"# Bron: {source}. Gemaakt met training/make_gemeenten.py.",
        "# Herindelingen gaan in op 1 januari; een oude naam mag blijven staan, want oude concepten noemen hem.",
        "# naam\tcode\tandere schrijfwijze",
    ]
    return "\n".join([*head, *("\t".join((*row, "")[:3]) for row in sorted(rows, key=lambda row: row[1]))]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--date", required=True, help="stand van de lijst, bijvoorbeeld 2023-2024")
    options = parser.parse_args()
    sys.stdout.write(make_list(options.table.read_text(encoding="utf-8"), options.date))


if __name__ == "__main__":
    main()
