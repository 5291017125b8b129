"""Articles → statements: signature, candidates, match, components, clustering; the same as a store has of them.

Where a store groups arrivals one after the other, here each step is taken for all articles at once: the keys of an
article, its pairs and the statements of a component by the plain functions, a slice a row; what meets what, and what
hangs together, by Daft's group-bys and joins.
"""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from otkuda.batch.carriers import PLACES, sheets_of
from otkuda.batch.components import components
from otkuda.batch.gathering import Gatherer, Part
from otkuda.batch.matching import Matcher, Slice
from otkuda.batch.near import PART, SLICE, copies, write_candidates, write_shared
from otkuda.batch.signing import Signer
from otkuda.batch.stage import ATTEMPTS, Report, open_stage, reports_in, run_stage
from otkuda.errors import BatchError
from otkuda.export.files import new_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from otkuda.batch.engine import Engine


class Step(NamedTuple):
    """How far grouping is: what is done now, and how much of it of how much."""

    what: str
    done: int
    of: int


class Grouping:
    """The grouping of the articles of some shards; what is done of it is kept in a folder, and not done again."""

    def __init__(self, engine: Engine, carriers: Path, shards: Sequence[str], folder: Path) -> None:
        """``carriers`` holds the articles of shards."""
        self.engine = engine
        self.folder = folder
        self._carriers = carriers
        folder.mkdir(parents=True, exist_ok=True)
        self._sheets = list(sheets_of(carriers, shards))
        self.count = sum(len(one.rows) for one in self._sheets)
        self._parts = range((self.count - 1) // PART + 1)
        self._listed = folder / "sheets.json"
        with new_file(self._listed) as file:
            file.write(msgspec.json.encode(self._sheets))

    def run(self) -> Iterator[Step]:
        """Do what is left, and yield how far it is."""
        signed = open_stage(self.folder / "signed", "keys", "told")
        rows = {one.shard: one for one in self._sheets if one.rows}
        yield from self._stage("keys", Signer, (str(signed), str(self._carriers), len(self._parts)), rows)
        following = copies(self.engine, _files(signed / "told"))
        self._find_near(_files(signed / "keys"), sorted(following))
        matched = open_stage(self.folder / "matched", "edges")
        where = (str(self._carriers), str(self._listed))
        near = {one.id: one for one in self._slices("near")}
        yield from self._stage("pairs", Matcher, (str(matched), *where), near)
        self._find_components(_files(matched / "edges"), following)
        gathered = open_stage(self.folder / "gathered", "statements")
        both = zip(self._slices("tied"), self._slices("edges"), strict=True)
        yield from self._stage(
            "statements", Gatherer, (str(gathered), *where), {one.id: Part(one, of) for one, of in both}
        )

    @property
    def made(self) -> int:
        """How many statements there are."""
        return sum(one.statements for one in reports_in(self.folder / "gathered"))

    @property
    def statements(self) -> list[str]:
        """The files of the statements, in order."""
        return _files(self.folder / "gathered" / "statements")

    def _stage(
        self, what: str, work: type, arguments: tuple[object, ...], rows: Mapping[str, msgspec.Struct]
    ) -> Iterator[Step]:
        """Let the engine do the rows of a stage."""
        encoded = {one: msgspec.json.encode(row).decode() for one, row in rows.items()}
        for done, _ in enumerate(run_stage(self.engine, work, arguments, encoded, _refuse(what)), 1):
            yield Step(what, done, len(rows))

    def _slices(self, name: str) -> list[Slice]:
        """Return the articles in slices, each with the files of its part in a folder."""
        files = [tuple(_files(self.folder / name / f"of={part}")) for part in self._parts]
        starts = range(0, self.count, SLICE)
        return [Slice(f"{one:09}", one, min(one + SLICE, self.count), files[one // PART]) for one in starts]

    def _find_near(self, keys: Sequence[str], following: Sequence[int]) -> None:
        for part in self._parts:
            self._once(f"shared/{part}", partial(write_shared, self.engine, keys, (part, following)))
        for part in self._parts:
            shared = [one for each in self._parts for one in _files(self.folder / f"shared/{each}/of={part}")]
            if shared:
                self._once(f"near/of={part}", partial(write_candidates, self.engine, shared))

    def _find_components(self, files: Sequence[str], following: Mapping[int, Sequence[int]]) -> None:
        col = self.engine.daft.col
        edges = followed(self.engine, self.engine.daft.read_parquet(list(files)), following)
        labels = components(self.engine, edges)
        tied = labels.with_column("of", col("place") // (PLACES * PART))
        self._once("tied", lambda out: tied.write_parquet(str(out), partition_cols=["of"]))
        labelled = edges.join(labels, left_on="one", right_on="place").with_column(
            "of", col("label") // (PLACES * PART)
        )
        self._once("edges", lambda out: labelled.write_parquet(str(out), partition_cols=["of"]))

    def _once(self, name: str, write: Callable[[Path], object]) -> None:
        """Let a folder be written whole, where it is not there yet."""
        folder = self.folder / name
        if not folder.exists():
            new = folder.with_name(f"{folder.name}.new")
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            write(new)
            new.replace(folder)


def followed(engine: Engine, edges: Any, following: Mapping[int, Sequence[int]]) -> Any:  # noqa: ANN401 - frames of Daft
    """Return edges with those of the articles that follow others: what the second has with the first, they have."""
    if not following:
        return edges
    col = engine.daft.col
    columns = {
        "copy": list(following),
        "a": [one[0] for one in following.values()],
        "b": [one[1] for one in following.values()],
    }
    between = edges.with_columns({"a": col("one") // PLACES, "b": col("other") // PLACES})
    theirs = between.join(engine.daft.from_pydict(columns), on=["a", "b"])
    ours = (col("copy") * PLACES + col("other") % PLACES).alias("other")
    return edges.concat(theirs.select("one", ours, "weight", "features"))


def _refuse(what: str) -> Callable[[str], Report]:
    """Return what ends a batch whose articles cannot be grouped."""

    def refuse(row: str) -> Report:
        raise BatchError(
            f"{what} of part {row}: the process that made them ended {ATTEMPTS} times; begin again with fewer --jobs"
        )

    return refuse


def _files(folder: Path) -> list[str]:
    return sorted(map(str, folder.glob("*.parquet")))
