"""The forms of names: which nominative, gender and case a single word of a name may have.

Given names come from a list (``given_names.tsv``); everything else from its ending (``name_endings.tsv``). Both are
undone by the same paradigms. pymorphy3 is not asked: it takes «Абаева» and «Байбека» for anything but surnames.
"""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct

from otkuda.lang.lexicon import rows

CASES = ("nomn", "gent", "accs", "ablt", "datv", "loct")
GENDERS = ("masc", "femn", "plur")

_PACKAGE = "otkuda.lang.ru"
_LISTED = 9.0  # heavier than any ending: a name that the list holds
_ORDER = ("nomn", "gent", "datv", "accs", "ablt", "loct")

# Endings of the six cases in the order of _ORDER; "-" is none, "/" parts variants. The first one is what the nominative
# ends in, and is what an entry of name_endings.tsv must end in.
_PARADIGMS: dict[str, dict[str, str]] = {
    "cons": {"masc": "- а у а ом/ем е", "femn": "- - - - - -"},
    "soft": {"masc": "ь я ю я ем/ём е", "femn": "ь ь ь ь ь ь"},
    "soft_femn": {"femn": "ь и/ь и/ь ь ью/ь и/ь"},
    "iot": {"masc": "й я ю я ем/ём е", "femn": "й й й й й й"},
    "iy": {"masc": "ий ия ию ия ием ии"},
    "ec": {"masc": "ец ца цу ца цом/цем це", "femn": "ец ец ец ец ец ец"},
    "oec": {"masc": "оец ойца ойцу ойца ойцем ойце", "femn": "оец оец оец оец оец оец"},
    "ok": {"masc": "ок ка ку ка ком ке", "femn": "ок ок ок ок ок ок"},
    "a": {"masc": "а ы е у ой/ою е", "femn": "а ы е у ой/ою е"},
    "a_velar": {"masc": "а и е у ой/ей е", "femn": "а и е у ой/ей е"},
    "a_ts": {"masc": "а ы е у ей/ой е", "femn": "а ы е у ей/ой е"},
    "a_femn": {"femn": "а ы е у ой е"},
    "ya": {"masc": "я и е ю ей/ёй е", "femn": "я и е ю ей/ёй е"},
    "iya": {"masc": "ия ии ии ию ией ии", "femn": "ия ии ии ию ией ии"},
    "ov": {"masc": "- а у а ым/ом е", "femn": "а ой ой у ой/ою ой", "plur": "ы ых ым ых ыми ых"},
    "adj": {"masc": "ий ого ому ого им ом", "femn": "ая ой ой ую ой/ою ой", "plur": "ие их им их ими их"},
    "adj_hard": {"masc": "ый ого ому ого ым ом", "femn": "ая ой ой ую ой/ою ой", "plur": "ые ых ым ых ыми ых"},
    "adj_stressed": {"masc": "ой ого ому ого им/ым ом", "femn": "ая ой ой ую ой/ою ой"},
    "adj_soft": {"masc": "ий его ему его им ем", "femn": "ая/яя ей ей ую/юю ей ей"},
    "fixed": {"masc": "- - - - - -", "femn": "- - - - - -"},
}
_GIVEN_PARADIGMS = ("cons", "soft", "iot", "iy", "a", "a_velar", "a_ts", "ya", "iya", "soft_femn")
# «Павла» is «Павел» without its vowel: the oblique stem beside the nominative.
_FLEETING = {"павел": "павл", "лев": "льв"}
_CHANGING = 3  # letters of a given name's form, the last ones, that its nominative may not have
_LONGEST = 11  # letters of the longest ending looked up


class Reading(Struct, frozen=True, order=True, gc=False):
    """What a form may be: take ``cut`` letters off its end and put ``add`` on, and it is the nominative."""

    weight: float
    cut: int
    add: str


Readings = dict[tuple[str, str], Reading]  # by (gender, case)


class _Form(NamedTuple):
    gender: str
    case: str
    form: str
    nominative: str


@cache
def _forms(paradigm: str) -> tuple[_Form, ...]:
    """Return each form of a paradigm with its nominative, variants parted."""
    forms = []
    for gender, endings in _PARADIGMS[paradigm].items():
        columns = [column.replace("-", "").split("/") for column in endings.split()]
        for case, variants in zip(_ORDER, columns, strict=True):
            forms += [_Form(gender, case, form, columns[0][0]) for form in variants]
    return tuple(forms)


@cache
def _lemma_ending(paradigm: str) -> str:
    """Return what the listed endings of a paradigm end in: the nominative of its first gender."""
    return _forms(paradigm)[0].nominative


@cache
def _ending_table() -> dict[str, Readings]:
    """Return for each ending of a form what it may be. Built once, from some 300 endings."""
    table: dict[str, Readings] = {}
    for ending, paradigm, weight, _example in rows(_PACKAGE, "name_endings.tsv"):
        stem = ending.removesuffix(_lemma_ending(paradigm))
        for gender, case, form, nominative in _forms(paradigm):
            reading = Reading(float(weight), len(form), nominative)
            _keep(table.setdefault(stem + form, {}), (gender, case), reading)
    return table


def _keep(readings: Readings, key: tuple[str, str], reading: Reading) -> None:
    """Keep the heavier reading."""
    if key not in readings or readings[key].weight < reading.weight:
        readings[key] = reading


class Listed(dict[str, str]):
    """The gender ("masc", "femn", "both") of each name of a list, lower case, without ё."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the forms of the names may begin with: the names without the endings that nominatives have."""
        endings = {nominative for table in _given_endings().values() for nominative in table}
        return frozenset([name.removesuffix(ending) for name in self for ending in endings])


@cache
def given_names() -> Listed:
    """Return the listed given names."""
    return Listed((_plain(row[0]), row[1]) for row in rows(_PACKAGE, "given_names.tsv") if row[-1] != "rare")


@cache
def _rare_names() -> Listed:
    """Return the listed names that a form is seldom of: «Петра» is «Пётр» more often than a woman's name."""
    return Listed((_plain(row[0]), row[1]) for row in rows(_PACKAGE, "given_names.tsv") if row[-1] == "rare")


def _plain(name: str) -> str:
    return name.lower().replace("ё", "е")


@cache
def _undeclined() -> frozenset[str]:
    """Return the listed names that do not decline though their ending would: «Николя»."""
    return frozenset(_plain(row[0]) for row in rows(_PACKAGE, "given_names.tsv") if row[-1] == "fixed")


@cache
def _given_endings() -> dict[str, dict[str, list[tuple[str, str, str]]]]:
    """Return for each ending of a form of a given name, by the nominative's, (gender, case, paradigm)."""
    table: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
    for paradigm in _GIVEN_PARADIGMS:
        for gender, case, form, nominative in _forms(paradigm):
            table.setdefault(form, {}).setdefault(nominative, []).append((gender, case, paradigm))
    return table


_VOWELS = frozenset("аеёиоуыэюя")
_VELAR = frozenset("гкхжчшщ")


def _fits(name: str, paradigm: str, gender: str) -> bool:
    """Say whether a listed name declines so: «Илья» is no consonant, «Ольга» has «Ольги», not «Ольгы»."""
    last, before = name[-1], name[-2:-1]
    if paradigm == "cons":
        return last not in _VOWELS and last not in "йь"
    if paradigm in ("a", "a_velar", "a_ts"):
        kind = "a_velar" if before in _VELAR else "a_ts" if before == "ц" else "a"
        return paradigm == kind
    if paradigm in ("iy", "iya"):
        return len(name) > 2
    return paradigm != "soft" or gender == "masc"


def listed_readings(form: str, names: Listed, weight: float = _LISTED) -> Readings:
    """Return what a form (lower case, without ё) may be of ``names``: the nominative, so written, with its gender."""
    readings: Readings = {}
    stems = _stems(form)
    if names.stems.isdisjoint(stems):  # so most words are told
        return readings
    for length, stem in enumerate(stems):
        for nominative, entries in _given_endings().get(form[len(stem) :], {}).items():
            name = stem + nominative
            listed = names.get(name)
            for gender, case, paradigm in entries if listed else ():
                if listed in (gender, "both") and _fits(name, paradigm, gender):
                    _keep(readings, (gender, case), Reading(weight, length, nominative))
    _add_fixed(form, names.get(form, ""), weight, readings)
    return readings


def _stems(form: str) -> list[str]:
    """Return a form without none to some of its last letters, which its nominative may not have."""
    return [form[: len(form) - length] for length in range(_CHANGING + 1)]


def _add_fixed(form: str, gender: str, weight: float, readings: Readings) -> None:
    """Add the names that do not decline: «Гарри», «Лоренцо», «Ералы»; lighter where they are a form as well: «Анне»."""
    undeclined = form.endswith("уа") or form in _undeclined()
    if undeclined:
        readings.clear()
    if gender and (form[-1] in "оеиуюыэ" or undeclined):
        oblique = weight - 1 if readings else weight
        for one in ("masc", "femn") if gender == "both" else (gender,):
            for case in CASES:
                _keep(readings, (one, case), Reading(weight if case == "nomn" else oblique, 0, ""))


def _add_fleeting(form: str, readings: Readings) -> None:
    """Add «Павла» and «Льва»."""
    for name, stem in _FLEETING.items():
        if not form.startswith(stem):
            continue
        for gender, case, ending, _nominative in _forms("cons"):
            if gender == "masc" and ending and form == stem + ending:
                _keep(readings, (gender, case), Reading(_LISTED, len(form) - 1, name[1:]))


@cache
def _stems_of_given() -> frozenset[str]:
    """Return what the forms of listed given names may begin with."""
    return given_names().stems | _rare_names().stems | frozenset(_FLEETING.values())


@lru_cache(maxsize=50_000)
def given_readings(word: str) -> Readings:
    """Return what a word may be as a listed given name, by (gender, case); empty where no such name is listed."""
    form = _plain(word)
    if _stems_of_given().isdisjoint(_stems(form)):
        return {}
    readings = listed_readings(form, given_names())
    if form.startswith(tuple(_FLEETING.values())):
        _add_fleeting(form, readings)
    for key, reading in listed_readings(form, _rare_names(), _LISTED - 2).items():
        _keep(readings, key, reading)
    return readings


@lru_cache(maxsize=50_000)
def name_readings(word: str, *, given: bool = True) -> Readings:
    """Return what a word of a name may be, by (gender, case): the heaviest reading of list and endings.

    Behind initials, ``given`` false, it is no given name: «Ж.-К. Трише» is nobody called Триша.

    >>> name_readings("Лаврову")["masc", "datv"].add
    ''
    """
    ending, known = word.lower()[-_LONGEST:], _ending_table()
    while ending and ending not in known:
        ending = ending[1:]
    return {**_of_ending(ending), **given_readings(word)} if given else _of_ending(ending)


@cache
def _of_ending(ending: str) -> Readings:
    """Return what a form with an ending may be: the heaviest reading of it and of the shorter endings in it."""
    readings = dict(_of_ending(ending[1:])) if ending else {}
    for key, reading in _ending_table().get(ending, {}).items():
        _keep(readings, key, reading)
    return readings
