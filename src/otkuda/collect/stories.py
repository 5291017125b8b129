"""What was grouped into statements becomes part of stories, in the same transaction.

An arrival is compared with the articles that share names and figures, a page or a statement with it, and with those
that may carry the same words. Which of them may be of one story is written down; the stories of all articles that
chains of such pairs lead to are made again, so that they are what they would be if all articles had come at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from otkuda.store import stories, story_index
from otkuda.store.statements import appearing
from otkuda.store.stories import Member, StoredStory
from otkuda.stories import match, of_items
from otkuda.stories.candidates import ENOUGH
from otkuda.stories.packing import found_by, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from otkuda.model import Story
    from otkuda.stories import Item

    Told = tuple[Item, ...]  # what one article tells

MOST = 500  # articles from which stories are made again
CANDIDATES = 200  # articles that one is compared with
MATES = 50  # articles that carry one's statements, with which it is compared


class Arrived(NamedTuple):
    """An article by its number, what it tells, and those that may carry the same words."""

    number: int
    told: Told
    likely: Collection[int]


@dataclass(slots=True)
class Stories:
    """The stories of a batch: what came, from where stories are made again, and the versions that left theirs."""

    conn: Connection
    arrived: dict[int, Arrived] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    _known: dict[int, Told] = field(default_factory=dict)

    def drop(self, version_id: str, number: int) -> None:
        """Take a version out; the stories of those near it are made again."""
        self.starts |= story_index.drop_item(self.conn, number)
        self.left.add(version_id)

    def take(self, one: Arrived) -> None:
        """Put an article in. It is compared when all of the batch are there, and their statements."""
        keys = found_by(one.told)
        story_index.put_item(self.conn, one.number, one.told[0].day, keys, packed(one.told))
        self.arrived[one.number] = one

    def make(self, changed: Iterable[str]) -> None:
        """Make the stories again, also those of versions whose statements are others now."""
        for one in self.arrived.values():
            self._compare(one.number, self._near(one))
        for number in sorted(set(story_index.numbers_of(self.conn, changed).values()) - self.arrived.keys()):
            near = story_index.drop_pairs(self.conn, number)
            self.starts |= near
            self._compare(number, near | self._mates(number))
        self._rewrite(self._parted())

    def _near(self, one: Arrived) -> set[int]:
        """Return the articles that tell enough of what an arrival tells, and those that carry the same words."""
        keys = found_by(one.told)
        telling: dict[int, float] = {}
        for key, numbers in story_index.found_near(self.conn, keys, one.told[0].day):
            for number in numbers:
                telling[number] = telling.get(number, 0.0) + keys[key]
        shared = {number: tells for number, tells in telling.items() if tells >= ENOUGH}
        best = sorted(shared, key=lambda number: (-shared[number], number))[:CANDIDATES]
        return {*best, *one.likely} | self._mates(one.number)

    def _mates(self, number: int) -> set[int]:
        """Return articles that carry a statement of one."""
        said = {one for item in self._told([number]).get(number, ()) for one in item.statements}
        found = story_index.numbers_of(self.conn, appearing(self.conn, said))
        return set(sorted(found.values())[-MATES:])

    def _compare(self, number: int, near: Iterable[int]) -> None:
        """Write which of some articles may be of one story with one."""
        known = self._told({number, *near})
        self.starts.add(number)
        if number in known:
            others = (other for other in known.keys() & set(near) if other != number)
            found = [(number, other) for other in others if may_be_one(known[number], known[other])]
            story_index.put_story_pairs(self.conn, found)

    def _told(self, numbers: Iterable[int]) -> dict[int, Told]:
        """Return what articles tell, with the statements that they carry now."""
        wanted = set(numbers)
        raw = story_index.told_by(self.conn, wanted - self._known.keys())
        said = story_index.carried(self.conn, {carrier[0] for carrier, _ in raw.values()})
        for number, told in raw.items():
            self._known[number] = unpacked(told, said.get(told[0][0], frozenset()))
        return {number: self._known[number] for number in wanted if number in self._known}

    def _parted(self) -> list[list[Item]]:
        """Return what the articles tell to which chains of pairs lead from the starts, in parts that share no pair."""
        seen: set[int] = set()
        found = []
        for start in sorted(self.starts):
            if start not in seen:
                reached = self._reached(start)
                seen |= reached
                found.append(list(chain.from_iterable(self._told(reached).values())))
        return found

    def _reached(self, start: int) -> set[int]:
        found = new = {start}
        while new and len(found) < MOST:
            further = sorted(story_index.beside(self.conn, new) - found)
            new = set(further[: MOST - len(found)])
            found = found | new
        return found

    def _rewrite(self, parts: Iterable[list[Item]]) -> None:
        """Put the stories of articles in the place of those in which they were."""
        here = {item.carrier.id for told in parts for item in told}
        made = {one.id: one for told in parts for one in map(_stored, of_items(told))}
        old = stories.stories_with(self.conn, here | self.left, made)
        for one in old:
            outside = tuple(member for member in one.members if member.version_id not in here | self.left)
            if outside:
                _extend(made, one, outside)
        stories.replace_stories(self.conn, old, list(made.values()))


def may_be_one(one: Told, other: Told) -> bool:
    """May two articles be of one story: is the whole or a part of one like the whole or a part of the other?"""
    if not one[0].urls.isdisjoint(other[0].urls):
        return True
    wholes = chain(product(one, other), product(_parts(one), other), product(one, _parts(other)))
    return any(match(ours, theirs).is_same for ours, theirs in wholes if _is_worth(ours, theirs))


def _parts(told: Told) -> list[Item]:
    return [part for item in told for part in item.parts]


def _is_worth(one: Item, other: Item) -> bool:
    """Is it worth to compare two: wholes are always, parts where they share a name or a figure."""
    if not (one.is_part or other.is_part):
        return True
    return not (one.name_keys.isdisjoint(other.name_keys) and one.figures.keys().isdisjoint(other.figures))


def _stored(story: Story) -> StoredStory:
    members = tuple(Member(one.id, one.article.url) for one in story.carriers)
    return StoredStory(story.id, story.headline, story.since, story.until, members)


def _extend(made: dict[str, StoredStory], old: StoredStory, outside: tuple[Member, ...]) -> None:
    """Let a story that is too large to be made again as a whole keep what was left out, its id and its headline."""
    ids = {member.version_id for member in old.members}
    shared = {one.id: sum(member.version_id in ids for member in one.members) for one in made.values()}
    best = min(shared, key=lambda id_: (-shared[id_], id_), default=None)
    best = best if best and shared[best] else old.id
    home = made.pop(best, replace(old, members=()))
    id_ = home.id if old.id in made else old.id
    dates = [date for one in (old, home) for date in (one.since, one.until) if date]
    members = tuple(dict.fromkeys(outside + home.members))
    made[id_] = StoredStory(id_, old.headline, min(dates, default=None), max(dates, default=None), members)
