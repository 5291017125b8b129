"""What the API does beyond reading: sources, marks, who is who, watchlists; for whom, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otkuda.store import open_store
from tests.serve.people import add, browser, served, token
from tests.serve.test_api import ATOM, V1, every, first, parsed
from tests.serve.test_sources import RSS, ZARYA, follow, known
from tests.serve.test_speakers import ids, namesakes, pages

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


__all__ = ["namesakes", "pages"]  # fixtures


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


def test_who_is_who_is_decided_and_undone(pages: TestClient, namesakes: Store) -> None:
    """An open name is said to be one of two, or not to be; each decision is listed, stands, and is undone."""
    judge, driver, unclear = ids(namesakes, "марат")
    merged = pages.post(f"{V1}/speakers/{unclear}/merge", json={"other": judge})
    assert (merged.status_code, merged.json()["id"]) == (201, judge)
    [made] = pages.get(f"{V1}/judgements").json()["items"]
    assert (made["kind"], made["state"], len(made["said"])) == ("merge", "holds", 2)
    assert pages.get(f"{V1}/judgements/{made['id']}").json() == made
    assert pages.post(f"{V1}/speakers/{judge}/merge", json={"other": judge}).status_code == 409
    assert pages.post(f"{V1}/judgements/{made['id']}/undo").json()["id"] == made["id"]
    assert set(ids(namesakes, "марат")) == {judge, driver, unclear}
    assert pages.post(f"{V1}/speakers/{unclear}/part", json={"other": judge}).status_code == 201
    assert set(ids(namesakes, "марат")) == {judge, driver}
    assert pages.post(f"{V1}/judgements/{made['id']}/undo").status_code == 404


def test_a_speaker_is_split(pages: TestClient, namesakes: Store) -> None:
    """Its mentions are listed page by page; those named leave it, by their ids or by their articles'."""
    (whole,) = ids(namesakes, "сапаров")
    mentions = every(pages, f"{V1}/speakers/{whole}/mentions")
    assert len(mentions) == 4
    assert pages.get(f"{V1}/speakers/{whole}/mentions.rss").status_code == 200
    left = pages.post(f"{V1}/speakers/{whole}/split", json={"mentions": [one["id"] for one in mentions[:2]]})
    assert left.status_code == 201
    assert {one["id"] for one in every(pages, f"{V1}/speakers/{left.json()['id']}/mentions")} == {
        one["id"] for one in mentions[:2]
    }
    [made] = pages.get(f"{V1}/judgements").json()["items"]
    assert parsed(pages.get(f"{V1}/judgements.atom").content).findall(f"{ATOM}entry")
    assert pages.get(f"{V1}/judgements.jsonld").json()["@graph"][0]["name"] == "split"
    pages.post(f"{V1}/judgements/{made['id']}/undo")
    assert ids(namesakes, "сапаров") == [whole]
    by_article = pages.post(f"{V1}/speakers/{whole}/split", json={"mentions": [mentions[0]["article"]]})
    assert by_article.status_code == 201


def test_what_cannot_be_decided(pages: TestClient, namesakes: Store) -> None:
    """Nobody, somebody of another type, nothing that leaves or stays: a line each, and nothing changes."""
    judge, *_ = ids(namesakes, "марат")
    body = [{}, {"other": ""}, {"other": "\0"}, {"other": judge, "name": "x"}]
    for one in body:
        assert pages.post(f"{V1}/speakers/{judge}/merge", json=one).status_code == 400
    assert pages.post(f"{V1}/speakers/{judge}/merge", json={"other": "none"}).status_code == 409
    assert pages.post(f"{V1}/speakers/none/merge", json={"other": judge}).status_code == 404
    assert pages.post(f"{V1}/speakers/{judge}/split", json={"mentions": []}).status_code == 400
    assert pages.post(f"{V1}/speakers/{judge}/split", json={"mentions": ["none"]}).status_code == 409
    everything = [one["id"] for one in every(pages, f"{V1}/speakers/{judge}/mentions")]
    assert pages.post(f"{V1}/speakers/{judge}/split", json={"mentions": everything}).status_code == 409
    assert pages.get(f"{V1}/speakers/none/mentions").status_code == 404
    assert pages.get(f"{V1}/judgements").json()["items"] == []


def test_who_is_who_is_for_editors(roles: Roles) -> None:
    """A reader sees what was decided, and decides nothing."""
    one = roles.reader.get(f"{V1}/speakers").json()["items"][0]["id"]
    assert roles.reader.get(f"{V1}/judgements").status_code == 200
    for what, body in (("merge", {"other": one}), ("part", {"other": one}), ("split", {"mentions": ["none"]})):
        assert roles.reader.post(f"{V1}/speakers/{one}/{what}", json=body).status_code == 403
        assert roles.editor.post(f"{V1}/speakers/{one}/{what}", json=body).status_code == 409
    assert roles.reader.post(f"{V1}/judgements/none/undo").status_code == 403
    assert roles.editor.post(f"{V1}/judgements/none/undo").status_code == 404
