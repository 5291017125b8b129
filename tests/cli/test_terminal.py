"""The terminal view, with and without colour."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from otkuda.cli.terminal import NOBODY, PALETTE, Screen, TerminalView, screen_of
from otkuda.model import Article
from otkuda.serve.words import Language, words_in

from .articles import harbour, hostile

if TYPE_CHECKING:
    from pathlib import Path

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
PLAIN = Screen()
COLOURED = Screen(colours="256")


def shown(article: Article, screen: Screen = PLAIN, *, lang: Language = "ru", explain: bool = False) -> str:
    """Return the view of an article."""
    return TerminalView(words_in(lang), screen, explain=explain).render("порт.txt", article)


def test_plain_view() -> None:
    """Brackets and numbers lead from the text to who said it, how, and through whom."""
    view = shown(harbour())
    assert "Аким Ерлан Сапаров: «[Порт откроют в мае]¹»" in view
    assert "«[Порт откроют в мае], — сказал" in view
    assert "[Суда уже\nждут]²" in view
    assert "[по словам инженера Анны Берг, [причал осел]⁴?]³." in view
    assert "сказал · Залив → Ерлан Сапаров · цитата" in view
    assert "● Анна Берг  инженер, Порт" in view
    assert "● Источник не назван" in view
    assert "Маяк · 05.04.2031, 09:30 · Инна Рябь · ru" in view
    assert "Фото: Заря / Пётр Лис" in view


def test_plain_view_has_no_escape_codes() -> None:
    """Where there is no colour there is not one escape code."""
    assert "\x1b" not in shown(harbour()) + shown(hostile())


@pytest.mark.parametrize("width", [80, 100, 200])
def test_lines_fit(width: int) -> None:
    """No line is wider than the terminal, nor so wide that it cannot be read."""
    lines = shown(harbour(), Screen(width=width)).split("\n")
    assert max(map(len, lines)) <= min(width, 100)


def test_coloured_view_says_the_same() -> None:
    """Colour replaces the brackets and changes no word."""
    bare = shown(harbour()).replace("[", "").replace("]", "")
    assert ESCAPE.sub("", shown(harbour(), COLOURED)).split() == bare.split()


def test_colours_are_the_speakers() -> None:
    """A speaker has one colour in text and list; another has another; a nested content is underlined."""
    view = shown(harbour(), COLOURED)
    assert f"38;5;{PALETTE[0]}mСуда уже" in view
    assert f"38;5;{PALETTE[1]}mпо словам инженера" in view
    assert re.search(rf"\x1b\[3;4;38;5;{PALETTE[2]}mпричал осел", view), "uncertain and nested: italic, underlined"
    assert f"38;5;{NOBODY}mрейсы перенесут" in view


def test_uncertain_looks_uncertain() -> None:
    """The question mark, the words for it and the share stand by the uncertain one alone."""
    view = shown(harbour())
    assert view.count("предположительно") == 1
    assert "по словам · пересказ · предположительно, 60%" in view


def test_explain() -> None:
    """The rule, the confidence and the evidence stand under each."""
    view = shown(harbour(), explain=True)
    assert "– правило quote_then_cue · уверенность 97%" in view
    assert "– «в эфире» names the carrier" in view
    assert "quote_then_cue" not in shown(harbour())


def test_hostile_text_cannot_act() -> None:
    """The only escape codes are those of the view itself; markup of the text is text."""
    view = shown(hostile(), COLOURED, explain=True)
    rest = ESCAPE.sub("", view)
    assert "\x1b" not in rest
    assert "\x9b" not in view
    assert "\u202e" not in view
    assert "[bold]" in rest
    assert "😄" not in rest
    view.encode("utf-8")


def test_nothing_found() -> None:
    """A text without attributions says so."""
    assert "Ссылок на чьи-либо слова в тексте не нашлось." in shown(Article("Дождь."))
    assert "Nobody’s words were found" in shown(Article("Rain."), lang="en")


@pytest.mark.parametrize("text", ["", "\n\n", " ", "а" * 100_000, "а\n" * 10_000])
def test_odd_texts(text: str) -> None:
    """Empty, endless and many lines are shown like any others."""
    assert shown(Article(text)).count("а") >= text.count("а")


def contrast(one: float, other: float) -> float:
    """Return the WCAG contrast of two luminances."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def luminance(colour: int) -> float:
    """Return the relative luminance of a colour of the 256-colour table."""
    steps = (0, 95, 135, 175, 215, 255)
    cube = colour - 16
    parts = (
        (steps[cube // 36], steps[cube // 6 % 6], steps[cube % 6]) if colour < 232 else (8 + 10 * (colour - 232),) * 3
    )
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (p / 255 for p in parts)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [*PALETTE, NOBODY])
def test_palette_reads_on_dark_and_light(colour: int) -> None:
    """Every colour stands out from white and from the usual near-black."""
    assert contrast(luminance(colour), 1) >= 3.5
    assert contrast(luminance(colour), 0.013) >= 2.6


def test_screen_of_a_pipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A pipe and a file have no colours, whatever the terminal is."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with (tmp_path / "out").open("w") as out:
        assert screen_of(out).colours is None


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_screen_without_colour(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """NO_COLOR and a dumb terminal are obeyed."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert screen_of(Terminal()).colours == "256"
    monkeypatch.setenv(name, value)
    assert screen_of(Terminal()).colours is None
