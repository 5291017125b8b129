"""How the server and the collector do: a page for people, ``/health`` for a supervisor, ``/metrics`` for Prometheus."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from otkuda.collect.pulse import collecting, condition
from otkuda.errors import OtkudaError
from otkuda.serve.asking import asked_of, page_of
from otkuda.serve.journal import log
from otkuda.serve.metrics import MEDIA_TYPE, Family, Sample, written
from otkuda.serve.rendering import page
from otkuda.store import list_sources
from otkuda.store.grouping import how_many_waiting

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.collect.pulse import Condition
    from otkuda.store import NewsSource, Store
    from otkuda.store.beats import Beat

AT_ONCE = 100  # sources on a page
_UNAVAILABLE = 503


class Work(NamedTuple):
    """What there is to say of the collector."""

    beat: Beat | None
    condition: Condition
    to_group: int
    sources: tuple[NewsSource, ...]


def show(request: Request) -> Response:
    """Show the collector at work: what it asks now, what waits, when each source is due."""
    work = _work(request.app.state.store)
    due = sorted(work.sources, key=_when_due)
    at = page_of(asked_of(request), len(due), AT_ONCE)
    shown = due[at * AT_ONCE : (at + 1) * AT_ONCE]
    return page(request, "collector.html.jinja", work=work, shown=shown, at=at, has_more=(at + 1) * AT_ONCE < len(due))


def health(request: Request) -> Response:
    """Answer 200 where the store can be read and the collector, if one was started, is at work or ended; else 503."""
    now = datetime.now(UTC)
    try:
        with request.app.state.store.reading() as conn:
            beat = collecting(conn, now)
    except OtkudaError as error:
        log().error("health", error=str(error))
        return _said("the store cannot be read; the server's log says why", _UNAVAILABLE)
    if beat and condition(beat, now) == "silent":
        since = f"{beat.beat:%Y-%m-%d %H:%M} UTC"
        return _said(f"the collector has been silent since {since}; start it: otkuda collect --watch", _UNAVAILABLE)
    told = {"never": "never started", "ended": "ended"}.get(condition(beat, now), "at work")
    return _said(f"ok: the store answers; collector: {told}", 200)


def metrics(request: Request) -> Response:
    """Give the figures of the pages and of the collector."""
    work = _work(request.app.state.store)
    families = [*request.app.state.figures.families(), *_of_collector(work)]
    return PlainTextResponse(written(families), headers={"content-type": MEDIA_TYPE})


def _work(store: Store) -> Work:
    now = datetime.now(UTC)
    with store.reading() as conn:
        beat = collecting(conn, now)
        found = tuple(list_sources(conn))
        return Work(beat, condition(beat, now), how_many_waiting(conn), found)


def _of_collector(work: Work) -> list[Family]:
    beat = work.beat
    counts = [Sample(many, (("what", what),)) for what, many in sorted(beat.counts.items())] if beat else []
    failing = sum(one.failures > 0 for one in work.sources)
    plain = (
        ("otkuda_collector_at_work", "Is the collector at work?", work.condition == "at_work"),
        ("otkuda_collector_beat_seconds", "When it said so last, in seconds since 1970.", _seconds(beat)),
        ("otkuda_collector_waiting", "Addresses that wait to be asked.", beat.waiting if beat else 0),
        ("otkuda_collector_asking", "Addresses that are being asked.", len(beat.asking) if beat else 0),
        ("otkuda_articles_to_group", "Articles that wait to be grouped.", work.to_group),
        ("otkuda_sources", "Sources that are followed.", len(work.sources)),
        ("otkuda_sources_failing", "Sources that failed when they were asked last.", failing),
    )
    events = Family("otkuda_collector_events_total", "counter", "What came of asking, since it was started.", counts)
    return [events, *(Family(name, "gauge", what, [Sample(float(value))]) for name, what, value in plain)]


def _seconds(beat: Beat | None) -> float:
    return beat.beat.timestamp() if beat else 0.0


def _when_due(source: NewsSource) -> tuple[bool, datetime]:
    is_resting = source.paused or source.gone or source.due is None
    return is_resting, source.due or datetime.max.replace(tzinfo=UTC)


def _said(line: str, status: int) -> Response:
    return PlainTextResponse(f"{line}\n", status, headers={"cache-control": "no-store"})


ROUTES = [Route("/collector", show), Route("/health", health), Route("/metrics", metrics)]
