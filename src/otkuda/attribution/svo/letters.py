"""Which of the letters that a word may have it has, by what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.text.tokens import NUMBER, QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.lexis import Lex, Lexis
    from otkuda.text.tokens import Token

FULL_STOP = 2  # nodes of a word and the stop behind it
CLOSED = frozenset("dpcsqwroOuTxt")  # letters of the words that are counted


class Around(NamedTuple):
    """What stands around a word: the letters before it, the words of its sentence, its place among them."""

    found: list[str]
    nodes: list[Token]
    lexes: list[Lex | None]
    at: int
    lexis: Lexis

    @property
    def last(self) -> str:
        """The letter before, adverbs left out."""
        return next((letter for letter in reversed(self.found) if letter != "r"), "")

    @property
    def behind(self) -> str:
        """The letters that the next word may have; «m» where it is written as a name."""
        after = self.lexes[self.at + 1] if self.at + 1 < len(self.lexes) else None
        if after is None:
            return ""
        if after.low in self.lexis.approximators and self._is_number_behind():
            return "#"  # «killed at least 14 people»
        is_plain = after.is_known and CLOSED.issuperset(after.tags)
        return "m" if self.nodes[self.at + 1].is_capital and not is_plain else after.tags

    def _is_number_behind(self) -> bool:
        """Do the words that make a number inexact begin at the next word, and the number stand behind them?"""
        listed = self.lexis.approximators[self.nodes[self.at + 1].low]
        return any(
            all(node.low == word for node, word in zip(self.nodes[self.at + 1 :], words, strict=False))
            and self.at + 1 + len(words) < len(self.nodes)
            and self.nodes[self.at + 1 + len(words)].kind == NUMBER
            for words in listed
        )

    def features(self) -> frozenset[str]:
        """The features of the word as a verb."""
        lex = self.lexes[self.at]
        return lex.cue if lex is not None else frozenset()

    def before(self) -> Lex | None:
        """The word before."""
        return self.lexes[self.at - 1] if self.at else None

    def are_many(self) -> bool:
        """Is it «some», «many», with a clause behind the next word?"""
        after = self.lexes[self.at + 2] if self.at + 2 < len(self.lexes) else None
        here = self.lexes[self.at]
        is_clause = after is not None and after.tags[:1] in {"d", "o", "s"} and self.nodes[self.at + 2].low != "of"
        return is_clause and here is not None and here.low in self.lexis.grammar["many"]

    def is_phrasal(self) -> bool:
        """Does the next word make the verb a cue: «Reyes points out»?"""
        lex, after = self.lexes[self.at], self.lexes[self.at + 1] if self.at + 1 < len(self.lexes) else None
        listed = self.lexis.phrasal.get(lex.verb, ()) if lex is not None else ()
        return after is not None and any(after.low == other for other, _ in listed)

    def is_by_somebody(self) -> bool:
        """«reported by the Beacon», not «said by phone»."""
        at = self.at + 2
        means = self.lexis.grammar["means"]
        after = self.lexes[at] if at < len(self.nodes) else None
        is_way = after is not None and (after.low in means or after.tags[0] == "g")  # «replied by saying»
        return self.is_before("by") and not is_way

    def is_named_there(self) -> bool:
        """Does a verb that gives something a name stand before, and a quotation behind?"""
        before, at = self.before(), self.at + 1
        is_named = before is not None and "small" in before.cue and not before.cue & {"say", "that"}
        return is_named and at < len(self.nodes) and self.nodes[at].kind == QUOTE

    def is_named_behind(self) -> bool:
        """Does a verb that gives something a name stand before, a noun and a quotation behind?"""
        before, at = self.before(), self.at + 2
        is_named = before is not None and "small" in before.cue and not before.cue & {"say", "that"}
        return is_named and at < len(self.nodes) and self.nodes[at].kind == QUOTE

    def named(self) -> str:
        """«called that “unfortunate”», «calls that answer “a confession”»: what «that» is there."""
        return "o" if self.is_named_there() else "d" if self.is_named_behind() else ""

    def is_before_title(self) -> bool:
        """«planning chair Rowan Pell»: is the next word a title, with a name behind it?"""
        at = self.at + 2
        after = self.lexes[self.at + 1] if at < len(self.nodes) else None
        return after is not None and after.low in self.lexis.language.titles and self.nodes[at].is_capital

    def leads_up(self) -> bool:
        """Does a colon or a quotation follow?"""
        after = self.nodes[self.at + 1] if self.at + 1 < len(self.nodes) else None
        return after is not None and (after.text == ":" or after.kind == QUOTE)

    def closes_insert(self) -> bool:
        """«Pell, who led it, called on …», «Pell, 61, called for …»: does the comma before end what another opened?"""
        tags = "".join(self.found)
        opening = tags.rfind(",", 0, len(tags) - 1)
        return opening > 0 and not set("vVx") & set(tags[:opening])

    def closes_with_source(self) -> bool:
        """«…, the records show.»: does a cue end the sentence, with a comma and a noun alone before it?"""
        tags = "".join(self.found)
        comma, after = tags.rfind(","), self.nodes[self.at + 1 :]
        is_last = len(after) < 1 or (len(after) == 1 and after[0].text == ".")
        return is_last and comma > 0 and not tags[comma + 1 :].strip("danN")

    def is_last_but_one(self) -> bool:
        """Does one word more end the sentence?"""
        after = self.nodes[self.at + 1 :]
        return len(after) == 1 or (len(after) == FULL_STOP and after[1].text == ".")

    def goes_on(self) -> bool:
        """«Pell, asked if he would go, said»: does the sentence go on with a verb behind another comma?"""
        commas = (k for k in range(self.at + 1, len(self.nodes) - 1) if self.nodes[k].text == ",")
        lexes = (self.lexes[k + 1] for k in commas)
        return any(lex is not None and {"v", "z", "x"} & set(lex.tags) for lex in lexes)

    def is_before(self, role: str) -> bool:
        """Is the next word one that grammar.tsv lists for ``role``?"""
        after = self.lexes[self.at + 1] if self.at + 1 < len(self.lexes) else None
        return after is not None and after.low in self.lexis.grammar[role]


def choose(tags: str, around: Around) -> str:
    """Choose among a word's letters by what stands before it and behind."""
    last, behind = around.last, around.behind
    if "e" in tags and (around.is_by_somebody() or (last in set("xOieg") and _is_of_passive(around))):
        return "e"
    if tags[0] == "#" and "o" in tags:
        return "#" if behind[:1] in set("naNmh#e") else "o"
    if "q" in tags:
        return "q"
    for kind, chosen in _CHOOSERS:
        if not kind.isdisjoint(tags):
            return chosen(tags, last, behind, around)
    return tags[0]


def _is_of_passive(around: Around) -> bool:
    """Is the auxiliary before a word «be» or «have», which go with participles?"""
    grammar = around.lexis.grammar
    lex = next((one for one in reversed(around.lexes[: around.at]) if one is None or "r" not in one.tags), None)
    return lex is not None and (lex.low in grammar["be"] or lex.low in grammar["have"])


def _to(tags: str, last: str, behind: str, around: Around) -> str:  # noqa: ARG001 - one of the choosers
    if "i" in behind and len(behind) > 1 and set("nai").issuperset(behind):  # a word that no table holds
        return "t" if last in set("vVnNmo,") else "p"
    before = around.before()
    if before is not None and any(one[1:2] == ("to",) for one in around.lexis.openers.get(before.low, ())):
        return "p"  # «according to state records»
    return "t" if "i" in behind or behind[:1] == "r" or (not behind and last in {"v", "V"}) else "p"


def _that(tags: str, last: str, behind: str, around: Around) -> str:
    """«that»: opens a clause, or stands before a noun, or for a thing."""
    if {"d", "o"} <= set(tags) and "b" in behind and around.are_many():
        return "o"  # «Some fear the law will go»
    if "s" in tags:
        if last in {"v", "V"} and (named := around.named()):
            return named
        if behind[:1] in {"x", "v", "z"} and last in {"n", "N", "m"}:
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
            return "d" if behind[:1] in set("naNh#gemx") or behind == "rn" else "u"  # «her home»
        return "o"
    return "d" if behind[:1] in set("naN#hgedm") or not behind else "o"


def _closed(tags: str, last: str, behind: str, around: Around) -> str:  # noqa: ARG001 - one of the choosers
    """Words of the closed classes are what they mostly are."""
    if "x" in tags:
        if last in {"x", "O"} and set("ei") & set(tags):
            return "e" if "e" in tags and "i" not in tags else "i"
        return "i" if last == "t" and "i" in tags else "x"
    return "r" if "r" in tags and _is_adverb(last, behind) else tags[0]


def _open(tags: str, last: str, behind: str, around: Around) -> str:
    """Nouns, adjectives and verbs."""
    if last == "t" and "i" in tags:
        return "i"
    if last in {"x", "O"}:
        return _after_auxiliary(tags, behind)
    if told := _before_what_is_said(tags, last, behind, around):
        return told
    if found := _beside_verb(tags, last, behind, around.found) or _behind_determiner(tags, around):
        return found
    if last in set("dah#p") and set("nNhage") & set(tags):
        return _in_phrase(tags, last, behind, around)
    if last in {"o", "w"}:
        return _verb(tags) or _nominal(tags, last) or tags[0]
    if set("zvb") & set(tags):
        return _after_noun(tags, last, behind, around)
    if "a" in tags and (noun := _noun(tags)):
        return "a" if behind[:1] in set("naN") else noun
    return tags[0]


def _is_adverb(last: str, behind: str) -> bool:
    """«He further added», «who lives nearby said»: does it stand between a noun or a verb and a verb?"""
    return last in set("onNmvV") and bool(set("vze") & set(behind))


def _before_what_is_said(tags: str, last: str, behind: str, around: Around) -> str:
    """A word with a verb or with what is said behind it; "" where that tells nothing."""
    if "r" in tags and _is_adverb(last, behind):
        return "r"
    if last == "," and "g" in tags and around.is_before("that"):
        return "g"  # «…, ruling that»
    if last == "o" and "g" in tags and around.features() and around.leads_up():
        return "g"  # «with one writing: “…”»
    is_behind_article = last == "a" and around.found[-2:-1] == ["d"] and {"v", "e"} <= set(tags)
    if is_behind_article and (set("tsdou") & set(behind[:2]) or around.leads_up()):
        return "V"  # «A superior told her», «families of the dead demanded to», «A third added: “…”»
    return ""


def _noun(tags: str) -> str:
    return next((one for one in tags if one in "nNh"), "")


def _nominal(tags: str, last: str) -> str:
    """A noun or an adjective that the word may be; behind a pronoun rather the latter."""
    adjective = "a" if "a" in tags else ""
    return adjective or _noun(tags) if last in {"o", "w", "x", "O"} else _noun(tags) or adjective


def _beside_verb(tags: str, last: str, behind: str, found: list[str]) -> str:
    """A word right behind a verb, a predicate or «and»; "" where nothing is told."""
    if last == "a" and len(found) > 1 and found[-2] in "xr" and "v" in tags:
        return "V" if "e" in tags else "v"
    if last in {"v", "V"} and (noun := _noun(tags)) and set("zb") & set(tags):
        return noun
    if last in {"v", "V"} and set("ibv").issuperset(tags) and behind[:1] in set("nNm"):
        return "a"  # «said lead author Moe»
    if last in {'"', ""} and set("ib").issuperset(tags) and behind[:1] in set("nNm"):
        return "a"  # «“The speed,” lead author Moe explains»
    is_joined = last == "c" and {"v", "z"} & set(tags) and set("vx") & set(found) and behind[:1] in set("sdoqt")
    return "v" if is_joined else ""


def _behind_determiner(tags: str, around: Around) -> str:
    """«the leaks», «the think tank», «a Geneva briefing»: a verb that can be none there."""
    last, behind = around.last, around.behind
    if around.found[-2:] == ["d", "m"] and tags[0] == "g" and "n" in tags and behind[:1] not in set("dsoq"):
        return "n"
    if last not in set("dah") or set("nNhar") & set(tags):
        return ""
    if behind[:1] in set("nN"):
        return "a"
    return ("N" if "z" in tags else "n") if set("zbi") & set(tags) else ""


def _after_auxiliary(tags: str, behind: str) -> str:
    if "r" in tags and set("ve") & set(behind):
        return "r"  # «was first reported»
    for letter in "ieg":
        if letter in tags and not (letter == "i" and _noun(tags) and behind[:1] in {"v", "x"}):
            return letter
    return _nominal(tags, "x") or tags[0]


def _in_phrase(tags: str, last: str, behind: str, around: Around) -> str:
    """«the report», «reported cases», «of dumping»."""
    modifies = behind[:1] in set("naN#")
    if tags[0] == "g" and last == "p":
        lex = around.before()
        is_to = lex is not None and lex.low in around.lexis.grammar["to"]
        return "a" if is_to and modifies else "g"
    if "a" in tags and (modifies or not _noun(tags)):
        return "a"
    if last == "d" and "e" in tags and not _noun(tags) and behind[:1] in {"x", "v", ""}:
        return "n"  # «the accused had lied», «the deceased, 45,»
    return _noun(tags) or ("e" if "e" in tags else "g")


def _verb(tags: str) -> str:
    return "v" if set("vzb") & set(tags) else ("e" if "e" in tags else "")


def _after_noun(tags: str, last: str, behind: str, around: Around) -> str:
    """«Report finds», «Officials claim», but «government claims are»."""
    nominal = _noun(tags) or ("a" if "a" in tags else "")
    if nominal and not _is_verb(tags, last, behind, around):
        return nominal
    if nominal and "v" in tags:
        return "v"
    if "e" in tags and "v" in tags:
        if last == "" and behind[:1] in set("nNam"):
            return "a"  # «Retired nurse Okoro»
        return "e" if last in {"", "d"} else "V"
    return "i" if last == "" and "b" in tags and "i" in tags else "v"


def _is_verb(tags: str, last: str, behind: str, around: Around) -> bool:
    """May a word that is a noun or an adjective too be the verb of its sentence?"""
    if "z" in tags and last in set("nmo") and around.is_phrasal():
        return True
    if "v" in tags and last == ",":
        return "say" in around.features() and behind[:1] in set("dso")  # «Holt, a nurse, alleged it was late»
    if "v" in tags:
        return last in set("nNmoT#)") and (not behind or behind[:1] in set("dtsoqhr#wpmuT"))
    is_first = not any(letter in around.found for letter in "vVx")
    if is_first and last == "n" and "b" in tags and behind[:1] in set("dso"):
        return True
    if is_first and around.found[-1:] == ["N"] and {"a", "b"} <= set(tags) and behind[:1] == "p" and not _noun(tags):
        return True  # «snow leopards live in the hills»
    if around.features() & {"say", "shows"} and _tells(tags, behind, around, is_first=is_first):
        return True
    if "z" in tags and "carry" in around.features() and (_is_medium(around) or (last == "m" and not behind)):
        return True  # «…, Daladan News reports.»
    if is_first and "b" in tags and "N" in around.found and behind[:1] == "s" and around.is_before("that"):
        return True  # «minutes seen by the paper show that»
    return _is_evident(tags, around, is_first=is_first) and _agrees(tags, last, behind)


def _tells(tags: str, behind: str, around: Around, *, is_first: bool) -> bool:
    """«…, the records show.», «Official figures show prices rose», «…, reports Ostpress.»"""
    if "b" in tags and around.found[-1:] == ["N"]:
        return around.closes_with_source() or (is_first and behind[:1] in set("nNma"))
    return "z" in tags and around.last == "," and behind == "m" and around.is_last_but_one()


def _is_evident(tags: str, around: Around, *, is_first: bool) -> bool:
    """Is the word a verb before it is a noun, or does what follows say so?"""
    last, behind = around.last, around.behind
    if behind[:1] in set("dtsoqhr#w") or (last == "N" and behind == "m") or (last == "m" and not behind and is_first):
        return True
    if is_first and around.is_before("to") and "inf" in around.features():
        return True  # «Officials hope to carry more»
    nominal = _noun(tags) or "a"
    return tags.index(nominal) > min(tags.index(one) for one in "zb" if one in tags)


def _agrees(tags: str, last: str, behind: str) -> bool:
    """Does it agree with what stands before, and does no verb follow that it could be the subject of?"""
    if last == "" or (behind[:1] in {"x", "v"} and ("e" not in behind[1:2] or last == ",")):
        return False
    if "z" not in tags and behind[:1] == "p" and last == "m":
        return False
    return ("z" in tags and last in set('nmo",')) or ("b" in tags and last in set("NT"))


def _is_medium(around: Around) -> bool:
    """«the agency reports», «the portal writes»."""
    lex, lexis = around.before(), around.lexis
    tables = lexis.language.outlets, lexis.language.organizations
    is_one = lex is not None and around.found[-1:] != ["N"]
    return lex is not None and is_one and (any(lex.noun in table for table in tables) or lex.low in lexis.outlet_heads)


_CHOOSERS = (
    (frozenset("t"), _to),
    (frozenset("wuoO"), _that),
    (frozenset("d"), _that),
    (frozenset("x"), _closed),
    (frozenset("T"), _closed),
    (frozenset("pcsq"), _closed),
    (frozenset("nNavzbige"), _open),
)
