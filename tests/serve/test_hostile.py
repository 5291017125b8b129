"""Every page, whatever comes from articles, feeds, forms, addresses and headers: nothing acts, nothing breaks.

One store holds articles whose every field would act if it could. Its pages are walked along all links; each address and
form of the application is asked with what nobody should ask. New pages are in it by themselves.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from otkuda.collect.entities import resolve_all
from otkuda.collect.following import follow
from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.fetch.opml import Outline
from otkuda.model import Article, Attribution, Credit, Link, Source, Span
from otkuda.serve.app import application
from otkuda.serve.guarding import HEADERS
from otkuda.store import Observation, keep_all, open_store
from otkuda.store.dossiers import new_dossier, put_dossier
from otkuda.store.readers import star
from otkuda.store.statements import all_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.store import Store

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
ACTS = '"\'><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>{{ 7 * 7 }}</textarea></title>'
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
STRICT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
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


def fill(store: Store) -> None:
    """Keep the articles, group them, and let a person do what people do."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, one, NOW, EVIL) for one in articles()])
        changed = (replace(one, text=one.text + EVIL, attributions=one.attributions[:1]) for one in articles())
        keep_all(conn, [Observation(None, one, NOW.replace(hour=13), EVIL) for one in changed])
    resolve_all(store)
    assert all(not one.fault for one in group_new(store, Judge()))
    with store.writing() as conn:
        follow(conn, [Outline(url, EVIL) for url in URLS if url], NOW)
        put_dossier(conn, replace(new_dossier(EVIL, NOW), note=EVIL))
        star(conn, "", [one.id for one in all_statements(conn)], NOW)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which everything is evil."""
    with open_store(tmp_path_factory.mktemp("hostile") / "otkuda.sqlite") as opened:
        fill(opened)
        yield opened


@contextmanager
def browser(store: Store) -> Iterator[TestClient]:
    """The pages over a store."""
    with TestClient(application(store), base_url="http://127.0.0.1", raise_server_exceptions=True) as opened:
        yield opened


def test_walk(hostile: Store) -> None:
    """From each section along all links: nothing of an article is run or embedded, and every page is there."""
    waiting, seen = ["/", "/?order=time", "/search?q=мост", "/brief", "/check"], set[str]()
    with browser(hostile) as client:
        while waiting and len(seen) < 400:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address)
            assert answer.status_code < 400, address
            assert HEADERS.items() <= dict(answer.headers).items()
            if "html" not in answer.headers["content-type"]:
                continue
            page = Watched(answer.text)
            assert not page.acting, address
            assert not STRICT.search(answer.text), (address, STRICT.search(answer.text))
            assert "49" not in re.sub(r"[\d ]{3,}", "", "")  # nothing is a template
            links = (urljoin(answer.url.path if hasattr(answer.url, "path") else address, one) for one in page.links)
            waiting += [one.partition("#")[0] for one in links]
    print(len(seen)); print(sorted({re.sub(r"[0-9a-f]{16,}", "*", one)[:70] for one in seen}))
