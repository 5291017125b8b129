"""A role → the callings that it means («министр транспорта», "Minister of Transport"), in the same words."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from otkuda.entities.words import phrases, tokens, words
from otkuda.lang.lexicon import rows

_CHANGING = frozenset({"deputy", "former"})


class Role(NamedTuple):
    """What a role says: callings, the rest, which may say of what, and whether it is over («экс-министр»).

    A role that no table knows is its own calling, with its language before it.
    """

    callings: frozenset[str]
    of: str
    is_former: bool = False

    @property
    def is_known(self) -> bool:
        """Do the tables know the calling?"""
        return bool(self.callings) and not any(":" in one for one in self.callings)


NO_ROLE = Role(frozenset(), "")


@lru_cache(maxsize=100_000)
def read_role(role: str, language: str) -> Role:
    """Return what a role says.

    >>> sorted(read_role("министр транспорта", "ru").callings), read_role("министр транспорта", "ru").of
    (['minister'], 'транспорта')
    >>> sorted(read_role("deputy head", "en").callings), read_role("экс-мэр", "ru").is_former
    (['deputy_head'], True)
    """
    table, found = _table(language), tokens(role, language)
    lemmas = tuple(base for base, _ in found)
    callings: list[str] = []
    of: list[slice] = []
    changing: set[str] = set()
    for place in phrases(lemmas, table):
        known = table.get(lemmas[place], ())
        if known and _CHANGING.issuperset(known):
            changing.update(known)
        elif known and not callings:
            callings.extend(known)
        else:
            of.append(place)
    if not callings and of and not changing:
        callings = [f"{language}:{lemmas[of.pop(0)][0]}"]
    if "deputy" in changing:
        callings = [f"deputy_{one}" for one in callings] or ["deputy"]
    behind = " ".join(word for place in of for _, word in found[place])
    return Role(frozenset(callings), behind, "former" in changing)


def agree(one: Role, other: Role) -> str:
    """Return whether two roles may be held by one person at one time: "same", "other", or "" where it is not known.

    >>> agree(read_role("врач", "ru"), read_role("surgeon", "en"))
    'same'
    >>> agree(read_role("глава", "ru"), read_role("minister", "en")), agree(NO_ROLE, NO_ROLE)
    ('', '')
    """
    if not (one.callings and other.callings):
        return ""
    if one.callings & other.callings:
        return "same"
    if one.is_former or other.is_former or _languages(one) != _languages(other):
        return ""
    return "" if any(_beside(a, b) or _beside(b, a) for a in one.callings for b in other.callings) else "other"


def _languages(role: Role) -> frozenset[str]:
    """Return the languages of callings that no table knows: they compare with their own language alone."""
    return frozenset(one.partition(":")[0] for one in role.callings if ":" in one)


def _beside(one: str, other: str) -> bool:
    """Say whether the one is broad enough to stand beside the other; deputies are compared with deputies."""
    if one.startswith("deputy") != other.startswith("deputy"):
        return False
    first, second = one.removeprefix("deputy_"), other.removeprefix("deputy_")
    return first == "deputy" or second in _broad().get(first, ())


def as_head(role: Role, kinds: frozenset[str]) -> Role:
    """Return the role of one who heads a body of some kind with what such a head is called.

    >>> "minister" in as_head(read_role("глава", "ru"), frozenset({"ministry"})).callings
    True
    """
    if "head" not in role.callings:
        return role
    called = {one for kind in kinds for one in _heads().get(kind, ())}
    return role._replace(callings=role.callings | called)


@cache
def _table(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    if language not in {"ru", "kk", "en"}:
        return {}
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for text, callings, _ in rows(f"otkuda.lang.{language}", "posts.tsv"):
        key = words(text, language)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *callings.split())))
    return found


@cache
def _broad() -> dict[str, frozenset[str]]:
    return {calling: frozenset(beside.split()) for calling, beside, _ in rows("otkuda.entities", "broad_callings.tsv")}


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(called.split()) for kind, called, _ in rows("otkuda.entities", "heads.tsv")}
