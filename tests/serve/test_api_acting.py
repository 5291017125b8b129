"""What the API does beyond reading: sources, marks, who is who, watchlists; for whom, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otkuda.store import open_store
from tests.serve.people import add, browser, served, token
from tests.serve.test_api import V1, first
from tests.serve.test_sources import RSS, ZARYA, follow, known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from otkuda.store import Store
    from tests.serve.site import Site


def test_a_source_is_added(online: TestClient, site: Site) -> None:
    """Of a site its feed is followed, once; where there is nothing, a line says so."""
    site.pages["/rss"] = ("application/rss+xml", RSS)
    made = online.post(f"{V1}/sources", json={"address": " http://vesti.example/rss "})
    assert (made.status_code, made.json()["listing"], made.json()["state"]) == (201, "http://vesti.example/rss", "new")
    again = online.post(f"{V1}/sources", json={"address": "http://vesti.example/rss"})
    assert again.json()["id"] == made.json()["id"]
    assert [one["id"] for one in online.get(f"{V1}/sources").json()["items"]] == [made.json()["id"]]
    for address in ("http://vesti.example/none", "http://127.0.0.1:8765/", "http://169.254.169.254/", " ", "\x1b[31m"):
        refused = online.post(f"{V1}/sources", json={"address": address})
        assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")
    for body in ({}, {"address": ""}, {"address": "\0"}, {"address": "x", "proxy": "http://a"}):
        assert online.post(f"{V1}/sources", json=body).status_code == 400


def test_a_source_is_paused_resumed_and_removed(own: TestClient) -> None:
    """Each answers the source as it is then; the last as it was, and it is there no more."""
    follow(own, ZARYA)
    at = f"{V1}/sources/{ZARYA.id}"
    assert own.post(f"{at}/pause").json()["state"] == "paused"
    assert own.post(f"{at}/resume").json()["state"] == "well"
    removed = own.post(f"{at}/remove")
    assert (removed.status_code, removed.json()["id"]) == (200, ZARYA.id)
    assert known(own, ZARYA.id) is None
    for what in ("pause", "resume", "remove"):
        assert own.post(f"{at}/{what}").status_code == 404


def test_marks(own: TestClient) -> None:
    """What is read and starred shows in lists and filters, and is taken back."""
    one = first(own)
    at = f"{V1}/statements/{one}"
    assert own.post(f"{at}/read").json()["is_read"] is True
    starred = own.post(f"{at}/star").json()
    assert (starred["id"], starred["is_read"], starred["is_starred"]) == (one, True, True)
    assert one not in [each["id"] for each in own.get(f"{V1}/statements?unread=true").json()["items"]]
    assert [each["id"] for each in own.get(f"{V1}/statements?starred=true").json()["items"]] == [one]
    assert own.post(f"{at}/unread").json()["is_read"] is False
    assert own.post(f"{at}/unstar").json()["is_starred"] is False
    assert own.get(f"{V1}/statements?starred=true").json()["items"] == []
    assert own.post(f"{V1}/statements/none/star").status_code == 404


class Roles:
    """Programs with tokens of three users over one store."""

    def __init__(self, kept: Store) -> None:
        self.store = kept
        made = served(kept)
        add(kept, "Алия", "admin")
        add(kept, "Борис", "editor")
        add(kept, "Нина", "reader")
        asked = {"accept": "application/json"}
        self.admin = browser(made, **token(kept, "Алия", "admin"), **asked)
        self.editor = browser(made, **token(kept, "Борис", "editor"), **asked)
        self.reader = browser(made, **token(kept, "Нина", "reader"), **asked)


@pytest.fixture
def roles(archive: Path, tmp_path: Path) -> Iterator[Roles]:
    """Programs of a reader, an editor and an admin over one store."""
    (tmp_path / "otkuda.sqlite").write_bytes((archive / "otkuda.sqlite").read_bytes())
    with open_store(tmp_path / "otkuda.sqlite") as kept:
        yield Roles(kept)


def test_who_may(roles: Roles) -> None:
    """Sources are the admin's; marks are everybody's own."""
    follow(roles.admin, ZARYA)
    for one in (roles.reader, roles.editor):
        assert one.post(f"{V1}/sources", json={"address": "http://vesti.example"}).status_code == 403
        for what in ("pause", "resume", "remove"):
            assert one.post(f"{V1}/sources/{ZARYA.id}/{what}").status_code == 403
    assert roles.admin.post(f"{V1}/sources/{ZARYA.id}/pause").status_code == 200
    said = first(roles.reader)
    assert roles.reader.post(f"{V1}/statements/{said}/star").json()["is_starred"] is True
    assert roles.editor.get(f"{V1}/statements/{said}").json()["is_starred"] is False
    assert roles.editor.post(f"{V1}/statements/{said}/unstar").json()["is_starred"] is False
    assert roles.reader.get(f"{V1}/statements/{said}").json()["is_starred"] is True
