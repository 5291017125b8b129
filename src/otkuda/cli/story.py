"""``otkuda story``: the articles on one event, who was first with its words, who only carried them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, TypedDict

import click

from otkuda.cli.archive import opened_store, settings, stored
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from sqlalchemy import Connection

    from otkuda.export import Told
    from otkuda.stories import Story

_ID = re.compile(r"[0-9a-f]{8,64}")


class Options(TypedDict):
    """What the user asked for."""

    asked: tuple[str, ...]
    limit: int
    as_json: bool


@click.command(no_args_is_help=True)
@click.argument("asked", nargs=-1, required=True, metavar="ID|URL…")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show so many of each.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a story.")
def story(**options: Unpack[Options]) -> None:
    """Show a story: the articles on one event in the order of time, and what is said in them.

    An article that rounds several events up belongs to several stories.

    \b
    otkuda story https://zarya.example/1.html
    otkuda story 0b1f7b536c0e4f0b9a570d2c7f0e6a11
    otkuda story https://zarya.example/1.html --json
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(options)))


def _run(options: Options) -> int:
    from otkuda.cli.screen import console, show_lines, write_line
    from otkuda.cli.story_card import story_card
    from otkuda.export.record import encode
    from otkuda.export.story_record import story_record

    with opened_store(settings()) as store, store.reading() as conn:
        found = [one for asked in options["asked"] for one in _found(conn, asked)]
        for place, one in enumerate(found):
            within = list(_statements(conn, one))
            if options["as_json"]:
                write_line(encode(story_record(one, within)))
            else:
                show_lines(console(), *[""] * bool(place), *story_card(one, within, options["limit"]))
    return 0


def _found(conn: Connection, asked: str) -> tuple[Story, ...]:
    from otkuda.store.stories import stories_at, story_of

    if _ID.fullmatch(asked):
        found = story_of(conn, asked)
        if found is None:
            raise click.ClickException(f"{asked}: no such story; otkuda story URL shows that of an article")
        return (found,)
    return stories_at(conn, stored(conn, asked))


def _statements(conn: Connection, story: Story) -> Iterator[Told]:
    """Yield what is said in the articles of a story, each once, what most of them carry first."""
    from otkuda.collect.telling import with_articles
    from otkuda.store.statements import statements_at

    urls = dict.fromkeys(one.article.url for one in story.carriers if one.article.url)
    found = {one.id: one for url in urls for one in statements_at(conn, url)}
    here = {one.id for one in story.carriers}
    counted = ((len({each.carrier for each in one.appearances} & here), one) for one in found.values())
    yield from with_articles(conn, [one for _, one in sorted(counted, key=lambda each: (-each[0], each[1].id))])
