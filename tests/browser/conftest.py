"""A real browser (Debian's Chromium) on the pages of a store; skipped where there is none."""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from otkuda.cli import main
from otkuda.serve.app import application
from otkuda.store import open_store
from tests.serve.conftest import archive as archive_of_three

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

    from otkuda.store import Store

LONG = 300  # seconds
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    for item in items:
        if CHROMIUM is None and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason="no Chromium here; get it with: apt-get install chromium"))


archive = archive_of_three


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield started
        started.close()


@pytest.fixture(scope="session")
def newsroom(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 - no demo without one
    """The folder of a store with the invented newsroom, as ``otkuda demo`` makes it; made by one worker for all."""
    own = tmp_path_factory.mktemp("newsroom")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _demo(own)
    shared = tmp_path_factory.getbasetemp().parent / "newsroom"
    try:
        shared.mkdir()
    except FileExistsError:
        until = time.monotonic() + LONG
        while not (shared / "made").exists() and time.monotonic() < until:
            time.sleep(0.2)
    else:
        _demo(shared / "making").rename(shared / "made")
    return Path(shutil.copytree(shared / "made", own, dirs_exist_ok=True))


def _demo(folder: Path) -> Path:
    done = CliRunner().invoke(main, ["demo", "--once", "--keep", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def address(archive: Path) -> Iterator[str]:
    """Where the pages of the archive are served."""
    with open_store(archive / "otkuda.sqlite") as store, served(store) as place:
        yield place


@pytest.fixture(scope="session")
def newsroom_address(newsroom: Path) -> Iterator[str]:
    """Where the pages of the newsroom are served."""
    with open_store(newsroom / "otkuda.sqlite") as store, served(store) as place:
        yield place


@contextmanager
def served(store: Store) -> Iterator[str]:
    """Serve the pages of a store, and give their address."""
    server = uvicorn.Server(uvicorn.Config(application(store), port=0, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """An empty tab, in Russian; a fault that the page tells on its console fails the test."""
    with opened_tab(browser, address) as page:
        yield page


@contextmanager
def opened_tab(browser: Browser, address: str, *, language: str = "ru") -> Iterator[Page]:
    """Give a tab of its own browser, with no cookie of another."""
    context = browser.new_context(base_url=address, locale=language, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
    yield page
    context.close()
    assert not faults


def _is_fault(said: ConsoleMessage) -> bool:
    """A page that is refused or not there is told on the console too: that is no fault of it."""
    return said.type == "error" and not said.text.startswith("Failed to load resource: the server responded")
