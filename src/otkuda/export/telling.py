"""A statement with the articles that carry it, as cards and exports are made from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from otkuda.model import Appearance, Article, Attribution, Carrier, Change, Ground, Statement


class Wordings(NamedTuple):
    """What is not the same any more, as the words at the origin have it and as the appearance has it.

    Either is empty where that text has no such words.
    """

    what: str
    original: str
    appearance: str


@dataclass(frozen=True)
class Told:
    """A statement, and the articles of its appearances by the ids of their versions."""

    statement: Statement
    carriers: Mapping[str, Carrier]

    @cached_property
    def by_id(self) -> dict[str, Appearance]:
        """Its appearances by their ids."""
        return {one.id: one for one in self.statement.appearances}

    @cached_property
    def appearances(self) -> tuple[Appearance, ...]:
        """Those at the origin, then the others in the order of time."""
        first = set(self.statement.origin.appearances)
        return tuple(sorted(self.statement.appearances, key=lambda one: one.id not in first))

    @cached_property
    def distinct(self) -> tuple[Appearance, ...]:
        """The same, without those that another version of the article has in the same words."""
        found: dict[tuple[str, str, str, str | None], Appearance] = {}
        for one in self.appearances:
            found.setdefault((key_of(one), one.text, one.relation, one.speaker), one)
        return tuple(found.values())

    @cached_property
    def first(self) -> dict[str, Appearance]:
        """The first appearance in each article, by the article's address, in their order."""
        found: dict[str, Appearance] = {}
        for one in self.appearances:
            found.setdefault(key_of(one), one)
        return found

    @cached_property
    def within(self) -> dict[str, list[Appearance]]:
        """Its appearances by the versions that carry them, in their order."""
        found: defaultdict[str, list[Appearance]] = defaultdict(list)
        for one in self.appearances:
            found[one.carrier].append(one)
        return dict(found)

    def article(self, one: Appearance) -> Article:
        """Return the article of an appearance."""
        return self.carriers[one.carrier].article

    def attribution(self, one: Appearance) -> Attribution | None:
        """Return how the article attributes an appearance; None for text that the outlet prints as its own."""
        if one.position is None:
            return None
        found = self.article(one).attributions  # what a person decided may have changed their number
        told = found[one.position : one.position + 1] + found
        return next((said for said in told if set(said.content) <= set(one.spans)), None)

    def source(self, one: Appearance) -> Source | None:
        """Return whose words they are by the article, or by the person who decided it otherwise."""
        if one.speaker is None:
            return None
        said = self.attribution(one)
        source = said.chain[-1] if said and said.chain else None
        return source if source and source.entity == one.speaker else Source(None, one.speaker, "person")

    @cached_property
    def speaker(self) -> Source | None:
        """The speaker with the role that most articles give it under this name."""
        sources = filter(None, map(self.source, self.appearances))
        named = [source for source in sources if source.entity == self.statement.speaker]
        alike = Counter((source.role, source.organization) for source in named)
        return max(
            named,
            key=lambda source: (bool(source.role or source.organization), alike[source.role, source.organization]),
            default=None,
        )

    def source_of(self, one: Appearance) -> Appearance | None:
        """Return the appearance that one was taken from; None where that does not show."""
        return self.by_id.get(one.step.source) if one.step else None

    @cached_property
    def takers(self) -> dict[str | None, list[str]]:
        """The articles that take the words from each article, and under None those that take them from none."""
        found: defaultdict[str | None, list[str]] = defaultdict(list)
        for key, one in self.first.items():
            source = self.source_of(one)
            found[key_of(source) if source else None].append(key)
        return dict(found)

    def shown_by(self, first: Appearance) -> Counter[Ground]:
        """Return by which grounds, and how often, other articles have the words from the article of an appearance."""
        leading = (self.first[key].step for key in self.takers.get(key_of(first), ()))
        return Counter(step.ground for step in leading if step)

    @cached_property
    def heard(self) -> tuple[Carrier, ...]:
        """The articles that have the words from no other."""
        return tuple({one.carrier: self.carriers[one.carrier] for one in self.appearances if one.step is None}.values())

    def wordings(self, one: Appearance) -> Iterator[Wordings]:
        """Yield what is not the same in an appearance, in both wordings."""
        original = self.by_id.get(one.against or "")
        for change in one.changes if original else ():
            yield Wordings(change.what, *self._both(change, one, original))

    def _both(self, change: Change, one: Appearance, original: Appearance | None) -> tuple[str, str]:
        if original is None:
            return "", ""
        if change.what == "speaker":
            return original.speaker or "", one.speaker or ""
        if change.what == "cue":
            return self._cue(original), self._cue(one)
        return _cut(self.article(original).text, change.original), _cut(self.article(one).text, change.appearance)

    def _cue(self, one: Appearance) -> str:
        said = self.attribution(one)
        return _cut(self.article(one).text, said.cue) if said and said.cue else ""


def key_of(one: Appearance) -> str:
    """Return what the versions of an article have in common: its address."""
    return one.url or one.carrier


def told(statement: Statement, carriers: Mapping[str, Carrier]) -> Told | None:
    """Return a statement with the articles that carry it; None where none of them is there any more.

    An appearance in an article that was taken away is left out, until the statement is gathered again.
    """
    here = tuple(one for one in statement.appearances if one.carrier in carriers)
    if len(here) < len(statement.appearances):
        statement = replace(statement, appearances=here)
    return Told(statement, {one.carrier: carriers[one.carrier] for one in here}) if here else None


def versions_of_all(statements: Iterable[Statement]) -> set[str]:
    """Return the ids of the versions that carry any of some statements."""
    return {one.carrier for statement in statements for one in statement.appearances}


def _cut(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]
