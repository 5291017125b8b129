"""The organizations, outlets, writings and nameless groups of one text: which words name one, and its fullest name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from otkuda.attribution.candidate import FAR
from otkuda.attribution.entity import Body, plain

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.lang.language import Language

_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"\s*\(([^()]{1,12})\)")
_SMALL = 3  # letters of words that tell nothing, in small letters: «of», «the», «мен»
_STEM = 6  # letters in which two forms of a word agree


def stems_of(name: str) -> frozenset[str]:
    """Return the beginnings of the words that tell a name from others.

    >>> sorted(stems_of("the Ministry of Health"))
    ['health', 'minist']
    """
    words = _WORD.findall(name.replace("’s", "").replace("'s", ""))
    return frozenset(plain(w)[:_STEM] for w in words if len(w) > _SMALL or not w.islower())


def _letters(name: str) -> str:
    """The first letters of the words that are written with a capital, «of» and «and» left out."""
    return "".join(w[0] for w in _WORD.findall(name) if w[0].isupper() or len(w) > _SMALL).upper()


class Bodies:
    """All bodies of a text, each once."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.known: list[Body] = []
        self._named: dict[tuple[str, frozenset[str]], Body] = {}
        self._by_stem: dict[str, list[Body]] = {}
        self._by_letters: dict[str, Body] = {}  # by the first letters of the words of the name
        self._short: dict[str, Body] = {}  # by abbreviation

    def named(self, mention: Mention, kind: str) -> Body:
        """Return the body whom a mention's own words name, made known if new."""
        short = _BRACKETED.search(mention.name)
        name = _BRACKETED.sub("", mention.name).strip() if short else mention.name
        key = kind, stems_of(name)
        body = self._short.get(name) or self._named.get(key)
        if body is None:
            body = Body(name, mention.head, kind, mention.start, mention.number or "sing", mention.gender)
            self.known.append(body)
            self._named[key] = body
            self._by_letters.setdefault(_letters(name), body)
            for stem in key[1]:
                self._by_stem.setdefault(stem, []).append(body)
        if short and short[1].isupper():
            self._short.setdefault(short[1], body)
        return body

    def fullest(self, body: Body, at: int) -> Body:
        """Return the body that the text names more fully by the same words («the Air Force» of one country)."""
        spelled = self._spelled_out(body)
        if spelled is not None:
            return spelled
        mine = stems_of(body.name)
        if not mine:
            return body
        alike = min((self._by_stem.get(stem, []) for stem in mine), key=len)
        if len(mine) > 2:
            return next((b for b in alike if b.type == body.type and b.name.endswith(f" {body.name}")), body)
        fuller = [b for b in alike if b.type == body.type and mine < stems_of(b.name) and self._may_be_short(body, b)]
        before = [b for b in fuller if b.first < at]
        return self._whole((before[-1] if before else fuller[0]) if fuller else body)

    def _whole(self, body: Body) -> Body:
        """«Облыстық полиция» is but the beginning of «Облыстық полиция департаменті», where its noun stands bare."""
        if not body.head or not body.name.lower().endswith(f" {body.head}"):
            return body
        alike = self._by_stem.get(body.head[:_STEM], ())
        return next((b for b in alike if b.type == body.type and b.name.startswith(f"{body.name} ")), body)

    def _may_be_short(self, body: Body, fuller: Body) -> bool:
        """By the same head noun, or a bare name that is no place and leads the fuller one («Amnesty»)."""
        if body.head or not body.name[:1].isupper():
            return body.head == fuller.head
        return fuller.name.startswith(body.name) and not self._is_place(body.name)

    def is_place(self, body: Body) -> bool:
        """Is it a bare place, whose rulers speak («Beijing»)?"""
        return body.head in {"", body.name.lower()} and self._is_place(body.name)

    def _is_place(self, name: str) -> bool:
        return any("Geox" in one.grammemes for one in self.language.analyse(name.lower())[:3])

    def _spelled_out(self, body: Body) -> Body | None:
        """«TNO» after its full name: one that brackets give, or whose words begin with these letters."""
        short = body.name
        if not (short.isupper() and 1 < len(short) < 8):
            return None
        given = self._short.get(short)
        if given is not None and given is not body:
            return given
        spelled = self._by_letters.get(short)
        return spelled if spelled is not None and spelled is not body and spelled.type == body.type else None

    def below(self, head: str, kind: str, at: int) -> Body | None:
        """Return the first body behind an offset that has a name of its own and this noun, or None."""
        later = self.known[bisect_right(self.known, at, key=lambda body: body.first) :][:FAR]
        return next((b for b in later if b.type == kind and b.head == head and b.name.lower() != head), None)

    def inside(self, head: str, at: int) -> Body | None:
        """Return the body whose office is named before an offset: the ministry of «министрліктің баспасөз қызметі»."""
        before = self.known[: bisect_left(self.known, at, key=lambda body: body.first)][-FAR:]
        for body in reversed(before):
            words = body.name.split()
            for end in range(len(words) - 1, 0, -1):
                if any(one.lemma == head and one.case == "gent" for one in self.language.analyse(words[end - 1])):
                    name = self.language.names.nominative_phrase(" ".join(words[:end]), case="gent")
                    return Body(name, head, body.type, body.first)
        return None
