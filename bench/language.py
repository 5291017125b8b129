"""How often a language is told rightly, and what that costs beside reading.

    .venv/bin/python -m bench.language [GOLD]

The sentences of ``tests/data/languages`` (ours, and neighbours that must not be taken for ours), Kazakh ones also
without the letters that only Kazakh has. With GOLD, the texts of ``GOLD/ru``, ``GOLD/kk`` and ``GOLD/en`` too, whole
and by sentence; only sums leave this program. Cost: processor time of telling a text's language, and those of its
paragraphs, as a share of reading it, the first time in a process and again.
"""

from __future__ import annotations

import re
import sys
import time
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import otkuda
from bench.record import ROOT, Figures, keep
from bench.texts import news
from otkuda.text.language import LANGUAGES, detect, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SENTENCES = ROOT / "tests" / "data" / "languages"
SETS = ("development", "test")
KEYBOARD = str.maketrans("әғқңөұүіһӘҒҚҢӨҰҮІҺ", "агкноууихАГКНОУУИХ")  # how Kazakh is typed with Russian letters
LEAST = {"ours": 0.97, "others": 0.9, "texts": 0.99, "paragraphs": 0.8}
LEAST_WORDS = 5  # of a sentence in the gold texts; what is shorter is a byline or a caption
MOST_TIME = 0.02
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZА-ЯЁӘҒҚҢӨҰҮІҺ«“\"—])|\n+")


def main() -> int:
    """Measure, print, keep. Returns 0 where every aim is reached."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    shares = {f"{name} {code}": share for name in SETS for code, share in own_shares(name).items()}
    shares |= {f"{name} {pair}": share for name in SETS for pair, share in paragraph_shares(name).items()}
    if gold is not None:
        shares |= gold_shares(gold)
    cost = costs([path.read_text(encoding="utf-8") for path in texts_of(gold, "ru")] if gold else invented())
    figures: Figures = {
        "right": {name: round(share, 4) for name, share in shares.items()},
        "share of reading time": {name: round(share, 4) for name, share in cost.items()},
    }
    for name, figure in (shares | cost).items():
        print(f"{name:35} {figure:.4f}")
    keep("language", "python -m bench.language GOLD" if gold else "python -m bench.language", figures)
    is_right = all(share >= least(name) for name, share in shares.items())
    return 0 if is_right and max(cost["text, first"], cost["text, again"]) < MOST_TIME else 1


def own_shares(name: str) -> dict[str, float]:
    """Return how many of the sentences of a set were told rightly, by language."""
    found = {path.stem: path.read_text("utf-8").splitlines() for path in sorted((SENTENCES / name).glob("*.txt"))}
    found["kk, Russian letters"] = [sentence.translate(KEYBOARD) for sentence in found["kk"]]
    return {code: share_of(sentences, wanted(code)) for code, sentences in found.items()}


def paragraph_shares(name: str) -> dict[str, float]:
    """Return how many of the sentences of a set were told rightly as paragraphs of a text in another of ours."""
    found = {}
    for code, usual in permutations(LANGUAGES, 2):
        sentences = (SENTENCES / name / f"{code}.txt").read_text("utf-8").splitlines()
        told = [paragraphs(sentence, usual)[0].language for sentence in sentences]
        found[f"{code} in {usual}"] = told.count(code) / len(told)
    return found


def gold_shares(gold: Path) -> dict[str, float]:
    """Return how many of the gold texts, of their sentences and of their paragraphs were told rightly."""
    found = {}
    for code in LANGUAGES:
        texts = [path.read_text(encoding="utf-8") for path in texts_of(gold, code)]
        sentences = [one for text in texts for one in _SENTENCE.split(text) if len(one.split()) >= LEAST_WORDS]
        parts = [paragraph.language for text in texts for paragraph in paragraphs(text)]
        found[f"texts {code}"] = share_of(texts, code)
        found[f"sentences {code}"] = share_of(sentences, code)
        found[f"paragraphs {code}"] = parts.count(code) / len(parts)
    return found


def share_of(texts: Sequence[str], language: str | None) -> float:
    """Return how many of the texts are told to be in ``language``."""
    return sum(detect(text) == language for text in texts) / len(texts)


def wanted(name: str) -> str | None:
    """Return what is to be told of a set: its language where it is ours."""
    return name[:2] if name[:2] in LANGUAGES else None


def least(name: str) -> float:
    """Return the least share that is right."""
    kind, _, code = name.partition(" ")
    if kind == "texts" or " in " in code:
        return LEAST["texts" if kind == "texts" else "paragraphs"]
    return LEAST["ours"] if wanted(code) else LEAST["others"]


def texts_of(gold: Path, code: str) -> list[Path]:
    """Return the gold texts of a language."""
    return sorted((gold / code).glob("*.txt"))


def invented() -> list[str]:
    """Return texts as long as an article, for who has no gold set."""
    return [news(3_500, seed, "news") for seed in range(80)]


def costs(texts: list[str]) -> dict[str, float]:
    """Return the time of telling languages as a share of the time of reading, the first time and again."""
    for warm in (detect, otkuda.read):  # the table and the dictionary are loaded once a process
        warm("Мост откроют в мае, сообщил мэр.")
    found: dict[str, float] = {}
    for turn in ("first", "again"):
        tells = {"text": seconds(detect, texts), "paragraphs": seconds(paragraphs, texts)}
        reading = seconds(otkuda.read, texts)
        found |= {f"{what}, {turn}": spent / reading for what, spent in tells.items()}
    return found


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """Return the processor time of some work on all of the texts."""
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
