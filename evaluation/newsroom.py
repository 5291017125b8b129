"""An invented newsroom as one web archive, as a crawler might have made it, and what the program keeps of it.

    python -m evaluation.newsroom DIR OUT.warc.gz [--without e02,e05] [--seed N]
    python -m evaluation.newsroom DIR --check
    python -m evaluation.newsroom score DIR [--without e02,e05] [--json]     (evaluation/newsroom_score.py)

``DIR`` holds a folder for each event, with its pages and ``truth.json``, and the outlets' ``feeds``. Of the truth only
addresses go into the archive, and which page is a later version of which; ``--without`` leaves out the primary pages of
the named events. The dates of crawling are no dates of publication: they lie after all that the feeds name, over weeks,
shuffled, a second version behind the first. Servers name the charset in their own ways, some not at all.
Only sums are printed: nobody has to look at a page that was kept apart.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from otkuda.fetch.feeds import parse_feed
from otkuda.store import open_store, versions_of
from otkuda.text.encoding import declared_charset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.model import Article
    from otkuda.store import Version

WEEKS = 6  # over which the crawl goes
_KINDS = ("text/html; charset={}", "text/html; charset={}", "text/html;charset={}", "text/html")
_SERVERS = ("nginx", "nginx/1.24.0", "Apache/2.4.57 (Debian)", "cloudflare")


class Told(msgspec.Struct, frozen=True):
    """What the truth says of a page, as far as it is looked at."""

    file: str
    url: str
    role: str
    published: datetime
    dated: bool
    version_of: str | None = None


class Event(msgspec.Struct, frozen=True):
    """The truth of an event."""

    articles: list[Told]


@dataclass(frozen=True, slots=True)
class Saved:
    """A page of the newsroom: of which event, what is told of it, its bytes."""

    event: str
    told: Told
    content: bytes


def newsroom(folder: Path, without: Iterable[str] = ()) -> list[Saved]:
    """Return the pages of a newsroom, those of one address in the order of their versions.

    The primary pages of the events in ``without`` are left out.
    """
    found = [
        Saved(path.parent.name, told, (path.parent / told.file).read_bytes())
        for path in sorted(folder.glob("e*/truth.json"))
        for told in msgspec.json.decode(path.read_bytes(), type=Event).articles
    ]
    left_out = set(without)
    kept = [one for one in found if not (one.told.role == "primary" and one.event in left_out)]
    return sorted(kept, key=lambda one: one.told.version_of is not None)


def write_archive(pages: list[Saved], out: Path, since: datetime, seed: int = 0) -> None:
    """Write the pages as a WARC file, in the order of their crawl, which begins at ``since``."""
    rng = random.Random(seed)  # noqa: S311 - a crawl that can be made again
    hosts = sorted({urlsplit(page.told.url).netloc for page in pages})
    servers = {host: (rng.choice(_SERVERS), rng.choice(_KINDS)) for host in hosts}
    crawled = sorted(
        (seen, _record(page, seen, servers[urlsplit(page.told.url).netloc], UUID(int=rng.getrandbits(128))))
        for page, seen in zip(pages, _times(pages, since, rng), strict=True)
    )
    out.write_bytes(b"".join(gzip.compress(record, mtime=0) for _, record in crawled))


def _times(pages: list[Saved], since: datetime, rng: random.Random) -> list[datetime]:
    """Return when each page is crawled; those of one address in their order."""
    times = [since + timedelta(seconds=rng.randrange(WEEKS * 7 * 86_400)) for _ in pages]
    of_address: dict[str, list[int]] = {}
    for index, page in enumerate(pages):
        of_address.setdefault(page.told.url, []).append(index)
    for versions in of_address.values():
        for index, time in zip(versions, sorted(times[index] for index in versions), strict=True):
            times[index] = time
    return times


def _typed(kind: str, content: bytes) -> str:
    """Return the type of a page as its server names it."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return kind.format(declared_charset(content) or "windows-1251")
    return kind.format("utf-8")


def _record(page: Saved, seen: datetime, server: tuple[str, str], name: UUID) -> bytes:
    program, kind = server
    answer = (
        f"HTTP/1.1 200 OK\r\nDate: {seen:%a, %d %b %Y %H:%M:%S} GMT\r\nServer: {program}\r\n"
        f"Content-Type: {_typed(kind, page.content)}\r\nContent-Length: {len(page.content)}\r\n\r\n"
    ).encode() + page.content
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Date: {seen:%Y-%m-%dT%H:%M:%SZ}\r\nWARC-Target-URI: {page.told.url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def crawl_start(folder: Path) -> datetime:
    """Return the week after the last date that the feeds name; between them they name that of every page."""
    found = [
        parse_feed(path.read_bytes(), url=f"https://{path.stem}.example/", charset=None, zone=UTC)
        for path in sorted(folder.glob("feeds/*"))
    ]
    entries = [entry for feed in found for entry in feed.entries]
    named = [moment.start for entry in entries for moment in (entry.published, entry.modified) if moment]
    last = max(named, default=datetime(2026, 12, 31, tzinfo=UTC))
    return last.astimezone(UTC).replace(microsecond=0) + timedelta(days=7)


@contextmanager
def imported(archive: Path) -> Iterator[Path]:
    """Give a fresh data folder into which ``otkuda import`` has put the archive; it is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="otkuda-newsroom-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OTKUDA_")}
        command = [sys.executable, "-m", "otkuda", "--data", folder, "import", str(archive.resolve())]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        yield Path(folder)


def check(folder: Path, pages: list[Saved], seed: int) -> Counter[str]:
    """Return how many pages were kept as the truth has them: read, in how many versions, dated as it says."""
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        archive = Path(place) / "newsroom.warc.gz"
        write_archive(pages, archive, crawl_start(folder), seed)
        with imported(archive) as data, open_store(data / "otkuda.sqlite") as store, store.reading() as conn:
            for url in sorted({page.told.url for page in pages}):
                told = [page.told for page in pages if page.told.url == url]
                sums.update(_agreement(told, versions_of(conn, url)))
    return sums


def _agreement(told: list[Told], kept: list[Version]) -> Iterator[str]:
    """Yield a word for each thing that is so."""
    yield from ["pages"] * len(told)
    yield from ["versions kept"] * len(kept)
    yield from ["addresses with as many versions as told"] * (len(told) == len(kept))
    for page, version in zip(told, kept, strict=False):
        article = version.article
        yield f"{'' if page.dated else 'not '}dated: {_date_as_read(page.published, article)}"
        yield from ["with links"] * bool(article.links)


def _date_as_read(told: datetime, article: Article) -> str:
    """Say how the date that was read agrees; a page that names no zone has only the hands of its clock right."""
    start, end = article.published, article.published_until
    if start is None:
        return "none read"
    if (start == told) if end is None else (start <= told < end):
        return "read as told"
    return "read but for the zone" if start.replace(tzinfo=told.tzinfo) == told else "read otherwise"


def main() -> int:
    """Write the archive, or check what is kept of it. Returns 0. ``score`` is a command of its own."""
    if sys.argv[1:2] == ["score"]:
        from evaluation import newsroom_score

        return newsroom_score.main(sys.argv[2:])
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--without", default="", help="events whose primary pages are left out: e02,e05")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--check", action="store_true", help="import it into a fresh store, and print sums")
    options = parser.parse_args()
    pages = newsroom(options.folder, filter(None, options.without.split(",")))
    if options.out:
        write_archive(pages, options.out, crawl_start(options.folder), options.seed)
        print(f"{options.out}: {len(pages)} pages")
    if options.check:
        for what, count in check(options.folder, pages, options.seed).items():
            print(f"{what}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
