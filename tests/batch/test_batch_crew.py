"""Workers under watch: what goes wrong with one draft stays with that draft."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest

from amorecheck.batch.crew import Answer, Crew, Job, Loss
from amorecheck.errors import ConfigurationError, RuleError

WORK = "batch_odd_work:prepare"
PLENTY = 2000 << 20


def crew(settings: dict[str, Any] | None = None, *, workers: int = 2, timeout: float = 60.0, memory: int = PLENTY) -> Crew:
    return Crew(WORK, settings or {}, workers=workers, timeout=timeout, memory=memory)


def jobs(*tasks: Sequence[str]) -> list[Job]:
    return [Job(n, dict(zip(("what", "value"), task, strict=False))) for n, task in enumerate(tasks)]


def in_order(answers: Sequence[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda answer: answer.index)


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_every_job_is_answered_once_and_its_output_is_its_own() -> None:
    with crew() as team:
        answers = in_order(list(team.run(jobs(("say", "één\nop twee regels"), ("print", "b"), *(("say", str(n)) for n in range(20))))))
    assert [answer.text for answer in answers] == ["say één\nop twee regels", "print b", *(f"say {n}" for n in range(20))]


def test_a_crew_without_jobs_starts_nothing() -> None:
    with crew() as team:
        assert list(team.run([])) == []
        assert team.pids == ()


def test_what_hangs_is_ended_with_all_it_started_and_the_others_do_not_notice(tmp_path: Path) -> None:
    with crew(timeout=1.5) as team:
        answers = in_order(list(team.run(jobs(("say", "a"), ("hang", str(tmp_path)), ("say", "b"), ("say", "c")))))
        assert [answer.loss for answer in answers] == [None, Loss.TIME, None, None]
        assert [answer.text for answer in answers if not answer.loss] == ["say a", "say b", "say c"]
        assert wait_until(lambda: not _started_for(tmp_path))


def _started_for(path: Path) -> list[psutil.Process]:
    return [process for process in psutil.process_iter(["cmdline"]) if str(path) in (process.info["cmdline"] or [])]


def test_what_eats_memory_is_ended_and_the_others_do_not_notice() -> None:
    with crew(memory=250 << 20) as team:
        answers = in_order(list(team.run(jobs(("say", "a"), ("eat",), ("say", "b")))))
    assert [answer.loss for answer in answers] == [None, Loss.MEMORY, None]


def test_a_job_whose_worker_dies_is_tried_once_more(tmp_path: Path) -> None:
    with crew() as team:
        answers = in_order(list(team.run(jobs(("end once", str(tmp_path / "mark")), ("end",), ("say", "b")))))
    assert [answer.loss for answer in answers] == [None, Loss.DIED, None]


def test_kill_9_of_a_worker_loses_nothing() -> None:
    with crew() as team:
        answers = []
        for answer in team.run(jobs(*(("slow", str(n)) for n in range(8)))):
            answers.append(answer)
            if len(answers) == 2:
                psutil.Process(team.pids[0]).kill()
    assert [answer.text for answer in in_order(answers)] == [f"slow {n}" for n in range(8)]


def test_what_is_wrong_for_all_is_raised_once_with_its_own_words() -> None:
    with pytest.raises(RuleError, match=r"regels\.yaml:3:1: de regel klopt niet"), crew({"wrong": True}) as team:
        list(team.run(jobs(("say", "a"))))


def test_workers_that_cannot_start_end_the_batch() -> None:
    with pytest.raises(ConfigurationError, match="niet worden gestart"), crew({"never": True}) as team:
        list(team.run(jobs(("say", "a"))))


def test_jobs_are_taken_when_they_are_needed() -> None:
    taken: list[int] = []

    def source() -> Any:
        for n in range(50):
            taken.append(n)
            yield Job(n, {"what": "say"})

    with crew() as team:
        next(iter(team.run(source())))
    assert len(taken) <= 8


def test_workers_end_when_the_one_who_started_them_is_killed() -> None:
    script = (
        "from amorecheck.batch.crew import Crew, Job\n"
        f"team = Crew({WORK!r}, {{}}, workers=2, timeout=600, memory={PLENTY})\n"
        "for answer in team.run([Job(0, {'what': 'say'}), Job(1, {'what': 'say'}), Job(2, {'what': 'hang'}), Job(3, {'what': 'hang'})]):\n"
        "    print(*team.pids, flush=True)\n"
    )
    boot = f"import sys; sys.path[:0] = {[entry for entry in sys.path if entry]!r}\n"
    process = subprocess.Popen([sys.executable, "-c", boot + script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    pids = [int(pid) for pid in process.stdout.readline().split()]
    assert len(pids) == 2
    process.kill()
    process.wait()
    assert wait_until(lambda: not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids))
