"""Every type that crosses a stage: frozen dataclasses with slots.

Offsets are half-open and count Unicode code points of ``Article.text``. ``None`` means that the text does
not say, never that reading failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec asks for it when it reads an article of a batch
from typing import Literal, NamedTuple

Kind = Literal["direct", "indirect", "mixed"]
SourceType = Literal["person", "organization", "outlet", "document", "unnamed"]
Relation = Literal["altered", "translation", "paraphrase", "shortened", "verbatim"]
What = Literal["number", "date", "name", "negation", "hedge", "cue", "glued", "omission", "speaker"]
Ground = Literal["linked", "named", "inferred"]
OriginKind = Literal["page", "occasion", "absent"]
CreditType = Literal["photo", "text", "video", "graphic"]
DecisionKind = Literal["merge", "split", "speaker", "no_quotation", "span", "missed", "differs", "undo"]


class Span(NamedTuple):
    """A stretch of ``Article.text``: ``start <= offset < end``."""

    start: int
    end: int


class Moment(NamedTuple):
    """When something was: at ``start``, or, where only a day is known, some time in ``start <= t < end``. Aware."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a chain.

    ``mention`` is the noun phrase as it stands in the text (None where the subject is dropped), ``entity`` its
    fullest name in the article, in the nominative. ``role`` and ``organization`` are what the article says of the
    source beside its name («глава МИД РФ»: role «глава», organization «МИД РФ»).
    """

    mention: Span | None
    entity: str
    type: SourceType
    role: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reading: the article hands ``content`` to a chain of sources by a ``cue``.

    ``chain`` runs from the nearest carrier to the origin and is empty for an agentless report. ``rule`` names the
    rule that found it, ``evidence`` says in words what the rule saw, ``confidence`` lies in 0..1.
    """

    content: tuple[Span, ...]
    cue: Span | None
    chain: tuple[Source, ...]
    kind: Kind
    rule: str
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose photo or text it is; a missing part is None. ``text`` is None where it stands outside ``Article.text``."""

    what: CreditType
    agency: str | None
    author: str | None
    text: Span | None


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as fetched, decompressed.

    ``url`` is where the redirects ended, ``requested`` what was asked for (None: the same). ``charset`` and
    ``content_type`` are what HTTP declared. ``headers`` are those of the answer, in order, and ``fetched`` is when
    the page was seen.
    """

    url: str
    content: bytes
    charset: str | None
    content_type: str | None
    status: int = 200
    requested: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    fetched: datetime | None = None


class Link(NamedTuple):
    """A hyperlink of the main text: the words that carry it, and where it leads (absolute, http or https)."""

    text: Span
    url: str


class Reference(NamedTuple):
    """Another publisher as a feed names it: whose message is forwarded, from whose feed an entry was taken."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed, a sitemap or the page of a channel says of one article.

    ``content`` is HTML, where all of it is carried; ``id`` is the feed's own (guid). ``source`` is whom it passes on.
    """

    url: str
    id: str | None = None
    headline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    summary: str | None = None
    content: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    source: Reference | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, a sitemap or the page of a channel: its entries in its order, and where more of them are.

    ``parts`` are the addresses of further listings (the sitemaps of an index, the next page of an archive), ``home``
    the address of the site, ``every`` how many seconds the publisher asks to wait between two looks.
    ``left_out`` counts what could not be made an entry of: no address, damaged, or too many.
    """

    entries: tuple[Entry, ...]
    title: str | None = None
    home: str | None = None
    language: str | None = None
    parts: tuple[str, ...] = ()
    every: int | None = None
    left_out: int = 0


class Place(NamedTuple):
    """Where a record stands in what is imported: the file, and the byte at which it begins.

    In a compressed file ``offset`` is that of the compressed member that holds it, and ``inside`` how many unpacked
    bytes of the member lie before it.
    """

    file: str
    offset: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One thing out of a file that is imported: a page, an article, or the reason why it is neither.

    ``done`` counts the bytes of the file that lie behind it, for a progress bar; ``seen`` is when the page was seen.
    """

    place: Place
    done: int
    page: Page | None = None
    article: Article | None = None
    seen: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What was extracted from a page or a text, and, once read, its attributions in the order of the text.

    Where the page states only a day, ``published`` is its beginning and ``published_until`` its end.
    """

    text: str
    headline: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_until: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    url: str | None = None
    credits: tuple[Credit, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article in one of its versions, as it carries words.

    ``id`` is the id of the version, ``version`` its number (from 1) and ``seen`` when it was first seen.
    """

    id: str
    article: Article
    version: int = 1
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, earliest first.

    ``id`` is a hash of the earliest article that is in no other story, whatever the order of arrival; ``headline`` is
    that of the earliest that is no round-up, ``since`` and ``until`` are the first and the last publication, None where
    none is dated.
    """

    id: str
    headline: str | None
    carriers: tuple[Carrier, ...]
    since: datetime | None
    until: datetime | None


class Change(NamedTuple):
    """One thing that is not the same any more, and both wordings: offsets in the two texts that were compared.

    Of an appearance in its article they are offsets in the articles' texts, for what turns the sense of words may stand
    beside them («не советует»). What lies outside the texts (a cue, a speaker) has two spans without length.
    """

    what: What
    appearance: Span
    original: Span


class Step(NamedTuple):
    """One edge of a way: the appearance that the words were taken from, and what shows it.

    ``ground`` is *linked* or *named* where the article says so, else *inferred* from overlap and time; ``strength``
    lies in 0..1. ``against_clock`` says that the article is dated before the one that it is said to take from.
    """

    source: str
    ground: Ground
    strength: float
    against_clock: bool = False


@dataclass(frozen=True, slots=True)
class Appearance:
    """A statement in one article: an attribution, or text that the outlet prints as its own (``speaker`` None).

    ``carrier`` is the id of the article's version, ``position`` that of the attribution among those of the article.
    ``changes`` are against ``against``, the id of the appearance that the relation is to; None for that one itself.
    ``step`` is where the article has the words from; None where it does not show.
    """

    id: str
    carrier: str
    url: str | None
    version: int
    language: str
    spans: tuple[Span, ...]
    text: str
    position: int | None
    speaker: str | None
    relation: Relation
    changes: tuple[Change, ...] = ()
    against: str | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement was first said, as far as the articles show.

    ``kind`` is a *page* in the archive (``appearances`` are its texts), an *occasion* that several heard themselves, or
    *absent*: then ``named`` is what the texts name or link as their source, if they do.
    """

    kind: OriginKind
    appearances: tuple[str, ...] = ()
    url: str | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one speaker said on one occasion, in all articles that carry it, those in the order of time.

    ``id`` is the hash of the earliest appearance. ``text`` is the wording at the origin, else the best attested one.
    """

    id: str
    speaker: str | None
    text: str
    language: str
    appearances: tuple[Appearance, ...]
    origin: Origin


class Anchor(NamedTuple):
    """Words of an article, held so that they are found again in another reading: a W3C ``TextQuoteSelector``.

    ``article`` is its address, or the id of its version where it has none.
    """

    article: str
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about appearances; it goes before what is derived, and a later one before an earlier.

    *merge*: ``first`` and ``second`` are one statement; *split*: they are two. *speaker*: whose words ``first`` is.
    *no_quotation*: the article hands ``first`` to nobody. *span*: what is said is ``second``, and not ``first``.
    *missed*: ``speaker`` says ``first``, which was read as nobody's. *differs*: ``first`` is rightly shown as differing
    from where the words were first said; it changes nothing. *undo*: the decision ``undoes`` holds no more. An
    appearance has several anchors where it is several attributions in a row; where the same words are decided in many
    articles, each has its own. ``made`` is when, ``by`` the name of who made it.
    """

    id: str
    kind: DecisionKind
    made: datetime
    first: tuple[Anchor, ...] = ()
    second: tuple[Anchor, ...] = ()
    speaker: Source | None = None
    undoes: str | None = None
    by: str | None = None
