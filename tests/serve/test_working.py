"""What the server and the collector say of themselves: health, metrics, the log, the page of the collector."""

from __future__ import annotations

import json
import re
import shutil
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from otkuda.collect import entities
from otkuda.collect.pulse import COLLECT, SILENT
from otkuda.collect.rules import use_rules
from otkuda.serve.access.who import COOKIE
from otkuda.serve.app import application
from otkuda.serve.metrics import BOUNDS
from otkuda.serve.serving import Serving
from otkuda.store import Wanted, how_many_unresolved, list_entities, open_store
from otkuda.store.beats import Beat, put_beat
from tests.serve.people import ORIGIN, PASSWORD, add, browser, log_in, quick, served, token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.store import Store

NOW = datetime.now(UTC)


@pytest.fixture
def kept(archive: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store."""
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    with open_store(tmp_path / "otkuda.sqlite") as opened:
        yield opened


def beat(store: Store, ago: timedelta = timedelta(), *, is_ended: bool = False) -> None:
    """Let the collector have said something."""
    when = datetime.now(UTC) - ago
    asking = ("https://zarya.example/<script>alert(1)</script>",)
    with store.writing() as conn:
        put_beat(conn, Beat(COLLECT, when, when, when if is_ended else None, 7, asking, {"kept": 3, "failed": 1}))


def test_health(kept: Store) -> None:
    """200 where all is well, 503 with one line where the collector fell silent."""
    made = browser(served(kept, is_open=False))
    assert made.get("/health").text == "ok: the store answers; collector: never started\n"
    for ago, is_ended, status, said in (
        (timedelta(), False, 200, "at work"),
        (SILENT * 2, True, 200, "ended"),
        (SILENT * 2, False, 503, "otkuda collect --watch"),
    ):
        beat(kept, ago, is_ended=is_ended)
        answer = made.get("/health")
        assert answer.status_code == status
        assert said in answer.text
        assert answer.text.count("\n") == 1


def test_health_of_a_damaged_store(kept: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """503 with one line that tells a stranger nothing; the log says where. A page says so too."""
    add(kept)
    made = browser(served(kept))
    kept.close()
    for file in tmp_path.glob("otkuda.sqlite*"):
        file.write_bytes(b"no database at all, but long enough to look like one" * 100)
    answer = made.get("/health")
    assert (answer.status_code, answer.text) == (503, "the store cannot be read; the server's log says why\n")
    assert "otkuda.sqlite" in capsys.readouterr().err
    assert made.get("/").status_code == 503


def test_metrics(kept: Store) -> None:
    """The text format of Prometheus, for who has a token; labels are routes, never what strangers ask for."""
    add(kept)
    beat(kept)
    made, header = browser(served(kept), accept="*/*"), token(kept)
    assert made.get("/metrics").status_code == 401
    for number in range(50):
        made.get(f"/statement/{number}", headers=header)
        made.get(f"/nothing/{number}%0a", headers=header)
        made.request("BREW", "/", headers=header)
    answer = made.get("/metrics", headers=header)
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    label = 'route="/statement/{id}"'
    assert found[f'otkuda_http_requests_total{{{label},method="GET",status="404"}}'] == "50"
    assert found[f"otkuda_http_request_seconds_count{{{label}}}"] == "50"
    assert found[f'otkuda_http_request_seconds_bucket{{{label},le="+Inf"}}'] == "50"
    assert found['otkuda_collector_events_total{what="kept"}'] == "3"
    assert found["otkuda_collector_waiting"] == "7"
    assert found["otkuda_collector_at_work"] == "1"
    assert found['otkuda_http_requests_total{route="none",method="GET",status="404"}'] == "50"
    assert len(found) < 4 * (len(BOUNDS) + 5) + 20
    buckets = [int(value) for name, value in found.items() if "_bucket" in name and label in name]
    assert buckets == sorted(buckets)
    pattern = r'[a-z_]+(\{([a-z]+="[^"\n]*",?)*\})? [0-9.e+-]+'
    assert all(re.fullmatch(pattern, line) for line in answer.text.splitlines() if not line.startswith("#"))


def test_no_secret_is_in_the_log(
    kept: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No token, password or cookie, wherever it was sent and whatever failed; nor a name that nobody has."""
    quick(monkeypatch)
    add(kept)
    header = token(kept)
    secret = header["authorization"].removeprefix("Bearer ")
    made = TestClient(
        application(kept, serving=Serving(log=True)),
        base_url="http://127.0.0.1",
        headers=ORIGIN,
        follow_redirects=False,
    )
    log_in(made)
    session = made.cookies[COOKIE]
    log_in(made, PASSWORD, "another password")  # typed into the wrong field
    made.get("/", headers=header)
    made.get(f"/search?token={secret}", headers=header)
    made.get(f"/article/{secret}")
    made.get("/", headers={"authorization": f"Bearer {secret}x"})
    made.post("/account/token", data={"name": "x"})
    for path, body in (
        ("users", {"name": "Зоя", "role": "reader", "password": PASSWORD}),
        ("account/password", {"old": "another password", "new": PASSWORD}),
        ("account/tokens", {"name": secret}),
        ("account/withdraw", {"token": secret, "other": PASSWORD}),
        (f"users/{secret}/role", {"role": secret}),
    ):
        made.post(f"/api/v1/{path}", json=body)
        made.post(
            f"/api/v1/{path}", content=f'{{"password": "{PASSWORD}"', headers={"content-type": "application/json"}
        )
    monkeypatch.setattr(
        "otkuda.serve.pages.article.versions_with", lambda *_: _fail(f"{session} {secret}"), raising=False
    )
    monkeypatch.setattr("otkuda.serve.pages.login.people.log_in", lambda conn, *_: _broken(conn))
    log_in(made)
    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    assert {line["event"] for line in lines} == {"request", "fault"}
    assert {"Алия"} == {line["user"] for line in lines if line.get("user")}
    for one in (secret, session, PASSWORD, "another password", "otk_", "ots_", "scrypt$"):
        assert one not in said, one


def _fail(text: str) -> None:
    raise RuntimeError(text)


def _broken(conn: object) -> None:
    """Fail as a database does, in whose error the values stand that were to be written."""
    from sqlalchemy import text

    conn.execute(text("INSERT INTO nothing VALUES (:x)"), {"x": f"scrypt$ {PASSWORD}"})  # type: ignore[attr-defined]


def test_a_line_of_the_log_is_one_line(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is asked for: line ends, colours of a terminal, JSON."""
    made = TestClient(application(kept, serving=Serving(log=True)), base_url="http://127.0.0.1")
    asked = (
        "/x%0d%0a%7b%22event%22:%22forged%22%7d",
        "/%1b[31mred",
        '/%22,"user":"admin"',
        f"/{'x' * 5_000}",
        "/%ff",
        "/%c2%85%e2%80%a8%c2%9b[31m",
    )
    for path in asked:
        assert made.get(path).status_code == 404
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(asked)
    assert {json.loads(line)["event"] for line in lines} == {"request"}
    assert not any("\x1b" in line or len(line) > 1_000 for line in lines)


def test_page_of_the_collector(kept: Store) -> None:
    """What is asked now, what waits, what has been counted; a hostile address is text."""
    made = browser(served(kept))
    assert "ещё не запускали" in made.get("/collector").text
    beat(kept)
    page = made.get("/collector").text
    assert "Сбор идёт" in page
    assert "<script>alert" not in page
    assert "новых материалов" in page
    beat(kept, SILENT * 2)
    assert "Сбор молчит" in made.get("/collector?page=x").text


def test_entities_are_resolved_anew_beside_the_pages(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update that reads otherwise nothing has to come: each stays as it was until it is resolved."""
    monkeypatch.setattr(entities, "EVERY", 0.01)
    monkeypatch.setattr(entities, "A_FEW", 1)
    use_rules(kept, transliterate=False)
    with kept.reading() as conn:
        before, left = [one.id for one in list_entities(conn, Wanted())], how_many_unresolved(conn)
    assert before
    assert left == 3
    with TestClient(application(kept), base_url="http://127.0.0.1") as client:
        until = time.monotonic() + 30
        while left and time.monotonic() < until:
            assert client.get(f"/speaker/{before[0]}").status_code == 200
            with kept.reading() as conn:
                left = how_many_unresolved(conn)
    assert left == 0
