"""Every page, whatever comes from articles, feeds, forms, addresses and headers: nothing acts, nothing breaks.

One store holds articles whose every field would act if it could. Its pages are walked along all links; each address and
form of the application is asked with what nobody should ask. New pages are in it by themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from otkuda.collect.entities import resolve_all
from otkuda.collect.following import follow
from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.fetch.opml import Outline
from otkuda.model import Article, Attribution, Credit, Link, Source, Span
from otkuda.serve import rendering
from otkuda.serve.app import application
from otkuda.serve.guarding import HEADERS
from otkuda.store import Observation, Wanted, keep_all, list_entities, list_sources, open_store, stories_at
from otkuda.store.articles import article_id_of
from otkuda.store.dossiers import list_dossiers, new_dossier, put_dossier
from otkuda.store.readers import star
from otkuda.store.statements import all_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.applications import Starlette

    from otkuda.store import Store

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
ACTS = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>{{ 7 * 7 }}</textarea></title>"
TURNS = "\u202e\u2066\x1b[31m\x07\x00\x85\u2028"
EVIL = ACTS + TURNS
URLS = (
    "https://a.example/1",
    "https://b.example/\"onmouseover='alert(1)'<script>",
    "javascript:alert(1)//https://c.example/",
    "data:text/html,<script>alert(1)</script>",
    "https://d.example/" + "x" * 5_000,
    "//evil.example/\r\nset-cookie: a=b",
    None,
)
MOST_PAGES = 250
LARGEST = 150_000  # bytes over the wire
EXAMPLES = 150
SLOW = {"/sources/add", "/check"}  # ask the network, read a draft: tests of their own
TEMPLATES = (Path(rendering.__file__).parent / "templates").glob("*.jinja")
FIELDS = sorted({one for file in TEMPLATES for one in re.findall(r'\bname="(\w+)"', file.read_text("utf-8"))})
NAMES = [
    *FIELDS,
    *"after by copies decided differing dossier entity known limit new open page part primary removed several".split(),
    *"starred unread until why".split(),
]
HEADERS_ASKED = (b"cookie", b"accept-language", b"accept", b"range", b"if-none-match", b"x-forwarded-host", b"referer")
HEADER_VALUES = (b"language=\xff; theme=<script>", b"language=kk;" * 900, b"a=b", b";;;,,,", b"bytes=9-1", b'"' * 99)
SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ACTING = frozenset({"iframe", "object", "embed", "base", "style", "foreignobject", "animate", "set", "applet", "frame"})
LEADING = frozenset({"href", "src", "action", "formaction", "poster", "xlink:href", "srcset", "data", "background"})


class Watched(HTMLParser):
    """What in a page could act, and where its links lead."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.acting: list[str] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        if tag in ACTING or (tag == "script" and not (dict(attributes).get("src") or "").startswith("/static/")):
            self.acting.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name in {"style", "srcdoc", "http-equiv"}:
                self.acting.append(f"{tag} {name}")
            elif name in LEADING:
                self._look(tag, name, value or "")

    def _look(self, tag: str, name: str, value: str) -> None:
        parts = urlsplit(value)
        is_away = bool(parts.scheme or parts.netloc or value.startswith(("/\\", "\\")))
        if parts.scheme not in {"", "http", "https"} or (is_away and (tag, name) != ("a", "href")):
            self.acting.append(f"{tag} {name}={value[:40]}")
        elif tag == "a" and not is_away:
            self.links.append(value)
        elif tag == "form":
            self.forms.append(value)


def said(text: str, words: str, name: str) -> Attribution:
    """Return an attribution of words to a name, with everything that is told of it evil."""
    start = text.index(words)
    source = Source(None, name, "person", EVIL, EVIL)
    carrier = Source(None, EVIL, "outlet")
    content = (Span(start, start + len(words)),)
    return Attribution(content, Span(0, 4), (carrier, source), "direct", EVIL, 0.9, (EVIL,))


def articles() -> Iterator[Article]:
    """Yield articles that hand on each other's words."""
    words = f"Мост {EVIL} мы откроем не раньше 20 мая: осталось уложить 400 метров асфальта и проверить все опоры"
    for number, url in enumerate(URLS):
        mine = words.replace("не раньше ", "") if number % 2 else words
        long = f"длин{'н' * 1_000}ое {EVIL}\n\n" * (60 if number == 0 else 1)
        text = f"{EVIL}\n\n«{mine}», — сказал Глеб Одинцов {EVIL}.\n\n{long}{EVIL}"
        yield Article(
            text,
            headline=EVIL,
            outlet=f"{EVIL}{number}",
            authors=(EVIL, EVIL),
            published=NOW,
            language="ru",
            url=url,
            credits=(Credit("photo", EVIL, EVIL, Span(0, 5)),),
            attributions=(said(text, mine, f"Глеб Одинцов {EVIL}" if number % 3 else "Глеб Одинцов"),),
            links=(Link(Span(0, 4), "javascript:alert(1)"), Link(Span(5, 9), f"https://e.example/{EVIL}")),
        )


def bare_articles() -> Iterator[Article]:
    """Yield articles of which nothing is known but the words, which are somebody's or nobody's."""
    words = "Паром пойдёт через реку с первого июня, по восемь рейсов каждый день до самой осени"
    for number, url in enumerate(("javascript:1", "https:///", None, None)):
        text = f"«{words}», — сказал Глеб Одинцов. {number}"
        source = Source(None, "Глеб Одинцов", "person")
        content = (Span(1, 1 + len(words)),)
        yield Article(text, url=url, attributions=(Attribution(content, None, (source,), "direct", "", 0.0),))
        nobodys = Attribution(content, None, (), "indirect", "", 0.0)
        yield Article(f"{text} {number}", url=url and f"{url}x", attributions=(nobodys,))


def fill(store: Store) -> None:
    """Keep the articles, group them, and let a person do what people do."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, one, NOW, EVIL) for one in (*articles(), *bare_articles())])
        changed = (replace(one, text=one.text + EVIL, attributions=one.attributions[:1]) for one in articles())
        keep_all(conn, [Observation(None, one, NOW.replace(hour=13), EVIL) for one in changed])
    resolve_all(store)
    assert all(not one.fault for one in group_new(store, Judge()))
    with store.writing() as conn:
        follow(conn, [Outline(EVIL, url, url) for url in URLS if url], NOW)
        put_dossier(conn, replace(new_dossier(EVIL, NOW), note=EVIL))
        star(conn, "", [one.id for one in all_statements(conn)], NOW)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which everything is evil."""
    with open_store(tmp_path_factory.mktemp("hostile") / "otkuda.sqlite") as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def asked(hostile: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """The pages over a copy of it, for forms."""
    copy = tmp_path_factory.mktemp("asked") / "otkuda.sqlite"
    hostile.backup(copy)
    with open_store(copy) as opened:
        made = application(opened)
        with _browser(made) as client:
            yield Asked(client, [one for one in made.routes if isinstance(one, Route)], ids_in(opened))


class Asked(NamedTuple):
    """The pages, what can be asked of them, and ids of what there is."""

    client: TestClient
    routes: list[Route]
    ids: list[str]


def ids_in(store: Store) -> list[str]:
    """Return the id of something of each kind."""
    with store.reading() as conn:
        said, entity = next(all_statements(conn)), list_entities(conn, Wanted(limit=1))[0]
        url = next(one.url for one in said.appearances if one.url)
        article, [story, *_] = article_id_of(conn, url), stories_at(conn, url)
        return [said.id, entity.id, str(article), story.id, list_sources(conn)[0].id, list_dossiers(conn)[0][0].id]


def _browser(made: Starlette) -> TestClient:
    return TestClient(made, base_url="http://127.0.0.1", follow_redirects=False)


def harmless(text: str, address: str) -> Watched:
    """Return a page in which nothing acts."""
    page = Watched(text)
    assert not page.acting, address
    found = SIGNS.search(text)
    assert not found, (address, text[max(0, found.start() - 80) : found.end() + 20])
    return page


def test_walk(hostile: Store) -> None:
    """From each section along all links: nothing of an article is run or embedded, and every page is there."""
    waiting, seen, evil = ["/?order=time", "/search?q=мост", "/brief", "/check", "/"], set[str](), 0
    with _browser(application(hostile)) as client:
        while waiting and len(seen) < MOST_PAGES:
            address = waiting.pop()
            if address in seen or not address.startswith("/"):
                continue
            seen.add(address)
            answer = client.get(address)
            assert answer.status_code < 400, address
            assert HEADERS.items() <= dict(answer.headers).items()
            if "html" in answer.headers["content-type"]:
                links = harmless(answer.text, address).links
                waiting += [urljoin(address, one).partition("#")[0] for one in links]
                evil += "&lt;script&gt;alert(1)" in answer.text
    assert evil > len(seen) / 3, "most pages show what would have acted"


VALUES = st.one_of(
    st.sampled_from(
        [EVIL, "\ud800", "-1", "0", "9" * 30, "1e309", "nan", "²", "%", "' OR 1=1 --", "((((", "*", '"', *URLS[2:6]]
    ),
    st.sampled_from(
        ["1", "time", "articles", "new", "ru", "person", "2026-03-11", "9999-12-31", "0001-01-01", "x" * 9_000]
    ),
    st.from_regex(r"-?[0-9]{1,25}\.[0-9a-f]{1,25}", fullmatch=True),
    st.text(max_size=30),
)


def _quoted(value: str) -> str:
    return quote(value, safe="", errors="surrogatepass")


@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_address_asks(asked: Asked, data: st.DataObject) -> None:
    """Each page, whatever stands in its path and after any of the names that pages know: a page or one line."""
    route = data.draw(st.sampled_from([one for one in asked.routes if "GET" in (one.methods or ())]))
    address = _address(asked, route, data)
    query = data.draw(st.dictionaries(st.sampled_from(NAMES), VALUES | st.sampled_from(asked.ids), max_size=5))
    address += "?" + "&".join(f"{name}={_quoted(value)}" for name, value in query.items())
    headers = data.draw(st.dictionaries(st.sampled_from(HEADERS_ASKED), st.sampled_from(HEADER_VALUES), max_size=3))
    answer = asked.client.get(address, headers=headers)
    assert answer.status_code < 500, (address, headers)
    if "html" in answer.headers.get("content-type", ""):
        harmless(answer.text, address)


@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_form_sends(asked: Asked, data: st.DataObject) -> None:
    """Each form, with any value of any of the names that forms know: an answer or one line; nobody is led away."""
    route = data.draw(st.sampled_from([one for one in asked.routes if "POST" in (one.methods or ())]))
    assume(route.path not in SLOW)
    address = _address(asked, route, data)
    form = data.draw(st.dictionaries(st.sampled_from(FIELDS), VALUES | st.sampled_from(asked.ids), max_size=6))
    body = "&".join(f"{name}={_quoted(value)}" for name, value in form.items())
    answer = asked.client.post(address, content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code < 500, (address, form)
    to = answer.headers.get("location", "/")
    assert re.match(r"/(?![/\\])", to), (address, form, to)
    assert not re.search(r"[\x00-\x1f]", to)


def _address(asked: Asked, route: Route, data: st.DataObject) -> str:
    """Return the address of a route, with something in the place of its parameters."""
    path = route.path
    for name in re.findall(r"{[^}]*}", path):
        path = path.replace(name, _quoted(data.draw(VALUES | st.sampled_from(asked.ids))) or "_", 1)
    return path


@pytest.mark.parametrize("text", ["мост " * 500_000, "м" * 2_500_000], ids=["words", "one word"])
def test_five_megabytes(tmp_path: Path, text: str) -> None:
    """A page of an article that is as long as a book, or has one word of that length, stays small."""
    url = "https://long.example/1"
    with open_store(tmp_path / "otkuda.sqlite") as store:
        with store.writing() as conn:
            for hour in (12, 13):
                one = Article(f"Мост\n\n{text}{hour}", headline="Мост", url=url, language="ru")
                keep_all(conn, [Observation(None, one, NOW.replace(hour=hour), "a test")])
            article = f"/article/{article_id_of(conn, url)}"
        with _browser(application(store)) as client:
            for address in (article, f"{article}?part=9999", f"{article}/changes", "/search?q=мост&where=articles"):
                answer = client.get(address)
                assert answer.status_code == 200
                assert int(answer.headers["content-length"]) < LARGEST, address


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"text=" + b"x" * 7_000_000, 413),
        ("application/x-www-form-urlencoded", b"a=1&" * 5_000, 400),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken", 303),
        ("multipart/form-data", b"--x", 400),
        ("multipart/form-data; boundary=" + "x" * 9_000, b"--x", 400),
        ("application/json", b'{"text": "x"}', 303),
        ("text/plain; charset=nonsense", b"\xff\xfe", 303),
    ],
    ids=["too large", "too many fields", "a broken part", "no boundary", "a long boundary", "JSON", "no text"],
)
def test_forms_that_are_none(own: TestClient, kind: str, body: bytes, status: int) -> None:
    """One line, or the answer to an empty form; nothing is kept."""
    answer = own.post("/dossiers", content=body, headers={"content-type": kind}, follow_redirects=False)
    assert answer.status_code == status
    assert not own.get("/dossiers").text.count("data-item")
