"""Who a credit names: the agency and the author in «РИА Новости/Алексей Майшев».

A holder is a name, so it opens with a capital, a quotation mark, an address or one of the words that the list knows
(«пресс-служба»). Anything else after «Фото: » is a caption, and no credit is made of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from otkuda.lang.lexicon import rows

LONGEST = 110  # characters of a credit's names
_MOST_WORDS = 10
_PRESS = ("Пресс-служба ", "Пресс-центр ")
_PARTS = re.compile(r"\s*(?:\s\.\s|[/\\|,;()]|\s[—–-]\s|\sдля\s|\sи\s(?=[А-ЯЁA-Z][\w-]+\s[А-ЯЁA-Z]))\s*")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-zа-яё]{2,}(?:/\S*)?|@\w+", re.IGNORECASE)
_NAMES = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][\w’-]+(?: [А-ЯЁӘҒҚҢӨҰҮҺІ][\w’-]+){1,2}")
_INITIALS = re.compile(r"(?:[А-ЯЁA-Z]\. ?){1,2}[А-ЯЁA-Z][\w-]+|[А-ЯЁA-Z][\w-]+(?: [А-ЯЁA-Z]\.){1,2}")
_LATIN_NAMES = re.compile(r"[A-Z][\w’-]+(?: [A-Z]\.)?(?: [A-Z][\w’-]+){1,2}")
_SURNAME = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:-[А-ЯЁ][а-яё]+)?")
_LOWER_WORD = re.compile(r"(?<![\w.@/-])[а-яё]{2,}(?![\w-])")
# «Фото: мост через Ишим», «Фото: Улица в Атбасаре» are captions: names of offices rarely hold these.
_CAPTION_WORDS = frozenset("в во на с со у под над из через после перед до без где когда как что".split())


class Holders(NamedTuple):
    """What a credit names; a missing part is None."""

    agency: str | None
    author: str | None


@cache
def words(part: str) -> dict[str, str]:
    """Return the words that play ``part`` in the list of credit words, each with its value."""
    return {row[0]: row[2] for row in rows("otkuda.lang.ru", "credits.tsv") if row[1] == part}


def read_holders(names: str) -> Holders | None:
    """Return who ``names`` (the words after «Фото: ») names, or None where they are no names but a caption.

    >>> read_holders("РИА Новости/Алексей Майшев")
    Holders(agency='РИА Новости', author='Алексей Майшев')
    """
    if not names or len(names) > LONGEST or names.count(" ") >= _MOST_WORDS:
        return None
    parts = [_without_nameless(part) for part in _split(_without_nameless(names))]
    if not all(part == "" or _is_name(part) for part in parts):
        return None
    return _sort(list(dict.fromkeys(filter(None, parts))))


def is_sure(names: str) -> bool:
    """Tell whether the words name a holder so plainly that «Фото» needs no colon before them."""
    parts = _split(names)
    return bool(parts) and all(_is_sure_part(part) for part in parts)


def is_person(name: str) -> bool:
    """Tell whether it is two or three names of which one is a given name, or a surname with initials."""
    if _INITIALS.fullmatch(name):
        return True
    if not _NAMES.fullmatch(name) or name in words("agency"):
        return False
    first, *_ = tokens = name.split()
    return not (len(first) > 1 and first.isupper() and not name.isupper()) and any(map(_may_be_given, tokens))


def is_agency(name: str) -> bool:
    """Tell whether it is plainly no person: a known agency, an address, an abbreviation or a name in quotes."""
    return bool(
        name in words("agency")
        or _ADDRESS.fullmatch(name)
        or (re.fullmatch(r"[А-ЯЁA-Z][А-ЯЁA-Z0-9-]{1,}(?: [А-ЯЁA-Z]{2,})*", name) and not is_person(name))
        or re.search(r"[«\"“„]|[а-яa-z][А-ЯA-Z]{2}", name)
    )


def is_press_office(line: str) -> bool:
    """Tell whether a line names a press office and says nothing: «Пресс-служба МЧС»."""
    if not line.startswith(_PRESS) or line.count(" ") >= _MOST_WORDS:
        return False
    return line[-1] not in ".!?:;" and not any(_tells(word) for word in _LOWER_WORD.findall(line))


def nominative(name: str) -> str:
    """Return a person's name in the genitive («Анны Лесной») in the nominative, or ``name`` where it is no such."""
    readings = [_genitive(token) for token in name.split()]
    if not readings or None in readings:
        return name
    genders = [gender for _, gender, is_given in filter(None, readings) if is_given]
    gender = genders[0] if genders else "masc"
    return " ".join(_in_gender(lemma, gender) for lemma, _, _ in filter(None, readings))


def _split(names: str) -> list[str]:
    """Split names where they are parted, but an address («t.me/zarya») nowhere."""
    if _ADDRESS.fullmatch(names.strip()):
        return [names.strip()]
    return [part.strip(" \t\xa0.©[]") for part in _PARTS.split(names.replace("\xa0", " ")) if part.strip(" .©[]")]


def _without_nameless(part: str) -> str:
    """Take «из архива» and the like off; put «пресс-службы МЧС» into the nominative."""
    for nameless in sorted(words("nameless"), key=len, reverse=True):
        if part.lower() == nameless:
            return ""
        if part.lower().startswith(nameless + " "):
            return nominative(_without_nameless(part[len(nameless) + 1 :]))
    for form, head in words("holder").items():
        if part.lower().startswith(form.lower() + " ") or part.lower() == form.lower():
            return head + part[len(form) :] if part[0].islower() else part
    return part


def _is_name(part: str) -> bool:
    if part.split(maxsplit=1)[0] in words("holder").values() or _ADDRESS.match(part):
        return True
    if not re.match(r"[«\"“„]?\w", part) or not (part.lstrip('«"“„')[:1].isupper() or part[0].isdigit()):
        return False
    return not any(_tells(word) for word in _LOWER_WORD.findall(part))


def _tells(word: str) -> bool:
    """Tell whether the word makes a sentence or a caption of what should be a name."""
    from otkuda.lang.ru.morphology import analyse

    return word in _CAPTION_WORDS or any(
        reading.pos in {"VERB", "INFN", "GRND", "PRTS"} for reading in analyse(word)[:1]
    )


def _is_sure_part(part: str) -> bool:
    return (
        is_agency(part)
        or _without_nameless(part) != part
        or (" " in part and (is_person(part) or is_person(nominative(part))))
    )


def _sort(parts: list[str]) -> Holders:
    """Tell agencies from authors."""
    authors = [part for part in parts if not is_agency(part) and is_person(part)]
    agencies = [part for part in parts if part not in authors]
    if not authors and len(agencies) > 1:
        authors = _authors_by_company(agencies)
        agencies = [part for part in agencies if part not in authors]
    return Holders(" / ".join(agencies) or None, ", ".join(authors) or None)


def _authors_by_company(parts: list[str]) -> list[str]:
    """«Иванов / ТАСС», «Jane Roe / Reuters»: beside a sure agency a bare surname or a Latin name is the author."""
    doubtful = [part for part in parts if not is_agency(part)]
    if len(doubtful) != 1 or len(parts) != 2:  # noqa: PLR2004 - one agency and one author
        return []
    return doubtful if _SURNAME.fullmatch(doubtful[0]) or _LATIN_NAMES.fullmatch(doubtful[0]) else []


def _may_be_given(word: str) -> bool:
    from otkuda.lang.ru.morphology import analyse

    return any("Name" in reading.grammemes for reading in analyse(word))


def _genitive(word: str) -> tuple[str, str, bool] | None:
    """Return lemma, gender and whether it is a given name, for a name in the genitive."""
    from otkuda.lang.ru.morphology import analyse

    for grammeme in ("Name", "Surn", "Patr"):
        for reading in analyse(word):
            if grammeme in reading.grammemes and reading.case == "gent":
                return reading.lemma, reading.gender, grammeme == "Name"
    return None


def _in_gender(lemma: str, gender: str) -> str:
    """Return a name's lemma, capitalized; pymorphy's lemma of «Петровой» is «петров»."""
    if gender == "femn" and lemma.endswith(("ов", "ев", "ёв", "ин", "ын")):
        lemma += "а"
    elif gender == "femn" and lemma.endswith(("ий", "ый", "ой")):
        lemma = lemma[:-2] + "ая"
    return "-".join(piece.capitalize() for piece in lemma.split("-"))
