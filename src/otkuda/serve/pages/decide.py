"""What people decide on a page: each a form that is sent to ``/decide/…`` and leads back to where it stood.

On words of an article: ``speaker``, ``no_quotation``, ``span`` (with ``article``, ``version``, ``at`` and ``words`` or
``name``; ``everywhere`` for all articles that have the same words) and ``missed`` (with ``words`` and ``name``). On
statements: ``merge`` and ``split`` (``first`` and ``second``, ids of appearances or statements; a split without a
``second`` parts the first, with ``alike`` all that have its text, from all others of its statement), ``differs``
(``first`` is rightly shown as differing). ``undo`` takes back a ``decision``. ``back`` is the page to lead back to; it
is asked again with ``decided``, the id of what was decided.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.collect.deciding import anchors_of_appearance, as_decided, keep_decision, undo_decision, words_in
from otkuda.collect.grouping import group_soon
from otkuda.collect.reprints import reprints, said_there, standing_there
from otkuda.errors import InputError
from otkuda.model import Anchor, Carrier, Source, Span
from otkuda.serve.forms import local, submitted
from otkuda.serve.rendering import reader_of
from otkuda.statements.anchoring import anchor_at, locate
from otkuda.store import versions_with
from otkuda.store.placing import placed_in
from otkuda.store.statements import statement_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.entities.judging import Judge
    from otkuda.model import Attribution, Decision
    from otkuda.serve.words import Words
    from otkuda.statements.kinship import Telling

    Making = Callable[["Asked"], Decision]

_LONGEST_WORDS = 20_000  # characters that are chosen
_LONGEST_NAME = 300
_MOST_PIECES = 50


class Asked(NamedTuple):
    """What is asked to be decided."""

    conn: Connection
    form: Mapping[str, object]
    words: Words
    by: str | None

    def text(self, name: str, longest: int = _LONGEST_NAME) -> str:
        """Return what a field of the form says, in bounds."""
        value = self.form.get(name)
        return value.strip()[:longest] if isinstance(value, str) else ""


class Chosen(NamedTuple):
    """Words of an article as it is decided by now: the attribution, or what was only selected."""

    version_id: str
    telling: Telling
    anchor: Anchor
    attribution: Attribution | None = None

    @property
    def pieces(self) -> list[str]:
        """The words piece by piece."""
        text = self.telling.article.text
        return [text[span.start : span.end] for span in self.attribution.content] if self.attribution else []


def no_quotation(asked: Asked) -> Decision:
    """Decide that nobody says words."""
    chosen = _said(asked)
    return keep_decision(asked.conn, "no_quotation", _everywhere(asked, chosen), by=asked.by)


def speaker(asked: Asked) -> Decision:
    """Decide who says words."""
    chosen = _said(asked)
    source = _source(asked, chosen.telling)
    return keep_decision(asked.conn, "speaker", _everywhere(asked, chosen), speaker=source, by=asked.by)


def span(asked: Asked) -> Decision:
    """Decide which words are said; «…» stands for what says between them who speaks."""
    chosen = _said(asked)
    right = _standing(asked, chosen.telling, chosen.anchor)
    if [one.exact for one in right] in ([chosen.anchor.exact], chosen.pieces):
        raise InputError(asked.words("correct.same"))
    first, second = [chosen.anchor], [*right]
    for other in _others(asked, chosen):
        said, standing = said_there(chosen.anchor, [other]), [standing_there(one, [other]) for one in right]
        if said and all(standing):
            first += said
            second += [one for each in standing for one in each]
    return keep_decision(asked.conn, "span", tuple(first), tuple(second), by=asked.by)


def missed(asked: Asked) -> Decision:
    """Decide that words are somebody's which were read as nobody's."""
    version_id, telling = _article(asked)
    anchor = _standing(asked, telling)[0]
    others = standing_there(anchor, _others(asked, Chosen(version_id, telling, anchor)))
    source = _source(asked, telling)
    return keep_decision(asked.conn, "missed", (anchor, *others), speaker=source, by=asked.by)


def merge(asked: Asked) -> Decision:
    """Decide that two appearances are of one statement."""
    first, second = (_anchors(asked, asked.text(side)) for side in ("first", "second"))
    if not first or not second:
        raise InputError(asked.words("correct.unknown"))
    if not set(first).isdisjoint(second):
        raise InputError(asked.words("correct.one_already"))
    return keep_decision(asked.conn, "merge", first, second, by=asked.by)


def split(asked: Asked) -> Decision:
    """Decide that an appearance is of another statement than a second one, or than all it stands with."""
    first, second = asked.text("first"), asked.text("second")
    mine, theirs = (_anchors(asked, first), _anchors(asked, second)) if second else _parted(asked, first)
    if not mine or not set(theirs) - set(mine):
        raise InputError(asked.words("correct.alone"))
    return keep_decision(asked.conn, "split", mine, theirs, by=asked.by)


def differs(asked: Asked) -> Decision:
    """Decide that an appearance is rightly shown as differing."""
    mine = _anchors(asked, asked.text("first"))
    if not mine:
        raise InputError(asked.words("correct.unknown"))
    return keep_decision(asked.conn, "differs", mine, by=asked.by)


def undo(asked: Asked) -> Decision:
    """Undo a decision."""
    try:
        return undo_decision(asked.conn, asked.text("decision"), by=asked.by)
    except InputError as error:
        raise InputError(asked.words("correct.undone")) from error


def _anchors(asked: Asked, appearance_id: str) -> tuple[Anchor, ...]:
    try:
        return anchors_of_appearance(asked.conn, appearance_id)
    except InputError as error:
        raise InputError(asked.words("correct.unknown")) from error


def _parted(asked: Asked, appearance_id: str) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """Return the anchors of an appearance, and where it is meant so of those with its text; and of all others there."""
    statement = statement_with(asked.conn, appearance_id)
    all_ = statement.appearances if statement else ()
    text = next((one.text for one in all_ if one.id == appearance_id), None) if asked.text("alike") else None
    mine = [appearance_id, *(one.id for one in all_ if one.text == text)]
    parts = (mine, [one.id for one in all_ if one.id not in mine])
    first, second = (tuple(dict.fromkeys(at for one in ids for at in _anchors(asked, one))) for ids in parts)
    return first, tuple(at for at in second if at not in first)


def _article(asked: Asked) -> tuple[str, Telling]:
    """Return the article that is meant, as it is decided by now. 404 where there is none."""
    versions = versions_with(asked.conn, asked.text("article"))
    chosen = next((one for one in versions if one.id == asked.text("version")), versions[-1] if versions else None)
    if chosen is None:
        raise HTTPException(404)
    carrier = Carrier(chosen.id, chosen.article, chosen.number, chosen.seen)
    return chosen.id, as_decided(asked.conn, carrier)[0]


def _said(asked: Asked) -> Chosen:
    """Return the words of the article's attribution that stands ``at`` a place. InputError where none does any more."""
    version_id, telling = _article(asked)
    for one in telling.article.attributions:
        if one.content and f"{one.content[0].start}-{one.content[-1].end}" == asked.text("at"):
            place = Span(one.content[0].start, one.content[-1].end)
            return Chosen(version_id, telling, anchor_at(telling.key, telling.article.text, place), one)
    raise InputError(asked.words("correct.gone"))


def _standing(asked: Asked, telling: Telling, near: Anchor | None = None) -> tuple[Anchor, ...]:
    """Return the anchor of ``words`` in the article, or of their pieces. InputError where they are not there once."""
    words, before, behind = asked.text("words", _LONGEST_WORDS), asked.text("before"), asked.text("behind")
    near = near or Anchor(telling.key, "")
    given = Anchor(telling.key, words, before or near.prefix, behind or near.suffix)
    found = words_in(given, telling.article)
    if not found and "…" in words:
        pieces = [one for one in words.split("…") if one.strip()]
        each = [words_in(given._replace(exact=one.strip()), telling.article) for one in pieces[:_MOST_PIECES]]
        return tuple(one[0] for one in each) if all(each) else _not_there(asked, 0)
    return found if len(found) == 1 else _not_there(asked, len(found))


def _not_there(asked: Asked, places: int) -> NoReturn:
    raise InputError(asked.words("correct.several", n=places) if places else asked.words("correct.nowhere"))


def _source(asked: Asked, telling: Telling) -> Source:
    """Return the source that is named: one of the article's, or somebody else."""
    name = " ".join((asked.text("typed") or asked.text("name")).split())
    if not name:
        raise InputError(asked.words("correct.nobody"))
    known = [one.chain[-1] for one in telling.article.attributions if one.chain and one.chain[-1].entity == name]
    best = max(known, key=lambda one: bool(one.role) + bool(one.organization), default=None)
    return Source(None, name, best.type, best.role, best.organization) if best else Source(None, name, "person")


def _everywhere(asked: Asked, chosen: Chosen) -> tuple[Anchor, ...]:
    return (chosen.anchor, *said_there(chosen.anchor, _others(asked, chosen)))


def _others(asked: Asked, chosen: Chosen) -> list[Telling]:
    """Return the other articles that have the same words, if they are meant, too."""
    if not asked.text("everywhere"):
        return []
    place = locate(chosen.anchor, chosen.telling.article.text)
    placed = placed_in(asked.conn, chosen.version_id) if place else []
    held = [one for one in placed if place and any(at < place.end and place.start < to for at, to in one.spans)]
    best = max(held, key=lambda one: _shared(one.spans, place), default=None) if place else None
    return reprints(asked.conn, best.statement_id, chosen.anchor) if best else []


def _shared(spans: tuple[Span, ...], place: Span | None) -> int:
    return sum(min(to, place.end) - max(at, place.start) for at, to in spans) if place else 0


@cache
def judge() -> Judge:
    """Return what says whether two who are named are one."""
    from otkuda.entities.judging import Judge

    return Judge()


def _deciding(make: Making) -> Route:
    """Return the route of a kind of decision."""

    def answer(request: Request, form: FormData) -> Response:
        reader, store = reader_of(request), request.app.state.store
        with store.writing() as conn:
            made = make(Asked(conn, form, reader.words, reader.name or None))
        group_soon(store, judge())
        return RedirectResponse(_back(request, form, made), 303)

    return Route(f"/decide/{make.__name__}", submitted(answer), methods=["POST"])


def _back(request: Request, form: FormData, made: Decision) -> str:
    """Return where to lead back to, with what was decided; after an undoing as it was before."""
    asked = urlsplit(local(request, form.get("back")))
    query = "&".join(part for part in asked.query.split("&") if part and not part.startswith("decided="))
    query = query if made.kind == "undo" else "&".join(filter(None, (query, f"decided={made.id}")))
    return asked._replace(query=query, fragment="").geturl()


KINDS: tuple[Making, ...] = (speaker, no_quotation, span, missed, merge, split, differs, undo)
ROUTES = [_deciding(one) for one in KINDS]
