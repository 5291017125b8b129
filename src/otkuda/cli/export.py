"""``otkuda export``: out of the store into files that other programs read."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypedDict

import click

from otkuda import __version__
from otkuda.cli.archive import opened_store, settings, stored
from otkuda.cli.choosing import Choice, choosing, query_of
from otkuda.cli.progress import counted
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Unpack

    from otkuda.export import Told
    from otkuda.store import Query


class Options(Choice):
    """What the user asked for."""

    file: str
    words: str
    all_versions: bool


class _OfStatements(Choice):
    file: str
    words: str


class _Told(TypedDict):
    url: str
    file: str


_WORDS = click.option("--words", default="", metavar="WORDS", help="Only what `otkuda search WORDS` finds.")
_VERSIONS = click.option("--all-versions", is_flag=True, help="Earlier versions of the articles too.")


@click.group()
def export() -> None:
    """Write what is kept to a file: tables, JSON, linked data, evidence.

    The file's ending names the format: .csv, .xlsx, .jsonl, .parquet, .jsonld; .warc.gz for evidence. Everything is
    written that the options ask for, without a limit, the oldest first.

    \b
    otkuda export articles march.xlsx --since 2026-03-01 --until 2026-03-31
    otkuda export attributions rogova.csv --speaker Рогова --kind direct
    otkuda export statements all.jsonl
    otkuda export evidence https://zarya.example/1.html case-12.warc.gz
    otkuda export gold corrected/
    """  # noqa: D301 - click takes this mark for: keep these lines


@export.command(no_args_is_help=True)
@click.argument("file", metavar="FILE")
@choosing
@_WORDS
@_VERSIONS
def articles(**options: Unpack[Options]) -> None:
    """Write a line for each article.

    With --speaker or --kind, the articles that have such words in them.

    \b
    otkuda export articles all.jsonl
    otkuda export articles march.xlsx --since 2026-03-01 --until 2026-03-31
    otkuda export articles bridge.parquet --words "мост -паром" --all-versions
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _export("articles", options)))


@export.command(no_args_is_help=True)
@click.argument("file", metavar="FILE")
@choosing
@_WORDS
@_VERSIONS
def attributions(**options: Unpack[Options]) -> None:
    """Write a line for each attribution: who said what, where, through whom it came.

    \b
    otkuda export attributions all.parquet
    otkuda export attributions rogova.csv --speaker Рогова --kind direct
    otkuda export attributions zarya.xlsx --outlet zarya.example --since 2026-03-01
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _export("attributions", options)))


@export.command(no_args_is_help=True)
@click.argument("file", metavar="FILE")
@choosing
@_WORDS
def statements(**options: Unpack[_OfStatements]) -> None:
    """Write what was said on each occasion, in all articles that carry it: where it was first said, what changed.

    In .jsonl and .jsonld a statement with all its appearances is one line, in tables each appearance. With options, the
    statements of which an appearance is as asked for, each whole. They stand in the order of their ids.

    \b
    otkuda export statements all.jsonl
    otkuda export statements rogova.xlsx --speaker Рогова --since 2026-03-01
    otkuda export statements bridge.jsonld --words мост
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _statements(options)))


@export.command(no_args_is_help=True)
@click.argument("url", metavar="URL")
@click.argument("file", metavar="FILE")
def evidence(**options: Unpack[_Told]) -> None:
    """Write the pages of an article as they were fetched, all versions, as WARC/1.1.

    Bytes, headers, time and SHA-256 of each page, and what was read in it. Any tool for web archives opens the file.

    \b
    otkuda export evidence https://zarya.example/1.html case-12.warc.gz
    otkuda export evidence https://t.me/zarya_news/118 channel.warc.gz
    otkuda export evidence https://zarya.example/1.html /mnt/case/1.warc
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _evidence(options["url"], options["file"])))


@export.command(no_args_is_help=True)
@click.argument("folder", metavar="FOLDER")
def gold(folder: str) -> None:
    """Write the articles that people corrected as gold records, for otkuda evaluate.

    FOLDER gets gold.jsonl and each text. Merges and splits are no corrections of an article; see otkuda judge export.

    \b
    otkuda export gold corrected/
    otkuda evaluate corrected/gold.jsonl corrected/ --faults 20
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _gold(folder)))


def _gold(folder: str) -> int:
    from otkuda.collect.deciding import corrected_articles
    from otkuda.export.gold import write_gold

    with opened_store(settings()) as store, store.reading() as conn:
        count = write_gold(folder, corrected_articles(conn))
    said = _many(count, "article") if count else "no articles, for nobody corrected any; otkuda judge does"
    click.echo(f"{folder}: {said}", err=True)
    return 0


def _export(what: Literal["articles", "attributions"], options: Options) -> int:
    from dataclasses import replace

    from otkuda.export import ARTICLES, ATTRIBUTIONS, new_file, writer_for
    from otkuda.store.everything import every_article, every_attribution, how_many

    query = replace(query_of(options, options["words"]), all_versions=options["all_versions"])
    table, every = (ARTICLES, every_article) if what == "articles" else (ATTRIBUTIONS, every_attribution)
    with opened_store(settings()) as store:
        write = writer_for(options["file"])
        with store.reading() as conn, new_file(options["file"]) as file:
            total = how_many(conn, query, of_attributions=what == "attributions")
            with counted(every(conn, query), total) as kept:
                lines = write(file, table, kept)
    said = f"{lines:,} {what[:-1] if lines == 1 else what}" if lines else _nothing(query, what)
    click.echo(f"{options['file']}: {said}", err=True)
    return 0


def _statements(options: _OfStatements) -> int:
    from otkuda.cli.statement import tell_of_waiting
    from otkuda.collect.telling import every_statement
    from otkuda.export import STATEMENTS, new_file, writer_for

    query = query_of(options, options["words"])
    seen: Counter[str] = Counter()
    with opened_store(settings()) as store:
        write = writer_for(options["file"], of_statements=True)
        with store.reading() as conn, new_file(options["file"]) as file:
            write(file, STATEMENTS, _counting(every_statement(conn, query), seen))
            tell_of_waiting(conn)
    told = ", ".join(_many(seen[what], what) for what in ("statement", "appearance"))
    click.echo(f"{options['file']}: {told if seen['statement'] else _nothing(query, 'statements')}", err=True)
    return 0


def _counting(found: Iterable[Told], seen: Counter[str]) -> Iterator[Told]:
    for told in found:
        seen["statement"] += 1
        seen["appearance"] += len(told.statement.appearances)
        yield told


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _nothing(query: Query, what: str) -> str:
    from otkuda.store import Query

    if query == Query(all_versions=query.all_versions):
        return f"no {what}, for nothing is kept yet; otkuda add and otkuda collect, or otkuda import"
    return f"no {what} are as asked for; leave out an option"


def _evidence(url: str, path: str) -> int:
    from otkuda import store as kept
    from otkuda.export import Evidence, new_file, write_evidence

    if not path.lower().endswith((".warc.gz", ".warc")):
        raise click.BadParameter("evidence is WARC; end the name with .warc.gz", param_hint="FILE")
    with opened_store(settings()) as store, store.reading() as conn:
        address = stored(conn, url)
        versions, pages = tuple(kept.versions_of(conn, address)), tuple(kept.pages_of(conn, address))
        found = Evidence(address, versions, pages, kept.missing(conn, address))
        with new_file(path) as file:
            write_evidence(file, found, f"otkuda/{__version__}", datetime.now(UTC), compressed=path.endswith(".gz"))
    click.echo(f"{path}: versions: {len(versions)}, pages: {len(pages)}", err=True)
    return 0
