"""How well stories fit events: B³ precision, recall and F1 over a folder of events (``newsroom/dev/eNN``).

An event's articles of role primary and carrier are one story, a distractor is one of its own, and a round-up that
events name by its path belongs to each of them. B³ in its form for items of several groups: Amigó, Gonzalo, Artiles
and Verdejo, "A comparison of extrinsic clustering evaluation metrics based on formal constraints", 2009.

    python -m evaluation.stories NEWSROOM [EVENT ...]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, json

from otkuda.article import from_bytes
from otkuda.entities.spelling import skeletons
from otkuda.model import Carrier
from otkuda.pipeline import read_article
from otkuda.stories import gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from otkuda.stories import Story

    Groups = Mapping[str, frozenset[str]]  # of each article


class Score(NamedTuple):
    """B³: the shares of an article's companions that are right, and that are found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


class _Page(Struct):
    file: str
    url: str
    role: str


class _Appearance(Struct):
    file: str


class _Statement(Struct):
    appearances: list[_Appearance]


class _Truth(Struct):
    articles: list[_Page]
    statements: list[_Statement]


def b_cubed(truth: Groups, found: Groups) -> Score:
    """Return how well groups fit the true ones.

    >>> ab = {"a": frozenset("1"), "b": frozenset("1")}
    >>> b_cubed(ab, ab), b_cubed(ab, {"a": frozenset("x"), "b": frozenset("y")})
    (Score(precision=1.0, recall=1.0), Score(precision=1.0, recall=0.5))
    """
    return Score(_kept(found, truth), _kept(truth, found))


def _kept(groups: Groups, others: Groups) -> float:
    """Return how much of what the groups join the others join, too."""
    return sum(_kept_of(groups, others, one) for one in groups) / len(groups)


def _kept_of(groups: Groups, others: Groups, one: str) -> float:
    shares = []
    for other in groups:
        joined = len(groups[one] & groups[other])
        if joined:
            shares.append(min(joined, len(others[one] & others[other])) / joined)
    return sum(shares) / len(shares)


def groups_of(stories: Iterable[Story]) -> dict[str, frozenset[str]]:
    """Return the stories of each article."""
    found: dict[str, frozenset[str]] = {}
    for story in stories:
        for carrier in story.carriers:
            found[carrier.id] = found.get(carrier.id, frozenset()) | {story.id}
    return found


def events(folders: Sequence[Path]) -> dict[str, frozenset[str]]:
    """Return the events of each article of some folders of events, by the path of its page."""
    found: dict[str, set[str]] = {}
    for folder in folders:
        truth = _truth(folder)
        for page in truth.articles:
            event = folder.name if page.role != "distractor" else page.file
            found.setdefault(_path(folder, page.file), set()).add(event)
        for appearance in (one for statement in truth.statements for one in statement.appearances):
            if "/" in appearance.file:
                found.setdefault(_path(folder, appearance.file), set()).add(folder.name)
    return {path: frozenset(of) for path, of in found.items()}


def carriers(folders: Sequence[Path]) -> list[Carrier]:
    """Return the articles of some folders of events; their ids are the paths of their pages."""
    found = [(_path(folder, page.file), page.url) for folder in folders for page in _truth(folder).articles]
    pages = ((path, from_bytes(Path(path).read_bytes(), name=path, url=url)) for path, url in found)
    return [Carrier(path, read_article(article)) for path, article in pages]


def _path(folder: Path, file: str) -> str:
    return str((folder / file).resolve())


def _truth(folder: Path) -> _Truth:
    return json.decode((folder / "truth.json").read_bytes(), type=_Truth)


def main(arguments: Sequence[str]) -> None:
    """Print the figures of the events that are named, or of all: sums alone."""
    room = Path(arguments[0])
    folders = [room / name for name in arguments[1:]] or sorted(one.parent for one in room.glob("*/truth.json"))
    told = carriers(folders)
    known = {one.id for one in told}
    truth = {path: of for path, of in events(folders).items() if path in known}
    found = groups_of(gather(told, skeletons))
    score = b_cubed(truth, found)
    print(
        f"{len(told)} articles, {len(set().union(*truth.values()))} events, {len(set().union(*found.values()))} stories"
    )
    print(f"B3: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
