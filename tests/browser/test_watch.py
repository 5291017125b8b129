"""Watchlists in a browser: one is made, tried, changed and removed; both pages are open to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.test_tools import sound

if TYPE_CHECKING:
    from playwright.sync_api import Page


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
