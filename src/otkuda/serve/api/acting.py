"""What is done by the API: a draft is checked, a decision made or undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException

from otkuda.archive import decided
from otkuda.archive.searching import check_shown, empty_check
from otkuda.archive.wanted import Draft, Id
from otkuda.collect.grouping import group_soon
from otkuda.errors import InputError, OtkudaError
from otkuda.export.decisions import DecisionRecord, decision_record
from otkuda.serve.api.described import found
from otkuda.serve.pages import decide
from otkuda.serve.pages.check import checked
from otkuda.serve.pages.check_view import Asked as Checking
from otkuda.serve.rendering import reader_of
from otkuda.serve.words import words_in

if TYPE_CHECKING:
    from starlette.requests import Request

    from otkuda.archive.records import CheckShown
    from otkuda.model import Decision

_MAKING = {one.__name__: one for one in decide.KINDS}
Text = Annotated[str, Meta(min_length=1, max_length=20_000, pattern=r"^[^\u0000]*$")]
Near = Annotated[str, Meta(max_length=300, pattern=r"^[^\u0000]*$")]
Whose = Annotated[str, Meta(min_length=1, max_length=300, pattern=r"^[^\u0000]*$")]
Place = Annotated[str, Meta(pattern=r"^\d{1,9}-\d{1,9}$", description="Its first start and last end.")]


class InArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """Words of an article. ``everywhere``: in all articles that have the same words."""

    article: Annotated[Id, Meta(description="The id of the article.")]
    version: Annotated[Id, Meta(description="The id of the version; without it the last.")] | None = None
    everywhere: bool = False


class SpeakerDecided(InArticle, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="speaker"):
    """Words are somebody else's."""

    at: Place
    name: Whose


class NoQuotation(InArticle, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="no_quotation"):
    """Words are nobody's."""

    at: Place


class SpanDecided(InArticle, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="span"):
    """What is said are other words; ``before`` and ``behind`` say which, where they stand there twice."""

    at: Place
    words: Text
    before: Near = ""
    behind: Near = ""


class Missed(InArticle, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="missed"):
    """Words are somebody's that were read as nobody's."""

    words: Text
    name: Whose
    before: Near = ""
    behind: Near = ""


class Merge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="merge"):
    """Two statements are one; each is named by its id, or by that of an appearance."""

    first: Id
    second: Id


class Split(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="split"):
    """An appearance is of another statement than a second one; without that, than all that it stands with.

    ``alike``: so are all that have its text; then ``second`` is left out.
    """

    first: Id
    second: Id | None = None
    alike: bool = False


class Differs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="differs"):
    """An appearance is rightly shown as differing."""

    first: Id


Deciding = SpeakerDecided | NoQuotation | SpanDecided | Missed | Merge | Split | Differs


def check(request: Request, draft: Draft) -> CheckShown:
    """Check a draft. 422 where it cannot be fetched or read."""
    if not draft.text.strip() and not draft.url.strip():
        return empty_check()
    try:
        shown = checked(request, Checking(draft.text, draft.url, draft.indirect))
    except OtkudaError as error:
        raise HTTPException(422, str(error)) from error
    return check_shown(shown.draft, shown.found, shown.covered)


def make(request: Request, asked: Deciding) -> DecisionRecord:
    """Make a decision. 409 where what it is about is not there, or does not stand as it says."""
    fields = {name: value for name, value in msgspec.to_builtins(asked).items() if value not in (None, False)}
    return _decided(request, fields.pop("kind"), {name: str(value) for name, value in fields.items()})


def undo(request: Request, _: None) -> DecisionRecord:
    """Undo a decision. 404 where there is none, 409 where it is undone already."""
    one = request.path_params["id"]
    with request.app.state.store.reading() as conn:
        found(decided.decision(conn, one))
    return _decided(request, "undo", {"decision": one})


def _decided(request: Request, kind: str, fields: dict[str, str]) -> DecisionRecord:
    store, by = request.app.state.store, reader_of(request).name or None
    try:
        with store.writing() as conn:
            made: Decision = _MAKING[kind](decide.Asked(conn, fields, words_in("en"), by))
    except InputError as error:
        raise HTTPException(409, str(error)) from error
    except HTTPException as error:
        raise HTTPException(409, "there is no article of this id") from error
    group_soon(store, decide.judge())
    return decision_record(made)
