"""What stands in an article's place, as patterns: the list is in ``walls.tsv``."""

from __future__ import annotations

import re
from functools import cache

from otkuda.lang.lexicon import rows

_LONGEST_NOTICE = 200  # characters


@cache
def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of one kind, compiled.

    >>> any(pattern.fullmatch("Ошибка 404") for pattern in patterns("missing"))
    True
    """
    found = (row[1] for row in rows("otkuda.article", "walls.tsv") if row[0] == kind)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)


def is_loading(paragraphs: list[str]) -> bool:
    """Tell whether all that a page shows is what it shows until its scripts have run: «Загрузка…»."""
    text = " ".join(paragraphs)[: _LONGEST_NOTICE + 1].strip(" .…!")
    return len(text) <= _LONGEST_NOTICE and any(pattern.fullmatch(text) for pattern in patterns("loading"))
