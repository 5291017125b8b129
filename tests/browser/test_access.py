"""A team comes in: the first user is made, logs in, makes and withdraws a token; a reader may not edit."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from otkuda.collect.pulse import COLLECT
from otkuda.store import NewsSource, add_source, open_store, source_id
from otkuda.store.beats import Beat, put_beat
from tests.browser.conftest import opened_tab, served
from tests.browser.test_tools import sound
from tests.serve.people import PASSWORD, quick

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from playwright.sync_api import Browser, Page


def enter(tab: Page, name: str) -> None:
    """Log in."""
    tab.get_by_label("Имя").fill(name)
    tab.get_by_label("Пароль").fill(PASSWORD)
    tab.get_by_role("button", name="Войти").click()
    expect(tab.get_by_role("link", name=name)).to_be_visible()


def test_a_team_comes_in(browser: Browser, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first user to a reader who may not edit, each page without a barrier."""
    quick(monkeypatch)
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    with (
        open_store(tmp_path / "otkuda.sqlite") as store,
        served(store) as address,
        opened_tab(browser, address) as admin,
        opened_tab(browser, address) as reader,
    ):
        _first_user(admin)
        _token(admin, address)
        admin.goto("/users")
        admin.get_by_label("Имя").last.fill("Чита")
        admin.get_by_label("Новый пароль, от 10 знаков").last.fill(PASSWORD)
        admin.get_by_role("button", name="Добавить", exact=True).click()
        expect(admin.get_by_role("heading", name="Чита")).to_be_visible()
        sound(admin)
        _reader(reader, admin)


def _first_user(admin: Page) -> None:
    admin.goto("/users")
    expect(admin.get_by_role("heading", name="Первый пользователь")).to_be_visible()
    sound(admin)
    admin.get_by_label("Имя").fill("Алия")
    admin.get_by_label("Новый пароль, от 10 знаков").fill(PASSWORD)
    admin.get_by_role("button", name="Добавить").click()
    expect(admin.get_by_role("heading", name="Вход")).to_be_visible()
    sound(admin)
    admin.get_by_label("Имя").fill("Алия")
    admin.get_by_label("Пароль").fill("не тот пароль")
    admin.get_by_role("button", name="Войти").click()
    expect(admin.get_by_role("alert")).to_have_text("Имя или пароль не подходит.")
    enter(admin, "Алия")
    expect(admin.get_by_role("heading", name="Пользователи")).to_be_visible()


def _token(admin: Page, address: str) -> None:
    admin.get_by_role("link", name="Алия").click()
    sound(admin)
    admin.get_by_label("Для чего ключ").fill("скрипт")
    admin.get_by_role("button", name="Создать ключ").click()
    secret = admin.get_by_label("Новый ключ").input_value()
    sound(admin)
    asking = {"authorization": f"Bearer {secret}", "cookie": ""}
    assert admin.request.get(f"{address}/search", headers=asking).status == 200
    admin.get_by_role("button", name="Отозвать: скрипт").click()
    expect(admin.get_by_text("Ключей нет.")).to_be_visible()
    assert admin.request.get(f"{address}/search", headers=asking).status == 401


def _reader(reader: Page, admin: Page) -> None:
    reader.goto("/")
    enter(reader, "Чита")
    reader.get_by_role("button", name="В избранное").first.click()
    for tab, may in ((reader, False), (admin, True)):
        tab.goto("/search?q=мост")
        href = tab.locator('main a[href^="/article/"]').first.get_attribute("href")
        tab.goto(str(href))
        correcting = tab.locator("details.fix form")
        assert (correcting.count() > 0) is may
        sound(tab)
    posting = "fetch('/dossiers', {method: 'POST', body: new URLSearchParams({name: 'x'})})"
    assert reader.evaluate(f"{posting}.then((answer) => answer.status)") == 403
    reader.goto("/users")
    expect(reader.get_by_role("alert")).to_contain_text("другая роль")


def test_collector_at_work(browser: Browser, archive: Path, tmp_path: Path) -> None:
    """The page is brought up to date by itself, until that is stopped; it is accessible."""
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    now, url = datetime.now(UTC), "https://zarya.example/rss"
    beat = Beat(COLLECT, now, now, None, 7, [url], {"kept": 3})
    with open_store(tmp_path / "otkuda.sqlite") as store, served(store) as address, opened_tab(browser, address) as tab:
        with store.writing() as conn:
            add_source(conn, NewsSource(source_id(url), url, "feed", url, now, due=now))
            put_beat(conn, beat)
        tab.goto("/collector")
        expect(tab.get_by_text("Сбор идёт")).to_be_visible()
        sound(tab)
        with store.writing() as conn:
            put_beat(conn, Beat(COLLECT, now, now, now, 0, [], {"kept": 4}))
        expect(tab.get_by_text("Сбор закончен")).to_be_visible(timeout=10_000)
        tab.get_by_role("button", name="Не обновлять").click()
        expect(tab.get_by_role("button", name="Не обновлять")).to_have_attribute("aria-pressed", "true")
