"""Groups of items → stories: each with its articles, a headline, and an id that lasts."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from otkuda.model import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.stories.item import Item

_END = float("inf")


def named(groups: Iterable[Sequence[Item]]) -> tuple[Story, ...]:
    """Return groups, each in order, as stories, earliest first; those of just the same articles are one."""
    apart = {frozenset(item.carrier.id for item in group): group for group in reversed(list(groups))}
    times = Counter(address for group in apart.values() for address in {item.address for item in group})
    found = [_story(group, _key(group, times)) for group in apart.values()]
    return tuple(sorted(found, key=lambda story: (_moment(story), story.id)))


def _key(group: Sequence[Item], times: Counter[str]) -> str:
    """Return what tells a story from all others: the earliest article that no other has, else all that it has."""
    own = next((item.address for item in group if times[item.address] == 1), None)
    return own or "\0".join(sorted({item.carrier.id for item in group}))


def _story(group: Sequence[Item], key: str) -> Story:
    carriers = tuple({item.carrier.id: item.carrier for item in group}.values())
    whole = [item.carrier for item in group if not item.is_part]
    dates = [one.article.published for one in carriers if one.article.published]
    return Story(
        id=hashlib.sha256(f"story\0{key}".encode(errors="surrogatepass")).hexdigest()[:32],
        headline=(whole or carriers)[0].article.headline,
        carriers=carriers,
        since=min(dates, default=None),
        until=max(dates, default=None),
    )


def _moment(story: Story) -> float:
    return story.since.timestamp() if story.since else _END
