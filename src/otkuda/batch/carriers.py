"""Articles as they carry words, between the stages: kept by shards, numbered in the order of the input, read by number.

A number stands for a version of an article, as a number of a telling does in a store. Versions that came before are
left out; those of one article are numbered by when they were seen.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import OrderedDict, defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from otkuda.batch.paths import at_once, location, new_file, read_table
from otkuda.model import Carrier
from otkuda.statements.kinship import Telling
from otkuda.store import address_id
from otkuda.store.columns import id_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from otkuda.batch.paths import Location
    from otkuda.model import Article
    from otkuda.store.everything import Archived

T = TypeVar("T")
CarrierRow: TypeAlias = "tuple[str, str, datetime, str]"
HELD = 2_000  # articles that a worker holds: those that come together tell the same
PLACES = 2_048  # passages of an article, at the most (``passages.MOST``): a place is its number and its position


class Sheet(msgspec.Struct, frozen=True):
    """Which articles of a shard are numbered: from ``base`` on its ``rows``, each with the number of its version."""

    shard: str
    base: int
    rows: tuple[int, ...]
    versions: tuple[int, ...]


class Column(NamedTuple):
    """A column of a file between two stages."""

    name: str
    type: pa.DataType


def write_rows(path: Location, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """Write rows whole as a file of Parquet."""
    schema = pa.schema([(one.name, one.type) for one in columns])
    held = list(zip(*rows, strict=True)) or [()] * len(columns)
    with new_file(path) as file:
        pq.write_table(
            pa.Table.from_arrays(
                [pa.array(one, two.type) for one, two in zip(held, columns, strict=True)], schema=schema
            ),
            file,
            compression="zstd",
        )


_KEPT = (
    Column("version_id", pa.string()),
    Column("article_id", pa.string()),
    Column("seen", pa.timestamp("us", tz="UTC")),
    Column("carrier", pa.string()),
)


def write_carriers(path: Location, rows: Iterable[CarrierRow]) -> None:
    """Write the articles of a shard with all that was read out of them."""
    write_rows(path, _KEPT, rows)


def carrier_row(one: Archived) -> CarrierRow:
    """Return the row of an article."""
    version = one.version
    return version.id, version.article_id, version.seen, _packed(Carrier(version.id, version.article, 1, version.seen))


def _packed(carrier: Carrier) -> str:
    try:
        return msgspec.json.encode(carrier).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, which only the standard library writes and reads
        return json.dumps(msgspec.to_builtins(carrier))


def sheets_of(folder: Location, shards: Iterable[str]) -> Iterator[Sheet]:
    """Yield for each shard which of its articles are numbered, all of them in the order of the shards."""
    names = list(shards)
    seen_in = partial(read_table, columns=["version_id", "article_id", "seen"])
    read = at_once(seen_in, [folder / f"{one}.parquet" for one in names], folder)
    new: dict[str, list[tuple[str, int]]] = {}
    seen: defaultdict[str, list[tuple[object, str]]] = defaultdict(list)
    known: set[str] = set()
    for shard, table in zip(names, read, strict=True):
        rows = enumerate(zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True))
        new[shard] = []
        for at, (version_id, article_id, when) in rows:
            if version_id not in known:
                known.add(version_id)
                new[shard].append((version_id, at))
                seen[article_id].append((when, version_id))
    number = {one[1]: at for those in seen.values() if len(those) > 1 for at, one in enumerate(sorted(those), 1)}
    base = 0
    for shard, found in new.items():
        yield Sheet(shard, base, tuple(at for _, at in found), tuple(number.get(one, 1) for one, _ in found))
        base += len(found)


def carriers_of(folder: Location, sheet: Sheet, wanted: Iterable[int] | None = None) -> Iterator[tuple[int, Carrier]]:
    """Yield the articles of a sheet, or those with some of its numbers, each with its number."""
    raw = read_table(folder / f"{sheet.shard}.parquet", columns=["carrier"]).column("carrier")
    places = range(len(sheet.rows)) if wanted is None else (number - sheet.base for number in wanted)
    for at in places:
        carrier = msgspec.convert(json.loads(raw[sheet.rows[at]].as_py()), Carrier)
        yield sheet.base + at, replace(carrier, version=sheet.versions[at])


class ByNumber(Generic[T]):
    """What was made of articles, by their numbers; those that were looked at lately are held."""

    def __init__(
        self,
        sheets: Sequence[Sheet],
        where: Location,
        read: Callable[[Sheet, Sequence[int]], Iterable[tuple[int, T]]],
    ) -> None:
        """``read`` reads those with some numbers of a sheet, ``where`` it lies."""
        self._sheets = sheets
        self._where = where
        self._bases = [one.base for one in sheets]
        self._read = read
        self._held: OrderedDict[int, T] = OrderedDict()

    def get(self, numbers: Iterable[int]) -> Mapping[int, T]:
        """Return those with some numbers."""
        wanted = set(numbers)
        found = {one: self._held[one] for one in wanted if one in self._held}
        missing: defaultdict[int, list[int]] = defaultdict(list)
        for one in sorted(wanted - found.keys()):
            missing[bisect_right(self._bases, one) - 1].append(one)
        for read in at_once(self._read_of, missing.items(), self._where):
            found |= read
        for number, what in found.items():
            self._held[number] = what
            self._held.move_to_end(number)
        while len(self._held) > max(HELD, len(wanted)):
            self._held.popitem(last=False)
        return found

    def _read_of(self, wanted: tuple[int, Sequence[int]]) -> dict[int, T]:
        at, those = wanted
        return dict(self._read(self._sheets[at], those))


def tellings(folder: Location, sheets: Sequence[Sheet]) -> ByNumber[Telling]:
    """Return articles as they are brought together, out of a folder with the files of the shards."""

    def read(sheet: Sheet, those: Iterable[int]) -> Iterator[tuple[int, Telling]]:
        return ((number, Telling(one)) for number, one in carriers_of(folder, sheet, those))

    return ByNumber(sheets, folder, read)


def id_of_article(article: Article) -> str:
    """Return the id of an article, as a store gives it."""
    return address_id(article.url) if article.url else id_of("text", article.text)


def sheets_in(file: str) -> list[Sheet]:
    """Return the sheets that were written to a file."""
    return msgspec.json.decode(location(file).read_bytes(), type=list[Sheet])
