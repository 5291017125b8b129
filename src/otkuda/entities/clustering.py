"""Profiles of one component → groups, each one entity: the same whatever the order in which the mentions came.

What says most is grouped first: full names with a role, then full names, initials, surnames alone. Each later one joins
the group that it fits if there is but one, or but one for which more than the name speaks; where two fit it stays open.
Within a level, those for whom more than the name speaks are joined first, strongest first, never against a sign; then
those that nothing speaks against. Where a name is carried by two, what could be either joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from otkuda.entities.matching import features, rivals
from otkuda.entities.weights import Verdict, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.entities.mention import Decision
    from otkuda.entities.profile import Profile

MANY = 30  # groups of one name: beyond it, one that says less is only compared where role or office are shared
LISTED = 20  # groups that an open one is shown to fit


class Group:
    """Profiles that are one entity, and the groups that they may be as well.

    A group that opens with others that it may be is one of those that fit several: it stands for no one of its own.
    """

    def __init__(self, members: Iterable[Profile], may_be: Sequence[Group] = ()) -> None:
        """Begin with some members."""
        self.members = list(members)
        self.may_be = list(may_be)
        self.fits_several = bool(may_be)

    @property
    def key(self) -> str:
        """What groups are ordered by."""
        return min(one.key for one in self.members)


class Judge:
    """Compares profiles as ``matching`` does, and holds to what a person has decided."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        """Take in the decisions."""
        decisions = sorted(decisions)
        self.apart = {frozenset({one.one, one.other}) for one in decisions if not one.is_same}
        self.together = [(one.one, one.other) for one in decisions if one.is_same]
        self.leaving = {one.one for one in decisions if not one.is_same}
        self._said: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, one: Profile, other: Profile, carriers: int = 0) -> Verdict:
        """Return whether two profiles are one."""
        if one.own and other.own and frozenset({one.own, other.own}) in self.apart:
            return weigh(("decided_different",))
        pair = (one.key, other.key)
        if pair not in self._said:
            self._said[pair] = features(one, other)
        return weigh((*self._said[pair], *rivals(one, other, carriers)))

    def forget(self) -> None:
        """Let go of what profiles said of each other."""
        self._said.clear()

    def level(self, profile: Profile) -> tuple[bool, int]:
        """Return when a profile has its turn: one that a person took out of a group comes after all others."""
        return profile.own in self.leaving, profile.level


def cluster(profiles: Iterable[Profile], judge: Judge) -> list[Group]:
    """Return the groups of a component, in the order of their keys."""
    levels: dict[tuple[bool, int], list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda one: one.key):
        levels[judge.level(profile)].append(profile)
    groups: list[Group] = []
    for _, batch in sorted(levels.items(), key=lambda pair: pair[0]):
        groups = _linked(_joined(batch, groups, judge), judge)
    judge.forget()
    return sorted(groups, key=lambda group: group.key)


def _joined(batch: list[Profile], groups: list[Group], judge: Judge) -> list[Group]:
    """Return the groups after the profiles of one level have joined them, or founded new ones, or stayed open."""
    index = _Index(groups)
    joining: dict[int, tuple[Group, list[tuple[Profile, bool]]]] = {}
    fresh, opened = [], []
    for profile in batch:
        fits = index.fitting(profile, judge)
        chosen, is_sure = _choice(profile, fits, index.carriers(profile, fits), judge)
        if chosen:
            joining.setdefault(id(chosen), (chosen, []))[1].append((profile, is_sure))
        elif fits:
            opened.append(Group([profile], fits[:LISTED]))
        else:
            fresh.append(profile)
    for group, joined in joining.values():
        opened += _settled(group, joined, judge)
    return [*groups, *_founded(fresh, judge), *opened]


def _choice(profile: Profile, fits: list[Group], carriers: int, judge: Judge) -> tuple[Group | None, bool]:
    """Return the one group that a profile joins, and whether more than the name speaks for it."""
    verdicts = [(group, _with_group(profile, group, judge, carriers)) for group in fits]
    sure = [group for group, verdict in verdicts if verdict.answer == "same" and verdict.has_evidence]
    if len(sure) == 1:
        return sure[0], True
    alone = len(verdicts) == 1 and carriers == 1 and verdicts[0][1].answer == "same"
    return (fits[0] if alone else None), False


def _with_group(profile: Profile, group: Group, judge: Judge, carriers: int) -> Verdict:
    """Return the verdict that counts: that of one against whom nothing can be said, else what speaks most for it."""
    verdicts = [judge(profile, member, carriers) for member in group.members]
    worst = min(verdicts, key=lambda verdict: verdict.weight)
    best = max(verdicts, key=lambda verdict: verdict.weight)
    if worst.answer == "different" or (worst.is_against and not best.has_evidence):
        return worst
    return best


def _settled(group: Group, joined: list[tuple[Profile, bool]], judge: Judge) -> list[Group]:
    """Let the profiles into a group, but for those that speak against each other: they are opened instead."""
    clashing = {
        profile.key
        for (one, one_sure), (other, other_sure) in combinations(joined, 2)
        if judge(one, other).is_against
        for profile, is_sure in ((one, one_sure), (other, other_sure))
        if not is_sure
    }
    group.members += [profile for profile, _ in joined if profile.key not in clashing]
    return [Group([profile], [group]) for profile, _ in joined if profile.key in clashing]


def _founded(fresh: list[Profile], judge: Judge) -> list[Group]:
    """Return the groups of profiles that no group was there for.

    «аким Марат Тасов» speaks for the аким of one town and for that of another, two people: it is taken out, and joins
    them as what says less does.
    """
    late: list[Profile] = []
    groups, torn = _merged(fresh, judge)
    while torn and len(torn) < len(fresh):
        late += [profile for profile in fresh if profile.key in torn]
        fresh = [profile for profile in fresh if profile.key not in torn]
        groups, torn = _merged(fresh, judge)
    return _joined(late, groups, judge) if late else groups


def _merged(fresh: list[Profile], judge: Judge) -> tuple[list[Group], set[str]]:
    """Return the groups of profiles, and the keys of those that more than the name joins to two that are not one."""
    groups = {profile.key: Group([profile]) for profile in fresh}
    pairs = [(one, other, judge(one, other, 1)) for one, other in _meeting(fresh)]
    against = {frozenset({a.key, b.key}) for a, b, verdict in pairs if verdict.is_against and verdict.answer != "same"}
    strong = [pair for pair in pairs if pair[2].answer == "same" and pair[2].has_evidence]
    for one, other, _ in sorted(strong, key=lambda pair: (-pair[2].weight, *sorted((pair[0].key, pair[1].key)))):
        _unite(groups, one, other, against)
    torn = {
        profile.key
        for one, other, _ in strong
        if groups[one.key] is not groups[other.key]
        for profile in (one, other)
        if len(profile.evidence) == min(len(one.evidence), len(other.evidence))
    }
    _neutral(groups, pairs, against)
    return _distinct(groups), torn


def _unite(groups: dict[str, Group], one: Profile, other: Profile, against: set[frozenset[str]]) -> None:
    """Join the groups of two profiles, if nothing in the one speaks against anything in the other."""
    first, second = groups[one.key], groups[other.key]
    if first is second or _clash(first, second, against):
        return
    first.members += second.members
    for member in second.members:
        groups[member.key] = first


def _clash(one: Group, other: Group, against: set[frozenset[str]]) -> bool:
    return any(frozenset({a.key, b.key}) in against for a in one.members for b in other.members)


def _neutral(
    groups: dict[str, Group], pairs: list[tuple[Profile, Profile, Verdict]], against: set[frozenset[str]]
) -> None:
    """Join whole sets of groups that only their name joins, if nothing speaks against it in the set; else open them."""
    sets = {id(group): [group] for group in groups.values()}
    for one, other, verdict in pairs:
        first, second = sets[id(groups[one.key])], sets[id(groups[other.key])]
        if verdict.answer == "same" and first is not second:
            first += second
            sets.update({id(group): first for group in second})
    for together in {id(one): one for one in sets.values()}.values():
        if not any(_clash(a, b, against) for a, b in combinations(together, 2)):
            for group in together[1:]:
                _unite(groups, together[0].members[0], group.members[0], against)
    for one, other, verdict in pairs:
        if verdict.answer != "different" and groups[one.key] is not groups[other.key]:
            groups[one.key].may_be.append(groups[other.key])
            groups[other.key].may_be.append(groups[one.key])


def _meeting(profiles: list[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Give the pairs of profiles that share a sign, each once."""
    by_sign: dict[str, list[int]] = defaultdict(list)
    for at, profile in enumerate(profiles):
        near = sorted({other for sign in profile.seeks for other in by_sign[sign]})
        yield from ((profiles[other], profile) for other in near)
        for sign in profile.signs:
            by_sign[sign].append(at)


def _linked(groups: list[Group], judge: Judge) -> list[Group]:
    """Join the groups that a person has joined."""
    if not judge.together:
        return groups
    by_mention = {profile.own: group for group in groups for profile in group.members if profile.own}
    for one, other in judge.together:
        first, second = by_mention.get(one), by_mention.get(other)
        if first and second and first is not second and not _is_apart(first, second, judge):
            first.members += second.members
            first.may_be, first.fits_several = [], False
            by_mention.update({profile.own: first for profile in second.members if profile.own})
            groups = [group for group in groups if group is not second]
            for group in groups:
                group.may_be = list(dict.fromkeys(first if one is second else one for one in group.may_be))
    return groups


def _is_apart(one: Group, other: Group, judge: Judge) -> bool:
    return any(frozenset({a.own, b.own}) in judge.apart for a in one.members for b in other.members)


def _distinct(groups: dict[str, Group]) -> list[Group]:
    return list({id(group): group for group in groups.values()}.values())


class _Index:
    """The groups of a component by the signs of their members."""

    def __init__(self, groups: list[Group]) -> None:
        self.by_sign: dict[str, dict[int, Group]] = defaultdict(dict)
        for at, group in enumerate(groups):
            for member in group.members:
                for sign in member.signs | member.evidence:
                    self.by_sign[sign][at] = group

    def fitting(self, profile: Profile, judge: Judge) -> list[Group]:
        """Return the groups that a profile may belong to, in order."""
        found = self._found(profile.seeks)
        if len(found) > MANY:
            near = self._found(profile.evidence)
            found = {at: group for at, group in found.items() if at in near} or dict(sorted(found.items())[:LISTED])
        return [group for _, group in sorted(found.items()) if _may_join(profile, group, judge)]

    def carriers(self, profile: Profile, fits: list[Group]) -> int:
        """Return how many groups the name may mean."""
        found = len(self._found(profile.seeks))
        return found if found > MANY else len(fits)

    def _found(self, signs: Iterable[str]) -> dict[int, Group]:
        return {at: group for sign in signs for at, group in self.by_sign.get(sign, {}).items()}


def _may_join(profile: Profile, group: Group, judge: Judge) -> bool:
    return all(judge(profile, member).answer != "different" for member in group.members)
