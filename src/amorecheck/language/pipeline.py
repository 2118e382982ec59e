"""Which Dutch spaCy pipeline judges, and where it is found.

The program ships `nl_amore_sm` (see `models/nl_amore_sm/README.md`) and prefers `nl_core_news_md` where that is
installed. Scores may differ a little between the two, so a report always names the pipeline that was used.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from amorecheck.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

AUTO = "auto"
SHIPPED = "nl_amore_sm"
PREFERRED = "nl_core_news_md"
LEMMAS = "amore_lemmas"
RELATIONS = "amore_relations"
_NOT_USED = ["ner", "tagger", "senter"]
"""Components of nl_core_news_md that no rule looks at; leaving them out saves a third of the time."""


@functools.cache
def load_pipeline(choice: str = AUTO) -> Language:
    """The spaCy pipeline to judge with; loaded once for each choice.

    `choice` is `"auto"` (nl_core_news_md if it is installed, else the shipped nl_amore_sm), the name of an installed
    pipeline, or the path of a pipeline folder. Raises `ModelError` when there is no such pipeline, when it cannot be
    loaded, or when it lacks what the rules need (parts of speech, lemmas, relations, sentences).
    """
    import spacy  # here, because importing it takes longer than `amorecheck --help` may take

    if choice == AUTO:
        choice = PREFERRED if spacy.util.is_package(PREFERRED) else SHIPPED
    try:
        nlp = spacy.load(_source(choice), exclude=_NOT_USED)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"Het taalmodel '{choice}' is gevonden, maar kan niet worden geladen ({_first_line(error)}). "
            "Installeer het model opnieuw, of kies een ander model met --model."
        ) from error
    _require_annotations(nlp, choice)
    _add_last_words(nlp)
    return nlp


def model_name(nlp: Language) -> str:
    """Name and version as a report shows them: `nl_amore_sm 0.1.0`."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def shipped_model_path(name: str = SHIPPED) -> Path:
    """The folder of a pipeline that ships with the program: in the installed package, or in a checkout."""
    installed = Path(str(files("amorecheck"))) / "_data" / "models" / name
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[3] / "models" / name


def _add_last_words(nlp: Language) -> None:
    """Give either pipeline the same labels, and the program's own notion of a lemma."""
    from spacy.language import Language

    from amorecheck.language.labels import fold_relations
    from amorecheck.language.lemmas import correct_lemmas

    for name, change, assigns in (
        (LEMMAS, correct_lemmas, "token.lemma"),
        (RELATIONS, fold_relations, "token.dep"),
    ):
        if not Language.has_factory(name):
            Language.component(name, assigns=[assigns], func=change)
        nlp.add_pipe(name)


def _source(choice: str) -> str | Path:
    import spacy

    if spacy.util.is_package(choice):
        return choice
    if (shipped := shipped_model_path(choice)).joinpath("config.cfg").is_file() and "/" not in choice:
        return shipped
    if (folder := Path(choice)).joinpath("config.cfg").is_file():
        return folder
    raise ModelError(_how_to_get(choice))


def _how_to_get(choice: str) -> str:
    if choice == SHIPPED:
        return (
            f"Het taalmodel '{SHIPPED}' hoort bij amorecheck, maar de map ontbreekt. "
            "Installeer amorecheck opnieuw."
        )
    if choice.startswith("nl_core_news_"):
        return (
            f"Het taalmodel '{choice}' is niet geïnstalleerd. Installeer het met "
            f"'python -m spacy download {choice}', of gebruik het meegeleverde model met --model {SHIPPED}."
        )
    return (
        f"Er is geen taalmodel met de naam of in de map '{choice}'. "
        f"Kies een geïnstalleerd spaCy-model voor het Nederlands, of gebruik --model {SHIPPED}."
    )


def _require_annotations(nlp: Language, choice: str) -> None:
    given = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    needs = {"token.pos": "woordsoorten", "token.lemma": "lemma's", "token.dep": "zinsontleding"}
    missing = [dutch for attribute, dutch in needs.items() if attribute not in given]
    if nlp.lang != "nl" or missing:
        reason = f"geeft geen {' en geen '.join(missing)}" if missing else "is niet voor het Nederlands"
        raise ModelError(
            f"Het taalmodel '{choice}' {reason}, en dat heeft amorecheck nodig. Gebruik --model {SHIPPED}."
        )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
