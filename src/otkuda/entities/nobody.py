"""Names that tell so little, or are none, that the same in another article says nothing."""

from __future__ import annotations

from functools import cache, lru_cache

from otkuda.entities.bodies import read_body
from otkuda.entities.naming import parse
from otkuda.entities.outlets import read_outlet
from otkuda.entities.spelling import plain
from otkuda.lang.lexicon import rows

SHORTEST = 2  # letters of a surname


@lru_cache(maxsize=100_000)
def is_nobody(name: str, kind: str, language: str) -> bool:
    """Say whether a name tells so little that the same name in another article says nothing («Айгуль», «министерство»).

    >>> is_nobody("Айгуль", "person", "ru"), is_nobody("министерство", "organization", "ru")
    (True, True)
    """
    if is_no_name(name, kind):
        return True
    if kind == "person":
        return len(parse(name).surname) < SHORTEST
    return read_body(name, language).is_bare if kind == "organization" else not read_outlet(name, language).skeletons


def is_no_name(name: str, kind: str) -> bool:
    """Say whether words stand where a name should and are none («null»; a person's without a capital letter).

    >>> is_no_name("null", "outlet"), is_no_name("житель", "person"), is_no_name("Ян ван дер Хейде", "person")
    (True, True, False)
    """
    return plain(name).strip() in _no_names() or (kind == "person" and name.islower())


@cache
def _no_names() -> frozenset[str]:
    return frozenset(row[0] for row in rows("otkuda.entities", "no_names.tsv"))
