"""Quotations that no verb of saying introduces: those that a noun announces, and quoted words inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import cue_bounds, links, of_document
from otkuda.attribution.cue import cues
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.layout import FINITE
from otkuda.attribution.noun_clause import author_behind
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, Token

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause, Subject
    from otkuda.attribution.phrase import Phrase

FRAGMENT = 4  # quoted words in a row that must be somebody's
FRAGMENT_BY_CUE = 2  # so many are enough beside a verb that quotes
QUOTING = frozenset({"quote", "say", "words", "small", "as", "compare"})


def noun_then_quote(scene: Scene, clause: Clause) -> None:
    """Слова тренера: «А». Надпись на плакате: «А». Под лозунгом «А»: the noun is the cue."""
    openings = clause.language.noun_openings
    for k, node in enumerate(clause.nodes):
        if node.opening not in openings or node.start in scene.used or not _announces(clause, k):
            continue
        author = author_behind(clause, k)
        if author is not None and clause.nodes[author.head].kind == QUOTE:
            author = None  # «надпись «…»»: the words themselves
        at = _behind_title(clause, author.last) if author is not None else k + 1
        at = _behind_copula(clause, at)
        at += at < len(clause.nodes) and clause.nodes[at].text == ":"
        if author is not None and at == len(clause.nodes) and clause.nodes[-1].text == ":":
            _add_block(scene, clause, (node.start, node.end), author)
            continue
        quote = clause.nodes[at] if at < len(clause.nodes) else None
        if (
            quote is None
            or quote.kind != QUOTE
            or quote.index in scene.quoted
            or scene.words_in(quote) < FRAGMENT_BY_CUE
            or clause.inner_text(quote).startswith(("О ", "Об "))
            or (author is None and clause.nodes[at - 1].text != ":" and not _is_open(scene, clause, k, quote))
        ):
            continue  # «записку «О мостах города»», «ответил на вопросы «Зари»»
        if _announces(clause, k, "title"):
            _add(scene, clause, [quote], None, _printed_by(clause, k))
        else:
            _add(scene, clause, _row(scene, clause, at), (node.start, node.end), _source(clause, k, author))


def _add_block(scene: Scene, clause: Clause, cue: tuple[int, int], author: Phrase) -> None:
    """«А вот мнение юриста:» and the words follow as a paragraph of their own."""
    taken = any(found.is_direct for found in scene.findings_of(clause))
    block = [] if taken else scene.block_after(clause)
    if block:
        scene.add(Finding(clause, block, cue, [Link(clause, author, "author")], is_direct=True))


def _behind_title(clause: Clause, at: int) -> int:
    """«Мнение Ольги Ким, юриста: «А»»: the colon behind who the author is, else node ``at``."""
    nodes = clause.nodes
    if at + 1 >= len(nodes) or nodes[at].text != ",":
        return at
    title = clause.reader.phrase(at + 1, len(nodes), frozenset({"gent"}))
    return title.last if title is not None and title.last < len(nodes) and nodes[title.last].text == ":" else at


def _behind_copula(clause: Clause, at: int) -> int:
    """«Ответ мэра был краток: «А»»: the colon behind what is said of the answer, else node ``at``."""
    k = at
    while k < min(at + 4, len(clause.nodes)) and (
        "быть" in word(clause.nodes[k]).lemmas or word(clause.nodes[k]).pos in {"ADJS", "ADJF", "ADVB"}
    ):
        k += 1
    return k if k < len(clause.nodes) and clause.nodes[k].text == ":" else at


def _is_open(scene: Scene, clause: Clause, k: int, quote: Token) -> bool:
    """A writing shows its words; behind a noun of speech that nobody owns they must be a sentence."""
    if not _announces(clause, k, "that") and not _announces(clause, k, "ask") and not _announces(clause, k, "author"):
        return True
    if clause.nodes[k].low == "словами":
        return True  # «уходили со словами «это не театр»»
    inner = [scene.by_sentence[id(one)] for one in clause.sentence.inner.get(quote.index, [])]
    return any(word(node).is_finite for one in inner for node in one.nodes) or scene.is_full(quote)


def _row(scene: Scene, clause: Clause, at: int) -> list[Token]:
    """«Они несли плакаты «А», «Б» и «В»»: the quotations in a row from node ``at`` on."""
    nodes = clause.nodes
    row = [nodes[at]]
    while at + 2 < len(nodes) and nodes[at + 2].kind == QUOTE and nodes[at + 1].low in {",", "и"}:
        at += 2
        row.append(nodes[at])
    return [quote for quote in row if quote.index not in scene.quoted and scene.words_in(quote)]


def excerpt(scene: Scene, clause: Clause) -> None:
    """Из письма X: «А». «А», — из обращения жителей: where the words are taken from, with no verb."""
    nodes = clause.nodes
    for k, node in enumerate(nodes):
        if node.kind != QUOTE or node.index in scene.quoted or scene.words_in(node) < FRAGMENT_BY_CUE:
            continue
        at = next((j for j in range(k + 1, min(k + 4, len(nodes))) if nodes[j].low == "из"), -1)
        behind = at > 0 and nodes[at - 1].text in DASHES
        stop = len(nodes) if behind else k - 1
        if not behind and (k < 3 or nodes[0].low != "из" or nodes[k - 1].text != ":"):
            continue
        phrase = clause.reader.phrase(at + 1 if behind else 1, stop, frozenset({"gent"}))
        if phrase is None or phrase.last < stop - 1 or not set(phrase.lemmas()) & clause.language.documents.keys():
            continue
        _add(scene, clause, [node], None, of_document(clause, phrase))


def _announces(clause: Clause, k: int, feature: str = "quote") -> bool:
    nouns = clause.language.nouns
    return any(feature in nouns.get(form.lemma, frozenset()) for form in word(clause.nodes[k]).nouns)


def _printed_by(clause: Clause, k: int) -> list[Link]:
    """«Газета вышла с заголовком «А», ссылаясь на Б»: who does what the verb beside the heading says, and from whom."""
    segment = clause.segments[clause.segment_at(k)]
    at = clause.finite(segment.first, segment.last)
    verb = next((v for v in word(clause.nodes[at]).verbs if v.pos in FINITE), None) if at >= 0 else None
    subject = clause.subject(at, verb, after=False) if verb is not None else None
    if verb is None or subject is None or subject.phrase is None or not _can_say(clause, subject):
        return []
    cue = Cue(at, verb, frozenset(), at, at + 1)
    return links(clause, cue, subject, cue_bounds(clause, cue, (segment.first, segment.last)))


def _source(clause: Clause, k: int, author: Phrase | None) -> list[Link]:
    """The author in the genitive, «его слова», or the writing itself."""
    if author is not None:
        return [Link(clause, author, "author")]
    before = clause.nodes[k - 1].low if k else ""
    if before in {"его", "ее", "их"}:
        return [Link(clause, clause.reader.pronoun(k - 1), "possessive")]
    writing = any(form.lemma in clause.language.documents for form in word(clause.nodes[k]).nouns)
    phrase = clause.reader.phrase(k, k + 1) if writing else None
    return [Link(clause, phrase, "document", type="document")] if phrase is not None else []


def quoted_fragment(scene: Scene, clause: Clause) -> None:
    """Банк объявил конкурс «для повышения престижа валюты»; он сравнил это с «бегом по кругу»."""
    if clause.sentence.depth:
        return
    for k, node in enumerate(clause.nodes):
        if node.kind == QUOTE and node.index not in scene.quoted and _is_fragment(scene, clause, node):
            _give(scene, clause, k, node)


def _is_fragment(scene: Scene, clause: Clause, quote: Token) -> bool:
    """Running words, in nobody's content yet; no name."""
    if scene.words_in(quote) < FRAGMENT_BY_CUE or not clause.inner_text(quote)[:1].islower():
        return False
    inside = clause.sentence.inner.get(quote.index, [])
    if inside and any(
        lemma in clause.language.organizations for node in inside[0].nodes[:3] for lemma in word(node).lemmas
    ):
        return False  # «коммерческий банк развития»: a name in small letters
    return not any(a < quote.end and quote.start < b for f in scene.findings_of(clause) for a, b in f.content)


def _give(scene: Scene, clause: Clause, k: int, quote: Token) -> None:
    segment = clause.segments[clause.segment_at(k)]
    cue = next(
        (
            c
            for c in cues(scene, clause)
            if segment.first <= c.at < k and c.features & QUOTING and c.verb.pos in FINITE | {"GRND"}
        ),
        None,
    )
    if cue is None and scene.words_in(quote) < FRAGMENT:
        return
    found = cue or _verb_before(clause, segment.first, k)
    if found is None:
        return
    subject = clause.subject(found.at, found.verb, after=False)
    if subject.phrase is None or not _can_say(clause, subject):
        return
    span = (clause.nodes[cue.at].start, clause.nodes[cue.at].end) if cue else None
    chain = links(clause, found, subject, (segment.first, k))
    _add(scene, clause, [quote], span, chain)


def _verb_before(clause: Clause, first: int, k: int) -> Cue | None:
    at = clause.finite(first, k)
    verb = next((v for v in word(clause.nodes[at]).verbs if v.pos in FINITE), None) if at >= 0 else None
    return Cue(at, verb, frozenset(), at, at + 1) if verb is not None else None


def _can_say(clause: Clause, subject: Subject) -> bool:
    """A person, an organization, an outlet or a writing."""
    phrase = subject.phrase
    if phrase is None or subject.how not in {"left", "right", "place", "earlier"}:
        return False
    language = clause.language
    lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
    return (
        bool(lemmas & language.speakers or lemmas & language.documents.keys())
        or phrase.name >= 0
        or bool(word(clause.nodes[phrase.head]).pronouns)
    )


def _add(scene: Scene, clause: Clause, quotes: list[Token], cue: tuple[int, int] | None, chain: list[Link]) -> None:
    content = [span for quote in quotes if (span := scene.inside(quote))]
    if content:
        scene.quoted.update(quote.index for quote in quotes)
        scene.add(Finding(clause, content, cue, chain, is_direct=True))
