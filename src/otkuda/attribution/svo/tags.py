"""What each node of a sentence is: one letter a node, so that patterns of a sentence are patterns of a string.

d determiner, a adjective, # number, n noun, N plural noun, m name, h possessive, o pronoun, u objective pronoun,
O pronoun with its verb («he's»), p preposition, t «to» of an infinitive, c coordinator, s subordinator, q question
word, w relative, r adverb, T time, x auxiliary, v finite verb, i infinitive, g -ing form, e participle; a quotation is
«"», a dash «-», other marks are themselves, those that say nothing are «.».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.svo.letters import CLOSED, Around, choose
from otkuda.text.tokens import DASHES, MARK, NUMBER, QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.lexis import Lex, Lexis
    from otkuda.text.tokens import Token

_MARKS = frozenset(",;:()!?/")
_SIGNS = frozenset("%$£€&#°+")
_TITLED = 0.8  # of the words of a headline that writes them with capitals


class Capitals(NamedTuple):
    """The words of a text that are written with a capital behind a word in small letters, and behind a given name."""

    behind_small: frozenset[str]
    behind_given: frozenset[str]


def tag(nodes: list[Token], lexes: list[Lex | None], lexis: Lexis, names: Capitals) -> str:
    """Return the letters of a sentence's nodes.

    ``lexes`` are their words, None for what is no word; ``names`` the words that the text writes with a capital where
    no sentence begins.
    """
    capitals = _is_titled(nodes)
    found: list[str] = []
    inexact = 0  # the node behind words that make a number inexact
    for at, lex in enumerate(lexes):
        if at >= inexact and lex is not None and lex.low in lexis.approximators:
            inexact = max(inexact, _inexact(nodes, lexes, at, lexis)) if found[-1:] not in _NOUNS else inexact
        if at < inexact:
            found.append("a")
        elif lex is None:
            found.append(_of_mark(nodes, at, found))
        elif (_is_period(lexes, at) and not _opens_clause(lexes, at, lexis)) or (
            found[-1:] == ["T"] and at and _is_period(lexes, at - 1)
        ):
            found.append("T")
        else:
            around = Around(found, nodes, lexes, at, lexis)
            found.append(_letter(_cased(around, lex, names, capitals=capitals), lex, around))
    return _mend("".join(_with_verbs(found, lexes, lexis)))


def _with_verbs(found: list[str], lexes: list[Lex | None], lexis: Lexis) -> list[str]:
    """«Locals say the dam leaks»: behind a verb that has a clause for its object there is one more verb."""
    for at, lex in enumerate(lexes):
        if lex is None or found[at] not in {"v", "V"} or lex.low not in lexis.grammar["clausal"]:
            continue
        end = next((k for k in range(at + 1, len(found)) if found[k] in _CLOSES), len(found))
        if _HELD.isdisjoint(found[at + 1 : end]):
            verb = _behind_relative(found, lexes, at + 1, end)
            verb = verb or next((k for k in range(at + 2, end) if _may_be_verb(found, lexes, at, k)), 0)
            found[verb] = "v" if verb else found[verb]
    return found


def _behind_relative(found: list[str], lexes: list[Lex | None], start: int, end: int) -> int:
    """«Officials say the jet, which had left Ost, crashed at noon»: the verb behind the clause; 0 where none is."""
    if "w" not in found[end + 1 : end + 3] or found[end] != "," or _NOUN_LETTERS.isdisjoint(found[start:end]):
        return 0
    close = next((k for k in range(end + 1, len(found) - 1) if found[k] == ","), 0)
    lex = lexes[close + 1] if close else None
    return close + 1 if lex is not None and found[close + 1] == "e" and "v" in lex.tags else 0


def _may_be_verb(found: list[str], lexes: list[Lex | None], low: int, at: int) -> bool:
    """Does a noun agree, as a verb, with the noun before it: «leaks» with «the dam», «need» with «people»?"""
    lex, before = lexes[at], next((k for k in range(at - 1, low, -1) if found[k] != "r"), 0)
    if lex is None or found[at] not in _NAMED or not before:
        return False
    return ("z" in lex.tags and found[before] in {"n", "m"}) or ("b" in lex.tags and found[before] == "N")


_CLOSES = frozenset({",", ";", ":", "-", ".", "(", '"', "w", "s"})  # end what a clause without a verb may reach
_HELD = frozenset("vVxOeigt")  # a clause that holds one of these has its verb, or needs none
_NAMED = frozenset("nNa")
_NOUN_LETTERS = frozenset("nNmo#")
_NOUNS = (["n"], ["N"], ["m"], ["o"])


def _inexact(nodes: list[Token], lexes: list[Lex | None], at: int, lexis: Lexis) -> int:
    """The number behind «at least», «up to»; 0 where none follows."""
    for words in lexis.approximators[nodes[at].low]:
        end = at + len(words)
        if end < len(nodes) and all(nodes[at + k].low == word for k, word in enumerate(words)):
            lex = lexes[end]
            if nodes[end].kind == NUMBER or (lex is not None and lex.tags[0] == "#"):
                return end
    return 0


def _letter(tags: str, lex: Lex, around: Around) -> str:
    last = around.found[-1:]
    is_plain = "N" not in lex.tags or not set("zbv") & set(around.behind)
    if is_plain and lex.low in around.lexis.grammar["attributive"] and set("nN") & set(around.behind[:1]):
        return "a"  # «human rights groups», «police sources»
    if tags[0] == "x" and last == ["d"] and lex.low in around.lexis.grammar["modal"]:
        tags = "n"  # «her will»
    if tags == "d" and last == ["d"] and around.is_before("active"):
        return "o"  # «The other said»
    if tags == "z" and last in (["#"], ["d"], ["h"]):
        return "N"  # «143 checks»: no table holds the noun
    letter = tags if len(tags) == 1 else choose(tags, around)
    if letter == "g" and around.last in {"v", "V", '"', ""} and around.is_before_title():
        return "a"  # «said planning chair Moe»
    if letter == "a" and "-" in lex.low and last in (["d"], ["h"]) and not set("naN#") & set(around.behind[:1]):
        return "n"  # «the 52-year-old told», «the mother-of-two»
    if letter == "V" and last == [","] and not lex.cue & {"say", "that"} and around.behind[:1] in set("pTsq"):
        is_main = not around.goes_on() and (
            ("ask" in lex.cue and around.is_before("whether"))
            or (around.closes_insert() and (around.is_phrasal() or ("inf" in lex.cue and around.is_before("to"))))
        )
        return "v" if is_main or around.is_before("that") else "e"  # «the report, published on Tuesday, found»
    if letter in {"V", "v"} and lex.verb in around.lexis.grammar["bidden"] and _is_bidden(around, lex):
        return "e"  # «Tutor ordered to pay back»
    if letter in {"V", "e"} and "active" in lex.roles and around.last not in set("xOieg"):
        return "e" if around.is_by_somebody() else "v"
    return "v" if letter in "zb" else letter


def _is_bidden(around: Around, lex: Lex) -> bool:
    """Does «to» with a verb stand right behind a past, without whom it was told to, in a line without a full stop?"""
    if around.nodes[-1].text == ".":
        return False
    follows = around.lexes[around.at + 2] if around.at + 2 < len(around.lexes) else None
    return "e" in lex.tags and around.is_before("to") and follows is not None and "i" in follows.tags


def _opens_clause(lexes: list[Lex | None], at: int, lexis: Lexis) -> bool:
    """«noted that time was short»."""
    lex, before = lexes[at], lexes[at - 1] if at else None
    return (
        lex is not None
        and lex.low in lexis.grammar["that"]
        and before is not None
        and bool(before.cue & {"say", "that"})
    )


def _is_period(lexes: list[Lex | None], at: int) -> bool:
    """«last week», «this year»: when, not who."""
    one, two = lexes[at], lexes[at + 1] if at + 1 < len(lexes) else None
    return one is not None and two is not None and "which_time" in one.roles and "period" in two.roles


def _of_mark(nodes: list[Token], at: int, found: list[str]) -> str:
    is_glued = at > 0 and nodes[at - 1].end == nodes[at].start
    if nodes[at].text == "'" and is_glued and found[-1] in {"N", "m"} and at + 1 < len(nodes):
        found[-1] = "h"  # «the ministers' plan»
        return "h"
    return "m" if _is_inside_name(nodes, at, found) or _is_slash(nodes, at) else _mark(nodes[at])


def _is_slash(nodes: list[Token], at: int) -> bool:
    """«RFE/RL»."""
    if nodes[at].text != "/" or not at or at + 1 >= len(nodes):
        return False
    before, after = nodes[at - 1], nodes[at + 1]
    return before.end == nodes[at].start and after.start == nodes[at].end and before.is_capital and after.is_capital


def _is_inside_name(nodes: list[Token], at: int, found: list[str]) -> bool:
    """«U.N. envoy», «Sen. Pell»: a stop that belongs to the word before it."""
    before = nodes[at - 1] if at else None
    return (
        nodes[at].text == "."
        and before is not None
        and before.is_capital
        and before.end == nodes[at].start
        and at + 1 < len(nodes)
        and found[-1] in "mna"
    )


def _mark(node: Token) -> str:
    if node.kind == QUOTE:
        return '"'
    if node.kind == NUMBER or node.text in _SIGNS:
        return "#"
    if node.text in DASHES:
        return "-"
    return node.text if node.text in _MARKS else "."


def _is_titled(nodes: list[Token]) -> bool:
    words = [node for node in nodes if node.kind not in {MARK, NUMBER, QUOTE} and len(node.text) > 3]
    return len(words) > 2 and nodes[-1].text != "." and sum(node.is_capital for node in words) >= _TITLED * len(words)


def _cased(around: Around, lex: Lex, names: Capitals, *, capitals: bool) -> str:
    """The letters that a word may have, by how it is written."""
    node = around.nodes[around.at]
    if not node.is_capital:
        return "m" if _is_particle(around) else lex.small
    if "-" in node.text and _is_compound(around):
        return "a"
    return _of_capital(around, lex, names, capitals=capitals)


def _of_capital(around: Around, lex: Lex, names: Capitals, *, capitals: bool) -> str:
    """The letters of a word that is written with a capital."""
    found, nodes, at = around.found, around.nodes, around.at
    node = nodes[at]
    if len(node.text) == 1 and _is_initial(nodes, at):
        return "m"
    closed = lex.is_known and CLOSED.issuperset(lex.tags)
    if node.text.isupper() and len(node.text) > 1 and not capitals and lex.tags[0] not in "pcd":
        return "m"
    opens = not at or found[-1] in ":-." or (found[-1] in '"(' and at == 1)
    if closed and not (lex.is_name and not opens and not _is_date(nodes, at, found)):
        return lex.tags
    if lex.is_possessive:
        return "h"
    is_plural = lex.tags[0] == "N" and not lex.is_known
    if is_plural and at + 1 < len(nodes) and nodes[at + 1].text == ",":
        is_plural = lex.noun.endswith(around.lexis.agents)  # «Northgas, which», not «Shipowners, who»
    if opens and is_plural and node.text not in names.behind_small and not _is_named_on(nodes, at):
        return lex.tags
    is_surname = opens and not capitals and node.text in names.behind_given  # «Wing», after «Penny Wing»
    if (opens or capitals) and lex.is_known and not lex.is_name and not lex.is_place and not is_surname:
        follows = nodes[at + 1] if at + 1 < len(nodes) else None
        if capitals or lex.tags[0] not in "naN" or follows is None or not follows.is_capital:
            return lex.tags
    return "m"


def _is_particle(around: Around) -> bool:
    """«Otto von Tarn», «Jan van der Heide», «Ahmed el-Hadi»: a small word that belongs to the surname behind it."""
    if around.found[-1:] != ["m"]:
        return False
    particles, at = around.lexis.particles, around.at
    node, after = around.nodes[at], around.nodes[at + 1 : at + 2]
    if node.low in particles:
        return bool(after) and (after[0].is_capital or after[0].low in particles)
    first, hyphen, rest = node.text.partition("-")
    return bool(hyphen) and first in particles and rest[:1].isupper()


def _is_compound(around: Around) -> bool:
    """«Ost-based think tank Polis», «the Tarn-backed militia»: a name and a participle before a noun."""
    last = around.nodes[around.at].text.rpartition("-")[2]
    after = around.nodes[around.at + 1 : around.at + 2]
    return last.islower() and "e" in around.lexis[last].tags and bool(after) and not after[0].is_capital


def _is_date(nodes: list[Token], at: int, found: list[str]) -> bool:
    """«in June», «5 May», «June 7»: a month, though people are called so too."""
    follows = nodes[at + 1] if at + 1 < len(nodes) else None
    return found[-1] in "pT#dr" and (follows is None or not follows.is_capital)


def _is_named_on(nodes: list[Token], at: int) -> bool:
    """Does a name go on: «Northgas Inc.»?"""
    return at + 1 < len(nodes) and nodes[at + 1].is_capital


def _is_initial(nodes: list[Token], at: int) -> bool:
    """«A. V. Lukin»."""
    return at + 1 < len(nodes) and nodes[at + 1].text == "." and nodes[at + 1].start == nodes[at].end


# «the man killed in May was», «experts not involved in it said», «those asked said», «a report made by it and sent in
# May found», «a man briefed on it, who had left, said»
_WHERE = r"r*(?:p(?:T#?|d*[ha#]*[nNm]+|g[dahnNmpreg#]*[nNm])|T)+"
_REDUCED = re.compile(rf"(?:(?<=[nNmT)#])|(?<=[nNm]r))V(?={_WHERE}(?:c[eV]{_WHERE})?(?:,w[^,]*,)?[xvVO])|(?<=o)V(?=V)")
_INSERTED = re.compile(r"(?<=[nNm],)V(?=[^,;:\"cvVx]+,r*[xvV])")  # «one man, believed to be in his 30s, was»
_JOINED = re.compile(rf"e{_WHERE}cV(?={_WHERE}[vV])")  # «commissioned by the city and published in May found»


def _mend(tags: str) -> str:
    """Tell pasts from participles, now that what stands behind them is known."""
    if "V" not in tags:
        return tags
    tags = _REDUCED.sub("e", tags)
    tags = _INSERTED.sub("e", tags)
    tags = _JOINED.sub(lambda found: found[0][:-1] + "e", tags)
    return tags.replace("V", "v")
