"""The articles that carry a statement, and what each of them shows of the others.

There may be a thousand copies. What is the same for all of them is found once, not for each pair.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from otkuda.statements.kinship import runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from otkuda.model import Article, Source
    from otkuda.statements.kinship import Judge, Telling
    from otkuda.statements.passages import Passage

_SPEAKING = frozenset({"person", "unnamed"})  # what is no body and no writing can only have spoken
_TRANSCRIPT = 8  # runs of four words: a word that was changed takes four of them away


@dataclass(frozen=True, eq=False)
class Teller:
    """An article among those that carry a statement, and its passages of the statement, the said ones first."""

    telling: Telling
    passages: tuple[Passage, ...]

    @property
    def id(self) -> str:
        """The id of the article's version."""
        return self.telling.carrier.id

    @cached_property
    def turn(self) -> tuple[bool, float, str, int, str]:
        """What orders tellers by their time; what has none comes last."""
        since, carrier = self.telling.since, self.telling.carrier
        return since is None, since.timestamp() if since else 0.0, self.telling.key, carrier.version, self.id

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """The runs of words of its passages."""
        return frozenset(run for passage in self.passages for run in runs_of(passage.words))

    @property
    def speakers(self) -> tuple[Source, ...]:
        """Whose words it says that they are."""
        return tuple(passage.source for passage in self.passages if passage.source)

    @cached_property
    def is_transcript(self) -> bool:
        """Does it quote so much that a copy in which a word was changed still shares half of it?"""
        quoted = (one for one in self.passages if one.attribution and one.attribution.kind == "direct")
        return any(len(runs_of(one.words)) >= _TRANSCRIPT for one in quoted)

    @cached_property
    def credited(self) -> frozenset[str]:
        """The pages of others that it links to in the words that say who says these: «— <a>заявил</a> министр»."""
        said = [one.attribution for one in self.passages if one.attribution]
        return frozenset(self.telling.credited_for(said))

    @cached_property
    def carriers(self) -> tuple[Source, ...]:
        """Those from whom it says that it has these words, the nearest first; not the speaker."""
        chains = (one.attribution.chain for one in self.passages if one.attribution)
        return next(filter(None, map(_carriers, chains)), ())

    @cached_property
    def chain(self) -> tuple[Source, ...]:
        """The sources that it names for these words, without the speaker; where it names none, those of the article."""
        return self.carriers or tuple(one for one in self.telling.sources if one.type not in _SPEAKING)


def _carriers(chain: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return a chain without its speaker; an outlet, a body or a writing at its end has an article of its own."""
    return chain[:-1] if chain and chain[-1].type in _SPEAKING else chain


class Tellers:
    """All that carry a statement, in the order of their ids, as a judge knows them."""

    def __init__(self, tellers: Iterable[Teller], judge: Judge) -> None:
        self.all = tuple(sorted(tellers, key=lambda one: one.id))
        self.judge = judge
        self._by: dict[tuple[Source, str | None], Mapping[str, Teller]] = {}

    def __iter__(self) -> Iterator[Teller]:
        return iter(self.all)

    @cached_property
    def at(self) -> Mapping[str, list[Teller]]:
        """The tellers by their addresses."""
        found: defaultdict[str, list[Teller]] = defaultdict(list)
        for one in self.all:
            found[one.telling.address].append(one)
        return dict(found)

    def linked_by(self, one: Teller) -> list[Teller]:
        """Return the other articles to which one links, in order."""
        found = {other.id: other for url in one.telling.cited for other in self.at.get(url, ())}
        return [found[each] for each in sorted(found) if found[each].telling.key != one.telling.key]

    def by(self, source: Source, told: Article) -> Mapping[str, Teller]:
        """Return the articles that a source published, as an article names it, by the ids of their versions.

        The judge goes by the name and the languages, so that it is asked once for all who name the same.
        """
        key = replace(source, mention=None), told.language
        if key not in self._by:
            self._by[key] = {one.id: one for one in self.all if self.judge.publishes(source, told, one.telling.article)}
        return self._by[key]
