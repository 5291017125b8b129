"""How Kazakh endings sound behind a word: vowel harmony and the assimilation of consonants.

A stem asks two things of an ending: back or front vowels, and a first letter that goes with its own last one.
"""

from __future__ import annotations

BACK, FRONT = "back", "front"
VOWELS = frozenset("аәеёоөұүыіэюя")  # «у» and «и» end in a glide: «оқуы», «оқулар»
_BACK = frozenset("аоұыя")
_FRONT = frozenset("әеөүіэ")
_EITHER = frozenset("иуёю")  # «Путиннің», «Бакуға»
_SURNAMES = ("ев", "ов")  # written as the root sounds: «Тоқаевтың», «Медведевтің», «Бектеновтің»
_LOANS = ("к", "г", *_SURNAMES)
_VOICELESS = frozenset("пткқсфхһцчшщбвгғд")  # «б», «в», «г», «д» end loans and sound voiceless there: «Тоқаевтың»
_NASAL = frozenset("мнң")
_HISSING = frozenset("зж")
CLASSES = "арлнзт"  # a letter of each kind that endings tell apart
_KINDS = (VOWELS, "", "л", _NASAL, _HISSING, _VOICELESS)
_CLASS_OF = {letter: name for name, kind in zip(CLASSES, _KINDS, strict=True) for letter in kind}

_VOWEL_PAIRS = {"A": "ае", "Y": "ыі", "K": "қк"}
_GUTTURALS = {BACK: "ғқ", FRONT: "гк"}


def is_vowel(letter: str) -> bool:
    """Say whether an ending takes a letter for a vowel."""
    return letter in VOWELS


def harmonies(stem: str) -> tuple[str, ...]:
    """Return the harmonies that a stem in small letters allows: its last vowel tells; loans leave a choice.

    >>> harmonies("мұғалім"), harmonies("банк")
    (('front',), ('back', 'front'))
    """
    last = next((letter for letter in reversed(stem) if letter in _BACK | _FRONT | _EITHER), "и")
    if last in _FRONT and not stem.endswith(_SURNAMES):
        return (FRONT,)
    is_loan = last in _EITHER or stem.endswith(_LOANS) or "ь" in stem[stem.rfind(last) :]
    return (BACK, FRONT) if is_loan else (BACK,)


def final_class(stem: str) -> str:
    """Return a letter that stands for all those behind which endings sound as they do behind this stem.

    >>> final_class("Тоқаев"), final_class("Айгүл"), final_class("рубль")
    ('т', 'л', 'л')
    """
    return _CLASS_OF.get(stem.rstrip("ьъ")[-1:].lower(), "р")


def realized(form: str, before: str, harmony: str) -> str:
    """Return an ending as it stands behind the letters ``before``; the capitals are those of ``suffixes.tsv``.

    >>> realized("LAр", "ауыл", BACK), realized("GA", "мектеп", FRONT)
    ('дар', 'ке')
    """
    written = ""
    for sign in form:
        written += _sound(sign, (before + written)[-1:], harmony)
    return written


def _sound(sign: str, last: str, harmony: str) -> str:
    if sign in _VOWEL_PAIRS:
        return _VOWEL_PAIRS[sign][harmony == FRONT]
    if sign == "G":
        return _GUTTURALS[harmony][last in _VOICELESS]
    choose = _CONSONANTS.get(sign)
    return choose(last) if choose else sign


def _after(last: str, soft: frozenset[str], letters: str) -> str:
    """Return the first of three letters behind ``soft`` ones, the last behind voiceless ones, else the one between."""
    return letters[0 if last in soft else 2 if last in _VOICELESS else 1]


_GLIDES = frozenset("рйуи")
_CONSONANTS = {
    "D": lambda last: _after(last, frozenset(), "ддт"),
    "L": lambda last: _after(last, VOWELS | _GLIDES, "лдт"),
    "N": lambda last: _after(last, VOWELS | _NASAL, "ндт"),
    "O": lambda last: _after(last, VOWELS, "ндт"),
    "R": lambda last: _after(last, _NASAL, "ндт"),
    "M": lambda last: _after(last, VOWELS | _GLIDES | _NASAL | {"л"}, "мбп"),
    "P": lambda last: _after(last, VOWELS | _GLIDES | {"л"}, "мбп"),
}
