"""Who is named → entities: mentions tied by the keys of their names, in Daft's joins; components resolved as ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from otkuda.batch.carriers import Column, id_of_article, write_rows
from otkuda.batch.components import components
from otkuda.batch.paths import location, new_file, read_table
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.batch.tables import ENTITIES
from otkuda.collect.naming import mentioned
from otkuda.entities import Mention, resolve
from otkuda.entities.profile import Profile, keys_of, profile_key
from otkuda.export.parquet import write
from otkuda.statements.signature import number_of
from otkuda.store import Named
from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.batch.engine import Engine
    from otkuda.batch.paths import Location
    from otkuda.model import Carrier

NAMES = frozenset({"person", "organization", "outlet"})
_SAID = tuple(Column(name, pa.string()) for name in "article language name type role organization".split())
_MENTIONS = (
    Column("mention", pa.string()),
    Column("profile", pa.int64()),
    Column("date", pa.timestamp("us", tz="UTC")),
    *_SAID,
    Column("others", pa.list_(pa.string())),
)
_LINKS = (
    Column("version_id", pa.string()),
    Column("position", pa.int32()),  # of the attribution; below nothing: the outlet
    Column("is_source", pa.bool_()),
    Column("mention", pa.string()),
)
_TIES = (Column("one", pa.int64()), Column("other", pa.int64()))
_OUTLET = -1


def write_named(folder: Location, shard: str, carriers: Iterable[Carrier]) -> None:
    """Write whom the articles of a shard name, which link of a chain that is, and by which keys names are tied."""
    found = [(one, mentioned(_named(one))) for one in carriers]
    mentions = {mention.id: mention for _, those in found for mention in those.mentions.values()}
    ties = {tie for one in mentions.values() for tie in _ties(one)}
    links = [row for one, those in found for row in _links(one, those.links, those.versions)]
    write_rows(folder / "mentions" / f"{shard}.parquet", _MENTIONS, map(_row, mentions.values()))
    write_rows(folder / "links" / f"{shard}.parquet", _LINKS, links)
    write_rows(folder / "ties" / f"{shard}.parquet", _TIES, sorted(ties))


def _named(one: Carrier) -> Iterator[Named]:
    """Yield whom an article names, as a store has it."""
    article, dated = one.article, one.article.published or one.seen
    about = (id_of_article(article), one.id)
    host = host_of(article.url or "") or None
    for at, said in enumerate(article.attributions):
        for position, link in enumerate(said.chain):
            if link.type in NAMES:
                names = (link.type, link.entity, link.role, link.organization)
                yield Named(*about, str(at), position, *names, article.language, dated)  # type: ignore[arg-type]
    if article.outlet or host:
        yield Named(*about, None, 0, "outlet", article.outlet or host, None, None, article.language, dated, host)  # type: ignore[arg-type]


def _links(
    one: Carrier, links: Iterable[tuple[str, int, str]], outlets: Iterable[tuple[str, str]]
) -> Iterator[tuple[object, ...]]:
    said = one.article.attributions
    for at, position, mention in links:
        yield one.id, int(at), position == len(said[int(at)].chain) - 1, mention
    yield from ((one.id, _OUTLET, False, mention) for _, mention in outlets)


def _row(one: Mention) -> tuple[object, ...]:
    said = (one.article, one.language, one.name, one.type, one.role, one.organization)
    return one.id, _profile(one), one.date, *said, one.others


def _profile(one: Mention) -> int:
    return number_of(f"profile {profile_key(one, '')}")


def _ties(one: Mention) -> Iterator[tuple[int, int]]:
    return ((_profile(one), number_of(f"key {key}")) for key in keys_of(Profile(one), transliterate=True))


def write_parts(engine: Engine, files: tuple[Sequence[str], Sequence[str]], parts: int, out: Location) -> None:
    """Write mentions in parts, those that keys of names hold together in one: ``files`` are of mentions and of ties."""
    col, read = engine.daft.col, engine.daft.read_parquet
    mentions, ties = (read(list(some)) for some in files)
    labels = components(engine, ties).select(col("place").alias("profile"), (col("label") % parts).alias("of"))
    mentions.join(labels, on="profile").write_parquet(str(out), partition_cols=["of"])


class Resolver:
    """The work of the engine on one row: the mentions of a part, as the path of their folder."""

    def __init__(self, folder: str) -> None:
        """Take where the files go."""
        self._folder = location(folder)

    def do(self, row: str) -> str:
        """Write the entities of a part, and which mention is which. Returns its report, as JSON."""
        part = location(row)
        note_attempt(self._folder, part.name)
        rows = read_table(part, columns=[one.name for one in (*_SAID, _MENTIONS[2], _MENTIONS[-1])], partitioning=None)
        found = resolve(Mention(**{**one, "others": tuple(one["others"])}) for one in rows.to_pylist())
        with new_file(self._folder / "entities" / f"{part.name}.parquet") as file:
            write(file, ENTITIES, found)
        which = ((mention, entity.id) for entity in found for mention in entity.mentions)
        columns = (Column("mention", pa.string()), Column("entity", pa.string()))
        write_rows(self._folder / "which" / f"{part.name}.parquet", columns, which)
        return msgspec.json.encode(write_report(self._folder, Report(part.name, len(found)))).decode()


def speakers(engine: Engine, links: Sequence[str], which: Sequence[str]) -> Any:  # noqa: ANN401 - a frame of Daft
    """Return of attributions whose words they are: ``version_id``, ``position``, ``entity``."""
    col, read = engine.daft.col, engine.daft.read_parquet
    said = read(list(links)).where(col("is_source"))
    return said.join(read(list(which)), on="mention").select("version_id", "position", "entity")
