"""Figures of the pages and of the collector as Prometheus reads them (text format 0.0.4).

What a label can be is bounded: the route's own path, never what was asked for; eight methods; the statuses of HTTP.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Family(NamedTuple):
    """Figures of one name: what they are, and each with its labels."""

    name: str
    kind: str
    help: str
    samples: Iterable[Sample]


class Sample(NamedTuple):
    """One figure. ``ending`` comes behind the family's name."""

    value: float
    labels: tuple[tuple[str, str], ...] = ()
    ending: str = ""


class Figures:
    """How many requests were answered, and in what time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answered: Counter[tuple[str, str, str]] = Counter()
        self._buckets: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def answered(self, route: str | None, method: str, status: int, seconds: float) -> None:
        """Count one request. ``route`` is the path as the application has it, None where it has none."""
        place = route or "none"
        with self._lock:
            self._answered[place, method if method in _METHODS else "other", str(status)] += 1
            self._buckets[place, bisect_left(BOUNDS, seconds)] += 1
            self._seconds[place] += seconds  # type: ignore[assignment]  # a Counter adds any numbers

    def families(self) -> list[Family]:
        """Return the figures."""
        with self._lock:
            answered, buckets, seconds = self._answered.copy(), self._buckets.copy(), self._seconds.copy()
        counted = [
            Sample(many, (("route", route), ("method", method), ("status", status)))
            for (route, method, status), many in sorted(answered.items())
        ]
        timed = [one for route in sorted(seconds) for one in _histogram(route, buckets, seconds[route])]
        return [
            Family("otkuda_http_requests_total", "counter", "Requests answered.", counted),
            Family("otkuda_http_request_seconds", "histogram", "Time until an answer was sent.", timed),
        ]


def _histogram(route: str, buckets: Counter[tuple[str, int]], seconds: float) -> Iterator[Sample]:
    label = (("route", route),)
    sums = list(accumulate(buckets[route, place] for place in range(len(BOUNDS) + 1)))
    for bound, many in zip((*map(str, BOUNDS), "+Inf"), sums, strict=True):
        yield Sample(many, (*label, ("le", bound)), "_bucket")
    yield Sample(seconds, label, "_sum")
    yield Sample(sums[-1], label, "_count")


def written(families: Iterable[Family]) -> str:
    r"""Return figures as text.

    >>> print(written([Family("up", "gauge", "Is it up?", [Sample(1, (("who", 'a"b'),))])]), end="")
    # HELP up Is it up?
    # TYPE up gauge
    up{who="a\"b"} 1
    """
    return "".join(f"{line}\n" for family in families for line in _lines(family))


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {family.help}"
    yield f"# TYPE {family.name} {family.kind}"
    for one in family.samples:
        labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in one.labels)
        yield f"{family.name}{one.ending}{f'{{{labels}}}' if labels else ''} {one.value:.12g}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
