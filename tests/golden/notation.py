"""The notation of the golden cases: a text with its attributions marked in it, one line a case.

::

    «[1|Мост откроют в мае]», — <1|сообщил> {1|аким Ерлан Сапаров}. => 1 direct Ерлан Сапаров:person

``[1|…]`` is a piece of content, ``<1|…>`` the cue, ``{1|…}`` the mention of the only link of a chain; ``{1a|…}`` and
``{1b|…}`` are the mentions of the first and the second link. Marks nest; ``{1,2|…}`` belongs to two attributions.
``¶`` stands for a paragraph break. After ``=>`` stand the attributions, parted by ``;``: number, kind, chain, the
links parted by ``>``, ``-`` for an agentless one; ``none`` where nothing is to be found. ``A|B`` in an entity allows
either, ``A*`` whatever begins with A. Lines with ``#`` are comments.

``parse_case`` goes from the line to the text and its attributions, ``render`` back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, cast, get_args

from otkuda.model import Attribution, Kind, Source, SourceType, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PARAGRAPH = "\n\n"
ARROW = "=>"
OPENING = re.compile(r"([\[<{])(\d+[a-z]?(?:,\d+[a-z]?)*)\|")
CLOSER = {"[": "]", "<": ">", "{": "}"}
LABEL = re.compile(r"(\d+)([a-z]?)")
RULE = "golden"

Ordered = dict[int, list[tuple[tuple[int, int], str]]]


class NotationError(ValueError):
    """A case that breaks the notation; the message says where."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what must be read out of it; ``where`` is «file:line»."""

    where: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(slots=True)
class Marks:
    """The plain text and the spans of every label, as the marked text is walked through."""

    text: str = ""
    spans: dict[tuple[str, str], list[Span]] = field(default_factory=dict)

    def add(self, bracket: str, labels: str, span: Span) -> None:
        """Keep ``span`` under each of its labels («1,2a»)."""
        for label in labels.split(","):
            self.spans.setdefault((bracket, label), []).append(span)


def parse_case(line: str, where: str = "") -> Case:
    """Return the case that a marked line holds. Raises ``NotationError``."""
    marked, arrow, listed = line.rpartition(ARROW)
    if not arrow:
        message = f"{where}: no «{ARROW}»"
        raise NotationError(message)
    marks = read_marks(marked.removesuffix(" ").rstrip("\n").replace("¶", PARAGRAPH), where)
    attributions = tuple(parse_attribution(entry, marks, where) for entry in entries(listed))
    check_labels(marks, attributions, listed, where)
    return Case(where, marks.text, attributions)


def read_marks(marked: str, where: str) -> Marks:
    """Return the text without its marks, and the marks."""
    marks, stack, position = Marks(), [], 0
    while position < len(marked):
        if opening := OPENING.match(marked, position):
            stack.append((opening[1], opening[2], len(marks.text)))
            position = opening.end()
            continue
        if stack and marked[position] == CLOSER[stack[-1][0]]:
            bracket, labels, start = stack.pop()
            marks.add(bracket, labels, Span(start, len(marks.text)))
        else:
            marks.text += marked[position]
        position += 1
    if stack:
        message = f"{where}: {stack[-1][0]}{stack[-1][1]}| is never closed"
        raise NotationError(message)
    return marks


def entries(listed: str) -> Iterator[str]:
    """Yield the attributions' entries; none for «none»."""
    if listed.strip() != "none":
        yield from (entry.strip() for entry in listed.split(" ; "))


def parse_attribution(entry: str, marks: Marks, where: str) -> Attribution:
    """Return the attribution of an entry like «1 direct Ерлан Сапаров:person»."""
    number, kind, chain = [*entry.split(" ", 2), "", ""][:3]
    content = marks.spans.get(("[", number), [])
    cues = marks.spans.get(("<", number), [])
    if kind not in get_args(Kind) or not chain or not content or len(cues) > 1:
        message = f"{where}: «{entry}» has a bad kind, no chain, no content, or two cues"
        raise NotationError(message)
    return Attribution(
        content=tuple(sorted(content)),
        cue=cues[0] if cues else None,
        chain=tuple(parse_chain(chain, number, marks, where)),
        kind=cast("Kind", kind),
        rule=RULE,
        confidence=1.0,
    )


def parse_chain(chain: str, number: str, marks: Marks, where: str) -> Iterator[Source]:
    """Yield the links of «Исток:outlet > Ерлан Сапаров:person» with their mentions."""
    links = [] if chain.strip() == "-" else chain.split(" > ")
    for link, letter in zip(links, "abcdefgh", strict=False):
        entity, _, kind = link.strip().rpartition(":")
        label = number if len(links) == 1 else number + letter
        mentions = marks.spans.get(("{", label), [])
        if kind not in get_args(SourceType) or not entity or len(mentions) > 1:
            message = f"{where}: «{link}» has no entity, a bad type, or two mentions"
            raise NotationError(message)
        yield Source(mentions[0] if mentions else None, entity, cast("SourceType", kind))


def check_labels(marks: Marks, attributions: tuple[Attribution, ...], listed: str, where: str) -> None:
    """Raise where a mark has no entry, or a mention's label no link."""
    numbers = [entry.split(" ", 1)[0] for entry in entries(listed)]
    links = dict(zip(numbers, (len(a.chain) for a in attributions), strict=True))
    if len(links) != len(numbers):
        message = f"{where}: a number stands twice"
        raise NotationError(message)
    for bracket, label in marks.spans:
        number, letter = cast("re.Match[str]", LABEL.fullmatch(label)).groups()
        known = number in links and (bracket == "{" or not letter)
        if not known or (bracket == "{" and not is_link(letter, links[number])):
            message = f"{where}: {bracket}{label}| has no entry"
            raise NotationError(message)


def is_link(letter: str, links: int) -> bool:
    """Tell whether a mention's letter fits a chain of so many links: none for one, a, b, c for more."""
    return links == 1 if not letter else links > 1 and ord(letter) - ord("a") < links


def render(text: str, attributions: Iterable[Attribution], numbers: Iterable[int] | None = None) -> str:
    """Return the marked line of ``text`` and its attributions, numbered 1, 2, … or by ``numbers``."""
    numbered = list(zip(numbers or count(1), attributions, strict=False))
    opens, closes = mark_positions(numbered)
    out = []
    for offset in range(len(text) + 1):
        out += [closer for _, closer in sorted(closes.get(offset, []), reverse=True)]
        out += [opener for _, opener in sorted(opens.get(offset, []))]
        out.append(text[offset : offset + 1])
    return "".join(out).replace(PARAGRAPH, "¶") + f" {ARROW} " + (" ; ".join(map(entry_of, numbered)) or "none")


def mark_positions(numbered: list[tuple[int, Attribution]]) -> tuple[Ordered, Ordered]:
    """Return the marks that open and that close at each offset, with the keys that nest them well."""
    labels: dict[tuple[Span, str], list[str]] = {}
    for number, attribution in numbered:
        for bracket, label, span in labelled_spans(number, attribution):
            labels.setdefault((span, bracket), []).append(label)
    opens: Ordered = {}
    closes: Ordered = {}
    for order, ((span, bracket), names) in enumerate(labels.items()):
        opens.setdefault(span.start, []).append(((-span.end, order), f"{bracket}{','.join(names)}|"))
        closes.setdefault(span.end, []).append(((span.start, order), CLOSER[bracket]))
    return opens, closes


def labelled_spans(number: int, attribution: Attribution) -> Iterator[tuple[str, str, Span]]:
    """Yield bracket, label and span of everything that is marked for an attribution."""
    for piece in attribution.content:
        yield "[", str(number), piece
    if attribution.cue:
        yield "<", str(number), attribution.cue
    for letter, link in zip("abcdefgh", attribution.chain, strict=False):
        if link.mention:
            yield "{", f"{number}{letter if len(attribution.chain) > 1 else ''}", link.mention


def entry_of(numbered: tuple[int, Attribution]) -> str:
    """Return the entry of an attribution as it stands after the arrow."""
    number, attribution = numbered
    chain = " > ".join(f"{link.entity}:{link.type}" for link in attribution.chain)
    return f"{number} {attribution.kind} {chain or '-'}"


def load_cases(folder: Path) -> list[Case]:
    """Return the cases of the ``*.txt`` files of a folder, one a line, in order."""
    return [
        parse_case(line, f"{path.stem}:{number}")
        for path in sorted(folder.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip() and not line.startswith("#") and " => credit" not in line
    ]


def load_article(path: Path) -> Case:
    """Return the case of an article's file: the marked text in its own lines, the last line «=> …»."""
    return parse_case(path.read_text(encoding="utf-8").rstrip("\n"), path.stem)
