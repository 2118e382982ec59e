#!/usr/bin/env python3
"""Make lexicons/gangbaar.tsv: the Dutch word forms used most, for the measure 'gangbare woorden'.

    pip install wordfreq && python tools/make_gangbaar.py > lexicons/gangbaar.tsv

From wordfreq 3.1.1 (Robyn Speer, Apache-2.0; its data CC BY-SA 4.0). Kept are words of letters only with a Zipf
frequency of at least 4: used ten times or more in a million words.
"""

from __future__ import annotations

import unicodedata

from wordfreq import top_n_list, zipf_frequency

LEAST_ZIPF = 4.0
HEAD = """# Veelgebruikte Nederlandse woordvormen (Zipf 4 of hoger: ten minste tien keer per miljoen woorden), zonder accenten.
# Gemaakt met tools/make_gangbaar.py uit wordfreq 3.1.1 van Robyn Speer; gegevens onder CC BY-SA 4.0.
# Daarin verwerkt: Wikipedia, OPUS OpenSubtitles 2018 (opensubtitles.org), SUBTLEX-NL (Keuleers, Brysbaert & New 2010),
# Google Books Ngrams (books.google.com/ngrams), ParaCrawl, Leeds Internet Corpus, Twitter, Reddit, nieuws."""


def plain(word: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFD", word) if not unicodedata.combining(ch))


def main() -> None:
    words = {plain(w) for w in top_n_list("nl", 20_000) if w.isalpha() and len(w) > 1 and zipf_frequency(w, "nl") >= LEAST_ZIPF}
    print(HEAD)
    row = ""
    for word in sorted(words):
        if len(row) + len(word) > 118:
            print(row)
            row = ""
        row = f"{row} {word}".strip()
    print(row)


if __name__ == "__main__":
    main()
