"""Which of our languages a text is in: ``ru``, ``kk``, ``en`` or none of them.

A row of ``PROFILES`` settles a plain case from letters and frequent words alone, in 0.1 ms and without a model;
what no row settles (a short text, a neighbour such as Ukrainian or Kyrgyz) goes to py3langid with all its
languages open, because a model that knows only three would call Ukrainian Russian.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 1_000  # characters from the beginning of the text
LEAST_LETTERS = 20

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


class Profile(NamedTuple):
    """What a plain text in ``language`` looks like; each share is a least one, in 0..1."""

    language: str
    alphabet: frozenset[str]
    purity: float  # letters that belong to the alphabet, of all letters but foreign names
    marks: frozenset[str]  # letters that set it apart from neighbours with a near alphabet
    marked: float  # marks of all letters
    words: frozenset[str]
    spoken: float  # these words of all words


PROFILES = (
    # «ы» and «э» keep Bulgarian out, purity Ukrainian and Belarusian, the words everything Turkic.
    Profile("ru", _RUSSIAN, 0.97, frozenset("ыэ"), 0.004, _words("и в на не с по что к из за о от для"), 0.06),
    # Purity keeps out Uzbek and Tajik (ҳ ў), Bashkir (ҡ ҙ) and Tatar (җ); Kyrgyz and Mongolian have none of the marks;
    # «і» is none, because it is Ukrainian and Belarusian too.
    Profile("kk", _RUSSIAN | frozenset("әғқңөұүһі"), 0.995, frozenset("ғқұ"), 0.02, frozenset(), 0.0),
    Profile("en", _LATIN, 0.99, frozenset(), 0.0, _words("the of and to in a that for is was on with"), 0.15),
)


def detect(text: str) -> str | None:
    """Return ``ru``, ``kk`` or ``en``, or None for another language or fewer than 20 letters.

    Only the beginning of the text is looked at.

    >>> detect("Мост откроют в мае, и движение по нему начнётся сразу, сообщили в акимате.")
    'ru'
    """
    sample = text.lstrip()[:SAMPLE].lower()
    letters = Counter(filter(str.isalpha, sample))
    if letters.total() < LEAST_LETTERS:
        return None
    words = sample.split()
    for profile in PROFILES:
        if _fits(profile, letters, words):
            return profile.language
    return _ask_model(sample)


def _fits(profile: Profile, letters: Counter[str], words: list[str]) -> bool:
    """Tell whether the text is plainly in the profile's language."""
    # Foreign names («Yahoo», «Telegram») are no sign against Russian: count the letters of its own script.
    foreign = _RUSSIAN if profile.alphabet is _LATIN else _LATIN
    own = letters.total() - _count(letters, foreign)
    return (
        own >= LEAST_LETTERS
        and own >= letters.total() * 0.6
        and _count(letters, profile.alphabet) >= profile.purity * own
        and _count(letters, profile.marks) >= profile.marked * own
        and sum(word in profile.words for word in words) >= profile.spoken * len(words)
    )


def _count(letters: Counter[str], wanted: frozenset[str]) -> int:
    return sum(letters[letter] for letter in wanted)


def _ask_model(sample: str) -> str | None:
    language, _ = _model().classify(sample)
    return language if language in {profile.language for profile in PROFILES} else None


@cache
def _model() -> LanguageIdentifier:
    """Return py3langid's model, loaded once: about a second and 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
