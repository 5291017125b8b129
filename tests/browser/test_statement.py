"""A walk from a statement along its way, by mouse and keys, wide and narrow, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otkuda.store import open_store
from otkuda.store.statements import all_statements
from otkuda.store.stories import all_stories
from tests.browser.test_walk import barriers

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def paths(archive: Path) -> tuple[str, str]:
    """Where the statement and its story are."""
    with open_store(archive / "otkuda.sqlite") as store, store.reading() as conn:
        return f"/statement/{next(all_statements(conn)).id}", f"/story/{next(all_stories(conn)).id}"


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_accessible(tab: Page, paths: tuple[str, str], colours: str, width: int) -> None:
    """No barriers on either page, nothing wider than the screen, with every table open."""
    tab.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    tab.set_viewport_size({"width": width, "height": 844})
    for path in paths:
        tab.goto(f"{path}?why=1")
        for summary in tab.locator("summary").all():
            summary.click()
        assert not barriers(tab)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_walk(tab: Page, paths: tuple[str, str]) -> None:
    """From a row of the way to the article, back, and on to the story and its statement by keys."""
    tab.goto(paths[0])
    row = tab.locator("svg.wide a").nth(2)
    row.focus()
    assert row.locator(".more").is_visible()
    row.press("Enter")
    tab.wait_for_url("**/article/*")
    tab.go_back()
    tab.get_by_role("link", name="О ходе работ на мосту").first.click()
    tab.wait_for_url("**/story/*")
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/statement/*")
    assert tab.get_by_role("heading", level=1).inner_text().startswith("Мост мы откроем")
