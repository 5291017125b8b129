"""Who a credit names: the agency and the author in «РИА Новости/Алексей Майшев».

A holder is a name, so it opens with a capital, a quotation mark, an address or one of the words that the lists know
(«пресс-служба»). Anything else after «Фото: » is a caption, and no credit is made of it. A credit is too short to tell
its language: the words of all languages (``credits.tsv`` of each) are looked for at once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from otkuda.lang.every import every_row, is_body, is_given_name, is_predicate, may_be_name, nominative

LONGEST = 110  # characters of a credit's names
_MOST_WORDS = 10
_UPPER, _LOWER = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z", "а-яёәғқңөұүһіa-z"
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-zа-яё]{2,}(?:/\S*)?|@\w+", re.IGNORECASE)
_NAMES = re.compile(
    r"[А-ЯЁӘҒҚҢӨҰҮҺІ][\w’-]+(?: [А-ЯЁӘҒҚҢӨҰҮҺІ][\w’-]+){1,2}"
    r"|[A-Z][\w'’-]+(?: [A-Z]\.){0,2}(?: (?:al|bin|da|de|della|der|di|la|ten|van|von))*(?: [A-Z][\w'’-]+){1,3}"
)
_INITIALS = re.compile(rf"(?:[{_UPPER}]\. ?){{1,2}}[{_UPPER}][\w-]+|[{_UPPER}][\w-]+(?: [{_UPPER}]\.){{1,2}}")
_SURNAME = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:-[А-ЯЁ][а-яё]+)?")
_CAPITALS = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][А-ЯЁӘҒҚҢӨҰҮҺІA-Z0-9-]+(?: [А-ЯЁӘҒҚҢӨҰҮҺІA-Z]{2,})*")
_LOWER_WORD = re.compile(rf"(?<![\w.@/-])[{_LOWER}]{{2,}}(?![\w-])")


class Holders(NamedTuple):
    """What a credit names; a missing part is None."""

    agency: str | None
    author: str | None


@cache
def words(part: str) -> dict[str, str]:
    """Return the words that play ``part`` in the lists of credit words, each with its value."""
    return {row[0]: row[2] for row in reversed(every_row("credits.tsv")) if row[1] == part}


def any_of(part: str) -> str:
    """Return a pattern of the words that play ``part``, the longest first."""
    return "|".join(map(re.escape, sorted(words(part), key=len, reverse=True)))


def read_holders(names: str, *, is_by: bool = False) -> Holders | None:
    """Return who ``names`` (the words after «Фото: ») names, or None where they are no names but a caption.

    ``is_by`` tells that they stand behind «by» or «Автор», so that what may be a person's name is one.

    >>> read_holders("РИА Новости/Алексей Майшев")
    Holders(agency='РИА Новости', author='Алексей Майшев')
    """
    if not names or len(names) > LONGEST or names.count(" ") >= _MOST_WORDS:
        return None
    parts = [_without_nameless(part) for part in _split(_without_nameless(names))]
    if not all(part == "" or _is_name(part) for part in parts):
        return None
    return _sort(list(dict.fromkeys(filter(None, parts))), is_by=is_by)


def from_genitive(holders: Holders) -> Holders:
    """«Фото Анны Лесной» names Анна Лесная; «Фото ТАСС» an agency."""
    if holders.author is not None and holders.author != nominative(holders.author):
        return Holders(holders.agency, nominative(holders.author))
    person = nominative(holders.agency) if holders.agency and holders.author is None else None
    return Holders(None, person) if person != holders.agency and person and is_person(person) else holders


def is_sure(names: str, *, is_by: bool = False) -> bool:
    """Tell whether the words name a holder so plainly that «Фото» needs no colon before them."""
    parts = _split(names)
    return bool(parts) and all(_is_sure_part(part) or (is_by and may_be_person(part)) for part in parts)


def is_person(name: str) -> bool:
    """Tell whether it is two or three names of which one is a given name, or a surname with initials."""
    if _INITIALS.fullmatch(name):
        return True
    if not _NAMES.fullmatch(name) or name in words("agency"):
        return False
    first, *_ = tokens = name.split()
    if (len(first) > 1 and first.isupper() and not name.isupper()) or not any(map(is_given_name, tokens)):
        return False
    return not is_body(tokens[-1])


def may_be_person(name: str) -> bool:
    """Tell whether nothing speaks against its being a person's name: «Tobin Ashgrove», but no «City Hall»."""
    return is_person(name) or bool(_NAMES.fullmatch(name) and all(map(may_be_name, name.split())))


def is_agency(name: str) -> bool:
    """Tell whether it is plainly no person: a known agency, an address, an abbreviation or a name in quotes."""
    return bool(
        name in words("agency")
        or _ADDRESS.fullmatch(name)
        or (_CAPITALS.fullmatch(name) and not is_person(name))
        or re.search(r"[«\"“„]|[а-яa-z][А-ЯA-Z]{2}", name)
    )


def is_press_office(line: str) -> bool:
    """Tell whether a line names a press office and says nothing: «Пресс-служба МЧС», «ТЖМ баспасөз қызметі»."""
    offices = tuple(words("office"))
    is_named = line.startswith(tuple(f"{office} " for office in offices)) or line.endswith(
        tuple(f" {office}" for office in offices)
    )
    if not is_named or not line[0].isupper() or line.count(" ") >= _MOST_WORDS:
        return False
    return line[-1] not in ".!?:;" and not any(_tells(word) for word in _LOWER_WORD.findall(line))


def _split(names: str) -> list[str]:
    """Split names where they are parted, but an address («t.me/zarya») or a known agency nowhere."""
    whole = names.replace("\xa0", " ").strip(" .©[]")
    if _ADDRESS.fullmatch(whole) or whole in words("agency"):
        return [whole]
    parts = [piece for part in _parted().split(whole) for piece in _handed_on(part.strip(" \t.©[]"))]
    return [part for part in parts if part]


@cache
def _parted() -> re.Pattern[str]:
    """Match what stands between two holders: «/», «, », «для», and «и» before a whole name."""
    joint = rf"\s(?:{any_of('joint')})\s(?=[{_UPPER}][\w-]+\s[{_UPPER}])"
    return re.compile(rf"\s*(?:\s\.\s|[/\\|,;()]|\s[—–-]\s|\s(?:{any_of('between')})\s|{joint})\s*")


def _handed_on(part: str) -> list[str]:
    """«Una Farrow via Reuters» is two, «AFP via Getty Images» one."""
    author, via, agency = part.partition(" via ")
    return [author, agency] if via and may_be_person(author) else [part]


def _without_nameless(part: str) -> str:
    """Take «из архива», «жеке мұрағатынан» and the like off; put «пресс-службы МЧС» into the nominative."""
    low, nameless, holders = part.lower(), words("nameless"), _holder_forms()
    if low in nameless:
        return ""
    gaps = [at for at, sign in enumerate(low) if sign == " "]
    opening = max((at for at in gaps if low[:at] in nameless), default=0)
    closing = min((at for at in gaps if low[at + 1 :] in nameless), default=len(low))
    if opening >= len(low) - closing - 1 and opening:
        return nominative(_without_nameless(part[opening + 1 :]))
    if closing < len(low):
        return nominative(part[:closing])
    ends = [at for at in (*gaps, len(low)) if low[:at] in holders]
    if ends and part[0].islower():
        end = min(ends, key=lambda at: holders[low[:at]].row)
        return holders[low[:end]].head + part[end:]
    return part


class _Form(NamedTuple):
    """A form of a word for a holder, «пресс-службы»: its place in the list, and the nominative."""

    row: int
    head: str


@cache
def _holder_forms() -> dict[str, _Form]:
    listed = enumerate(words("holder").items())
    return {form.lower(): _Form(row, head) for row, (form, head) in reversed(list(listed))}


def _is_name(part: str) -> bool:
    if part.startswith(_holder_openings()) or _ADDRESS.match(part):
        return True
    if not re.match(r"[«\"“„]?\w", part) or not (part.lstrip('«"“„')[:1].isupper() or part[0].isdigit()):
        return False
    return not any(_tells(word) for word in _LOWER_WORD.findall(part))


@cache
def _holder_openings() -> tuple[str, ...]:
    return tuple(words("holder").values())


def _tells(word: str) -> bool:
    """Tell whether the word makes a sentence or a caption of what should be a name.

    English names have capitals, so that hardly any small word is part of one: «Residents clear the snow».
    """
    if word.isascii():
        return word not in _small()
    return word in words("caption") or is_predicate(word)


@cache
def _small() -> frozenset[str]:
    """The small English words that names may hold: «press office of the City», «AFP via Getty Images»."""
    listed = [*words("holder"), *words("nameless"), *words("agency"), *words("particle")]
    return frozenset(word.lower() for name in listed if name.isascii() for word in name.split())


def _is_sure_part(part: str) -> bool:
    return (
        is_agency(part)
        or _without_nameless(part) != part
        or (part.istitle() and is_body(part.rsplit(maxsplit=1)[-1]))
        or (" " in part and (is_person(part) or is_person(nominative(part))))
    )


def _sort(parts: list[str], *, is_by: bool) -> Holders:
    """Tell agencies from authors."""
    is_author = may_be_person if is_by else is_person
    authors = [part for part in parts if not is_agency(part) and is_author(part)]
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
    is_name = _SURNAME.fullmatch(doubtful[0]) or (doubtful[0].isascii() and _NAMES.fullmatch(doubtful[0]))
    return doubtful if is_name else []
