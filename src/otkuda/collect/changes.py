"""What changed between two versions of an article: in words, in attributions, and whether it counts at all.

Counters, white space, typography and lists of related links change by themselves at every look; they make no version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.model import Article, Attribution, Span

_WORD = re.compile(r"\w+(?:[-.,:]\w+)*|[^\w\s]")
_PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")  # with the empty lines behind it, which are alike everywhere
_BLANKS = re.compile(r"\s+")
_ALIKE = str.maketrans({"«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "—": "-", "–": "-", "ё": "е", "Ё": "Е"})
# «Просмотров: 1 204», «12 комментариев», «3 мин. назад», «Читать 5 мин», «👁 15», "Views: 12", «Қаралды: 7»
_COUNTER = re.compile(
    r"\W*(?:(?:количество |число )?(?:просмотр|показ|прочт|прочит|комментари|нравит|лайк|поделил|читать|"
    r"время чтения|обновл|views?\b|reads?\b|"
    r"comments?\b|likes?\b|shares?\b|updated|min(?:ute)?s? read|қаралды|қаралым|көрілді|пікір|оқылды)\w*[\s:·|()—-]*"
    r"(?:\d[\d\s.,:]*(?:тыс\.?|млн|k|m|мин\w*|min\w*)?)?\W*"
    r"|\d[\d\s.,]*(?:тыс\.?|млн|k|m)?\s*(?:просмотр|показ|прочт|комментари|лайк|нравит|раз|views?\b|reads?\b|comments?\b|"
    r"likes?\b|shares?\b|мин\w*\.? (?:назад|чтения)|час\w* назад|(?:hours?|minutes?) ago|min read|қаралым|пікір)\w*\W*"
    r"|[\d\s.,]+)\W*",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\W*(?:читайте (?:также|ещё|еще|по теме)|чита(?:ть|йте) (?:также|ещё|еще)|ещё по теме|еще по теме|по теме|"
    r"материалы по теме|смотрите также|также по теме|популярное|главное сейчас|read (?:also|more|next)|see also|"
    r"related|more on this|тағы оқыңыз|оқи отырыңыз|тақырып бойынша)\b.{0,300}",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_LINE = 80
_LONGEST_LINK = 200
_MOST_WORDS = 20_000  # words and marks that are compared one by one; a longer stretch is shown as gone and come whole

LONGEST = 120_000  # characters of a text that are compared for somebody who waits

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both versions have, or one of them alone."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed from one version to the next: the words, and the attributions that went and came."""

    pieces: tuple[Piece, ...]
    lost: tuple[Attribution, ...]
    gained: tuple[Attribution, ...]


def is_trivial(before: Article, after: Article) -> bool:
    """Tell whether nothing that was written differs: only counters, white space, typography or related links do."""
    return _written(before) == _written(after)


def changes(before: Article, after: Article) -> Changed:
    """Return what changed in the text and in the attributions of it."""
    known, now = {_said(one, before) for one in before.attributions}, {_said(one, after) for one in after.attributions}
    return Changed(
        tuple(word_diff(before.text, after.text)),
        tuple(one for one in before.attributions if _said(one, before) not in now),
        tuple(one for one in after.attributions if _said(one, after) not in known),
    )


def beginning(article: Article) -> Article:
    """Return the beginning of a long article, which is compared soon."""
    text = article.text[:LONGEST]
    said = tuple(one for one in article.attributions if _is_within(one.content, len(text)))
    return replace(article, text=text, attributions=said)


def _is_within(content: Iterable[Span], end: int) -> bool:
    return all(span.end <= end for span in content)


def word_diff(before: str, after: str) -> Iterator[Piece]:
    """Yield the pieces of both texts, in order. Paragraphs are compared first, so that long texts take no longer.

    >>> [(piece.change, piece.text) for piece in word_diff("Мост откроют в мае.", "Мост откроют в июне.")]
    [('same', 'Мост откроют в '), ('removed', 'мае'), ('added', 'июне'), ('same', '.')]
    """
    old, new = _PARAGRAPH.findall(before), _PARAGRAPH.findall(after)
    for tag, i, j, k, l in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():  # noqa: E741
        if tag == "equal":
            yield Piece("same", "".join(old[i:j]))
        else:
            yield from _within("".join(old[i:j]), "".join(new[k:l]))


def _within(before: str, after: str) -> Iterator[Piece]:
    old, new = _words(before), _words(after)
    if len(old) + len(new) > _MOST_WORDS:
        yield from (piece for piece in (Piece("removed", before), Piece("added", after)) if piece.text)
        return
    for tag, i, j, k, l in SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 4000).get_opcodes():  # noqa: E741, PLR2004
        if tag == "equal":
            yield Piece("same", "".join(old[i:j]))
            continue
        if j > i:
            yield Piece("removed", "".join(old[i:j]))
        if l > k:
            yield Piece("added", "".join(new[k:l]))


def _words(text: str) -> list[str]:
    """Cut a text into words, marks and the blanks between them, losing nothing."""
    cuts = sorted({0, len(text), *(edge for match in _WORD.finditer(text) for edge in match.span())})
    return [text[start:end] for start, end in pairwise(cuts)]


def _said(one: Attribution, article: Article) -> tuple[str, ...]:
    words = _plain(" ".join(article.text[start:end] for start, end in one.content))
    return (words, one.kind, *(link.entity for link in one.chain))


def _written(article: Article) -> tuple[str | None, ...]:
    """Return what of the article somebody wrote: headline and paragraphs, without what counts and links."""
    lines = [line for line in article.text.splitlines() if line.strip()]
    kept: list[str | None] = [article.headline and _plain(article.headline)]
    is_list = False  # a heading «Читайте также» and the links beneath it, which are short lines without a full stop
    for line in lines:
        plain = _plain(line)
        if _RELATED.fullmatch(plain):
            is_list = True
            continue
        is_list = is_list and len(plain) <= _LONGEST_LINK and not plain.endswith((".", "!", "?", '"', "…"))
        if not is_list and not (len(plain) <= _LONGEST_LINE and _COUNTER.fullmatch(plain)):
            kept.append(plain)
    return tuple(kept)


def _plain(line: str) -> str:
    return _BLANKS.sub(" ", line.translate(_ALIKE)).strip()
