"""``otkuda add``, ``sources``, ``remove``, ``pause``, ``resume``: what is collected."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from otkuda.cli.archive import opened_net, opened_store, settings
from otkuda.errors import OtkudaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Unpack

    from otkuda.collect.adding import Choice, Finder, Wishes
    from otkuda.store import Health, NewsSource, Store

_ZONE_HELP = "The outlet's zone, for times that name none, such as Asia/Almaty."
_DAY = 86_400
_AT_A_TIME = 1_000  # entries of a sitemap


class Options(TypedDict):
    """What the user asked for."""

    urls: tuple[str, ...]
    since: datetime | None
    pace: float | None
    proxy: str | None
    zone: str | None


@click.command(no_args_is_help=True)
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Take the articles since then too.")
@click.option("--pace", type=click.FloatRange(min=0), metavar="SECONDS", help="Wait so long between two requests.")
@click.option("--proxy", metavar="URL", help="Ask through this HTTP proxy.")
@click.option("--zone", metavar="ZONE", help=_ZONE_HELP)
def add(**options: Unpack[Options]) -> None:
    """Follow sites, feeds, sitemaps, Telegram channels, single pages.

    Of a site, its feeds and sitemaps are looked for, what was found is said, and the best is taken. Nothing is kept
    before the next `otkuda collect`.

    \b
    otkuda add https://zarya.example
    otkuda add https://zarya.example --since 2026-01-01
    otkuda add https://t.me/zarya_news https://akimat.example/rss.xml --pace 10

    Exit status: 0 all added, 1 some not.
    """  # noqa: D301 - click takes this mark for: keep these lines
    from otkuda.collect.adding import Wishes

    _check_zone(options["zone"])
    chosen = settings()
    wishes = Wishes(options["pace"], options["proxy"], options["zone"])
    failed = 0
    with opened_store(chosen) as store, _finder(wishes) as finder:
        for url in options["urls"]:
            try:
                _add(store, finder, url, wishes, options["since"])
            except OtkudaError as error:
                failed += 1
                click.echo(f"otkuda: {error}", err=True)
    sys.exit(1 if failed else 0)


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON line a source.")
@click.pass_context
def sources(context: click.Context, *, as_json: bool) -> None:
    """Show what is followed, and how each source does.

    \b
    otkuda sources
    otkuda sources --json
    otkuda sources export sources.opml
    otkuda sources import sources.opml
    otkuda sources set https://zarya.example --pace 10
    """  # noqa: D301 - click takes this mark for: keep these lines
    if context.invoked_subcommand:
        return
    from otkuda import store as kept

    now = datetime.now(UTC)
    with opened_store(settings()) as store, store.reading() as conn:
        found = kept.health(conn, now)
    if as_json:
        for one in found:
            click.echo(_json(one))
    elif not found:
        click.echo("No sources yet. Add one: otkuda add https://…")
    else:
        _table(found, now)


@sources.command("export")
@click.argument("file", type=click.Path())
def export_opml(file: str) -> None:
    """Write the sources as an OPML list, as other feed readers take it."""
    from otkuda import store as kept
    from otkuda.collect.following import outlines
    from otkuda.fetch.opml import write_opml

    with opened_store(settings()) as store, store.reading() as conn:
        found = outlines(kept.list_sources(conn))
    written = write_opml(found, title="otkuda", created=datetime.now(UTC))
    try:
        Path(file).write_bytes(written)
    except OSError as error:
        raise click.FileError(file, error.strerror or str(error)) from None
    click.echo(f"{len(found):,} sources")


@sources.command("import")
@click.argument("file", type=click.Path())
def import_opml(file: str) -> None:
    """Follow the feeds of an OPML list. They are not asked before the next collect."""
    from otkuda.collect.following import follow
    from otkuda.fetch.opml import read_opml

    try:
        named = read_opml(Path(file).read_bytes())
    except OSError as error:
        raise click.FileError(file, error.strerror or str(error)) from None
    except OtkudaError as error:
        raise click.ClickException(f"{file}: {error}") from None
    with opened_store(settings()) as store, store.writing() as conn:
        count, new = follow(conn, named, datetime.now(UTC))
    click.echo(f"{new:,} new sources, {count - new:,} known already")


@sources.command("set")
@click.argument("url")
@click.option("--pace", type=click.FloatRange(min=0), metavar="SECONDS", help="Wait so long between two requests.")
@click.option("--proxy", metavar="URL", help="Ask through this HTTP proxy; '' for none.")
@click.option("--zone", metavar="ZONE", help=_ZONE_HELP)
def change(url: str, pace: float | None, proxy: str | None, zone: str | None) -> None:
    """Change how a source is asked."""
    from dataclasses import replace

    _check_zone(zone)

    def changed(source: NewsSource) -> NewsSource:
        return replace(
            source,
            pace=source.pace if pace is None else pace,
            proxy=source.proxy if proxy is None else proxy or None,
            zone=source.zone if zone is None else zone or None,
        )

    _update(url, changed)


@click.command()
@click.argument("url")
def pause(url: str) -> None:
    """Ask a source no more until it is resumed. Its articles stay."""
    from otkuda.collect.following import paused

    _update(url, paused)


@click.command()
@click.argument("url")
def resume(url: str) -> None:
    """Ask a paused source again, or one that was given up."""
    from otkuda.collect.following import resumed

    now = datetime.now(UTC)
    _update(url, lambda source: resumed(source, now))


@click.command()
@click.argument("url")
def remove(url: str) -> None:
    """Follow a source no longer. Its articles stay."""
    from otkuda import store as kept

    with opened_store(settings()) as store, store.writing() as conn:
        kept.remove_source(conn, _source(conn, url).id)


def _update(url: str, change: Callable[[NewsSource], NewsSource]) -> None:
    from otkuda import store as kept

    with opened_store(settings()) as store, store.writing() as conn:
        kept.update_source(conn, change(_source(conn, url)))


def _source(conn: object, url: str) -> NewsSource:
    from otkuda import store as kept

    found = kept.get_source(conn, url)  # type: ignore[arg-type]  # the connection of this very store
    if found is None:
        raise click.ClickException(f"{url}: no such source; `otkuda sources` lists them")
    return found


@contextmanager
def _finder(wishes: Wishes) -> Iterator[Finder]:
    from otkuda.collect.adding import Finder

    chosen = settings()
    with opened_net(chosen) as net:
        yield Finder(net, chosen.host_delay, wishes)


def _add(store: Store, finder: Finder, url: str, wishes: Wishes, since: datetime | None) -> None:
    from otkuda import store as kept
    from otkuda.collect.adding import source_of

    now = datetime.now(UTC)
    choice = finder.find(url)
    source = source_of(choice, wishes, now)
    with store.writing() as conn:
        is_new = kept.add_source(conn, source)
    _say(choice, is_new=is_new)
    if since:
        new = 0
        found = finder.since(choice, since.replace(tzinfo=UTC))
        while entries := list(islice(found, _AT_A_TIME)):
            with store.writing() as conn:
                new += len(kept.note_entries(conn, source.id, entries, now))
        click.echo(f"  since {since:%Y-%m-%d}: {new:,} more articles to collect")


def _say(choice: Choice, *, is_new: bool) -> None:
    from otkuda.serve.view import one_line

    click.echo(one_line(f"{choice.url}: {'added' if is_new else 'known already'}"))
    for number, offer in enumerate(choice.offers):
        newest = f", the newest of {offer.newest:%Y-%m-%d %H:%M}" if offer.newest else ""
        title = f" «{offer.listing.title}»" if offer.listing.title else ""
        mark = "→" if number == 0 else " "
        entries = f"{len(offer.listing.entries):,} entries{newest}"
        click.echo("  " + one_line(f"{mark} {offer.kind}{title} {offer.url}: {entries}"))


def _check_zone(zone: str | None) -> None:
    from otkuda.collect.following import zone_named

    if zone and zone_named(zone) is None:
        raise click.BadParameter("no such zone; name one such as Asia/Almaty", param_hint="--zone")


def _json(one: Health) -> str:
    import msgspec

    return msgspec.json.encode(one).decode()


def _table(found: list[Health], now: datetime) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from otkuda.serve.view import one_line

    table = Table(box=None, pad_edge=False, show_edge=False)
    for name, align in (("source", "left"), ("last", "right"), ("a day", "right"), ("failed", "right"), ("", "left")):
        table.add_column(name, justify=align, overflow="fold", no_wrap=name != "source")  # type: ignore[arg-type]
    for one in found:
        source = one.source
        table.add_row(
            Text(one_line(source.url)),
            _ago(source.last_success, now),
            f"{one.articles_a_day:.1f}",
            f"{one.counts.failures}/{one.counts.polls}",
            Text(one_line(_in_words(one)), style="yellow" if source.error or source.gone else "dim"),
        )
    Console().print(table)


def _in_words(one: Health) -> str:
    """Return in a few words what is the matter with a source, nothing where all is well."""
    from otkuda.collect.following import state_of

    what, days = state_of(one)
    said = {
        "gone": "taken down by its publisher",
        "paused": "paused",
        "failing": one.source.error or "",
        "silent": f"silent for {days} days",
        "unreadable": f"{one.counts.unreadable} unreadable",
    }
    return said.get(what, "")


def _ago(when: datetime | None, now: datetime) -> str:
    """Return how long ago, in one unit."""
    if when is None:
        return "never"
    seconds = max((now - when).total_seconds(), 0)
    for unit, size in (("d", _DAY), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return "now"
