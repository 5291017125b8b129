"""Why passages are one statement, why this is its origin, why each edge of its way, in the words of a language."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from otkuda.export.telling import key_of
from otkuda.serve.view import publisher_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.entities.judging import Judge
    from otkuda.export import Told
    from otkuda.model import Appearance, Carrier
    from otkuda.serve.words import Words
    from otkuda.statements.kinship import Telling
    from otkuda.statements.matching import Pair
    from otkuda.statements.passages import Passage

_MOST = 20  # other articles that are looked at for each appearance


class Explaining:
    """What the rules say of a statement when they look at it again."""

    def __init__(self, told: Told, words: Words) -> None:
        """Look at a statement."""
        self.told = told
        self.words = words
        self._tellings: dict[str, Telling] = {}

    @cached_property
    def _judge(self) -> Judge:
        from otkuda.entities.judging import Judge

        return Judge()

    def _telling(self, carrier: str) -> Telling:
        """An article as it is matched. Made when it is asked for: a statement of a hundred needs few of them."""
        from otkuda.statements.kinship import Telling

        if carrier not in self._tellings:
            self._tellings[carrier] = Telling(self.told.carriers[carrier])
        return self._tellings[carrier]

    def origin(self) -> Iterator[str]:
        """Yield what speaks for the origin."""
        origin = self.told.statement.origin
        if origin.kind == "page":
            first = next(one for one in self.told.appearances if one.id in origin.appearances)
            if self._is_own(first):
                yield self.words("evidence.own_page")
            leading = sum(self._leads(one, first) for one in self.told.first.values())
            yield self.words("evidence.leading", leading=leading, others=len(self.told.first) - 1)
            yield self.words("evidence.takes_from_none")
        elif origin.kind == "occasion":
            yield self.words("evidence.several_heard")
        else:
            yield self.words("evidence.all_take")

    def _is_own(self, one: Appearance) -> bool:
        said, article = self.told.attribution(one), self.told.article(one)
        return any(self._judge.is_own(source, article) for source in (said.chain if said else ()))

    def _leads(self, one: Appearance, end: Appearance) -> bool:
        """Do the edges that articles show themselves lead from the one to the other?"""
        seen = set[str]()
        while one.step and one.step.ground != "inferred" and key_of(one) not in seen:
            seen.add(key_of(one))
            source = self.told.source_of(one)
            if source is None:
                return False
            if key_of(source) == key_of(end):
                return True
            one = self.told.first[key_of(source)]
        return False

    def appearance(self, one: Appearance) -> Iterator[str]:
        """Yield why an appearance is one of the statement, and what shows where it is from."""
        found = self._pair(one)
        if found:
            pair, other = found
            told = ", ".join(f"{self._feature(name)} {weight:+g}" for name, weight in pair.verdict.features)
            weights = {"told": told, "weight": f"{pair.verdict.weight:g}", "least": f"{_same():g}"}
            yield self.words("evidence.pair", outlet=self._outlet(other), **weights)
        elif len(self.told.first) > 1:
            yield self.words("evidence.no_pair")
        if one.step:
            yield self._edge(one)

    def _edge(self, one: Appearance) -> str:
        source = self.told.source_of(one)
        if one.step is None or source is None:
            return self.words("evidence.gone")
        taken, article = self.told.carriers[source.carrier], self.told.article(one)
        outlet = self._outlet(taken)
        if one.step.ground == "inferred":
            return self.words("evidence.inferred", outlet=outlet, strength=f"{one.step.strength:.2f}")
        if one.step.ground == "linked":
            found = [article.text[link.text.start : link.text.end] for link in article.links if link.url == source.url]
        else:
            sources = self._telling(one.carrier).sources
            found = [each.entity for each in sources if self._judge.publishes(each, article, taken.article)]
        return self.words(f"evidence.{one.step.ground}{'_as' if found else ''}", outlet=outlet, what=(*found, "")[0])

    def _outlet(self, carrier: Carrier) -> str:
        return publisher_of(carrier.article) or self.words("statement.unknown")

    def _feature(self, name: str) -> str:
        return self.words.texts.get(f"feature.{name}", name)

    def _pair(self, one: Appearance) -> tuple[Pair, Carrier] | None:
        """Return the best pair of an appearance with another article, with that which it is compared with first."""
        for other in self._others(one):
            pairs = self._pairs(one.carrier, other)
            fit = [pair for pair in pairs if _is_in(pair.one, one) and self._is_here(pair.other, other)]
            if fit:
                return max(fit, key=lambda pair: pair.verdict.weight), self.told.carriers[other]
        return None

    def _others(self, one: Appearance) -> list[str]:
        against, source = self.told.by_id.get(one.against or ""), self.told.source_of(one)
        near = [each.carrier for each in (against, source) if each]
        rest = [each.carrier for key, each in self.told.first.items() if key != key_of(one)]
        return [each for each in dict.fromkeys((*near, *rest)) if each != one.carrier][:_MOST]

    def _pairs(self, one: str, other: str) -> list[Pair]:
        from otkuda.statements.matching import match

        return match(self._telling(one), self._telling(other), self._judge)

    def _is_here(self, passage: Passage, carrier: str) -> bool:
        return any(_is_in(passage, each) for each in self.told.appearances if each.carrier == carrier)


def _is_in(passage: Passage, one: Appearance) -> bool:
    return set(passage.spans) <= set(one.spans)


def _same() -> float:
    from otkuda.statements.weighing import SAME

    return SAME
