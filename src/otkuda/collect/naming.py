"""Whom articles name → mentions: links of chains and outlets, as ``otkuda.entities`` compares them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from otkuda.entities import Mention
from otkuda.entities.naming import parse
from otkuda.entities.outlets import own_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.entities.mention import EntityType
    from otkuda.store import Anchor, Named

_BLANKS = re.compile(r"\s+")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, marks of direction, halves of pairs: no letters of a name
_SIMPLEST = re.compile(r"[\w\s.,'’«»\"()/-]*")


class Mentioned(NamedTuple):
    """The mentions of some articles by id, which link is which of them, and which is the outlet of which version."""

    mentions: dict[str, Mention]
    links: list[tuple[str, int, str]]
    versions: list[tuple[str, str]]


def mentioned(named: Iterable[Named]) -> Mentioned:
    """Return the mentions of those whom articles name."""
    by_article: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        by_article[one.article_id].append(one)
    found = Mentioned({}, [], [])
    for those in by_article.values():
        others = tuple(sorted(full_names(clean(one.name) for one in those if one.type == "person")))
        for one in those:
            _take_in(found, one, others)
    return found


def _take_in(found: Mentioned, one: Named, others: tuple[str, ...]) -> None:
    mention = _mention(one, others)
    if not mention.name:
        return
    known = found.mentions.get(mention.id)
    if known is None or (mention.date and known.date and mention.date < known.date):
        found.mentions[mention.id] = mention
    if one.attribution_id is None:
        found.versions.append((one.version_id, mention.id))
    else:
        found.links.append((one.attribution_id, one.position, mention.id))


def _mention(one: Named, others: tuple[str, ...]) -> Mention:
    organization = own_host(one.host) if one.attribution_id is None else one.organization
    role, organization = (clean(said or "") or None for said in (one.role, organization))
    kind: EntityType = one.type  # type: ignore[assignment]
    language = one.language or ""
    return Mention(one.article_id, one.dated, language, clean(one.name), kind, role, organization, others=others)


def mention_at(anchor: Anchor) -> Mention:
    """Return the mention that a person gave the words of."""
    one = anchor
    return Mention(one.article_id, None, one.language, one.name, one.type, one.role, one.organization)  # type: ignore[arg-type]


def full_names(names: Iterable[str]) -> set[str]:
    """Return the names that tell a person from most others: a given name or initials with a surname."""
    return {one for one in names if (name := parse(one)).surname and (name.given or name.initials)}


def clean(name: str) -> str:
    """Return a name without what cannot be seen, in single blanks.

    >>> clean("Ерлан\u200f  Та\u00adсов")
    'Ерлан Тасов'
    """
    if not _SIMPLEST.fullmatch(name):
        name = "".join(one for one in name if unicodedata.category(one) not in _UNSEEN or one.isspace())
    return _BLANKS.sub(" ", name).strip()
