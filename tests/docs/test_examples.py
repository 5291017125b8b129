"""Every example in README and docs runs, and gives what the page shows.

A fenced block marked ``python`` with ``>>>`` in it is a doctest; the blocks of one page share their names. A block
marked ``console`` holds commands after ``$ `` with the output that they give in the checkout; ``...`` stands for
anything, also over several lines.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PLAIN_SCREEN = {"NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}


def blocks(page: Path, language: str) -> list[str]:
    """Return the page's blocks in one language."""
    text = page.read_text(encoding="utf-8")
    return [match["body"] for match in BLOCK.finditer(text) if match["language"] == language]


def console_cases() -> list[tuple[str, str, str]]:
    """Return every command of every page: the page's name, the command, its output."""
    cases = []
    for page in PAGES:
        for block in blocks(page, "console"):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                cases.append((page.name, command, output))
    return cases


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples(page: Path) -> None:
    """The Python examples of a page run from its top to its end."""
    source = "\n".join(block for block in blocks(page, "python") if ">>>" in block)
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    words: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=words.append)
    assert not words, "".join(words)


@pytest.mark.parametrize(("page", "command", "expected"), console_cases())
def test_console_examples(page: str, command: str, expected: str) -> None:
    """A command gives the output that the page shows under it."""
    if "| jq" in command and shutil.which("jq") is None:
        pytest.skip("this example needs jq: apt-get install jq")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | PLAIN_SCREEN | {"PATH": path}
    done = subprocess.run(["bash", "-c", command], check=False, capture_output=True, cwd=ROOT, env=environment)  # noqa: S607
    given = (done.stdout + done.stderr).decode("utf-8")
    same = doctest.OutputChecker().check_output(trimmed(expected), trimmed(given), doctest.ELLIPSIS)
    assert same, f"{page}: $ {command}\n{given}"


def trimmed(output: str) -> str:
    """Return the output without spaces at line ends and empty lines at its end."""
    return "\n".join(line.rstrip() for line in output.rstrip().splitlines()) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Every link to a file of the project leads to one."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]
