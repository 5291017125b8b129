"""Which words of a phrase are a name, which its titles, and whether it is a person's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from otkuda.attribution.svo.phrases import MOST_WORDS, head_of, heads
from otkuda.text.tokens import NUMBER

if TYPE_CHECKING:
    from otkuda.attribution.svo.lexis import Lexis
    from otkuda.attribution.svo.line import Line, Phrase

_CAMEL = re.compile(
    r"(?!Ma?c[A-Z]|De[A-Z]|D[iu][A-Z]|La[A-Z]|Le[A-Z]|Van[A-Z]|Fitz[A-Z]|O[A-Z])[A-ZÀ-Þ][a-zß-ÿ]+(?:[A-Z][a-z]*)+"
)  # «GridWest», not «McNeil»
STOPPED = "."
PERSONAL = frozenset({"a", "an", "who", "whose", "aged"})  # behind a name and a comma they tell of a person
FULL_NAME = 2  # words of most names


class Name(NamedTuple):
    """The capitalized words at the end of a phrase: where they begin, where the name does behind its titles."""

    first: int
    start: int
    titles: tuple[str, ...]
    end: int  # before «KC», «MP» behind the name
    is_sure: bool  # a title or a given name says that it is a person's


class Proper(Struct):
    """The names of one text. ``surnames`` are the words of the persons' names that it gives in full."""

    lexis: Lexis
    code: str
    text: str
    surnames: dict[str, str]  # word of a name → gender
    bodies: set[str]  # words of names that are no persons'
    places: set[str]  # words that stand behind «in» and the like
    firms: set[str]  # names that the text treats as a thing's: «Harbor Rail, which», «Metroline, the company»

    def _is_title_case(self, line: Line, phrase: Phrase) -> bool:
        """«the Upland Post»: a name, though «post» is a writing."""
        return line.tags[phrase.end - 1] == "m" and line.tags[phrase.end - 2 : phrase.end - 1] in {"m", "d"}

    def _plain(self, line: Line, at: int) -> str:
        return self.lexis.language.names.nominative_person(line.nodes[at].text)

    def _name(self, line: Line, phrase: Phrase) -> Name | None:
        first = phrase.end
        while first > phrase.start and (
            line.tags[first - 1] == "m" or (first == phrase.end and self._owns(line, first - 1))
        ):
            first -= 1
        if first == phrase.end:
            return None
        titles, start = self._titles(line, phrase, first)
        given = line.lexes[start]
        end = self._end_of_name(line, start, phrase.end)
        many = end - start > 1
        sure = bool(titles) or (
            many and ((given is not None and given.is_name) or self._has_particle(line, start, end))
        )
        return Name(first, start, titles, end, sure)

    def _has_particle(self, line: Line, start: int, end: int) -> bool:
        """«Otto von Tarn», «Ahmed el-Hadi»."""
        small = (node for node in line.nodes[start + 1 : end] if not node.is_capital)
        return any(node.low.partition("-")[0] in self.lexis.particles for node in small)

    def _end_of_name(self, line: Line, start: int, end: int) -> int:
        """Before what is no part of a name though it stands behind it: «Fay Orme KC»."""
        while end - start > 1 and line.low(end - 1) in self.lexis.grammar["postnominal"]:
            end -= 1
        return end

    def _owns(self, line: Line, at: int) -> bool:
        return line.tags[at] == "h" and line.nodes[at].is_capital

    def _titles(self, line: Line, phrase: Phrase, first: int) -> tuple[tuple[str, ...], int]:
        """The titles before a name and where the name begins: behind the last of them."""
        found: list[str] = []
        start, at = first, phrase.start
        while at < phrase.end - 1:
            title, words = self._title_at(line, at, phrase.end - 1)
            if title and at + words >= first:
                found.append(title)
                start = at + words
                while start < phrase.end - 1 and line.nodes[start].text == STOPPED:
                    start += 1
            at += max(1, words)
        return tuple(found), max(start, first) if found else self._behind_nouns(line, first, phrase.end)

    def _behind_nouns(self, line: Line, first: int, end: int) -> int:
        """«Sophomore Lily Kessler»: a noun that no table of titles holds, two words behind it that are no nouns."""
        start = first
        while end - start > FULL_NAME and self._is_plain_noun(line, start):
            start += 1
        given = line.lexes[start]
        is_given = self._may_be_named(line, start) or (given is not None and given.is_name)
        is_name = end - start == FULL_NAME and is_given and self._may_be_named(line, end - 1)
        return start if is_name else first

    def _is_plain_noun(self, line: Line, at: int) -> bool:
        lex = line.lexes[at]
        if lex is None or lex.is_name or lex.is_place or head_of([lex], self.code) is not None:
            return False
        given = line.lexes[at + 1]
        if line.nodes[at].text.rpartition("-")[2].islower() and "-" in lex.low:
            return True  # «Mum-of-four Kayleigh Dobbs»
        return (lex.is_known and bool(lex.noun)) or lex.low.endswith(self.lexis.agents) or bool(given and given.is_name)

    def _title_at(self, line: Line, at: int, end: int) -> tuple[str, int]:
        """The longest title that begins at a node and ends before ``end``."""
        table = heads(self.code)
        for words in range(min(MOST_WORDS, end - at), 0, -1):
            key = " ".join(line.low(k) for k in range(at, at + words))
            head = table.get(key)
            if head and (head.kind == "title" or "sing" in head.features):
                return head.lemma, words
        return "", 0

    def _is_listed(self, line: Line, name: Name, phrase: Phrase) -> bool:
        """Is it an outlet, a body or a place that the tables know, and no title stands before it?"""
        if name.titles or self._is_introduced(line, name, phrase):
            return False
        whole = self._whole(line, name, phrase)
        words = [lex for lex in line.lexes[name.start : phrase.end] if lex]
        head = head_of(words, self.code)
        if head is not None and "name" in head.features and head.words < len(words) and words[0].is_name:
            return False  # «Martin Roche»
        return (
            whole in self.lexis.language.outlet_names
            or (head is not None and (head.kind in {"outlet", "body"} or "org" in head.features))
            or any(lex.is_place for lex in words[-1:])
            or self._is_outlet_name(line, name.start, phrase.end)
        )

    def _is_introduced(self, line: Line, name: Name, phrase: Phrase) -> bool:
        """«Jane Mills, 34,», «Mark Banks, a teacher»: whatever the surname means, more is told of a person."""
        given, stop = line.lexes[name.start], phrase.end
        if phrase.end - name.start != FULL_NAME or given is None or not given.is_name or given.is_place:
            return False
        if self._plain(line, phrase.end - 1) in self.surnames:
            return True
        behind = line.nodes[stop : stop + 2]
        told = len(behind) > 1 and behind[0].text == ","
        return told and (behind[1].kind == NUMBER or behind[1].low in PERSONAL)

    def _is_aged(self, line: Line, name: Name, phrase: Phrase) -> bool:
        """«Art Hoganson, 34, …», «Sunday Ojo, who …»: a name of two words of which an age or «who» tells."""
        behind = line.nodes[phrase.end : phrase.end + 3]
        if phrase.end - name.start != FULL_NAME or line.tags[phrase.start] == "d" or len(behind) < 3:
            return False
        is_age = behind[1].kind == NUMBER and len(behind[1].text) < 4 and behind[2].text in {",", "."}
        is_who = line.letter(phrase.end + 1) == "w" and behind[1].low in self.lexis.grammar["person"]
        return behind[0].text == "," and (is_age or is_who) and self._may_be_named(line, phrase.end - 1)

    def _is_titled_behind(self, line: Line, name: Name, phrase: Phrase) -> bool:
        """«Ayodele Bright, a professor of law, said»: no body is a professor."""
        after = line.phrase_at.get(phrase.end + 1) if line.letter(phrase.end) == "," else None
        if after is None or line.tags[phrase.start] == "d" or name.end - name.start < FULL_NAME:
            return False
        lex = line.lexes[after.end - 1]
        head = head_of([one for one in line.lexes[after.start : after.end] if one], self.code)
        is_role = head is not None and head.kind == "title" and line.tags[after.end - 1] == "n"
        return is_role and lex is not None and not lex.roles & {"bearer", "either"}

    def _whole(self, line: Line, name: Name, phrase: Phrase) -> str:
        whole = self.text[line.nodes[name.start].start : line.nodes[phrase.end - 1].end]
        return self.lexis.language.names.nominative_person(whole)

    def _is_outlet_name(self, line: Line, start: int, end: int) -> bool:
        """«the Upland Post», «Radio Tarn», «beacon.example»."""
        first, last = line.low(start), line.low(end - 1)
        named = line.nodes[end - 1].is_capital and line.tags[end - 1] == "m"
        return (
            (named and last in self.lexis.outlet_heads)
            or (end - start > 1 and line.nodes[start].is_capital and first in self.lexis.outlet_openers)
            or ("." in last[1:-1])
        )

    def _is_firm(self, line: Line, phrase: Phrase, name: Name) -> bool:
        """«GridWest», «Harbor Rail» of «Harbor Rail, which runs the line»: a name that is nobody's."""
        if name.titles:
            return False
        whole = self._whole(line, name, phrase)
        return whole in self.firms or (" " not in whole and bool(_CAMEL.fullmatch(whole)))

    def note_firm(self, line: Line, phrase: Phrase) -> None:
        """Remember a name behind which «which» or a noun of bodies stands."""
        name = self._name(line, phrase) if line.letter(phrase.end) in {",", "v"} else None
        if name is None or name.titles:
            return
        if line.letter(phrase.end) != ",":
            self._note_doer(line, phrase, name)
            return
        given, after = line.lexes[name.start], line.phrase_at.get(phrase.end + 1)
        if name.end - name.start > 1 and given is not None and given.is_name:
            return
        is_which = line.low(phrase.end + 1) in self.lexis.grammar["of_things"]
        is_thing = is_which and line.letter(phrase.end + 2) in {"v", "x", "r"}
        head = head_of([lex for lex in line.lexes[after.start : after.end] if lex], self.code) if after else None
        is_body = head is not None and head.kind == "body" and "place" not in head.features
        if is_thing or (is_body and after is not None and line.letter(after.start) in "da"):
            self.firms.add(self._whole(line, name, phrase))

    def note_led(self, line: Line, phrase: Phrase) -> None:
        """Remember the name behind «CEO of», «an analyst at»: a firm's, though it looks like a surname."""
        at = phrase.start - (line.tags[phrase.start - 1 : phrase.start] == "d") - 1
        lex = line.lexes[at - 1] if at > 0 and line.letter(at) == "p" else None
        is_led = lex is not None and (lex.noun or lex.low) in self.lexis.grammar["heads"]
        if is_led and phrase.end - phrase.start == 1 and line.tags[phrase.start] == "m":
            self.bodies.add(self._plain(line, phrase.start))

    def _note_doer(self, line: Line, phrase: Phrase, name: Name) -> None:
        """«Halden said it had …», «Halden said its profit …»: no «he» or «she»."""
        verb, given = line.group_at.get(phrase.end), line.lexes[name.start]
        lex = line.lexes[verb.main] if verb is not None else None
        if verb is None or lex is None or "say" not in lex.cue or (given is not None and given.is_name):
            return
        at = verb.end + (line.letter(verb.end) == "s")
        while line.letter(at) in {"T", "r"}:
            at += 1
        is_it = line.low(at) in self.lexis.grammar["it_itself"] and line.low(at + 1) in self.lexis.grammar["have"]
        if is_it or line.low(at) in self.lexis.grammar["its"]:
            self.firms.add(self._whole(line, name, phrase))

    def _is_person(self, line: Line, phrase: Phrase, name: Name) -> bool:
        if self._is_firm(line, phrase, name):
            return False
        is_surname = name.start == phrase.end - 1 and self._is_surname(line, phrase)
        if not name.titles and (is_surname or self._is_aged(line, name, phrase)):
            return True
        if name.titles:
            return self._is_titled_person(line, phrase, name)
        if self._is_listed(line, name, phrase) or self._is_what_a_body_is(line, phrase, name):
            return False
        if self._is_titled_behind(line, name, phrase):
            return True
        last = self._plain(line, name.end - 1)
        has_article = line.tags[phrase.start] == "d" and line.low(phrase.start) in self.lexis.grammar["definite"]
        if name.end - name.start == 1:
            return last in self.surnames or (not has_article and self._may_be_surname(line, phrase, last))
        if name.is_sure or last in self.surnames:
            return True
        if self.lexis.language.names.opens_eastern_name(line.nodes[name.start].text):
            return not has_article and "-" in line.nodes[name.end - 1].text  # «Park Ji-won»
        return not has_article and all(self._may_be_named(line, at) for at in range(name.start, name.end))

    def _is_titled_person(self, line: Line, phrase: Phrase, name: Name) -> bool:
        whole = head_of([lex for lex in line.lexes[name.first : phrase.end] if lex], self.code)
        if whole is not None and whole.kind == "body" and whole.words > 1 and name.end == phrase.end:
            return False  # «the General Staff»
        if name.end - name.start == 1 and self._is_listed(line, name._replace(titles=()), phrase):
            return False  # «the Conservative Party»
        is_medium = any(title in self.lexis.language.outlets for title in name.titles)
        is_short = name.end - name.start == 1 and line.nodes[name.start].text.isupper()  # «broadcaster NRT»
        return not (is_medium and (is_short or self._is_outlet_name(line, name.start, phrase.end)))

    def _is_what_a_body_is(self, line: Line, phrase: Phrase, name: Name) -> bool:
        """«railway company Temir Line»: the noun before a name says that it is no person's."""
        if name.first == phrase.start or line.tags[name.first - 1] != "n":
            return False
        head = head_of([lex for lex in line.lexes[phrase.start : name.first] if lex], self.code)
        return head is not None and head.kind in {"body", "outlet"}

    def _is_surname(self, line: Line, phrase: Phrase) -> bool:
        """«Bell», where «Marcy Bell» stands in the text, whatever else is called so."""
        return phrase.end - phrase.start == 1 and self._plain(line, phrase.start) in self.surnames

    def _is_titles(self, line: Line, phrase: Phrase, name: Name) -> bool:
        """«the Deputy Prime Minister», «the US President»: titles that are written as names."""
        if self._plain(line, phrase.end - 1) in self.surnames and phrase.end - name.first == 1:
            return False
        for at in range(name.first, phrase.end):
            lex = line.lexes[at]
            title, words = self._title_at(line, at, phrase.end)
            if title and at + words == phrase.end:
                return True
            if lex is None or not (lex.is_place or (lex.is_known and not lex.is_name)):
                return False
        return False

    def _may_be_named(self, line: Line, at: int) -> bool:
        lex = line.lexes[at]
        is_strange = lex is not None and not lex.is_known
        return (
            is_strange
            or len(line.nodes[at].text) < 3
            or self.lexis.language.names.looks_like_surname(self._plain(line, at))
        )

    def _is_led_to(self, line: Line, at: int) -> bool:
        """«Highway to Aksu», «the bus to Aksu»: what leads somewhere leads to a place."""
        way = line.lexes[at - 2] if at > 1 and line.low(at - 1) in self.lexis.grammar["towards"] else None
        return way is not None and (way.noun or way.low) in self.lexis.grammar["leads"]

    def _may_be_surname(self, line: Line, phrase: Phrase, word: str) -> bool:
        if line.low(phrase.start - 1) in self.lexis.grammar["where"]:
            return False  # «born in Hull»
        if self._is_led_to(line, phrase.start):
            return False
        return (
            phrase.start == phrase.end - 1
            and word not in self.bodies | self.places
            and self.lexis.language.names.looks_like_surname(word)
        )
