"""What an assistant is answered: statements, passages, verdicts, people, each with its sources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Where:
    """A source: who publishes it, its address, and when it was published (ISO 8601)."""

    outlet: str | None
    url: str | None
    date: str | None


@dataclass(frozen=True)
class Change:
    """What is not the same: what kind of thing, as the origin has it, as this text has it."""

    what: str
    original: str
    here: str


@dataclass(frozen=True)
class Telling:
    """The words in one article: how they relate to those at the origin, where the article has them from, what differs.

    ``taken_from`` is the article from which this one has the words; ``shown_by`` says how that is known: *linked* or
    *named* in its text, or *inferred* from overlap and time.
    """

    source: Where
    words: str
    relation: str
    taken_from: Where | None
    shown_by: str | None
    differs: list[Change]


@dataclass(frozen=True)
class Said:
    """A statement: who, what, where it was first said, and who carries it.

    ``first_said`` is the page of the archive where the words were first said; where there is none, ``named_as_source``
    is what the texts name. ``differing`` counts the articles in which the words are not the same.
    """

    id: str
    speaker: str | None
    standing: str | None
    words: str
    language: str
    first_said: list[Where]
    named_as_source: str | None
    carried_by: list[Where]
    articles: int
    outlets: int
    differing: int


@dataclass(frozen=True)
class Found:
    """Statements, and whether there are more of them than are told."""

    statements: list[Said]
    more: bool


@dataclass(frozen=True)
class Whole:
    """A statement with all its tellings, the first first; ``more`` counts those that are not told."""

    statement: Said
    tellings: list[Telling]
    more: int


@dataclass(frozen=True)
class Passage:
    """Words that were found in an article, and whose they are; ``statement`` is the id of their statement.

    ``first_said`` and ``named_as_source`` say where they are from, as of a statement.
    """

    words: str
    speaker: str | None
    source: Where
    statement: str | None
    first_said: list[Where]
    named_as_source: str | None


@dataclass(frozen=True)
class Passages:
    """What was found, and whether there is more."""

    passages: list[Passage]
    more: bool


@dataclass(frozen=True)
class Verdict:
    """What a quotation is: verbatim, shortened, altered, of another speaker, not found; and where its words stand.

    ``statement`` is the id of the statement that stands there; ``first_said`` and ``named_as_source`` say where that is
    from.
    """

    quotation: str
    speaker: str | None
    outcome: str
    words_there: str | None
    speaker_there: str | None
    source: Where | None
    statement: str | None
    first_said: list[Where]
    named_as_source: str | None
    differs: list[Change]


@dataclass(frozen=True)
class Checks:
    """What the quotations of a text are, and how many articles they were held against."""

    quotations: list[Verdict]
    articles_searched: int


@dataclass(frozen=True)
class Who:
    """Somebody who is quoted: role and organization as most articles say them, in how many articles, in which last."""

    id: str
    name: str
    type: str
    standing: str | None
    articles: int
    last: str | None
    named_in: list[Where]


@dataclass(frozen=True)
class People:
    """Who is called so."""

    speakers: list[Who]
