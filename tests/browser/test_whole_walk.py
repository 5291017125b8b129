"""The demo's newsroom in a browser: one walk from the feed to a brief, and what bars anybody from any of the pages."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

import docx
import openpyxl
import pytest
from playwright.sync_api import expect

from otkuda.store import address_id, open_store
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.sources import list_sources
from otkuda.store.story_feed import story_feed
from tests.browser.conftest import opened_tab, served
from tests.browser.test_walk import barriers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    Way = tuple[Literal["light", "dark"], int]

EDITED = address_id("https://zarechye.example/novosti/4421.html")
DRAFT = """
«Реконструкцию трассы Тасозен — Кокжар мы завершим до 1 октября», — заявил министр транспорта Бекзат Аралтаев.

«Реконструкцию трассы Тасозен — Кокжар мы завершим до 15 октября. Ни один посёлок не останется без подъезда: на время
работ откроют двадцать объездов», — добавил Бекзат Аралтаев.

«Паром через реку ходить не будет ни в этом году, ни в следующем», — сообщил Сергей Вершинин.
"""
PAGES = {
    "feed": "/?q=трасса",
    "stories": "/stories?several=1",
    "story": "/story/{story}",
    "article": "/article/{article}",
    "changes": "/article/{article}/changes",
    "statement": "/statement/{statement}?why=1",
    "speakers": "/speakers",
    "speaker": "/speaker/{speaker}",
    "speaker by story": "/speaker/{speaker}?by=story",
    "who is who": "/speaker/{speaker}/who?q=а",
    "outlets": "/outlets",
    "outlet": "/outlet/zarechye.example",
    "search": "/search?q=объезд",
    "search in articles": "/search?q=объезд&where=articles",
    "check": "/check",
    "sources": "/sources",
    "source": "/sources/{source}",
    "dossiers": "/dossiers",
    "dossier": "/dossiers/{dossier}",
    "put into a dossier": "/dossiers/add?statement={statement}",
    "brief": "/brief?differing=1",
    "watchlists": "/watch",
    "collector": "/collector",
    "login": "/login",
}
WAYS: tuple[Way, ...] = (
    ("light", 390),
    ("dark", 390),
    ("dark", 1600),
    ("light", 1600),
)


@pytest.fixture(scope="module")
def known(newsroom: Path, newsroom_address: str, browser: Browser) -> dict[str, str]:
    """The ids that the addresses of pages have in them."""
    with open_store(newsroom / "otkuda.sqlite") as store, store.reading() as conn:
        statement = feed(conn, Filter(by_weight=True), limit=1).items[0]
        story = story_feed(conn, Filter(by_weight=True), limit=1).items[0].id
        source = list_sources(conn)[0].id
    with opened_tab(browser, newsroom_address) as tab:
        dossier = _put_in(tab, statement.id)
    return {
        "statement": statement.id,
        "speaker": statement.entity or "",
        "story": story,
        "article": EDITED,
        "source": source,
        "dossier": dossier,
    }


def _put_in(tab: Page, statement: str) -> str:
    """Put a statement into a new dossier, and return the id of that."""
    tab.goto(f"/dossiers/add?statement={statement}")
    tab.locator("form.put input[name=name]").fill("Объезды")
    tab.locator("form.put button").click()
    tab.wait_for_url("**/dossiers/*")
    return tab.url.rpartition("/")[2]


@pytest.fixture
def desk(browser: Browser, newsroom: Path, tmp_path: Path) -> Iterator[Page]:
    """A tab on a copy of the newsroom, where things may be decided."""
    shutil.copy(newsroom / "otkuda.sqlite", tmp_path)
    with open_store(tmp_path / "otkuda.sqlite") as store, served(store) as place, opened_tab(browser, place) as tab:
        yield tab


@pytest.mark.parametrize("name", PAGES)
def test_no_page_bars_anybody(browser: Browser, newsroom_address: str, known: dict[str, str], name: str) -> None:
    """axe-core finds nothing, light and dark, on the phone and wide; nothing is wider than the screen."""
    with opened_tab(browser, newsroom_address) as tab:
        answer = tab.goto(PAGES[name].format_map(known))
        assert answer
        assert answer.status == 200
        assert not _barred(tab)


def test_no_verdict_bars_anybody(browser: Browser, newsroom_address: str) -> None:
    """The same where a draft was checked."""
    with opened_tab(browser, newsroom_address) as tab:
        _check(tab)
        assert not _barred(tab)


@pytest.mark.parametrize("language", ["kk", "en"])
def test_no_language_bars_anybody(
    browser: Browser, newsroom_address: str, known: dict[str, str], language: str
) -> None:
    """The same in the other languages, on the pages that say most."""
    with opened_tab(browser, newsroom_address, language=language) as tab:
        for name in ("feed", "article", "statement"):
            tab.goto(PAGES[name].format_map(known))
            assert not _barred(tab, WAYS[:1])


def _barred(tab: Page, ways: Sequence[Way] = WAYS) -> list[str]:
    found = []
    for scheme, width in ways:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 900})
        found += [f"{scheme} {width}: {one}" for one in barriers(tab)]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width}: wider than the screen")
    return found


def test_what_was_said_before(browser: Browser, newsroom_address: str) -> None:
    """From a statement to what its speaker said on the matter before, side by side, and to that one itself."""
    with opened_tab(browser, newsroom_address) as tab:
        tab.goto("/")
        tab.get_by_role("link", name="Реконструкцию трассы Тасозен").click()
        before = tab.get_by_role("region", name="Что говорили об этом раньше")
        expect(before.locator("li.now")).to_be_visible()
        before.locator(".ways a").click()
        expect(tab.locator("#now")).to_be_visible()
        tab.go_back()
        earlier = before.locator("[data-open]").first
        words = earlier.inner_text()
        earlier.click()
        expect(tab.get_by_role("heading", level=1)).to_contain_text(words[:40])


def _check(tab: Page) -> None:
    tab.goto("/check")
    tab.fill("#text", DRAFT)
    tab.get_by_role("button", name="Проверить", exact=True).click()
    expect(tab.locator(".verdict")).to_have_count(3)


def test_the_whole_walk(desk: Page, tmp_path: Path) -> None:
    """From the feed to a brief: read, corrected and undone, merged and undone, taken along as files."""
    desk.goto("/")
    _read(desk)
    _correct(desk)
    _look_up(desk)
    _merge_speakers(desk)
    _take_along(desk, tmp_path)


def _read(tab: Page) -> None:
    """From the feed to the article that differs, to the statement, to who said it."""
    words = "Реконструкцию трассы Тасозен"
    tab.get_by_role("link", name=words).click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(words)
    tab.locator("#appearances ~ .tellings .differs [data-open]").first.click()
    expect(tab.locator("article.article mark").first).to_be_visible()
    tab.locator(".who ol a", has_text=words).click()
    tab.locator("header .name").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Бекзат Аралтаев")


def _correct(tab: Page) -> None:
    """Somebody else said it; that is told, and taken back."""
    tab.goto(f"/article/{EDITED}")
    before = tab.locator(".who h3").all_inner_texts()
    tab.locator("details.fix summary").first.click()
    form = tab.locator("details.fix form").first
    form.locator("input[name=typed]").fill("Анна Рогова")
    form.get_by_role("button", name="Так", exact=True).click()
    expect(tab.locator(".decided")).to_contain_text("Анна Рогова")
    expect(tab.locator(".who h3", has_text="Анна Рогова")).to_have_count(1)
    tab.locator(".decided button").click()
    expect(tab.locator(".made")).to_have_count(0)
    assert tab.locator(".who h3").all_inner_texts() == before


def _look_up(tab: Page) -> None:
    """Words are searched for from any page, a draft is checked, and its verdict leads to the statement."""
    tab.keyboard.press("/")
    tab.keyboard.type("объезд")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?*")
    expect(tab.locator("[data-item]").first).to_be_visible()
    _check(tab)
    tab.locator(".verdict [data-open]").first.click()
    tab.wait_for_url("**/statement/*")


def _merge_speakers(tab: Page) -> None:
    """Two are taken for one; that is told, and taken back."""
    tab.goto("/speakers")
    tab.get_by_role("link", name="Павел Вершинин").click()
    tab.get_by_role("link", name="Кто это", exact=True).click()
    tab.get_by_role("searchbox", name="Имя или его часть").fill("Вершинин")
    tab.get_by_role("button", name="Найти").click()
    other = tab.get_by_role("listitem").filter(has=tab.get_by_role("link", name="Сергей Вершинин"))
    other.get_by_role("button", name="Это одно лицо").click()
    expect(tab.locator("#decided")).to_contain_text("одно лицо")
    tab.locator("#decided button").click()
    expect(tab.locator("#decided")).to_have_count(0)


def _take_along(tab: Page, folder: Path) -> None:
    """A brief of a filter is a page, a document and a table with the same statements."""
    tab.goto("/?differing=1")
    tab.get_by_role("link", name="Сводка").click()
    many = tab.locator(".brief > li").count()
    assert many
    with tab.expect_download() as document:
        tab.get_by_role("link", name="DOCX").click()
    document.value.save_as(folder / "brief.docx")
    written = docx.Document(str(folder / "brief.docx")).paragraphs
    headings = [one for one in written if one.style and one.style.name == "Heading 2"]
    with tab.expect_download() as table:
        tab.get_by_role("link", name="XLSX").click()
    table.value.save_as(folder / "brief.xlsx")
    rows = openpyxl.load_workbook(folder / "brief.xlsx").active.max_row - 1
    assert (len(headings), rows) == (many, many)
