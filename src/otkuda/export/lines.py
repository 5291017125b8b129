"""JSON Lines: the lines of ``otkuda read --json``, and what the archive knows besides. Texts are exact in them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from otkuda.export.cells import in_words
from otkuda.export.record import encode, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import BinaryIO

    from otkuda.export.columns import Line, Table
    from otkuda.export.record import AttributionRecord, Record
    from otkuda.store.everything import Archived

# What stands in a line of an article already, or in the line of an attribution as ``words``, ``chain`` and spans.
_IN_ATTRIBUTION = frozenset({"content", "cue", "chain", "speaker", "type", "offsets"})


def write(file: BinaryIO, table: Table[Archived, Line], kept: Iterable[Archived]) -> int:
    """Write a JSON line an article or an attribution. Returns how many."""
    count = 0
    for archived in kept:
        record = record_of(archived.version.article, archived.version.article.url or "")
        for line in table.lines([archived]):
            told = _article(line, record, table) if line.position < 0 else _attribution(line, record, table)
            file.write(encode(told))
            count += 1
    return count


def _article(line: Line, record: Record, table: Table[Archived, Line]) -> dict[str, object]:
    times = [
        {"version": number, "seen": _time(first), "last_seen": _time(last)}
        for number, (first, last) in enumerate(line.archived.times, 1)
    ]
    return dict(_columns(line, table)) | _fields(record) | {"versions": times}


def _attribution(line: Line, record: Record, table: Table[Archived, Line]) -> dict[str, object]:
    told = {name: value for name, value in _columns(line, table) if name not in _IN_ATTRIBUTION}
    return told | _fields(record.attributions[line.position])


def _fields(record: Record | AttributionRecord) -> dict[str, object]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _columns(line: Line, table: Table[Archived, Line]) -> Iterator[tuple[str, object]]:
    for column in table.columns:
        value = column.value(line)
        yield column.name, in_words(value) if column.kind == "instant" else value


def _time(when: datetime) -> str | None:
    return in_words(when)
