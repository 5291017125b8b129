"""Who is one and who is not, by invented people: one line of ``scenarios.txt`` a case."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from otkuda.entities import Mention, resolve

TYPES = {"org": "organization", "outlet": "outlet"}


def lines(name: str) -> list[str]:
    """Return the cases of a file."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


LINES, NAMESAKES = lines("scenarios.txt"), lines("namesakes.txt")


@dataclass(frozen=True, slots=True)
class Expected:
    """A mention, the label of its entity, and whether that is open."""

    mention: Mention
    label: str
    is_open: bool


def read(line: str) -> tuple[str, list[Expected]]:
    """Return what a line shows, and its mentions."""
    title, _, rest = line.partition(" :: ")
    return title, [expected(number, text) for number, text in enumerate(rest.split(";"))]


def expected(number: int, text: str) -> Expected:
    """Return one mention of a line, in an article of its own."""
    label, language, said = (text.strip() + "  ").split(" ", 2)
    name, role, organization, date, gender = (one.strip() or None for one in (said + "////").split("/")[:5])
    if "https:" in said:
        name, role, organization, date, gender = said.strip(), None, None, None, None
    kind, _, rest = (name or "").partition(" ")
    day = datetime.fromisoformat(date).replace(tzinfo=UTC) if date else datetime(2026, 1, 1, tzinfo=UTC)
    if kind in TYPES:
        name = rest
    kind = TYPES.get(kind, "person")
    mention = Mention(f"a{number}", day, language, name or "", kind, role, organization, gender or "")  # type: ignore[arg-type]
    return Expected(mention, label.rstrip("?"), label.endswith("?"))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.partition(" :: ")[0])
def test_scenario(line: str) -> None:
    """The mentions of one label are one entity, those of two labels are two, and the open ones are shown as open."""
    _, wanted = read(line)
    found = {mention: entity for entity in resolve(one.mention for one in wanted) for mention in entity.mentions}
    labels = defaultdict(set)
    for one in wanted:
        labels[one.label].add(found[one.mention.id].id)
    assert all(len(ids) == 1 for ids in labels.values()), dict(labels)
    assert len({min(ids) for ids in labels.values()}) == len(labels)
    assert {one.label: found[one.mention.id].is_open for one in wanted} == {one.label: one.is_open for one in wanted}


@pytest.mark.parametrize("line", NAMESAKES, ids=lambda line: line.partition(" :: ")[0])
def test_namesakes(line: str) -> None:
    """Two people are never one, in whatever order they come."""
    _, wanted = read(line)
    for mentions in (wanted, wanted[::-1]):
        found = {mention: one.id for one in resolve(each.mention for each in mentions) for mention in one.mentions}
        held = {(found[one.mention.id], one.label) for one in wanted}
        assert len({entity for entity, _ in held}) == len(held), held


def test_there_are_enough() -> None:
    """A list that shrank has lost an edit."""
    assert len(LINES) >= 120
    assert len(NAMESAKES) >= 60
