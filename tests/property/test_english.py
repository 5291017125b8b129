"""What holds of every reading of an English text, whatever stands in it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import otkuda

calm = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
MARKS = "“ ” \" ' ‘ ’ `` ( ) - – — , . : ; ? ! / \n \n\n \t \x00 \ufeff 10 5% $3 a.m. U.S. it's I’ll".split(" ")
WORDS = (
    " | said | says | told | that | adding that | according to |According to | was quoted as saying | reported |"
    ", citing |"
    " in a statement| on Telegram| called | as | vowed to | denied sending | the minister |Rowan Pell|Pell's |"
    " the ministers' | he | who | which |The Beacon |police | claim that |the road is shut| it was announced | so |"
    " this | and | but | to | by |A. V. Lukin"
).split("|")
FRAGMENTS = st.sampled_from(MARKS + WORDS)
TEXTS = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=60).map("".join))


@calm
@given(TEXTS)
def test_anything_is_read(text: str) -> None:
    """No text fails; every span lies in the text, and pieces follow one another."""
    article = otkuda.read(text, language="en")
    assert article.text == text
    for attribution in article.attributions:
        mentions = [link.mention for link in attribution.chain if link.mention is not None]
        for start, end in [*attribution.content, *([attribution.cue] if attribution.cue else []), *mentions]:
            assert 0 <= start < end <= len(text)
        assert attribution.content
        assert all(one.end <= other.start for one, other in pairwise(attribution.content))


@calm
@given(TEXTS)
def test_reading_again_changes_nothing(text: str) -> None:
    """The same text is read the same way twice."""
    assert otkuda.read(text, language="en") == otkuda.read(text, language="en")
