"""An article in the browser: read, corrected by selecting words, accessible. What is decided is undone at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otkuda.store import address_id
from tests.browser.test_walk import barriers

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = f"/article/{address_id('https://bereg.example/2026/most')}"
WORDS = "осталось уложить 400 метров асфальта"
SELECT = """words => {
  const walk = document.createTreeWalker(document.querySelector("[data-text] mark"), NodeFilter.SHOW_TEXT);
  while (!walk.nextNode().data.includes(words));
  const start = walk.currentNode.data.indexOf(words);
  getSelection().setBaseAndExtent(walk.currentNode, start, walk.currentNode, start + words.length);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_reading(tab: Page, theme: str) -> None:
    """The card of a mark on focus, gone by Escape; no barriers, also with a correction open."""
    tab.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    tab.goto(ARTICLE)
    tab.locator("mark").first.focus()
    assert tab.locator(".popup").first.is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator(".popup").first.is_visible()
    tab.locator("details.fix summary").first.click()
    tab.locator("details.missed summary").click()
    assert not barriers(tab)


def test_phone(tab: Page) -> None:
    """Nothing is wider than the screen, and the side comes after the text."""
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(ARTICLE)
    tab.locator("details.fix summary").first.click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    places = [tab.locator(one).bounding_box() for one in (".text", ".side")]
    assert places[0]
    assert places[1]
    assert places[0]["y"] + places[0]["height"] <= places[1]["y"]


def test_selected_words_are_the_words(tab: Page) -> None:
    """Selected and set right by one click, undone by another; the place on the page is kept."""
    tab.goto(ARTICLE)
    tab.evaluate(SELECT, WORDS)
    tab.get_by_role("button", name="Вот слова цитаты 1").click()
    tab.wait_for_url("**decided=*")
    assert WORDS in (tab.locator(".decided").text_content() or "")
    marked = tab.locator("mark").evaluate_all("all => all.map((one) => one.firstChild.nextSibling.data.trim())")
    assert marked == [WORDS]
    assert not barriers(tab)
    tab.locator(".decided button").click()
    tab.wait_for_url(f"**{ARTICLE}")
    assert tab.locator(".made").count() == 0


def test_selected_words_are_somebodys(tab: Page) -> None:
    """Selected, given a name, sent; and taken back in the list of what was corrected."""
    tab.goto(ARTICLE)
    tab.evaluate(SELECT.replace(" mark", ""), "Мост откроют в мае")
    tab.get_by_role("button", name="Это чьи-то слова").click()
    tab.keyboard.type("Анна Рогова")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**decided=*")
    assert tab.locator(".who h3", has_text="Анна Рогова").count() == 1
    tab.locator(".made button").click()
    tab.wait_for_url(f"**{ARTICLE}")
    assert tab.locator(".who h3", has_text="Анна Рогова").count() == 0
