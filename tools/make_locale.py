#!/usr/bin/env python3
"""Write src/amorecheck/locale/nl/LC_MESSAGES/click.mo: click's own messages in Dutch.

click speaks through gettext and ships no Dutch. Run this after changing a text below.
"""

from __future__ import annotations

import struct
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/amorecheck/locale/nl/LC_MESSAGES/click.mo"
TEXTS: dict[str, str | tuple[str, str]] = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n",
    "Aborted!": "Afgebroken.",
    "Commands": "Opdrachten",
    "Options": "Opties",
    "Positional arguments": "Argumenten",
    "Usage:": "Gebruik:",
    "Missing command.": "Er is geen opdracht gegeven.",
    "default: {default}": "standaard: {default}",
    "(dynamic)": "(wisselend)",
    "Show the version and exit.": "Toon de versie en stop.",
    "Show this message and exit.": "Toon deze uitleg en stop.",
    "Could not open file {filename!r}: {message}": "Bestand {filename!r} kan niet worden geopend: {message}",
    "Did you mean {possibility}?\0(Did you mean one of: {possibilities}?)": ("Bedoelt u {possibility}?", "(Bedoelt u een van deze: {possibilities}?)"),
    "Error: {message}": "Fout: {message}",
    "Invalid value for {param_hint}: {message}": "Ongeldige waarde voor {param_hint}: {message}",
    "Invalid value: {message}": "Ongeldige waarde: {message}",
    "Missing argument": "Dit argument ontbreekt",
    "Missing option": "Deze optie ontbreekt",
    "Missing parameter": "Dit ontbreekt",
    "Missing parameter: {param_name}": "Dit ontbreekt: {param_name}",
    "Missing {param_type}": "{param_type} ontbreekt",
    "No such command {name!r}.": "De opdracht {name!r} bestaat niet.",
    "No such option {name!r}.": "De optie {name!r} bestaat niet.",
    "Try '{command} {option}' for help.": "Zie '{command} {option}' voor uitleg.",
    "required": "verplicht",
    "unknown error": "onbekende fout",
    "Got unexpected extra argument ({args})\0Got unexpected extra arguments ({args})": ("Onverwacht extra argument ({args})", "Onverwachte extra argumenten ({args})"),
    "Takes {nargs} values but 1 was given.\0Takes {nargs} values but {len} were given.": ("Vraagt {nargs} waarden en kreeg er 1.", "Vraagt {nargs} waarden en kreeg er {len}."),
    "Argument {name!r} takes {nargs} values.": "Argument {name!r} vraagt {nargs} waarden.",
    "Option {name!r} does not take a value.": "Optie {name!r} heeft geen waarde.",
    "Option {name!r} requires an argument.\0Option {name!r} requires {nargs} arguments.": ("Optie {name!r} vraagt een waarde.", "Optie {name!r} vraagt {nargs} waarden."),
    "Choose from:\n\t{choices}": "Kies uit:\n\t{choices}",
    "directory": "map",
    "file": "bestand",
    "path": "pad",
    "{name} {filename!r} does not exist.": "{name} {filename!r} bestaat niet.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} is een map.",
    "{name} {filename!r} is a file.": "{name} {filename!r} is een bestand.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} mag niet worden gelezen.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} mag niet worden geschreven.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} is geen ja of nee. Mogelijk: {states}",
    "{value!r} is not a valid {number_type}.": "{value!r} is geen geldig getal ({number_type}).",
    "{value!r} is not {choice}.\0{value!r} is not one of {choices}.": ("{value!r} is niet {choice}.", "{value!r} is niet een van {choices}."),
    "{value} is not in the range {range}.": "{value} ligt niet in het bereik {range}.",
}


def compile_catalogue(texts: dict[str, str | tuple[str, str]]) -> bytes:
    """A GNU .mo file (little endian, without hash table); format: GNU gettext manual, 'The Format of GNU MO Files'."""
    pairs = sorted((key.encode(), ("\0".join(value) if isinstance(value, tuple) else value).encode()) for key, value in texts.items())
    ids, strings = b"", b""
    id_table, string_table = [], []
    for key, value in pairs:
        id_table.append((len(key), len(ids)))
        ids += key + b"\0"
        string_table.append((len(value), len(strings)))
        strings += value + b"\0"
    start_ids = 28 + 16 * len(pairs)
    start_strings = start_ids + len(ids)
    out = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs))
    out += b"".join(struct.pack("<2I", length, start_ids + at) for length, at in id_table)
    out += b"".join(struct.pack("<2I", length, start_strings + at) for length, at in string_table)
    return out + ids + strings


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(compile_catalogue(TEXTS))
    print(f"{TARGET.name}: {len(TEXTS)} teksten")
