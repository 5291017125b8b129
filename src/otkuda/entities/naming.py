"""A person's name → its parts: given name, patronymic, surname, initials, in whatever order they stand.

What tells the order: a listed given name («Лавров Сергей»), a patronymic («Лаврова Анна Петровна»), a family name of
China, Korea or Vietnam («Си Цзиньпин»). A word alone is a surname unless it is listed as a given name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from otkuda.entities.spelling import plain, romanized, skeletons
from otkuda.lang.lexicon import rows

LANGUAGES = ("ru", "kk", "en")
LONGEST = 200  # characters of a name; what is longer is none
_WORDS = 6  # of a name
_TOKEN = re.compile(r"([^\W\d_]{1,2})\.|([^\W\d_]+(?:['’ʼ‘ʻ`‑-]+[^\W\d_]+)*)")
_RUSSIAN = re.compile("[А-Яа-яЁё‑-]+")
_JUNIOR = frozenset({"jr", "sr", "мл", "ст"})
_SYLLABLE = 4  # letters of a Chinese or Korean one
_PART = 3  # letters of the half of a double name that may stand for it


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name, as they are written; "" or () where the name has no such part."""

    given: str = ""
    patronymic: str = ""
    surname: str = ""
    initials: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()


@lru_cache(maxsize=300_000)
def parse(name: str) -> PersonName:
    """Return the parts of a person's name.

    >>> parse("Лавров Сергей Викторович")
    PersonName(given='Сергей', patronymic='Викторович', surname='Лавров', initials=(), middle=())
    >>> parse("С. В. Лавров").initials, parse("Анна Петровна").surname, parse("Ян ван дер Хейде").surname
    (('С', 'В'), '', 'ван дер Хейде')
    """
    initials, words = _tokens(name[:LONGEST])
    words = _with_particles(words[:_WORDS])
    at, size = _patronymic(words)
    patronymic = " ".join(words[at : at + size])
    rest = words[:at] + words[at + size :]
    if len(rest) > 1:
        given, surname, middle = _ordered(rest, size > 0 and at == len(words) - size and at > 1)
        return PersonName(given, patronymic, surname, initials, middle)
    only = rest[0] if rest else ""
    is_given = bool(patronymic or (gender_of_given(only) and not initials))
    return PersonName(only if is_given else "", patronymic, "" if is_given else only, initials)


def _tokens(name: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the initials and the words of a name; what is shortened before a whole name is a title («Dr.»)."""
    found = [
        (initial or word, bool(initial) or (len(word) == 1 and word.isupper()))
        for initial, word in _TOKEN.findall(name)
    ]
    words = [word for word, is_initial in found if not is_initial]
    own = found[1:] if len(words) > 1 and found[0][1] else found
    single = [word for word, is_initial in own if is_initial and plain(word) not in _JUNIOR]
    return (tuple(single), words) if words else ((), single)


def _with_particles(words: list[str]) -> list[str]:
    """Return the words with «ван дер» before the surname that it belongs to."""
    found: list[str] = []
    held: list[str] = []
    for at, word in enumerate(words):
        if at and at < len(words) - 1 and plain(word) in _particles():
            held.append(word)
        else:
            found.append(" ".join([*held, word]))
            held = []
    return found


def _patronymic(words: list[str]) -> tuple[int, int]:
    """Return where the patronymic stands and how many words it has; (0, 0) for none."""
    for at in range(1, len(words)):
        low = plain(words[at])
        if at > 1 and low in _patronymics("word"):
            return at - 1, 2
        kinds = ("alone", "inside") if len(words) > 2 else ("alone",)  # noqa: PLR2004 - a name of three words
        if any(len(low) > len(ending) + 1 and low.endswith(ending) for kind in kinds for ending in _patronymics(kind)):
            return at, 1
    return 0, 0


def _ordered(words: list[str], is_patronymic_last: bool) -> tuple[str, str, tuple[str, ...]]:  # noqa: FBT001 - what the words say
    """Return the given name, the surname and what is between them."""
    first, second, last = words[0], words[1], words[-1]
    foreign = plain(first) in _family_first() and _is_eastern(first, words[1:])
    if is_patronymic_last or foreign or (not gender_of_given(first) and gender_of_given(second)):
        return (" ".join(words[1:]), first, ()) if foreign else (second, first, tuple(words[2:]))
    return first, last, tuple(words[1:-1])


def _is_eastern(first: str, rest: list[str]) -> bool:
    """Say whether a name opens with its family name: «Ли Чжэ Мён», "Kim Jong-un", not «Ли Харпер»."""
    short = len(rest) > 1 and all(len(word) <= _SYLLABLE for word in rest)
    return short or plain(first) not in _given_words() or any("-" in word for word in rest)


@lru_cache(maxsize=100_000)
def gender_of_given(word: str) -> str:
    """Return "masc", "femn" or "both" for what is, in some spelling, a listed given name; "" for any other word.

    >>> gender_of_given("Нұрболат"), gender_of_given("Iurii"), gender_of_given("Саша"), gender_of_given("мост")
    ('masc', 'masc', 'both', '')
    """
    found = _given_words().get(plain(word).replace("-", ""), "")
    return found or next((gender for one in skeletons(word)[:1] if (gender := _given_skeletons().get(one))), "")


def gender_of(name: PersonName) -> str:
    """Return the gender that the patronymic or the given name tells, or "".

    >>> gender_of(parse("Саша Петровна Лаптева")), gender_of(parse("С. Лаптев"))
    ('femn', '')
    """
    low = plain(name.patronymic)
    for kind in ("word", "alone", "inside"):
        found = next((gender for ending, gender in _patronymics(kind).items() if low.endswith(ending)), "")
        if found:
            return found
    gender = gender_of_given(name.given) if name.given else ""
    return gender if gender != "both" else ""


@lru_cache(maxsize=100_000)
def parts(word: str) -> frozenset[str]:
    """Return the skeletons of the halves of a double name; none for a name of one word.

    >>> sorted(parts("Петрова-Лугова")), parts("Петрова")
    (['lugova', 'petrova'], frozenset())
    """
    halves = [one for one in re.split(r"[\s‑–-]+", word) if len(one) >= _PART and plain(one) not in _particles()]
    if len(halves) < 2 and len(re.split(r"[\s‑–-]+", word)) < 2:  # noqa: PLR2004 - a double name has two halves
        return frozenset()
    return frozenset(one for half in halves for one in skeletons(half))


@lru_cache(maxsize=100_000)
def other_forms(given: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the skeletons of the given names that a short form stands for, and of those that are it in other letters.

    >>> "aleksandr" in other_forms("Саша")[0], "mihael" in other_forms("Майкл")[0], other_forms("Мост")
    (True, False, (frozenset(), frozenset()))
    """
    full = _forms().get(plain(given), ())
    same = [one for one in full if _alphabet(one) == _alphabet(given)]
    abroad = [one for one in full if _alphabet(one) != _alphabet(given)]
    return frozenset(s for one in same for s in skeletons(one)), frozenset(s for one in abroad for s in skeletons(one))


def _alphabet(word: str) -> str:
    return "latin" if word.isascii() else "russian" if _RUSSIAN.fullmatch(word) else "other"


def spelled_alike(one: str, other: str) -> str:
    """Return how two words meet: "same" letters, "romanized" by a published table, "alike" in a skeleton, or "".

    >>> spelled_alike("Токаев", "Tokayev"), spelled_alike("Щукин", "Шукин"), spelled_alike("Щукин", "Лукин")
    ('romanized', 'alike', '')
    """
    if plain(one) == plain(other):
        return "same"
    if frozenset(skeletons(one)).isdisjoint(skeletons(other)):
        return ""
    return "romanized" if not romanized(one).isdisjoint(romanized(other)) else "alike"


@cache
def _given_words() -> dict[str, str]:
    """Return the gender of each listed given name and short form, in small letters without a hyphen."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for row in rows(f"otkuda.lang.{language}", "given_names.tsv"):
            if row[-1] != "rare":
                _join(found, plain(row[0]).replace("-", ""), row[1])
    for form, full in _forms().items():
        for one in full:
            _join(found, form.replace("-", ""), found.get(plain(one), "both"))
    return found


def _join(found: dict[str, str], name: str, gender: str) -> None:
    found[name] = gender if found.get(name, gender) == gender else "both"


@cache
def _given_skeletons() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, gender in _given_words().items():
        _join(found, next(iter(skeletons(word)), word), gender)
    return found


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for form, full, _ in rows(f"otkuda.lang.{language}", "given_forms.tsv"):
            found[plain(form)] = (*found.get(plain(form), ()), *full.split())
    return found


@cache
def _patronymics(kind: str) -> dict[str, str]:
    table = (row for language in LANGUAGES for row in rows(f"otkuda.lang.{language}", "fathers_names.tsv"))
    return {plain(ending): gender for ending, gender, stands, _ in table if stands == kind}


@cache
def _particles() -> frozenset[str]:
    return frozenset(row[0] for language in LANGUAGES for row in rows(f"otkuda.lang.{language}", "particles.tsv"))


@cache
def _family_first() -> frozenset[str]:
    table = (row for language in LANGUAGES for row in rows(f"otkuda.lang.{language}", "family_first.tsv"))
    return frozenset(plain(row[0]) for row in table)
