"""The API: what it answers, in each of its forms, page by page to the end; what it refuses; what it does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

import otkuda
from otkuda.serve.api.described import Acting, Listing
from otkuda.serve.api.operations import OPERATIONS
from otkuda.serve.app import application
from otkuda.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.store import Store
    from tests.serve.site import Site

V1 = "/api/v1"
LISTS = [
    one.path
    for one in OPERATIONS
    if isinstance(one, Listing) and "{id}" not in one.path and not one.path.startswith("/account")
]
ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(content: bytes) -> ET.Element:
    """Return the XML of an answer of ours."""
    return ET.fromstring(content)  # noqa: S314 - we wrote it


def first(client: TestClient) -> str:
    """Return the id of the first statement."""
    return str(client.get(f"{V1}/statements").json()["items"][0]["id"])


def every(client: TestClient, path: str) -> list[dict[str, Any]]:
    """Return the items of a list, page after page."""
    found: list[dict[str, Any]] = []
    following: str | None = f"{path}{'&' if '?' in path else '?'}limit=1"
    while following:
        page = client.get(following).json()
        found += page["items"]
        following = page["next"]
    return found


def test_statement(client: TestClient) -> None:
    """Words, speaker, origin; each appearance with where its words are from, what shows it, and what differs."""
    shown = client.get(f"{V1}/statements/{first(client)}").json()
    assert (shown["speaker"], shown["origin"]["url"]) == ("Глеб Одинцов", "https://most.example/news/14")
    way = [(one["outlet"], one["relation"], one["from"], one["ground"]) for one in shown["appearances"]]
    assert way[0] == ("Мостострой", "verbatim", None, None)
    assert ("Заря", "altered", "https://bereg.example/2026/most", "named") in way
    changed = next(one for one in shown["appearances"] if one["relation"] == "altered")["changes"]
    assert ("negation", "не раньше") in [(one["what"], one["original"]) for one in changed]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_goes_on_to_its_end(client: TestClient, path: str) -> None:
    """One item a page gives what one page of all gives, and each only once."""
    whole = client.get(f"{V1}{path}?limit=500").json()
    assert whole["next"] is None
    stays = [{**one, "silence": None} for one in whole["items"]]
    assert [{**one, "silence": None} for one in every(client, f"{V1}{path}")] == stays


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_a_feed(client: TestClient, path: str) -> None:
    """RSS, Atom, JSON Feed and JSON-LD, by an ending or by what is accepted, with as many entries."""
    many = len(client.get(f"{V1}{path}").json()["items"])
    rss = parsed(client.get(f"{V1}{path}.rss").content)
    atom = parsed(client.get(f"{V1}{path}", headers={"accept": "application/atom+xml"}).content)
    told = client.get(f"{V1}{path}.json")
    assert len(rss.findall("channel/item")) == len(atom.findall(f"{ATOM}entry")) == many
    assert (told.headers["content-type"], len(told.json()["items"])) == ("application/feed+json", many)
    assert len(client.get(f"{V1}{path}.jsonld").json()["@graph"]) == many


def test_pages_of_feeds_lead_on(client: TestClient) -> None:
    """A feed names itself and its next page by whole addresses, and entries lead to our pages."""
    feed = client.get(f"{V1}/articles.json?limit=1").json()
    assert feed["next_url"].startswith("http://127.0.0.1/api/v1/articles.json?limit=1&cursor=")
    assert client.get(feed["next_url"]).json()["items"]
    assert client.get(feed["items"][0]["url"]).status_code == 200
    link = client.get(f"{V1}/articles?limit=1").headers["link"]
    assert link.endswith('>; rel="next"')


def test_linked_data_tells_origin_and_way(client: TestClient) -> None:
    """A statement is schema.org's Quotation and Claim; PROV says which text is quoted or derived from which."""
    node = client.get(f"{V1}/statements/{first(client)}", headers={"accept": "application/ld+json"}).json()
    assert (node["@context"][0], node["@type"]) == ("https://schema.org", ["Quotation", "Claim"])
    assert node["prov:hadPrimarySource"]["@id"] == "https://most.example/news/14"
    ways = [{name for name in one if name.startswith("prov:was")} for one in node["appearance"]]
    assert ways == [set(), {"prov:wasQuotedFrom"}, {"prov:wasDerivedFrom"}]


def test_filters(client: TestClient) -> None:
    """What is asked narrows what is answered; a day is its beginning."""
    asked = {"speaker": "одинцова", "differing": "true", "outlet": "zarya.example", "since": "2026-03-11"}
    found = client.get(f"{V1}/statements", params=asked).json()["items"]
    assert [one["speaker"] for one in found] == ["Глеб Одинцов"]
    story = client.get(f"{V1}/stories").json()["items"][0]["id"]
    assert found[0]["id"] in [one["id"] for one in every(client, f"{V1}/statements?story={story}")]
    for one in ({"since": "2026-03-12"}, {"language": "kk"}, {"speaker": "Никто"}, {"story": "none"}):
        assert client.get(f"{V1}/statements", params=one).json()["items"] == []
    assert len(every(client, f"{V1}/statements?entity={found[0]['entity']}")) >= 1


def test_the_same_is_not_sent_twice(client: TestClient) -> None:
    """With the tag of an answer, 304 and nothing more; compressed answers have it too."""
    tag = client.get(f"{V1}/articles").headers["etag"]
    again = client.get(f"{V1}/articles", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{V1}/articles?limit=1", headers={"if-none-match": tag}).status_code == 200


def test_article_has_the_form_of_the_command_line(client: TestClient) -> None:
    """Its record is the one of ``otkuda read --json``, with its versions and statements beside it."""
    [line] = client.get(f"{V1}/articles", params={"url": "https://zarya.example/1204"}).json()["items"]
    shown = client.get(f"{V1}/articles/{line['id']}").json()
    said = shown["article"]["attributions"][0]
    assert shown["article"]["text"][slice(*said["content"][0])] == said["words"]["content"][0]
    assert (shown["version"], len(shown["versions"]), len(shown["statements"])) == (1, 1, 1)
    assert client.get(f"{V1}/articles/{line['id']}?version=2").status_code == 404


def test_search_and_speakers_and_outlets(client: TestClient) -> None:
    """Words that were said, with statement and speaker; who that is; who publishes it."""
    hit = client.get(f"{V1}/search", params={"q": "асфальта"}).json()["items"][0]
    assert hit["statement"]
    who = client.get(f"{V1}/speakers/{hit['entity']}").json()
    assert (who["name"], who["quoted_by"][0]["articles"]) == ("Глеб Одинцов", 1)
    assert client.get(f"{V1}/outlets/zarya.example").json()["name"] == "Заря"
    assert client.get(f"{V1}/outlets/24%2F7").json()["detail"] == "there is nothing of this id"
    assert client.get(f"{V1}/outlets/%D0%97%D0%B0%D1%80%D1%8F").json()["host"] == "zarya.example"


@pytest.mark.parametrize(
    "asked",
    [
        *("x=1", "limit=0", "limit=501", "limit=1.0", "limit=1&limit=2", "since=soon", "since=2026-03-01T00:00:00"),
        *("kind=song", "differing=1", "q=%00", "q=" + "я" * 501),
    ],
)
def test_what_does_not_fit_is_refused_by_name(client: TestClient, asked: str) -> None:
    """400 as RFC 9457 tells it, with a line that names the field."""
    answer = client.get(f"{V1}/statements?{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    told = answer.json()
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert asked.partition("=")[0] in told["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/statements/0123456789abcdef", 404),
        ("/statements.xml", 404),
        ("/statements?cursor=AAAA", 404),
        ("/outlets?cursor=%F0%9F%92%A5", 404),
        ("/speakers?cursor=MTI", 404),
        ("/check", 405),
    ],
)
def test_what_is_not_there(client: TestClient, path: str, status: int) -> None:
    """A problem, not a page."""
    answer = client.get(f"{V1}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_what_is_shown_takes_no_unknown_names(client: TestClient) -> None:
    """A slip of the pen is told, there too."""
    assert client.get(f"{V1}/statements/{first(client)}?versoin=1").status_code == 400


def test_what_is_not_offered(client: TestClient) -> None:
    """406 for another form, 405 with what is allowed for another method, 415 for a form of a browser, 421 and 403."""
    assert client.get(f"{V1}/statements", headers={"accept": "image/png"}).status_code == 406
    refused = client.delete(f"{V1}/decisions")
    assert (refused.status_code, set(refused.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "POST"})
    assert client.post(f"{V1}/check", data={"text": "x"}).status_code == 415
    cross = client.post(f"{V1}/check", json={"text": "x"}, headers={"sec-fetch-site": "cross-site"})
    assert (cross.status_code, cross.headers["content-type"]) == (403, "application/problem+json")
    assert client.post(f"{V1}/check", json={"text": "x" * 200_000}).status_code == 400
    assert client.post(f"{V1}/check", content=b"[" * 100_000, headers=JSON).status_code == 400
    assert client.post(f"{V1}/check", content=b'{"text":"\\ud800"}', headers=JSON).status_code == 400


JSON = {"content-type": "application/json"}


def test_check(client: TestClient) -> None:
    """A draft's quotation with other words is altered, both wordings beside it; nothing of it is kept."""
    text = "«Мост мы откроем 20 мая: осталось уложить 400 метров асфальта и проверить опоры», — сказал Глеб Одинцов."
    [one] = client.post(f"{V1}/check", json={"text": text}).json()["checked"]
    assert (one["outcome"], one["place"]["differences"][0]["what"]) == ("altered", "negation")
    assert client.post(f"{V1}/check", json={}).json()["checked"] == []


def test_check_asks_no_private_address(online: TestClient, site: Site) -> None:
    """An address on this machine is refused with a line; one that is there is read."""
    refused = online.post(f"{V1}/check", json={"url": f"{site.origin}/secret"})
    assert (refused.status_code, "private" in refused.json()["detail"]) == (422, True)


def test_decisions_are_made_and_undone(own: TestClient) -> None:
    """Who says words is decided and undone; what does not stand there is a conflict."""
    [line] = own.get(f"{V1}/articles", params={"url": "https://zarya.example/1204"}).json()["items"]
    shown = own.get(f"{V1}/articles/{line['id']}").json()
    content = shown["article"]["attributions"][0]["content"]
    asked = {"kind": "speaker", "article": line["id"], "at": f"{content[0][0]}-{content[-1][1]}", "name": "Анна Рогова"}
    made = own.post(f"{V1}/decisions", json=asked)
    assert (made.status_code, made.json()["speaker"]["entity"]) == (201, "Анна Рогова")
    chain = own.get(f"{V1}/articles/{line['id']}").json()["article"]["attributions"][0]["chain"]
    assert chain[-1]["entity"] == "Анна Рогова"
    undone = own.post(f"{V1}/decisions/{made.json()['id']}/undo")
    assert (undone.status_code, undone.json()["undoes"]) == (201, made.json()["id"])
    assert own.post(f"{V1}/decisions/{made.json()['id']}/undo").status_code == 409
    assert [one["kind"] for one in every(own, f"{V1}/decisions")] == ["undo", "speaker"]
    assert own.post(f"{V1}/decisions", json=asked | {"at": "1-2"}).status_code == 409
    assert own.post(f"{V1}/decisions", json=asked | {"article": "none"}).status_code == 409
    assert own.post(f"{V1}/decisions", json=asked | {"kind": "song"}).status_code == 400
    assert own.post(f"{V1}/decisions/none/undo").status_code == 404


def test_dossiers(own: TestClient) -> None:
    """One is made, a statement is frozen in it; what is not there cannot be filed."""
    made = own.post(f"{V1}/dossiers", json={"name": "Мост", "note": "май"}).json()
    assert (made["name"], made["note"], made["count"]) == ("Мост", "май", 0)
    filed = own.post(f"{V1}/dossiers/{made['id']}/items", json={"statement": first(own)}).json()
    assert (filed["count"], filed["items"][0]["frozen"]["speaker"]) == (1, "Глеб Одинцов")
    assert own.post(f"{V1}/dossiers/{made['id']}/items", json={"statement": "none"}).status_code == 409
    assert own.post(f"{V1}/dossiers/none/items", json={"statement": first(own)}).status_code == 404
    assert parsed(own.get(f"{V1}/dossiers/{made['id']}/items.rss").content).findall("channel/item")


def test_python_reads_the_same(client: TestClient, archive: Path) -> None:
    """``otkuda.Archive`` gives what the API answers."""
    with otkuda.Archive(archive) as kept:
        [one] = kept.statements(q="асфальта", differing=True)
        assert [one.id for one in kept.statements()] == [one["id"] for one in every(client, f"{V1}/statements")]
        assert len(list(kept.appearances(one.id))) == len(list(kept.articles())) == 3
        shown, story = kept.statement(one.id), kept.story(next(kept.stories()).id)
        assert shown
        assert story
        assert shown.origin
        assert (shown.origin.outlet, story.count, next(kept.search("мост")).entity) == ("Мостострой", 3, one.entity)
        assert kept.check("«Мост мы откроем завтра», — сказал Глеб Одинцов.").checked[0].outcome != "verbatim"
        assert kept.statement("none") is None
        assert [*kept.appearances("none"), *kept.decisions(), *kept.dossiers(), *kept.sources()] == []
        assert [*kept.judgements(), *kept.watchlists(), *kept.alerts("none"), *kept.mentions("none")] == []
        assert len({each.article for each in kept.mentions(one.entity or "")}) == 3


def test_empty_archive(bare: TestClient) -> None:
    """Every list is there, and empty."""
    for path in LISTS:
        assert bare.get(f"{V1}{path}").json() == {"items": [], "next": None}


def test_below_a_path(store: Store) -> None:
    """Behind a proxy, addresses lead to where the proxy has us."""
    with TestClient(application(store), base_url="http://127.0.0.1", root_path="/news") as proxied:
        page = proxied.get("/news/api/v1/articles?limit=1").json()
        assert page["next"].startswith("http://127.0.0.1/news/api/v1/articles?")
        assert proxied.get(page["next"]).status_code == 200
        assert proxied.get("/news/api/v1/nothing").headers["content-type"] == "application/problem+json"
        assert proxied.get("/news/api/openapi.json").json()["servers"] == [{"url": "/news"}]


HOSTILE = "\x00\x1b[31m\u202e<script>&\ud800]]>\U0010ffff\x85"


def test_hostile_texts_break_no_form(tmp_path: Path) -> None:
    """Control characters, halves of pairs and markup come out as data, in well-formed answers."""
    from datetime import UTC, datetime

    from otkuda.store.dossiers import new_dossier, put_dossier

    with open_store(tmp_path / "o.sqlite") as kept:
        with kept.writing() as conn:
            put_dossier(conn, new_dossier(HOSTILE.replace("\ud800", ""), datetime.now(UTC)))
        with TestClient(application(kept), base_url="http://127.0.0.1") as client:
            for form in ("rss", "atom"):
                assert "script" in "".join(parsed(client.get(f"{V1}/dossiers.{form}").content).itertext())
            assert json.loads(client.get(f"{V1}/dossiers").content)["items"][0]["name"].startswith("\x00\x1b")


def test_every_operation_has_a_route(client: TestClient) -> None:
    """What is described is answered, and what is answered is described."""
    described = client.get("/api/openapi.json").json()["paths"]
    routes = [one.path for one in client.app.routes if getattr(one, "path", "").startswith(V1)]  # type: ignore[attr-defined]
    assert {one.replace(":path", "") for one in routes} == set(described)
    names = [one["operationId"] for methods in described.values() for one in methods.values()]
    assert len(names) == len(set(names)) >= len(OPERATIONS)
    assert {one.path for one in OPERATIONS if isinstance(one, Acting)} <= {path.removeprefix(V1) for path in described}


def test_a_damaged_store_is_our_fault(tmp_path: Path) -> None:
    """503, and not a word of where it stands."""
    with (
        open_store(tmp_path / "o.sqlite") as kept,
        TestClient(application(kept), base_url="http://127.0.0.1") as client,
    ):
        assert client.get(f"{V1}/statements").status_code == 200
        kept.backend.engine.dispose()
        (tmp_path / "o.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 100_000)
        answer = client.get(f"{V1}/statements")
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text


def test_docs_page(client: TestClient) -> None:
    """The description for people: every operation, in the reader's language, without a script of others."""
    shown = client.get("/api").text
    assert not [one.path for one in OPERATIONS if f"<code>{V1}{one.path}</code>" not in shown]
    assert "speaker: name" in shown
    assert "Параметры" in shown
