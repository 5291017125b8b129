"""The way of a statement as rows: each article under the one that it has the words from, of many copies only some."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from otkuda.export.telling import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.export import Told
    from otkuda.model import Appearance, Carrier, Relation

MOST = 40  # rows
_FOLDS = 6  # of them, at most, for articles that are not shown one by one


class Stop(NamedTuple):
    """An article on the way, or ``folded`` articles that are like it.

    ``source`` is the row of the one that it has the words from; None where that is none, or is not shown.
    """

    appearance: Appearance
    carrier: Carrier
    relation: Relation
    is_origin: bool
    source: int | None
    folded: int = 0


def stops(told: Told, most: int = MOST) -> tuple[Stop, ...]:
    """Return the rows of the way, sources before their takers, each article once."""
    keys = list(_in_depth(told))
    shown = _chosen(told, keys, most)
    folded = Counter(_holder(told, key, shown) for key in keys if key not in shown)
    rows: list[Stop] = []
    places: dict[str, int] = {}
    for key in keys:
        if key in shown:
            places[key] = len(rows)
            rows.append(_stop(told, key, places))
    for holder, count in folded.most_common(_FOLDS):
        like = next(key for key in keys if key not in shown and _holder(told, key, shown) == holder)
        rows.append(_stop(told, like, places)._replace(folded=count, source=places.get(holder or "")))
    return tuple(rows)


def source_key(told: Told, key: str) -> str | None:
    """Return the address of the article that another has the words from."""
    source = told.source_of(told.first[key])
    return key_of(source) if source else None


def _in_depth(told: Told) -> Iterator[str]:
    """Yield the articles, each before those that take from it; what only takes from itself comes last."""
    seen = set[str]()
    waiting = [*reversed(told.takers.get(None, []))]
    rest = iter(told.first)
    while True:
        key = waiting.pop() if waiting else next((one for one in rest if one not in seen), None)
        if key is None:
            return
        if key not in seen:
            seen.add(key)
            yield key
            waiting += reversed(told.takers.get(key, []))


def _chosen(told: Told, keys: list[str], most: int) -> set[str]:
    """Return the articles that are shown: the origin, those from which others take, those that differ, the first."""
    if len(keys) <= most:
        return set(keys)
    places = {key: place for place, key in enumerate(keys)}
    differing = _differing(told)
    weight = {key: (not _is_origin(told, key), key not in told.takers, key not in differing) for key in keys}
    return set(sorted(keys, key=lambda key: (weight[key], places[key]))[: most - _FOLDS])


def _holder(told: Told, key: str, shown: set[str]) -> str | None:
    """Return the article that is shown and from which an article has the words, if through others."""
    seen = set[str]()
    at: str | None = key
    while at is not None and at not in shown and at not in seen:
        seen.add(at)
        at = source_key(told, at)
    return at if at in shown else None


def _stop(told: Told, key: str, places: dict[str, int]) -> Stop:
    one = told.first[key]
    relation = "altered" if key in _differing(told) else one.relation
    return Stop(
        one, told.carriers[one.carrier], relation, _is_origin(told, key), places.get(source_key(told, key) or "")
    )


def _differing(told: Told) -> set[str]:
    return {key_of(one) for one in told.appearances if one.relation == "altered"}


def _is_origin(told: Told, key: str) -> bool:
    origin = told.statement.origin
    return origin.kind == "page" and told.first[key].id in origin.appearances
