"""What an article's page shows: a part of the text, who speaks in it, what people corrected, who else has the words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Span
from otkuda.serve import view
from otkuda.statements.correcting import CORRECTING
from otkuda.statements.decisions import is_undone, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.model import Article, Decision, Source
    from otkuda.serve.view import Said, Speaker
    from otkuda.store import Missing, Version
    from otkuda.store.placing import Placed
    from otkuda.store.stories import StoredStory

PART = 24_000  # characters of a page: ten minutes of reading
_LONGEST = 2 * PART  # of a paragraph that is not cut
_OFFERED = 8  # speakers that are offered by name for other words


class Words(NamedTuple):
    """Something said as the side lists it: where it stands, its statement, how many others have that, or its words."""

    said: Said
    at: str
    statement: str | None
    others: int
    alike: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with what is said in this part of the text."""

    source: Source | None
    words: tuple[Words, ...]


class Held(NamedTuple):
    """A decision on the article, and in how many articles it holds."""

    decision: Decision
    articles: int


@dataclass(frozen=True)
class Shown:
    """An article in one of its versions, as people corrected it; ``article`` has only what somebody says."""

    chosen: Version
    versions: Sequence[Version]
    article: Article
    part: int
    placed: Sequence[Placed]
    stories: Sequence[StoredStory]
    missing: Missing | None
    decisions: Sequence[Decision]
    decided: Decision | None = None

    @cached_property
    def parts(self) -> list[Span]:
        """The text in parts that are read on a page each."""
        return parts_of(self.article.text)

    @property
    def within(self) -> Span:
        """The part that is shown."""
        return self.parts[self.part - 1]

    @cached_property
    def voices(self) -> list[Voice]:
        """Who speaks in the part that is shown."""
        found = (Voice(one.source, tuple(self._words(said) for said in self._here(one))) for one in self.speakers)
        return [one for one in found if one.words]

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks in the article."""
        return view.speakers(self.article)

    def offered(self, said: Said) -> list[Speaker]:
        """Return the first other speakers."""
        others = (one for place, one in enumerate(self.speakers) if one.source and place != said.speaker)
        return list(islice(others, _OFFERED))

    def _here(self, speaker: Speaker) -> list[Said]:
        start, end = self.within
        return [one for one in speaker.said if any(at < end and start < to for at, to in one.attribution.content)]

    def _words(self, said: Said) -> Words:
        content = said.attribution.content
        held = next((one for one in self.placed if set(content) <= set(one.spans)), None)
        at = f"{content[0].start}-{content[-1].end}"
        if held is None:
            return Words(said, at, None, 0, 0)
        return Words(said, at, held.statement_id, held.articles - 1, held.alike - 1)

    @cached_property
    def links(self) -> dict[int, str]:
        """The statements by the numbers of what is said."""
        return {one.said.number: one.statement for voice in self.voices for one in voice.words if one.statement}

    @property
    def corrections(self) -> list[Held]:
        """What people decided on the article's words and nobody undid, the latest first."""
        return [_held(one) for one in standing(self.decisions) if one.kind in CORRECTING]

    @property
    def last(self) -> Held | None:
        """The decision after which the page is shown, if it holds."""
        one = self.decided
        return _held(one) if one and not is_undone(one.id, self.decisions) else None


def _held(one: Decision) -> Held:
    return Held(one, len({anchor.article for anchor in one.first}))


def said_only(article: Article) -> Article:
    """Return an article without what was found to be no quotation."""
    return replace(article, attributions=tuple(one for one in article.attributions if one.content))


def parts_of(text: str) -> list[Span]:
    """Return a text in parts that end with a paragraph, or where one is very long with a word.

    >>> parts_of("Мост.")
    [Span(start=0, end=5)]
    """
    found, start = [], 0
    while len(text) - start > _LONGEST:
        end = text.find("\n", start + PART, start + _LONGEST) + 1
        end = end or text.rfind(" ", start + PART, start + _LONGEST) + 1 or start + _LONGEST
        found.append(Span(start, end))
        start = end
    return [*found, Span(start, len(text))]
