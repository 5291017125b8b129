"""The figures of ``otkuda evaluate``, as tables for a person or as JSON of the same shape as the gold set's scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.cli.score import KINDS, Ratio
from otkuda.serve.certainty import CERTAIN
from otkuda.serve.view import ARROW, one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from otkuda.cli.score import Fault, Reading, Scores

RATIOS = ("content", "found", "exact", "ATTRIBUTION", "relay", "credits")
SHARES = ("source", "speaker", "kind", "cue", "type")
_ORDER = ("content", "found", "exact", *SHARES, "recall by kind", "ATTRIBUTION", "relay", "credits")

Figure = dict[str, float | int]
Figures = dict[str, int | float | Figure | dict[str, float | None] | dict[str, Figure] | None]


def figures(scores: Scores, documents: int, unread: int) -> Figures:
    """Return the figures as the scorer of the gold set prints them, rounded as there, and those by kind.

    «unread» documents are in none of them.
    """
    found: Figures = {name: _prf(_of(scores, name)) for name in RATIOS}
    found |= {name: _share(_of(scores, name)) for name in SHARES}
    found["recall by kind"] = {str(kind): _share(_of(scores, f"found {kind}")) for kind in KINDS}
    ordered: Figures = {"documents": documents, "unread": unread} | {name: found[name] for name in _ORDER}
    ordered["ATTRIBUTION by kind"] = {str(kind): _prf(_of(scores, f"ATTRIBUTION {kind}")) for kind in KINDS}
    return ordered


def certain(scores: Scores) -> dict[str, float | None]:
    """Return which share of the predictions is certain, and which share of those is right."""
    sure = _of(scores, "certain")
    return {
        "threshold": CERTAIN,
        "share": round(sure.predicted / sure.gold, 4) if sure.gold else None,
        "precision": round(sure.precision, 4) if sure.predicted else None,
    }


def rules(scores: Scores) -> dict[str, Figure]:
    """Return for each rule, the busiest first, how many it predicted and how many of them are right."""
    named = [(name.removeprefix("rule "), ratio) for name, ratio in scores.items() if name.startswith("rule ")]
    named.sort(key=lambda pair: (-pair[1].predicted, pair[0]))
    return {name: {"predicted": ratio.predicted, "right": ratio.hit} for name, ratio in named}


def tables(scores: Scores, documents: int, unread: int) -> Iterator[Table]:
    """Yield the figures as tables: overall, of the found, by kind."""
    overall = _table(_documents(documents, unread), "P", "R", "F1", "hit", "predicted", "gold")
    for name in RATIOS:
        overall.add_row(name, *_row(_of(scores, name)), style="bold" if name == "ATTRIBUTION" else None)
    yield overall
    shares = _table("of the found", "share", "hit", "asked")
    for name in SHARES:
        ratio = _of(scores, name)
        shares.add_row(name, _percent(ratio.hit, ratio.gold), str(ratio.hit), str(ratio.gold))
    yield shares
    by_kind = _table("by kind", "found R", "ATTRIBUTION P", "R", "F1", "hit", "predicted", "gold")
    for kind in KINDS:
        found = _of(scores, f"found {kind}")
        by_kind.add_row(kind, _percent(found.hit, found.gold), *_row(_of(scores, f"ATTRIBUTION {kind}")))
    yield by_kind


def certain_table(scores: Scores) -> Table:
    """Return the table of the certain ones."""
    sure = _of(scores, "certain")
    table = _table(f"confidence ≥ {CERTAIN}", "share of all", "precision", "right", "certain", "all")
    counts = map(str, sure)
    table.add_row("certain", _percent(sure.predicted, sure.gold), _percent(sure.hit, sure.predicted), *counts)
    return table


def rules_table(scores: Scores) -> Table:
    """Return a line for each rule."""
    table = _table("rule", "precision", "right", "predicted")
    for name, counts in rules(scores).items():
        right, predicted = int(counts["right"]), int(counts["predicted"])
        table.add_row(name, _percent(right, predicted), str(right), str(predicted))
    return table


def fault_lines(identity: str, text: str, fault: Fault) -> Iterator[str]:
    """Yield a fault as lines: which document, then what gold says and what was predicted."""
    yield f"{identity} {fault.what}"
    for label, reading in (("gold", fault.gold), ("pred", fault.predicted)):
        if reading:
            yield f"  {label} {reading.kind:8} {_who(reading)}: {_words(reading, text)}"
            if reading.rule:
                yield f"                by {reading.rule}{'' if reading.certain else ', uncertain'}"


def _documents(read: int, unread: int) -> str:
    return f"{read} document{'s' * (read != 1)}" + (f", {unread} unread" if unread else "")


def _who(reading: Reading) -> str:
    return ARROW.join(one_line(link.entity) for link in reading.chain) or "(nobody)"


def _words(reading: Reading, text: str) -> str:
    return shortened(" … ".join(text[start:end] for start, end in reading.content), 200)


def _of(scores: Scores, name: str) -> Ratio:
    return scores.get(name, Ratio())


def _prf(ratio: Ratio) -> Figure:
    shares = {"P": round(ratio.precision, 4), "R": round(ratio.recall, 4), "F1": round(ratio.f1, 4)}
    return shares | {"hit": ratio.hit, "predicted": ratio.predicted, "gold": ratio.gold}


def _share(ratio: Ratio) -> float | None:
    return round(ratio.recall, 4) if ratio.gold else None


def _row(ratio: Ratio) -> tuple[str, ...]:
    return tuple(f"{value:.3f}" for value in (ratio.precision, ratio.recall, ratio.f1)) + tuple(map(str, ratio))


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _table(title: str, *columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title, box=box.SIMPLE_HEAD, pad_edge=False)
    table.columns[0].justify = "left"
    for column in columns:
        table.add_column(column, justify="right")
    return table
