"""A profile as it is kept: what its mentions say together, without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.entities.profile import Profile, Span, Turn

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.entities.mention import Mention


class Told(NamedTuple):
    """What a profile's mentions say together, as it is kept: how many, the earliest, each role with its days."""

    mentions: int
    earliest: Turn
    spans: tuple[tuple[str | None, str | None, datetime | None, datetime | None], ...]
    others: tuple[str, ...]


def told_by(profile: Profile) -> Told:
    """Return what is kept of a profile."""
    if profile.earliest is None:
        raise ValueError("a profile without a mention")
    spans = sorted(((*said, *span) for said, span in profile.spans.items()), key=repr)
    return Told(profile.count, profile.earliest, tuple(spans), tuple(sorted(profile.others)))


def profile_from(like: Mention, own: str, told: Told) -> Profile:
    """Return the profile of which that was kept; its mentions lie elsewhere."""
    profile = Profile(like, own)
    profile.count, profile.earliest, profile.others = told.mentions, told.earliest, frozenset(told.others)
    for role, organization, first, last in told.spans:
        profile.spans[role, organization] = Span(first, last)
        profile.first, profile.last = Span(profile.first, profile.last).with_day(first).with_day(last)
    return profile
