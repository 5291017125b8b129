"""The page that shows the API to people: accessible, opened by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_walk import barriers

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_api(tab: Page, scheme: str) -> None:
    """From the foot of a page; what can be asked is folded away, and opens."""
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto("/")
    tab.get_by_role("link", name="API").click()
    assert tab.get_by_role("heading", level=1).text_content() == "API"
    tab.locator("summary").first.press("Enter")
    assert tab.get_by_text("differing").first.is_visible()
    assert not barriers(tab)
