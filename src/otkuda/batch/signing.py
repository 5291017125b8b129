"""The keys by which the articles of a shard are found by others that may carry the same statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pyarrow as pa

from otkuda.batch.carriers import ByNumber, Column, Sheet, carriers_of, write_rows
from otkuda.batch.naming import write_named
from otkuda.batch.paths import location, read_table
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.collect.grouping import digest_of
from otkuda.statements.kinship import Telling
from otkuda.statements.signature import signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.batch.paths import Location


_KEYS = (
    Column("part", pa.int32()),
    Column("key", pa.int64()),
    Column("number", pa.int64()),
    Column("tells", pa.int8()),  # how much a key tells; below nothing, where the article is not found by it
)
FOLDERS = ("keys", "told", "mentions", "links", "ties")
_TOLD = (
    Column("number", pa.int64()),
    Column("version_id", pa.string()),
    Column("digest", pa.int64()),
    Column("is_said", pa.bool_()),
    Column("passages", pa.list_(pa.int8())),  # of each, who says it: OWN, SAID, PERSONS
)


OWN, SAID, PERSONS = range(3)


class Told(NamedTuple):
    """A version of an article, and who says each of its passages: OWN, SAID, PERSONS."""

    version_id: str
    passages: Sequence[int]


def told(folder: Location, sheets: Sequence[Sheet]) -> ByNumber[Told]:
    """Return who speaks in articles, out of the folder with what signers wrote."""
    columns = ["number", "version_id", "passages"]

    def read(sheet: Sheet, wanted: Sequence[int]) -> Iterator[tuple[int, Told]]:
        inside = [("number", "in", list(wanted))]
        for row in read_table(folder / f"{sheet.shard}.parquet", columns=columns, filters=inside).to_pylist():
            yield row["number"], Told(row["version_id"], row["passages"])

    return ByNumber(sheets, folder, read)


def _told(telling: Telling) -> list[int]:
    return [PERSONS if one.is_persons else SAID if one.is_said else OWN for one in telling.passages]


class Signer:
    """The work of the engine on one row: a sheet, as JSON."""

    def __init__(self, folder: str, carriers: str, parts: int) -> None:
        """Take where the files go, where the articles are, and into how many parts keys fall."""
        self._folder = location(folder)
        self._carriers = location(carriers)
        self._parts = parts

    def do(self, row: str) -> str:
        """Write the keys of the articles of a sheet. Returns its report, as JSON."""
        sheet = msgspec.json.decode(row, type=Sheet)
        note_attempt(self._folder, sheet.shard)
        tellings = [(number, Telling(one)) for number, one in carriers_of(self._carriers, sheet)]
        write_named(self._folder, sheet.shard, [one.carrier for _, one in tellings])
        keys = sorted(row for number, one in tellings for row in self._keys(number, one))
        told = (
            (number, one.carrier.id, digest_of(one), any(said.is_said for said in one.passages), _told(one))
            for number, one in tellings
        )
        write_rows(self._folder / "keys" / f"{sheet.shard}.parquet", _KEYS, keys)
        write_rows(self._folder / "told" / f"{sheet.shard}.parquet", _TOLD, told)
        return msgspec.json.encode(write_report(self._folder, Report(sheet.shard, len(tellings)))).decode()

    def _keys(self, number: int, telling: Telling) -> Iterator[tuple[int, int, int, int]]:
        keys = signature(telling)
        for key, tells in keys.seeks.items():
            yield key % self._parts, key, number, int(tells) if key in keys.found_by else -int(tells)
