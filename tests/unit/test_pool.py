"""The worker pool: order, time limits, workers that die."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING, Any

import pytest

from otkuda.pool import AHEAD, Lost, Workers, cores, in_order

if TYPE_CHECKING:
    from pathlib import Path


def work(job: str) -> str:
    """Do what the job says."""
    if job == "hang":
        time.sleep(600)
    elif job == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif job.startswith("late"):
        time.sleep(0.3)
    return f"{job} done"


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("seconds", [0, 30])
def test_order(workers: int, seconds: float) -> None:
    """Results come in the order of the jobs, whichever is ready first."""
    jobs = ["late", *"abc", "late 2", *"defgh"]
    assert list(in_order(work, jobs, workers=workers, seconds=seconds)) == [(job, f"{job} done") for job in jobs]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_dead_worker_is_one_lost_job(workers: int) -> None:
    """The job that kills its worker is lost; those before and after are done."""
    results = dict(in_order(work, ["a", "die", "b", "c"], workers=workers, seconds=30))
    assert results == {"a": "a done", "die": Lost("died"), "b": "b done", "c": "c done"}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_late_job_is_given_up(workers: int) -> None:
    """A job over its time is ended, and the next starts with a time of its own."""
    started = time.monotonic()
    results = dict(in_order(work, ["a", "hang", "b"], workers=workers, seconds=3))
    assert results == {"a": "a done", "hang": Lost("late"), "b": "b done"}
    assert time.monotonic() - started < 30


def test_no_jobs() -> None:
    """Nothing in, nothing out."""
    assert list(in_order(work, [], workers=2, seconds=1)) == []


def test_jobs_are_taken_only_as_needed() -> None:
    """An endless input is read no further than a bounded step ahead of the results."""
    taken = []

    def endless() -> object:
        for number in count():
            taken.append(number)
            yield str(number)

    results = in_order(work, endless(), workers=2, seconds=30)  # type: ignore[arg-type]
    assert [job for job, _ in islice(results, 5)] == ["0", "1", "2", "3", "4"]
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 2 * AHEAD + 5


def test_cores() -> None:
    """There is at least one."""
    assert cores() >= 1


def test_workers_for_many_threads() -> None:
    """Each thread gets its own job's result; a job that is late or ends its process takes no other with it."""
    jobs = [partial(str, "a"), partial(time.sleep, 600), partial(os._exit, 1), partial(str, "b"), partial(str, "c")]
    workers: Workers[partial[object], object] = Workers(operator.call, 2, 10)
    try:
        with ThreadPoolExecutor(4) as threads:
            results = list(threads.map(workers.do, jobs))
    finally:
        workers.close()
    assert results == ["a", Lost("late"), Lost("died"), "b", "c"]


def test_what_a_new_process_does_first(tmp_path: Path) -> None:
    """A process does some jobs before its first, each process anew, and they take no time of that."""
    first: list[partial[Any]] = [partial(time.sleep, 2.2), partial(os.chdir, tmp_path)]
    workers: Workers[partial[Any], object] = Workers(operator.call, 1, 2, first=first)
    try:
        assert [workers.do(partial(os.getcwd)) for _ in range(2)] == [str(tmp_path)] * 2
        assert workers.do(partial(os._exit, 1)) == Lost("died")
        assert workers.do(partial(os.getcwd)) == str(tmp_path)
    finally:
        workers.close()


@pytest.mark.parametrize("seconds", [0.0, 30.0])
def test_an_unfinished_pool_ends_with_the_interpreter(seconds: float) -> None:
    """A pool that something still holds, as the traceback of Ctrl-C may, keeps nobody waiting."""
    script = f"from otkuda.pool import in_order; held = in_order(abs, range(-9, 0), workers=2, seconds={seconds})"
    command = [sys.executable, "-c", f"{script}; print(next(held))"]
    ended = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert (ended.returncode, ended.stdout.split(), ended.stderr) == (0, [b"(-9,", b"9)"], b"")
