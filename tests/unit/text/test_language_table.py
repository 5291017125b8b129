"""How the table of signs is made: words of lists and samples, and what the model learns from them."""

from __future__ import annotations

import pytest

from evaluation.language_table import mixed, sample, train, uzbek_cyrillic, with_plain
from otkuda.text.language import LANGUAGES, signs


@pytest.mark.parametrize(
    ("latin", "cyrillic"), [("o'qituvchi", "ўқитувчи"), ("ehtiyoj", "эҳтиёж"), ("militsiya", "милиция")]
)
def test_uzbek_cyrillic(latin: str, cyrillic: str) -> None:
    """The list of Uzbek words is in Latin letters; the news is in both."""
    assert uzbek_cyrillic(latin) == cyrillic


def test_mixed() -> None:
    """What stands early in a list or often in a sample is frequent; all words together make one."""
    words = mixed(["и", "в", "мост"], ["мост", "мост", "паром"])
    assert words["и"] > words["в"]
    assert words["мост"] > words["паром"] > 0
    assert sum(words.values()) == pytest.approx(1)


def test_with_plain() -> None:
    """A share of each word is written without the letters of its language; what has none of them stays."""
    assert with_plain({"қала": 1.0, "дала": 1.0}, "қ", "к", 0.25) == {"қала": 0.75, "кала": 0.25, "дала": 1.0}


def test_model_tells_words_by_their_signs() -> None:
    """A word that was not learnt from is told by its ending."""
    russian = {f"{stem}ами": 0.1 for stem in ("мост", "дом", "стол", "сад", "лес", "брат", "город", "завод", "суд")}
    ukrainian = {word.replace("ами", "ів"): often for word, often in russian.items()}
    weights = train({"ru": russian, "uk": ukrainian}, ["ru"])["ru"]
    told = {word: sum(weights.get(sign, 0.0) for sign in signs(word)) for word in ("районами", "районів")}
    assert told["районами"] > 0 > told["районів"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_samples(code: str) -> None:
    """Each of our languages has words that the project wrote, in small letters."""
    words = sample(code)
    assert len(words) > 300
    assert words == [word.lower() for word in words]
