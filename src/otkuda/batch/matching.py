"""Which passages of articles are one: each article of a slice is matched with its candidates, as they come."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
import pyarrow as pa

from otkuda.batch.carriers import PLACES, Column, sheets_in, tellings, write_rows
from otkuda.batch.near import end_of_turn
from otkuda.batch.paths import location, read_table
from otkuda.batch.signing import told
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.collect.bringing import WORK
from otkuda.entities.judging import Judge
from otkuda.statements.matching import match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from otkuda.statements.kinship import Telling

T = TypeVar("T")
AT_ONCE = 500  # candidates: a file holds as many
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

    def __init__(self, folder: str, carriers: str, sheets: str, signed: str) -> None:
        """Take where the files go, where the articles are, which of them have which numbers, and what they tell."""
        self._folder = location(folder)
        listed = sheets_in(sheets)
        self._tellings = tellings(location(carriers), listed)
        self._told = told(location(signed), listed)
        self._judge = Judge()

    def do(self, row: str) -> str:
        """Write the pairs of a slice. Returns its report, as JSON."""
        wanted = msgspec.json.decode(row, type=Slice)
        note_attempt(self._folder, wanted.id)
        near = {one.number: one.candidates for one in rows_between(wanted, "number", Near)}
        write_rows(self._folder / "edges" / f"{wanted.id}.parquet", EDGES, self._edges(near))
        return msgspec.json.encode(write_report(self._folder, Report(wanted.id, len(near)))).decode()

    def _edges(self, near: Mapping[int, Sequence[int]]) -> Iterator[Row]:
        ours = self._tellings.get(near)
        for seekers in by_candidates(self._tried(near)):
            theirs = self._tellings.get(seekers)
            for candidate, numbers in seekers.items():
                for number in numbers:
                    yield from self._between({number: ours[number], candidate: theirs[candidate]})

    def _tried(self, near: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
        """Yield who is matched with whom: the likeliest, as long as they are not too much work."""
        untried = {number: _untried(number, near) for number in near}
        known = self._told.get(chain(untried, *untried.values()))
        for number, likely in untried.items():
            work = accumulate(len(known[number].passages) * len(known[one].passages) for one in likely)
            yield from ((number, one) for one, so_far in zip(likely, work, strict=True) if so_far <= WORK)

    def _between(self, two: Mapping[int, Telling]) -> Iterator[Row]:
        numbers = {telling.carrier.id: number for number, telling in two.items()}
        first, second = sorted(two.values(), key=lambda one: one.carrier.id)
        for pair in match(first, second, self._judge):
            one, other = sorted(numbers[end.carrier.id] * PLACES + end.position for end in (pair.one, pair.other))
            yield Row(one, other, pair.verdict.weight, msgspec.json.encode(pair.verdict.features).decode())


def by_candidates(pairs: Iterable[tuple[int, int]]) -> Iterator[dict[int, list[int]]]:
    """Yield candidates in their order, as many as are read at once, each with those that are compared with it.

    So each is read once for all who seek it, however many an article meets.
    """
    seekers: defaultdict[int, list[int]] = defaultdict(list)
    for number, candidate in pairs:
        seekers[candidate].append(number)
    listed = iter(sorted(seekers.items()))
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
