"""The examples of README and docs: found, run, and written again where the output has changed.

    python3 dev.py docs        (python -m docs.examples)

A block marked ``console`` holds commands after ``$ `` with the output that they give in the checkout; ``...`` is
anything, over several lines too. ``tests/docs`` runs them all.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "bench" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PLAIN_SCREEN = {"NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}


class Example(NamedTuple):
    """A command and the output that its page shows under it."""

    page: Path
    command: str
    output: str

    def given(self) -> str:
        """Return what the command prints in the checkout, both streams, without spaces at line ends."""
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        shell = ["bash", "-c", self.command]
        environment = os.environ | PLAIN_SCREEN | {"PATH": path}
        done = subprocess.run(shell, check=False, capture_output=True, cwd=ROOT, env=environment)
        return trimmed((done.stdout + done.stderr).decode("utf-8"))

    def holds(self, given: str) -> bool:
        """Whether the output is what the page shows."""
        return doctest.OutputChecker().check_output(trimmed(self.output), given, doctest.ELLIPSIS)


def trimmed(output: str) -> str:
    """Return the output without spaces at line ends and empty lines at its end."""
    return "\n".join(line.rstrip() for line in output.rstrip().splitlines()) + "\n"


def blocks(page: Path, language: str) -> list[str]:
    """Return the page's blocks in one language."""
    text = page.read_text(encoding="utf-8")
    return [match["body"] for match in BLOCK.finditer(text) if match["language"] == language]


def examples() -> Iterator[Example]:
    """Yield every command of every page with its output."""
    for page in PAGES:
        for block in blocks(page, "console"):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield Example(page, command, output)


def main() -> int:
    """Write the outputs that have changed into their pages, and name them. Returns 0."""
    for example in examples():
        given = example.given()
        if not example.holds(given):
            text = example.page.read_text(encoding="utf-8")
            shown = f"$ {example.command}\n"
            example.page.write_text(text.replace(shown + example.output, shown + given), encoding="utf-8")
            print(f"{example.page.name}: $ {example.command}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
