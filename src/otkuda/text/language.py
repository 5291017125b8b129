"""Which of our languages a text, or a paragraph of it, is in: ``ru``, ``kk``, ``en`` or none of them.

``language.tsv`` says of signs (a word with its edges, or one to four letters of it) how much likelier each makes one of
our languages than the others that are written in its script. The signs of a word add up, the words of a text add up,
and zero stands for every other language. ``evaluation/language_table.py`` writes the table.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, pairwise
from typing import NamedTuple

from otkuda.model import Span

SAMPLE = 1_000  # characters from the beginning of a text
BEGINNING = 200  # characters of a paragraph
LEAST_LETTERS = 12
LEAST_SHARE = 0.4  # of the letters: «В Apple показали iPhone», but no German article that quotes a Russian word
MOST = 40  # what one word may count for or against a language, in tenths of a nat
FEW = 12  # words that settle a plain case
PLAIN = 100  # by how much the likeliest must be ahead for that
LEAN = 150  # what the text's language counts for in each of its paragraphs: more than a line of names against it
LANGUAGES = {"ru": "cyrillic", "kk": "cyrillic", "en": "latin"}  # in the order of the table's columns

_LONGEST_WORD = 40
_EDGE = "_"
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘`][^\W\d_]+)*")
_APOSTROPHES = dict.fromkeys(map(ord, "’ʻʼ‘`"), "'")
_IN_CYRILLIC = str.maketrans("iəh", "іәһ")  # what Kazakh keyboards lacked: «Қазақстан Республикасының мәдениетi»
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f]")
_PARAGRAPH = re.compile(r"\S[^\n]*")
_LONGEST_QUOTATION = 2_000
_MOST_NESTED = 2
# Marks within marks are seen once those within are blank; «…» may run over paragraphs, "…" is too easily misread there.
_QUOTED = re.compile(
    rf"«[^«»]{{0,{_LONGEST_QUOTATION}}}(?:»|(?=\n)|\Z)|“[^“”]{{0,{_LONGEST_QUOTATION}}}(?:”|(?=\n)|\Z)"
    rf'|„[^„“”]{{0,{_LONGEST_QUOTATION}}}[“”]|"[^"\n]{{1,{_LONGEST_QUOTATION}}}"'
)
_MARK = re.compile('[«“„"]')
_SIGN = re.compile(r"[^\n]")

_BITS = 16  # of a number that holds what signs say for all languages, to be added up at once: those of one language
_SHIFTS = range(0, _BITS * len(LANGUAGES), _BITS)
_ONES = (1 << _BITS) - 1
_MIDDLE = 1 << _BITS - 1  # stands for zero: what speaks against a language lies below
_NOTHING = sum(_MIDDLE << shift for shift in _SHIFTS)


class Paragraph(NamedTuple):
    """A paragraph: where it stands, without the blanks around it, and its language; None as in ``detect``."""

    span: Span
    language: str | None


class Run(NamedTuple):
    """A stretch of a text whose paragraphs are in one language."""

    span: Span
    language: str


def detect(text: str) -> str | None:
    """Return ``ru``, ``kk`` or ``en``, or None for another language or too few letters to tell.

    Only the beginning of the text is looked at.

    >>> detect("Мост откроют в мае, и движение по нему начнётся сразу, сообщили в акимате.")
    'ru'
    """
    sample = text.lstrip()[:SAMPLE]
    return _likeliest(sample, None, 0) or _of_most(sample)


def _of_most(sample: str) -> str | None:
    """Return the language of the most letters, by paragraphs: a text in two languages is in neither as a whole."""
    letters: Counter[str | None] = Counter()
    for line in sample.split("\n"):
        letters[_likeliest(line[:BEGINNING], None, 0)] += len(line)
    ours = {code: count for code, count in letters.items() if code is not None}
    return max(ours, key=ours.__getitem__) if sum(ours.values()) > letters[None] else None


def paragraphs(text: str, language: str | None = None) -> tuple[Paragraph, ...]:
    r"""Return every paragraph (line that is not blank) of a text with its language.

    ``language`` is the text's own, detected unless given. Paragraphs lean on it: one that does not plainly differ, or
    is too short to tell, is in the language of the text.

    >>> [one.language for one in paragraphs("Көпір мамырда ашылады.\nМы откроем мост в мае.\nГлеб Одинцов", "kk")]
    ['kk', 'ru', 'kk']
    """
    whole = detect(text) if language is None else language
    found = []
    for match in _PARAGRAPH.finditer(text):
        line = match.group().rstrip()
        span = Span(match.start(), match.start() + len(line))
        found.append(Paragraph(span, _likeliest(line[:BEGINNING], whole, LEAN)))
    return tuple(found)


def runs(text: str, language: str) -> tuple[Run, ...]:
    r"""Return the stretches of a text that are in one of our languages each, in order; together they are all of it.

    A paragraph is in the language of its words outside quotation marks: who speaks is told there. One without such
    words goes with the paragraph before it, one in none of our languages with ``language``, which is the text's.

    >>> [one.language for one in runs("Көпір мамырда ашылады.\n«Мы откроем мост в мае», – деді Ерлан Сапаров.", "kk")]
    ['kk']
    """
    found = [(one.span.start, one.language) for one in paragraphs(_without_quotations(text), language)]
    known = [(start, code or language) for start, code in found]
    changes = (start for (_, one), (start, other) in pairwise(known) if one != other)
    starts = [0, *(text.rfind("\n", 0, start) + 1 for start in changes), len(text)]
    codes = [code for code, _ in groupby(code for _, code in known)] or [language]
    return tuple(Run(Span(*ends), code) for ends, code in zip(pairwise(starts), codes, strict=True))


def _without_quotations(text: str) -> str:
    """Return the text with blanks in the place of its quotations."""
    for _ in range(_MOST_NESTED):
        if not _MARK.search(text):
            break
        text = _QUOTED.sub(_blank, text)
    return text


def _blank(quoted: re.Match[str]) -> str:
    words = quoted[0]
    return _SIGN.sub(" ", words) if "\n" in words else " " * len(words)


def _likeliest(sample: str, usual: str | None, lean: int) -> str | None:
    """Return the language with the most evidence, when ``lean`` speaks for the usual one.

    A few words, spread over the sample, settle a plain case; what they leave in doubt, all of them do.
    """
    words = _WORD.findall(sample)
    if sum(map(len, words)) < LEAST_LETTERS:
        return usual
    few = _weighed(words[:: len(words) // FEW + 1], usual, lean)
    first, *others = sorted(few.values(), reverse=True)
    weighed = few if not others or first - others[0] >= PLAIN else _weighed(words, usual, lean)
    return max(weighed, key=weighed.__getitem__)


def _weighed(words: list[str], usual: str | None, lean: int) -> dict[str | None, int]:
    """Return the evidence of words for each language that may be theirs by its script, and none for all others."""
    *sums, cyrillic, latin, letters = map(sum, zip(*map(_evidence, words), strict=True))
    # Cyrillic first: Latin names stand in Russian and Kazakh texts, hardly Cyrillic ones in others.
    shares = {"cyrillic": cyrillic / letters, "latin": latin / letters}
    script = next((name for name, share in shares.items() if share >= LEAST_SHARE), None)
    weighed: dict[str | None, int] = {None: 0}
    for (language, its_script), found in zip(LANGUAGES.items(), sums, strict=True):
        if its_script == script:
            weighed[language] = found
    if usual not in weighed:  # in another script it has names at most
        weighed[usual] = -MOST * sum(word.islower() for word in words)
    weighed[usual] += lean
    return weighed


@lru_cache(maxsize=20_000)
def _evidence(word: str) -> tuple[int, ...]:
    """Return what a word says for each language, then how many letters it is in Cyrillic, in Latin and in all.

    A capital makes it likely a name, and a name says half as much.
    """
    share = 2 if word[0].isupper() else 1
    total = sum(filter(None, map(_table().get, signs(plain(word)))), _NOTHING)
    sums = [max(-MOST, min(MOST, (total >> shift & _ONES) - _MIDDLE)) // share for shift in _SHIFTS]
    is_cyrillic = _CYRILLIC.search(word) is not None
    is_latin = not is_cyrillic and _LATIN.search(word) is not None
    return (*sums, len(word) * is_cyrillic, len(word) * is_latin, len(word))


def plain(word: str) -> str:
    """Return a word as the table spells it: small letters, one apostrophe, no Latin letters amid Cyrillic ones."""
    word = word[:_LONGEST_WORD].lower()
    if not word.isalpha():
        word = word.translate(_APOSTROPHES)
    return word.translate(_IN_CYRILLIC) if not word.isascii() and _CYRILLIC.search(word) else word


def signs(word: str) -> list[str]:
    """Return what the table may know of a word: the word between its edges, and every few letters of that.

    >>> signs("да")
    ['_да_', 'д', 'а', '_д', 'да', 'а_', '_да', 'да_', '_да_']
    """
    edged = f"{_EDGE}{word}{_EDGE}"
    length = len(edged)
    pairs = [edged[at : at + 2] for at in range(length - 1)]
    threes = [edged[at : at + 3] for at in range(length - 2)]
    return [edged, *word, *pairs, *threes, *[edged[at : at + 4] for at in range(length - 3)]]


@cache
def _table() -> dict[str, int]:
    """Return the weights of each sign, in tenths of a nat: those of all languages in one number."""
    text = (files("otkuda.text") / "language.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        sign: sum(int(weight or 0) << shift for weight, shift in zip(weights, _SHIFTS, strict=True))
        for sign, *weights in rows
    }
