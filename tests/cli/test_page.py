"""The page: stands alone, keeps hostile texts as text, nests its marks, can be read by everyone."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from otkuda.cli.page import PageView
from otkuda.serve.words import Language, words_in

from .articles import harbour, hostile
from .test_view import articles

if TYPE_CHECKING:
    from otkuda.model import Article

VOID = {"meta", "br"}


class Outline(HTMLParser):
    """Checks that elements close in the order in which they were opened, and keeps what a test asks for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._cards = 0
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append((tag, dict(attrs)))
        self.open += [] if tag in VOID else [tag]
        if self._cards or dict(attrs).get("class") == "card":
            self._cards += 1

    def handle_endtag(self, tag: str) -> None:
        """Check that it is the innermost that closes."""
        self.text += "\n" * (tag == "p")
        assert self.open.pop() == tag
        self._cards -= bool(self._cards)

    def handle_data(self, data: str) -> None:
        """Keep the words of the text, cards and numbers left out."""
        if "p" in self.open and not self._cards and self.open[-1] != "sup":
            self.text += data

    def marks(self) -> list[dict[str, str | None]]:
        """Return the attributes of each mark."""
        return [attributes for tag, attributes in self.elements if tag == "mark"]


def page_of(*given: Article, lang: Language = "ru", explain: bool = False) -> str:
    """Return the page of the articles."""
    view = PageView(lang, words_in(lang), explain=explain)
    for number, article in enumerate(given):
        assert not view.render(f"{number}.txt", article)
    return view.finish()


def test_marks_and_chains() -> None:
    """Each piece is a mark that the keyboard reaches and that names its chain."""
    page = page_of(harbour())
    outline = Outline(page)
    marks = outline.marks()
    assert len(marks) == 6
    assert all(mark["tabindex"] == "0" for mark in marks)
    ids = {attributes.get("id") for _, attributes in outline.elements}
    assert all(mark["aria-describedby"] in ids for mark in marks)
    assert "<b>Залив → Ерлан Сапаров</b>" in page
    assert [mark["class"] for mark in marks] == ["c0", "c0", "c0", "c1", "c2 unsure", "nobody"]
    assert 'datetime="2031-04-05T09:30:00+05:00"' in page


def test_text_is_whole() -> None:
    """The words of the article stand in the page, in order, unchanged."""
    assert Outline(page_of(harbour())).text.split() == harbour().text.split()


def test_ids_are_unique() -> None:
    """No id stands twice, also where an article has many pieces and the page many articles."""
    ids = [
        attributes["id"]
        for _, attributes in Outline(page_of(harbour(), harbour(), hostile())).elements
        if "id" in attributes
    ]
    assert len(ids) == len(set(ids))


def test_legend_links_lead_to_marks() -> None:
    """Every link within the page has somewhere to go."""
    outline = Outline(page_of(harbour(), hostile()))
    ids = {attributes.get("id") for _, attributes in outline.elements}
    links = [str(attributes["href"]) for tag, attributes in outline.elements if tag == "a"]
    assert [link for link in links if link.startswith("#")]
    assert not [link for link in links if link.startswith("#") and link[1:] not in ids]


def test_stands_alone() -> None:
    """Nothing is loaded from anywhere, and the policy forbids it."""
    page = page_of(harbour())
    assert not re.search(r"\b(?:src|srcset|action|data)=|@import|url\(", page)
    assert "default-src 'none'" in page.replace("&#39;", "'")


def test_policy_knows_the_script() -> None:
    """The hash in the policy is that of the one script as it stands in the page."""
    page = page_of(harbour())
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert f"sha256-{digest}" in page


def test_hostile_text_is_text() -> None:
    """No element, attribute or link comes out of an article."""
    outline = Outline(page_of(hostile(), explain=True))
    tags = {tag for tag, _ in outline.elements}
    assert not tags & {"img", "b2", "i", "u", "s", "o", "v", "x"}
    assert len([tag for tag, _ in outline.elements if tag == "script"]) == 1
    names = {name for _, attributes in outline.elements for name in attributes}
    assert not [name for name in names if name.startswith("on")]
    assert not [attributes for _, attributes in outline.elements if "javascript" in str(attributes.get("href"))]
    page_of(hostile()).encode("utf-8")


@settings(max_examples=40)
@given(articles())
def test_marks_nest_however_contents_lie(article: Article) -> None:
    """Crossing contents are cut so that every element closes inside the one that it was opened in."""
    outline = Outline(page_of(article))
    firsts = [mark["id"] for mark in outline.marks() if "id" in mark]
    assert len(firsts) == len(set(firsts))
    assert all(mark.get("tabindex") for mark in outline.marks())


def test_explain() -> None:
    """Rule, confidence and evidence stand in the list."""
    assert "правило quote_then_cue" in page_of(harbour(), explain=True)
    assert "quote_then_cue" not in page_of(harbour())


@pytest.mark.parametrize(("lang", "word"), [("ru", "Кто что сказал"), ("kk", "Кім не айтты"), ("en", "Who said what")])
def test_language_of_the_labels(lang: Language, word: str) -> None:
    """The page's language is the labels', the text's is its own."""
    page = page_of(harbour(), lang=lang)
    assert f'<html lang="{lang}">' in page
    assert f"<h1>{word}</h1>" in page
    assert '<div class="text" lang="ru">' in page
    assert '<h3 lang="ru">' in page


def test_many_articles_have_a_list() -> None:
    """A page of several opens with a list of them; a page of one does not."""
    assert "<nav" in page_of(harbour(), hostile())
    assert "<nav" not in page_of(harbour())


def rgb(value: str) -> tuple[float, float, float]:
    """Return the parts of ``#abc`` or ``#aabbcc``, 0..1."""
    digits = value.lstrip("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    return tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))  # type: ignore[return-value]


def luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the WCAG contrast."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast(scheme: int) -> None:
    """Text, labels and numbers reach WCAG AA on paper, on a mark, on a mark in a mark and on one pointed at."""
    css = resources.files("otkuda.cli").joinpath("page.css").read_text(encoding="utf-8")
    values = dict(re.findall(r"--([\w-]+): ([^;]+);", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]))
    paper, ink, tint = rgb(values["paper"]), rgb(values["ink"]), int(values["tint"].rstrip("%")) / 100
    assert contrast(ink, paper) >= 7
    assert contrast(rgb(values["soft"]), paper) >= 4.5
    for name in [*(f"c{number}" for number in range(8)), "none"]:
        hue = rgb(values[name])
        mark = mix(hue, paper, tint)
        assert contrast(hue, paper) >= 4.5, name
        assert contrast(hue, mark) >= 4.5, name
        for ground in (mark, mix(hue, mark, 0.24), mix(hue, paper, 0.3)):
            assert contrast(ink, ground) >= 4.5, name
            assert contrast(hue, ground) >= 3, name


def mix(over: tuple[float, ...], under: tuple[float, ...], share: float) -> tuple[float, ...]:
    """Return the colour of a transparent one over another."""
    return tuple(a * share + b * (1 - share) for a, b in zip(over, under, strict=True))
