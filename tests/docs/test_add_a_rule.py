"""The rule of the how-to works as it stands on the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import otkuda
from otkuda.attribution import reading

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "add-a-rule.md"


def test_the_rule_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put into the list, it finds what the page's golden line marks; without it, nothing is found."""
    text = "Мост закрыли. Вывод комиссии: мост пора чинить."
    block = re.search(r"```py\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    names: dict[str, Any] = {}
    exec(block[1], names)  # noqa: S102 - the page is ours
    assert otkuda.read(text, language="ru").attributions == ()
    monkeypatch.setattr(reading, "RULES", (*reading.RULES, names["verdict"]))
    [found] = otkuda.read(text, language="ru").attributions
    assert [text[span.start : span.end] for span in found.content] == ["мост пора чинить"]
    assert found.rule == "verdict"
    assert found.chain[-1].entity == "комиссия"
