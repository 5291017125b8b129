"""How sure a reading is: the rule that found it, the way its source was named, and the choice between candidates.

The numbers are shares of right readings, counted on the project's own articles and the gold texts that rules are
written from (``python3 dev.py floors`` shows how they hold on texts kept apart).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.entity import stems

if TYPE_CHECKING:
    from otkuda.model import Source, Span

# By the type of a source that its own mention names: in one word, in two, in three or more.
NAMED = {
    "person": (0.88, 0.99, 0.97),
    "outlet": (0.97, 0.98, 0.95),
    "organization": (0.89, 0.92, 0.91),
    "document": (0.71, 0.75, 0.50),
    "unnamed": (0.85, 0.77, 0.85),
}
AGENTLESS = 0.85
SHORTENED = 0.88  # a body whose mention lacks a part of its name
UNSAID = 0.55  # the subject is left out
MEANT = 0.88  # a pronoun or a role, before the doubt of the choice is taken off
MEANT_BY_WORDS = 0.94  # «по его словам», «как пояснил чиновник»: right as often where the choice is close
MEANT_BESIDE = 0.96  # a person, where the pronoun stands right beside the words or the quotation
BODY_BESIDE = 0.97  # an organization named in such a place
OPEN = tuple(  # of a body whose name is not said: «пресс-служба ведомства»
    f" {noun}" for noun in "ведомства организации компании агентства издания клуба партии страны региона".split()
)
BESIDE = frozenset({"quote_then_cue", "by_words", "tail", "remark_inside"})
PARENTHESES = frozenset({"by_words", "how_clause"})
ASKS = frozenset({"infinitive", "small_clause", "turn", "how_clause"})  # where a body in one word is as safe

# Rules that go by less than a cue with its subject: the share of their readings that stand.
RULES = {
    "quote_alone": 0.3,
    "line_alone": 0.5,
    "answer": 0.15,
    "quoted_fragment": 0.5,
    "noun_then_quote": 0.6,
    "speech_without_marks": 0.7,
    "colon_clause": 0.8,
    "cue_then_quote": 0.95,
    "question": 0.95,
    "headline": 0.85,
    "plan": 0.85,
    "such_opinion": 0.8,
    "anaphor": 0.95,
    "infinitive": 0.98,
    "small_clause": 0.98,
}


# Of these the doubt is whose words they are: nearly as good as any where the mention itself names a person.
WHOSE = frozenset({"speech_without_marks", "colon_clause"})
NAMED_BESIDE = 0.96


def confidence(text: str, rule: str, chain: tuple[Source, ...], certainty: float) -> float:
    """Return how likely a reading is right, 0 to 1; ``certainty`` is that of the choice of its sources.

    >>> confidence("Мэр приехал", "that_clause", (), 1.0)
    0.85
    """
    stands = RULES.get(rule, 1.0)
    if rule in WHOSE and chain and _names_person(text, chain[-1]):
        stands = NAMED_BESIDE
    return round(stands * (_naming(text, rule, chain[-1], certainty) if chain else AGENTLESS), 2)


def _names_person(text: str, source: Source) -> bool:
    """Does the mention hold a part of the name of a person who has two?"""
    if source.mention is None or source.type != "person" or " " not in source.entity:
        return False
    return bool(stems(source.entity) & stems(text[source.mention.start : source.mention.end]))


def _naming(text: str, rule: str, source: Source, certainty: float) -> float:
    if source.mention is None:
        return UNSAID * certainty
    said = text[source.mention.start : source.mention.end]
    words, mention = stems(source.entity), stems(said)
    is_abbreviated = len(said) > 1 and said.isupper()  # «TNO», «ВОЗ» name a body as its full name does
    if not (words & mention or is_abbreviated):
        named_whole = source.type == "person" and len(words) > 1
        if rule in PARENTHESES and named_whole:
            return MEANT_BY_WORDS * max(certainty, MEANT_BY_WORDS)
        return (MEANT_BESIDE if named_whole and rule in BESIDE else MEANT) * certainty
    named = NAMED[source.type][min(len(words), 3) - 1]
    if source.type == "organization" and rule in BESIDE | ASKS:
        named = max(named, BODY_BESIDE)
    if source.entity.lower().endswith(OPEN):
        named = min(named, SHORTENED)
    is_whole = is_abbreviated or source.type in {"person", "outlet"} or words <= mention
    return named if is_whole else min(named, SHORTENED)


def evidence(text: str, cue: Span | None, chain: tuple[Source, ...]) -> tuple[str, ...]:
    """Return the cue, then whom each mention was taken to mean: «он» = Петр Иванов; «…» for one left unsaid."""
    seen = [f"«{text[cue.start : cue.end]}»"] if cue else []
    for source in chain:
        words = text[source.mention.start : source.mention.end] if source.mention else "…"
        seen.append(f"«{words}» = {source.entity}")
    return tuple(seen)
