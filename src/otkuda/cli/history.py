"""``otkuda history``: the versions of an article, what words changed, and who is quoted otherwise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from otkuda.cli.archive import opened_store, settings, stored
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.text import Text

    from otkuda.collect.changes import Changed
    from otkuda.model import Article, Attribution
    from otkuda.store import Missing, Version

_NAMED = ("headline", "outlet", "authors", "published", "language")


class History(NamedTuple):
    """What is known of an article."""

    url: str
    versions: list[Version]
    missing: Missing | None


@click.command(no_args_is_help=True)
@click.argument("url", metavar="URL")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a version.")
def history(url: str, *, as_json: bool) -> None:
    """Show the versions of an article: when each was seen, what words changed, who is quoted otherwise.

    What came is green or {+so+}, what went is red or [-so-].

    \b
    otkuda history https://zarya.example/1.html
    otkuda history https://zarya.example/1.html --json
    otkuda history https://zarya.example/1.html | less
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(url, as_json=as_json)))


def _run(url: str, *, as_json: bool) -> int:
    from otkuda import store as kept

    with opened_store(settings()) as store, store.reading() as conn:
        known = stored(conn, url)
        found = History(known, kept.versions_of(conn, known), kept.missing(conn, known))
    if as_json:
        _in_json(found)
    else:
        from otkuda.cli.screen import console, show_lines

        show_lines(console(), *_lines(found))
    return 0


def _pairs(found: History) -> Iterator[tuple[Version, Version | None]]:
    """Yield each version with the one before it."""
    before = None
    for version in found.versions:
        yield version, before
        before = version


def _in_json(found: History) -> None:
    from otkuda.cli.screen import write_line
    from otkuda.collect.changes import changes
    from otkuda.export.cells import in_words
    from otkuda.export.record import attribution_record, encode, record_of

    for version, before in _pairs(found):
        changed = changes(before.article, version.article) if before else None
        is_last = version is found.versions[-1]
        line = {
            "version": version.number,
            "seen": in_words(version.seen),
            "last_seen": in_words(version.last_seen),
            "missing": in_words(found.missing.when) if found.missing and is_last else None,
            "missing_why": found.missing.why if found.missing and is_last else None,
            "read_by": version.read_by,
            "changes": changed.pieces if changed else (),
            "lost": [attribution_record(one, before.article.text) for one in changed.lost]
            if changed and before
            else [],
            "gained": [attribution_record(one, version.article.text) for one in changed.gained] if changed else [],
            "article": record_of(version.article, found.url),
        }
        write_line(encode(line))


def _lines(found: History) -> Iterator[RenderableType]:
    from otkuda.cli.screen import address, clock, text_of
    from otkuda.collect.changes import changes
    from otkuda.serve.view import one_line, shortened

    last = found.versions[-1].article
    yield text_of(shortened(last.headline or "—"), "bold")
    yield address(found.url)
    for version, before in _pairs(found):
        yield ""
        yield _title(version)
        if before:
            yield from _named(before.article, version.article)
            yield from _changed(before.article, version.article, changes(before.article, version.article))
    if found.missing:
        yield ""
        yield text_of(f"missing since {clock(found.missing.when)}: {one_line(found.missing.why)}", "bold")
        yield text_of("  its text is kept", "dim")
    if len(found.versions) == 1:
        yield text_of("  it was not changed", "dim")


def _title(version: Version) -> Text:
    from otkuda.cli.screen import clock, text_of

    until = f", last seen {clock(version.last_seen)}" if version.last_seen != version.seen else ""
    return text_of(f"version {version.number}  ", "bold").append(f"seen {clock(version.seen)}{until}", "not bold dim")


def _named(before: Article, after: Article) -> Iterator[RenderableType]:
    """Yield what else than the text is new."""
    from otkuda.cli.screen import text_of
    from otkuda.serve.view import shortened

    for name in _NAMED:
        old, new = _shown(getattr(before, name)), _shown(getattr(after, name))
        if old != new and not (name == "headline" and new in after.text):
            yield text_of(f"  {name}: {shortened(old)} → {shortened(new)}")


def _shown(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "—" if value is None else str(value)


def _changed(before: Article, after: Article, changed: Changed) -> Iterator[RenderableType]:
    from rich.padding import Padding

    from otkuda.cli.diff import diff
    from otkuda.cli.screen import text_of

    if before.text == after.text:
        yield text_of("  the same words", "dim")
    else:
        yield Padding(diff(changed.pieces), (0, 0, 0, 2))
    for name, article, ones in (("lost", before, changed.lost), ("gained", after, changed.gained)):
        for one in ones:
            yield Padding(_attribution(name, one, article), (0, 0, 0, 2))


def _attribution(name: str, one: Attribution, article: Article) -> Text:
    from otkuda.cli.diff import ADDED, REMOVED
    from otkuda.cli.screen import speaker_of, text_of
    from otkuda.serve.view import content_words, shortened

    line = text_of(f"{name}: ", REMOVED.split(maxsplit=1)[0] if name == "lost" else ADDED)
    return line.append_text(speaker_of(one)).append(f" — {shortened(content_words(article, one))}")
