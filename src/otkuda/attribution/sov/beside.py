"""Phrases beside one another: parts of a longer one, joined by «and», or modifiers of the next noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.sov.phrase import Phrase
from otkuda.text.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.attribution.sov.word import Line


def around(every: list[Phrase]) -> Iterator[Phrase]:
    """Yield the phrases that are no part of another."""
    reach = len(every)
    low = 1 << 30
    for k in range(reach - 1, -1, -1):
        if every[k].first < low:
            low = every[k].first
            yield every[k]


def is_modifier(line: Line, phrase: Phrase) -> bool:
    """Does a noun behind a bare phrase take it for its own («мемлекеттік қызмет істері»)?"""
    mention = phrase.mention
    if phrase.is_owned or mention.kind not in {"role", "body", "group", "joint"} or phrase.last + 1 >= len(line):
        return False
    after = line.words[phrase.last + 1]
    if line.nodes[phrase.last].kind != WORD or after.pos != "NOUN":
        return False
    if mention.kind != "body" and any(entry.list in {"title", "unnamed"} for _, entry in after.entries):
        anyone = "anyone" in line.known.language.hypernyms.get(after.lemma, ())  # «жүргізуші жігіт»
        same = anyone or all(entry.list == "unnamed" for _, entry in after.entries)
        appositive = (
            same and after.number == "sing" and after.case == "nomn" and mention.kind == "role"
        )  # «зейнеткер әже»
        # «министр орынбасары», «экономист және бухгалтер мамандардың»
        return (after.is_owned and after.lemma in line.known.grammar["aides"]) or mention.kind == "joint" or appositive
    if mention.kind == "group":
        return after.is_owned and after.case == "nomn"  # «балалар тамағы»
    is_theirs = after.is_owned and after.is_known  # else «Компания төгіндінің …»: «төгінді», not «төгінд-і»
    return mention.kind == "body" and is_theirs and after.case in {"nomn", "gent"}


def joined(line: Line, every: list[Phrase]) -> list[Phrase]:
    """Make one phrase of those that «және» or «пен» joins; the last one bears the case of all."""
    found: list[Phrase] = []
    for phrase in every:
        before = found[-1] if found else None
        if before is not None and _is_called(line, before, phrase):
            found[-1] = _with_role(before, phrase)
        elif before is not None and _is_office_of(before, phrase):
            found[-1] = _with_office(before, phrase)
        elif before is not None and _are_joined(line, before, phrase):
            found[-1] = _joint(before, phrase)
        else:
            found.append(phrase)
    return found


def _is_called(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """«Айбек есімді жүргізуші», «Лаура Қасымова, компания басшысы, …»: a person before what they are."""
    if before.mention.kind != "person" or before.case != "nomn" or phrase.mention.kind != "role":
        return False
    if phrase.first != before.last + 2:
        return False
    behind = line.nodes[phrase.last + 1].text if phrase.last + 1 < len(line) else ""
    is_apposed = line.low[before.last + 1] == "," and phrase.case == "nomn" and behind == ","
    return is_apposed or line.low[before.last + 1] in line.known.grammar["called"]


def _with_role(before: Phrase, phrase: Phrase) -> Phrase:
    before.last, before.case, before.mention.end = phrase.last, phrase.case, phrase.mention.end
    before.mention.roles = (*before.mention.roles, *phrase.mention.roles)
    before.mention.role = before.mention.role or phrase.mention.role
    before.mention.owner = before.mention.owner or phrase.mention.owner
    return before


def _is_office_of(before: Phrase, phrase: Phrase) -> bool:
    """«Еуропа Одағы сыртқы саясат ведомствосының басшысы Хосеп Борель»: a body right before one with a title."""
    has_title = phrase.mention.kind == "person" and phrase.first < phrase.core
    stands = before.mention.kind == "body" and before.is_owned and before.case == "nomn"
    stands = stands and before.mention.type != "outlet"  # «деп жазды «Таң» газеті министрлік өкілі Серіковке сүйеніп»
    return has_title and stands and before.last == phrase.first - 1


def _with_office(before: Phrase, phrase: Phrase) -> Phrase:
    phrase.first, phrase.mention.start = before.first, before.mention.start
    phrase.mention.owner = phrase.mention.owner or before.mention
    return phrase


def _are_joined(line: Line, before: Phrase, phrase: Phrase) -> bool:
    if phrase.first != before.last + 2 or before.case != "nomn" or not (before.may_speak and phrase.may_speak):
        return False
    return line.low[before.last + 1] in line.known.grammar["and"] and "pronoun" not in {
        before.mention.kind,
        phrase.mention.kind,
    }


def _joint(before: Phrase, phrase: Phrase) -> Phrase:
    one, other = before.mention, phrase.mention
    parts = (*(one.parts if one.kind == "joint" else (one,)), other)
    name = " және ".join(part.name for part in parts)
    mention = Mention(one.start, other.end, "joint", name, number="plur", parts=parts)
    return Phrase(mention, before.first, phrase.last, phrase.case, phrase.lists, frozenset(), phrase.is_owned)
