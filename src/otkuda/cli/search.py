"""``otkuda search``: words in what was said, and in articles."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.choosing import Choice, choosing, query_of
from otkuda.cli.running import ended_cleanly
from otkuda.serve.view import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Unpack

    from rich.console import RenderableType
    from rich.text import Text
    from sqlalchemy import Connection

    from otkuda.store import Hit, Query, Snippet

SAID, ARTICLES = "said", "articles"
_PAGE = 200  # hits that are in memory at a time


class Options(Choice):
    """What the user asked for."""

    words: tuple[str, ...]
    only: str | None
    newest: bool
    limit: int
    as_json: bool


@click.command(no_args_is_help=True)
@click.argument("words", nargs=-1, metavar="WORDS…")
@choosing
@click.option("--said", "only", flag_value=SAID, help="Only what was said.")
@click.option("--articles", "only", flag_value=ARTICLES, help="Only whole articles.")
@click.option("--newest", is_flag=True, help="The newest first.  [default: the best first]")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Show so many of each.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a hit.")
def search(**options: Unpack[Options]) -> None:
    """Find words in what was said, and in articles.

    Words are found in all their forms. "words in quotation marks" stand side by side, санкц* is a beginning; AND, OR,
    NOT (or -word) and parentheses join. Without WORDS, everything that the options ask for, the newest first.

    \b
    otkuda search санкции
    otkuda search '"горно-обогатительный комбинат" (пожар OR взрыв) -учения'
    otkuda search мост --speaker Рогова --kind direct --since 2026-03-01
    otkuda search тариф* --outlet zarya.example --articles --newest --json
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(options)))


def _run(options: Options) -> int:
    query = replace(query_of(options, " ".join(options["words"])), newest_first=options["newest"])
    whats = [what for what in (SAID, ARTICLES) if options["only"] in {None, what}]
    with opened_store(settings()) as store, store.reading() as conn:
        counts = [_shown(conn, query, what, options) for what in whats]
        if not any(counts):
            click.echo(_nothing(conn), err=True)
    return 0


def _shown(conn: Connection, query: Query, what: str, options: Options) -> int:
    """Show the hits of one kind. Returns how many."""
    count, limit = 0, options["limit"]
    show = _in_json() if options["as_json"] else _on_screen(what)
    for count, hit in enumerate(_hits(conn, query, what, limit + 1), 1):
        if count > limit:
            click.echo(f"{what}: the first {limit:,}; more with --limit", err=True)
            break
        show(hit)
    return count


def _in_json() -> Callable[[Hit], None]:
    from otkuda.cli.screen import write_line
    from otkuda.export.cells import in_words
    from otkuda.export.record import attribution_record, encode, published_of

    def show(hit: Hit) -> None:
        article, said = hit.article, hit.attribution
        line = {
            "what": "attribution" if said else "article",
            "url": article.url,
            "headline": article.headline,
            "outlet": article.outlet,
            "published": published_of(article),
            "language": article.language,
            "dated": in_words(hit.dated),
            "score": hit.score,
            "snippet": hit.snippet,
            "attribution": attribution_record(said, article.text) if said else None,
            "article_id": hit.article_id,
            "version_id": hit.version_id,
            "attribution_id": hit.attribution_id,
        }
        write_line(encode(line))

    return show


def _on_screen(what: str) -> Callable[[Hit], None]:
    from rich.rule import Rule

    from otkuda.cli.screen import console, is_coloured, show_lines

    out, marks = console(), ("", "") if is_coloured() else ("[", "]")
    heading = [Rule(what, align="left", style="dim")]

    def show(hit: Hit) -> None:
        show_lines(out, *heading, *_lines(hit, marks), "")
        heading.clear()

    return show


def _lines(hit: Hit, marks: tuple[str, str]) -> Iterator[RenderableType]:
    """Yield who said it, or the headline; the words in their context; where and when."""
    from rich.padding import Padding

    from otkuda.cli.screen import address, published_in_words, speaker_of, text_of
    from otkuda.serve.view import chain_words, one_line, shortened

    article, said = hit.article, hit.attribution
    yield speaker_of(said) if said else text_of(shortened(article.headline or "—"), "bold")
    yield Padding(_snippet(hit.snippet, marks), (0, 0, 0, 2))
    via = chain_words(said) if said and len(said.chain) > 1 else None
    parts = (said and said.kind, published_in_words(article, hit.dated), article.outlet, via)
    yield Padding(text_of(" · ".join(one_line(part) for part in parts if part), "dim"), (0, 0, 0, 2))
    if article.url:
        yield address(article.url)


def _snippet(shown: Snippet, marks: tuple[str, str]) -> Text:
    """Return a part of a text with the words that were looked for in bold, or between marks where there is no bold."""
    from otkuda.cli.screen import text_of
    from otkuda.serve.view import one_line

    words, at = text_of("… " if shown.cut_before else ""), 0
    for start, end in (*shown.marks, (len(shown.text), len(shown.text))):
        words.append(_between(shown.text[at:start]))
        if end > start:
            words.append(marks[0] + one_line(shown.text[start:end]) + marks[1], "bold color(130)")
        at = end
    return words.append(" …" if shown.cut_after else "")


def _between(text: str) -> str:
    """Return what stands between two marked words, in one line, the blanks at its ends kept as one."""
    return re.sub(r"\s+", " ", printable(text))


def _hits(conn: Connection, query: Query, what: str, most: int) -> Iterator[Hit]:
    """Yield at most so many hits, page by page."""
    from otkuda.store import search_articles, search_attributions

    find = search_attributions if what == SAID else search_articles
    while most > 0:
        found = find(conn, replace(query, limit=min(most, _PAGE)))
        yield from found.hits
        if found.cursor is None:
            return
        most -= len(found.hits)
        query = replace(query, cursor=found.cursor)


def _nothing(conn: Connection) -> str:
    from otkuda.store import Query, search_articles

    if not search_articles(conn, Query(limit=1)).hits:
        return "nothing is kept yet; otkuda add URL and otkuda collect, or otkuda import PATH"
    return "nothing found; try fewer words, a beginning (санкц*), or leave out an option"
