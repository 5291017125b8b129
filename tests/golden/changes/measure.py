"""How well ``compare`` tells the relations of pairs whose truth is known.

    measure.py pairs FILE.tsv… [--faults]
    measure.py newsroom TRUTH_DIR EVENT… [--faults]

``relation`` is the share of pairs whose relation is right, ``altered`` precision and recall, ``kinds`` the share of
altered pairs found whose kinds of change are right, too. Of the newsroom only appearances of statements that have a
primary page are compared, the primary's own left out. What changed there in who is said to have spoken is no matter of
the two texts: ``but for speakers`` leaves it out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

from otkuda.statements import Cues, compare


class Pair(NamedTuple):
    """An appearance and its origin with the truth."""

    language: str
    original_language: str
    relation: str
    kinds: str
    original: str
    appearance: str
    cues: str = "-"


def pairs(file: Path) -> list[Pair]:
    """Return the pairs of a table."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines if not line.startswith("#")]


def newsroom(folder: Path) -> list[Pair]:
    """Return the appearances of an event of an invented newsroom beside their primaries."""
    event = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    languages = {(folder / one["file"]).resolve(): one["language"] for one in event["articles"]}
    primary = {(folder / one["file"]).resolve() for one in event["articles"] if one["role"] == "primary"}
    home = next(languages[file] for file in primary)
    found = []
    for statement in event["statements"]:
        for one in statement["appearances"]:
            file = (folder / one["file"]).resolve()
            if not statement["primary"] or file in primary:
                continue
            kind = (one.get("change") or {}).get("what", "-") if one["relation"] == "altered" else "-"
            language = languages.get(file) or _language(file)
            found.append(Pair(language, home, one["relation"], kind, statement["primary"], one["text"]))
    return found


def _language(file: Path) -> str:
    event = json.loads((file.parent / "truth.json").read_text(encoding="utf-8"))
    return next(str(one["language"]) for one in event["articles"] if one["file"] == file.name)


def told(pair: Pair) -> tuple[str, set[str]]:
    """Return what ``compare`` says of a pair."""
    original, _, appearance = pair.cues.partition(">")
    cues = Cues(appearance, original) if appearance else None
    found = compare(
        pair.appearance,
        pair.original,
        language=pair.language,
        original_language=pair.original_language,
        cues=cues,
    )
    return found.relation, {change.what for change in found.changes}


def score(found: list[Pair]) -> dict[str, float]:
    """Return the figures for some pairs."""
    answers = [told(pair) for pair in found]
    right = sum(relation == pair.relation for pair, (relation, _) in zip(found, answers, strict=True))
    predicted = [pair for pair, (relation, _) in zip(found, answers, strict=True) if relation == "altered"]
    gold = [(pair, kinds) for pair, (_, kinds) in zip(found, answers, strict=True) if pair.relation == "altered"]
    hit = [(pair, kinds) for pair, kinds in gold if kinds]
    return {
        "pairs": len(found),
        "relation": right / max(1, len(found)),
        "P": sum(pair.relation == "altered" for pair in predicted) / max(1, len(predicted)),
        "R": len(hit) / max(1, len(gold)),
        "altered": len(gold),
        "kinds": sum(bool(kinds & set(pair.kinds.split(","))) for pair, kinds in hit) / max(1, len(hit)),
    }


def _show(name: str, found: list[Pair]) -> None:
    figures = score(found)
    sys.stdout.write(f"{name:24} {' '.join(f'{key} {value:.3f}' for key, value in figures.items())}\n")


def _faults(found: list[Pair]) -> None:
    for pair in found:
        relation, kinds = told(pair)
        if relation != pair.relation or (kinds and not kinds & set(pair.kinds.split(","))):
            sys.stdout.write(
                f"{pair.relation} {pair.kinds} → {relation} {sorted(kinds)}\n  {pair.original}\n  {pair.appearance}\n"
            )


def main(arguments: list[str]) -> None:
    """Print the figures, and, if asked for, the faults."""
    what, *names = [one for one in arguments if one != "--faults"]
    found: list[Pair] = []
    if what == "pairs":
        found = [pair for name in names for pair in pairs(Path(name))]
    else:
        found = [pair for event in names[1:] for pair in newsroom(Path(names[0]) / event)]
    _show("all", found)
    _show("one language", [one for one in found if one.language == one.original_language])
    _show("two languages", [one for one in found if one.language != one.original_language])
    _show("but for speakers", [one for one in found if one.kinds != "speaker"])
    if "--faults" in arguments:
        _faults(found)


if __name__ == "__main__":
    main(sys.argv[1:])
