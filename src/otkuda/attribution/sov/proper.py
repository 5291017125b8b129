"""Bodies that go by a proper name: «Таң», tan.example, ТЖМ, Түрік Әуежолдары; and which of them are media."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.sov.extent import is_name, is_short, opening
from otkuda.attribution.sov.word import NO_WORD, Line, is_latin, matching, text_of
from otkuda.text.tokens import MARK, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.vocabulary import Says
    from otkuda.model import SourceType
    from otkuda.text.sentences import Document
    from otkuda.text.tokens import Token

_ENDING = re.compile("(?<=.)[-‑][^\\W\\d_A-Za-z]+$")  # «tan-news.example-ке»


def with_suffix(line: Line, at: int) -> tuple[int, str]:
    """«tan.example-ке», «Таң»-ның: return the last node of a name with its ending, and the case."""
    if at + 2 >= len(line) or line.nodes[at + 1].text not in {"-", "‑"}:
        return at, ""
    hyphen, ending = line.nodes[at + 1], line.nodes[at + 2]
    if hyphen.start != line.nodes[at].end or ending.start != hyphen.end or len(ending.text) > 4:
        return at, ""
    readings = line.known.language.analyse(f"ба-{ending.low}")
    return at + 2, readings[0].case if readings else ""


def brand(line: Line, at: int) -> Phrase:
    """A site by its address, or letters that stand for a body."""
    from otkuda.attribution.sov.phrase import Phrase

    node = line.nodes[at]
    last, case = with_suffix(line, at)
    kind: SourceType = "outlet" if "." in node.low else "organization"
    first = at if kind == "outlet" else place_before(line, at)
    start = line.nodes[first].start
    bare = line.document.text[start : node.start] + _ENDING.sub("", node.text)
    mention = Mention(start, line.nodes[last].end, "body", bare, type=kind, number="sing", is_named=True)
    return Phrase(mention, first, last, case or line.words[at].case or "nomn", frozenset({kind}), frozenset())


def opens_latin_name(node: Token) -> bool:
    """Is it a word in letters that the language does not write: «Tesla»?"""
    return node.kind == WORD and node.is_capital and len(node.text) > 1 and is_latin(node.text)


def latin_name(line: Line, at: int) -> Phrase:
    """«Samsung Electronics»: such words in a row are the name of a body."""
    from otkuda.attribution.sov.phrase import Phrase

    end = at
    while end + 1 < len(line) and line.nodes[end + 1].kind == WORD and is_latin(line.nodes[end + 1].text):
        end += 1
    end += _is_edition(line, end + 1)
    last, case = with_suffix(line, end)
    name = line.document.text[line.nodes[at].start : line.nodes[end].end]
    bare = _ENDING.sub("", name)
    if bare != name:  # «Tesla-ға»
        readings = line.known.language.analyse(f"ба{name[len(bare) :]}")
        name, case = bare, readings[0].case if readings else ""
    mention = Mention(line.nodes[at].start, line.nodes[last].end, "body", name, number="sing", is_named=True)
    return Phrase(mention, at, last, case or "nomn", frozenset(), frozenset())


def _is_edition(line: Line, at: int) -> bool:
    """«Sputnik Қазақстан»: does a country behind a name in Latin letters belong to it?"""
    if at >= len(line) or not line.nodes[at].is_capital or line.words[at].lemma not in line.known.proper:
        return False
    after = line.words[at + 1] if at + 1 < len(line) else NO_WORD
    return line.words[at].case == "nomn" and not (after.is_owned or after.pos == "CONJ")


def place_before(line: Line, at: int) -> int:
    """«ҚР ІІМ», «Түркістан облысының ІІД», «қалалық ПД»: return where letters begin with the place that has them."""
    before = line.nodes[at - 1] if at else None
    if before is None or before.kind != WORD:
        return at
    word = line.words[at - 1]
    if (before.text.isupper() and len(before.text) > 1) or word.low in line.known.grammar["local"]:
        return place_before(line, at - 1)
    is_place = word.lemma in line.known.places and (word.case == "gent" or (word.case == "nomn" and word.is_owned))
    if is_place or (word.lemma in line.known.proper and word.case == "gent"):
        return opening(line, at - 1, at - 1, [])
    return at


def named_by_quote(line: Line, at: int) -> Phrase | None:
    """«Таң» alone: a body that goes by its name."""
    from otkuda.attribution.sov.phrase import Phrase

    node, document = line.nodes[at], line.document
    if not is_name(node) or not document.tokens[node.first].is_capital:
        return None
    if document.tokens[node.last - 1].kind == MARK or _is_parted(document, node):
        return None
    last, case = with_suffix(line, at)
    after = line.words[last + 1] if last + 1 < len(line) else NO_WORD
    if after.is_owned or (after.entries and is_short(after)) or after.low in line.known.grammar["called"]:
        return None
    if last + 1 < len(line) and _is_sentence(line, document, node):
        return None
    name = inside(document, node)
    if not case:
        name, case = _without_ending(line, name, document.tokens[node.last - 1].low)
    mention = Mention(node.start, line.nodes[last].end, "body", name, number="sing", is_named=True)
    return Phrase(mention, at, last, case or "nomn", frozenset(), frozenset())


def _is_parted(document: Document, node: Token) -> bool:
    """«Бұл – қателік» is a sentence."""
    return any(token.text in {"–", "—", ","} for token in document.tokens[node.first : node.last])


def _without_ending(line: Line, name: str, last: str) -> tuple[str, str]:
    """«Чүй Пресске»: the ending may stand inside the marks."""
    reading = next(iter(line.known.language.analyse(last)), None)
    if reading is None or reading.case not in {"gent", "datv", "abla"} or not reading.tail:
        return name, ""
    return name[: -reading.tail], reading.case


def _is_sentence(line: Line, document: Document, node: Token) -> bool:
    """Do quoted words end in a verb?"""
    last = document.tokens[node.last - 1].low
    readings = line.known.language.analyse(last)
    return last in line.known.predicates or (bool(readings) and readings[0].pos == "VERB")


def proper_body(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    """«Түрік Әуежолдары»: words with capitals, the last one owned, that name no place."""
    from otkuda.attribution.sov.phrase import Phrase

    word = line.words[at]
    if not (line.nodes[at].is_capital and word.is_owned) or word.lemma in line.known.places or not at:
        return None
    before = line.nodes[at - 1]
    if before.kind != WORD or not before.is_capital or matching(line, at - 1):
        return None
    first = opening(line, at, at, found)
    name = text_of(line, first, at, word)
    mention = Mention(line.nodes[first].start, line.nodes[at].end, "body", name, type="organization", is_named=True)
    mention.number = "sing"
    return Phrase(mention, first, at, word.case, frozenset({"organization"}), frozenset(), is_owned=True)


def body_type(line: Line, first: int, at: int, lists: frozenset[str]) -> SourceType | Literal[""]:
    """«Дала» агенттігі is a medium, an agency by its task is none."""
    if "organization" not in lists:
        return "outlet"
    if "outlet" not in lists:
        return "organization"
    if any(word in line.known.grammar["task"] for word in line.low[first:at]):
        return "organization"  # «БҰҰ Босқындар жөніндегі агенттігі»
    return "outlet" if any(_is_brand(node) for node in line.nodes[first:at]) else ""


def _is_brand(node: Token) -> bool:
    return node.kind == QUOTE or (node.is_capital and is_latin(node.text)) or "." in node.low or node.text.isupper()


def as_outlet(line: Line, first: int, at: int, mention: Mention, says: Says) -> None:
    """«Дала» агенттігі is «Дала»; so is its correspondent."""
    name, owner = _own_name(line, first, at) if "own" not in says else "", mention.owner
    if not name and "stands_for" in says:
        name = owner.name if owner is not None and owner.type == "outlet" else ""
    mention.name = name or mention.name
    if name and "stands_for" in says:
        mention.kind, mention.type, mention.owner = "body", "outlet", None


def _own_name(line: Line, first: int, at: int) -> str:
    """Return the name before a noun: «Дала», dala.example, The Clyde Herald."""
    for node in line.nodes[first:at]:
        if node.kind == QUOTE:
            return inside(line.document, node)
        if "." in node.low and node.kind == WORD:
            return node.text
    before = line.nodes[at - 1]
    is_brand = at > first and before.is_capital and (is_latin(before.text) or not before.text.istitle())
    begins = at - 1
    while is_brand and begins > first and _is_of_name(line, begins - 1):
        begins -= 1  # «португалиялық A Bola басылымы»
    begins = begins if is_latin(before.text) else first
    return text_of(line, begins, at - 1) if is_brand else ""


def _is_of_name(line: Line, at: int) -> bool:
    """«A Bola», «Ала-Тоо Press»: may a word be of a name whose last word is in Latin letters?"""
    is_unheard = line.nodes[at].is_capital and not line.words[at].is_known and line.words[at].case == "nomn"
    return is_latin(line.nodes[at].text) or is_unheard


def inside(document: Document, node: Token) -> str:
    """Return the words between the marks of a quotation."""
    first, last = node.first, node.last
    return document.text[document.tokens[first].start : document.tokens[last - 1].end] if last > first else ""


def bodies_spelled_out(mentions: list[Mention]) -> None:
    """«ПД» is «Маңғыстау облысының полиция департаменті» of the text: the last words of a name by their letters."""
    full: dict[str, str] = {}
    for one in mentions:
        words = one.name.split() if one.kind == "body" and "(" not in one.name else []
        letters = "".join(word[0] for word in words).upper()
        for at in range(len(words) - 1):
            full.setdefault(letters[at:], one.name)
    for one in mentions:
        if one.kind == "body" and one.name.isupper() and " " not in one.name:
            one.name = full.get(one.name, one.name)
