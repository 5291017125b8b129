"""Two items → whether they tell of one event, by features that ``weights.tsv`` explains.

A pure function of the two, exact, so that no order of adding shows. Each feature has a value; the features of a
verdict are the values times their weights, and their sum decides. What both share counts by how much it tells and by
how much of the shorter one it is.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from otkuda.stories.weights import Verdict, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from otkuda.stories.item import Item

MOST_TOLD = 4.0  # by shared names, and by shared numbers: beyond it nothing is added
SMALL = 6.0  # is added to the size of the lesser of two sets of words, so that few words say little
WORDS_ANYWAY, CONCEPTS_ANYWAY = 0.05, 0.10  # the share that articles on different events have in common
FEW = 2.0  # the same for names and numbers
ONE_NAME = 1.1  # what a surname tells with its given name
LITTLE = 0.5  # what shared numbers tell that come together by chance
ENOUGH = 0.9  # what names or numbers tell that may be missed in the other
MOST_DAYS = 30.0


def match(one: Item, other: Item) -> Verdict:
    """Return whether two items tell of one event; the order of the two does not matter."""
    if not (one.is_part or other.is_part or one.urls.isdisjoint(other.urls)):
        return weigh({"page_same": 1.0})
    ties = _ties(one, other)
    days = _days(one, other, is_linked=bool(ties.get("linked")))
    told = _names(one, other) | _figures(one, other)
    return weigh(ties | told | {"name_alone": _is_name_alone(told)} | _words(one, other) | days)


def _is_name_alone(told: Mapping[str, float]) -> float:
    """Is all that names and numbers share one name? Who speaks of one thing today speaks of another, too."""
    return float(0 < told["names"] <= ONE_NAME and not told["figures"])


def _ties(one: Item, other: Item) -> dict[str, float]:
    """What ties the two by more than words, where anything may: hyperlinks, statements."""
    if not (one.links or other.links or (one.statements and other.statements)):
        return {}
    return {
        "linked": float(not (one.urls.isdisjoint(other.links) and other.urls.isdisjoint(one.links))),
        "link_shared": float(not one.links.isdisjoint(other.links)),
        "statement_shared": float(min(2, len(one.statements & other.statements))),
    }


def _names(one: Item, other: Item) -> dict[str, float]:
    shared, least = 0.0, min(one.told_by_names, other.told_by_names)
    if not one.name_keys.isdisjoint(other.name_keys):
        ours = fsum([name.tells for name in one.names if not name.keys.isdisjoint(other.name_keys)])
        shared = min(ours, fsum([name.tells for name in other.names if not name.keys.isdisjoint(one.name_keys)]))
    return {
        "names": min(shared, MOST_TOLD),
        "names_share": shared / (least + FEW),
        "names_other": float(shared < 1 and least >= ENOUGH),
    }


def _figures(one: Item, other: Item) -> dict[str, float]:
    shared, least = 0.0, min(one.told_by_figures, other.told_by_figures)
    if least:
        shared = fsum([one.figures[key] for key in one.figures.keys() & other.figures.keys()])
    return {
        "figures": min(shared, MOST_TOLD),
        "figures_share": shared / (least + FEW),
        "figures_other": float(shared < LITTLE and least >= ENOUGH),
    }


def _words(one: Item, other: Item) -> dict[str, float]:
    """Words where the language is one, concepts where it is not."""
    if one.language == other.language:
        return {"words": _share(one.words, other.words, WORDS_ANYWAY)}
    return {"concepts": _share(one.concepts, other.concepts, CONCEPTS_ANYWAY)}


def _share(one: AbstractSet[object], other: AbstractSet[object], anyway: float) -> float:
    """Return the share of the smaller set that the other has, above what any two articles share."""
    return max(0.0, len(one & other) / (min(len(one), len(other)) + SMALL) - anyway)


def _days(one: Item, other: Item, *, is_linked: bool) -> dict[str, float]:
    if one.day is None or other.day is None:
        return {"undated": 1.0}
    apart = abs(one.day - other.day)
    return {"days": min(apart, MOST_DAYS), "long_after": float(apart > MOST_DAYS and not is_linked)}
