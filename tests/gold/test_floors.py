"""No figure falls under its floor, and the README says what is measured.

The gold set lies beside the checkout (``../shared/gold``). Where it does not, the project's own article is measured,
and the figures of the README are held to ``evaluation/figures.json`` alone.
"""

from __future__ import annotations

from functools import cache

import pytest

from evaluation.measure import GOLD, README, Part, floors, gold_parts, kept_parts, own_part, statement_part, tables

FLOORS = floors()


@cache
def parts() -> dict[str, Part]:
    """Return what is measured now, once a process."""
    return gold_parts(GOLD) | {"statement": statement_part(GOLD)}


def measured(name: str) -> Part:
    """Return a part as it is measured now; skips where its texts are not here."""
    if name == "own":
        return own_part()
    if not (GOLD / "ru.gold.jsonl").exists():
        pytest.skip(f"no gold set in {GOLD}: only the project's own articles are measured")
    return parts()[name]


@pytest.mark.parametrize("name", FLOORS)
def test_figures_keep_to_their_floors(name: str) -> None:
    """Every figure of a part is at least its floor."""
    now = measured(name).figures
    assert {figure: now[figure] for figure, floor in FLOORS[name].items() if now[figure] < floor} == {}


@pytest.mark.parametrize("name", kept_parts())
def test_figures_are_those_of_now(name: str) -> None:
    """figures.json holds what is measured; ``python3 dev.py floors`` writes it again."""
    assert kept_parts()[name] == measured(name)


def test_readme_shows_the_figures() -> None:
    """The README's tables are made from figures.json; ``python3 dev.py floors`` writes it again."""
    assert tables(kept_parts()) in README.read_text(encoding="utf-8")
