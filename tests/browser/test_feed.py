"""The feed in a browser: keys, marks, accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_walk import barriers

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(tab: Page, scheme: str) -> None:
    """axe-core finds nothing, filters open or not."""
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    tab.goto("/?q=мост")
    assert not barriers(tab)


def test_keys(tab: Page) -> None:
    """J goes to the next statement, also on a Russian layout; s stars it, / finds, ? helps, Enter opens."""
    tab.goto("/")
    tab.keyboard.press("j")
    expect(tab.locator("[data-item]").first.locator("[data-open]")).to_be_focused()
    star = tab.locator("[data-item]").first.locator('[data-key="s"]')
    tab.keyboard.press("s")
    expect(star).to_have_attribute("aria-pressed", "true")
    tab.keyboard.press("s")
    expect(star).to_have_attribute("aria-pressed", "false")
    tab.keyboard.press("?")
    expect(tab.locator("#help")).to_be_visible()
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    expect(tab.locator("[data-search]")).to_be_focused()
    tab.goto("/")
    tab.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))")
    expect(tab.locator("[data-item]").first.locator("[data-open]")).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/statement/*")


def test_no_page_is_wider_than_a_phone(tab: Page) -> None:
    """Nothing has to be moved sideways on 360 pixels."""
    tab.set_viewport_size({"width": 360, "height": 700})
    tab.goto("/?q=мост")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
