"""Invariant: the time that reading takes grows no faster than the text, and ends.

Each text is one thing repeated, the worst there is for a scanner: marks that never close, cues without a speaker.
Sizes go up tenfold. A linear reading takes ten times as long then, a quadratic one a hundred times: the line is drawn
at forty, so that a busy machine fails nothing, and at the first size that is over it, before the run could hang.
Processor time is measured, as other work may go on; ``bench/growth.py`` holds the exact figure.
"""

from __future__ import annotations

from time import process_time

import pytest

import otkuda

SIZES = (2_000, 20_000, 200_000)
MEGABYTE = 1_000_000
TOLERANCE = 4
JITTER = 0.5  # seconds: below it, time says nothing of growth
LIMIT = 120.0  # seconds, whatever the size
REPEATED = {
    "opening guillemets": "«",
    "closing guillemets": "»",
    "straight marks": '"',
    "pairs of marks": "«»",
    "apostrophes": "'",
    "said he": "— сказал он ",
    "open that-clauses": "«что ",
    "that-clauses": "сказал, что ",
    "quotations": "«Мост откроют в мае», — сказал мэр Илья Комаров. ",
    "paragraphs": "«Мост откроют в мае\n\n",
    "dialogue": "— Мост откроют, — сказал он.\n\n",
    "parentheticals": ", по словам мэра",
    "links": "передаёт «Заря» со ссылкой на ",
    "names": "Иван Кравец ",
    "one word": "а",
    "one capital word": "А",
    "dots": ".",
    "commas": ",",
    "dashes": " — ",
    "spaces": " ",
    "lines": "\n",
    "digits": "7",
    "brackets": "(",
    "surrogates": "\ud800",
    "credits": "Фото: Анна Рогова\n",
    "anaphors": "Об этом сообщает Заря. ",
    "pronouns": "Он сказал, что она сказала. ",
}


LONGEST = ("opening guillemets", "straight marks", "said he", "open that-clauses", "lines")


def seconds(text: str) -> float:
    """Return the processor time of reading a text once."""
    start = process_time()
    otkuda.read(text, language="ru")
    return process_time() - start


@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_with_the_text_only(name: str) -> None:
    """Ten times the text takes nowhere near a hundred times the time, up to a megabyte for some."""
    piece = REPEATED[name]
    seconds(piece * 10)  # the dictionary is loaded before time counts
    smaller, before = SIZES[0], min(seconds(piece * (SIZES[0] // len(piece))) for _ in range(3))
    for size in (*SIZES[1:], MEGABYTE) if name in LONGEST else SIZES[1:]:
        taken = seconds(piece * (size // len(piece)))
        allowed = TOLERANCE * (size / smaller) * before + JITTER
        assert taken <= min(allowed, LIMIT), f"{size} characters took {taken:.2f} s, {smaller} took {before:.2f} s"
        smaller, before = size, taken
