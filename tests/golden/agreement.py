"""When what was read agrees with a golden case.

Content agrees where it covers the same words, question and exclamation marks; a mention where it covers the same
words, and may be wanting beside a quotation without a cue; a cue where at least half of the words of both are shared,
and wherever the case leaves it open. Entities are compared letter by letter but for «ё», and for documents and unnamed
sources by their first word alone, as many descriptions of them are right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .notation import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from otkuda.model import Attribution, Source, Span

    from .notation import Case

WORD = re.compile(r"\w+")
WORD_OR_MARK = re.compile(r"\w+|[?!]")
HALF = 0.5


def covered(text: str, spans: Sequence[Span], pattern: re.Pattern[str] = WORD) -> frozenset[int]:
    """Return where the words that the spans touch begin."""
    return frozenset(
        m.start() for s in spans for m in pattern.finditer(text) if m.start() < s.end and s.start < m.end()
    )


def faults(text: str, expected: Attribution, got: Attribution) -> list[str]:
    """Return what differs, by name; nothing where the two agree."""
    checks = {
        "content": same_content(text, expected, got),
        "kind": expected.kind == got.kind,
        "cue": same_cue(text, expected.cue, got.cue),
        "chain": len(expected.chain) == len(got.chain),
    }
    for number, (link, other) in enumerate(zip(expected.chain, got.chain, strict=False), 1):
        checks[f"entity {number}"] = same_entity(link, other)
        checks[f"type {number}"] = link.type == other.type
        left_open = expected.cue is None and other.mention is None
        checks[f"mention {number}"] = left_open or same_mention(text, link.mention, other.mention)
    return [name for name, holds in checks.items() if not holds]


def same_content(text: str, expected: Attribution, got: Attribution) -> bool:
    """Tell whether both cover the same words and marks."""
    return covered(text, expected.content, WORD_OR_MARK) == covered(text, got.content, WORD_OR_MARK)


def same_cue(text: str, expected: Span | None, got: Span | None) -> bool:
    """Tell whether the cues share at least half of their words; a cue left open agrees with any."""
    if expected is None or expected == got:
        return True
    left, right = covered(text, [expected]), covered(text, [got] if got else [])
    return bool(left & right) and len(left & right) / len(left | right) >= HALF


def same_mention(text: str, expected: Span | None, got: Span | None) -> bool:
    """Tell whether both cover the same words, or neither is there."""
    return covered(text, [expected] if expected else []) == covered(text, [got] if got else [])


def same_entity(expected: Source, got: Source) -> bool:
    """Tell whether the name is one of those that the case allows."""
    name = plain(got.entity)
    if expected.type in ("document", "unnamed"):
        return any(name.split()[:1] == plain(one).split()[:1] for one in expected.entity.split("|"))
    return any(fits(name, one) for one in plain(expected.entity).split("|"))


def fits(name: str, pattern: str) -> bool:
    """Tell whether a name is the pattern, or begins with it where that ends in «*»."""
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def same_origin(expected: Attribution, got: Attribution) -> bool:
    """Tell whether both come from the same source, the last link, or both from nobody."""
    if not expected.chain or not got.chain:
        return not expected.chain and not got.chain
    return same_entity(expected.chain[-1], got.chain[-1])


def plain(name: str) -> str:
    """Return the name in small letters, «ё» as «е», spaces made one."""
    return " ".join(name.casefold().replace("ё", "е").split())


def paired(text: str, expected: Sequence[Attribution], got: Sequence[Attribution]) -> dict[int, int]:
    """Return the index of the reading that stands for each expected attribution, the best overlaps first."""
    ranked = sorted(
        ((overlap(text, one, other), -len(faults(text, one, other)), i, j)
         for i, one in enumerate(expected) for j, other in enumerate(got)),
        reverse=True,
    )  # fmt: skip
    pairs: dict[int, int] = {}
    for value, _, i, j in ranked:
        if value > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def overlap(text: str, one: Attribution, other: Attribution) -> float:
    """Return the share of words that two contents have in common, 0..1."""
    left, right = covered(text, one.content), covered(text, other.content)
    return len(left & right) / len(left | right) if left | right else 0.0


def difference(case: Case, got: Sequence[Attribution]) -> str:
    """Return what is wrong with the reading of a case, for a person; empty where it is right."""
    pairs = paired(case.text, case.attributions, got)
    wrong = {i + 1: faults(case.text, case.attributions[i], got[j]) for i, j in pairs.items()}
    extra = [j for j in range(len(got)) if j not in pairs.values()]
    found = [f"{number}: {', '.join(names)} differ" for number, names in sorted(wrong.items()) if names]
    found += [f"{i + 1}: missed" for i in range(len(case.attributions)) if i not in pairs]
    found += [f"{len(case.attributions) + k}: false" for k in range(1, len(extra) + 1)]
    if not found:
        return ""
    numbers = {pairs[i]: i + 1 for i in sorted(pairs)} | {j: len(case.attributions) + k for k, j in enumerate(extra, 1)}
    return "\n".join([case.where, *found, *comparison(case, got, numbers)])


def comparison(case: Case, got: Sequence[Attribution], numbers: Mapping[int, int]) -> list[str]:
    """Return the expected line, the produced one with the expected's numbers, and the rules that produced it."""
    read = [got[j] for j in numbers]
    rules = "; ".join(f"{number} {got[j].rule} {got[j].confidence:.2f}" for j, number in numbers.items())
    return [
        f"  expected  {render(case.text, case.attributions)}",
        f"  produced  {render(case.text, read, numbers.values())}",
        f"  rules     {rules or 'none'}",
    ]
