"""What the API does as the pages do: sources as a list, dossiers, messages, briefs; the collector, changes, marks."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda.collect.pulse import Pulse
from otkuda.fetch.opml import read_opml
from otkuda.store import Counts, count, open_store
from otkuda.store.outbox import messages_of, write_attempt
from tests.alerts.desk import WORDS, Desk, said
from tests.serve.people import browser, served
from tests.serve.test_api import V1, every, first, parsed
from tests.serve.test_api_acting import Roles, roles
from tests.serve.test_sources import NOW, ZARYA, follow, kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

__all__ = ["roles"]  # a fixture

OPML = '<opml version="2.0"><body><outline text="Б" xmlUrl="https://bereg.example/rss"/></body></opml>'


def test_a_list_of_sources_is_taken_in_and_given(own: TestClient) -> None:
    """What another reader wrote is followed, once; what is followed is given; what is no list is refused."""
    follow(own, ZARYA)
    assert own.post(f"{V1}/opml", json={"opml": OPML}).json() == {"named": 1, "new": 1}
    assert own.post(f"{V1}/opml", json={"opml": OPML}).json() == {"named": 1, "new": 0}
    given = own.get(f"{V1}/opml")
    assert given.headers["content-type"].startswith("text/x-opml")
    assert {one.feed for one in read_opml(given.content)} == {ZARYA.listing, "https://bereg.example/rss"}
    assert own.get(f"{V1}/opml", headers={"if-none-match": given.headers["etag"]}).status_code in {200, 304}
    assert own.post(f"{V1}/opml", json={"opml": "<html>"}).status_code == 422
    for body in ({}, {"opml": ""}, {"opml": "\0"}, {"opml": OPML, "file": "/etc/passwd"}):
        assert own.post(f"{V1}/opml", json=body).status_code == 400


def test_how_a_source_is_asked(own: TestClient) -> None:
    """Pace and zone are changed where they are given, and taken away by null; what is no zone changes nothing."""
    follow(own, ZARYA)
    at = f"{V1}/sources/{ZARYA.id}"
    changed = own.post(f"{at}/change", json={"pace": 30, "zone": "Asia/Almaty"}).json()
    assert (changed["pace"], changed["zone"]) == (30.0, "Asia/Almaty")
    assert own.post(f"{at}/change", json={}).json()["zone"] == "Asia/Almaty"
    assert own.post(f"{at}/change", json={"pace": None}).json()["pace"] is None
    for zone in ("../../etc/passwd", "Asia", "x" * 200):
        assert own.post(f"{at}/change", json={"zone": zone}).status_code == 422
    for body in ({"pace": -1}, {"pace": 1e9}, {"pace": "fast"}, {"zone": ""}, {"proxy": "http://a"}):
        assert own.post(f"{at}/change", json=body).status_code == 400
    assert own.get(at).json()["zone"] == "Asia/Almaty"
    assert own.post(f"{V1}/sources/none/change", json={}).status_code == 404


def test_days_of_a_source(own: TestClient) -> None:
    """Day by day, the last first, page after page."""
    follow(own, ZARYA)
    with kept(own).writing() as conn:
        count(conn, ZARYA.id, NOW - timedelta(days=2), Counts(polls=9, failures=2))
        count(conn, ZARYA.id, NOW - timedelta(days=1), Counts(polls=8, entries=4, unreadable=1))
    days = every(own, f"{V1}/sources/{ZARYA.id}/days")
    assert [(one["polls"], one["failed"], one["entries"], one["unreadable"]) for one in days] == [
        (8, 0, 4, 1),
        (9, 2, 0, 0),
    ]
    assert len(parsed(own.get(f"{V1}/sources/{ZARYA.id}/days.rss").content).findall("channel/item")) == 2
    assert own.get(f"{V1}/sources/none/days").status_code == 404


def test_the_collector(own: TestClient) -> None:
    """It was never started; then it is at work, and says at what."""
    assert own.get(f"{V1}/collector").json()["condition"] == "never"
    follow(own, ZARYA)
    pulse = Pulse(kept(own), NOW)
    pulse.counts.update(kept=3)
    pulse.beat(NOW, 7, ["https://zarya.example/1"])
    shown = own.get(f"{V1}/collector").json()
    assert (shown["waiting"], shown["asking"], shown["counts"], shown["sources"]) == (
        7,
        ["https://zarya.example/1"],
        {"kept": 3},
        1,
    )
    assert own.get(f"{V1}/collector.jsonld").json()["@type"] == "Action"


def test_stories_are_marked_and_what_was_looked_at(own: TestClient) -> None:
    """A story is read and starred as a statement is; when one looked last is kept."""
    one = own.get(f"{V1}/stories").json()["items"][0]["id"]
    assert own.post(f"{V1}/stories/{one}/read").json()["is_read"] is True
    assert own.post(f"{V1}/stories/{one}/star").json()["is_starred"] is True
    assert own.get(f"{V1}/stories/{one}").json()["is_starred"] is True
    assert own.get(f"{V1}/stories?unread=true").json()["items"] == []
    assert [each["id"] for each in own.get(f"{V1}/stories?starred=true").json()["items"]] == [one]
    assert own.post(f"{V1}/stories/{one}/unstar").json()["is_starred"] is False
    assert own.post(f"{V1}/stories/{one}/unread").json()["is_read"] is False
    assert own.post(f"{V1}/stories/none/star").status_code == 404
    assert own.get(f"{V1}/looked").json() == {"looked": None}
    looked = own.post(f"{V1}/looked").json()
    assert own.get(f"{V1}/looked").json() == looked


def test_a_dossier_from_beginning_to_end(own: TestClient) -> None:
    """It is made, changed, filled, noted, emptied, removed and restored; what was frozen is given as it was."""
    made = own.post(f"{V1}/dossiers", json={"name": " Мост  "}).json()
    at = f"{V1}/dossiers/{made['id']}"
    changed = own.post(f"{at}/change", json={"name": "Мост  через реку", "state": "checked"}).json()
    assert (changed["name"], changed["state"], changed["note"]) == ("Мост через реку", "checked", "")
    assert own.post(f"{at}/change", json={"note": "Спросить"}).json()["state"] == "checked"
    [item] = own.post(f"{at}/items", json={"statement": first(own)}).json()["items"]
    assert own.post(f"{at}/note", json={"item": item["id"], "note": "Да"}).json()["note"] == "Да"
    assert [one["since"] for one in every(own, f"{at}/since")] == [[]]
    evidence = own.get(f"{at}/evidence.jsonl")
    assert (evidence.headers["content-type"], evidence.content.count(b"\n")) == ("application/jsonl", 1)
    assert own.post(f"{at}/take-out", json={"item": item["id"]}).json()["id"] == item["id"]
    assert own.get(at).json()["count"] == 0
    own.post(f"{at}/put-back", json={"item": item["id"]})
    assert own.get(at).json()["count"] == 1
    assert own.post(f"{at}/remove").json()["count"] == 1
    assert (own.get(at).status_code, own.post(f"{at}/remove").status_code) == (404, 404)
    assert own.post(f"{at}/restore").json()["items"][0]["note"] == "Да"
    other = own.post(f"{V1}/dossiers", json={"name": "Другое"}).json()["id"]
    for what in ("note", "take-out", "put-back"):
        body = {"item": item["id"]} | ({"note": ""} if what == "note" else {})
        assert own.post(f"{V1}/dossiers/{other}/{what}", json=body).status_code == 409
        assert own.post(f"{at}/{what}", json=body | {"item": "none"}).status_code == 409
    for body in ({"name": " "}, {"state": "burnt"}, {"note": "\0"}, {"removed": None}):
        assert own.post(f"{at}/change", json=body).status_code == 400


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_briefs(own: TestClient, ending: str) -> None:
    """Any filter, or a dossier, as a file; who asks for what there is not is told so."""
    given = own.get(f"{V1}/brief.{ending}", params={"speaker": "Одинцов", "since": "2026-03-01", "most": 5})
    assert given.headers["content-disposition"] == f'attachment; filename="otkuda-brief.{ending}"'
    assert zipfile.ZipFile(io.BytesIO(given.content)).testzip() is None
    page = own.get(f"{V1}/brief.html", params={"speaker": "Одинцов", "since": "2026-03-01"})
    assert page.headers["content-type"].startswith("text/html")
    assert "Мост мы откроем" in page.text
    assert "Мост мы откроем" not in own.get(f"{V1}/brief.html?speaker=Рогова").text
    assert own.get(f"{V1}/brief.{ending}?dossier=none").status_code == 404
    for asked in ("most=0", "most=501", "since=soon", "order=best", "page=2"):
        assert own.get(f"{V1}/brief.{ending}?{asked}").status_code == 400


def test_changes_and_decisions_of_an_article(own: TestClient) -> None:
    """What changed from version to version; what was decided on an article alone."""
    article = own.get(f"{V1}/articles?url=https://zarya.example/1204").json()["items"][0]["id"]
    other = own.get(f"{V1}/articles?url=https://most.example/news/14").json()["items"][0]["id"]
    assert own.get(f"{V1}/articles/{article}/changes").status_code == 404
    shown = own.get(f"{V1}/articles/{article}").json()["article"]
    spans = shown["attributions"][0]["content"]
    at = f"{spans[0][0]}-{spans[-1][1]}"
    body = {"kind": "speaker", "article": article, "at": at, "name": "Вера Рогова", "everywhere": True}
    made = own.post(f"{V1}/decisions", json=body)
    assert made.status_code == 201
    undone = own.post(f"{V1}/decisions/{made.json()['id']}/undo").json()
    its = [one["id"] for one in own.get(f"{V1}/decisions?article={article}").json()["items"]]
    assert set(its) == {made.json()["id"], undone["id"]}
    assert own.get(f"{V1}/decisions?article={other}").json()["items"] == []
    assert own.get(f"{V1}/decisions?article=none").json()["items"] == []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A store in which somebody watches."""
    with open_store(tmp_path / "o.sqlite") as opened:
        yield Desk(opened)


def test_what_changed_in_an_article(desk: Desk) -> None:
    """The words that went and came, and who is quoted otherwise, of any version but the first."""
    url = "https://zarya.example/1"
    for words in (WORDS, WORDS.replace("20 мая", "20 июня")):
        desk.arrive(said(words, url))
    client = browser(served(desk.store), accept="application/json")
    one = client.get(f"{V1}/articles?url={url}").json()["items"][0]["id"]
    shown = client.get(f"{V1}/articles/{one}/changes").json()
    assert [(each["change"], each["text"]) for each in shown["pieces"] if each["change"] != "same"] == [
        ("removed", "мая"),
        ("added", "июня"),
    ]
    assert (shown["before"]["number"], shown["after"]["number"], len(shown["lost"])) == (1, 2, 1)
    assert client.get(f"{V1}/articles/{one}/changes?version=2").json() == shown
    assert client.get(f"{V1}/articles/{one}/changes?version=1").status_code == 404
    assert client.get(f"{V1}/articles/{one}/changes.jsonld").json()["description"] == ["мая", "июня"]


def test_messages_of_a_watchlist(desk: Desk) -> None:
    """What was sent and what failed, the last first; what was given up goes out again; nothing of another list."""
    one, other = desk.watch(emails=("a@zarya.example",)), desk.watch(name="Другое", emails=("b@zarya.example",))
    for number, words in enumerate((WORDS, "Школу у реки мы построим к осени, деньги на неё уже есть")):
        desk.told(said(words, f"https://zarya.example/{number}"))
    client = browser(served(desk.store), accept="application/json")
    at = f"{V1}/watchlists/{one.id}"
    found = client.get(f"{at}/messages").json()["items"]
    assert [(each["channel"], each["address"], each["state"]) for each in found] == [
        ("email", "a@zarya.example", "waiting")
    ] * 2
    assert every(client, f"{at}/messages") == found
    alerts = [each["id"] for each in client.get(f"{at}/alerts").json()["items"]]
    assert [each["alerts"] for each in found] == [[each] for each in alerts]
    with desk.store.writing() as conn:
        letter = messages_of(conn, one.id)[0]
        write_attempt(conn, replace(letter.message, state="failed", error="the receiver answered 410", due=None))
    assert client.get(f"{at}/messages").json()["items"][0]["error"] == "the receiver answered 410"
    again = client.post(f"{at}/again", json={"message": letter.message.id})
    assert again.json()["state"] == "waiting"
    theirs = f"{V1}/watchlists/{other.id}"
    assert client.post(f"{theirs}/again", json={"message": letter.message.id}).status_code == 409
    following = client.get(f"{at}/messages?limit=1").json()["next"]
    assert client.get(following.replace(one.id, other.id)).status_code == 404
    assert client.get(f"{V1}/watchlists/none/messages").status_code == 404


def test_a_watchlist_is_tried_and_tested(desk: Desk) -> None:
    """What it would have told is not told; a trial says of each address what came of it."""
    one = desk.watch(emails=("a@zarya.example",), webhooks=("https://desk.example/hook",))
    client = browser(served(desk.store), accept="application/json")
    at = f"{V1}/watchlists/{one.id}"
    assert client.get(f"{at}/trial?days=366").json()["items"] == []
    assert client.get(f"{at}/trial?days=0").status_code == 400
    sent = client.post(f"{at}/test").json()["sent"]
    assert {each["channel"]: bool(each["error"]) for each in sent} == {"email": True, "webhook": True}
    assert client.post(f"{V1}/watchlists/none/test").status_code == 404
    assert client.get(f"{V1}/watchlists/none/trial").status_code == 404


def test_who_may_what(roles: Roles) -> None:
    """A reader marks and reads; an editor keeps dossiers and sees addresses; sources are an admin's."""
    made = roles.editor.post(f"{V1}/dossiers", json={"name": "Мост"}).json()["id"]
    watched = roles.editor.post(f"{V1}/watchlists", json={"words": "мост", "emails": ["a@zarya.example"]}).json()["id"]
    for what in ("change", "remove", "restore", "items", "note", "take-out", "put-back"):
        assert roles.reader.post(f"{V1}/dossiers/{made}/{what}", json={}).status_code == 403
    for path in ("messages", "messages.rss", "messages.jsonld"):
        assert roles.reader.get(f"{V1}/watchlists/{watched}/{path}").status_code == 403
        assert roles.editor.get(f"{V1}/watchlists/{watched}/{path}").status_code == 200
    for what in ("test", "again"):
        assert roles.reader.post(f"{V1}/watchlists/{watched}/{what}", json={"message": "x"}).status_code == 403
    for one in (roles.reader, roles.editor):
        assert one.post(f"{V1}/opml", json={"opml": OPML}).status_code == 403
        assert one.post(f"{V1}/sources/x/change", json={}).status_code == 403
        assert one.get(f"{V1}/opml").status_code == 200
    assert roles.admin.post(f"{V1}/opml", json={"opml": OPML}).status_code == 200
    for path in ("looked", f"statements/{first(roles.reader)}/read"):
        assert roles.reader.post(f"{V1}/{path}").status_code == 200
    for path in ("collector", "brief.docx", "looked", f"dossiers/{made}/since"):
        assert roles.reader.get(f"{V1}/{path}").status_code == 200
