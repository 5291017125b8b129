"""``otkuda watch``: make, list, show, try, test, pause and remove; what is not clear is one line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from otkuda.cli import main
from tests.cli.outlets import FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run a command on a store of the test's own."""
    return lambda *given: CliRunner().invoke(main, ["--data", str(tmp_path), *given])


def of_yesterday(folder: Path) -> Path:
    """Write the articles of three outlets as if they were of yesterday: what is older is no news."""
    day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    file = folder / "yesterday.jsonl"
    file.write_text(FILE.read_text(encoding="utf-8").replace("2026-03-11", day), encoding="utf-8")
    return file


def test_watch(run: Callable[..., Result], tmp_path: Path) -> None:
    """A watchlist from its making to its end."""
    made = run("watch", "add", "Мост", "--words", "мост", "--webhook", "https://desk.example/", "--on", "differing")
    assert made.exit_code == 0
    assert "signed with whsec_" in made.output
    assert run("import", str(of_yesterday(tmp_path))).exit_code == 0
    assert " · Мост · words: мост; on differing · 0 told" in run("watch", "list").output
    assert "webhook https://desk.example/" in run("watch", "show", "Мост").output
    assert "1 in 366 days" in run("watch", "try", "Мост", "--days", "366").output
    assert run("watch", "pause", "Мост").exit_code == 0
    assert "paused" in run("watch", "list").output
    assert run("watch", "resume", made.output[:8]).exit_code == 0
    assert "paused" not in run("watch", "list").output
    assert run("watch", "remove", "Мост").exit_code == 0
    assert run("watch", "list").output == ""


def test_a_trial(run: Callable[..., Result]) -> None:
    """What comes of it, address by address."""
    run("watch", "add", "Мост", "--words", "мост", "--mail", "desk@zarya.example")
    done = run("watch", "test", "Мост")
    assert done.exit_code == 1
    assert "email desk@zarya.example: no mail server to send with; set OTKUDA_SMTP and OTKUDA_MAIL_FROM" in done.output
    run("watch", "add", "Паром", "--words", "паром")
    assert "its feed" in run("watch", "test", "Паром").output


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["add", "Мост"], "say what to watch"),
        (["add", "Мост", "--words", "мост", "--webhook", "http://localhost/"], "private network"),
        (["add", "Мост", "--words", "мост", "--digest", "weekly"], "no time of day"),
        (["show", "Мост"], "otkuda watch list has them"),
    ],
)
def test_what_is_wrong(run: Callable[..., Result], given: list[str], says: str) -> None:
    """One line, and no traceback."""
    done = run("watch", *given)
    assert done.exit_code == 1
    assert says in done.output
    assert done.output.startswith("Error: ")
