"""A stage of a batch: rows of work, each with a report when it is done. What is not done is done again, and then again.

A row that ends its process ``ATTEMPTS`` times is given up, and the others go on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from otkuda.batch.engine import Engine, WorkerDiedError
from otkuda.export.files import new_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

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
    folder = Path(str(arguments[0]))
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
            found |= {one: given_up(one) for one in left if one not in found and _attempts(folder, one) >= ATTEMPTS}
            new = [one for key, one in found.items() if key not in done]
            done |= found
            yield from new


def open_stage(folder: Path, *further: str) -> Path:
    """Make the folders of a stage, and return the first."""
    for name in ("reports", "attempts", *further):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return folder


def note_attempt(folder: Path, row: str) -> None:
    """Count that a row was begun, so that it survives the worker."""
    with (folder / "attempts" / row).open("ab") as file:
        file.write(b".")


def write_report(folder: Path, report: Report) -> Report:
    """Write that a row is done: the last that is written of it."""
    with new_file(folder / "reports" / f"{report.id}.json") as file:
        file.write(msgspec.json.encode(report))
    return report


def reports_in(folder: Path) -> Sequence[Report]:
    """Return the reports of all rows that are done."""
    return [msgspec.json.decode(file.read_bytes(), type=Report) for file in sorted((folder / "reports").glob("*.json"))]


def _attempts(folder: Path, row: str) -> int:
    file = folder / "attempts" / row
    return file.stat().st_size if file.exists() else 0
