"""Items of lists as entries of feeds: what a feed reader shows of them, and where they are read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from otkuda.export.feeds import FeedEntry
from otkuda.serve.api.nodes import id_of
from otkuda.serve.view import one_line, printable, shortened

if TYPE_CHECKING:
    from otkuda.archive import dossier_records, outlet_records
    from otkuda.archive import records as shown
    from otkuda.export.decisions import DecisionRecord
    from otkuda.export.statement_record import AppearanceRecord
    from otkuda.export.story_record import ArticleRecord

_TITLE = 120  # characters


def title_of(*parts: str | None) -> str:
    """Return a title: its parts in one line, shortened."""
    return shortened(": ".join(one_line(part) for part in parts if part) or "—", _TITLE)


def lines_of(*parts: str | None) -> str:
    """Return a text: a line for each part that is there."""
    return "\n".join(printable(part) for part in parts if part)


def _date(text: str | None) -> datetime | None:
    """Return the moment that a record states; of a day its beginning."""
    when = datetime.fromisoformat(text) if text else None
    return when.replace(tzinfo=UTC) if when and when.tzinfo is None else when


def statement(one: shown.StatementLine, base: str) -> FeedEntry:
    """Return a statement: who, the words, where they were first said, what differs."""
    standing = ", ".join(filter(None, (one.speaker, one.role, one.organization)))
    first = " · ".join(filter(None, (one.first_outlet, one.first_url)))
    differs = (f"{each.what}: «{each.original}» → «{each.appearance}»" for each in one.changes)
    return FeedEntry(
        id=id_of("statement", one.id),
        url=f"{base}/statement/{quote(one.id)}",
        title=title_of(one.speaker, one.text),
        text=lines_of(f"«{one.text}»", standing, first, *differs),
        updated=one.active,
        published=one.first_at,
        author=one.speaker and one_line(one.speaker),
        language=one.language,
        about=one.first_url,
    )


def appearance(one: AppearanceRecord, base: str) -> FeedEntry:
    """Return an appearance: the outlet, its words, where it has them from, what differs."""
    taken = f"{one.ground}: {one.source}" if one.source else None
    differs = (f"{each.what}: «{each.original}» → «{each.appearance}»" for each in one.changes)
    return FeedEntry(
        id=id_of("appearance", one.id),
        url=one.url or base,
        title=title_of(one.outlet, one.headline),
        text=lines_of(f"«{one.text}»", one.speaker, one.relation, taken, *differs),
        updated=_date(one.published or one.seen),
        published=_date(one.published),
        author=one.speaker and one_line(one.speaker),
        language=one.language,
    )


def story(one: shown.StoryLine, base: str) -> FeedEntry:
    """Return a story: its headline, and what most outlets tell of it."""
    said = (f"{each.speaker or '—'}: «{shortened(each.text)}»" for each in one.statements)
    return FeedEntry(
        id=id_of("story", one.id),
        url=f"{base}/story/{quote(one.id)}",
        title=title_of(one.headline),
        text=lines_of(one.headline, *said),
        updated=one.active,
        published=one.since,
    )


def article_in_story(one: ArticleRecord, base: str) -> FeedEntry:
    """Return an article of a story."""
    return FeedEntry(
        id=id_of("version", one.version_id),
        url=one.url or base,
        title=title_of(one.headline),
        text=lines_of(one.headline, one.outlet),
        updated=_date(one.published or one.seen),
        published=_date(one.published),
        language=one.language,
    )


def article(one: shown.ArticleLine, base: str) -> FeedEntry:
    """Return an article."""
    return FeedEntry(
        id=id_of("article", one.id),
        url=f"{base}/article/{quote(one.id)}",
        title=title_of(one.headline),
        text=lines_of(one.headline, one.outlet),
        updated=one.dated,
        published=_date(one.published),
        author=one_line(", ".join(one.authors)) or None,
        language=one.language,
        about=one.url,
    )


def speaker(one: shown.SpeakerLine, base: str) -> FeedEntry:
    """Return a speaker."""
    return FeedEntry(
        id=id_of("entity", one.id),
        url=f"{base}/speaker/{quote(one.id)}",
        title=title_of(one.name),
        text=lines_of(one.name, ", ".join(filter(None, (one.role, one.organization)))),
        updated=one.last,
    )


def outlet(one: outlet_records.OutletLine, base: str) -> FeedEntry:
    """Return an outlet."""
    url = f"{base}/outlet/{quote(one.name, safe='')}"
    return FeedEntry(id_of("outlet", quote(one.name)), url, title_of(one.name), lines_of(one.name))


def source(one: outlet_records.SourceShown, base: str) -> FeedEntry:
    """Return a source: how it does."""
    return FeedEntry(
        id=id_of("source", one.id),
        url=f"{base}/sources/{quote(one.id)}",
        title=title_of(one.state, one.title or one.url),
        text=lines_of(one.listing, one.state, one.error),
        updated=one.last_success,
        published=one.added,
        about=one.url,
    )


def hit(one: shown.Hit, base: str) -> FeedEntry:
    """Return what a search found."""
    said = one.attribution
    speaker_ = said.chain[-1].entity if said and said.chain else None
    return FeedEntry(
        id=id_of("found", f"{one.version_id}-{said.content[0].start if said and said.content else 'all'}"),
        url=f"{base}/article/{quote(one.article_id)}",
        title=title_of(speaker_, one.snippet.text if said else one.headline),
        text=lines_of(one.snippet.text, speaker_, one.outlet),
        updated=one.dated,
        published=_date(one.published),
        author=speaker_ and one_line(speaker_),
        language=one.language,
        about=one.url,
    )


def decision(one: DecisionRecord, base: str) -> FeedEntry:
    """Return a decision."""
    return FeedEntry(
        id=id_of("decision", one.id),
        url=f"{base}/api/v1/decisions/{quote(one.id)}",
        title=title_of(one.kind, *(each.exact for each in one.first[:1])),
        text=lines_of(one.kind, *(each.exact for each in (*one.first[:1], *one.second[:1]))),
        updated=_date(one.made),
        published=_date(one.made),
        author=one.by and one_line(one.by),
    )


def dossier(one: dossier_records.DossierLine, base: str) -> FeedEntry:
    """Return a dossier."""
    return FeedEntry(
        id=id_of("dossier", one.id),
        url=f"{base}/dossiers/{quote(one.id)}",
        title=title_of(one.name),
        text=lines_of(one.name, one.note),
        updated=one.made,
        published=one.made,
    )


def filed(one: dossier_records.Filed, base: str) -> FeedEntry:
    """Return a statement of a dossier."""
    then = one.frozen
    return FeedEntry(
        id=id_of("frozen", one.id),
        url=f"{base}/statement/{quote(one.statement_id)}",
        title=title_of(then.speaker, then.text),
        text=lines_of(f"«{then.text}»", then.speaker, one.note),
        updated=one.added,
        published=one.added,
        author=then.speaker and one_line(then.speaker),
        language=then.language,
    )
