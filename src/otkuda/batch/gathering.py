"""The statements of a slice: of the components whose least passage is in it, and of passages that nothing ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa

from otkuda.batch.carriers import PLACES, Column, sheets_in, tellings, write_rows
from otkuda.batch.matching import Slice, rows_between
from otkuda.batch.paths import location, new_file
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.batch.tables import BATCH_STATEMENTS
from otkuda.entities.judging import Judge
from otkuda.export.parquet import write
from otkuda.export.telling import Told
from otkuda.statements.gathering import groups_of, statement_of
from otkuda.statements.matching import Pair
from otkuda.statements.weighing import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from otkuda.statements.kinship import Telling
    from otkuda.statements.passages import Passage


CARRIED = (Column("version_id", pa.string()), Column("statement", pa.string()))


class Part(msgspec.Struct, frozen=True):
    """A slice: which of its places are tied to others, and the pairs of the components that begin in it."""

    tied: Slice
    edges: Slice


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

    def between(self, passages: Mapping[int, Passage]) -> Pair:
        """Return the pair."""
        features = msgspec.json.decode(self.features, type=tuple[tuple[str, float], ...])
        return Pair(passages[self.one], passages[self.other], Verdict(self.weight, features))


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
        edges = rows_between(part.edges, "label", Edge, PLACES)
        tied = {one.place for one in rows_between(part.tied, "place", Tied, PLACES)}
        ends = {end for edge in edges for end in (edge.one, edge.other)}
        own = range(part.tied.start, part.tied.end)
        known = self._tellings.get({end // PLACES for end in ends}.union(own))
        passages = {
            place: one
            for place, one in _placed(known)
            if place in ends or (place // PLACES in own and one.attribution and place not in tied)
        }
        by_id = {one.carrier.id: one for one in known.values()}
        for group in groups_of(list(passages.values()), [edge.between(passages) for edge in edges]):
            statement = statement_of(group, by_id, self._judge)
            yield Told(statement, {one.carrier: by_id[one.carrier].carrier for one in statement.appearances})


def _placed(known: Mapping[int, Telling]) -> Iterator[tuple[int, Passage]]:
    """Yield passages by their places."""
    return ((number * PLACES + one.position, one) for number, telling in known.items() for one in telling.passages)
