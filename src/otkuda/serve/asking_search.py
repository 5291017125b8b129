"""What is typed into the search: who and which outlet are named in it, and what else might be asked instead.

``speaker:Одинцов``, ``outlet:"Наш берег"`` stand for the fields of the form, in any of the three languages.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from otkuda.entities.spelling import plain
from otkuda.lang.translations import in_other_languages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MOST = 4  # words of a question that is asked otherwise
LONG = 6  # letters of a word of which the beginning may be enough
SHORT = 4  # letters of a name that may be spelt wrongly
LIKE = 0.8  # of the letters of a name are those of one that is known (difflib's ratio)
_END = 2  # letters
_OPERATORS = {
    "speaker": ("speaker", "кто", "кім"),
    "outlet": ("outlet", "издание", "басылым"),
}
_FIELDS = {name: field for field, names in _OPERATORS.items() for name in names}
_NAMED = re.compile(rf'(?<!\S)({"|".join(_FIELDS)}):\s*("[^"]*"|«[^»]*»|[^\s"«]+)', re.IGNORECASE)
_PLAIN = re.compile(r"[\w-]+(?: +[\w-]+)*")


class Question(NamedTuple):
    """What is typed without the operators, and the fields that they stand for."""

    words: str
    fields: dict[str, str]


def question(typed: str) -> Question:
    """Return what is looked for, and by whom and where.

    >>> question('кто:Одинцов мост издание:"Наш берег"')
    Question(words='мост', fields={'speaker': 'Одинцов', 'outlet': 'Наш берег'})
    """
    fields = {_FIELDS[match[1].lower()]: match[2].strip('"«» ') for match in _NAMED.finditer(typed)}
    return Question(" ".join(_NAMED.sub(" ", typed).split()) if fields else typed, fields)


def plain_words(words: str) -> list[str]:
    """Return the words of a question without operators; none where it has any, or too many words."""
    found = words.split() if _PLAIN.fullmatch(words) else []
    is_plain = len(found) <= MOST and not any(one.startswith("-") or one.isupper() for one in found)
    return found if is_plain else []


def in_three_languages(words: str) -> str | None:
    """Return a question that asks for the same words in all languages; None where some of them are not known.

    >>> in_three_languages("мост"), in_three_languages("бармаглот")
    ('мост OR көпір OR bridge', None)
    """
    found = plain_words(words)
    others = [in_other_languages(one) for one in found]
    if not found or not all(others):
        return None
    codes = [code for code in ("ru", "kk", "en") if all(code in one for one in others)]
    told = [words, *(" ".join(one[code] for one in others) for code in codes)]
    return " OR ".join(f"({one})" if " " in one else one for one in told) if codes else None


def respelt(words: str, known: Collection[str]) -> str | None:
    """Return a question with the names in it as they are spelt; None where all are, or none is like a known one.

    >>> respelt("одинцев мост", ["глеб", "одинцов"])
    'одинцов мост'
    """
    asked = plain_words(words)
    found = [_like(plain(one), known) or one for one in asked]
    return " ".join(found) if found != asked else None


def _like(word: str, known: Collection[str]) -> str | None:
    """Return the known word that is most like another one: of about its length, with the same first or last letter."""
    if len(word) < SHORT or word in known:
        return None
    near = (one for one in known if abs(len(one) - len(word)) <= 1 and (one[0] == word[0] or one[-1] == word[-1]))
    return next(iter(get_close_matches(word, near, n=1, cutoff=LIKE)), None)


def instead(words: str) -> Iterator[str]:
    """Yield what might be asked instead: in three languages, any of the words, the beginning of the only one."""
    found = plain_words(words)
    if told := in_three_languages(words):
        yield told
    if len(found) > 1:
        yield " OR ".join(found)
    elif found and len(found[0]) >= LONG:
        yield f"{found[0][:-_END]}*"
