"""What holds for every page: who is answered, what a browser may do, how language and theme are chosen."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otkuda.serve.guarding import HEADERS
from otkuda.serve.words import LANGUAGES, _flat, words_in

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SERVE = Path(__file__).resolve().parents[2] / "src" / "otkuda" / "serve"


def test_headers(client: TestClient) -> None:
    """Every answer has the policy that lets nothing of an article run; a page that is not there too."""
    for path in ("/nothing", "/static/style.css"):
        answer = client.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_missing_page_says_so_in_the_language_of_the_browser(client: TestClient) -> None:
    """404 with one line and a way back."""
    answer = client.get("/statement/0123456789abcdef", headers={"accept-language": "kk-KZ,ru;q=0.8"})
    assert answer.status_code == 404
    assert "ештеңе жоқ" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "localhost@evil.example"])
def test_other_names_are_not_answered(client: TestClient, host: str) -> None:
    """A name of another site that leads here reads nothing."""
    assert client.get("/", headers={"host": host}).status_code in {400, 421}


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}],
    ids=["fetch metadata", "origin", "no origin"],
)
def test_forms_of_other_sites_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    """What changes something must come from a page of ours."""
    answer = client.post("/reading", data={"language": "en"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nx: y", "javascript:1", ""]
)
def test_nobody_is_led_to_another_site(client: TestClient, back: str) -> None:
    """Where a form leads back to is one of our pages."""
    answer = client.post("/reading", data={"theme": "dark", "back": back}, follow_redirects=False)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("zone", "told", "clock"),
    [
        ("Asia/Almaty", "11.03.2026, 10:05", "UTC+5"),
        ("America/St_Johns", "11.03.2026, 02:35", "UTC−"),
        ("../../etc/passwd", "11.03.2026, ", "UTC"),
    ],
)
def test_times_are_told_by_the_readers_clock(client: TestClient, zone: str, told: str, clock: str) -> None:
    """On all pages alike, with the clock said once; what is no zone is that of the computer."""
    client.cookies.set("zone", zone, domain="127.0.0.1")
    statement = re.findall(r'href="(/statement/\w+)"', client.get("/").text)[0]
    text = client.get(statement).text
    for path in (statement, re.findall(r'href="(/article/\w+)', text)[0], re.findall(r'href="(/story/\w+)"', text)[0]):
        text = client.get(path).text
        assert told in text
        assert text.count(f"Время — {clock}") == 1


def test_language_and_theme_are_kept(client: TestClient) -> None:
    """A choice holds from then on; what is no choice is not kept."""
    client.post("/reading", data={"language": "en", "theme": "dark", "back": "/x"}, follow_redirects=False)
    assert '<html lang="en" data-theme="dark"' in client.get("/x").text
    client.post("/reading", data={"language": "xx", "theme": '"><script>'}, follow_redirects=False)
    assert '<html lang="en" data-theme="dark"' in client.get("/x").text


def test_languages_have_the_same_words() -> None:
    """The same keys in each language, plural forms apart, and every key that a page asks for is there."""
    keys = {one: {re.sub(r"^(many\..*)\.\w+$", r"\1", key) for key in words_in(one).texts} for one in LANGUAGES}
    assert keys["ru"] == keys["kk"] == keys["en"]
    sources = [*SERVE.rglob("*.jinja"), *SERVE.rglob("*.py")]
    asked = {key for file in sources for key in re.findall(r'words\(["\']([\w.]+)["\'][,)]', file.read_text("utf-8"))}
    assert asked <= keys["ru"], asked - keys["ru"]


def test_files_of_words_are_the_same_in_each_language() -> None:
    """A file that one language has, all have, and none repeats a key of another."""
    names = [sorted(file.name for file in (SERVE / "texts" / one).iterdir()) for one in LANGUAGES]
    assert names[0] == names[1] == names[2]
    files = [SERVE / "texts" / "ru" / name for name in names[0]]
    keys = [key for file in files for key, _ in _flat(tomllib.loads(file.read_text("utf-8")))]
    assert len(keys) == len(set(keys))


def test_a_fault_of_ours_is_one_page_and_one_line(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of the inside is on the page; the log says where."""
    monkeypatch.setattr("otkuda.serve.pages.statement.statement_of", lambda *_: 1 / 0)
    answer = client.get("/statement/0123456789abcdef")
    assert answer.status_code == 500
    assert "division" not in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["path"] == "/statement/0123456789abcdef"
