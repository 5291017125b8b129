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


def bare_stems(form: str, ending: str) -> tuple[str, ...]:
    """Return what a form with «s», «ed» or «ing» on its end may come from, the likeliest first; none where it cannot.

    >>> bare_stems("ambushed", "ed"), bare_stems("bridges", "s"), bare_stems("red", "ed")
    (('ambush', 'ambushe'), ('bridge',), ())
    """
    add = {"s": with_s, "ed": with_ed, "ing": with_ing}[ending]
    cut = form.removesuffix(ending)
    tried = [cut, cut + "e", cut[:-1], cut[:-2] + "y" if ending == "s" else cut[:-1] + "y", cut[:-1] + "ie"]
    if _ENDS_MUTE.search(cut) and ending != "s":
        tried[:2] = tried[1::-1]
    if cut[-1:] == "e" and ending == "s" and _SIBILANT.search(cut[:-1]) and not cut.endswith(("se", "ze", "che")):
        tried.insert(0, cut[:-1])
    return tuple(
        dict.fromkeys(stem for stem in tried if _is_stem(stem) and form in add(stem) and not _is_s_alone(form, ending))
    )


_ENDS_MUTE = re.compile(r"(?:[auo]t|[iy][zs]|[cguv]|[rn]s|[aou]d)$")  # «locat-ed», «voic-ed», «nurs-ing»


def _is_stem(stem: str) -> bool:
    return len(stem) > 2 and any(letter in _VOWELS for letter in stem)


def _is_s_alone(form: str, ending: str) -> bool:
    """Is the last letter of «campus», «boss», «crisis» their own?"""
    return ending == "s" and form.endswith(("ss", "us", "is"))
