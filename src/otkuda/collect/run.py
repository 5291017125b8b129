"""Collecting: what is due is asked in threads, read in processes, and written here, one at a time.

A pass ends when nothing is due any more that can be had soon; a watch goes on until it is stopped. What is in the air
when the program dies is due again in the store, so that nothing is lost, and kept once, so that nothing is twice.

Several may collect into one store. Whoever asks a host has claimed it; what others did there meanwhile is seen then.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from otkuda import store
from otkuda.collect.ask import Outcome, Task, ask, ask_robots
from otkuda.collect.entities import resolve
from otkuda.collect.hosts import Hosts, host_of, robots_due
from otkuda.collect.pulse import Pulse
from otkuda.collect.settle import settle
from otkuda.errors import OtkudaError
from otkuda.store.claims import Sole

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from otkuda.collect.ask import Net
    from otkuda.collect.settle import Event
    from otkuda.store import Address, Host, NewsSource, Store
    from otkuda.store.claims import Claims

_HELD = 2_000  # tasks that are held at a time; the others wait in the store
_OF_EACH = 20  # articles of a source among them, so that one that lists ten thousand leaves the others their turn
_REFILL = timedelta(seconds=1)
_TICK = 0.2  # seconds
_PAUSE = timedelta(seconds=5)
_SOON = timedelta(seconds=90)  # what a host may be asked after a longer pause is left to the next pass
_TAKEN = timedelta(seconds=1)  # until a host is tried again that another collector asks


@dataclass(slots=True)
class Collector:
    """One run over a store. ``tell`` is told of everything that came of a task, ``between`` is done now and then."""

    store: Store
    net: Net
    pause: float
    fetches: int
    tell: Callable[[Event], None]
    between: Callable[[], object] = lambda: None
    claims: Claims = field(default_factory=Sole)
    _hosts: Hosts = field(init=False)
    _queues: dict[str, deque[Task]] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)  # addresses in a queue or in the air
    _asked: dict[Future[Outcome], Task] = field(default_factory=dict)
    _sources: dict[str, NewsSource] = field(default_factory=dict)
    _filled: datetime | None = None
    _of_each: int = _OF_EACH
    _paused: datetime | None = None
    _started: datetime | None = None  # where only what was due then is asked
    _pulse: Pulse = field(init=False)

    def __post_init__(self) -> None:
        self._hosts = Hosts(self._known_host, self.pause)

    def once(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Ask all that is due, and what that brings; or less, where it is ``stopped``."""
        self._started = self.net.now()
        self._run(stopped)

    def watch(self, stopped: Callable[[], bool]) -> None:
        """Go on until ``stopped``; what is in the air then is waited for."""
        self._started = None
        self._run(stopped)

    def _run(self, stopped: Callable[[], bool]) -> None:
        self._pulse = Pulse(self.store, self.net.now())
        with ThreadPoolExecutor(self.fetches, thread_name_prefix="ask") as threads:
            while not stopped():
                self._fill(self.net.now())
                self._send(threads)
                if self._started and not self._asked and self._is_done():
                    break
                self._receive(_TICK)
                self._do_between(self.net.now())
                self._beat(self.net.now())
            while self._asked:
                self._receive(None)
        self._pulse.end(self.net.now())

    def _beat(self, now: datetime) -> None:
        waiting = sum(len(queue) for queue in self._queues.values())
        self._pulse.beat(now, waiting, (task.url for task in self._asked.values()))

    def _do_between(self, now: datetime) -> None:
        """Do what is done between, not after every page: those that come together are done together."""
        if self._paused is None or now >= self._paused + _PAUSE:
            self.between()
            self._paused = self.net.now()

    def _is_done(self) -> bool:
        """Tell whether a pass has nothing more to ask, not even in the store."""
        if not self._queues:
            self._filled = None
            self._fill(self.net.now())
        return not self._queues and self._filled is not None

    def _fill(self, now: datetime) -> None:
        """Take what is due out of the store, now and then."""
        if self._filled and now < self._filled + _REFILL:
            return
        self._filled = now
        with self.store.reading() as conn:
            self._sources = {source.id: source for source in store.list_sources(conn)}
            due = store.due_sources(conn, self._until(now), _HELD)
            looks = store.due_addresses(conn, now, _HELD, self._of_each) if len(self._held) < _HELD else []
        shut = [one for one in due if not self._queue(Task(self._hosts.get(host_of(one.listing)), one), now)]
        closed = [one for one in looks if not self._queue_look(one, now)]
        self._of_each = _HELD if closed else _OF_EACH
        if shut or closed:
            self._put_off(shut, closed, now)
            self._filled = None  # what stood behind them is taken at once, and of more of them at a time

    def _put_off(self, sources: list[NewsSource], addresses: list[Address], now: datetime) -> None:
        """Make what cannot be asked soon due when it can; else it would stand before what can be."""
        with self.store.writing() as conn:
            for source in sources:
                store.put_off_source(conn, source.id, now, self._hosts.opens(host_of(source.listing)) or now)
            for address in addresses:
                store.put_off_address(conn, address.id, now, self._hosts.opens(host_of(address.url)) or now)

    def _until(self, now: datetime) -> datetime:
        """A pass asks each source once: what falls due while it lasts is the next one's."""
        return now if self._started is None else self._started

    def _queue_look(self, address: Address, now: datetime) -> bool:
        """Queue an article; False where its host may not be asked soon."""
        source = self._sources.get(address.source_id or "")
        if source is not None and source.paused:
            return True
        return self._queue(Task(self._hosts.get(host_of(address.url)), source, address), now)

    def _queue(self, task: Task, now: datetime) -> bool:
        """Put a task among those of its host: listings first, for what they list waits. False where it is closed."""
        host = task.host.host
        if self._is_closed(host, now):
            self._hosts.drop(host)
            return False
        if task.url not in self._held:
            self._held.add(task.url)
            queue = self._queues.setdefault(host, deque())
            (queue.append if task.address else queue.appendleft)(task)
        return True

    def _is_closed(self, host: str, now: datetime) -> bool:
        """Tell whether a host may not be asked for so long that nothing is held for it."""
        opens = self._hosts.opens(host)
        return opens is not None and opens > now + _SOON

    def _send(self, threads: ThreadPoolExecutor) -> None:
        now = self.net.now()
        for host in list(self._queues):
            if len(self._asked) >= self.fetches:
                return
            if self._hosts.is_open(host, now) and self._claim(host, now):
                self._send_next(threads, host, now)

    def _claim(self, host: str, now: datetime) -> bool:
        """Claim a host; False where another collector is asking it, or has asked it so lately that it is not open."""
        if not self.claims.claim(host):
            self._hosts.put_off(host, now + _TAKEN)
            return False
        self._hosts.renew(host)
        if self._hosts.is_open(host, now):
            return True
        self._leave(host, now)
        return False

    def _send_next(self, threads: ThreadPoolExecutor, host: str, now: datetime) -> None:
        known = self._hosts.get(host)
        task = self._next(host, now)
        if task is None:
            self._leave(host, now)
            return
        task = replace(task, host=known)
        work = ask_robots if robots_due(known, now) and not task.is_carried else ask
        self._hosts.take(host)
        self._asked[threads.submit(work, task, self.net)] = task

    def _next(self, host: str, now: datetime) -> Task | None:
        """Take the next task of a host that is still to be done, as the store has it now."""
        queue = self._queues.pop(host)
        with self.store.reading() as conn:
            while queue:
                held = queue.popleft()
                if task := self._due_still(conn, held, now):
                    if queue:
                        self._queues[host] = queue  # at the end: now it is the turn of the others
                    return task
                self._held.discard(held.url)
        return None

    def _due_still(self, conn: Connection, task: Task, now: datetime) -> Task | None:
        """Return the task with what the store has of it now, None where another collector has done it."""
        if task.address:
            address = store.get_address(conn, task.address.id)
            return replace(task, address=address) if address and address.due and address.due <= now else None
        if task.part or task.source is None:  # nobody else knows of it
            return task
        source = store.get_source(conn, task.source.id)
        is_due = source and source.due and source.due <= now and not source.paused
        return replace(task, source=source) if is_due else None

    def _leave(self, host: str, now: datetime) -> None:
        """Let others ask a host."""
        self.claims.release(host)
        self._tidy(host, now)

    def _receive(self, seconds: float | None) -> None:
        if not self._asked:
            self.net.sleep(seconds or 0)
            return
        done, _ = wait(self._asked, timeout=seconds, return_when=FIRST_COMPLETED)
        for future in done:
            self._settle(future, self._asked.pop(future))

    def _settle(self, future: Future[Outcome], task: Task) -> None:
        outcome = self._outcome(future, task)
        now = self.net.now()
        with self.store.writing() as conn:
            if task.is_carried:
                self._hosts.leave(task.host.host)
            else:
                store.put_host(conn, self._free(outcome, now))
            event = None if outcome.is_robots else settle(conn, outcome, now)
            resolve(conn)
        if event is None:  # the way is free for the task itself
            self._queues.setdefault(task.host.host, deque()).appendleft(task)
        else:
            self._held.discard(task.url)
            for part in event.parts:
                self._queue(Task(self._hosts.get(host_of(part)), task.source, part=part), now)
            if len(self._held) < _HELD:
                for address in event.new[:_OF_EACH]:
                    self._queue_look(address, now)
            self._pulse.counts[event.what] += 1
            self.tell(event)
        self._leave(task.host.host, now)

    def _tidy(self, host: str, now: datetime) -> None:
        """Hold nothing for a host that is closed now, and no host for which nothing is held."""
        if self._is_closed(host, now):
            self._held.difference_update(task.url for task in self._queues.pop(host, ()))
        if host not in self._queues:
            self._hosts.drop(host)

    def _free(self, outcome: Outcome, now: datetime) -> Host:
        source = outcome.task.source
        return self._hosts.free(outcome.host, now, pace=source.pace if source else None, wait=outcome.wait)

    def _outcome(self, future: Future[Outcome], task: Task) -> Outcome:
        """Return what came of a task; a fault of ours costs that one address a try, not the run."""
        try:
            return future.result()
        except OtkudaError as error:
            return Outcome(task, task.host, error=str(error))
        except Exception as error:  # noqa: BLE001 - the edge where one stranger's page must not end the run
            return Outcome(task, task.host, error=f"a fault of otkuda itself ({type(error).__name__}: {error})")

    def _known_host(self, host: str) -> Host | None:
        with self.store.reading() as conn:
            return store.get_host(conn, host)
