"""Every example in README and docs runs, and gives what the page shows; every link leads somewhere.

A block marked ``python`` with ``>>>`` in it is a doctest; the blocks of one page share their names.
"""

from __future__ import annotations

import doctest
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from docs.examples import PAGES, Example, blocks, examples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_python_examples(page: Path) -> None:
    """The Python examples of a page run from its top to its end."""
    source = "\n".join(block for block in blocks(page, "python") if ">>>" in block)
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    words: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=words.append)
    assert not words, "".join(words)


@pytest.mark.parametrize("example", tuple(examples()), ids=lambda one: f"{one.page.stem}-{one.command}")
def test_console_examples(example: Example) -> None:
    """A command gives the output that the page shows under it; ``python3 dev.py docs`` writes it again."""
    if "| jq" in example.command and shutil.which("jq") is None:
        pytest.skip("this example needs jq: apt-get install jq")
    given = example.given()
    assert example.holds(given), given


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links(page: Path) -> None:
    """Every link to a file of the project leads to one."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]
