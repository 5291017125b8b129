"""Articles → entities, statements, stories; statements are the same as a store has of them.

Where a store groups arrivals one after the other, here each step is taken for all articles at once: the keys of an
article, its pairs and the statements of a component by the plain functions, a slice a row; what meets what, and what
hangs together, by Daft's group-bys and joins.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from otkuda.batch import naming, signing, telling
from otkuda.batch.carriers import PLACES, Sheet, sheets_of
from otkuda.batch.components import components
from otkuda.batch.gathering import Clusterer, Gatherer, Part
from otkuda.batch.matching import Matcher, Slice
from otkuda.batch.near import MEET, PART, SEEKERS, SLICE, copies, write_candidates, write_shared
from otkuda.batch.paths import found_in, make_folder, new_file, remove
from otkuda.batch.stage import ATTEMPTS, Report, open_stage, reports_in, run_stage
from otkuda.errors import BatchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from otkuda.batch.engine import Engine
    from otkuda.batch.paths import Location


class Step(NamedTuple):
    """How far grouping is: what is done now, and how much of it of how much."""

    what: str
    done: int
    of: int


class Grouping:
    """The grouping of the articles of some shards; what is done of it is kept in a folder, and not done again."""

    def __init__(self, engine: Engine, carriers: Location, shards: Sequence[str], folder: Location) -> None:
        """``carriers`` holds the articles of shards."""
        self.engine = engine
        self.folder = folder
        self._carriers = carriers
        make_folder(folder)
        self._sheets = list(sheets_of(carriers, shards))
        self.count = sum(len(one.rows) for one in self._sheets)
        self._parts = range((self.count - 1) // PART + 1)
        self._listed = folder / "sheets.json"
        with new_file(self._listed) as file:
            file.write(msgspec.json.encode(self._sheets))

    def run(self) -> Iterator[Step]:
        """Do what is left, and yield how far it is."""
        if not self.count:
            return
        yield from self._sign()
        yield from self._find_entities()
        yield from self._find_statements()
        yield from self._find_stories()

    def _sign(self) -> Iterator[Step]:
        signed = open_stage(self.folder / "signed", *signing.FOLDERS)
        rows = {one.shard: one for one in self._sheets if one.rows}
        yield from self._stage("keys", signing.Signer, (str(signed), str(self._carriers), len(self._parts)), rows)

    def _find_entities(self) -> Iterator[Step]:
        files = self._of("signed/mentions"), self._of("signed/ties")
        self._once("named", partial(naming.write_parts, self.engine, files, len(self._parts)))
        resolved = open_stage(self.folder / "resolved", "entities", "which")
        rows = {one.name: str(one) for one in found_in(self.folder / "named", "of=*")}
        yield from self._stage("entities", naming.Resolver, (str(resolved),), rows)

    def _find_statements(self) -> Iterator[Step]:
        following = copies(self.engine, self._of("signed/told"))
        shared = partial(write_shared, self.engine, self._of("signed/keys"), MEET)
        self._find_near("", shared, write_candidates, sorted(following))
        matched = open_stage(self.folder / "matched", "edges")
        where, told = (str(self._carriers), str(self._listed)), str(self.folder / "signed/told")
        near = self._seeking("near")
        yield from self._stage("pairs", Matcher, (str(matched), *where, told), near)
        edges = followed(self.engine, self.engine.daft.read_parquet(self._of("matched/edges")), following)
        self._find_components(edges)
        clustered = open_stage(self.folder / "clustered", "groups")
        components = {one.id: one for one in self._slices("edges") if one.files}
        yield from self._stage("groups", Clusterer, (str(clustered), str(self._listed), told), components)
        if files := self._of("clustered/groups"):
            self._place(self.engine.daft.read_parquet(files), "label", "grouped")
        gathered = open_stage(self.folder / "gathered", "statements", "carried")
        both = zip(self._slices("tied"), self._slices("grouped"), strict=True)
        parts = {one.id: Part(one, of) for one, of in both}
        yield from self._stage("statements", Gatherer, (str(gathered), *where), parts)

    def _find_components(self, edges: Any) -> None:  # noqa: ANN401 - a frame of Daft
        labels = components(self.engine, edges)
        self._place(labels, "place", "tied")
        self._place(edges.join(labels, left_on="one", right_on="place"), "label", "edges")

    def _place(self, frame: Any, column: str, name: str) -> None:  # noqa: ANN401 - a frame of Daft
        """Write rows in files by the parts in which the places of a column are."""
        rows = frame.with_column("of", self.engine.daft.col(column) // (PLACES * PART))
        self._once(name, lambda out: rows.write_parquet(str(out), partition_cols=["of"]))

    def _find_stories(self) -> Iterator[Step]:
        self._carry()
        told = open_stage(self.folder / "told", *telling.FOLDERS)
        rows = {one.shard: (one, self._slice_of(one)) for one in self._sheets if one.rows}
        yield from self._stage("words", telling.Teller, (str(told), str(self._carriers), len(self._parts)), rows)
        following = copies(self.engine, self._of("told/told"))
        shared = partial(write_shared, self.engine, self._of("told/keys"), telling.MEET)
        self._find_near("story-", shared, telling.write_candidates, sorted(following))
        compared, gathered = open_stage(self.folder / "compared", "edges"), open_stage(self.folder / "found", "stories")
        kept = (str(told / "items"), str(self._listed))
        near = self._seeking("story-near")
        yield from self._stage("likeness", telling.Comparer, (str(compared), *kept), near)
        self._once("labelled", partial(self._label, following))
        labelled = {one.id: one for one in self._slices("labelled")}
        yield from self._stage("stories", telling.StoryGatherer, (str(gathered), *kept), labelled)

    def _carry(self) -> None:
        """Write which statements articles carry, by their numbers."""
        read, col = self.engine.daft.read_parquet, self.engine.daft.col
        numbers = read(self._of("signed/told")).select("number", "version_id")
        carried = read(self._of("gathered/carried")).join(numbers, on="version_id")
        rows = carried.select("number", "statement", (col("number") // PART).alias("of"))
        self._once("carried", lambda out: rows.write_parquet(str(out), partition_cols=["of"]))

    def _slice_of(self, sheet: Sheet) -> Slice:
        """Return where the statements are that the articles of a sheet carry."""
        end = sheet.base + len(sheet.rows)
        files = [
            _files(self.folder / f"carried/of={part}") for part in range(sheet.base // PART, (end - 1) // PART + 1)
        ]
        return Slice(sheet.shard, sheet.base, end, tuple(chain.from_iterable(files)))

    def _label(self, following: Mapping[int, Sequence[int]], out: Location) -> None:
        """Write for each article the first of those that chains of pairs lead to."""
        read, col = self.engine.daft.read_parquet, self.engine.daft.col
        itself = read(self._of("told/told")).select(col("number").alias("one"), col("number").alias("other"))
        edges = read(self._of("compared/edges")).concat(itself)
        if following:
            firsts = {"one": [those[0] for those in following.values()], "other": list(following)}
            edges = edges.concat(self.engine.daft.from_pydict(firsts))
        labels = components(self.engine, edges).with_column("of", col("label") // PART)
        labels.write_parquet(str(out), partition_cols=["of"])

    @property
    def made(self) -> int:
        """How many statements there are."""
        return sum(one.statements for one in reports_in(self.folder / "gathered"))

    @property
    def tables(self) -> dict[str, list[str]]:
        """The files of what was made, in order, by the tables that they are of."""
        names = {"entities": "resolved/entities", "statements": "gathered/statements", "stories": "found/stories"}
        return {table: self._of(name) for table, name in names.items()} if self.count else {}

    def speakers(self) -> Any:  # noqa: ANN401 - a frame of Daft
        """Return who says attributions: ``version_id``, ``position``, ``entity``; None where nothing was read."""
        if not self.count:
            return None
        return naming.speakers(self.engine, self._of("signed/links"), self._of("resolved/which"))

    def _of(self, name: str) -> list[str]:
        return _files(self.folder / name)

    def _stage(
        self, what: str, work: type, arguments: tuple[object, ...], rows: Mapping[str, object]
    ) -> Iterator[Step]:
        """Let the engine do the rows of a stage."""
        encoded = {one: row if isinstance(row, str) else msgspec.json.encode(row).decode() for one, row in rows.items()}
        for done, _ in enumerate(run_stage(self.engine, work, arguments, encoded, _refuse(what)), 1):
            yield Step(what, done, len(rows))

    def _slices(self, name: str, size: int = SLICE) -> list[Slice]:
        """Return the articles in slices of a size, each with the files of its part in a folder."""
        files = [tuple(_files(self.folder / name / f"of={part}")) for part in self._parts]
        starts = range(0, self.count, size)
        return [Slice(f"{one:09}", one, min(one + size, self.count), files[one // PART]) for one in starts]

    def _seeking(self, name: str) -> dict[str, Slice]:
        """Return the slices of those that are compared with others, by their ids.

        The last ones meet the most: they are begun first, and what is short makes the workers end together.
        """
        return {one.id: one for one in reversed(self._slices(name, SEEKERS))}

    def _find_near(
        self,
        prefix: str,
        share: Callable[[tuple[int, Sequence[int]], Location], None],
        choose: Callable[[Engine, Sequence[str], Location], None],
        following: Sequence[int],
    ) -> None:
        """Find who may be one with whom: who shares keys, part by part, then whom each chooses."""
        for part in self._parts:
            self._once(f"{prefix}shared/{part}", partial(share, (part, following)))
        for part in self._parts:
            shared = [one for each in self._parts for one in self._of(f"{prefix}shared/{each}/of={part}")]
            if shared:
                self._once(f"{prefix}near/of={part}", partial(choose, self.engine, shared))

    def _once(self, name: str, write: Callable[[Location], object]) -> None:
        """Let a folder be written, where it is not whole yet: then a file stands beside it that says so."""
        folder, whole = self.folder / name, self.folder / f"{name}.whole"
        if not whole.exists():
            remove(folder)
            make_folder(folder)
            write(folder)
            whole.touch()


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


def _files(folder: Location) -> list[str]:
    return [str(one) for one in found_in(folder, "*.parquet")]
