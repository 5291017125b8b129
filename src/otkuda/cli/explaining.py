"""Why passages are one statement, why this is its origin, why each edge of its way: what ``--explain`` shows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from otkuda.cli.statement_words import outlet_of
from otkuda.export.telling import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.entities.judging import Judge
    from otkuda.export import Told
    from otkuda.model import Appearance, Carrier
    from otkuda.statements.kinship import Telling
    from otkuda.statements.matching import Pair
    from otkuda.statements.passages import Passage

_MOST = 20  # other articles that are looked at for each appearance


class Explaining:
    """What the rules say of a statement when they look at it again."""

    def __init__(self, told: Told) -> None:
        """Look at a statement."""
        self.told = told

    @cached_property
    def _judge(self) -> Judge:
        from otkuda.entities.judging import Judge

        return Judge()

    @cached_property
    def _tellings(self) -> dict[str, Telling]:
        from otkuda.statements.kinship import Telling

        return {name: Telling(carrier) for name, carrier in self.told.carriers.items()}

    def origin(self) -> Iterator[str]:
        """Yield what speaks for the origin."""
        origin = self.told.statement.origin
        if origin.kind == "page":
            first = next(one for one in self.told.appearances if one.id in origin.appearances)
            if self._is_own(first):
                yield "it stands on the page of the speaker, or of the speaker’s organization"
            leading = sum(self._leads(one, first) for one in self.told.first.values())
            yield f"{leading:,} of the {len(self.told.first) - 1:,} others link or name it, or one that does"
            yield "it takes the words from no other page"
        elif origin.kind == "occasion":
            yield "several articles take the words from no other page, and name none as their source"
        else:
            yield "no page of the archive has the words without taking them from somewhere"

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
            told = ", ".join(f"{name} {weight:+g}" for name, weight in pair.verdict.features)
            yield f"with {outlet_of(other)}: {told} = {pair.verdict.weight:g} (one statement from {_same():g} on)"
        elif len(self.told.first) > 1:
            yield "no pair of its own: it goes on with another passage of its article, or a person decided so"
        if one.step:
            yield self._edge(one)

    def _edge(self, one: Appearance) -> str:
        source = self.told.source_of(one)
        if one.step is None or source is None:
            return "taken from an article that is not here any more"
        taken, article = self.told.carriers[source.carrier], self.told.article(one)
        if one.step.ground == "linked":
            words = [article.text[link.text.start : link.text.end] for link in article.links if link.url == source.url]
            return f"from {outlet_of(taken)}: it links it" + (f" in «{words[0]}»" if words else "")
        if one.step.ground == "named":
            sources = self._tellings[one.carrier].sources
            names = [each.entity for each in sources if self._judge.publishes(each, article, taken.article)]
            return f"from {outlet_of(taken)}: it names it" + (f" as «{names[0]}»" if names else "")
        return f"from {outlet_of(taken)}: by the words that both have and the time, strength {one.step.strength:.2f}"

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

        return match(self._tellings[one], self._tellings[other], self._judge)

    def _is_here(self, passage: Passage, carrier: str) -> bool:
        return any(_is_in(passage, each) for each in self.told.appearances if each.carrier == carrier)


def _is_in(passage: Passage, one: Appearance) -> bool:
    return set(passage.spans) <= set(one.spans)


def _same() -> float:
    from otkuda.statements.weighing import SAME

    return SAME
