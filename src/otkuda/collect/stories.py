"""What was grouped into statements becomes part of stories: found by reading only, then written with the statements.

An arrival is compared with the articles that share names and figures, a page or a statement with it, and with those
that may carry the same words. Which of them may be of one story is written down; the stories of all articles that
chains of such pairs lead to are made again, so that they are what they would be if all articles had come at once.
Of many articles that are word for word the same only the first are compared; the others follow two of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from otkuda.store import stories, story_index
from otkuda.store.stories import Member, StoredStory
from otkuda.stories import match, of_items
from otkuda.stories.candidates import ENOUGH
from otkuda.stories.packing import found_by, packed, text_key, tied_by, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from otkuda.collect.carried import Carried
    from otkuda.model import Story
    from otkuda.stories import Item

    Told = tuple[Item, ...]  # what one article tells

MOST = 100  # texts from which stories are made again: chains of pairs lead through half of what many days tell
CANDIDATES = 200  # articles that one is compared with
MATES = 50  # articles that carry one's statements, with which it is compared
COPIES = 12  # articles of just the same text that are found by what they tell; further ones follow them
FOLLOWED = 2  # of them by each: one may go


class Arrived(NamedTuple):
    """An article by its number, what it tells, and those that may carry the same words."""

    number: int
    told: Told
    likely: Collection[int]


def enter(conn: Connection, number: int, told: Told) -> None:
    """Put an article into the index. It is compared when all of the batch are there, and their statements."""
    key = text_key(told)
    is_one_more = len(story_index.having(conn, key, COPIES)) == COPIES
    keys = tied_by(told) if is_one_more else {**found_by(told), key: ENOUGH}
    story_index.put_item(conn, number, told[0].day, keys, packed(told))


@dataclass(slots=True)
class Stories:
    """The stories that a batch makes. ``conn`` is that by which they are found; another one may write them."""

    conn: Connection
    carried: Carried
    old: list[StoredStory] = field(default_factory=list)
    made: list[StoredStory] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)  # the versions of which stories are made
    _again: set[int] = field(default_factory=set)  # the articles whose pairs are found anew
    _near: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # the pairs that were found
    _known: dict[int, Told] = field(default_factory=dict)
    _mates: dict[frozenset[str], set[int]] = field(default_factory=dict)

    def find(self, arrived: Collection[Arrived], before: Mapping[str, int]) -> None:
        """Find the stories of what came, and of versions whose statements are others now.

        ``before`` are the versions that were in the index, by their numbers: read again, or gone.
        """
        came = {one.number for one in arrived} | set(before.values())
        others = set(story_index.numbers_of(self.conn, self.carried.changed()).values()) - came
        self._again = came | others
        were = _beside(story_index.pairs_of(self.conn, self._again))
        for one in arrived:
            self._compare(one.number, self._likest(one))
        for number in sorted(others):
            self._compare(number, were[number] | self._mates_of(number))
        starts = self._again | were.keys()
        for number in sorted(were.keys() - self._again):
            if not self._beside([number]) and number in self._told([number]):  # what it followed is another text now
                self._compare(number, self._likest(Arrived(number, self._known[number], ())))
        self._remake(starts, set(before))

    def write(self, conn: Connection) -> None:
        """Put what was found in the place of what was there."""
        story_index.drop_pairs(conn, self._again)
        story_index.put_story_pairs(conn, ((one, other) for one, near in self._near.items() for other in near))
        stories.replace_stories(conn, self.old, self.made)

    def _likest(self, one: Arrived) -> set[int]:
        """Return the articles that tell enough of what one tells, and those that carry the same words."""
        same = story_index.having(self.conn, text_key(one.told), COPIES)
        is_one_more = len(same) == COPIES and one.number not in same
        keys = tied_by(one.told) if is_one_more else found_by(one.told)
        shared: defaultdict[int, float] = defaultdict(float)
        for key, numbers in story_index.found_near(self.conn, keys, one.told[0].day):
            for number in numbers:
                shared[number] += keys[key]
        enough = (number for number, tells in shared.items() if tells >= ENOUGH)
        best = sorted(enough, key=lambda number: (-shared[number], number))[:CANDIDATES]
        if is_one_more:
            return {*best, *same[:FOLLOWED]}
        return {*best, *same, *one.likely} | self._mates_of(one.number)

    def _mates_of(self, number: int) -> set[int]:
        """Return articles that carry a statement of one."""
        said = frozenset(one for item in self._told([number]).get(number, ()) for one in item.statements)
        if said not in self._mates:
            found = story_index.numbers_of(self.conn, self.carried.carrying(said))
            self._mates[said] = set(sorted(found.values())[-MATES:])
        return self._mates[said]

    def _compare(self, number: int, near: Collection[int]) -> None:
        """Note which of some articles may be of one story with one."""
        known = self._told({number, *near})
        if number in known:
            others = known.keys() & set(near) - {number}
            for other in (one for one in others if may_be_one(known[number], known[one])):
                self._near[number].add(other)
                self._near[other].add(number)

    def _told(self, numbers: Iterable[int]) -> dict[int, Told]:
        """Return what articles tell, with the statements that they carry."""
        wanted = set(numbers)
        raw = story_index.told_by(self.conn, wanted - self._known.keys())
        said = self.carried.by({carrier[0] for carrier, _ in raw.values()})
        for number, told in raw.items():
            self._known[number] = unpacked(told, said[told[0][0]])
        return {number: self._known[number] for number in wanted if number in self._known}

    def _beside(self, numbers: Collection[int]) -> set[int]:
        """Return the articles that may be of one story with some, as it will be."""
        kept = (pair for pair in story_index.pairs_of(self.conn, numbers) if self._again.isdisjoint(pair))
        return set(chain.from_iterable(kept)).union(*(self._near.get(one, ()) for one in numbers)).difference(numbers)

    def _remake(self, starts: Iterable[int], left: set[str]) -> None:
        """Make the stories again to whose articles chains of pairs lead from some, in parts that share no pair."""
        seen: set[int] = set()
        parts = []
        for start in sorted(starts):
            if start not in seen:
                reached = self._reached(start)
                seen |= reached.keys()
                parts.append(list(chain.from_iterable(reached.values())))
        self._replace(parts, left)

    def _reached(self, start: int) -> dict[int, Told]:
        found = new = self._told([start])
        texts = {told[0].text for told in found.values()}
        while new and len(texts) < MOST:
            further = self._told(self._beside(new.keys()) - found.keys())
            texts = {*texts, *sorted({told[0].text for told in further.values()} - texts)[: MOST - len(texts)]}
            new = {number: told for number, told in sorted(further.items()) if told[0].text in texts}
            found = found | new
        return found

    def _replace(self, parts: Iterable[list[Item]], left: set[str]) -> None:
        """Let the stories of articles take the place of those in which they were, and those that ``left`` theirs."""
        here = {item.carrier.id for told in parts for item in told}
        made: dict[str, StoredStory] = {}
        for one in (_stored(story) for told in parts for story in of_items(told)):
            made[one.id] = _joined(made[one.id], one) if one.id in made else one
        self.looked_at = here
        self.old = stories.stories_with(self.conn, here | left, made)
        for one in self.old:
            outside = tuple(member for member in one.members if member.version_id not in here | left)
            if outside:
                _extend(made, one, outside)
        self.made = list(made.values())


def _beside(pairs: Iterable[tuple[int, int]]) -> defaultdict[int, set[int]]:
    """Return for each article those with which it is a pair."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found


def may_be_one(one: Told, other: Told) -> bool:
    """May two articles be of one story: is the whole or a part of one like the whole or a part of the other?"""
    if one[0].text == other[0].text or not one[0].urls.isdisjoint(other[0].urls):
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


def _joined(one: StoredStory, other: StoredStory) -> StoredStory:
    """Return a story that is too large to be made again as a whole, found from two sides, with the articles of both."""
    dates = [date for each in (one, other) for date in (each.since, each.until) if date]
    members = tuple(dict.fromkeys(one.members + other.members))
    return replace(one, since=min(dates, default=None), until=max(dates, default=None), members=members)


def _extend(made: dict[str, StoredStory], old: StoredStory, outside: tuple[Member, ...]) -> None:
    """Let a story that is too large to be made again as a whole keep what was left out, its id and its headline."""
    ids = {member.version_id for member in old.members}
    shared = {one.id: sum(member.version_id in ids for member in one.members) for one in made.values()}
    best = min(shared, key=lambda id_: (-shared[id_], id_), default=None)
    best = best if best and shared[best] else old.id
    home = made.pop(best, replace(old, members=()))
    id_ = home.id if old.id in made else old.id
    made[id_] = replace(_joined(replace(old, members=outside), home), id=id_)
