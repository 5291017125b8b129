"""Which of our languages a text is in: ``ru``, ``kk``, ``en`` or none of them.

A row of ``PROFILES`` settles a plain case from letters and frequent words alone, in 0.1 ms and without a model, which
takes a second to load. What no row settles (a short text, a neighbour such as Ukrainian or Kyrgyz) goes to py3langid
with all its languages open, because a model that knows only three would call Ukrainian Russian.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 1_000  # characters from the beginning of the text
LEAST_LETTERS = 20

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b")


class Profile(NamedTuple):
    """What a plain text in ``language`` looks like; each share is a least one, in 0..1."""

    language: str
    alphabet: frozenset[str]
    purity: float  # letters that belong to the alphabet, of all letters but foreign names
    marks: frozenset[str]  # letters that set it apart from neighbours with a near alphabet
    marked: float  # marks of all letters
    words: re.Pattern[str] | None
    spoken: float  # these words of all words
    never: re.Pattern[str] | None  # words of a neighbour; one is enough to doubt


_NO_MARKS: frozenset[str] = frozenset()
_RUSSIAN_WORDS = "и|в|не|на|с|по|что|к|из|за|о|от|для"
_RUSSIAN_ENDINGS = r"\w{3,}(?:ют|[аяуе]ет|ит|ть|ся|сь|ого|его|ому|ой|ей|ий|ии|ую|у|ю|[аеияы]л[аио]?)"
_BULGARIAN_WORDS = r"е|се|че|ще|са|да|със|във|беше|\w*ъ[^\Wеёюя]\w*"
_ENGLISH_WORDS = "the|of|and|to|in|a|that|for|is|was|on|with"

PROFILES = (
    # «ы» and «э» keep Bulgarian out, purity Ukrainian and Belarusian, the words everything Turkic.
    Profile("ru", _RUSSIAN, 0.97, frozenset("ыэ"), 0.004, _words(_RUSSIAN_WORDS), 0.06, None),
    # A line may have no «ы»: then it is Slavic, and by its endings it is not Bulgarian. «Мост откроют в мае, сообщает»
    Profile(
        "ru",
        _RUSSIAN,
        0.97,
        _NO_MARKS,
        0.0,
        _words(f"{_RUSSIAN_WORDS}|{_RUSSIAN_ENDINGS}"),
        0.25,
        _words(_BULGARIAN_WORDS),
    ),
    # Purity keeps out Uzbek and Tajik (ҳ ў), Bashkir (ҡ ҙ) and Tatar (җ); Kyrgyz and Mongolian have none of the marks;
    # «і» is none, because it is Ukrainian and Belarusian too.
    Profile("kk", _RUSSIAN | frozenset("әғқңөұүһі"), 0.995, frozenset("ғқұ"), 0.02, None, 0.0, None),
    Profile("en", _LATIN, 0.99, _NO_MARKS, 0.0, _words(_ENGLISH_WORDS), 0.15, None),
)


def detect(text: str) -> str | None:
    """Return ``ru``, ``kk`` or ``en``, or None for another language or fewer than 20 letters.

    Only the beginning of the text is looked at.

    >>> detect("Мост откроют в мае, и движение по нему начнётся сразу, сообщили в акимате.")
    'ru'
    """
    sample = text.lstrip()[:SAMPLE].lower()
    letters = Counter({sign: count for sign, count in Counter(sample).items() if sign.isalpha()})
    if letters.total() < LEAST_LETTERS:
        return None
    for profile in PROFILES:
        if _is_spelled(profile, letters) and _is_worded(profile, sample):
            return profile.language
    return _ask_model(sample)


def _is_spelled(profile: Profile, letters: Counter[str]) -> bool:
    """Tell whether the letters are plainly those of the profile's language."""
    # Foreign names («Yahoo», «Telegram») are no sign against Russian: count the letters of its own script.
    foreign = _RUSSIAN if profile.alphabet is _LATIN else _LATIN
    own = letters.total() - _count(letters, foreign)
    return (
        own >= LEAST_LETTERS
        and own >= letters.total() * 0.6
        and _count(letters, profile.alphabet) >= profile.purity * own
        and _count(letters, profile.marks) >= profile.marked * own
    )


def _is_worded(profile: Profile, sample: str) -> bool:
    """Tell whether the words are plainly those of the profile's language."""
    if profile.never and profile.never.search(sample):
        return False
    return not profile.words or len(profile.words.findall(sample)) >= profile.spoken * len(sample.split())


def _count(letters: Counter[str], wanted: frozenset[str]) -> int:
    return sum([letters[letter] for letter in letters.keys() & wanted])


def _ask_model(sample: str) -> str | None:
    language, _ = _model().classify(sample)
    return language if language in {profile.language for profile in PROFILES} else None


@cache
def _model() -> LanguageIdentifier:
    """Return py3langid's model, loaded once: about a second and 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
