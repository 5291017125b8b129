"""Names of persons: from any case to the nominative, and their gender.

The words of a name agree: «Сергея» is «Сергей» in the genitive or the accusative, so that «Лаврова» beside it is
«Лавров», not the nominative of a woman. Each word is read in every way it can be (``name_forms``), and the gender and
case that fit the whole name best win. What does not decline stays: initials, particles, Latin letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import add

from msgspec import Struct
from msgspec.structs import replace

from otkuda.lang.lexicon import rows
from otkuda.lang.ru.morphology import analyse
from otkuda.lang.ru.name_forms import CASES, GENDERS, Reading, Readings, given_readings, name_readings

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў'’ʼ]+")
_PARTICLES = frozenset(
    "аль эль ас аш ад ар ат аз эд бен бин бинт ибн абу ван фон дер ден де да ди ду дос дель делла ла ле лос сен сент "
    "мак оглы оглу кызы гызы улы уулу зода заде ага хан-оглы тер о д".split()
)
_LONG = 6  # letters of more syllables than one
_SINIC = re.compile(
    r"цз|чж|дж|нь|нг|юй|ю[аэн]|[эа]й|у[нк]$|[аео]н$|хё|[ая]о|юй|ши", re.IGNORECASE
)  # «Цзиньпин», «Тэджун»
_JUNIOR = re.compile(r"-(младш|старш)(?:его|ему|им|ем)$")
_CASE_PRIOR = dict(zip(CASES, (0.3, 0.2, 0.04, 0.1, 0.05, 0.0), strict=True))
_GENDER_PRIOR = {"masc": 0.02, "femn": 0.0, "plur": -3.0}
_MISFIT = -6.0
_SURE = 2.5  # so much better must another case be than the one that the sentence says
_STAYS = Reading(0.5, 0, "")


class _Part(Struct, frozen=True, eq=False, gc=False):
    """A word of a name that may decline, and what it may be.

    ``loose``: it may as well stay, as the «Жан» of «Жан-Клода». ``eastern``: the last word of «Ким Чон Ына».
    """

    start: int
    end: int
    word: str
    loose: bool
    readings: Readings
    eastern: bool = False


@lru_cache(maxsize=50_000)
def nominative_person(name: str, *, case: str = "", gender: str = "") -> str:
    """Return the name of a person in the nominative, spacing and letter case kept.

    ``case`` ("nomn", "gent", …) and ``gender`` ("masc", "femn") are what the sentence says of it, believed as far as
    the words allow. Without them the words decide; where they leave a choice («Александра Лаврова») the name stays.

    >>> nominative_person("Сергея Лаврова")
    'Сергей Лавров'
    >>> nominative_person("Лаврова", case="gent", gender="masc")
    'Лавров'
    """
    parts = _parts(name)
    if not parts:
        return name
    if case == "nomn":
        case = ""
        if _may_be_nominative(parts, gender):
            return name
    if parts[0].eastern:
        return name[: parts[0].start] + _eastern_nominative(parts[0].word) + name[parts[0].end :]
    _score, one, grammatical = _best(parts, case, gender)
    pieces, position = [], 0
    for part in parts:
        reading = _reading(part, one, grammatical) or _STAYS
        pieces += [name[position : part.start], _apply(part.word, reading)]
        position = part.end
    nominative = "".join(pieces) + name[position:]
    return _JUNIOR.sub(r"-\1ий", nominative) if "-" in nominative else nominative


def _may_be_nominative(parts: tuple[_Part, ...], gender: str) -> bool:
    """Say whether a name that is said to be in the nominative may be so: «Инги Стрелец» may not."""
    return parts[0].eastern or _best(parts, "nomn", gender)[0] + _SURE > _best(parts, "", gender)[0]


def nominative_among(name: str, cases: frozenset[str]) -> str | None:
    """Return the name in the nominative where it can stand in one of ``cases``, else None."""
    parts = _parts(name)
    if not parts or parts[0].eastern:
        return nominative_person(name)
    _score, gender, case = max((_best(parts, case, "") for case in sorted(cases)), default=(0.0, "", ""))
    fits = case in cases and all(_reading(part, gender, case) for part in parts)
    return nominative_person(name, case=case, gender=gender) if fits else None


@lru_cache(maxsize=50_000)
def gender_of(name: str) -> str:
    """Return "masc" or "femn", or "" where the name, in whatever case, leaves it open.

    «Лаврова», «Ш. Меркель», «Линь Юйцин» do.

    >>> gender_of("Марии Захаровой")
    'femn'
    """
    parts = _parts(name)
    if not parts or parts[0].eastern:
        return ""
    masculine, feminine = _best(parts, "", "masc")[0], _best(parts, "", "femn")[0]
    if abs(masculine - feminine) < 1:
        return ""
    return "masc" if masculine > feminine else "femn"


@lru_cache(maxsize=50_000)
def name_cases(name: str) -> frozenset[tuple[str, str]]:
    """Return the (case, gender) pairs in which the words of a name agree, and those nearly as likely.

    >>> sorted(name_cases("Сергея Лаврова"))
    [('accs', 'masc'), ('gent', 'masc')]
    """
    parts = _parts(name)
    if not parts:
        return frozenset((case, gender) for case in CASES for gender in ("masc", "femn"))
    if parts[0].eastern:
        return _eastern_cases(parts[0].word.lower())
    fits = _fits(parts)
    scores = {(case, gender): fits[gender, case] + _CASE_PRIOR[case] for gender in ("masc", "femn") for case in CASES}
    case, gender = max(scores, key=lambda pair: scores[pair])
    if not all(_reading(part, gender, case) for part in parts if part.readings):
        return frozenset()
    least = scores[case, gender] - _SURE
    return frozenset(pair for pair, score in scores.items() if score >= least)


def _eastern_cases(word: str) -> frozenset[tuple[str, str]]:
    """Return what the last word of an eastern name tells: «Ына» is oblique, «Хе» may be anything."""
    if _eastern_nominative(word) != word:
        return frozenset((case, "masc") for case in _EASTERN_CASES.get(word[-1], CASES[1:]))
    known = CASES if word[-1] in "аеёиоуыэюя" else ("nomn",)
    return frozenset((case, gender) for case in known for gender in ("masc", "femn"))


_EASTERN_CASES = {
    "а": ("gent", "accs"),
    "я": ("gent", "accs"),
    "у": ("datv",),
    "ю": ("datv",),
    "е": ("loct",),
    "м": ("ablt",),
}


def opens_eastern_name(word: str) -> bool:
    """Say whether a word is a family name of China, Korea or Vietnam, which stands first: «Си», «Ким»."""
    return word in _family_first()


@lru_cache(maxsize=50_000)
def is_given_name(word: str) -> str:
    """Return "masc", "femn" or "both" for a given name in any case, "" for any other word. Letter case is ignored.

    >>> is_given_name("Сергею"), is_given_name("Александра"), is_given_name("мост")
    ('masc', 'both', '')
    """
    genders = {gender for gender, _case in given_readings(word)}
    return "both" if len(genders) > 1 else next(iter(genders), "")


@lru_cache(maxsize=50_000)
def looks_like_surname(word: str) -> bool:
    """Say whether a capitalized word, in any case, has the look of a surname: «Бигнова», «Зайберту», not «Киева».

    >>> looks_like_surname("Сапарову"), looks_like_surname("Киеву")
    (True, False)
    """
    if not word[:1].isupper() or len(word) < 3 or not _CYRILLIC.fullmatch(word.replace("-", "")):
        return False
    known = [reading for reading in analyse(word) if reading.is_known]
    if known:
        return any("Surn" in reading.grammemes for reading in known)
    return max((reading.weight for reading in name_readings(word).values()), default=0.0) >= _TYPICAL


_TYPICAL = 2.4


@cache
def _family_first() -> frozenset[str]:
    """Return the family names that open a name of which only the last word declines."""
    return frozenset(row[0] for row in rows("otkuda.lang.ru", "family_first.tsv"))


@lru_cache(maxsize=50_000)
def _parts(name: str) -> tuple[_Part, ...]:
    """Return the words of a name that may decline."""
    words = list(_WORD.finditer(name))
    declinable = tuple([_part(name, match) for match in words if _declines(name, match)])
    if len(words) < 2 or words[0][0] not in _family_first():
        return declinable
    first, last = _part(name, words[0]), _part(name, words[-1])
    if first.loose or (given_readings(first.word) and len(last.word) >= _LONG and not _SINIC.search(last.word)):
        return declinable  # «Хуан Пабло Эррера»
    whole = all(match[0][0].isupper() for match in words) and not re.search(r"\w\.", name)  # no «Ян ван дер Хейде»
    return (replace(last, eastern=True),) if whole and _CYRILLIC.fullmatch(last.word) else declinable


_EASTERN_ENDINGS = (
    (re.compile(r"(?<=[аеёиоуыэюя][нрклмпт])(?:а|у|ом|е)$|(?<=нг)(?:а|у|ом|е)$", re.IGNORECASE), ""),
    (re.compile(r"(?<=[аеёиоуыэюя][нл])(?:я|ю|ем)$", re.IGNORECASE), "ь"),
    (re.compile(r"(?<=[аеёиоуыэюя])(?:я|ю|ем|е)$", re.IGNORECASE), "й"),
)


def _eastern_nominative(word: str) -> str:
    """Return the last word of an eastern name in the nominative: such names end in a vowel or a single consonant."""
    if len(word) > 2:
        for pattern, add in _EASTERN_ENDINGS:
            if pattern.search(word):
                return pattern.sub(add, word)
    return word


def _part(name: str, match: re.Match[str]) -> _Part:
    word, (start, end) = match[0], match.span()
    stays = word.endswith("и") and bool(_ARTICLE.search(name[:start]))  # «Али аль-Хусейни»
    readings = _UNDECLINED if stays else name_readings(word, given=_may_be_given(name[:start].rstrip()))
    half = name[end : end + 1] in {"-", "‑"} and not _JUNIOR.match(name, end)
    return _Part(start, end, word, half, readings)


_ARTICLE = re.compile(r"\b(?:аль|эль|ас|аш|ад|ар|ат|аз|эд)[-‑]$", re.IGNORECASE)
_UNDECLINED = {(gender, case): Reading(3.0, 0, "") for gender in GENDERS for case in CASES}


def _may_be_given(before: str) -> bool:
    """Say whether a given name may follow: not behind initials, nor behind a surname and a hyphen («Свердруп-Лие»)."""
    half = re.search(r"([^\W\d_]+)[-‑]$", before)
    return not before.endswith(".") and (half is None or bool(given_readings(half[1]) or half[1].lower() in _PARTICLES))


def _declines(name: str, match: re.Match[str]) -> bool:
    """Say whether a word may decline: not an initial («Ш.»), a particle («аль-»), or in Latin letters."""
    word = match[0]
    if not word[0].isupper() or word.lower() in _PARTICLES or not _CYRILLIC.fullmatch(word):
        return False
    initial = name[match.end() : match.end() + 1] == "."
    return len(word) > 2 or (not initial and bool(given_readings(word)))


def _best(parts: tuple[_Part, ...], case: str, gender: str) -> tuple[float, str, str]:
    """Return (score, gender, case) of the best reading of the whole; a hint that nothing fits is dropped."""
    scores = _scores(parts)
    open_or_said = gender if gender in GENDERS else "", case if case in CASES else ""
    one, grammatical = max(_PAIRS_OF[open_or_said], key=scores.__getitem__)
    if case and case != "nomn" and not all(_reading(part, one, grammatical) for part in parts if part.readings):
        return _best(parts, "", gender)
    return scores[one, grammatical], one, grammatical


@lru_cache(maxsize=50_000)
def _scores(parts: tuple[_Part, ...]) -> dict[tuple[str, str], float]:
    """Return how likely each (gender, case) is for a name of these words."""
    return dict(zip(_PAIRS, map(add, _fits(parts).values(), _PRIORS), strict=True))


@lru_cache(maxsize=50_000)
def _fits(parts: tuple[_Part, ...]) -> dict[tuple[str, str], float]:
    """Return how well the words of a name fit each (gender, case) together."""
    return dict(zip(_PAIRS, map(sum, zip(*map(_weights, parts), strict=True)), strict=True))


_PAIRS = tuple((gender, case) for gender in GENDERS for case in CASES)
_PRIORS = tuple(_GENDER_PRIOR[gender] + _CASE_PRIOR[case] for gender, case in _PAIRS)
_PAIRS_OF = {  # those of a gender and a case, either of which may be open
    (gender, case): tuple(pair for pair in _PAIRS if gender in {"", pair[0]} and case in {"", pair[1]})
    for gender in ("", *GENDERS)
    for case in ("", *CASES)
}


def _weights(part: _Part) -> list[float]:
    """Return the weight of a word in each of ``_PAIRS``."""
    readings = part.readings
    found = [_reading(part, *pair) for pair in _PAIRS] if part.loose else map(readings.get, _PAIRS)
    return [reading.weight if reading else _MISFIT for reading in found]


def _reading(part: _Part, gender: str, case: str) -> Reading | None:
    readings = part.readings
    reading = readings.get((gender, case))
    if not part.loose:
        return reading
    stays = Reading(readings.get((gender, "nomn"), _STAYS).weight - 0.5, 0, "")
    return max(stays, reading) if reading else stays


def _apply(word: str, reading: Reading) -> str:
    """Return the nominative of a form, in capitals where the form is."""
    add = reading.add.upper() if word.isupper() else reading.add
    return word[: len(word) - reading.cut] + add
