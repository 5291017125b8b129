"""The figures on the gold set, part by part, and what is kept of them.

    python3 dev.py floors [GOLD]        (python -m evaluation.measure [GOLD])

Reads every text of ``GOLD/ru.gold.jsonl`` and of the other languages, then writes ``evaluation/figures.json``, the
figures in README.md, and ``evaluation/floors.json``, in which each floor rises to the figure and never falls. Only sums
leave this file: nobody has to look at a text that was kept apart.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import otkuda
from otkuda.cli.gold import gold_side, in_ranges, load, read_side, text_of
from otkuda.cli.score import KINDS, Ratio, Scores, score, total

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
FIGURES = ROOT / "evaluation" / "figures.json"
FLOORS = ROOT / "evaluation" / "floors.json"
README = ROOT / "README.md"
BEGIN, END = "<!-- figures -->\n", "<!-- /figures -->\n"

KEPT_APART = {code: in_ranges(ids) for code, ids in {"ru": "041-060,071-080", "kk": "011-017", "en": "008-012"}.items()}
LANGUAGES = {"ru": "Russian", "kk": "Kazakh", "en": "English"}
RATIOS = ("ATTRIBUTION", "found", "exact", "content", "relay", "credits")
SHARES = ("source", "speaker", "kind", "cue", "type")


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of some records: ``figures`` are what the floors hold, ``errors`` are counts."""

    documents: int
    attributions: int
    figures: dict[str, float]
    errors: dict[str, int]


def gold_parts(gold: Path) -> dict[str, Part]:
    """Return the parts of the gold set by language: whole, what the rules were written from, what was kept apart."""
    return {f"{code} {name}": one for code in LANGUAGES for name, one in _parts_of(code, gold).items()}


def _parts_of(code: str, gold: Path) -> dict[str, Part]:
    scores, is_apart = scores_of(gold / f"{code}.gold.jsonl", gold), KEPT_APART[code]
    wanted: dict[str, Callable[[str], bool]] = {
        "whole": lambda _: True,
        "written from": lambda identity: not is_apart(identity),
        "kept apart": is_apart,
    }
    return {name: part([one for ident, one in scores.items() if wants(ident)]) for name, wants in wanted.items()}


def statement_part(gold: Path) -> Part:
    """Return the figures of the single article that lies beside the gold set."""
    folder = gold.parent / "sample"
    return part(list(scores_of(folder / "statement.gold.jsonl", folder).values()))


def own_part() -> Part:
    """Return the figures of the article that the project brings."""
    folder = ROOT / "examples"
    return part(list(scores_of(folder / "gold.jsonl", folder).values()))


def scores_of(gold: Path, texts: Path) -> dict[str, Scores]:
    """Return the scores of each record in the file ``gold`` by id."""
    found = {}
    for record in load(str(gold)):
        text = text_of(str(texts), record.id)
        found[record.id], _ = score(text, gold_side(record), read_side(otkuda.read(text)))
    return found


def part(scores: list[Scores]) -> Part:
    """Return the figures of some documents together."""
    sums = defaultdict(Ratio, total(scores))
    figures = {f"{name} F1": sums[name].f1 for name in RATIOS}
    figures |= {name: sums[name].recall for name in SHARES}
    figures |= {f"found {kind} recall": sums[f"found {kind}"].recall for kind in KINDS}
    certain = sums["certain"]
    figures |= {"certain precision": certain.precision, "certain share": certain.predicted / max(certain.gold, 1)}
    figures = {name: round(value, 4) for name, value in figures.items()}
    return Part(len(scores), sums["found"].gold, figures, errors(sums))


def errors(sums: Scores) -> dict[str, int]:
    """Return how many attributions were missed, false, and found with a fault."""
    found = sums["found"]
    faults = {f"wrong {name}": sums[name].gold - sums[name].hit for name in ("source", "kind", "cue")}
    return {"missed": found.gold - found.hit, "false": found.predicted - found.hit, **faults}


def tables(parts: dict[str, Part]) -> str:
    """Return the README's tables of the figures and the errors, one a language."""
    found = []
    for code, name in LANGUAGES.items():
        mine = {key.removeprefix(f"{code} "): one for key, one in parts.items() if key.startswith(f"{code} ")}
        found.append(f"{name}:\n\n{table(mine)}")
    return "\n".join(found)


def table(parts: dict[str, Part]) -> str:
    """Return the figures and the errors of some parts, a column each."""
    names = ["ATTRIBUTION F1", "found F1", "exact F1", "source", "speaker", "kind", "cue", "type", "relay F1"]
    names += ["found direct recall", "found mixed recall", "certain precision", "certain share"]
    rows = [[name, *(f"{one.figures[name]:.3f}" for one in parts.values())] for name in names]
    rows += [[name, *(str(one.errors[name]) for one in parts.values())] for name in next(iter(parts.values())).errors]
    heads = [f"{name} ({one.documents} texts, {one.attributions} attributions)" for name, one in parts.items()]
    lines = [["", *heads], ["---", *(["---:"] * len(parts))], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def with_figures(readme: str, parts: dict[str, Part]) -> str:
    """Return the README with the figures between its two marks."""
    before, rest = readme.split(BEGIN)
    return before + BEGIN + tables(parts) + END + rest.split(END)[1]


def kept_parts() -> dict[str, Part]:
    """Return the parts that ``figures.json`` holds."""
    return msgspec.json.decode(FIGURES.read_bytes(), type=dict[str, Part])


def floors() -> dict[str, dict[str, float]]:
    """Return the floors of each part."""
    kept: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return kept


def raised(old: dict[str, dict[str, float]], parts: dict[str, Part]) -> dict[str, dict[str, float]]:
    """Return the floors, each risen to its figure where that is higher.

    >>> raised({"whole": {"kind": 0.9}}, {"whole": Part(1, 1, {"kind": 0.8, "cue": 0.7}, {})})
    {'whole': {'kind': 0.9, 'cue': 0.7}}
    """
    return {
        name: {figure: max(value, old.get(name, {}).get(figure, 0.0)) for figure, value in one.figures.items()}
        for name, one in parts.items()
    }


def write(path: Path, value: object) -> None:
    """Write JSON for people."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, write figures, floors and README. Returns 0, or 1 where there is no gold set."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    if not (gold / "ru.gold.jsonl").exists():
        print(f"no gold set in {gold}: name its folder, the one with ru.gold.jsonl")
        return 1
    parts = gold_parts(gold)
    write(FIGURES, {name: asdict(one) for name, one in parts.items()})
    write(
        FLOORS,
        raised(floors() if FLOORS.exists() else {}, parts | {"statement": statement_part(gold), "own": own_part()}),
    )
    README.write_text(with_figures(README.read_text(encoding="utf-8"), parts), encoding="utf-8")
    print(tables(parts), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
