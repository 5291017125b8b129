"""Speakers joined over languages: on an invented newsroom whose truth names each of them in three.

    python -m evaluation.speakers [DEV] [--only e01,e02,e03,e04 --faults]

Reads the pages of each event in the folder ``DEV`` through ``from_html`` and ``read_article``, resolves whom they name,
and compares with ``speaker_names`` of ``truth.json``. Only sums leave this file, but for the faults in the events that
may be read.

``joined``: of the speakers that a page in each of two or more languages names, those who are one entity in all of them.
``named``: of the languages in which a speaker's words appear attributed, those in which the reader names the speaker.
``glued``: entities that hold two different speakers of the truth. ``parted``: speakers in more than one entity.
``ambiguous``: mentions that fit several speakers by their name; they are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from otkuda.article import from_html
from otkuda.collect.naming import mentioned
from otkuda.entities import Mention, match, resolve
from otkuda.pipeline import read_article
from otkuda.store import Named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.model import Article

DEV = Path(__file__).resolve().parent.parent.parent / "shared" / "newsroom" / "dev"
WANTED = 0.95  # of the speakers joined
READABLE = {"e01", "e02", "e03", "e04"}  # the others measure: what is in them is never shown


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker of the truth: names by language, and the languages of articles that attribute words to them."""

    names: tuple[tuple[str, str], ...]
    languages: frozenset[str]


def speakers_of(events: Iterable[Path]) -> list[Speaker]:
    """Return the speakers of the truth, each once over all events."""
    events = list(events)
    spoken = {
        (event / one["file"]).resolve(): one["language"]
        for event in event_folders(events)
        for one in json.loads((event / "truth.json").read_text(encoding="utf-8"))["articles"]
    }
    languages: dict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
    for event in events:
        truth = json.loads((event / "truth.json").read_text(encoding="utf-8"))
        for one in truth["statements"]:
            names = tuple(sorted(one["speaker_names"].items()))
            pages = ((event / each["file"]).resolve() for each in one["appearances"] if each.get("attributed", True))
            languages[names] |= {spoken[page] for page in pages if page.parent in set(events)}
    return [Speaker(names, frozenset(its)) for names, its in languages.items()]


def event_folders(events: list[Path]) -> list[Path]:
    """Return all events beside these: a digest is listed with one and named from others."""
    return sorted({path.parent for event in events for path in event.parent.glob("e*/truth.json")})


def mentions_of(events: Iterable[Path]) -> list[Mention]:
    """Return whom the pages of events name."""
    named: list[Named] = []
    for event in events:
        truth = json.loads((event / "truth.json").read_text(encoding="utf-8"))
        for one in truth["articles"]:
            page = (event / one["file"]).read_bytes()
            named += _named(read_article(from_html(page, url=one["url"])), f"{event.name}/{one['file']}")
    return list(mentioned(named).mentions.values())


def _named(article: Article, identity: str) -> Iterable[Named]:
    for number, one in enumerate(article.attributions):
        for at, source in enumerate(one.chain):
            if source.type in {"person", "organization", "outlet"}:
                said = (source.type, source.entity, source.role, source.organization, article.language)
                yield Named(identity, identity, str(number), at, *said, article.published)  # type: ignore[arg-type]


def is_named(speaker: Speaker, mention: Mention) -> bool:
    """Say whether a mention has the name of a speaker, a person's or an organization's, in any language."""
    meant = (Mention("truth", None, language, name, mention.type) for language, name in speaker.names)
    return any(match(mention, one, 1).answer == "same" for one in meant)


def score(speakers: list[Speaker], mentions: list[Mention]) -> tuple[Counter[str], list[str]]:
    """Return the sums, and what is wrong in words."""
    entities = {mention: entity for entity in resolve(mentions) for mention in entity.mentions}
    sums: Counter[str] = Counter(speakers=len(speakers))
    faults: list[str] = []
    holders: dict[str, set[str]] = defaultdict(set)
    fitting = {mention.id: [one for one in speakers if is_named(one, mention)] for mention in mentions}
    for one in speakers:
        found = [mention for mention in mentions if fitting[mention.id] == [one]]
        by_language: dict[str, set[str]] = defaultdict(set)
        for mention in found:
            by_language[mention.language].add(entities[mention.id].id)
            holders[entities[mention.id].id].add(one.names[0][1])
        _add(sums, faults, one, by_language)
    for identity, names in holders.items():
        if len(names) > 1:
            sums["glued"] += 1
            faults.append(f"glued {identity}: {', '.join(sorted(names))}")
    sums["ambiguous"] = sum(len(those) > 1 for those in fitting.values())
    strays = [one for one in mentions if one.type == "person" and not fitting[one.id]]
    faults += [f"nobody of the truth: {one.name} ({one.article}), in {entities[one.id].name}" for one in strays]
    return sums, faults


def _add(sums: Counter[str], faults: list[str], one: Speaker, by_language: dict[str, set[str]]) -> None:
    there = one.languages & by_language.keys()
    sums["languages"] += len(one.languages)
    sums["named"] += len(there)
    faults += [f"not named in {language}: {dict(one.names)}" for language in sorted(one.languages - there)]
    ids = set().union(*by_language.values()) if by_language else set()
    sums["parted"] += len(ids) > 1
    if len(ids) > 1:
        faults.append(f"parted {dict(one.names)}: {dict(by_language)}")
    if len(by_language) > 1:
        sums["over languages"] += 1
        sums["joined"] += bool(set.intersection(*by_language.values()))


def main() -> int:
    """Print the sums; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", nargs="?", type=Path, default=DEV)
    parser.add_argument("--only", default="", help="events by name, as e01,e02")
    parser.add_argument("--faults", action="store_true")
    arguments = parser.parse_args()
    only = set(filter(None, arguments.only.split(",")))
    events = [path for path in sorted(arguments.dev.resolve().glob("e*")) if not only or path.name in only]
    sums, faults = score(speakers_of(events), mentions_of(events))
    for name in ("speakers", "languages", "named", "over languages", "joined", "parted", "glued", "ambiguous"):
        print(f"{name}: {sums[name]}")
    if arguments.faults and only and only <= READABLE:
        print(*faults, sep="\n")
    return int(sums["joined"] < WANTED * sums["over languages"] or sums["glued"] > 0)


if __name__ == "__main__":
    sys.exit(main())
