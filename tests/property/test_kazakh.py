"""What holds of every reading of a Kazakh text, whatever it says."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import otkuda

from .texts import CONTROLS, DASHES, MARKS, STOPS

WORDS = [
    "Көпір мамырда ашылады", "жолдың ашылғанын", "суды үнемдеуге", "шешімді қате", "екенін", "бұл туралы ",
    "Бұл туралы ", "деп ", "деп хабарлады ", "деді ", "дейді ", "деген ", "айтты", "айтып, ", "мәлімдеді",
    "сілтеме жасап", "айтуынша, ", "мәліметі бойынша, ", "хабарлағандай, ", "осылай деді ", "сөзін келтірді",
    "шақырды", "қауесет", "туралы уәдесі ", "аудан әкімі Ерлан Сапаров", "Е.Сапаров", "Ерлан САПАРОВ", "ол", "Оның ",
    "өзі ", "министр", "тұрғындардың бірі", "«Таң» газеті", "tan.example-ке", "ТЖМ-нің ", "және ", "мен ", "пен ",
    "Қаржы министрлігінің есебінде ", "біз ",
]  # fmt: skip
texts = st.lists(st.sampled_from([*MARKS, *DASHES, *STOPS, *CONTROLS, *WORDS]), max_size=50).map("".join) | st.text()
calm = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(texts)
def test_spans_lie_in_the_text(text: str) -> None:
    """Contents are there, in order and apart; every span is a stretch of the text that is not empty."""
    for attribution in otkuda.read(text, language="kk").attributions:
        assert attribution.content
        assert all(one.end <= other.start for one, other in pairwise(attribution.content))
        mentions = [link.mention for link in attribution.chain if link.mention is not None]
        for start, end in [*attribution.content, *mentions, *([attribution.cue] if attribution.cue else [])]:
            assert 0 <= start < end <= len(text)


@calm
@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    """Nothing is remembered from one text to the next."""
    assert otkuda.read(text, language="kk") == otkuda.read(text, language="kk")
