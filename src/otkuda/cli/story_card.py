"""The card of a story: its articles in the order of time, who was first, who only carried, what is said in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from otkuda.cli.screen import address, text_of
from otkuda.cli.statement_words import line_of, outlet_of, relations, when_of
from otkuda.export.story_record import said_first, taken
from otkuda.serve.view import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from otkuda.export import Told
    from otkuda.model import Carrier
    from otkuda.stories import Story

_SHORT = 110  # characters of a statement


def story_card(story: Story, within: Sequence[Told], limit: int) -> Iterator[RenderableType]:
    """Yield the card, with at most ``limit`` articles and as many statements."""
    from rich.rule import Rule

    yield text_of(shortened(story.headline or "—"), "bold")
    yield text_of(f"  {line_of((_many(len(story.carriers), 'article'), _languages(story), _dates(story)))}")
    if story.carriers:
        yield text_of(f"  earliest  {outlet_of(story.carriers[0])} · {when_of(story.carriers[0])}")
    yield text_of(f"  id        {story.id}", "dim")
    yield ""
    yield Rule("articles", align="left", style="dim")
    for carrier in story.carriers[:limit]:
        yield from _article(carrier, within)
    yield from _more(len(story.carriers), limit, "articles")
    here = {one.id for one in story.carriers}
    several = [told for told in within if len(_in(told, here)) > 1]
    if several:
        yield ""
        yield Rule("statements", align="left", style="dim")
        for told in several[:limit]:
            yield from _statement(told, here)
        yield from _more(len(several), limit, "statements")
    if alone := len(within) - len(several):
        yield text_of(f"{_many(alone, 'statement')} in one article alone", "italic")


def _in(told: Told, here: set[str]) -> set[str]:
    """Return the articles of a story that carry a statement."""
    return {one.carrier for one in told.appearances} & here


def _article(carrier: Carrier, within: Sequence[Told]) -> Iterator[RenderableType]:
    from rich.padding import Padding

    first, carried = said_first(carrier, within), taken(carrier, within)
    here = f"{_many(len(first), 'statement')} first said here" if first else ""
    role = here or ("only carries" if carried else "")
    title = text_of(outlet_of(carrier), "bold")
    yield title.append(text_of(f"  {line_of((when_of(carrier), carrier.article.language))}", "not bold dim"))
    yield Padding(text_of(shortened(carrier.article.headline or "—")), (0, 0, 0, 2))
    if role:
        yield Padding(text_of(line_of((role, _from(carrier, carried))), "dim"), (0, 0, 0, 2))
    if carrier.article.url:
        yield address(carrier.article.url)


def _from(carrier: Carrier, carried: Sequence[Told]) -> str:
    """Return from whom an article has what it carries."""
    taken_from = [
        told.carriers[source.carrier]
        for told in carried
        for one in told.within[carrier.id]
        if (source := told.source_of(one))
    ]
    names = map(outlet_of, taken_from)
    return f"{len(carried):,} from {', '.join(dict.fromkeys(names))}" if carried else ""


def _statement(told: Told, here: set[str]) -> Iterator[RenderableType]:
    from rich.padding import Padding

    ones = [one for one in told.distinct if one.carrier in here]
    yield text_of(one_line(told.statement.speaker or "nobody is named"), "color(32) bold")
    yield Padding(text_of(shortened(told.statement.text, _SHORT)), (0, 0, 0, 2))
    articles = _many(len(_in(told, here)), "article")
    yield Padding(text_of(line_of((articles, relations(ones), told.statement.id)), "dim"), (0, 0, 0, 2))


def _languages(story: Story) -> str:
    counts = Counter(one.article.language or "?" for one in story.carriers)
    return ", ".join(f"{code} {count:,}" for code, count in counts.most_common())


def _dates(story: Story) -> str:
    days = dict.fromkeys(f"{when:%Y-%m-%d}" for when in (story.since, story.until) if when)
    return " … ".join(days)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _more(count: int, limit: int, what: str) -> Iterator[RenderableType]:
    if count > limit:
        yield text_of(f"… and {count - limit:,} more {what}; --limit {count} shows them, --json has all", "italic")
