"""Pairs of passages → statements: what hangs together is parted into groups, then each group is made a statement.

A component may be most of an archive, of which one worker does the parting alone; its statements are made by all.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pyarrow as pa

from otkuda.batch.carriers import PLACES, Column, sheets_in, tellings, write_rows
from otkuda.batch.matching import Slice, rows_between
from otkuda.batch.paths import location, new_file
from otkuda.batch.signing import OWN, PERSONS, told
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.batch.tables import BATCH_STATEMENTS
from otkuda.entities.judging import Judge
from otkuda.export.parquet import write
from otkuda.export.telling import Told
from otkuda.statements.gathering import groups_of, statement_of
from otkuda.statements.weighing import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from otkuda.batch.signing import Told as Signed
    from otkuda.statements.kinship import Telling
    from otkuda.statements.passages import Passage


CARRIED = (Column("version_id", pa.string()), Column("statement", pa.string()))


GROUPED = (
    Column("label", pa.int64()),  # the least place of a statement
    Column("at", pa.int64()),  # which of its passages it is, in their order
    Column("place", pa.int64()),
)


class Part(msgspec.Struct, frozen=True):
    """A slice: which of its places are tied to others, and the passages of the statements that begin in it."""

    tied: Slice
    grouped: Slice


class Tied(msgspec.Struct, frozen=True):
    """A passage that is one with another."""

    place: int


class Edge(msgspec.Struct, frozen=True):
    """A pair of passages that are one, and the least passage of its component."""

    one: int
    other: int
    weight: float
    features: str
    label: int

    def between(self, passages: Mapping[int, Voice]) -> Tie:
        """Return the pair."""
        features = msgspec.json.decode(self.features, type=tuple[tuple[str, float], ...])
        return Tie(passages[self.one], passages[self.other], Verdict(self.weight, features))


class Voice(NamedTuple):
    """A passage as far as groups ask: which it is of which version, and who says it."""

    place: tuple[str, int]
    who: int

    @property
    def is_said(self) -> bool:
        """Is it handed to somebody?"""
        return self.who != OWN

    @property
    def is_persons(self) -> bool:
        """Is it handed to a person?"""
        return self.who == PERSONS


class Tie(NamedTuple):
    """Two passages, and how much speaks for their being one."""

    one: Voice
    other: Voice
    verdict: Verdict


class Grouped(msgspec.Struct, frozen=True):
    """A passage of a statement."""

    label: int
    at: int
    place: int


class Clusterer:
    """The work of the engine on one row: a slice in which components begin, as JSON."""

    def __init__(self, folder: str, sheets: str, signed: str) -> None:
        """Take where the files go, which articles have which numbers, and who speaks in them."""
        self._folder = location(folder)
        self._told = told(location(signed), sheets_in(sheets))

    def do(self, row: str) -> str:
        """Write which passages of a slice's components are a statement. Returns its report, as JSON."""
        wanted = msgspec.json.decode(row, type=Slice)
        note_attempt(self._folder, wanted.id)
        groups = list(self._groups(rows_between(wanted, "label", Edge, PLACES)))
        rows = [(min(places), at, place) for places in groups for at, place in enumerate(places)]
        write_rows(self._folder / "groups" / f"{wanted.id}.parquet", GROUPED, rows)
        return msgspec.json.encode(write_report(self._folder, Report(wanted.id, statements=len(groups)))).decode()

    def _groups(self, edges: Sequence[Edge]) -> Iterator[list[int]]:
        ends = {end for edge in edges for end in (edge.one, edge.other)}
        known = self._told.get({end // PLACES for end in ends})
        voices = {end: _voice(known[end // PLACES], end % PLACES) for end in ends}
        place_of = {one.place: place for place, one in voices.items()}
        for group in groups_of(list(voices.values()), [edge.between(voices) for edge in edges]):
            yield [place_of[one.place] for one in group]


def _voice(known: Signed, position: int) -> Voice:
    return Voice((known.version_id, position), known.passages[position])


class Gatherer:
    """The work of the engine on one row: a part, as JSON."""

    def __init__(self, folder: str, carriers: str, sheets: str) -> None:
        """Take where the files go, where the articles are, and which of them have which numbers."""
        self._folder = location(folder)
        self._tellings = tellings(location(carriers), sheets_in(sheets))
        self._judge = Judge()

    def do(self, row: str) -> str:
        """Write the statements of a part. Returns its report, as JSON."""
        part = msgspec.json.decode(row, type=Part)
        note_attempt(self._folder, part.tied.id)
        made = list(self._statements(part))
        carried = {(one.carrier, told.statement.id) for told in made for one in told.statement.appearances}
        write_rows(self._folder / "carried" / f"{part.tied.id}.parquet", CARRIED, sorted(carried))
        with new_file(self._folder / "statements" / f"{part.tied.id}.parquet") as file:
            appearances = write(file, BATCH_STATEMENTS, made)
        report = Report(part.tied.id, statements=len(made), articles=appearances)
        return msgspec.json.encode(write_report(self._folder, report)).decode()

    def _statements(self, part: Part) -> Iterator[Told]:
        groups = _groups_of(rows_between(part.grouped, "label", Grouped, PLACES))
        tied = {one.place for one in rows_between(part.tied, "place", Tied, PLACES)}
        own = range(part.tied.start, part.tied.end)
        known = self._tellings.get({place // PLACES for places in groups for place in places}.union(own))
        passages = dict(_placed(known))
        alone = (
            place for place, one in passages.items() if place // PLACES in own and one.attribution and place not in tied
        )
        by_id = {one.carrier.id: one for one in known.values()}
        for places in chain(groups, ([one] for one in alone)):
            statement = statement_of([passages[one] for one in places], by_id, self._judge)
            yield Told(statement, {one.carrier: by_id[one.carrier].carrier for one in statement.appearances})


def _groups_of(rows: Iterable[Grouped]) -> list[list[int]]:
    """Return the places of the passages of each statement, in their order."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in rows:
        found[one.label].append((one.at, one.place))
    return [[place for _, place in sorted(found[label])] for label in sorted(found)]


def _placed(known: Mapping[int, Telling]) -> Iterator[tuple[int, Passage]]:
    """Yield passages by their places."""
    return ((number * PLACES + one.position, one) for number, telling in known.items() for one in telling.passages)
