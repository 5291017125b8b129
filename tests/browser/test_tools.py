"""Check, sources, dossiers and brief in a browser: a walk, accessibility, a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.test_walk import barriers
from tests.serve.test_check import DRAFT

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPML = b'<opml><body><outline text="Zarya" xmlUrl="https://zarya.example/rss"/></body></opml>'


def sound(tab: Page) -> None:
    """Nothing bars anybody from the page, in light and dark, and nothing is wider than a phone."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        tab.emulate_media(color_scheme=scheme)
        assert not barriers(tab)
    tab.set_viewport_size({"width": 360, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.set_viewport_size({"width": 1280, "height": 900})


def test_check(tab: Page) -> None:
    """A draft is pasted, its verdicts are walked by keys, a number leads to its verdict."""
    tab.goto("/check")
    sound(tab)
    tab.fill("#text", DRAFT)
    tab.get_by_role("button", name="Проверить", exact=True).click()
    expect(tab.locator(".verdict")).to_have_count(4)
    sound(tab)
    tab.locator("mark .n").nth(1).click()
    assert tab.url.endswith("#q-2")
    tab.keyboard.press("j")
    expect(tab.locator(".verdict").first.locator("[data-open]")).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/statement/*")


def test_sources(tab: Page) -> None:
    """A list is loaded, a source opened, paused and removed."""
    tab.goto("/sources")
    tab.set_input_files("#file", {"name": "a.opml", "mimeType": "text/xml", "buffer": OPML})
    tab.get_by_role("button", name="Загрузить").click()
    expect(tab.get_by_role("status")).to_contain_text("Новых источников: 1")
    sound(tab)
    tab.get_by_role("link", name="Zarya").click()
    sound(tab)
    tab.get_by_role("button", name="Приостановить").click()
    expect(tab.locator(".state")).to_have_text("Приостановлен")
    tab.get_by_text("Убрать источник").click()
    tab.get_by_role("button", name="Убрать", exact=True).click()
    expect(tab.locator(".followed li")).to_have_count(0)


@pytest.mark.parametrize("path", ["/brief", "/dossiers"])
def test_lists(tab: Page, path: str) -> None:
    """Both are sound as they open."""
    tab.goto(path)
    sound(tab)


def test_dossier(tab: Page) -> None:
    """A statement is put into a new dossier, taken out and back; its brief is a page to print."""
    tab.goto("/brief")
    expect(tab.get_by_role("button", name="Печать")).to_be_visible()
    statement = str(tab.locator("[data-open]").first.get_attribute("href")).rpartition("/")[2]
    tab.goto(f"/dossiers/add?statement={statement}")
    sound(tab)
    tab.get_by_label("Новое досье").or_(tab.get_by_label("или в новое")).fill("Мост")
    tab.get_by_role("button", name="Положить в досье").click()
    sound(tab)
    tab.get_by_role("button", name="Вынуть").click()
    tab.get_by_role("button", name="Вернуть").click()
    expect(tab.locator(".held > li")).to_have_count(1)
    tab.get_by_role("link", name="Сводка").click()
    expect(tab.locator(".brief > li")).to_have_count(1)
    tab.go_back()
    tab.get_by_text("Название, состояние, заметка").click()
    tab.get_by_role("button", name="Удалить досье").click()
    expect(tab.get_by_role("status")).to_contain_text("удалено")
    sound(tab)
