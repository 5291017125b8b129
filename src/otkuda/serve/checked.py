"""What a check found, as the terminal and the page both show it: the two wordings, and what was searched."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from otkuda.statements import Checked, Edit, Place
    from otkuda.store import Coverage


class Part(NamedTuple):
    """A stretch of two wordings: the draft's and that of the place; *silent* is what the draft leaves out at an end."""

    what: Literal["equal", "silent", "differs"]
    draft: str
    place: str


class Days(NamedTuple):
    """Days in a row, both included."""

    first: date
    last: date


def wording(text: str, place: Place) -> Iterator[Part]:
    """Yield how the words of a quotation stand beside those of its place; nothing where they cannot be aligned."""
    steps = place.nearness.alignment
    for at, edit in enumerate(steps):
        ours, theirs = text[slice(*edit.appearance)], place.words[slice(*edit.original)]
        is_edge = at in {0, len(steps) - 1} and not _turns(place, edit)
        if edit.operation == "equal":
            yield Part("equal", ours, theirs)
        else:
            yield Part("silent" if is_edge and not ours else "differs", ours, theirs)


def _turns(place: Place, edit: Edit) -> bool:
    """Does what the draft leaves out make it differ: «…, но кипятить её надо»?"""
    start, end = edit.original
    return any(one.place.start < end and start < one.place.end for one in place.nearness.differences)


def in_rows(days: Sequence[date]) -> list[Days]:
    """Return days in a row as one.

    >>> from datetime import date
    >>> [one.last.day for one in in_rows([date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 5)])]
    [2, 5]
    """
    runs = groupby(enumerate(days), lambda one: one[1].toordinal() - one[0])
    found = ([day for _, day in run] for _, run in runs)
    return [Days(run[0], run[-1]) for run in found]


def sites(found: Sequence[Checked], covered: Coverage) -> list[tuple[str, str | None]]:
    """Return the bodies that the draft's speakers speak for, each with its site among what is kept, or None."""
    names = dict.fromkeys(name for one in found if (name := _body(one)))
    return [(name, _site_of(name, covered)) for name in names]


def _site_of(name: str, covered: Coverage) -> str | None:
    return next((host for title, host in _known_sites(covered) if is_site_of(name, title, host)), None)


def _body(one: Checked) -> str | None:
    """Return the body that somebody is said to speak for, by the draft or by the place; «центр» is no name of one."""
    for source in (one.quotation.source, one.place.source if one.place else None):
        name = (source.entity if source.type == "organization" else source.organization) if source else None
        if name and name.lower() != name:
            return name
    return None


def _known_sites(covered: Coverage) -> list[tuple[str, str]]:
    followed = [(one.title or "", host_of(one.home or one.url)) for one in covered.sources]
    return [*followed, *(("", host) for host, _ in covered.hosts)]


def is_site_of(name: str, title: str, host: str) -> bool:
    """Is a site, by its title or its host, that of a body? «Минтранс» has mintrans.example.

    >>> is_site_of("Минтранс", "", "mintrans.example"), is_site_of("Минтранс", "", "zarya.example")
    (True, False)
    """
    from otkuda.entities import Mention, match
    from otkuda.entities.sites import is_called_after

    if is_called_after(host, name):
        return True
    body, titled = (Mention("", None, "ru", one, "organization") for one in (name, title))
    return bool(title) and match(body, titled).answer == "same"
