"""What is recorded of each draft, with workers that only pretend: reasons, what is kept for later, and what is not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from amorecheck.batch.cache import Cache
from amorecheck.batch.cluster import ClusterCrew
from amorecheck.batch.crew import Answer, Job, Loss
from amorecheck.batch.identity import fingerprint, identity
from amorecheck.batch.judging import Judging, Limits
from amorecheck.batch.outcome import Outcome
from amorecheck.batch.progress import Quiet, State
from amorecheck.batch.run import run_batch
from amorecheck.batch.sources import find_sources
from amorecheck.batch.storage import LocalFolder
from amorecheck.batch.task import Settings, failed
from amorecheck.errors import ConfigurationError

LIMITS = Limits(90, 1500 << 20)


class Pretending:
    """Workers whose answers stand in the test. asked: names of the drafts that they were given."""

    def __init__(self, answer: Callable[[int, str], Answer]) -> None:
        self._answer = answer
        self.asked: list[str] = []

    def run(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        for job in jobs:
            name = Path(job.task["draft"]["path"]).name
            self.asked.append(name)
            yield self._answer(job.index, name)


def outcomes(folder: Path, workers: Pretending, *, keep_failures: bool = True) -> list[tuple[Outcome, State]]:
    cache = Cache(LocalFolder(folder.parent / "bewaard"))
    judging = Judging(find_sources([str(folder)]).drafts, cache, "v1", LIMITS, Quiet(), keep_failures=keep_failures)
    return [(one.outcome, one.state) for one in judging.run(workers)]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "visies" / "visie.docx"
    path.parent.mkdir()
    path.write_bytes(b"inhoud")
    return path


@pytest.mark.parametrize(
    ("loss", "says"),
    [(Loss.TIME, "langer dan 90 seconden"), (Loss.MEMORY, "meer dan 1500 MB geheugen"), (Loss.DIED, "brak twee keer af")],
)
def test_a_draft_that_was_lost_has_its_reason_and_is_tried_again_the_next_time(draft: Path, loss: Loss, says: str) -> None:
    workers = Pretending(lambda index, _: Answer(index, loss=loss))
    for _ in range(2):
        [(outcome, state)] = outcomes(draft.parent, workers)
        assert state is State.FAILED
        assert outcome.exit_code == 3
        assert outcome.code == loss
        assert outcome.error.startswith("Het beoordelen van visie.docx")
        assert says in outcome.error
    assert workers.asked == ["visie.docx"] * 2


@pytest.mark.parametrize(("code", "times"), [("versleuteld", 1), ("te-kort", 1), ("onleesbaar", 2), ("te-groot", 2), ("programmafout", 2)])
def test_only_a_reason_that_lies_in_the_file_is_kept(draft: Path, code: str, times: int) -> None:
    workers = Pretending(lambda index, name: Answer(index, failed(name, "Dat ging niet.", code).to_json()))
    for _ in range(2):
        [(outcome, state)] = outcomes(draft.parent, workers)
        assert (outcome.error, outcome.code, state) == ("Dat ging niet.", code, State.FAILED)
    assert len(workers.asked) == times


def test_with_ocr_no_reason_is_kept_because_tesseract_may_come(draft: Path) -> None:
    workers = Pretending(lambda index, name: Answer(index, failed(name, "Een scan.", "geen-tekstlaag").to_json()))
    for _ in range(2):
        outcomes(draft.parent, workers, keep_failures=False)
    assert len(workers.asked) == 2


def test_the_same_draft_in_two_folders_is_judged_once(draft: Path) -> None:
    for name in ("a", "b"):
        (draft.parent / name).mkdir()
        (draft.parent / name / "visie.docx").write_bytes(b"inhoud")
    workers = Pretending(lambda index, name: Answer(index, failed(name, "Te kort.", "te-kort").to_json()))
    assert [outcome.name for outcome, _ in outcomes(draft.parent, workers)] == ["a/visie.docx", "b/visie.docx", "visie.docx"]
    assert len(workers.asked) == 1


def test_another_name_option_rule_or_program_is_another_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    rules = tmp_path / "regels"
    for folder in ("rules", "lexicons"):
        (rules / folder).mkdir(parents=True)
        for path in (root / folder).glob("*.*"):
            (rules / folder / path.name).write_bytes(path.read_bytes())
    own = Settings("nl_amore_sm", str(rules))
    prints = [fingerprint(Settings("nl_amore_sm")), fingerprint(Settings("nl_amore_sm", lenses=("gidsvragen",))), fingerprint(Settings("nl_amore_sm", changes="original")), fingerprint(Settings("nl_amore_sm", ocr=True))]
    (rules / "lexicons" / "nieuw.yaml").write_text("id: nieuw\n", "utf-8")
    prints.append(fingerprint(own))
    monkeypatch.setattr("amorecheck.batch.identity.program_digest", lambda: "another program")
    prints.append(fingerprint(Settings("nl_amore_sm")))
    assert len(set(prints)) == len(prints)
    assert fingerprint(own) == fingerprint(Settings("nl_amore_sm", str(rules), memory=1))


def test_a_missing_extra_is_said_with_what_to_install(draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'amorecheck\[cluster\]'"):
        run_batch([draft], tmp_path / "uit", model="nl_amore_sm", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(ConfigurationError, match=r"pip install 'amorecheck\[batch\]'"):
        run_batch(["s3://emmer/visie.docx"], tmp_path / "uit", model="nl_amore_sm")


def test_a_cluster_with_other_versions_is_refused_with_what_differs() -> None:
    settings = Settings("nl_amore_sm")

    class Client:
        def run(self, *_: Any, **__: Any) -> dict[str, dict[str, str]]:
            return {"tcp://10.0.0.2": {**identity(settings), "taalmodel": "nl_core_news_md abc"}}

    crew = ClusterCrew("tcp://10.0.0.1:8786", settings, LIMITS, "v1")
    crew._client = Client()
    with pytest.raises(ConfigurationError, match=r"verschilt van deze computer \(taalmodel\)"):
        list(crew.run([]))
