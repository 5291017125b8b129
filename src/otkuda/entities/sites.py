"""Whose site is it? A host is called after whom it belongs to: «mintrans» is the Министерство транспорта."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.entities.spelling import skeletons

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(r"(?:https?://)?(?:www\.|m\.)?([\w-]+(?:\.[\w-]+)*?)\.[a-zа-яё]{2,}(?:[/:?#].*)?", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LEAST = 3  # letters of a word that tell it
_TELLING = 5  # letters of a host that are told by words
_LEFT = 3  # letters of a host that nothing tells: «uz», «lab», "kz"
_LONGEST = 40  # letters of a host, words of a name: what is longer is no name
_MOST_WORDS = 12


@lru_cache(maxsize=50_000)
def is_called_after(host: str, name: str) -> bool:
    """Is a host called after a body or a person: is it made of the beginnings of the words of the name?

    >>> is_called_after("mintrans.example", "Министерство транспорта"), is_called_after("tobol.example", "Минтранс")
    (True, False)
    """
    label = _LABEL.fullmatch(host.strip())
    if label is None:
        return False
    parts = [skeletons(part)[:2] for part in re.split(r"[-.]", label[1]) if part]
    words = [form for word in _WORD.findall(name)[:_MOST_WORDS] for form in skeletons(word)[:2] if len(form) >= _LEAST]
    told = [max((_told(form, words) for form in forms), default=0) for forms in parts]
    sizes = [min(map(len, forms), default=0) for forms in parts]
    left = sum(size - min(size, one) for size, one in zip(sizes, told, strict=True) if size - one > 0)
    return sum(told) >= _TELLING and left <= _LEFT


def _told(part: str, words: Sequence[str]) -> int:
    """Return how many letters of a part of a host are the beginnings of words."""
    if len(part) > _LONGEST:
        return 0
    best = [0] * (len(part) + 1)
    for end in range(1, len(part) + 1):
        best[end] = best[end - 1]
        for start in range(end - _LEAST + 1):
            if any(word.startswith(part[start:end]) for word in words):
                best[end] = max(best[end], best[start] + end - start)
    return best[-1]
