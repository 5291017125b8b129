"""Invariant: whatever text comes in, reading ends without an exception, with offsets inside the text."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import otkuda

LANGUAGES = [None, "ru", "kk", "en", "de", "xx", ""]
MARKS = "«»„“”‘’\"'()[]{}<>"
everything = st.text(st.characters(exclude_categories=()), max_size=400)
dense = st.text(st.sampled_from("«»„“”\"'—–-,.:;?! \n\tАаяЁсч1\u00a0\ud800\udfff\x00"), max_size=400)
NESTED = {
    "guillemets": "«" * 1000 + "Мост откроют в мае" + "»" * 1000 + ", — сказал Иван Кравец.",
    "opened": "«Мы готовы, " * 1000 + "— сказал он.",
    "closed": "готовы» " * 1000 + "— сказал он.",
    "straight": '"' * 1001 + "Мост" + '"' * 1000 + ", - сказал он.",
    "mixed": "«„“\"'" * 500 + "Мост" + "'\"”“»" * 500,
    "brackets": "(" * 1000 + "по словам мэра" + ")" * 1000,
    "reported": "Он сказал, что " * 1000 + "мост откроют.",
    "parenthetical": "Мост, " + "по словам мэра, " * 1000 + "откроют.",
    "carried": "Мост откроют, передаёт " + "Исток со ссылкой на " * 1000 + "мэрию.",
}

# U+17000 has no name in Unicode's tables, which a dictionary may stumble over.
HARDLY = ("", " ", "\n", "\x00", "\ud800", "«", "—", "»«", "%PDF-1.7\n%\xe2\xe3", "\U00017000", "а" * 100_000)


def check(text: str, language: str | None = None) -> None:
    """Read, and look at the offsets."""
    article = otkuda.read(text, language=language)
    assert article.text == text
    for attribution in article.attributions:
        mentions = [link.mention for link in attribution.chain if link.mention]
        for start, end in [*attribution.content, *([attribution.cue] if attribution.cue else []), *mentions]:
            assert 0 <= start < end <= len(text)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(everything, dense), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str | None) -> None:
    """Any code points, lone surrogates too, in any language or none that is known."""
    check(text, language)


@pytest.mark.parametrize("name", NESTED)
def test_a_thousand_nested_marks_are_read(name: str) -> None:
    """Marks that never end, never begin or nest a thousandfold, and clauses that do."""
    check(NESTED[name], "ru")


@pytest.mark.parametrize("seed", range(20))
def test_torn_articles_are_read(seed: int) -> None:
    """A text whose characters were dropped, doubled and swapped at random."""
    chance = random.Random(seed)  # noqa: S311 - no secret, a repeatable tear
    article = "«Мост откроют в мае», — сказал мэр Илья Комаров. По его словам, работы идут.\n\n" * 5
    torn = [letter * chance.choice((0, 1, 1, 1, 1, 2)) for letter in article]
    for _ in range(40):
        here, there = chance.randrange(len(torn)), chance.randrange(len(torn))
        torn[here], torn[there] = torn[there], torn[here] + chance.choice(MARKS)
    check("".join(torn), "ru")


@pytest.mark.parametrize("text", HARDLY, ids=range(len(HARDLY)))
def test_hardly_a_text_is_read(text: str) -> None:
    """Empty, blank, binary, a mark alone, one endless word."""
    check(text)
