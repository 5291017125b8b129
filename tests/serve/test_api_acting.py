"""What the API does beyond reading: sources, marks, who is who, watchlists; for whom, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otkuda.store import open_store
from tests.alerts.desk import WORDS, Desk, said
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


def test_nobody_is_led_into_this_network(online: TestClient, site: Site) -> None:
    """A page elsewhere that leads here, by a redirect or by what it offers, is refused as an address here is."""
    site.moved["/away"] = f"{site.origin}/inside"
    site.pages["/inside"] = ("application/rss+xml", RSS)
    for path, body in (
        ("sources", {"address": "https://zarya.example/away"}),
        ("check", {"url": "https://zarya.example/away"}),
        ("check", {"url": "http://[::ffff:169.254.169.254]/latest"}),
    ):
        refused = online.post(f"{V1}/{path}", json=body)
        assert (refused.status_code, "private" in refused.json()["detail"]) == (422, True)
    assert online.get(f"{V1}/sources").json()["items"] == []


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
    its = first(roles.reader)
    assert roles.reader.post(f"{V1}/statements/{its}/star").json()["is_starred"] is True
    assert roles.editor.get(f"{V1}/statements/{its}").json()["is_starred"] is False
    assert roles.editor.post(f"{V1}/statements/{its}/unstar").json()["is_starred"] is False
    assert roles.reader.get(f"{V1}/statements/{its}").json()["is_starred"] is True


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


HOOK = "https://desk.example/hook"
FIELDS = {"speaker": "Одинцов", "kinds": ["new", "deleted"], "webhooks": [HOOK], "emails": ["a@zarya.example"]}


def test_watchlists(own: TestClient) -> None:
    """One is made, changed where something is given, paused, resumed, removed; its secret stays when it is changed."""
    made = own.post(f"{V1}/watchlists", json=FIELDS)
    assert (made.status_code, made.json()["kinds"], made.json()["told"]) == (201, ["new", "deleted"], 0)
    at, targets = f"{V1}/watchlists/{made.json()['id']}", made.json()["targets"]
    assert [one["address"] for one in targets] == ["a@zarya.example", HOOK]
    assert targets[1]["secret"].startswith("whsec_")
    changed = own.post(f"{at}/change", json={"name": "Мост", "quiet": "22:00-7:00", "zone": "Asia/Almaty"}).json()
    assert (changed["name"], changed["quiet"], changed["speaker"]) == ("Мост", "22:00-07:00", "Одинцов")
    assert changed["targets"] == targets
    assert own.post(f"{at}/change", json={}).json() == changed
    assert own.post(f"{at}/change", json={"emails": [], "quiet": ""}).json()["targets"] == targets[1:]
    assert own.post(f"{at}/pause").json()["paused"] is True
    assert own.post(f"{at}/resume").json()["paused"] is False
    assert [one["name"] for one in own.get(f"{V1}/watchlists").json()["items"]] == ["Мост"]
    assert own.post(f"{at}/remove").json()["name"] == "Мост"
    for what in ("", "/alerts"):
        assert own.get(f"{at}{what}").status_code == 404
    for what in ("pause", "resume", "remove"):
        assert own.post(f"{at}/{what}").status_code == 404
    assert own.post(f"{at}/change", json={}).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"words": "a", "webhooks": ["http://169.254.169.254/latest"]}, 422),
        ({"words": "a", "emails": ["nobody"]}, 422),
        ({"words": "a", "emails": [f"{one}@zarya.example" for one in range(20)], "webhooks": [HOOK]}, 422),
        ({"words": "a", "webhooks": [HOOK], "secret": "short"}, 422),
        ({"words": "a", "zone": "../../etc/passwd"}, 422),
        ({"words": "a", "kinds": ["song"]}, 400),
        ({"words": "a", "kinds": []}, 400),
        ({"words": "я" * 501}, 400),
        ({"words": "\0"}, 400),
        ({"words": "a", "allow_private": True}, 400),
    ],
)
def test_what_cannot_be_watched(own: TestClient, body: dict[str, object], status: int) -> None:
    """One line each, and nothing is kept."""
    answer = own.post(f"{V1}/watchlists", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert own.get(f"{V1}/watchlists").json()["items"] == []


def test_alerts(tmp_path: Path) -> None:
    """What was told, the last first, page after page, in every form; a cursor of another list is none."""
    with open_store(tmp_path / "o.sqlite") as kept:
        desk = Desk(kept)
        one, other = desk.watch(), desk.watch(name="Другое")
        for number, words in enumerate((WORDS, "Школу у реки мы построим к осени, деньги на неё уже есть")):
            assert len(desk.told(said(words, f"https://zarya.example/{number}"))) == 2
        client = browser(served(kept), accept="application/json")
        at = f"{V1}/watchlists/{one.id}"
        told = client.get(f"{at}/alerts").json()["items"]
        assert ([each["url"] for each in told], told[1]["text"]) == (
            ["https://zarya.example/1", "https://zarya.example/0"],
            WORDS,
        )
        assert every(client, f"{at}/alerts") == told
        assert client.get(f"{V1}/statements/{told[1]['statement']}").status_code == 200
        assert client.get(at).json()["told"] == 2
        following = client.get(f"{at}/alerts?limit=1").json()["next"]
        assert desk.told(said("Дорогу к реке мы закроем на ремонт в июне этого года", "https://zarya.example/2"))
        assert client.get(following).json()["items"] == told[1:]
        assert client.get(following.replace(one.id, other.id)).status_code == 404
        assert client.get(f"{at}/alerts?cursor=AAAA").status_code == 404
        assert len(parsed(client.get(f"{at}/alerts.rss").content).findall("channel/item")) == 3
        assert len(client.get(f"{at}/alerts.jsonld").json()["@graph"]) == 3


def test_where_is_told_is_for_editors(roles: Roles) -> None:
    """A reader sees what is watched in no form with an address or a secret, and changes nothing."""
    made = roles.editor.post(f"{V1}/watchlists", json=FIELDS).json()
    assert (made["by"], len(made["targets"])) == ("Борис", 2)
    at = f"{V1}/watchlists/{made['id']}"
    for path in (at, f"{at}.jsonld", f"{at}/alerts", *(f"{V1}/watchlists{one}" for one in ("", ".json", ".rss"))):
        text = roles.reader.get(path).text
        assert not [secret for secret in ("a@zarya", "desk.example", "whsec_", "targets") if secret in text]
    assert roles.reader.get(at).json()["speaker"] == "Одинцов"
    assert roles.reader.post(f"{V1}/watchlists", json=FIELDS).status_code == 403
    for what in ("change", "pause", "resume", "remove"):
        assert roles.reader.post(f"{at}/{what}", json={}).status_code == 403
