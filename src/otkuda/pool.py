"""Many inputs on several cores, each under a time limit, results in the order of the inputs.

The standard library's executors cannot do two things that are needed here: end one job that takes too long, and go
on after a worker died. So each worker has a pipe of its own and one job at a time; a worker that dies or runs over
its time is replaced, and its job's result is a ``Lost``. At most ``AHEAD`` inputs a worker are taken before the
first result that is still missing, so that a million inputs need no more memory than a hundred.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Generic, Literal, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.context import SpawnContext

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 32
_GRACE = 5.0  # seconds after which a worker that runs over its time ends itself
_NAME = "otkuda worker"


@dataclass(frozen=True, slots=True)
class Lost:
    """The result that a job did not live to give."""

    why: Literal["died", "late"]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Job], Result], jobs: Iterable[Job], *, workers: int, seconds: float
) -> Iterator[tuple[Job, Result | Lost]]:
    """Yield each job with its result, in the order of ``jobs``. ``seconds`` is the limit of one job, 0 none.

    One worker without a limit needs no process of its own: the work is then done here.
    """
    if workers == 1 and not seconds:
        return ((job, work(job)) for job in jobs)
    return _Pool(work, workers, seconds or None).run(iter(jobs))


class Workers(Generic[Job, Result]):
    """A few processes that do jobs for many threads: each thread waits for its own job's result."""

    def __init__(self, work: Callable[[Job], Result], count: int, seconds: float, *, first: Sequence[Job] = ()) -> None:
        """Start nothing yet: a process is started when the first job needs it. ``seconds`` is the limit of one.

        What a new process loads need not come out of a job's time: it does the jobs that come ``first`` before it.
        """
        self._first = first
        self._pool = _Pool(work, count, seconds)
        self._seconds = seconds
        self._idle: queue.SimpleQueue[_Worker[Job] | None] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(None)

    def do(self, job: Job) -> Result | Lost:
        """Return the result of one job. Safe to call from many threads."""
        worker = self._idle.get()
        kept = None
        try:
            if worker is None:
                worker = self._pool.start()
                for one in self._first:
                    worker.pipe.send((one,))
                    worker.pipe.recv()
            worker.pipe.send((job,))
            if not worker.pipe.poll(self._seconds):
                return Lost("late")
            result = cast("Result", worker.pipe.recv())
            kept = worker
        except (EOFError, OSError):
            return Lost("died")
        else:
            return result
        finally:
            if worker and kept is None:
                worker.end()
            self._idle.put(kept)

    def close(self) -> None:
        """End the processes; jobs must be done by then."""
        while not self._idle.empty():
            if worker := self._idle.get():
                worker.end()


@dataclass(slots=True)
class _Worker(Generic[Job]):
    """A process at the other end of a pipe, and what it is busy with."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    number: int = 0
    due: float = 0.0

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Pool(Generic[Job, Result]):
    def __init__(self, work: Callable[[Job], Result], workers: int, seconds: float | None) -> None:
        self._work = work
        self._seconds = seconds
        self._size = workers
        self._idle: list[_Worker[Job]] = []
        self._busy: list[_Worker[Job]] = []

    def run(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Result | Lost]]:
        taken: dict[int, Job] = {}
        results: dict[int, Result | Lost] = {}
        due = given = 0
        try:
            while True:
                while len(self._busy) < self._size and given - due < AHEAD * self._size:
                    try:
                        taken[given] = job = next(jobs)
                    except StopIteration:
                        break
                    self._give(given, job)
                    given += 1
                if due == given:
                    return
                results.update(self._collect())
                while due in results:
                    yield taken.pop(due), results.pop(due)
                    due += 1
        finally:
            for worker in (*self._busy, *self._idle):
                worker.end()

    def _give(self, number: int, job: Job) -> None:
        worker = self._idle.pop() if self._idle else self.start()
        worker.number = number
        worker.due = time.monotonic() + self._seconds if self._seconds else float("inf")
        self._busy.append(worker)
        try:
            worker.pipe.send((job,))
        except BrokenPipeError:
            return  # it died while it was idle: its end of the pipe now says so to _collect

    def _collect(self) -> Iterator[tuple[int, Result | Lost]]:
        """Wait for the next results, at most until the first job is over its time, and yield them."""
        left = min(worker.due for worker in self._busy) - time.monotonic()
        ready = wait([worker.pipe for worker in self._busy], max(left, 0) if self._seconds else None)
        for worker in [worker for worker in self._busy if worker.pipe in ready]:
            yield worker.number, self._receive(worker)
        now = time.monotonic()
        for worker in [worker for worker in self._busy if worker.due <= now]:
            self._drop(worker)
            yield worker.number, Lost("late")

    def _receive(self, worker: _Worker[Job]) -> Result | Lost:
        try:
            result = cast("Result", worker.pipe.recv())
        except (EOFError, OSError):
            self._drop(worker)
            return Lost("died")
        self._busy.remove(worker)
        self._idle.append(worker)
        return result

    def _drop(self, worker: _Worker[Job]) -> None:
        self._busy.remove(worker)
        worker.end()

    def start(self) -> _Worker[Job]:
        """Start a process."""
        context = _context()
        is_forked = context.get_start_method() == "fork"
        here, there = context.Pipe()
        what = self._work, there, here, self._seconds, is_forked
        process = context.Process(target=_serve, name=_NAME, args=what, daemon=True)
        with _signals_held():
            process.start()
        there.close()
        return _Worker(process, here)


@atexit.register
def _end_those_left() -> None:
    """End the workers of a pool that was left unfinished, as by Ctrl-C.

    ``multiprocessing``, which comes after this, asks them to stop and waits for it; they leave such requests to us.
    """
    for child in multiprocessing.active_children():
        if child.name == _NAME:
            child.kill()


def _context() -> SpawnContext:
    """Fork where that is safe, for it starts at once; elsewhere a fresh interpreter."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return cast("SpawnContext", multiprocessing.get_context("fork" if forks else "spawn"))


@contextmanager
def _signals_held() -> Iterator[None]:
    """Start a process in here that Ctrl-C and a request to stop, sent to the whole group, leave to the parent.

    A worker that they ended would take the page with it that it reads.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    work: Callable[[Job], Result],
    pipe: Connection,
    other_end: Connection,
    seconds: float | None,
    is_forked: bool,  # noqa: FBT001 - it stands among the arguments of a process
) -> None:
    """Do jobs until the pipe closes, which it does when the parent ends.

    Where the parent was killed while a job hangs, nobody is left to end it: then the system's clock does.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()
    if is_forked:
        _close_inherited(pipe)
    with suppress(EOFError, OSError):
        while True:
            (job,) = pipe.recv()
            _set_alarm(seconds + _GRACE if seconds else 0)
            pipe.send(work(job))
            _set_alarm(0)


def _close_inherited(pipe: Connection) -> None:
    """Let a forked worker hold nothing of its parent's: a lock on a file would outlive the parent in it."""
    os.closerange(3, pipe.fileno())
    os.closerange(pipe.fileno() + 1, os.sysconf("SC_OPEN_MAX"))


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
