"""What somebody said before on the same matter, on the page of a statement and beside it on the speaker's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from otkuda.collect.entities import resolve
from otkuda.serve.app import application
from otkuda.store import open_store
from otkuda.store.said import list_speakers
from otkuda.store.statements import all_statements
from tests.store.made import NOON, said
from tests.store.test_feed import keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.store import Store

NOW = "Реконструкцию трассы на Кокжар мы завершим до 1 октября"
SAID = (
    ("Дорогу на Кокжар <b>сдадим</b>\u202e к 1 августа, до конца реконструкции", "ru", "Бекзат Аралтаев"),
    ("Көкжар жолын қайта жаңарту аяқталады", "kk", "Бекзат Аралтаев"),
    ("Хлеб подорожал из-за зерна", "ru", "Бекзат Аралтаев"),
    ("Дождь кончился, дорога на Кокжар открыта", "ru", "Нина Лугова"),
    (NOW, "ru", "Бекзат Аралтаев"),
)


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[Store]:
    """A store in which one speaks on a road three times, in two languages, and another once."""
    with open_store(tmp_path / "otkuda.sqlite") as store:
        for number, (text, language, who) in enumerate(SAID):
            one = said(text, who, f"https://stepnoy.example/{number}")
            keep(
                store, replace(one, published=NOON + 40 * number * timedelta(days=1), language=language), seen=24 * 200
            )
        with store.writing() as conn:
            resolve(conn)
        yield store


@pytest.fixture
def pages(spoken: Store) -> TestClient:
    """The pages over it, in Russian."""
    return TestClient(application(spoken), base_url="http://localhost", headers={"accept-language": "ru"})


def ids(store: Store) -> dict[str, str]:
    """The id of each statement by its words."""
    with store.reading() as conn:
        return {one.text: one.id for one in all_statements(conn)}


def speaker(store: Store, name: str) -> str:
    """The id of who is called so."""
    with store.reading() as conn:
        return next(one.id for one in list_speakers(conn, name))


def test_on_the_statement(pages: TestClient, spoken: Store) -> None:
    """In the order of time, with how long before, the language, and what is dated otherwise; nobody else's words."""
    shown = pages.get(f"/statement/{ids(spoken)[NOW]}").text
    part = shown[shown.index('id="before"') :].split("</section>")[0]
    assert part.index("сдадим") < part.index("жаңарту") < part.index("завершим")
    assert "на 160 дней раньше" in part
    assert "по-казахски" in part
    assert "Хлеб" not in part
    assert "Дождь" not in part
    flat = " ".join(re.sub(r"<[^>]+>", " ", part).split())
    assert "тогда 1 августа · теперь 1 октября" in flat
    assert '<b class="other">1 октября</b>' in part
    assert "<b>сдадим" not in part
    assert "\u202e" not in part


def test_on_the_speaker(pages: TestClient, spoken: Store) -> None:
    """The nearest first, beside what is said now; of another's statement, and of none, the speaker's own page."""
    mine, other = speaker(spoken, "аралтаев"), speaker(spoken, "лугова")
    shown = pages.get(f"/speaker/{mine}?beside={ids(spoken)[NOW]}").text
    assert shown.count("<li data-item") == 2
    assert "Сказано раньше" in shown
    for language, title in (("kk", "Бұрын айтылғаны"), ("en", "Said before")):
        address = f"/speaker/{mine}?beside={ids(spoken)[NOW]}"
        assert title in pages.get(address, headers={"accept-language": language}).text
    for asked in ("0123456789abcdef", "%00", "<script>", "x" * 600):
        answer = pages.get(f"/speaker/{mine}", params={"beside": asked})
        assert answer.status_code == 200
        assert "Сказано раньше" not in answer.text
    assert "Сказано раньше" not in pages.get(f"/speaker/{other}?beside={ids(spoken)[NOW]}").text


def test_nothing_before(pages: TestClient, spoken: Store) -> None:
    """Where nothing near was said, nothing of it is on the page."""
    shown = pages.get(f"/statement/{ids(spoken)[SAID[2][0]]}")
    assert shown.status_code == 200
    assert 'id="before"' not in shown.text
