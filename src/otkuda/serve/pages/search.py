"""Search: words in what was said, and in articles; who and which outlets are called so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, get_args

from starlette.routing import Route

from otkuda.entities.spelling import plain
from otkuda.model import Kind, Span
from otkuda.serve.asking import asked_of, day_of, word_of
from otkuda.serve.asking_search import in_three_languages, instead, plain_words, question, respelt
from otkuda.serve.rendering import page, reader_of
from otkuda.serve.words import LANGUAGES
from otkuda.store import Query, Wanted, list_entities, search_articles, search_attributions
from otkuda.store.placed import Placed, placed
from otkuda.store.who import known_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.store import Hit, Snippet, StoredEntity
    from otkuda.store.records import Found

PAGE = 25  # hits of one page
BESIDE = 5  # articles that stand beside what was said
CALLED = 6  # people, organizations and outlets of that name
NAMES = 5_000  # that are named most, among which one that is spelt wrongly is looked for
KINDS: tuple[Kind, ...] = get_args(Kind)


class Given(NamedTuple):
    """A filter that is set: the name of its field, and what stands in it."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for; ``fields`` is what stands in the form, as it was typed."""

    query: Query
    fields: dict[str, str]
    in_articles: bool

    @property
    def is_nothing(self) -> bool:
        """Is there neither a word nor a filter?"""
        return not any(self.fields.values())

    @property
    def filters(self) -> tuple[Given, ...]:
        """The filters that are set, each of which can be taken away."""
        return tuple(Given(name, value) for name, value in self.fields.items() if value and name != "q")

    def address(self, **other: str | None) -> dict[str, str | None]:
        """Return what the address of the same search has in it, with something put otherwise."""
        which = {"where": "articles" if self.in_articles else None, "order": "new" if self.query.newest_first else None}
        return {**self.fields, **which, **other}


class ByName(NamedTuple):
    """A word of the question that names somebody, who that is, and the other words."""

    word: str
    who: str
    words: str


class Piece(NamedTuple):
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class Shown(NamedTuple):
    """A hit, its words in pieces, and where it belongs; ``further`` are hits of the same statement."""

    hit: Hit
    pieces: tuple[Piece, ...]
    place: Placed | None = None
    further: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """What was found: hits and the cursor of the next page; on the first page articles and names beside it."""

    shown: tuple[Shown, ...] = ()
    cursor: str | None = None
    articles: tuple[Shown, ...] = ()
    called: tuple[StoredEntity, ...] = ()
    by_name: ByName | None = None  # where nobody says the words, but one of them is a name of who speaks on the others
    instead: tuple[str, ...] = ()  # what finds something where this does not
    everywhere: str | None = None  # the same in three languages
    is_empty: bool = False  # the archive


def show(request: Request) -> Response:
    """Show what is found, or, where nothing is asked, how to ask."""
    wanted = search_of(request)
    with request.app.state.store.reading() as conn:
        found = results(conn, wanted)
    return page(request, "search.html.jinja", asked=wanted, found=found, kinds=KINDS, fields=wanted.fields)


def search_of(request: Request) -> Asked:
    """Return what the address asks for."""
    asked, zone = asked_of(request), reader_of(request).words.zone
    since, until = day_of(asked, "since", zone), day_of(asked, "until", zone)
    kind = word_of(asked, "kind", KINDS)
    typed = question(asked.get("q", ""))
    fields = {name: asked.get(name) or typed.fields.get(name, "") for name in ("speaker", "outlet")} | {
        "q": typed.words,
        "language": word_of(asked, "language", LANGUAGES) or "",
        "kind": kind or "",
        "since": asked["since"] if since else "",
        "until": asked["until"] if until else "",
    }
    query = Query(
        fields["q"],
        speaker=fields["speaker"] or None,
        outlet=fields["outlet"] or None,
        kind=next((one for one in KINDS if one == kind), None),
        since=since,
        until=until + timedelta(days=1) if until else None,
        language=fields["language"] or None,
        newest_first=asked.get("order") == "new",
        limit=PAGE,
        cursor=asked.get("after"),
    )
    return Asked(query, fields, asked.get("where") == "articles")


def results(conn: Connection, wanted: Asked) -> Results:
    """Return what is found."""
    is_empty = not search_articles(conn, Query(limit=1)).hits
    if wanted.is_nothing or is_empty:
        return Results(is_empty=is_empty)
    query, is_first = wanted.query, wanted.query.cursor is None
    called = tuple(list_entities(conn, _named(query.words))) if is_first and query.words else ()
    if wanted.in_articles:
        found = search_articles(conn, query)
        return Results(tuple(_plain(found.hits)), found.cursor, called=called)
    found, by = search_attributions(conn, query), None
    if is_first and not found.hits:
        by, found = _by_name(conn, query) or (None, found)
    beside = search_articles(conn, replace(query, limit=BESIDE)).hits if is_first else ()
    return Results(
        tuple(_folded(conn, found.hits)),
        found.cursor if by is None else None,
        tuple(_plain(beside)),
        called,
        by,
        () if found.hits or beside else tuple(_instead(conn, query)),
        in_three_languages(query.words) if is_first else None,
    )


def _by_name(conn: Connection, query: Query) -> tuple[ByName, Found] | None:
    """Return what those say on the rest of the words whom one of them names: «Одинцов мост»."""
    words = [] if query.speaker else plain_words(query.words)
    for place, word in enumerate(words):
        rest = " ".join([*words[:place], *words[place + 1 :]])
        found = search_attributions(conn, replace(query, words=rest, speaker=word))
        if found.hits:
            said = found.hits[0].attribution
            return ByName(word, said.chain[-1].entity if said and said.chain else word, rest), found
    return None


def _instead(conn: Connection, query: Query) -> Iterator[str]:
    """Yield other questions that find something."""
    named = respelt(query.words, known_names(conn, NAMES))
    for words in (*([named] if named else []), *instead(query.words)):
        if search_articles(conn, replace(query, words=words, limit=1)).hits:
            yield words


def _named(words: str) -> Wanted:
    parts = tuple(plain(words).split())
    return Wanted(parts or ("\n\n",), limit=CALLED)  # nobody is called so


def _plain(hits: Sequence[Hit]) -> Iterator[Shown]:
    return (Shown(hit, pieces(_below(hit.article.headline or "", hit.snippet))) for hit in hits)


def _below(headline: str, shown: Snippet) -> Snippet:
    """Leave out the headline, which stands over the words of a hit already."""
    cut = len(headline)
    if not cut or shown.cut_before or not shown.text.startswith(headline):
        return shown
    marks = tuple(Span(start - cut, end - cut) for start, end in shown.marks if start >= cut)
    return replace(shown, text=shown.text[cut:], marks=marks)


def _folded(conn: Connection, hits: Sequence[Hit]) -> Iterator[Shown]:
    """Yield what was said, of each statement the first hit, with how many of the others are further ones of it."""
    places = placed(conn, [hit.attribution_id for hit in hits if hit.attribution_id])
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        place = places.get(hit.attribution_id or "")
        groups.setdefault((place and place.statement) or hit.attribution_id or "", []).append(hit)
    for first, *others in groups.values():
        yield Shown(first, pieces(first.snippet), places.get(first.attribution_id or ""), len(others))


def pieces(snippet: Snippet) -> tuple[Piece, ...]:
    """Return the words of a hit with what was looked for apart.

    >>> from otkuda.model import Span
    >>> from otkuda.store import Snippet
    >>> [piece.text for piece in pieces(Snippet("мост закроют", (Span(0, 4),), False, False))]
    ['мост', ' закроют']
    """
    at, found = 0, []
    for start, end in snippet.marks:
        found += [Piece(snippet.text[at:start], is_hit=False), Piece(snippet.text[start:end], is_hit=True)]
        at = end
    found.append(Piece(snippet.text[at:], is_hit=False))
    return tuple(one for one in found if one.text)


ROUTES = [Route("/search", show)]
