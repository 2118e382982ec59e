"""Put a trained pipeline in models/nl_amore_sm: without what only training needs, and with its card.

    python training/package.py TRAINED_FOLDER MODEL_FOLDER VERSION
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

SPACY_VERSIONS = ">=3.8,<3.9"  # spaCy writes >=3.8.18, which warns (W095) with every other 3.8
LICENCE = "CC BY-SA 4.0"
SOURCES = [
    {
        "name": "UD Dutch Alpino",
        "url": "https://github.com/UniversalDependencies/UD_Dutch-Alpino",
        "license": LICENCE,
        "author": "Daniël de Kok, Gosse Bouma, Gertjan van Noord, Daniel Zeman",
    },
    {
        "name": "UD Dutch LassySmall",
        "url": "https://github.com/UniversalDependencies/UD_Dutch-LassySmall",
        "license": LICENCE,
        "author": "Gosse Bouma, Gertjan van Noord",
    },
]


def package(trained: Path, target: Path, version: str) -> None:
    nlp = spacy.load(trained)
    nlp.meta.update(
        name="amore_sm",
        version=version,
        description="Dutch pipeline of amorecheck: parts of speech, lemmas, relations and sentences, for CPU.",
        author="The authors of amorecheck",
        license=LICENCE,
        spacy_version=SPACY_VERSIONS,
        sources=SOURCES,
    )
    nlp.to_disk(target)


if __name__ == "__main__":
    package(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
