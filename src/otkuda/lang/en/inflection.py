"""How English words are written in their forms: what follows a stem, by the stem's own ending.

Where British and American spelling part ways («labelled», «labeled») both are forms.
"""

from __future__ import annotations

import re
from functools import cache

from otkuda.lang.lexicon import rows

_VOWELS = "aeiouy"
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_CONSONANT_O = re.compile(r"[^aeiou]o$")
_ONE_VOWEL = re.compile(r"(?:[^aeiou]|qu|^)[aeiou][^aeiouwxy]$")  # «stop», «quip»; not «vow», «tweet»
_SYLLABLE = re.compile(r"(?:qu)?[aeiouy]+")
_SILENT_E = re.compile(r"[^eoy]e$")  # «citing»; not «seeing»


def with_s(stem: str) -> tuple[str, ...]:
    """Return a noun's plural or a verb's third person; two where usage varies.

    >>> with_s("agency"), with_s("veto")
    (('agencies',), ('vetoes', 'vetos'))
    """
    if _CONSONANT_Y.search(stem):
        return (stem[:-1] + "ies",)
    if _SIBILANT.search(stem):
        return (stem + "es",)
    return (stem + "es", stem + "s") if _CONSONANT_O.search(stem) else (stem + "s",)


def with_ed(stem: str) -> tuple[str, ...]:
    """Return the past of a regular verb.

    >>> with_ed("deny"), with_ed("admit"), with_ed("label")
    (('denied',), ('admitted',), ('labelled', 'labeled'))
    """
    if stem.endswith("e"):
        return (stem + "d",)
    if _CONSONANT_Y.search(stem):
        return (stem[:-1] + "ied",)
    return tuple(before + "ed" for before in _before_vowel(stem))


def with_ing(stem: str) -> tuple[str, ...]:
    """Return the -ing form of a verb.

    >>> with_ing("lie"), with_ing("cite"), with_ing("beg")
    (('lying',), ('citing',), ('begging',))
    """
    if stem.endswith("ie"):
        return (stem[:-2] + "ying",)
    if _SILENT_E.search(stem):
        return (stem[:-1] + "ing",)
    return tuple(before + "ing" for before in _before_vowel(stem))


def possessive(noun: str, *, plural: bool = False) -> str:
    """Return what belongs to a noun: «minister's», «ministers'», «women's»."""
    return noun + ("'" if plural and noun.endswith("s") else "'s")


def _before_vowel(stem: str) -> tuple[str, ...]:
    """The stem as it stands before -ed and -ing: «admitt», «panick», «labell» or «label»."""
    if stem.endswith("ic"):
        return (stem + "k",)
    if not _ONE_VOWEL.search(stem):
        return (stem,)
    if len(_SYLLABLE.findall(stem)) == 1 or stem in _doubled():
        return (stem + stem[-1],)
    return (stem + "l", stem) if stem.endswith("l") else (stem,)


@cache
def _doubled() -> frozenset[str]:
    return frozenset(row[0] for row in rows("otkuda.lang.en", "doubled.tsv"))


def suffix_of(word: str) -> tuple[str, bool] | None:
    """Return what part of speech an ending tells, and whether surnames end so too; None where it tells nothing.

    >>> suffix_of("erosion"), suffix_of("bridge")
    (('NOUN', False), None)
    """
    endings = _suffixes()
    return next((endings[word[-at:]] for at in range(min(7, len(word) - 2), 1, -1) if word[-at:] in endings), None)


@cache
def _suffixes() -> dict[str, tuple[str, bool]]:
    return {ending: (part, surname == "may") for ending, part, surname, _ in rows("otkuda.lang.en", "suffixes.tsv")}


def bare_stems(form: str, ending: str) -> tuple[str, ...]:
    """Return what a form with «s», «ed» or «ing» on its end may come from, the likeliest first; none where it cannot.

    >>> bare_stems("ambushed", "ed"), bare_stems("jammed", "ed"), bare_stems("red", "ed")
    (('ambush', 'ambushe'), ('jam', 'jamm', 'jamme'), ())
    """
    if form.endswith(_OWN_S):
        return ()
    cut = form.removesuffix(ending)
    tried = [*_respelled(cut, ending), cut, cut + "e"]
    add = {"s": with_s, "ed": with_ed, "ing": with_ing}[ending]
    return tuple(dict.fromkeys(stem for stem in tried if _is_stem(stem) and form in add(stem)))


def _respelled(cut: str, ending: str) -> list[str]:
    """What a stem may have been that does not stand in its form as it is: «activity», «jam», «cite», «die»."""
    if ending == "s":
        return [cut[:-2] + "y"] * cut.endswith("ie") + [cut[:-1]] * bool(_SIBILANT_E.search(cut))
    found = [cut[:-1] + "y"] if ending == "ed" and cut.endswith("i") else []
    found += [cut[:-1]] if _DOUBLE.search(cut) else []
    found += [cut + "e"] if _ENDS_MUTE.search(cut) else []
    return [*found, cut[:-1] + "ie"]


_OWN_S = ("ss", "us", "is")  # «boss», «campus», «crisis»
_SIBILANT_E = re.compile(r"(?:ss|x|zz|ch|sh)e$")
_DOUBLE = re.compile(r"([bdgkmnprt])\1$")
_ENDS_MUTE = re.compile(r"(?:[auo]t|[iy][zs]|[cguv]|[rn]s|[aou]d|[^aeiou]id|[bcdfgkptz]l)$")  # «locat-ed», «coupl-ed»


def _is_stem(stem: str) -> bool:
    return len(stem) > 2 and any(letter in _VOWELS for letter in stem)
