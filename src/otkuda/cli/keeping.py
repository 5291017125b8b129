"""``otkuda backup``, ``forget`` and ``reread``: what keeps an archive in order."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.choosing import instant_of
from otkuda.cli.grouping import group
from otkuda.cli.progress import counted
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from otkuda.collect.rereading import Again


@click.command(no_args_is_help=True)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False))
def backup(file: str) -> None:
    """Copy the store to a file, while others go on with it.

    The copy is one state of the store, checked before it gets its name. To use it, name its folder with --data, or put
    it in the place of the store while nothing is running. A PostgreSQL store is copied with pg_dump.

    \b
    otkuda backup /mnt/disk/otkuda.sqlite
    otkuda backup otkuda-$(date +%F).sqlite
    otkuda backup ~/otkuda.sqlite && otkuda --data ~ search мост
    """  # noqa: D301 - click takes this mark for: keep these lines
    with opened_store(settings()) as store:
        store.backup(file)
    click.echo(f"{file}: a copy of {store.where}", err=True)


@click.command(no_args_is_help=True)
@click.argument("url", metavar="URL")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stays in the place of the article.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(url: str, *, reason: str, yes: bool) -> None:
    """Remove an article on a legal demand, and leave word that it was removed.

    All its versions go, with what was said in them, the bytes of its pages, and its words in the search. It is not
    fetched or imported again. Backups and exports that were made before are yours to clear.

    \b
    otkuda forget https://zarya.example/1.html --reason "court order 12-34 of 2026-03-11"
    otkuda forget https://zarya.example/1.html --reason "request of A. Rogova" --yes
    otkuda history https://zarya.example/1.html          what is kept of it, before you forget it
    """  # noqa: D301 - click takes this mark for: keep these lines
    from otkuda import store as kept
    from otkuda.collect.entities import resolve
    from otkuda.text.urls import canonical

    if not reason.strip():
        raise click.BadParameter("say why", param_hint="--reason")
    addresses = dict.fromkeys((url, canonical(url) or url))
    with opened_store(settings()) as store:
        with store.reading() as conn:
            known = next((one for one in addresses if kept.latest(conn, one)), canonical(url))
            if known is None:
                raise click.ClickException(f"{url}: no address of an article; copy it out of otkuda search")
            said = _what_goes(conn, known)
        if not yes:
            click.confirm(f"{said}\nForget it for good?", abort=True)
        with store.writing() as conn:
            kept.forget(conn, known, datetime.now(UTC), reason.strip())
            resolve(conn)
        group(store)
    click.echo(f"{known}: forgotten", err=True)


def _what_goes(conn: Connection, url: str) -> str:
    from otkuda import store as kept
    from otkuda.serve.view import one_line, shortened

    versions = kept.versions_of(conn, url)
    if not versions:
        return f"{one_line(url)}: not kept; it will not be fetched or imported"
    last = versions[-1].article
    return f"{one_line(url)}\n{shortened(last.headline or '—')}\nversions: {len(versions)}"


@click.command()
@click.option("--since", metavar="DATE", help="Only what was seen then or later: 2026-03-11.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Cores to use.  [default: all]")
@click.option("--json", "as_json", is_flag=True, help="One JSON line an article that reads otherwise now.")
def reread(since: str | None, jobs: int | None, *, as_json: bool) -> None:
    """Read all that is kept again, with the rules of this otkuda, and tell what changed.

    Pages are extracted anew from their bytes; nothing is fetched. A run that was stopped goes on where it was.

    \b
    otkuda reread --jobs 2
    otkuda reread --since 2026-03-01
    otkuda reread --json > changed.jsonl
    """  # noqa: D301 - click takes this mark for: keep these lines
    start = instant_of(since, "--since")
    sys.exit(ended_cleanly(lambda: _reread(start, jobs, as_json=as_json)))


def _reread(since: datetime | None, jobs: int | None, *, as_json: bool) -> int:
    from otkuda.cli.running import workers_for
    from otkuda.collect.rereading import Plan, how_many_left, reread

    seen: Counter[str] = Counter()
    tell = _in_json() if as_json else _in_words
    with opened_store(settings()) as store, store.lock("reread"):
        plan = Plan(since, 1, datetime.now(UTC))
        total = how_many_left(store, plan)
        with counted(reread(store, plan._replace(workers=workers_for(total, jobs))), total) as done:
            for one in done:
                _count(seen, one)
                if one.is_changed or one.reason:
                    tell(one)
        group(store)
    click.echo(_summary(seen), err=True)
    return 0


def _count(seen: Counter[str], one: Again) -> None:
    seen["read"] += 1
    seen["changed"] += one.is_changed
    seen["text"] += one.text_changed
    seen["gained"] += len(one.gained)
    seen["lost"] += len(one.lost)
    seen["unread"] += one.reason is not None


def _summary(seen: Counter[str]) -> str:
    """Return the line at the end.

    >>> _summary(Counter(read=12, changed=2, text=1, gained=3))
    '12 read again, 2 read otherwise: 1 in their text; attributions: 3 gained, 0 lost'
    """
    if not seen["read"]:
        return "nothing is kept to be read again"
    unread = f"; {seen['unread']:,} pages could not be extracted, their text stays" if seen["unread"] else ""
    if not seen["changed"]:
        return f"{seen['read']:,} read again, all as before{unread}"
    return (
        f"{seen['read']:,} read again, {seen['changed']:,} read otherwise: {seen['text']:,} in their text; "
        f"attributions: {seen['gained']:,} gained, {seen['lost']:,} lost{unread}"
    )


def _in_words(one: Again) -> None:
    from otkuda.serve.view import one_line

    parts = (
        "another text" if one.text_changed else "",
        f"+{len(one.gained)}" if one.gained else "",
        f"-{len(one.lost)}" if one.lost else "",
        one.reason or "",
    )
    click.echo(one_line(f"{one.url or '(no address)'}  {', '.join(filter(None, parts))}"))


def _in_json() -> Callable[[Again], None]:
    from otkuda.cli.screen import write_line
    from otkuda.export.record import attribution_record, encode

    def tell(one: Again) -> None:
        line = {
            "url": one.url,
            "text_changed": one.text_changed,
            "gained": [attribution_record(each, one.after.text) for each in one.gained],
            "lost": [attribution_record(each, one.before.text) for each in one.lost],
            "reason": one.reason,
        }
        write_line(encode(line))

    return tell
