"""What the terminal and the page both show: the speakers with what they said, and words that cannot act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otkuda.serve.certainty import is_certain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.model import Article, Attribution, Source
    from otkuda.serve.words import Words

SHORT = 180
_NAME = 60  # characters of the name of an outlet
ARROW = " → "

# Hostile texts must not steer a terminal, break a page or turn a line round: each such character is shown by a
# stand-in of the same length, so that offsets hold.
_STAND_INS: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_STAND_INS |= dict.fromkeys((0x09, 0x0D), " ")
_STAND_INS |= dict.fromkeys((0x7F, *range(0x80, 0xA0), *range(0xFFFE, 0x10000), *range(0xD800, 0xE000)), "\ufffd")
_STAND_INS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
_STAND_INS |= dict.fromkeys((0x85, 0x2028, 0x2029), "\n")


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution as shown: its number in the article, from 1, and the place of its speaker among the speakers."""

    number: int
    speaker: int
    attribution: Attribution

    @property
    def certain(self) -> bool:
        """Whether it is shown without a question mark."""
        return is_certain(self.attribution)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, None where the text does not say, and all that the article has from that source."""

    source: Source | None
    said: tuple[Said, ...]


def printable(text: str) -> str:
    r"""Return ``text`` at the same length without characters that act instead of being read.

    >>> printable("a\x1b[31mb")
    'a␛[31mb'
    """
    return text.replace("\r\n", " \n").replace("\r", "\n").translate(_STAND_INS)


def one_line(text: str) -> str:
    """Return ``text`` in one printable line."""
    return " ".join(printable(text).split())


def shortened(text: str, length: int = SHORT) -> str:
    """Return ``text`` in one line of at most ``length`` characters, cut at a word."""
    line = one_line(text)
    if len(line) <= length:
        return line
    head = line[: length - 2]
    return head.rpartition(" ")[0].rstrip(",;:–—- ") + " …" if " " in head else head + " …"


def publisher_of(article: Article) -> str:
    """Return who publishes an article, in a line; its host where it does not say; empty where it has no address."""
    from otkuda.text.urls import host_of

    return shortened(article.outlet or host_of(article.url or "") or article.url or "", _NAME)


def content_words(article: Article, attribution: Attribution) -> str:
    """Return what is attributed, its pieces joined by an ellipsis."""
    return " … ".join(article.text[span.start : span.end] for span in attribution.content)


def cue_words(article: Article, attribution: Attribution) -> str:
    """Return the cue in one line, empty where there is none or where it is only punctuation."""
    span = attribution.cue
    words = one_line(article.text[span.start : span.end]) if span else ""
    return words if any(map(str.isalnum, words)) else ""


def chain_words(attribution: Attribution) -> str:
    """Return the chain as «kazlenta.kz → сайт МИД РФ»."""
    return ARROW.join(one_line(link.entity) for link in attribution.chain)


def how(article: Article, said: Said, words: Words, *, with_chain: bool = True) -> str:
    """Return in one line how it was said: «передает · kazlenta.kz → сайт МИД РФ · пересказ».

    A chain of one link is the speaker alone, and left out.
    """
    attribution = said.attribution
    parts = (
        cue_words(article, attribution),
        chain_words(attribution) if with_chain and len(attribution.chain) > 1 else "",
        words.kind(attribution.kind),
        "" if said.certain else f"{words('read.uncertain')}, {attribution.confidence:.0%}",
    )
    return " · ".join(filter(None, parts))


def explanation(attribution: Attribution, words: Words) -> Iterator[str]:
    """Yield the rule with the confidence, then each piece of evidence, one a line."""
    sure = f"{words('read.confidence')} {attribution.confidence:.0%}"
    yield f"{words('read.rule')} {one_line(attribution.rule)} · {sure}"
    yield from map(one_line, attribution.evidence)


def standing(source: Source) -> str:
    """Return the role and the organization of a source in one line, what the name says already left out."""
    parts = [part for part in (source.role, source.organization) if part and not _says(source.entity, part)]
    return post(*parts)


def post(role: str | None = None, organization: str | None = None) -> str:
    """Return a role with its organization, where the role does not say it already.

    >>> post("chief executive of Norvik Wind", "Norvik Wind"), post("директор", "«Мостострой»"), post(None, None)
    ('chief executive of Norvik Wind', 'директор, «Мостострой»', '')
    """
    said = role is not None and organization is not None and _says(role, organization)
    return ", ".join(one_line(part) for part in (role, None if said else organization) if part)


def _says(text: str, part: str) -> bool:
    return part.casefold() in text.casefold()


def speakers(article: Article) -> tuple[Speaker, ...]:
    """Return the speakers in the order of their first words, each with all that is attributed to it."""
    groups: dict[str | None, list[tuple[int, Attribution]]] = {}
    for number, attribution in enumerate(article.attributions, 1):
        name = attribution.chain[-1].entity if attribution.chain else None
        groups.setdefault(name, []).append((number, attribution))
    return tuple(
        Speaker(_fullest(group), tuple(Said(number, place, attribution) for number, attribution in group))
        for place, group in enumerate(groups.values())
    )


def _fullest(group: list[tuple[int, Attribution]]) -> Source | None:
    """Of all mentions of one source, the first of which the article says most."""
    sources = [attribution.chain[-1] for _, attribution in group if attribution.chain]
    return max(sources, key=lambda source: bool(source.role) + bool(source.organization), default=None)
