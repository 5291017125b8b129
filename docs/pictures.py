"""The pictures of README and docs, taken of the demo's newsroom by a real browser (Debian's chromium).

    python -m docs.pictures

They show an invented newsroom, whose times count from now: they change each time, so take them only when pages look
otherwise.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, NamedTuple

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FOLDER = Path(__file__).resolve().parent / "pictures"
OTKUDA = (sys.executable, "-P", "-m", "otkuda")


class Picture(NamedTuple):
    """A picture: its name, the page that it starts from, what is clicked there, and how it is looked at."""

    name: str
    path: str
    click: str | None = None
    width: int = 1100
    height: int = 720
    scheme: Literal["light", "dark"] = "light"
    language: str = "ru"


PICTURES = (
    Picture("feed", "/"),
    Picture("statement", "/?q=трасса", ".item [data-open]", height=900),
    Picture("article", "/search?q=пристань&where=articles", ".found [data-open]", scheme="dark"),
    Picture("phone", "/stories", width=390, language="kk"),
)


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for one in PICTURES:
            take(browser, address, one)
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve the demo's newsroom, and give the address of its pages."""
    with TemporaryDirectory() as folder:
        subprocess.run([*OTKUDA, "demo", "--once", "--keep", folder], check=True, stdout=subprocess.DEVNULL)
        command = [*OTKUDA, "--data", folder, "serve", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout  # noqa: S101 - it is a pipe
            yield process.stdout.readline().split()[0].rstrip("/")
            process.terminate()


def take(browser: Browser, address: str, one: Picture) -> None:
    """Take one picture."""
    size = {"width": one.width, "height": one.height}
    context = browser.new_context(viewport=size, color_scheme=one.scheme, locale=one.language)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + one.path)
    if one.click:
        page.locator(one.click).first.click()
        page.wait_for_load_state()
    page.screenshot(path=FOLDER / f"{one.name}.jpg", type="jpeg", quality=70)
    context.close()


if __name__ == "__main__":
    main()
