"""The sites over HTTP: the Host says which is meant, and who has a page already is not sent it again."""

from __future__ import annotations

import http.client
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from otkuda.demo import newsroom, served

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture
def place() -> Iterator[str]:
    """Where the newsroom is served."""
    with served(newsroom(START), lambda: START) as address:
        yield address.removeprefix("http://")


class Said(NamedTuple):
    """What was answered."""

    status: int
    mark: str | None
    body: str


def ask(place: str, path: str, **headers: str) -> Said:
    """Ask for a path of the newsroom."""
    with closing(http.client.HTTPConnection(place, timeout=10)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        with connection.getresponse() as told:
            return Said(told.status, told.headers["ETag"], told.read().decode())


def test_host(place: str) -> None:
    """The same path is another page on another host; a port in the name does not matter."""
    for name, host in (("Минута", "minuta.example:80"), ("Заречье", "ZARECHYE.example")):
        assert f"<title>{name}</title>" in ask(place, "/?from=test", Host=host).body


def test_nobody(place: str) -> None:
    """A host that is nobody's, and one that is no host, are answered."""
    assert ask(place, "/", Host="nobody.example").status == 404
    assert ask(place, "/", Host="").status == 404


def test_not_modified(place: str) -> None:
    """Who names the mark of a page that has not changed is told so."""
    first = ask(place, "/rss.xml", Host="minuta.example")
    assert first.mark
    again = ask(place, "/rss.xml", Host="minuta.example", If_None_Match=first.mark)
    assert (first.status, again.status, again.body) == (200, 304, "")
