"""Watchlists in a browser: one is made, tried, changed and removed; both pages are open to everybody."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import uvicorn
from playwright.sync_api import expect

from otkuda.serve.app import application
from otkuda.settings import Settings
from otkuda.store import open_store
from otkuda.store.outbox import how_many_messages
from tests.alerts.desk import NONE, WORDS, Desk, said
from tests.alerts.receivers import web
from tests.browser.test_tools import sound

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from playwright.sync_api import Browser, Page

    from otkuda.store import Store


def test_a_watchlist(tab: Page) -> None:
    """From an empty page to a watchlist that was tried, paused and removed."""
    tab.goto("/watch")
    sound(tab)
    tab.get_by_label("Кто говорит").fill("Одинцов")
    tab.get_by_label("пересказали иначе").check()
    tab.get_by_label("Webhook").fill("https://desk.example/told")
    tab.get_by_role("button", name="Следить").click()
    tab.wait_for_url("**/watch/*")
    sound(tab)
    tab.get_by_role("link", name="Что было бы за неделю").click()
    expect(tab.locator(".would h2")).to_contain_text("За неделю")
    tab.get_by_role("button", name="Приостановить").click()
    expect(tab.locator(".facts strong")).to_have_text("приостановлено")
    tab.get_by_text("Что, куда и когда").click()
    sound(tab)
    tab.get_by_label("Название").fill("Мост")
    tab.get_by_role("button", name="Сохранить").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Мост")
    tab.get_by_text("Перестать следить").click()
    tab.get_by_role("button", name="Да, перестать").click()
    expect(tab.locator(".watched li")).to_have_count(0)


def is_sent(store: Store) -> bool:
    """Was a message sent, and is that written?"""
    with store.reading() as conn:
        return any("sent" in states for states in how_many_messages(conn).values())


def test_an_alert(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A watchlist is made, an article comes, the webhook has the alert, and the page shows that it was sent."""
    monkeypatch.setattr("otkuda.alerts.running.EVERY", 0.1)
    monkeypatch.setattr("otkuda.alerts.running.SETTLING", NONE)
    with web() as receiver, open_store(tmp_path / "otkuda.sqlite") as store:
        made = application(store, settings=Settings(routes=f"*.example={receiver.origin}"))
        server = uvicorn.Server(uvicorn.Config(made, port=0, log_config=None, ws="none"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        context = browser.new_context(base_url=origin, locale="ru-RU")
        tab = context.new_page()
        tab.goto("/watch")
        tab.get_by_label("Кто говорит").fill("Одинцов")
        tab.get_by_label("Webhook").fill("https://desk.example/told")
        tab.get_by_role("button", name="Следить").click()
        tab.wait_for_url("**/watch/*")
        Desk(store, datetime.now(UTC)).arrive(said(WORDS, "https://zarya.example/1"))
        until = time.monotonic() + 30
        while not is_sent(store) and time.monotonic() < until:
            time.sleep(0.1)
        [alert] = json.loads(receiver.got[0].body)["data"]["alerts"]
        assert alert["text"] == WORDS
        tab.reload()
        expect(tab.locator(".alerts .words")).to_have_text(WORDS)
        expect(tab.locator("tbody")).to_contain_text("отправлено")
        sound(tab)
        context.close()
        server.should_exit = True
        thread.join()
