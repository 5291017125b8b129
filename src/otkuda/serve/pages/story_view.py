"""What the page of a story shows: its articles with who was first, its statements, both in time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.export.story_record import said_first, taken
from otkuda.serve.pictures.story import NARROW, WIDE, laid
from otkuda.serve.view import publisher_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.export import Told
    from otkuda.model import Carrier, Relation
    from otkuda.serve.pictures.story import Laid

_ROWS = 40  # outlets of the picture
_RELATIONS: tuple[Relation, ...] = ("verbatim", "shortened", "paraphrase", "translation", "altered")

Role = Literal["first", "carries", "mixed", "neither"]


class Member(NamedTuple):
    """An article of a story: how much was first said in it, how much it has from others, and from whom."""

    carrier: Carrier
    first: int
    carried: int
    sources: tuple[str, ...]

    @property
    def role(self) -> Role:
        """Whether it was first, only carries, both or neither."""
        if self.first:
            return "mixed" if self.carried else "first"
        return "carries" if self.carried else "neither"


class Outlet(NamedTuple):
    """An outlet of a story, and its articles there."""

    name: str
    members: tuple[Member, ...]


class Course(NamedTuple):
    """The outlets in the order of their first articles, their pictures, and how many more outlets there are."""

    outlets: tuple[Outlet, ...]
    wide: Laid
    narrow: Laid
    more: int


class Line(NamedTuple):
    """A statement of a story: in how many of its articles and outlets it is, and in which relations."""

    told: Told
    articles: int
    outlets: int
    relations: tuple[tuple[Relation, int], ...]


def members_of(carriers: Iterable[Carrier], within: Sequence[Told]) -> tuple[Member, ...]:
    """Return the articles with what each was first to say and what it carries."""
    by_version: dict[str, list[Told]] = {}
    for told in within:
        for version in told.within:
            by_version.setdefault(version, []).append(told)
    return tuple(_member(carrier, by_version.get(carrier.id, [])) for carrier in carriers)


def _member(carrier: Carrier, here: Sequence[Told]) -> Member:
    carried = taken(carrier, here)
    sources = (
        publisher_of(told.article(source))
        for told in carried
        for one in told.within[carrier.id]
        if (source := told.source_of(one))
    )
    names = tuple(name for name, _ in Counter(filter(None, sources)).most_common())
    return Member(carrier, len(said_first(carrier, here)), len(carried), names)


def course_of(members: Sequence[Member]) -> Course:
    """Return the articles by outlet, as they are drawn."""
    by_name: dict[str, list[Member]] = {}
    for one in members:
        by_name.setdefault(publisher_of(one.carrier.article), []).append(one)
    outlets = tuple(Outlet(name, tuple(its)) for name, its in by_name.items())
    shown = outlets[:_ROWS]
    times = [[one.carrier.article.published for one in outlet.members] for outlet in shown]
    return Course(shown, laid(times, WIDE), laid(times, NARROW), len(outlets) - len(shown))


def lines_of(within: Iterable[Told], here: set[str]) -> tuple[Line, ...]:
    """Return the statements, those in the most outlets first."""
    return tuple(sorted((_line(told, here) for told in within), key=lambda one: (-one.outlets, -one.articles)))


def _line(told: Told, here: set[str]) -> Line:
    ones = [one for one in told.distinct if one.carrier in here]
    first = set(told.statement.origin.appearances)
    counts = Counter(one.relation for one in ones if one.id not in first)
    outlets = {publisher_of(told.article(one)) for one in ones}
    relations = tuple((one, counts[one]) for one in _RELATIONS if counts[one])
    return Line(told, len({one.carrier for one in ones}), len(outlets), relations)
