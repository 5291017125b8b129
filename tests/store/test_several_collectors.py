"""Several collectors on one store: each host is asked by one at a time, each page once, whoever is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from otkuda import store as stores
from otkuda.collect.run import Collector
from otkuda.errors import StoreError
from otkuda.store import NewsSource, Store, open_store
from tests.unit.collect.web import START, Web

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.fetch import Answer, Request

HOSTS, ARTICLES = 6, 4
CLAIMING = (
    "import sys, time; from otkuda.store import open_store; s = open_store(sys.argv[1]); c = s.collecting(); "
    "print(c.__enter__().claim('zarya.example'), flush=True); time.sleep(60)"
)


@dataclass
class Slow(Web):
    """A web whose servers take their time; ``together`` are the hosts that were asked by two at a time."""

    together: list[str] = field(default_factory=list)

    def ask(self, url: str, request: Request) -> Answer:
        """Answer after a moment."""
        host = urlsplit(url).netloc
        self.busy[host] += 1
        time.sleep(0.01)
        if self.busy[host] > 1:
            self.together.append(host)
        self.busy[host] -= 1
        return super().ask(url, request)


def test_a_file_has_one_collector(tmp_path: Path) -> None:
    """It claims what it likes; a second one gets a line."""
    file = tmp_path / "store.db"
    with open_store(file) as store, open_store(file) as other, store.collecting() as claims:
        assert claims.claim("zarya.example")
        with pytest.raises(StoreError, match="another «collect» is running"), other.collecting():
            pytest.fail("two collect into one file")


def test_a_claim_has_one_holder(empty_database: str) -> None:
    """Each gets what the other has not; what is released, and what a collector held at its end, is free."""
    with open_store(empty_database) as store, store.collecting() as ours:
        with store.collecting() as others:
            assert ours.claim("zarya.example")
            assert not others.claim("zarya.example")
            assert others.claim("most.example")
            ours.release("zarya.example")
            assert others.claim("zarya.example")
        assert eventually(ours.claim, "zarya.example")
        assert eventually(ours.claim, "most.example")


def test_a_claim_ends_with_its_process(empty_database: str) -> None:
    """What somebody held who is killed is free."""
    with open_store(empty_database) as store, store.collecting() as ours:
        with subprocess.Popen([sys.executable, "-P", "-c", CLAIMING, empty_database], stdout=subprocess.PIPE) as other:
            assert other.stdout
            assert other.stdout.readline() == b"True\n"
            assert not ours.claim("zarya.example")
            os.kill(other.pid, signal.SIGKILL)
            other.wait()
        assert eventually(ours.claim, "zarya.example")


def test_each_page_is_asked_once(empty_database: str) -> None:
    """Three collectors that begin together share the work; no host is asked by two at a time, all is kept."""
    web = made_up()
    with open_store(empty_database) as store:
        with store.writing() as conn:
            for host in hosts():
                url = f"https://{host}/rss.xml"
                stores.add_source(conn, NewsSource(stores.source_id(url), url, "feed", url, START, due=START))
        threads = [threading.Thread(target=collect, args=(store, web)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.reading() as conn:
            kept = [len(stores.versions_of(conn, f"https://{host}/{n}")) for host in hosts() for n in range(ARTICLES)]
    assert kept == [1] * HOSTS * ARTICLES
    asked = Counter(url for _, url in web.asked)
    assert asked == dict.fromkeys(asked, 1)
    assert len(asked) == HOSTS * (ARTICLES + 2)  # the feed and robots.txt
    assert web.together == []


def test_what_another_has_done_is_left(empty_database: str) -> None:
    """A collector that holds a task asks for it no more where another has meanwhile."""
    web = made_up()
    with open_store(empty_database) as store:
        url = "https://h0.example/rss.xml"
        source = NewsSource(stores.source_id(url), url, "feed", url, START, due=START)
        with store.writing() as conn:
            stores.add_source(conn, source)
        late = Collector(store, web.net(), 1.0, 4, lambda _: None)
        late._fill(START)
        collect(store, web)
        asked = list(web.asked)
        late.once()
    assert web.asked == asked


def hosts() -> list[str]:
    """Return the hosts of the web."""
    return [f"h{number}.example" for number in range(HOSTS)]


def made_up() -> Slow:
    """Return a web of some hosts, each with a feed of articles."""
    web = Slow()
    for host in hosts():
        urls = [f"https://{host}/{number}" for number in range(ARTICLES)]
        for url in urls:
            web.article(url, f"«Мост открыли на {host}», — сказал аким Ерлан Сапаров.")
        web.feed(f"https://{host}/rss.xml", *urls)
    return web


def collect(store: Store, web: Web) -> None:
    """Make one pass."""
    with store.collecting() as claims:
        Collector(store, web.net(), 1.0, 4, lambda _: None, claims=claims).once()


def eventually(claim: object, name: str) -> bool:
    """Tell whether a claim is had soon: a server notices a lost connection a little later."""
    assert callable(claim)
    return any(claim(name) or threading.Event().wait(0.1) for _ in range(50))
