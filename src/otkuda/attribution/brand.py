"""Bodies that stand in the text by their bare names («Газпром», Apple) and by the abbreviations of their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.entity import Body, Person, Seen, stems
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.cast import Cast
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Scene
    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

GOVERNED = {
    **dict.fromkeys("из от у для до без".split(), "gent"),
    **dict.fromkeys("к по".split(), "datv"),
    **dict.fromkeys("с со".split(), "ablt"),
    **dict.fromkeys("о об в во на при".split(), "loct"),
}
LONG = 4  # words of the longest bare name
REACH = 150  # characters between the head of a name and the abbreviation behind it
_BRACKETED = re.compile(r"\((?:далее\s*[—–-]\s*)?([A-ZА-ЯЁ][A-ZА-ЯЁa-z]{1,9})\)")


def note_brands(scene: Scene, cast: Cast) -> None:
    """Add to those seen in the text the bodies whose bare names no noun introduces."""
    noted = {seen.at for seen in cast.seen}
    for clause in scene.clauses:
        for k, node in enumerate(clause.nodes):
            if node.kind != QUOTE and not (node.is_capital and _is_latin(node)):
                continue
            if node.start in noted or node.index in scene.quoted:
                continue  # what somebody says is no name
            name = _bare_name(clause, k)
            if name and not _holds_verb(clause, node):
                cast.seen.append(Seen(node.start, _body(clause, cast, name, node.start), strong=_is_subject(clause, k)))
    cast.seen.sort(key=lambda seen: seen.at)


def _holds_verb(clause: Clause, quote: Token) -> bool:
    """«Мы уходим» on a fence."""
    inside = clause.sentence.inner.get(quote.index, [])
    return any(word(node).pos == "VERB" for sentence in inside for node in sentence.nodes)


def _bare_name(clause: Clause, k: int) -> str:
    """The name in quotation marks or Latin letters at node ``k``, where no noun stands before it; else nothing."""
    node, before = clause.nodes[k], clause.nodes[k - 1] if k else None
    name = clause.inner_text(node) if node.kind == QUOTE else _latin_run(clause, k)
    if node.kind == QUOTE and (not name[:1].isupper() or len(name.split()) > LONG or name[-1:] in ".,!?…"):
        return ""
    if before is None or before.kind != WORD:
        return name
    if node.kind != QUOTE and before.is_capital and not _is_latin(before) and word(before).modifiers:
        return name  # «Британская The Orb»
    titled = any(form.lemma in clause.language.titles for form in word(before).nouns)
    if not titled and (before.is_capital or word(before).nouns):
        return ""  # but «тренер «Бурана»», «аналитики Goldman»
    return in_nominative(clause.language, name, case_behind(before)) if node.kind == QUOTE else name


def _latin_run(clause: Clause, k: int) -> str:
    """«The Wall Orb»: the words in Latin letters that begin at node ``k``; the first alone of «Apple и Orb»."""
    last = k + 1
    while last < len(clause.nodes) and last - k < LONG and _is_latin(clause.nodes[last]):
        last += 1
    return clause.sentence_text(k, last)


def _is_latin(node: Token) -> bool:
    return node.kind == WORD and node.text.isascii() and node.text.isalpha() and len(node.text) > 2


def case_behind(before: Token | None) -> str:
    """Return the case of a name in quotation marks by the word before: the genitive by a title, a preposition's own."""
    if before is None or before.kind != WORD:
        return ""
    return GOVERNED.get(before.low, "gent" if word(before).nouns else "")


def in_nominative(language: Language, name: str, case: str) -> str:
    """Return a name in quotation marks that declines («из «Горводоканала»») in the nominative."""
    if not case or not name or name in language.outlet_names or name[0].isascii():
        return name
    if " " in name:
        plain = language.names.nominative_phrase(name[0].lower() + name[1:], case=case)
        return plain[:1].upper() + plain[1:]
    plain = language.names.nominative_phrase(name.lower(), case=case)
    return "-".join(part.capitalize() for part in plain.split("-")) if plain != name.lower() else name


def _body(clause: Clause, cast: Cast, name: str, at: int) -> Body:
    outlet = clause.language.outlet_named(name)
    name = outlet or name
    known = next((body for body in cast.bodies if stems(body.name) == stems(name)), None)
    if known is not None:
        return known
    body = Body(name, "", "outlet" if outlet else "organization", at)
    cast.bodies.append(body)
    return body


def _is_subject(clause: Clause, k: int) -> bool:
    return any(0 <= j < len(clause.nodes) and clause.is_finite(j) for j in (k - 1, k + 1))


def abbreviations(text: str, cast: Cast) -> dict[str, Body]:
    """Return the bodies behind whose names the text puts an abbreviation in brackets («The New York Times (NYT)»)."""
    found: dict[str, Body] = {}
    for match in _BRACKETED.finditer(text):
        near = [(s.at, s.entity) for s in cast.seen if match.start() - REACH < s.at < match.start()]
        bodies = [(at, entity) for at, entity in near if isinstance(entity, Body)]
        fitting = [body for at, body in bodies if _abbreviates(match[1], text[at : match.start()])]
        if fitting:
            found[match[1]] = max(fitting, key=lambda body: len(body.name))
    for seen in cast.seen if found else ():
        if not isinstance(seen.entity, Person):
            seen.entity = found.get(seen.entity.name, seen.entity)
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Do the words of a name begin with the letters of its abbreviation, in their order?"""
    letters = iter(word[0].upper() for word in re.findall(r"\w+", name))
    return all(letter in letters for letter in short.upper())
