"""The name or the host of an outlet → what is compared: a host, and the skeleton of the name without «агентство»."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from otkuda.entities.bodies import quoted
from otkuda.entities.spelling import plain, skeletons
from otkuda.entities.words import LONGEST
from otkuda.lang.language import load
from otkuda.lang.lexicon import rows

_HOST = re.compile(r"(?:https?://)?(?:www\.|m\.)?((?:[\w-]+\.)+[a-zа-яё]{2,})(?:[/:?#].*)?", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")


class Outlet(NamedTuple):
    """What is known of an outlet: its host or "", its name in plain letters, the skeletons of the name."""

    host: str
    name: str
    skeletons: tuple[str, ...]


@lru_cache(maxsize=50_000)
def read_outlet(name: str, language: str) -> Outlet:
    """Return what a name or an address says of an outlet; a word for any outlet («СМИ», «газета») says nothing.

    >>> read_outlet("https://www.tobol-line.example/1", "ru").host, read_outlet("агентство «Саяк»", "ru").name
    ('tobol-line.example', 'саяк')
    >>> read_outlet("tobol-line.example", "ru").skeletons == read_outlet("Tobol Line", "en").skeletons
    True
    """
    name = name[:LONGEST].strip().removeprefix("The ")
    host = _HOST.fullmatch(name)
    if host:
        label = host[1].rpartition(".")[0].rpartition(".")[2]
        return Outlet(host[1].lower(), "", _joined(label))
    own = quoted(name)
    if own == name:
        own = " ".join(word for word in _WORD.findall(name) if not _is_head(word, language))
    return Outlet("", plain(own), _joined(own)) if own != own.lower() or own.isascii() else Outlet("", "", ())


def own_host(host: str | None) -> str | None:
    """Return the host that an article stands on, where it is its outlet's own; None for one on which many publish.

    >>> own_host("zarya.example"), own_host("t.me")
    ('zarya.example', None)
    """
    return None if host is None or host.removeprefix("m.") in _platforms() else host


@cache
def _platforms() -> frozenset[str]:
    return frozenset(row[0] for row in rows("otkuda.entities", "platforms.tsv"))


def _joined(name: str) -> tuple[str, ...]:
    return skeletons("".join(_WORD.findall(name)).replace("-", ""))


def _is_head(word: str, language: str) -> bool:
    """Say whether a word is what outlets are called («агентство», «СМИ»), not the name of one."""
    if language not in {"ru", "kk", "en"} or (word[:1].isupper() and not word.isupper()):
        return False
    return plain(word) in load(language).outlets
