"""What a list is asked for: one type for each, by which the API reads a query string, describes it and refuses it.

The fields that several lists have mean the same in all of them. ``limit`` is how much one page holds; ``cursor`` is the
place after which a page begins, as the page before gave it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MOST = 500  # items of one page
Line = Annotated[str, Meta(max_length=500, pattern=r"^[^\u0000]*$")]
Id = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[^\u0000]*$")]
Moment = Annotated[datetime, Meta(tz=True)]
Spoken = Literal["ru", "kk", "en"]

Words = Annotated[Line, Meta(description='Words in all their forms; "…" a phrase, word* a beginning, AND, OR, NOT.')]
Name = Annotated[Id, Meta(description="A name in any case, or a part of it.")]
Outlet = Annotated[Id, Meta(description="The name of an outlet, or its host.")]
Since = Annotated[Moment, Meta(description="Published then or later; a day, or a moment with its zone.")]
Until = Annotated[Moment, Meta(description="Published earlier; a day, or a moment with its zone.")]


class Nothing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing that may be asked."""


class Paged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of a list."""

    limit: Annotated[int, Meta(ge=1, le=MOST, description="How many items a page holds.")] = 50
    cursor: Annotated[Id, Meta(description="Where the page begins, as the one before says.")] | None = None


class Statements(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which statements."""

    q: Words = ""
    entity: Annotated[Id, Meta(description="The id of the speaker.")] | None = None
    speaker: Name | None = None
    outlet: Outlet | None = None
    story: Annotated[Id, Meta(description="The id of a story in whose articles they are.")] | None = None
    language: Spoken | None = None
    kind: Literal["direct", "mixed", "indirect", "own"] | None = None
    since: Since | None = None
    until: Until | None = None
    came: Annotated[Moment, Meta(description="Something of it came into the archive then or later.")] | None = None
    differing: Annotated[bool, Meta(description="Only those that differ somewhere.")] = False
    primary: Annotated[bool, Meta(description="Only those whose first page is in the archive.")] = False
    several: Annotated[bool, Meta(description="Only those of several outlets.")] = False
    unread: Annotated[bool, Meta(description="Only those that the one who asks has not read.")] = False
    starred: Annotated[bool, Meta(description="Only those that the one who asks has starred.")] = False
    order: Annotated[
        Literal["time", "weight"], Meta(description="By the last article, or by how many tell it by themselves.")
    ] = "time"


class Brief(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a brief holds: a dossier, or the first of the statements that a filter lets through."""

    dossier: Annotated[Id, Meta(description="The id of a dossier; then nothing else chooses.")] | None = None
    most: Annotated[int, Meta(ge=1, le=MOST, description="At most so many statements.")] = 50
    q: Words = ""
    entity: Annotated[Id, Meta(description="The id of the speaker.")] | None = None
    speaker: Name | None = None
    outlet: Outlet | None = None
    story: Annotated[Id, Meta(description="The id of a story in whose articles they are.")] | None = None
    language: Spoken | None = None
    kind: Literal["direct", "mixed", "indirect", "own"] | None = None
    since: Since | None = None
    until: Until | None = None
    differing: Annotated[bool, Meta(description="Only those that differ somewhere.")] = False
    primary: Annotated[bool, Meta(description="Only those whose first page is in the archive.")] = False
    several: Annotated[bool, Meta(description="Only those of several outlets.")] = False
    unread: Annotated[bool, Meta(description="Only those that the one who asks has not read.")] = False
    starred: Annotated[bool, Meta(description="Only those that the one who asks has starred.")] = False
    order: Annotated[
        Literal["time", "weight"], Meta(description="By the last article, or by how many tell it by themselves.")
    ] = "weight"


class Decisions(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which decisions."""

    article: Annotated[Id, Meta(description="Only those on words of an article: the id of one.")] | None = None


class Judgements(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which decisions on who is who."""

    speaker: Annotated[Id, Meta(description="Only those on a speaker: its id.")] | None = None


class Stories(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which stories: words in their articles; speaker, kind and the rest in what is said there."""

    q: Words = ""
    entity: Annotated[Id, Meta(description="The id of one who speaks in it.")] | None = None
    speaker: Name | None = None
    outlet: Outlet | None = None
    language: Spoken | None = None
    kind: Literal["direct", "mixed", "indirect", "own"] | None = None
    since: Since | None = None
    until: Until | None = None
    came: Annotated[Moment, Meta(description="Something of it came into the archive then or later.")] | None = None
    differing: Annotated[bool, Meta(description="Only those in which something differs.")] = False
    primary: Annotated[bool, Meta(description="Only those with words whose first page is in the archive.")] = False
    several: Annotated[bool, Meta(description="Only those of several outlets.")] = False
    unread: Annotated[bool, Meta(description="Only those that the one who asks has not read.")] = False
    starred: Annotated[bool, Meta(description="Only those that the one who asks has starred.")] = False
    order: Annotated[
        Literal["time", "weight"], Meta(description="By the last article, or by how many tell it by themselves.")
    ] = "time"


class Articles(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which articles, the newest first; with an address that one."""

    q: Words = ""
    url: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\u0000]*$")] | None = None
    speaker: Name | None = None
    outlet: Outlet | None = None
    language: Spoken | None = None
    kind: Literal["direct", "mixed", "indirect"] | None = None
    since: Since | None = None
    until: Until | None = None


class Speakers(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which speakers, those that most articles name first."""

    q: Annotated[Line, Meta(description="Parts of a name.")] = ""
    type: Literal["person", "organization", "outlet"] | None = None
    open: Annotated[bool, Meta(description="Only those that may be somebody else as well.")] = False


class Outlets(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which outlets, those with most articles first."""

    q: Annotated[Line, Meta(description="How a word of the name or the host begins.")] = ""


class Search(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is searched for, and where: in what was said, or in whole articles."""

    q: Words = ""
    where: Literal["said", "articles"] = "said"
    speaker: Name | None = None
    outlet: Outlet | None = None
    kind: Literal["direct", "mixed", "indirect"] | None = None
    since: Since | None = None
    until: Until | None = None
    language: Spoken | None = None
    order: Annotated[Literal["best", "new"], Meta(description="The best first, or the newest.")] = "best"


class Version(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which version of an article."""

    version: Annotated[int, Meta(ge=1, le=999_999, description="Its number from 1; without it the last.")] | None = None


class Tried(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Over which time a watchlist is tried."""

    days: Annotated[int, Meta(ge=1, le=366, description="How many days are looked back.")] = 7


class Draft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft to be checked: its text, or the address where it stands."""

    text: Annotated[str, Meta(max_length=100_000, pattern=r"^[^\u0000]*$")] = ""
    url: Annotated[str, Meta(max_length=2000, pattern=r"^[^\u0000]*$")] = ""
    indirect: Annotated[bool, Meta(description="Check what it tells in its own words as well.")] = False
