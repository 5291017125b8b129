"""What articles tell → stories: found by what several tell in the same weeks, compared, gathered by components.

The keys and the limits are those of a store (``collect.stories``); of many articles that are word for word the same
only some are compared. Whatever hangs together by pairs that may be of one event is gathered in one piece.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import pyarrow as pa

from otkuda.batch.carriers import ByNumber, Column, Sheet, carriers_of, sheets_in, write_rows
from otkuda.batch.matching import Near, Slice, by_candidates, rows_between
from otkuda.batch.near import Meet
from otkuda.batch.paths import location, new_file, read_table
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.batch.tables import STORIES
from otkuda.collect.stories import CANDIDATES, may_be_one
from otkuda.entities.spelling import skeletons
from otkuda.export.parquet import write
from otkuda.statements.signature import number_of
from otkuda.store.grouping import HOT
from otkuda.store.story_index import ALWAYS, WINDOW
from otkuda.stories import items, of_items
from otkuda.stories.candidates import ENOUGH
from otkuda.stories.packing import found_by, packed, text_key, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.batch.engine import Engine
    from otkuda.batch.near import Meeting
    from otkuda.batch.paths import Location
    from otkuda.stories import Item

FOLDERS = ("keys", "told", "items")
_KEYS = (
    Column("part", pa.int32()),
    Column("key", pa.int64()),
    Column("number", pa.int64()),
    Column("day", pa.float64()),
    Column("tells", pa.float64()),
)
_TOLD = (Column("number", pa.int64()), Column("digest", pa.int64()), Column("is_said", pa.bool_()))
_ITEMS = (Column("number", pa.int64()), Column("told", pa.string()), Column("statements", pa.list_(pa.string())))
EDGES = (Column("one", pa.int64()), Column("other", pa.int64()))


class Carried(msgspec.Struct, frozen=True):
    """A statement that an article carries."""

    number: int
    statement: str


class Teller:
    """The work of the engine on one row: a sheet and its slice, as JSON."""

    def __init__(self, folder: str, carriers: str, parts: int) -> None:
        """Take where the files go, where the articles are, and into how many parts keys fall."""
        self._folder = location(folder)
        self._carriers = location(carriers)
        self._parts = parts

    def do(self, row: str) -> str:
        """Write what the articles of a sheet tell, and its keys. Returns its report, as JSON."""
        sheet, where = msgspec.json.decode(row, type=tuple[Sheet, Slice])
        note_attempt(self._folder, sheet.shard)
        carried: defaultdict[int, set[str]] = defaultdict(set)
        for one in rows_between(where, "number", Carried):
            carried[one.number].add(one.statement)
        told = [(at, items(one, skeletons, frozenset(carried[at]))) for at, one in carriers_of(self._carriers, sheet)]
        keys = sorted(row for at, its in told for row in self._keys(at, its))
        write_rows(self._folder / "keys" / f"{sheet.shard}.parquet", _KEYS, keys)
        write_rows(
            self._folder / "told" / f"{sheet.shard}.parquet", _TOLD, ((at, text_key(its), True) for at, its in told)
        )
        kept = ((at, msgspec.json.encode(packed(its)).decode(), sorted(carried[at])) for at, its in told)
        write_rows(self._folder / "items" / f"{sheet.shard}.parquet", _ITEMS, kept)
        return msgspec.json.encode(write_report(self._folder, Report(sheet.shard, len(told)))).decode()

    def _keys(self, number: int, told: Sequence[Item]) -> Iterator[tuple[object, ...]]:
        day = ALWAYS if told[0].day is None else told[0].day
        said = {number_of(f"statement {one}"): ENOUGH for one in told[0].statements}
        for key, tells in {**found_by(told), text_key(told): ENOUGH, **said}.items():
            yield key % self._parts, key, number, day, tells


def write_candidates(engine: Engine, shared: Sequence[str], out: Location) -> None:
    """Write with whom each of a part is compared, those first with which it tells most."""
    col, types = engine.daft.col, engine.daft.DataType
    choose = engine.daft.func.batch(return_dtype=types.list(types.int64()))(_chosen)
    rows = (
        engine.daft.read_parquet(list(shared))
        .groupby("seeker")
        .agg(*(col(name).list_agg() for name in ("tells", "near")))
    )
    chosen = choose(col("tells"), col("near")).alias("candidates")
    rows.select(col("seeker").alias("number"), chosen).write_parquet(str(out))


def _meetings(numbers: Sequence[int], days: Sequence[float], tells: Sequence[float]) -> Iterator[Meeting]:
    """Yield who has a key, and the last before it in the same weeks; what has no date is of any."""
    having = sorted(zip(days, numbers, tells, strict=True))
    for at, (day, number, how_much) in enumerate(having):
        first = 0 if day == ALWAYS else bisect_left(having, (day - WINDOW, 0, 0.0))
        near = [other for _, other, _ in having[max(first, at - HOT) : at]]
        if near:
            yield number, how_much, near


MEET = Meet(("number", "day", "tells"), _meetings)


def _chosen(tells: Any, near: Any) -> list[list[int]]:  # noqa: ANN401 - series of Daft
    return [_choose(*both) for both in zip(tells.to_pylist(), near.to_pylist(), strict=True)]


def _choose(tells: Sequence[float], near: Sequence[Sequence[int]]) -> list[int]:
    told: defaultdict[int, float] = defaultdict(float)
    for how_much, others in zip(tells, near, strict=True):
        for other in others:
            told[other] += how_much
    enough = (one for one, of_it in told.items() if of_it >= ENOUGH)
    return sorted(enough, key=lambda one: (-told[one], one))[:CANDIDATES]


class Kept(NamedTuple):
    """Where what articles tell is kept, which are numbered how, and where what is made of it goes."""

    folder: str
    items: str
    sheets: str

    def by_number(self) -> ByNumber[tuple[Item, ...]]:
        """Return what articles tell."""
        where = location(self.items)
        return ByNumber(sheets_in(self.sheets), where, partial(_items, where))


def _items(folder: Location, sheet: Sheet, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[Item, ...]]]:
    table = read_table(folder / f"{sheet.shard}.parquet", filters=[("number", "in", list(wanted))])
    for row in table.to_pylist():
        yield row["number"], unpacked(msgspec.json.decode(row["told"]), frozenset(row["statements"]))


class Comparer:
    """The work of the engine on one row: a slice of articles with their candidates, as JSON."""

    def __init__(self, *kept: str) -> None:
        """Take the fields of ``Kept``."""
        self._folder = location(kept[0])
        self._items = Kept(*kept).by_number()

    def do(self, row: str) -> str:
        """Write which articles may be of one story. Returns its report, as JSON."""
        wanted = msgspec.json.decode(row, type=Slice)
        note_attempt(self._folder, wanted.id)
        near = rows_between(wanted, "number", Near)
        write_rows(self._folder / "edges" / f"{wanted.id}.parquet", EDGES, self._edges(near))
        return msgspec.json.encode(write_report(self._folder, Report(wanted.id, len(near)))).decode()

    def _edges(self, near: Sequence[Near]) -> Iterator[tuple[int, int]]:
        ours = self._items.get(one.number for one in near)
        for seekers in by_candidates((one.number, other) for one in near for other in one.candidates):
            theirs = self._items.get(seekers)
            for candidate, numbers in seekers.items():
                yield from ((candidate, one) for one in numbers if may_be_one(ours[one], theirs[candidate]))


class Labelled(msgspec.Struct, frozen=True):
    """An article, and the first of those that chains of pairs lead to."""

    place: int
    label: int


class StoryGatherer:
    """The work of the engine on one row: a slice of articles whose components begin in it, as JSON."""

    def __init__(self, *kept: str) -> None:
        """Take the fields of ``Kept``."""
        self._folder = location(kept[0])
        self._items = Kept(*kept).by_number()

    def do(self, row: str) -> str:
        """Write the stories of a slice. Returns its report, as JSON."""
        wanted = msgspec.json.decode(row, type=Slice)
        note_attempt(self._folder, wanted.id)
        together: defaultdict[int, list[int]] = defaultdict(list)
        for one in rows_between(wanted, "label", Labelled):
            together[one.label].append(one.place)
        known = self._items.get(number for those in together.values() for number in those)
        made = [story for those in together.values() for story in of_items(item for at in those for item in known[at])]
        with new_file(self._folder / "stories" / f"{wanted.id}.parquet") as file:
            write(file, STORIES, made)
        return msgspec.json.encode(write_report(self._folder, Report(wanted.id, len(made)))).decode()
