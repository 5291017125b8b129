"""``otkuda user`` and ``otkuda token``; and that nothing is served to others without users."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from otkuda.cli import main
from otkuda.serve.serving import Serving

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "верная лошадь скоба\n"  # noqa: S105 - of nobody


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.serve.people import quick

    quick(monkeypatch)


def run(folder: Path, *arguments: str, typed: str = "") -> Result:
    """Run a command on a store."""
    return CliRunner().invoke(main, ["--data", str(folder), *arguments], input=typed)


def test_users(tmp_path: Path) -> None:
    """The first is an admin, the others readers; what cannot be done is one line."""
    assert "No users yet" in run(tmp_path, "user", "list").output
    assert "first user is an admin" in run(tmp_path, "user", "add", "Алия", "--role", "reader", typed=PASSWORD).output
    assert run(tmp_path, "user", "add", "Алия", typed=PASSWORD).stdout == "Алия: admin\n"
    assert run(tmp_path, "user", "add", "Марат", typed=PASSWORD).stdout == "Марат: reader\n"
    assert run(tmp_path, "user", "role", "марат", "editor").stdout == "Марат: editor\n"
    assert run(tmp_path, "user", "password", "Марат", typed=PASSWORD * 1).exit_code == 0
    listed = run(tmp_path, "user", "list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["admin", "editor"]
    for arguments, typed, said in (
        (("add", "алия"), PASSWORD, "there is such a user"),
        (("add", "x\x1b[1m"), PASSWORD, "1 to 60"),
        (("add", "Новый"), "short\n", "10 characters"),
        (("add", "Новый"), "", "standard input"),
        (("remove", "Алия"), "", "last admin"),
        (("role", "Алия", "reader"), "", "last admin"),
        (("password", "Никто"), PASSWORD, "no such user"),
    ):
        done = run(tmp_path, "user", *arguments, typed=typed)
        assert done.exit_code != 0
        assert said in done.output
        assert "Traceback" not in done.output
    assert run(tmp_path, "user", "remove", "Марат").stdout == "Марат: removed\n"
    assert run(tmp_path, "user", "add", "марат", typed=PASSWORD).stdout == "Марат: reader\n"


def test_tokens(tmp_path: Path) -> None:
    """A token is shown once, listed by the beginning of its hash, and withdrawn by that."""
    run(tmp_path, "user", "add", "Алия", typed=PASSWORD)
    run(tmp_path, "user", "add", "Марат", typed=PASSWORD)
    secret = run(tmp_path, "token", "add", "Алия", "скрипт").stdout.strip()
    assert secret.startswith("otk_")
    assert "no more than that" in run(tmp_path, "token", "add", "Марат", "x", "--role", "admin").output
    listed = run(tmp_path, "token", "list").stdout
    assert secret not in listed
    assert "Алия: скрипт" in listed
    assert run(tmp_path, "token", "withdraw", listed.split()[0]).stdout == "скрипт: withdrawn\n"
    assert "no such token" in run(tmp_path, "token", "withdraw", listed.split()[0]).output
    assert "No tokens yet" in run(tmp_path, "token", "list").output


@pytest.mark.parametrize("where", [["--address", "0.0.0.0"], ["--address", "::"], ["--name", "news.example"]])  # noqa: S104
def test_others_are_served_only_where_there_are_users(tmp_path: Path, where: list[str]) -> None:
    """It ends with one line that says what to do."""
    done = run(tmp_path, "serve", "--port", "0", *where)
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert "otkuda user add NAME" in done.output


def test_under_which_names_it_answers() -> None:
    """Its own address and what was named; any only where all addresses are listened on and none was named."""
    assert Serving().is_here
    assert not Serving("192.168.1.20").is_here
    assert not Serving(names=("news.example",)).is_here
    assert "192.168.1.20" in Serving("192.168.1.20").hosts
    assert "*" not in Serving("0.0.0.0", names=("News.example",)).hosts  # noqa: S104
    assert "news.example" in Serving("0.0.0.0", names=("News.example",)).hosts  # noqa: S104
    assert "*" in Serving("::").hosts
