"""What became of a statement since its record was frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.export.statement_record import AppearanceRecord, StatementRecord

What = Literal["gone", "speaker", "words", "origin", "text", "carried", "dropped"]


class Later(NamedTuple):
    """One thing that is not as it was: what it was then, what it is now; ``where`` is the outlet of an article.

    *text* is what an article has now in place of the words, *carried* an article that has come, *dropped* one that has
    the words no more; *gone* is a statement that is no more.
    """

    what: What
    then: str
    now: str
    where: str | None = None
    url: str | None = None


def since(then: StatementRecord, now: StatementRecord | None) -> tuple[Later, ...]:
    """Return what is not the same any more, what weighs most first."""
    if now is None:
        return (Later("gone", "", ""),)
    sides = (
        Later("words", then.text, now.text),
        Later("speaker", then.speaker or "", now.speaker or ""),
        Later("origin", _origin(then), _origin(now)),
    )
    return (*(one for one in sides if one.then != one.now), *_articles(then, now))


def _origin(record: StatementRecord) -> str:
    return (record.origin.url if record.origin else record.origin_named) or ""


def _articles(then: StatementRecord, now: StatementRecord) -> Iterator[Later]:
    before, after = _last(then), _last(now)
    for key, one in after.items():
        old = before.get(key)
        if old is not None and old.text != one.text:
            yield Later("text", old.text, one.text, one.outlet, one.url)
    for key in sorted(after.keys() - before.keys()):
        yield Later("carried", "", after[key].text, after[key].outlet, after[key].url)
    for key in sorted(before.keys() - after.keys()):
        yield Later("dropped", before[key].text, "", before[key].outlet, before[key].url)


def _last(record: StatementRecord) -> dict[str, AppearanceRecord]:
    """Return the appearance in the last version of each article."""
    ordered = sorted(record.appearances, key=lambda one: one.version)
    return {one.url or one.version_id: one for one in ordered}
