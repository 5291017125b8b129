"""Whose a writing is, where the cue does not say: the author named before, or the body that speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.attribution.candidate import NEAR
from otkuda.attribution.entity import Body, Person
from otkuda.model import Source

if TYPE_CHECKING:
    from otkuda.attribution.candidate import Memory
    from otkuda.attribution.cast import Cast
    from otkuda.attribution.finding import Finding, Link
    from otkuda.lang.language import Language
    from otkuda.model import Span

ISSUED = frozenset({"statement", "speech", "letter", "publication", "post"})  # writings that somebody gives out
FILED = frozenset(
    {"report", "letter", "file", "statement", "study", "plan", "law"}
)  # writings that are called a document


def source_of(mention: Span | None, entity: Person | Body) -> Source:
    """Return an entity of the text as a link of a chain."""
    if isinstance(entity, Person):
        return Source(mention, " ".join(entity.name.split()), "person", entity.role, entity.organization)
    return Source(mention, " ".join(entity.name.split()), entity.type)  # type: ignore[arg-type]


def place_of(link: Link, finding: Finding) -> int:
    """Return the offset at which a link is mentioned, that of the cue where it is not."""
    if link.phrase is not None and link.clause is not None:
        return link.clause.nodes[link.phrase.first].start
    if finding.cue is not None:
        return finding.cue[0]
    return finding.content[0][0] if finding.content else 0


class Authors:
    """The authors of the writings of one text, by the writing's noun."""

    def __init__(self, memory: Memory, cast: Cast, language: Language) -> None:
        self.memory = memory
        self.language = language
        self.named = sorted(cast.authors, key=lambda named: named[0])
        self.writings = cast.writings
        self.known: dict[str, Source] = {}  # of the writings cited so far
        self.titles: dict[str, str] = {}

    def add(self, found: list[Source], finding: Finding) -> None:
        """Lengthen a chain that ends in a writing by its author («в обращении» after «обращение главы МИД»)."""
        for at, source in enumerate(tuple(found)):
            if source.type != "document":
                continue
            link = finding.links[at] if at < len(finding.links) else None
            head = next(iter(link.phrase.lemmas()), "") if link is not None and link.phrase is not None else ""
            by_pronoun = head not in self.language.documents  # «в нём говорится»
            head = (self._noun_of(source.entity) or head) if by_pronoun else head
            if at + 1 < len(found) and found[at + 1].type == "document":
                continue  # «опубликовал доклад, в котором говорится»: the same writing twice
            if at + 1 < len(found):
                self.known.pop(head, None)
                self.known[head], self.titles[head] = found[at + 1], source.entity
                continue
            if head == "документ":
                there = place_of(link, finding) if link else 0
                head = next(reversed(self.titles), "") or self._named_before(there) or head
                told = self._last_told(there) if link is not None and self._is_one(link) else ""
                found[at] = replace(source, entity=self.titles.get(head) or told or source.entity)
            author = self._author(head, place_of(link, finding) if link else 0)
            author = author or (None if by_pronoun else self._issuer(link, finding, head))
            if author is not None and author.type != "document":
                found.append(replace(author, mention=None))

    def _noun_of(self, name: str) -> str:
        """The noun of the last writing that is called so; nothing where none is."""
        return next((writing.lemma for writing in reversed(self.writings) if writing.name == name), "")

    def _last_told(self, at: int) -> str:
        """«Агентство прочло доклад оператора. В документе …»: the words of the writing that the text told of last."""
        near = (w for w in reversed(self.writings) if at - NEAR < w.at < at and not self.memory.is_inside(w.at))
        return next((w.name for w in near if self._is_file(w.lemma)), "")

    @staticmethod
    def _is_one(link: Link) -> bool:
        """«в документе», not «согласно документам умершего»."""
        alone = link.phrase is not None and link.phrase.last - link.phrase.first == 1
        return alone and link.phrase is not None and any(form.number == "sing" for form in link.phrase.forms)

    def _is_file(self, lemma: str) -> bool:
        """May «документ» mean it: a report, a letter, a draft; not words, nor a page?"""
        return lemma != "документ" and not FILED.isdisjoint(self.language.documents.get(lemma, frozenset()))

    def _named_before(self, at: int) -> str:
        """The writing whose author the text has named last before an offset."""
        return next((lemma for there, lemma, _ in reversed(self.named) if there < at), "")

    def _author(self, head: str, at: int) -> Source | None:
        """Of a writing cited before, else of the one named last before an offset, else of the first behind it."""
        if not head:
            return None
        cited = (a for lemma, a in reversed(self.known.items()) if _alike(lemma, head))
        before = (entity for there, lemma, entity in reversed(self.named) if there <= at and _alike(lemma, head))
        behind = (e for there, lemma, e in self.named if there > at and _alike(lemma, head) and isinstance(e, Person))
        entity = next(before, None) or next(behind, None)
        return next(cited, None) or (source_of(None, entity) if entity is not None else None)

    def _is_said(self, at: int, finding: Finding) -> bool:
        """Does somebody say what stands there?"""
        return self.memory.is_inside(at) or any(start <= at < end for start, end in finding.content)

    def _issuer(self, link: Link | None, finding: Finding, head: str) -> Source | None:
        """«…, — говорится в сообщении»: of the one who spoke last, else of the body talked about."""
        if link is None or link.phrase is None or link.phrase.last - link.phrase.first > 1:
            return None
        issued = self.language.documents.get(head, frozenset()) & ISSUED
        if link.how not in {"place", "document"} or not issued:
            return None
        at = place_of(link, finding)
        spoken = self.memory.last_spoken(at, lambda e: isinstance(e, Person) or e.type in {"organization", "outlet"})
        outside = (s for s in self.memory.before(at) if s.strong and not self._is_said(s.at, finding))
        body = next((s for s in outside if isinstance(s.entity, Body) and s.entity.type == "organization"), None)
        if spoken is not None and at - spoken.at < NEAR and not (body and self._acts_after(body.at, spoken.at, at)):
            return source_of(None, spoken.entity)
        return source_of(None, body.entity) if body is not None else None

    def _acts_after(self, body: int, spoken: int, at: int) -> bool:
        """«Ответственность взяла на себя группировка «Знамя». «А», — говорится в заявлении»: it stands right before."""
        return spoken < self.memory.sentences_back(body, 0) and body >= self.memory.sentences_back(at, 1)


def _alike(noun: str, other: str) -> bool:
    """«видеообращение», then «обращение»."""
    return noun.endswith(other) or other.endswith(noun)
