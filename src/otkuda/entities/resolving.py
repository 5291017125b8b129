"""The mentions of many articles → entities, all at once (``resolve``) or as they arrive (``Known``), with one result.

Two mentions are compared only where they share a key (a skeleton of the surname, of the words of a body, of an outlet's
name). Mentions that keys hold together are a component; an arrival groups its own component again and no other, from
profiles, so that copies cost nothing. An id is the hash of an entity's earliest mention.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from otkuda.entities.clustering import Group, Judge, cluster
from otkuda.entities.grouping import earliest, gender_of, grouped, held, names_of, shown
from otkuda.entities.mention import Decision, Entity, Mention
from otkuda.entities.profile import Profile, keys_of, own_of, profile_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def resolve(
    mentions: Iterable[Mention], decisions: Iterable[Decision] = (), *, transliterate: bool = True
) -> tuple[Entity, ...]:
    """Return the entities of mentions, in the order of their ids; the order of the mentions does not matter.

    ``decisions`` are a person's words on pairs of mentions. Without ``transliterate`` languages are not joined.

    >>> one, other = Mention("a1", None, "ru", "Ерлан Тасов"), Mention("a2", None, "en", "Yerlan Tasov")
    >>> len(resolve([one, other])), len(resolve([one, other], transliterate=False))
    (1, 2)
    """
    known = Known(decisions, transliterate=transliterate)
    known.keep(mentions)
    return known.entities()


def unfit(decisions: Iterable[Decision], entities: Iterable[Entity]) -> tuple[Decision, ...]:
    """Return the decisions that do not hold: their mentions are gone, or a later word of the same person is against.

    >>> unfit([Decision("gone", "too", is_same=True)], ())
    (Decision(one='gone', other='too', is_same=True),)
    """
    found = {mention: entity.id for entity in entities for mention in entity.mentions}
    return tuple(
        one
        for one in decisions
        if not {one.one, one.other} <= found.keys() or (found[one.one] == found[one.other]) is not one.is_same
    )


class Known:
    """The mentions that are known, and their entities, brought up to date by components."""

    def __init__(self, decisions: Iterable[Decision] = (), *, transliterate: bool = True) -> None:
        """Begin with nothing known but the decisions."""
        decisions = tuple(decisions)
        self._judge = Judge(decisions)
        self._transliterate = transliterate
        self._links: dict[str, set[str]] = defaultdict(set)
        for one in decisions:
            for mention in (one.one, one.other):
                self._links[mention] |= {f"decided:{one.one}:{one.other}"} if one.is_same else set()
        self._profiles: dict[str, Profile] = {}
        self._component_of: dict[str, int] = {}  # by key
        self._components: dict[int, _Component] = {}
        self._opened = 0  # components so far

    def keep(self, mentions: Iterable[Mention]) -> None:
        """Take in mentions; nothing is grouped yet."""
        for mention in mentions:
            self._component_for(self._profile(mention)).entities = None

    def arrive(self, mentions: Iterable[Mention]) -> tuple[Entity, ...]:
        """Take in the mentions of an article and return the entities of their components, in the order of their ids."""
        profiles = [self._profile(mention) for mention in mentions]
        for profile in profiles:
            self._component_for(profile).entities = None
        components = {id(one): one for one in (self._component_for(profile) for profile in profiles)}
        return _in_order(entity for one in components.values() for entity in self._grouped(one))

    def entities(self) -> tuple[Entity, ...]:
        """Return all entities, in the order of their ids."""
        return _in_order(entity for one in self._components.values() for entity in self._grouped(one))

    def _grouped(self, component: _Component) -> tuple[Entity, ...]:
        if component.entities is None:
            component.bring_up(cluster(component.profiles.values(), self._judge))
        return component.entities or ()

    def _profile(self, mention: Mention) -> Profile:
        """Return the profile that a mention belongs to, with the mention in it."""
        own = own_of(mention, is_decided=mention.id in self._links)
        key = profile_key(mention, own)
        profile = self._profiles.get(key)
        if profile is None:
            profile = self._profiles[key] = Profile(mention, own)
        profile.add(mention)
        return profile

    def _component_for(self, profile: Profile) -> _Component:
        """Return the component that holds the keys of a profile, those that it joins made one."""
        keys = self._keys(profile)
        found = {self._component_of[key] for key in keys if key in self._component_of}
        at = max(found, key=lambda one: (len(self._components[one].profiles), one), default=-1)
        if at < 0:
            at, self._opened = self._opened, self._opened + 1
            self._components[at] = _Component()
        component = self._components[at]
        for other in found - {at}:
            self._swallow(at, self._components.pop(other))
        component.profiles[profile.key] = profile
        component.keys.update(keys)
        self._component_of.update(dict.fromkeys(keys, at))
        return component

    def _swallow(self, at: int, other: _Component) -> None:
        component = self._components[at]
        component.profiles.update(other.profiles)
        component.keys.update(other.keys)
        component.entities = None
        self._component_of.update(dict.fromkeys(other.keys, at))

    def _keys(self, profile: Profile) -> set[str]:
        return keys_of(profile, transliterate=self._transliterate) | self._links.get(profile.own, set())


class _Component:
    """Profiles that keys hold together, and their entities where they are up to date."""

    def __init__(self) -> None:
        self.profiles: dict[str, Profile] = {}
        self.keys: set[str] = set()
        self.entities: tuple[Entity, ...] | None = None
        self._made: dict[tuple[object, ...], Entity] = {}  # by what they were made of

    def bring_up(self, groups: list[Group]) -> None:
        """Make the entities of groups; those of which nothing has changed stay."""
        made = dict(_entities(groups, self._made))
        self._made, self.entities = made, tuple(made.values())


def _in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: entity.id))


def _entities(
    groups: list[Group], before: Mapping[tuple[object, ...], Entity]
) -> Iterator[tuple[tuple[object, ...], Entity]]:
    """Give entities by what they are made of; the mentions of an open name each by itself: they may be several."""
    for one in grouped(groups):
        apart = [[alone] for member in one.members for alone in member.each()] if one.is_apart else []
        for members in apart or [list(one.members)]:
            made_of = (one.may_be, *((each.key, each.version, each.earliest) for each in members))
            yield made_of, before.get(made_of) or _entity(members, earliest(members), one.may_be)


def _entity(members: list[Profile], identity: str, may_be: tuple[str, ...]) -> Entity:
    names = names_of(members)
    return Entity(
        identity,
        members[0].like.type,
        shown(members, names),
        tuple(sorted(names)),
        gender_of(members),
        held(members),
        tuple(sorted(mention for one in members for mention in one.mentions)),
        may_be,
    )
