"""The credits of golden texts: ``text => credit photo AGENCY/AUTHOR``, «-» for a part that the text does not name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import otkuda
from otkuda.text.language import LANGUAGES

from .notation import PARAGRAPH

HERE = Path(__file__).parent
LINES = [
    pytest.param(code, line, id=f"{code} {number}")
    for code in LANGUAGES
    for number, line in enumerate((HERE / code / "credits.txt").read_text(encoding="utf-8").splitlines(), 1)
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("code", "line"), LINES)
def test_credit_is_read(code: str, line: str) -> None:
    """Each credit is found once, with its kind, agency and author, and points at its own words."""
    marked, _, listed = line.partition(" => credit ")
    text = marked.replace("¶", PARAGRAPH)
    article = otkuda.read(text, language=code)
    assert [(c.what, c.agency, c.author) for c in article.credits] == ([] if listed == "none" else [named(listed)])
    for credit in article.credits:
        if credit.text:
            words = text[credit.text.start : credit.text.end]
            for name in (credit.agency, credit.author):
                assert all(stem in words for stem in re.findall(r"\w{1,4}", (name or "").split(" ")[0])[:1])


def named(listed: str) -> tuple[str, str | None, str | None]:
    """Return kind, agency and author of «photo ТАСС/Пётр Лазарев»."""
    what, names = listed.split(" ", 1)
    agency, author = names.split("/")
    return what, None if agency == "-" else agency, None if author == "-" else author
