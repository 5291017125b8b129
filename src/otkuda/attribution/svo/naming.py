"""What a noun phrase is: a person, a role, people, a body, a writing; its name, head and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.svo.lexis import NONE
from otkuda.attribution.svo.line import Phrase
from otkuda.attribution.svo.phrases import features_of, head_of, heads
from otkuda.attribution.svo.proper import FULL_NAME, STOPPED, Name, Proper
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import MentionKind
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.phrases import Head
    from otkuda.model import SourceType


Gender = Literal["masc", "femn", ""]


class Namer(Proper):
    """What reads the phrases of one text."""

    def note(self, line: Line, phrase: Phrase) -> None:
        """Remember whose full name a phrase holds, before any phrase is judged."""
        name = self._name(line, phrase)
        if name is None:
            self._note_of_body(line, phrase)
        if name is None or self._is_titles(line, phrase, name):
            return
        words = [self._plain(line, at) for at in range(name.start, name.end) if line.nodes[at].text != STOPPED]
        if self._is_person(line, phrase, name) and (name.is_sure or len(words) > 1):
            gender = self.lexis.language.names.gender_of(" ".join(words))
            for word in words[-1:] + (words[:1] if len(words) > 1 else []):
                self.surnames[word] = gender or self.surnames.get(word, "")
        elif len(words) > 1:
            self.bodies.update(words[:1])
        is_inside = line.low(phrase.start - 1) in self.lexis.grammar["inside"] or self._is_led_to(line, phrase.start)
        if name.start == phrase.start == phrase.end - 1 and is_inside:
            self.places.add(words[0])

    def _note_of_body(self, line: Line, phrase: Phrase) -> None:
        """«the Rosehall banquet centre»: «Rosehall» is no person's name; «the Pell government» tells nothing."""
        named = [at for at in range(phrase.start, phrase.end) if line.tags[at] == "m"]
        head = head_of([lex for lex in line.lexes[phrase.start : phrase.end] if lex], self.code)
        if len(named) != 1 or head is None or head.kind != "body":
            return
        stand = self.lexis.language.bodies.get(self._noun(head.lemma))
        if stand is not None and "firm" in stand.fields:
            self.bodies.add(self._plain(line, named[0]))

    def part(self, line: Line) -> None:
        """«In a trembling voice Tobin Ashgrove added»: two phrases, as a voice is no title."""
        for at, phrase in enumerate(line.phrases):
            name = self._name(line, phrase)
            if name is None or name.titles or not name.is_sure or name.first == phrase.start:
                continue
            before = line.lexes[name.first - 1]
            if line.tags[name.first - 1] in "nN" and before is not None and before.is_known and "h" not in before.tags:
                head = head_of([before], self.code)
                if head is None or head.kind in {"document", "place"}:
                    other = Phrase(name.first, phrase.end, phrase.end)
                    phrase.end = phrase.until = name.first
                    line.phrases.insert(at + 1, other)
                    line.phrase_at[other.start], line.ending[other.end], line.ending[phrase.end] = other, other, phrase

    def bearer(self, line: Line, phrase: Phrase, last: Phrase) -> Mention | None:
        """Who bears a title that reaches to ``phrase.until``: the full name at the end of its ``last`` phrase."""
        start = last.end - FULL_NAME
        title = phrase.mention
        if title is None or start <= last.start or line.tags[start : last.end] != "m" * FULL_NAME:
            return None
        given = line.lexes[start]
        is_given = given is not None and (given.is_name or not given.is_known)
        is_titled = last.mention is not None and last.mention.kind == "person" and last.mention.roles
        if is_titled or not is_given or not self._may_be_named(line, last.end - 1):
            return None
        whole = Phrase(phrase.start, last.end, last.end)
        made = self._person(line, whole, Name(start, start, (), last.end, is_sure=True))
        first = self._first(line, phrase)
        made.roles, made.role = title.roles, self.text[line.nodes[first].start : line.nodes[start - 1].end]
        made.gender = made.gender or title.gender
        return made

    def unlisted(self, line: Line, phrase: Phrase) -> Mention | None:
        """Who speaks, though no table holds the noun: «the doctrine says», «shipowners say»."""
        at = phrase.end - 1
        if line.tags[at] not in "nNm#a":
            return None
        lex, first = line.lexes[at], self._first(line, phrase)
        lemma = (lex.noun or lex.low) if lex else ""
        kind: MentionKind = (
            "group"
            if line.tags[at] in "N#"
            else ("role" if line.tags[at] == "a" or lemma.endswith(self.lexis.agents) else "body")
        )
        made = self._make(line, phrase, kind, self._phrase_name(line, phrase, first), lemma)
        made.number = "plur" if kind == "group" else "sing"
        made.is_definite = line.low(phrase.start) in self.lexis.grammar["definite"]
        made.type = "organization" if kind == "body" else "unnamed"
        made.end = line.nodes[max(phrase.until, phrase.end) - 1].end
        return made

    def mention(self, line: Line, phrase: Phrase) -> Mention | None:
        """Return what a phrase mentions; None where it is a thing that no rule asks for."""
        is_somebody = line.tags[phrase.end - 1] == "o" and line.low(phrase.end - 1) in self.lexis.grammar["somebody"]
        if is_somebody or (phrase.end - phrase.start == 1 and line.tags[phrase.start] in "ouO"):
            return self._pronoun(line, phrase)  # «he», «the other»
        if self._is_nobody(line, phrase):
            return None
        name = self._name(line, phrase)
        if name is not None and self._is_quality(line, phrase):
            return self._aged(line, phrase)
        if name is not None and self._is_titles(line, phrase, name):
            name = None
        if name is not None and self._is_person(line, phrase, name):
            return self._person(line, phrase, name)
        words = [lex for lex in line.lexes[phrase.start : phrase.end] if lex]
        head = head_of(words, self.code)
        if name is not None and self._whole(line, name, phrase) in self.lexis.language.outlet_names:
            return self._body(line, phrase, None)
        is_own = head is not None and (head.kind == "document" or (head.kind == "unnamed" and name is not None))
        if name is not None and (head is None or (is_own and self._is_title_case(line, phrase))):
            return self._body(line, phrase, None)
        if head is None and self._is_described_as(line.low(phrase.end - 1)):
            return self._aged(line, phrase)
        if head is None:
            return None
        return self._described(line, phrase, head)

    def _is_quality(self, line: Line, phrase: Phrase) -> bool:
        """«the Conservative», «the Italian»: an adjective alone with the article."""
        lex = line.lexes[phrase.end - 1]
        is_two = phrase.end - phrase.start == FULL_NAME and line.low(phrase.start) in self.lexis.grammar["definite"]
        is_quality = lex is not None and lex.is_known and "a" in lex.tags and not lex.noun
        return is_two and is_quality and not self._is_outlet_name(line, phrase.end - 1, phrase.end)

    def _is_nobody(self, line: Line, phrase: Phrase) -> bool:
        """«Tarrow, D-Maine, said»; a title, «a note titled “Out of gas”»."""
        if phrase.end - phrase.start == 1 and line.low(phrase.start).startswith(self.lexis.parties):
            return True
        return all(line.nodes[at].kind == QUOTE for at in range(phrase.start, phrase.end))

    def _is_described_as(self, low: str) -> bool:
        first, hyphen, _ = low.partition("-")
        head = heads(self.code).get(first) if hyphen else None
        return low.endswith(self.lexis.aged) or (head is not None and head.kind == "title")

    def _aged(self, line: Line, phrase: Phrase) -> Mention:
        """«the 61-year-old», «the mother-of-two», «the Italian»."""
        made = self._make(line, phrase, "role", self._phrase_name(line, phrase, self._first(line, phrase)), "")
        made.number, made.type, made.is_definite = "sing", "unnamed", True
        made.head = made.name
        made.roles, made.role = tuple(sorted(self.lexis.grammar["anybody"])), made.name
        return made

    def _pronoun(self, line: Line, phrase: Phrase) -> Mention | None:
        lex = line.lexes[phrase.end - 1]
        readings = self.lexis.language.analyse(line.low(phrase.end - 1))
        if lex is None or not readings or readings[0].pos not in {"NPRO", "ADJF", "NUMR"}:
            return None
        one = readings[0]
        if lex.tags[:1] == "q":
            return None
        if one.lemma in self.lexis.grammar["somebody"]:
            return self._somebody(line, phrase, one.lemma)
        made = self._make(line, phrase, "pronoun", one.lemma, one.lemma)
        made.number, made.gender = one.number, one.gender
        made.person = 1 if "1per" in one.grammemes else 2 if "2per" in one.grammemes else 3
        return made

    def _somebody(self, line: Line, phrase: Phrase, lemma: str) -> Mention:
        """«somebody», «several», «one of them»: somebody whom the text does not name."""
        end = phrase.end
        if line.low(end) in self.lexis.grammar["of"] and end + 1 in line.phrase_at:
            end = phrase.until = line.phrase_at[end + 1].end
        name = self.text[line.nodes[phrase.start].start : line.nodes[end - 1].end].lower()
        plural = lemma in self.lexis.grammar["many"]
        made = self._make(line, phrase, "group" if plural else "role", name, lemma)
        made.end = line.nodes[end - 1].end
        made.number, made.type, made.is_new = "plur" if plural else "sing", "unnamed", True
        return made

    def possessor(self, line: Line, at: int) -> Mention | None:
        """«his» lawyer: who the determiner stands for; None for an article."""
        reading = self.lexis.language.analyse(line.low(at))[0]
        return self._pronoun(line, Phrase(at, at + 1, at + 1)) if reading.case == "gent" else None

    def _make(self, line: Line, phrase: Phrase, kind: MentionKind, name: str, head: str) -> Mention:
        start, end = line.nodes[phrase.start].start, line.nodes[phrase.end - 1].end
        if line.tags[phrase.end - 1] == "h":
            word = line.nodes[phrase.end - 1].text
            end -= len(word) - len(self._plain(line, phrase.end - 1))
        return Mention(start, end, kind, name, head)

    def _person(self, line: Line, phrase: Phrase, name: Name) -> Mention:
        names = self.lexis.language.names
        start = line.nodes[name.start].start
        whole = names.nominative_person(self.text[start : line.nodes[name.end - 1].end])
        made = self._make(line, phrase, "person", whole, "")
        forms = self.lexis.language.titles
        made.roles = tuple(one for t in name.titles if "form" not in forms.get(t, NONE) for one in self._roles(t))
        made.gender = self._gender(whole, name.titles)
        made.number, made.type = "sing", "person"
        made.is_definite = made.is_named = True
        if made.roles:
            first = phrase.start + (line.tags[phrase.start] == "d")
            made.role = (
                self.text[line.nodes[first].start : line.nodes[name.start - 1].end] if name.start > first else None
            )
        return made

    def _roles(self, title: str) -> tuple[str, ...]:
        """«energy minister» is a minister too; a prime minister is none."""
        titles = self.lexis.language.titles
        last = title.rsplit(maxsplit=1)[-1]
        return (title,) if last == title or last not in titles or "office" in titles.get(title, NONE) else (title, last)

    def _gender(self, name: str, titles: tuple[str, ...]) -> Gender:
        features = {f for t in titles for f in self.lexis.language.titles.get(t, NONE)}
        last = name.rsplit(maxsplit=1)[-1] if name.strip() else ""
        by_name = self.lexis.language.names.gender_of(name) or self.surnames.get(last, "")
        if "femn" in features or (by_name == "femn" and "masc" not in features):
            return "femn"
        return "masc" if "masc" in features or by_name == "masc" else ""

    def _phrase_name(self, line: Line, phrase: Phrase, first: int) -> str:
        """The words from node ``first`` without articles; the «The» of an outlet that is known by it stays."""
        names, until = self.lexis.language.names, max(phrase.until, phrase.end)
        words = self.text[line.nodes[first].start : line.nodes[until - 1].end]
        before = line.nodes[first - 1] if first > phrase.start else None
        if before is not None and before.is_capital and words in self.lexis.language.outlet_names:
            return names.nominative_phrase(f"{before.text} {words}")
        return names.nominative_person(words) if line.tags[until - 1] == "h" else words

    def _first(self, line: Line, phrase: Phrase) -> int:
        """Where a name begins: behind articles, «this» and «his»; «some» and «both» are kept."""
        first, dropped = phrase.start, self.lexis.grammar["article"]
        while first < phrase.end - 1 and line.tags[first] == "d":
            reading = self.lexis.language.analyse(line.low(first))[0]
            if line.low(first) not in dropped and reading.case != "gent":
                break
            first += 1
        return first

    def _body(self, line: Line, phrase: Phrase, head: Head | None) -> Mention:
        run = self._run(line, phrase)
        name = self._phrase_name(line, phrase, run or self._first(line, phrase))
        made = self._make(line, phrase, "body", name, "" if head is None else self._noun(head.lemma))
        made.is_named = any(
            line.tags[at] == "m" or (line.tags[at] == "h" and line.nodes[at].is_capital)
            for at in range(phrase.start, phrase.end)
        )  # «the company's» is none
        made.is_definite = line.low(phrase.start) in self.lexis.grammar["definite"]
        made.is_described = made.is_definite and self._is_described_body(line, phrase, head)
        made.is_named = made.is_named and not made.is_described
        made.number = "sing"
        start = run or next((at for at in range(phrase.start, phrase.end) if line.tags[at] == "m"), phrase.start)
        is_outlet = self._is_outlet_name(line, start, phrase.end) or self._follows_outlet(line, phrase, start)
        if name in self.lexis.language.outlet_names or is_outlet or (head and head.kind == "outlet"):
            made.type = "outlet"
        elif head is not None and not ({"outlet"} & head.features):
            made.type = "organization"
        if head is not None and self._is_either(head.lemma):
            made.type = self._type_of_either(line, phrase, made)
        return made

    def _is_described_body(self, line: Line, phrase: Phrase, head: Head | None) -> bool:
        """«the Swedish company», «the Almaty-based bank»: the noun of a body named before, and adjectives."""
        stand = self.lexis.language.bodies.get(self._noun(head.lemma)) if head is not None else None
        between = range(phrase.start + 1, phrase.end - 1)
        if stand is None or not stand.is_any or "office" in stand.fields or not between:
            return False
        return all(line.tags[at] in "a#m" and not self._is_of_name(line, at) for at in between)

    def _is_of_name(self, line: Line, at: int) -> bool:
        """«the Grand Company»: an adjective that is written as a name, and no people's."""
        lex = line.lexes[at]
        is_adjective = lex is not None and "a" in lex.tags and (lex.is_known or "-" in lex.low)
        return line.nodes[at].is_capital and not is_adjective

    def _type_of_either(self, line: Line, phrase: Phrase, made: Mention) -> SourceType | Literal[""]:
        """«the agency» may be a medium; «the development agency» is none."""
        if made.name == made.head:
            return ""
        is_small = not line.nodes[phrase.end - 1].is_capital
        is_of_name = is_small and phrase.end - phrase.start > 1 and line.tags[phrase.end - 2] == "m"
        is_outlet = is_of_name or made.name in self.lexis.language.outlet_names
        return made.type if is_outlet else "organization"

    def _is_either(self, noun: str) -> bool:
        """«agency», «service»: an outlet or another body."""
        return noun in self.lexis.language.outlets and noun in self.lexis.language.organizations

    def _run(self, line: Line, phrase: Phrase) -> int:
        """Where a name begins behind the noun that says what it is: «the agency Steppe Wire»; 0 where none does."""
        start = phrase.end
        while start > phrase.start and line.tags[start - 1] == "m":
            start -= 1
        if start in {phrase.start, phrase.end} or line.tags[start - 1] not in "nN":
            return 0
        head = head_of([lex for lex in line.lexes[phrase.start : start] if lex], self.code)
        return start if head is not None and head.kind in {"outlet", "body"} else 0

    def _noun(self, lemma: str) -> str:
        """«ministry» of «transport ministry»; a noun of two words that stands alone for a body is kept."""
        last = lemma.rsplit(maxsplit=1)[-1]
        bodies = self.lexis.language.bodies
        return last if lemma not in bodies and last in bodies else lemma

    def _follows_outlet(self, line: Line, phrase: Phrase, start: int) -> bool:
        """«the Telegram channel Quiet Shore», «the agency Steppe Wire»."""
        head = head_of([lex for lex in line.lexes[phrase.start : start] if lex], self.code)
        return phrase.start < start and head is not None and head.kind == "outlet"

    def _is_written(self, line: Line, phrase: Phrase, head: Head) -> bool:
        """Is a paper a writing here, not the outlet?"""
        if head.lemma not in self.lexis.language.documents:
            return False
        return line.low(phrase.start) in self.lexis.grammar["indefinite"] or line.letter(phrase.end) == "e"

    def _described(self, line: Line, phrase: Phrase, head: Head) -> Mention | None:
        lex = line.lexes[phrase.end - 1]
        is_theirs = line.tags[phrase.end - 2 : phrase.end] == "hh" or (
            lex is not None and lex.is_possessive and lex.number == "plur"
        )
        plural = line.tags[phrase.end - 1] == "N" or is_theirs
        features = features_of(head)
        if head.kind == "outlet" and self._is_written(line, phrase, head):
            head, features = head._replace(kind="document"), NONE  # «a paper published on Monday»
        if head.kind in {"body", "outlet"} or features & {"org", "outlet"}:
            made = self._body(line, phrase, head)
            if "outlet" in features and head.kind == "unnamed":
                made.type = "outlet"
            made.number = "plur" if plural or "plur" in features else "sing"
            return made
        kind: MentionKind = (
            "document"
            if head.kind == "document"
            else ("thing" if head.kind == "place" else ("group" if plural else "role"))
        )
        first = self._first(line, phrase)
        if kind == "document":
            first = max([first, *(at + 1 for at in range(phrase.start, phrase.end - 1) if line.tags[at] == "h")])
        made = self._make(line, phrase, kind, self._phrase_name(line, phrase, first), head.lemma)
        if first > phrase.start and line.tags[first - 1] == "h":
            made.start = line.nodes[first].start
        made.number = "plur" if plural or "coll" in features else "sing"  # «the pair»
        low = line.low(phrase.start)
        made.is_definite = low in self.lexis.grammar["definite"] or line.tags[phrase.start] == "h"
        made.is_new = low in self.lexis.grammar["new"] or line.low(phrase.start + 1) in self.lexis.grammar["new"]
        if kind in {"role", "group"}:
            made.roles, made.role = self._roles(head.lemma), head.lemma
            if any(line.low(at).endswith(self.lexis.aged) for at in range(phrase.start, phrase.end)):
                made.roles = (*made.roles, *sorted(self.lexis.grammar["anybody"]))  # «the 61-year-old baker»
            made.gender = "femn" if "femn" in features else ("masc" if "masc" in features else "")
            made.type = "unnamed"
        elif kind == "document":
            made.type = "document"
            made.owner = self._maker(line, phrase, features)
        return made

    def _maker(self, line: Line, phrase: Phrase, features: frozenset[str]) -> Mention | None:
        """«a BBC investigation», «a Reuters tally»: an outlet or a body before the noun, whose the writing is."""
        start = end = phrase.end - 1
        while start > phrase.start and line.tags[start - 1] == "m":
            start -= 1
        words = [lex for lex in line.lexes[start:end] if lex]
        if start == end or not words or features.isdisjoint({"report", "study", "publication"}):
            return None
        name, head = self.text[line.nodes[start].start : line.nodes[end - 1].end], head_of(words, self.code)
        is_outlet = name in self.lexis.language.outlet_names or (head is not None and head.kind == "outlet")
        if not is_outlet and not name.isupper() and (head is None or head.kind != "body"):
            return None
        made = Mention(line.nodes[start].start, line.nodes[end - 1].end, "body", name, is_named=True)
        made.type, made.number = "outlet" if is_outlet else "organization", "sing"
        return made
