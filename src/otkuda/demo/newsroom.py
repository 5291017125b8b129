"""The outlets of the newsroom and what each of them has published at a moment. Pure: the time is an argument."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. ``look`` is the template of the pages, ``zone`` how many hours the clock is before UTC."""

    host: str
    name: str
    language: Literal["ru", "kk", "en"]
    look: str
    listing: Literal["rss", "atom", "sitemap"] = "rss"
    zone: int = 5

    @property
    def home(self) -> str:
        """The address of the front page."""
        return f"https://{self.host}/"


@dataclass(frozen=True, slots=True)
class Text:
    """A text as an outlet publishes it ``ago`` minutes before the start.

    A later one at the same ``path`` takes its place. Paragraphs of ``body`` are parted by an empty line;
    «[words](address)» is a link.
    """

    outlet: Outlet
    path: str
    ago: int
    headline: str
    body: str
    author: str | None = None
    photo: str | None = None

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs, each in one line."""
        return [" ".join(part.split()) for part in self.body.strip().split("\n\n")]


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as it stands at a moment, with the times that its page states."""

    text: Text
    published: datetime
    modified: datetime

    @property
    def url(self) -> str:
        """Its address."""
        return self.text.outlet.home + self.text.path


@dataclass(frozen=True)
class Newsroom:
    """All outlets and texts; ``start`` is when the demo starts."""

    start: datetime
    outlets: tuple[Outlet, ...]
    texts: tuple[Text, ...]

    def printed(self, outlet: Outlet, now: datetime) -> list[Printed]:
        """Return what an outlet has on its site, the newest first."""
        found: dict[str, Printed] = {}
        for one in self._by_time:
            when = self._time(one)
            if one.outlet == outlet and when <= now:
                first = found.get(one.path)
                found[one.path] = Printed(one, first.published if first else when, when)
        return sorted(found.values(), key=lambda one: one.published, reverse=True)

    def outlet_at(self, host: str) -> Outlet | None:
        """Return the outlet whose site a host is."""
        return next((one for one in self.outlets if one.host == host), None)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all articles."""
        return frozenset(one.outlet.home + one.path for one in self.texts)

    @cached_property
    def _by_time(self) -> list[Text]:
        return sorted(self.texts, key=lambda one: -one.ago)

    def _time(self, one: Text) -> datetime:
        zone = timezone(timedelta(hours=one.outlet.zone))
        return (self.start - timedelta(minutes=one.ago)).astimezone(zone).replace(second=0, microsecond=0)


def newsroom(start: datetime) -> Newsroom:
    """Return the newsroom that the package brings, as of ``start``."""
    outlets = {name: Outlet(**fields) for name, fields in _table("outlets.toml").items()}
    folder = resources.files("otkuda.demo").joinpath("events")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    texts = tuple(text for name in names for text in _texts(_table(f"events/{name}"), outlets))
    return Newsroom(start, tuple(outlets.values()), texts)


def _texts(table: dict[str, Any], outlets: dict[str, Outlet]) -> Iterator[Text]:
    for fields in table["text"]:
        yield Text(**fields | {"outlet": outlets[fields["outlet"]]})


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("otkuda.demo").joinpath(name).read_text(encoding="utf-8"))
