"""Help comes at once: nothing heavy is imported for it."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

import otkuda
from otkuda.cli import main

HEAVY = (
    "rich",
    "msgspec",
    "jinja2",
    "pymorphy3",
    "trafilatura",
    "selectolax",
    "lxml",
    "ahocorasick",
    "httpx2",
    "sqlalchemy",
    "fastwarc",
    "xlsxwriter",
    "pyarrow",
    "structlog",
)


def test_help_imports_nothing_heavy() -> None:
    """Of what takes long to import, the help of no command needs any."""
    code = (
        "import sys; from otkuda.cli import main\n"
        "for words in (['--help'], *([name, '--help'] for name in main.commands)):\n"
        "    main(words, standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_is_quick() -> None:
    """The best of five is under 0.4 seconds, Python's own start with it."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "otkuda", "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.4


COMMANDS = (
    "",
    "read",
    "search",
    "statement",
    "story",
    "history",
    "export",
    "export articles",
    "export attributions",
    "export statements",
    "export evidence",
    "reread",
    "backup",
    "forget",
    "evaluate",
)


@pytest.mark.parametrize("command", [command.split() for command in COMMANDS], ids=COMMANDS)
def test_examples_in_help(command: list[str]) -> None:
    """Each help has examples, each on a line of its own."""
    shown = CliRunner().invoke(main, [*command, "--help"]).stdout
    assert len(re.findall(r"^  otkuda \w+ \S+", shown, re.MULTILINE)) >= 3
    assert "\\b" not in shown


def test_version() -> None:
    """The version is the package's."""
    done = subprocess.run([sys.executable, "-m", "otkuda", "--version"], check=True, capture_output=True, text=True)
    assert done.stdout == f"otkuda {otkuda.__version__}\n"
