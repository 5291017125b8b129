"""How well ``otkuda check`` tells true quotations from altered, invented and misplaced ones, on drafts made for it.

    python -m evaluation.drafts NEWSROOM [--count 500] [--seed 1] [--events e01,e02] [--faults N]

NEWSROOM is a folder of events with their pages and ``truth.json``. Each draft puts one to three quotations into
sentences of its own (``drafts.toml``): as they are, in another typography; altered by a rule; invented; or given to
another speaker of the same world. The archive is all pages of the events. The same seed makes the same drafts.
``--faults`` shows drafts: only for events that may be looked at.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from evaluation.bending import Telling, Words, altered, invented
from otkuda.article import from_bytes
from otkuda.model import Carrier
from otkuda.pipeline import check, read, read_article
from otkuda.statements.checking import PASSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.statements import Checked

Treatment = Literal["verbatim", "altered", "invented", "misplaced"]
TREATMENTS: tuple[Treatment, ...] = ("verbatim", "altered", "invented", "misplaced")
WANTED = {"verbatim": 0.98, "altered": 0.95, "invented": 1.0, "misplaced": 0.95}
_LEAST = 4  # words of a quotation that is put into a draft
_CAPITAL = re.compile(r"(?<=[\w,] )[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]{3,}")


class Page(msgspec.Struct):
    """A page of an event, as its truth names it."""

    file: str
    url: str
    language: str


class Appearance(msgspec.Struct):
    """Words on a page."""

    file: str
    text: str
    kind: str
    relation: str
    attributed: bool


class Statement(msgspec.Struct):
    """What a speaker said, and where it appears."""

    speaker_names: dict[str, str]
    appearances: list[Appearance]


class Truth(msgspec.Struct):
    """What is true of an event: of ``truth.json`` what is needed here."""

    articles: list[Page]
    statements: list[Statement]


@dataclass(frozen=True)
class Said:
    """A true quotation: its words on a page, in the page's language, and who said it, by language."""

    text: str
    language: str
    names: dict[str, str]

    @property
    def speaker(self) -> str:
        """The name in the language of the words."""
        return self.names[self.language]


class Put(NamedTuple):
    """A quotation as it was put into a draft."""

    treatment: Treatment
    rule: str
    text: str
    words: str


class Draft(NamedTuple):
    """A draft, its language, and what was put into it."""

    text: str
    language: str
    quotations: list[Put]


class World:
    """All that the events say, by language, and what the drafts' own words are made of."""

    def __init__(self, said: Sequence[Said]) -> None:
        """Gather the quotations of a world."""
        self.said: dict[str, list[Said]] = defaultdict(list)
        for one in said:
            self.said[one.language].append(one)
        own = tomllib.loads(Path(__file__).with_name("drafts.toml").read_text(encoding="utf-8"))
        self.words = {language: Words(**table) for language, table in own.items()}
        self.names = {
            code: sorted({name for one in ones for name in _CAPITAL.findall(one.text)})
            for code, ones in self.said.items()
        }

    def telling(self, said: Said) -> Telling:
        """Return what a quotation may be bent with."""
        alike = [one.text for one in self.said[said.language] if one.names == said.names and one.text != said.text]
        return Telling(said.text, self.names[said.language], alike)


def main(arguments: Sequence[str]) -> int:
    """Make the drafts, check them, print the sums. Returns 1 where a figure is below what is wanted."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.drafts")
    parser.add_argument("newsroom", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", default="")
    parser.add_argument("--faults", type=int, default=0)
    given = parser.parse_args(arguments)
    events = sorted(one for one in given.newsroom.glob("e*") if not given.events or one.name in given.events.split(","))
    known, world = archive(events), World([said for event in events for said in quotations(event)])
    started = time.perf_counter()
    results = [(draft, *_checked(draft, known)) for draft in drafts(world, given.count, random.Random(given.seed))]  # noqa: S311 - chance that can be had again
    print(f"{len(known)} pages, {len(results)} drafts, {time.perf_counter() - started:.1f} s")
    _show_faults(results, given.faults)
    return _show_sums(
        Counter((put.treatment, put.rule, outcome) for _, outcomes in results for put, outcome in outcomes)
    )


def archive(events: Sequence[Path]) -> list[Carrier]:
    """Return the articles of the events, each version, as they are read."""
    return [carrier for event in events for carrier in _carriers(event)]


def _carriers(event: Path) -> Iterator[Carrier]:
    numbers: Counter[str] = Counter()
    for one in _truth(event).articles:
        numbers[one.url] += 1
        path = event / one.file
        if path.is_file():  # a digest stands in one event and is named by others
            article = from_bytes(path.read_bytes(), name=path.name, url=one.url)
            yield Carrier(f"{event.name}/{path.stem}", read_article(article), numbers[one.url])


def quotations(event: Path) -> Iterator[Said]:
    """Yield what was said word for word: the origin's words, and each translation as an outlet printed it."""
    truth = _truth(event)
    languages = {one.file: one.language for one in truth.articles}
    for statement in truth.statements:
        for one in statement.appearances:
            is_true = one.relation in {"verbatim", "translation"} and one.kind == "direct" and one.attributed
            said = Said(one.text.strip().rstrip("."), languages.get(one.file, ""), statement.speaker_names)
            if is_true and said.language in said.names and _is_plain(said):
                yield said


def _is_plain(said: Said) -> bool:
    """Are the words long enough, and is nothing of who said them among them?"""
    surname = said.speaker.split()[-1][:5]
    return len(said.text.split()) >= _LEAST and surname not in said.text and not re.search(r'[»”"“«]', said.text[1:-1])


def _truth(event: Path) -> Truth:
    return msgspec.json.decode((event / "truth.json").read_bytes(), type=Truth)


def drafts(world: World, count: int, chance: random.Random) -> Iterator[Draft]:
    """Yield drafts in the languages of the world, each with one to three quotations."""
    languages = sorted(world.said)
    for number in range(count):
        language = languages[number % len(languages)]
        words = world.words[language]
        chosen = chance.sample(world.said[language], min(chance.choice((1, 2, 3)), len(world.said[language])))
        put = [one for said in chosen if (one := _put(world, said, chance))]
        lines = [chance.choice(words.headlines), chance.choice(words.fillers)]
        for one in put:
            lines += [one.text, chance.choice(words.fillers)]
        yield Draft("\n\n".join(lines), language, put)


def _put(world: World, said: Said, chance: random.Random) -> Put | None:
    words, telling = world.words[said.language], world.telling(said)
    treatment, rule, text, name = chance.choice(TREATMENTS), "", said.text, said.speaker
    if treatment == "altered":
        made = altered(telling, words, chance)
        if made is None:
            return None
        rule, text = made
    elif treatment == "invented":
        rule, text = invented(telling, words, chance)
    elif treatment == "misplaced":
        name = chance.choice(sorted({one.speaker for one in world.said[said.language]} - {name}))
    return Put(treatment, rule, _framed(_typeset(text, chance), name, words, chance), text)


def _typeset(text: str, chance: random.Random) -> str:
    """Return words as another house sets them."""
    text = text.replace("ё", "е") if chance.random() < 0.5 else text  # noqa: PLR2004 - one in two
    text = re.sub(r" [–—-] ", chance.choice((" – ", " — ", " - ")), text)
    text = text.replace("\u00a0", " ") if chance.random() < 0.5 else text.replace(" млн", "\u00a0млн")  # noqa: PLR2004
    return re.sub("[„“«‘]([^„“”«»‘’]+)[”“»’]", r"'\1'" if "’" in text else r"„\1“", text)


def _framed(text: str, name: str, words: Words, chance: random.Random) -> str:
    marks = chance.choice(words.marks)
    parts = re.split(r"(?<=[^\d.]{3})\. (?=[^\W\d_])", text)
    if len(parts) > 1 and chance.random() < 0.3:  # noqa: PLR2004 - some are parted by a remark
        frame = chance.choice(words.split)
        shown = frame.format(a=parts[0], b=". ".join(parts[1:]), name=name)
    else:
        shown = chance.choice(words.frames).format(q=text, name=name)
    return re.sub("([?!…])[,.]", r"\1", shown.replace("⟨", marks[0]).replace("⟩", marks[-1]))


def _checked(draft: Draft, known: Sequence[Carrier]) -> tuple[list[tuple[Put, str]]]:
    """Return what became of each quotation: the worst of what overlaps with it; «unread» where nothing does."""
    article = read(draft.text, language=draft.language)
    found = check(article, known)
    outcomes, at = [], 0
    for put in draft.quotations:
        at = draft.text.index(put.text, at)
        here = [one for one in found if at <= one.quotation.spans[0].start < at + len(put.text)]
        outcomes.append((put, _worst(here)))
    return (outcomes,)


def _worst(here: Sequence[Checked]) -> str:
    outcomes = [one.outcome for one in here]
    return next((one for one in outcomes if one not in PASSED), outcomes[0] if outcomes else "unread")


def is_right(treatment: str, outcome: str) -> bool:
    """Was a quotation told for what it is?"""
    right = {
        "verbatim": outcome in PASSED,
        "altered": outcome == "altered",
        "invented": outcome not in {*PASSED, "unread"},
        "misplaced": outcome == "wrong speaker",
    }
    return right[treatment]


def _show_sums(counts: Counter[tuple[str, str, str]]) -> int:
    is_low = False
    for treatment in TREATMENTS:
        rows: dict[str, Counter[str]] = defaultdict(Counter)
        for (one, rule, outcome), count in counts.items():
            if one == treatment:
                rows[rule][outcome] += count
        total = sum((row for row in rows.values()), Counter[str]())
        right = sum(count for outcome, count in total.items() if is_right(treatment, outcome))
        share = right / max(total.total(), 1)
        is_low = is_low or share < WANTED[treatment]
        print(f"{treatment}: {right}/{total.total()} = {share:.3f} (wanted {WANTED[treatment]})")
        for rule, row in sorted(rows.items()):
            print(f"  {rule or '–':10}", ", ".join(f"{outcome} {count}" for outcome, count in row.most_common()))
    return 1 if is_low else 0


def _show_faults(results: Sequence[tuple[Draft, list[tuple[Put, str]]]], most: int) -> None:
    wrong = [
        (put, outcome) for _, outcomes in results for put, outcome in outcomes if not is_right(put.treatment, outcome)
    ]
    for put, outcome in wrong[:most]:
        print(f"{put.treatment} {put.rule} → {outcome}\n    {put.text}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
