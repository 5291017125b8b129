"""The groups of a component as entities: id, shown name, gender, roles with dates. What is said is counted, not listed.

So it can be said of profiles whose mentions lie elsewhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from otkuda.entities.mention import Held
from otkuda.entities.profile import NEVER, by_date

LANGUAGES = "ru kk en"  # where two have as many mentions, the name in the first is shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.entities.clustering import Group
    from otkuda.entities.profile import Profile, Span


class Grouped(NamedTuple):
    """Profiles that are one entity; its id, that of its earliest mention; the ids of those that it may be as well.

    ``is_apart``: an open name, each of whose mentions is an entity by itself, as they may be several.
    """

    id: str
    members: tuple[Profile, ...]
    may_be: tuple[str, ...]
    is_apart: bool


def grouped(groups: list[Group]) -> Iterator[Grouped]:
    """Give the groups of a component as entities."""
    ids = {id(group): earliest(group.members) for group in groups}
    for group in groups:
        may_be = tuple(sorted({ids[id(one)] for one in group.may_be} - {ids[id(group)]}))
        yield Grouped(ids[id(group)], tuple(group.members), may_be, group.fits_several)


def earliest(profiles: Iterable[Profile]) -> str:
    """Return the id of the earliest mention; those without a date come last."""
    return min(one.earliest for one in profiles if one.earliest).mention


def names_of(members: Iterable[Profile]) -> Counter[tuple[str, str]]:
    """Return the names with their languages, and how many mentions have them."""
    names: Counter[tuple[str, str]] = Counter()
    for one in members:
        names[one.like.language, one.like.name] += one.count
    return names


def gender_of(members: Iterable[Profile]) -> str:
    """Return the gender that most say, or ""."""
    genders = Counter(one.gender for one in members if one.gender in {"masc", "femn"})
    return max(sorted(genders), key=lambda gender: genders[gender], default="")


def shown(members: Iterable[Profile], names: Counter[tuple[str, str]]) -> str:
    """Return the fullest name in the language of most mentions, of those the commonest."""
    languages: Counter[str] = Counter()
    for (language, _), count in names.items():
        languages[language] += count
    levels = {(one.like.language, one.like.name): one.level for one in members}
    order = sorted(names, key=lambda one: (-languages[one[0]], LANGUAGES.find(one[0]), levels[one], -names[one], one))
    return order[0][1]


def held(members: Iterable[Profile]) -> tuple[Held, ...]:
    """Return the roles with the dates of the articles that say them, the earliest first."""
    spans: dict[tuple[str | None, str | None], Span] = {}
    for said, (first, last) in (span for one in members for span in one.spans.items() if any(span[0])):
        spans[said] = spans.get(said, NEVER).with_day(first).with_day(last)
    found = [Held(*said, *span) for said, span in spans.items()]
    return tuple(sorted(found, key=lambda one: (by_date(one.first), one.role or "", one.organization or "")))
