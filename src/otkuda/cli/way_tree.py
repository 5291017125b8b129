"""The way of a statement as a small tree of articles: who took it from whom, what shows it, how long after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.cli.screen import text_of
from otkuda.cli.statement_words import edge_of, line_of, outlet_of, when_of
from otkuda.export.telling import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text
    from rich.tree import Tree

    from otkuda.export import Told
    from otkuda.model import Appearance

_DEEPEST = 6  # steps that are drawn one under the other


def way_trees(told: Told, numbers: dict[str, int], limit: int) -> Iterator[Tree]:
    """Yield a tree for each article that takes the words from none, at most ``limit`` articles in all."""
    from rich.tree import Tree

    children = told.takers
    left = limit
    for root in children.get(None, [])[:limit]:
        tree = Tree(_node(told, root, numbers), guide_style="dim")
        waiting = [(tree, 1, one) for one in reversed(children.get(root, ()))]
        left -= 1
        while waiting and left > 0:
            above, depth, key = waiting.pop()
            branch = above.add(_node(told, key, numbers, names_source=depth > _DEEPEST))
            under = above if depth >= _DEEPEST else branch
            waiting += [(under, depth + 1, one) for one in reversed(children.get(key, ()))]
            left -= 1
        yield tree
        if left <= 0:
            return


def _node(told: Told, key: str, numbers: dict[str, int], *, names_source: bool = False) -> Text:
    one = told.first[key]
    carrier = told.carriers[one.carrier]
    here = [str(numbers[each.id]) for each in told.distinct if key_of(each) == key and each.id in numbers]
    label = text_of(f"{', '.join(here)} " if here else "", "dim").append(text_of(outlet_of(carrier), "not dim"))
    label.append(f"  {when_of(carrier)}", "dim")
    return label.append(_edge(told, one, names_source=names_source), _style(one))


def _edge(told: Told, one: Appearance, *, names_source: bool) -> str:
    source = told.source_of(one)
    named = f"from {outlet_of(told.carriers[source.carrier])}" if source and names_source else None
    edge = line_of((named, edge_of(told, one)))
    return f"  {edge}" if edge else ""


def _style(one: Appearance) -> str:
    return "color(130)" if one.step and one.step.against_clock else "dim"
