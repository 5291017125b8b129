"""What each node of a sentence is: one letter a node, so that patterns of a sentence are patterns of a string.

d determiner, a adjective, # number, n noun, N plural noun, m name, h possessive, o pronoun, u objective pronoun,
O pronoun with its verb («he's»), p preposition, t «to» of an infinitive, c coordinator, s subordinator, q question word,
w relative, r adverb, T time, x auxiliary, v finite verb, i infinitive, g -ing form, e participle; a quotation is «"»,
a dash «-», other marks are themselves, those that say nothing are «.».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from otkuda.text.tokens import DASHES, MARK, NUMBER, QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.lexis import Lex, Lexis
    from otkuda.text.tokens import Token

_MARKS = frozenset(",;:()!?/")
_SIGNS = frozenset("%$£€&#°+")
_CLOSED = frozenset("dpcsqwroOuTxt")
_TITLED = 0.8  # of the words of a headline that writes them with capitals


class Around(NamedTuple):
    """What stands around a word: the letters before it, the words of its sentence, its place among them."""

    found: list[str]
    lexes: list[Lex | None]
    at: int
    lexis: Lexis

    def cue_features(self) -> frozenset[str]:
        """The features of the word as a verb."""
        lex = self.lexes[self.at]
        return lex.cue if lex is not None else frozenset()


def tag(nodes: list[Token], lexes: list[Lex | None], lexis: Lexis, names: frozenset[str]) -> str:
    """Return the letters of a sentence's nodes.

    ``lexes`` are their words, None for what is no word; ``names`` the words that the text writes with a capital where
    no sentence begins.
    """
    capitals = _is_titled(nodes)
    found: list[str] = []
    for at, (node, lex) in enumerate(zip(nodes, lexes, strict=True)):
        if lex is None:
            found.append(_of_mark(nodes, at, found))
            continue
        if found and found[-1] == "T" and at and _is_period(lexes, at - 1):
            found.append("T")
            continue
        if _is_period(lexes, at):
            found.append("T")
            continue
        tags = _cased(nodes, at, lex, found, names, capitals=capitals)
        if tags[0] == "x" and found[-1:] == ["d"] and lex.low in lexis.grammar["modal"]:
            tags = "n"  # «her will»
        letter = tags if len(tags) == 1 else _choose(tags, nodes, lexes, at, found, lexis)
        if letter == "V" and found[-1:] == [","] and not lex.cue & {"say", "that"} and _is_followed(lexes, at):
            letter = "e"  # «the report, published on Tuesday, found»
        found.append("v" if letter in "zb" else letter)
    return _mend("".join(found))


def _is_followed(lexes: list[Lex | None], at: int) -> bool:
    """Does a preposition or a time come next?"""
    lex = lexes[at + 1] if at + 1 < len(lexes) else None
    return lex is not None and lex.tags[0] in "pT"


def _is_period(lexes: list[Lex | None], at: int) -> bool:
    """«last week», «this year»: when, not who."""
    one, two = lexes[at], lexes[at + 1] if at + 1 < len(lexes) else None
    return one is not None and two is not None and "which_time" in one.roles and "period" in two.roles


def _of_mark(nodes: list[Token], at: int, found: list[str]) -> str:
    if nodes[at].text == "'" and at and nodes[at - 1].end == nodes[at].start and found[-1] in "nNm":
        if nodes[at - 1].low.endswith("s") and at + 1 < len(nodes):
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


def _cased(nodes: list[Token], at: int, lex: Lex, found: list[str], names: frozenset[str], *, capitals: bool) -> str:
    """The letters that a word may have, by how it is written."""
    node = nodes[at]
    if not node.is_capital:
        return lex.small
    if len(node.text) == 1 and _is_initial(nodes, at):
        return "m"
    closed = lex.is_known and _CLOSED.issuperset(lex.tags)
    if node.text.isupper() and len(node.text) > 1 and not capitals and lex.tags[0] not in "pcd":
        return "m"
    opens = not at or found[-1] in ":-." or (found[-1] in '"(' and at == 1)
    if closed and not (lex.is_name and not opens and not _is_date(nodes, at, found)):
        return lex.tags
    if lex.is_possessive:
        return "h"
    if opens and lex.tags[0] == "N" and not lex.is_known and node.text not in names and not _is_named_on(nodes, at):
        return lex.tags
    if (opens or capitals) and lex.is_known and not lex.is_name and not lex.is_place:
        follows = nodes[at + 1] if at + 1 < len(nodes) else None
        if capitals or lex.tags[0] not in "naN" or follows is None or not follows.is_capital:
            return lex.tags
    return "m"


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


def _choose(tags: str, nodes: list[Token], lexes: list[Lex | None], at: int, found: list[str], lexis: Lexis) -> str:
    """Choose among a word's letters by what stands before it and behind."""
    last = next((letter for letter in reversed(found) if letter != "r"), "")
    after = lexes[at + 1] if at + 1 < len(lexes) else None
    behind = after.tags if after else ""
    if after is not None and nodes[at + 1].is_capital and not (after.is_known and _CLOSED.issuperset(behind)):
        behind = "m"
    if after is not None and after.low in lexis.grammar["by"] and "e" in tags:
        return "e"
    if "e" in tags and last in set("xOieg") and _is_of_passive(lexes, at, lexis):
        return "e"
    if tags[0] == "#" and "o" in tags:
        return "#" if behind[:1] in set("naNmh#e") else "o"
    for letters, choose in _CHOOSERS:
        if not letters.isdisjoint(tags):
            return choose(tags, last, behind, Around(found, lexes, at, lexis))
    return tags[0]


def _is_of_passive(lexes: list[Lex | None], at: int, lexis: Lexis) -> bool:
    """Is the auxiliary before a word «be» or «have», which go with participles?"""
    before = (lex for lex in reversed(lexes[:at]) if lex is None or "r" not in lex.tags)
    lex = next(before, None)
    return lex is not None and (lex.low in lexis.grammar["be"] or lex.low in lexis.grammar["have"])


def _to(tags: str, last: str, behind: str, around: Around) -> str:  # noqa: ARG001
    if "i" in behind and set("nai").issuperset(behind):  # a word that no table holds
        return "t" if last in set("vVnNmo,") else "p"
    return "t" if "i" in behind or behind[:1] == "r" or (not behind and last in {"v", "V"}) else "p"


def _that(tags: str, last: str, behind: str, around: Around) -> str:
    """«that»: opens a clause, or stands before a noun, or for a thing."""
    if "s" in tags:
        if behind[:1] in {"x", "v"} and last in {"n", "N", "m"}:
            return "w"
        return "s" if around.found else ("o" if behind[:1] in {"x", "v", "z"} else "d")
    if last == "x" and {"d", "o"} <= set(tags) and set("veg") & set(behind) and not set("nNa") & set(behind):
        return "r"  # «have both called»
    if "w" in tags:
        return "w" if around.found else "q"
    if "O" in tags:
        return "O" if behind[:1] not in set("naN") else "h"
    if "u" in tags:
        if "d" in tags:
            return "d" if behind[:1] in set("naNh#gemx") else "u"
        return "o"
    return "d" if behind[:1] in set("naN#hgedm") or not behind else "o"


def _closed(tags: str, last: str, behind: str, around: Around) -> str:  # noqa: ARG001
    """Words of the closed classes are what they mostly are."""
    if "x" in tags:
        if last in {"x", "O"} and set("ei") & set(tags):
            return "e" if "e" in tags and "i" not in tags else "i"
        return "i" if last == "t" and "i" in tags else "x"
    return tags[0]


def _open(tags: str, last: str, behind: str, around: Around) -> str:
    """Nouns, adjectives and verbs."""
    noun = next((one for one in tags if one in "nNh"), "")
    adjective = "a" if "a" in tags else ""
    if last == "t" and "i" in tags:
        return "i"
    if last in {"x", "O"}:
        return _after_auxiliary(tags, noun, adjective, behind)
    if last == "a" and len(around.found) > 1 and around.found[-2] in "xr" and set("v") & set(tags):
        return "V" if "e" in tags else "v"
    if last in {"v", "V"} and noun and set("zb") & set(tags):
        return noun
    if last in {"v", "V"} and not noun and set("ibv").issuperset(tags) and behind[:1] in set("nNm"):
        return "a"  # «said lead author Moe»
    if last == "c" and "z" in tags and set("vx") & set(around.found) and behind[:1] in set("sdoqt"):
        return "v"
    if last in set("dah") and not (noun or adjective) and "r" not in tags:
        if behind[:1] in set("nN"):
            return "a"
        if set("zbi") & set(tags):
            return "N" if "z" in tags else "n"
    if "r" in tags and "x" in around.found[-2:] and set("ve") & set(behind):
        return "r"
    if last in set("dah#p") and (noun or adjective or "g" in tags or "e" in tags):
        before = around.lexes[around.at - 1] if around.at else None
        is_to = before is not None and before.low in around.lexis.grammar["to"]
        return _in_phrase(tags, last, noun, adjective, behind, is_to=is_to)
    if last in {"o", "w"}:
        return _verb(tags) or adjective or noun or tags[0]
    if set("zvb") & set(tags):
        return _after_noun(tags, last, behind, noun or adjective, around)
    if adjective and noun:
        return adjective if behind[:1] in set("naN") else noun
    return tags[0]


def _after_auxiliary(tags: str, noun: str, adjective: str, behind: str) -> str:
    for letter in "ieg":
        if letter in tags and not (letter == "i" and noun and behind[:1] in {"v", "x"}):
            return letter
    return adjective or noun or tags[0]


def _in_phrase(tags: str, last: str, noun: str, adjective: str, behind: str, *, is_to: bool) -> str:
    """«the report», «reported cases», «of dumping»."""
    modifies = behind[:1] in set("naN#")
    if tags[0] == "g" and last == "p":
        return "a" if is_to and modifies else "g"
    if adjective and (modifies or not noun):
        return adjective
    if noun:
        return noun
    return "e" if "e" in tags else "g"


def _verb(tags: str) -> str:
    return "v" if set("vzb") & set(tags) else ("e" if "e" in tags else "")


def _is_medium(around: Around) -> bool:
    """«the agency reports», «the portal writes»."""
    lex, lexis = around.lexes[around.at - 1] if around.at else None, around.lexis
    if around.found[-1:] == ["N"]:
        return False
    tables = lexis.language.outlets, lexis.language.organizations
    return lex is not None and (any(lex.noun in table for table in tables) or lex.low in lexis.outlet_heads)


def _after_noun(tags: str, last: str, behind: str, nominal: str, around: Around) -> str:
    """«Report finds», «Officials claim», but «government claims are»."""
    if nominal:
        if "v" in tags:
            is_verb = last in set("nNmoT#)") and (not behind or behind[:1] in set("dtsoqhr#wpmuT"))
            return "v" if is_verb else nominal
        is_first = not any(letter in around.found for letter in "vVx")
        if is_first and last == "n" and "b" in tags and behind[:1] in set("dso"):
            return "v"
        if last == "m" and not behind and "z" in tags and around.cue_features() & {"carry"}:
            return "v"  # «…, Daladan News reports.»
        evidence = (
            behind[:1] in set("dtsoqhr#w")
            or (last == "N" and behind == "m")
            or (last == "m" and not behind and is_first)
        )
        if "z" in tags and around.cue_features() & {"carry"} and _is_medium(around):
            return "v"
        if tags.index(nominal) < min(tags.find(one) % 99 for one in "zb") and not evidence:
            return nominal
        ends = behind[:1] in {"x", "v"} and "e" not in behind[1:2]
        agrees = ("z" in tags and last in set('nmo",')) or ("b" in tags and last in set("NT"))
        if not agrees or ends or last == "":
            return nominal
        if last == "," and behind[:1] in set("x"):
            return nominal
        if "z" not in tags and behind[:1] in set("p") and last == "m":
            return nominal
    if "e" in tags and "v" in tags:
        if last == "" and behind[:1] in set("nNam"):
            return "a"  # «Retired nurse Okoro»
        return "e" if last in {"", "d"} else "V"
    if last == "" and "b" in tags and "i" in tags:
        return "i"
    return "v"


_CHOOSERS = (
    (frozenset("t"), _to),
    (frozenset("wuoO"), _that),
    (frozenset("d"), _that),
    (frozenset("x"), _closed),
    (frozenset("T"), _closed),
    (frozenset("pcsq"), _closed),
    (frozenset("nNavzbige"), _open),
)

_REDUCED = re.compile(r"(?<=[nNmT)#])V(?=r*(?:p(?:T#?|d*[ha#]*[nNm]+)|T)+(?:[xvVO]))")  # «the man killed in May was»


def _mend(tags: str) -> str:
    """Tell pasts from participles, now that what stands behind them is known."""
    if "V" not in tags:
        return tags
    tags = _REDUCED.sub("e", tags)
    return tags.replace("V", "v")
