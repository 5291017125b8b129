"""True quotations → altered and invented ones, by rule; their words are in ``drafts.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")
_DIGITS = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*")
_GLUED = 4  # words of each part
_LEAST_SHUFFLED = 6
_TRIES = 50


@dataclass(frozen=True)
class Words:
    """What one language gives to the drafts (``drafts.toml``)."""

    marks: list[str]
    frames: list[str]
    split: list[str]
    headlines: list[str]
    fillers: list[str]
    numbers: list[str]
    cases: list[str]
    months: list[str]
    hedges: list[str]
    hedge: str
    names: list[str]
    negations: list[str]
    negated: list[str]
    subjects: list[str]
    verbs: list[str]
    objects: list[str]


@dataclass(frozen=True)
class Telling:
    """A true quotation, the names of its world that it may be given, and what else its speaker said."""

    text: str
    names: Sequence[str]
    others: Sequence[str]


def altered(told: Telling, words: Words, chance: random.Random) -> tuple[str, str] | None:
    """Return a rule's name and what it makes of a quotation; None where no rule has anything to change."""
    made = [(name, bent) for name, rule in RULES.items() if (bent := rule(told, words, chance)) and bent != told.text]
    return chance.choice(made) if made else None


def invented(told: Telling, words: Words, chance: random.Random) -> tuple[str, str]:
    """Return how words were invented, and the words: the true ones in another order, or wholly new ones."""
    if chance.random() < 0.5 and (made := _shuffled(told.text, chance)):  # noqa: PLR2004 - one in two
        return "shuffled", made
    parts = [
        " ".join(map(chance.choice, (words.subjects, words.verbs, words.objects))) for _ in range(chance.choice((1, 2)))
    ]
    return "new", ". ".join(parts)


def _shuffled(text: str, chance: random.Random) -> str | None:
    words = text.rstrip(".!?").split()
    if len(words) < _LEAST_SHUFFLED:
        return None
    mixed = [word.strip(".,:;–—-") for word in words]
    mixed = [word for word in mixed if word]
    before = list(mixed)
    chance.shuffle(mixed)
    return None if mixed == before else " ".join(mixed)


def _other(word: str, alike: Sequence[str], chance: random.Random) -> str:
    return chance.choice([one for one in alike if one != word])


def _with(text: str, found: re.Match[str], word: str) -> str:
    word = word.capitalize() if found.group()[:1].isupper() else word
    return text[: found.start()] + word + text[found.end() :]


def _number(told: Telling, words: Words, chance: random.Random) -> str | None:
    places = list(_DIGITS.finditer(told.text))
    if places and chance.random() < 0.7:  # noqa: PLR2004 - digits before words where there are both
        place = chance.choice(places)
        digits = place.group()
        at = chance.choice([at for at, sign in enumerate(digits) if sign.isdigit()])
        other = _other(digits[at], "123456789", chance)
        return told.text[: place.start()] + digits[:at] + other + digits[at + 1 :] + told.text[place.end() :]
    return _listed(told.text, [words.numbers, words.cases], chance)


def _date(told: Telling, words: Words, chance: random.Random) -> str | None:
    return _listed(told.text, [words.months], chance)


def _listed(text: str, lists: Sequence[Sequence[str]], chance: random.Random) -> str | None:
    """Put another word of its list in the place of a word."""
    places = [
        (one, alike) for one in _WORD.finditer(text) for alike in lists if one.group().lower() in map(str.lower, alike)
    ]
    if not places:
        return None
    place, alike = chance.choice(places)
    return (
        _with(text, place, _other(place.group().lower(), [one.lower() for one in alike], chance))
        if place.group().islower()
        else (_with(text, place, _other(place.group(), alike, chance)))
    )


def _name(told: Telling, words: Words, chance: random.Random) -> str | None:
    """Put another name, of the world or a made one, with the same ending, in the place of one."""
    own = [one for one in _WORD.finditer(told.text) if one.group() in told.names]
    others = [*told.names, *words.names]
    pairs = [(one, name) for one in own for name in others if _may_stand_for(one.group(), name)]
    return _with(told.text, *chance.choice(pairs)) if pairs else None


def _may_stand_for(name: str, other: str) -> bool:
    return name[-1] == other[-1] and name[:3].lower() != other[:3].lower()


def _negation(told: Telling, words: Words, chance: random.Random) -> str | None:
    """Lose a negation, or put one before or behind a verb that takes it."""
    places = [one for one in _WORD.finditer(told.text) if one.group() in words.negations]
    if places:
        place = chance.choice(places)
        return told.text[: place.start()] + told.text[place.end() :].lstrip()
    places = [one for one in _WORD.finditer(told.text) if one.group() in words.negated]
    if not places:
        return None
    place = chance.choice(places)
    at = place.end() if place.group().isascii() else place.start()
    put = f" {words.negations[0]}" if place.group().isascii() else f"{words.negations[0]} "
    return told.text[:at] + put + told.text[at:]


def _hedge(told: Telling, words: Words, chance: random.Random) -> str | None:
    """Lose a hedge, or open with one."""
    places = [one for hedge in words.hedges for one in re.finditer(rf"(?<!\w){hedge} ", told.text)]
    if places:
        place = chance.choice(places)
        return told.text[: place.start()] + told.text[place.end() :]
    return words.hedge + told.text[0].lower() + told.text[1:]


def _glued(told: Telling, _words: Words, chance: random.Random) -> str | None:
    """Put the beginning of one quotation before the end of another of the same speaker, as if it were one."""
    behind = [one.split() for one in told.others if len(one.split()) >= 2 * _GLUED]
    before = told.text.split()
    if not behind or len(before) < 2 * _GLUED:
        return None
    first, second = before[: len(before) // 2], chance.choice(behind)
    return " ".join([*first, *second[len(second) // 2 :]])


RULES: dict[str, Callable[[Telling, Words, random.Random], str | None]] = {
    "number": _number,
    "date": _date,
    "name": _name,
    "negation": _negation,
    "hedge": _hedge,
    "glued": _glued,
}
