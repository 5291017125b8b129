"""A stage of a batch: rows of work, each with a report when it is done. What is not done is done again, and then again.

A row that ends its process ``ATTEMPTS`` times is given up, and the others go on.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import msgspec

from otkuda.batch.engine import Engine, WorkerDiedError
from otkuda.batch.paths import at_once, found_in, location, make_folder, new_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from otkuda.batch.paths import Location

Folder = TypeVar("Folder", bound="Location")
ATTEMPTS = 3  # after which a row that kills its worker is given up


class Report(msgspec.Struct, frozen=True):
    """What became of a row: how many things were made of it."""

    id: str
    articles: int = 0
    attributions: int = 0
    rejects: int = 0
    statements: int = 0


def run_stage(
    engine: Engine,
    work: type,
    arguments: tuple[object, ...],
    rows: Mapping[str, str],
    given_up: Callable[[str], Report],
) -> Iterator[Report]:
    """Let ``work(*arguments)`` do rows, by their ids, and yield their reports, those of what was done before first.

    The first of ``arguments`` is the folder in which the work leaves its reports and counts its attempts.
    """
    folder = location(str(arguments[0]))
    done = {one.id: one for one in reports_in(folder) if one.id in rows}
    yield from done.values()
    while left := [one for one in rows if one not in done]:
        try:
            for made in engine.each(work, arguments, [rows[one] for one in left]):
                report = msgspec.json.decode(made, type=Report)
                done[report.id] = report
                yield report
        except WorkerDiedError:
            found = {one.id: one for one in reports_in(folder) if one.id in rows}
            attempts = _attempts(folder)
            found |= {one: given_up(one) for one in left if one not in found and attempts[one] >= ATTEMPTS}
            new = [one for key, one in found.items() if key not in done]
            done |= found
            yield from new


def open_stage(folder: Folder, *further: str) -> Folder:
    """Make the folders of a stage, and return the first."""
    for name in ("reports", "attempts", *further):
        make_folder(folder / name)
    return folder


def note_attempt(folder: Location, row: str) -> None:
    """Count that a row was begun, so that it survives the worker: a file each time, as a store appends to none."""
    (folder / "attempts" / f"{row}.{uuid4().hex}").touch()


def write_report(folder: Location, report: Report) -> Report:
    """Write that a row is done: the last that is written of it."""
    with new_file(folder / "reports" / f"{report.id}.json") as file:
        file.write(msgspec.json.encode(report))
    return report


def reports_in(folder: Location) -> Sequence[Report]:
    """Return the reports of all rows that are done."""
    written = found_in(folder / "reports", "*.json")
    return [msgspec.json.decode(one, type=Report) for one in at_once(_content, written, folder)]


def _content(file: Location) -> bytes:
    return file.read_bytes()


def _attempts(folder: Location) -> Counter[str]:
    """Return how often each row was begun."""
    return Counter(file.name.partition(".")[0] for file in found_in(folder / "attempts", "*.*"))
