"""Which passages of articles are one: each article of a slice is matched with its candidates, as they come."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
import pyarrow as pa

from otkuda.batch.carriers import PLACES, Column, sheets_in, tellings, write_rows
from otkuda.batch.near import end_of_turn
from otkuda.batch.paths import location, read_table
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.collect.bringing import WORK
from otkuda.entities.judging import Judge
from otkuda.statements.matching import match

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from otkuda.statements.kinship import Telling

T = TypeVar("T")
AT_ONCE = 50  # articles that are read with those that they are compared with: a file holds many of them
EDGES = (
    Column("one", pa.int64()),  # places: the number of an article and the position of a passage in it
    Column("other", pa.int64()),
    Column("weight", pa.float64()),
    Column("features", pa.string()),
)


class Slice(msgspec.Struct, frozen=True):
    """The articles with numbers from ``start`` on and below ``end``, and the files that tell of them."""

    id: str
    start: int
    end: int
    files: tuple[str, ...]


class Near(msgspec.Struct, frozen=True):
    """With whom an article is matched, the likeliest first."""

    number: int
    candidates: tuple[int, ...]


class Row(NamedTuple):
    """A pair of passages that are one, as it is kept."""

    one: int
    other: int
    weight: float
    features: str


class Matcher:
    """The work of the engine on one row: a slice, as JSON."""

    def __init__(self, folder: str, carriers: str, sheets: str) -> None:
        """Take where the files go, where the articles are, and which of them have which numbers."""
        self._folder = location(folder)
        self._tellings = tellings(location(carriers), sheets_in(sheets))
        self._judge = Judge()

    def do(self, row: str) -> str:
        """Write the pairs of a slice. Returns its report, as JSON."""
        wanted = msgspec.json.decode(row, type=Slice)
        note_attempt(self._folder, wanted.id)
        near = {one.number: one.candidates for one in rows_between(wanted, "number", Near)}
        untried = {number: _untried(number, near) for number in sorted(near)}
        found = (edge for some in in_turns(untried) for edge in self._edges(some))
        write_rows(self._folder / "edges" / f"{wanted.id}.parquet", EDGES, found)
        return msgspec.json.encode(write_report(self._folder, Report(wanted.id, len(near)))).decode()

    def _edges(self, untried: Mapping[int, Sequence[int]]) -> Iterator[Row]:
        known = self._tellings.get(chain(untried, *untried.values()))
        for number, likely in untried.items():
            yield from self._edges_of(number, likely, known)

    def _edges_of(self, number: int, likely: Sequence[int], known: Mapping[int, Telling]) -> Iterator[Row]:
        telling, work = known[number], 0
        for candidate in likely:
            work += len(telling.passages) * len(known[candidate].passages)
            if work <= WORK:
                yield from self._between({number: telling, candidate: known[candidate]})

    def _between(self, two: Mapping[int, Telling]) -> Iterator[Row]:
        numbers = {telling.carrier.id: number for number, telling in two.items()}
        first, second = sorted(two.values(), key=lambda one: one.carrier.id)
        for pair in match(first, second, self._judge):
            one, other = sorted(numbers[end.carrier.id] * PLACES + end.position for end in (pair.one, pair.other))
            yield Row(one, other, pair.verdict.weight, msgspec.json.encode(pair.verdict.features).decode())


def in_turns(near: Mapping[int, Sequence[int]]) -> Iterator[dict[int, Sequence[int]]]:
    """Yield articles with whom they are compared, so many at a time as are read at once."""
    listed = iter(near.items())
    while some := dict(islice(listed, AT_ONCE)):
        yield some


def rows_between(wanted: Slice, column: str, kind: type[T], size: int = 1) -> list[T]:
    """Return the rows of the files of a slice whose numbers, or places of so many to a number, are in it."""
    inside = [(column, ">=", wanted.start * size), (column, "<", wanted.end * size)]
    rows = (row for file in wanted.files for row in read_table(location(file), filters=inside).to_pylist())
    return [msgspec.convert(row, kind) for row in rows]


def _untried(number: int, near: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the candidates of an article that were not matched with it before, as theirs, in the same turn."""
    end = end_of_turn(number)
    return [
        one for one in near[number] if not (one < number and end_of_turn(one) == end and number in near.get(one, ()))
    ]
