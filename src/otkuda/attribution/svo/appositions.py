"""Phrases that are one mention: «Rowan Pell, the mayor», «the ministry (MoD)»; and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.svo.line import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from otkuda.attribution.ordered.sight import Mention
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.naming import Namer
    from otkuda.attribution.svo.scene import Scene

_ENDS = frozenset({",", "", ".", ")", "-", "!", "?", ":", ";"})


def join_appositions(scene: Scene, line: Line, namer: Namer) -> None:
    """Make one mention of a phrase and its apposition, and tell whose each is."""
    for phrase in line.phrases:
        if phrase.mention is not None:
            _stretch(line, phrase, scene.lexis.grammar)
            _bracket(line, phrase)
        if phrase.mention is not None and phrase.mention.kind == "role" and phrase.until > phrase.end:
            _name_behind(line, phrase, namer)
    for phrase in line.phrases:
        if phrase.mention is not None and phrase.mention.kind == "role" and line.tags[phrase.start] in "mna":
            _join_titles(line, phrase)
    until = 0
    for phrase in line.phrases:
        if phrase.start >= until and phrase.mention is not None and phrase.mention.kind in {"person", "role", "body"}:
            _appose(line, phrase, scene.lexis.parties)
        until = max(until, phrase.until)
    for phrase in line.phrases:
        _own(scene, line, phrase, namer)


def _name_behind(line: Line, phrase: Phrase, namer: Namer) -> None:
    """«The director of the nursery Ainura Osmonova»: whose name stands at the end of the title."""
    last = next((p for p in reversed(line.phrases) if p.end == phrase.until and p is not phrase), None)
    made = namer.bearer(line, phrase, last) if last is not None else None
    if last is not None and made is not None:
        phrase.mention, last.mention = made, None


def _join_titles(line: Line, phrase: Phrase) -> None:
    """«Deputy Prime Minister and Minister of Finance Serik Ormanov»: two titles of one person."""
    other = line.phrase_at.get(phrase.until + 1) if line.letter(phrase.until) == "c" else None
    one, two = phrase.mention, other.mention if other is not None else None
    if one is None or two is None or other is None or two.kind != "person" or not two.roles:
        return
    two.start, two.roles = one.start, (*one.roles, *two.roles)
    phrase.mention, phrase.until = two, max(other.until, other.end)
    line.ending[phrase.until] = phrase


def _stretch(line: Line, phrase: Phrase, grammar: Mapping[str, frozenset[str]]) -> None:
    """A mention reaches as far as what belongs to it."""
    mention = phrase.mention
    if mention is not None and mention.kind == "document":
        mention.end = _end_of_writing(line, phrase, grammar["authored"], grammar["to"])
    elif mention is not None and phrase.until > phrase.end and mention.kind != "person":
        mention.end = line.nodes[phrase.until - 1].end


def _end_of_writing(line: Line, phrase: Phrase, authored: frozenset[str], to: frozenset[str]) -> int:
    """«a letter to parents», «a letter seen by the Beacon»; whose it is stands apart."""
    at = phrase.end
    if line.letter(at) == "p" and line.low(at) in to and at + 1 in line.phrase_at:
        at = line.phrase_at[at + 1].end
    elif (
        line.letter(at) == "e"
        and line.letter(at + 1) == "p"
        and at + 2 in line.phrase_at
        and line.low(at) not in authored
    ):
        at = line.phrase_at[at + 2].end
    return line.nodes[at - 1].end if line.tags[at - 1] != "h" else line.nodes[phrase.end - 1].end


def _bracket(line: Line, phrase: Phrase) -> None:
    """«the Rowing Union (ERU)»."""
    at, mention = phrase.until, phrase.mention
    if mention is None or line.letter(at) != "(" or line.letter(at + 1) != "m" or line.letter(at + 2) != ")":
        return
    if mention.kind == "body":
        mention.name += f" ({line.nodes[at + 1].text})"
    mention.end = line.nodes[at + 2].end
    phrase.until = at + 3


def _appose(line: Line, phrase: Phrase, parties: tuple[str, ...]) -> None:
    """The phrase behind the comma says who the one before it is."""
    at = _behind_office(line, phrase)
    while line.letter(at) == "," and line.letter(at + 1) == "#" and line.letter(at + 2) in _ENDS:
        at += 2  # «Pell, 61,»
    if line.letter(at) == "," and line.low(at + 1).startswith(parties) and line.letter(at + 2) in _ENDS:
        at += 2 + (line.tags[at + 2 : at + 4] == ".,")  # «Sen. Tarrow, D-Maine,», «R-Ky.,»
    if at > phrase.until and phrase.mention is not None:
        phrase.mention.end, phrase.until = line.nodes[at - 1].end, at
    other = line.phrase_at.get(at + 1) if line.letter(at) == "," else None
    if other is None or other.mention is phrase.mention:
        return
    end = _end_of(line, other)
    if line.letter(end) not in _ENDS or _opens_clause(line, phrase, end) or not _agree(line, phrase, other):
        return
    _merge(line, phrase, other, end)


def _opens_clause(line: Line, phrase: Phrase, end: int) -> bool:
    """«According to the Beacon, the firm, which …, has lost millions»: a subject behind a preposition's phrase."""
    is_first = phrase.mention is not None and phrase.mention.kind == "body" and phrase.start < _OPENER
    return is_first and line.letter(phrase.start - 1) in {"p", "t"} and line.tags[end : end + 2] == ",w"


_OPENER = 4  # words that may stand before the phrase of a preposition: «According to»


def _behind_office(line: Line, phrase: Phrase) -> int:
    """«its head of forecasting, Luis Carmo», «a professor of law at Leith, Tom Hale»: the comma before the name."""
    at, one = phrase.until, phrase.mention
    if one is None or one.kind != "role" or line.letter(at) != "p":
        return at
    end = at + 2 if line.letter(at + 1) == "g" else _end_of(line, phrase)
    other = line.phrase_at.get(end + 1) if line.letter(end) == "," else None
    name = other.mention if other is not None else None
    return end if name is not None and name.kind == "person" and not name.roles and " " in name.name else at


def _end_of(line: Line, phrase: Phrase) -> int:
    """Where an apposition ends: behind what says more of it, «director for networks at Northgas»."""
    at = max(phrase.until, phrase.end)
    while True:
        if line.letter(at) == "p" and at + 1 in line.phrase_at:
            at = max(line.phrase_at[at + 1].until, line.phrase_at[at + 1].end)
        elif (
            line.letter(at) == "c"
            and at + 1 in line.phrase_at
            and line.letter(line.phrase_at[at + 1].end) in {"p", ","}
        ):
            at = line.phrase_at[at + 1].until
        else:
            return at


def _agree(line: Line, phrase: Phrase, other: Phrase) -> bool:
    one, two = phrase.mention, other.mention
    if one is None:
        return False
    if one.kind == "person":
        return (
            not one.roles
            and (two is None or two.kind in {"role", "thing"})
            and other.end - other.start > 0
            and _is_role(two)
        )
    if two is None:
        return False
    if one.kind == "body" and two.kind == "person" and not one.is_named and _is_bare(two):
        two.kind, two.type, two.gender = "body", "organization", ""  # «its operator, Northline»
        two.is_named = True
        return True
    lex = line.lexes[phrase.end - 1]
    if one.kind == "role" and lex is not None and "bearer" in lex.roles and _is_bare(two):
        two.kind, two.type, two.gender, two.is_named = "body", "organization", "", True
        return True  # «the owner, Blue Banner»
    return (one.kind == "role" and two.kind == "person") or (
        one.kind == "body" and two.kind == "body" and one.is_named != two.is_named
    )


def _is_bare(mention: Mention) -> bool:
    """A name that may be a body's: a lone word without a title, or a body's already."""
    lone = mention.kind == "person" and not mention.roles and " " not in mention.name and not mention.gender
    return lone or (mention.kind == "body" and mention.is_named)


def _is_role(mention: Mention | None) -> bool:
    return mention is not None and mention.kind == "role"


def _merge(line: Line, phrase: Phrase, other: Phrase, end: int) -> None:
    one, two = phrase.mention, other.mention
    if one is None or two is None:
        return
    named, described = (one, two) if one.kind == "person" or one.is_named else (two, one)
    named.roles = named.roles or described.roles
    named.role = named.role or described.name
    named.gender = named.gender or described.gender
    named.head = named.head or (described.head if described.kind == "body" or named.kind != "body" else "")
    named.start, named.end = one.start, line.nodes[end - 1].end
    phrase.mention = other.mention = named
    phrase.until = end
    line.ending[end] = phrase


def _own(scene: Scene, line: Line, phrase: Phrase, namer: Namer) -> None:
    """Whose: «TNO's report», «a spokesperson for the ministry», «his vow»."""
    mention = phrase.mention
    if mention is not None and (mention.kind == "pronoun" or mention.owner is not None):
        return
    owner = _owner(scene, line, phrase, namer)
    if owner is None or owner.kind == "thing":
        return
    if mention is not None:
        mention.owner = owner
    scene.owners[id(phrase)] = owner
    scene.mentions.append(owner)


def _owner(scene: Scene, line: Line, phrase: Phrase, namer: Namer) -> Mention | None:
    held = next((at for at in range(phrase.end - 1, phrase.start, -1) if line.tags[at - 1] == "h"), -1)
    if held >= 0:
        return namer.mention(line, Phrase(phrase.start, held, held))
    if line.tags[phrase.start] == "d" and (one := namer.possessor(line, phrase.start)) is not None:
        return one
    grammar = scene.lexis.grammar
    by = phrase.end + (line.letter(phrase.end) == ",")
    if line.low(by) in grammar["authored"] and line.low(by + 1) in grammar["by"]:
        after = line.phrase_at.get(by + 2)
        return after.mention if after and phrase.mention is not None and phrase.mention.kind == "document" else None
    return _maker(line, phrase, grammar) or _joined(line, phrase, grammar)


def _joined(line: Line, phrase: Phrase, grammar: Mapping[str, frozenset[str]]) -> Mention | None:
    """«a study by the university», «a report in the Post»; an investigation in Sweden is not Sweden's."""
    after = line.phrase_at.get(phrase.end + 1) if line.letter(phrase.end) == "p" else None
    if after is None or after.mention is None or phrase.mention is None:
        return None
    is_far = phrase.mention.kind == "document" and after.mention.type != "outlet"
    joins = grammar["author"] if is_far else grammar["author"] | grammar["attached"]
    return after.mention if line.low(phrase.end) in joins else None


def _maker(line: Line, phrase: Phrase, grammar: Mapping[str, frozenset[str]]) -> Mention | None:
    """«The memo, dated June 17 and signed by Walter Brandt, says»: whose it is, told between commas."""
    if phrase.mention is None or phrase.mention.kind != "document" or line.letter(phrase.end) != ",":
        return None
    close = line.tags.find(",", phrase.end + 1)
    for at in range(phrase.end + 1, close):
        if line.low(at) in grammar["authored"] and line.low(at + 1) in grammar["by"]:
            after = line.phrase_at.get(at + 2)
            return after.mention if after is not None else None
    return None
