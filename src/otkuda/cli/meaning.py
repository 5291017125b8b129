"""Which words of which article are meant on the command line, as anchors hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import stored
from otkuda.collect.deciding import Meant, anchors_of_appearance, anchors_of_words, as_decided, words_in
from otkuda.errors import InputError
from otkuda.model import Anchor, Carrier
from otkuda.store import latest

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.statements.kinship import Telling


def anchors_meant(conn: Connection, appearances: tuple[str, ...], words: tuple[str, ...]) -> list[tuple[Anchor, ...]]:
    """Return the anchors of each appearance; the words are those of the URLs among them, in order.

    InputError names the appearance of which there are none.
    """
    urls = [one for one in appearances if "://" in one]
    if len(urls) != len(words):
        raise click.UsageError(f"--words is wanted once for each URL: {len(urls)} URLs, {len(words)} --words")
    wanted = iter(words)
    return [_anchors(conn, one, next(wanted) if "://" in one else None) for one in appearances]


def standing(conn: Connection, url: str, words: str, near: Anchor | None = None) -> tuple[Anchor, ...]:
    """Return the anchor of words wherever they stand in an article. InputError where that is not one place."""
    telling = _article(conn, url)
    found = words_in((near or Anchor("", ""))._replace(article=telling.key, exact=words), telling.article)
    if len(found) != 1:
        why = f"stand there {len(found)} times; give more of them" if found else "are not in it"
        raise InputError(f"{url}: these words {why}")
    return found


def _anchors(conn: Connection, appearance: str, words: str | None) -> tuple[Anchor, ...]:
    try:
        found = anchors_of_appearance(conn, appearance) if words is None else _of_words(conn, appearance, words)
    except InputError as error:
        raise InputError(f"{appearance}: {error}") from None
    if not found:
        raise InputError(f"{appearance}: its words are not there any more")
    return found


def _of_words(conn: Connection, url: str, words: str) -> tuple[Anchor, ...]:
    telling = _article(conn, url)
    return anchors_of_words(Meant(telling.carrier.id, telling.article, words))


def _article(conn: Connection, url: str) -> Telling:
    """Return the last version of an article as people decided it to be."""
    version = latest(conn, stored(conn, url))
    if version is None:
        raise InputError("nothing of it is kept")
    return as_decided(conn, Carrier(version.id, version.article, version.number, version.seen))[0]
