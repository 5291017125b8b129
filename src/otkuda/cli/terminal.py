"""The terminal view: the text with each content in its speaker's colour, under it who said what.

Colours are mid-tones of the 256-colour table, which stand out from a dark and from a light background alike. The
number after a content leads to the list below; where there is no colour, brackets show where the content starts.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otkuda.serve import view
from otkuda.serve.marks import steps as marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from otkuda.model import Article, Credit
    from otkuda.serve.marks import Step
    from otkuda.serve.words import Words

PALETTE = (32, 130, 28, 133, 161, 30, 99, 94)
NOBODY = 244
WIDEST = 100
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Screen:
    """What the output can show. ``colours`` is None, "standard", "256" or "truecolor", as rich names them."""

    width: int = 80
    colours: str | None = None


def screen_of(out: TextIO) -> Screen:
    """Return what the stream shows: no colours where it is not a terminal or where ``NO_COLOR`` is set."""
    from rich.console import Console

    console = Console(file=out)
    plain = bool(os.environ.get("NO_COLOR")) or not console.is_terminal or console.is_dumb_terminal
    return Screen(console.width, None if plain else console.color_system)


@dataclass(frozen=True, slots=True)
class TerminalView:
    """Shows articles one under the other."""

    words: Words
    screen: Screen
    explain: bool = False

    def render(self, path: str, article: Article) -> str:
        """Return the whole article as lines for the terminal."""
        out = io.StringIO()
        console = self._console(out)
        for part in self._parts(path, article):
            console.print(part, highlight=False, markup=False, emoji=False)
        return "\n".join(line.rstrip(" ") for line in out.getvalue().split("\n"))

    def finish(self) -> str:
        """Return nothing: the last article is the end."""
        return ""

    def _console(self, out: TextIO) -> Console:
        from rich.console import Console

        return Console(
            file=out,
            width=min(self.screen.width, WIDEST),
            force_terminal=self.screen.colours is not None,
            color_system=self.screen.colours,  # type: ignore[arg-type]
            legacy_windows=False,
        )

    def _parts(self, path: str, article: Article) -> Iterator[RenderableType]:
        from rich.rule import Rule

        yield Rule(view.shortened(path, 60), align="left", style="dim")
        if about := self._about(article):
            yield _text(about, "dim")
        yield ""
        for is_headline, paragraph in marked(article):
            yield self._paragraph(paragraph, "bold" if is_headline else "")
            yield ""
        if not article.attributions:
            yield _text(self.words("read.nothing"), "italic")
        for speaker in view.speakers(article):
            yield from self._speaker(speaker, article)
        yield from (_text(self._credit(credit), "dim") for credit in article.credits)
        yield ""

    def _about(self, article: Article) -> str:
        when = self.words.moment(article.published) if article.published else None
        names = (article.outlet, when, ", ".join(article.authors), article.language)
        return " · ".join(view.one_line(name) for name in names if name)

    def _paragraph(self, steps: Iterable[Step], style: str) -> Text:
        text, open_marks, ended = _text("", style), list[view.Said](), set[int]()
        for step in steps:
            if isinstance(step, str):
                text.append(step, _style(open_marks))
            elif step.what == "number":
                ended.add(step.said.number)
            elif step.what == "open":
                open_marks.append(step.said)
                text.append(self._bracket("["))
            else:
                open_marks.pop()
                text.append(self._bracket("]"))
                text.append(_raised(step.said) if step.said.number in ended else "", _style((step.said,)))
        return text

    def _bracket(self, bracket: str) -> str:
        return "" if self.screen.colours else bracket

    def _speaker(self, speaker: view.Speaker, article: Article) -> Iterator[RenderableType]:
        colour = _colour(speaker.said[0])
        name = view.one_line(speaker.source.entity) if speaker.source else self.words("read.nobody")
        head = _text("").append("● ", colour).append(name, f"{colour} bold")
        if speaker.source and (standing := view.standing(speaker.source)):
            head.append(f"  {standing}", "dim")
        yield head
        yield self._list(speaker.said, article)
        yield ""

    def _list(self, said: Iterable[view.Said], article: Article) -> Table:
        """The numbers in a column of their own, so that long words do not run under them."""
        from rich.table import Table

        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(overflow="fold")
        for one in said:
            number = _text(f"  {one.number}{'' if one.certain else '?'}", "dim")
            table.add_row(number, _text("\n").join(self._said(one, article)))
        return table

    def _said(self, said: view.Said, article: Article) -> Iterator[Text]:
        attribution = said.attribution
        yield _text(view.shortened(view.content_words(article, attribution)), _style((said,)))
        yield _text(view.how(article, said, self.words), "dim" if said.certain else "dim italic")
        if self.explain:
            yield from (_text(f"– {line}", "dim") for line in view.explanation(attribution, self.words))

    def _credit(self, credit: Credit) -> str:
        names = " / ".join(view.one_line(name) for name in (credit.agency, credit.author) if name)
        return f"{self.words.credit(credit.what)}: {names}"


def _raised(said: view.Said) -> str:
    """The number of an attribution as it stands after its content."""
    return f"{said.number}".translate(_RAISED) + ("" if said.certain else "?")


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(words, style=style, overflow="fold")


def _colour(said: view.Said) -> str:
    place = said.speaker % len(PALETTE)
    return f"color({PALETTE[place] if said.attribution.chain else NOBODY})"


def _style(marks: Sequence[view.Said]) -> str:
    """The innermost mark's colour; a content within a content is underlined, an uncertain one italic.

    Dim colours would be lost on a dark ground.
    """
    if not marks:
        return ""
    inner = marks[-1]
    return _colour(inner) + " underline" * (len(marks) > 1) + ("" if inner.certain else " italic")
