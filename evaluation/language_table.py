"""Write the table by which ``otkuda.text.language`` tells languages: ``src/otkuda/text/language.tsv``.

    python -m evaluation.language_table

For each script a maximum-entropy model tells from the signs of one word whether it is one of ours or another's. The
words come from what this project wrote (``evaluation/languages``, the tables of ``otkuda.lang``) and from jusText's
lists of frequent words, which trafilatura brings (BSD licence). No news text is among them.
Words weigh by how frequent they are. Letters that only ours or a neighbour has (ә, ғ, ө …) are also written with the
plain letter, as people without the keyboard do. Writing takes half a minute.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from otkuda.text.language import LANGUAGES, plain, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "evaluation" / "languages"
TABLE = ROOT / "src" / "otkuda" / "text" / "language.tsv"

LISTS = {  # jusText's lists for languages in Cyrillic; those in Latin letters are all the others
    "ru": ["Russian"],
    "kk": ["Kazakh"],
    "ky": ["Kyrgyz"],
    "uk": ["Ukrainian"],
    "be": ["Belarusian", "Belarusian_Taraskievica"],
    "bg": ["Bulgarian"],
    "mk": ["Macedonian"],
    "sr": ["Serbian"],
    "cv": ["Chuvash"],
    "tt": [],
    "ba": [],
    "tg": [],
    "mn": [],
}
CODES = {"Uzbek": "uz", "Turkish": "tr", "German": "de"}  # of the lists in Latin letters that have a sample beside them
UNLIKE_OTHERS = {"English", "Simple_English", "Latin"}  # ours, and one that nobody writes news in
LEAST_LIST = 60
LOANS = 50  # an English word as frequent as this, in a list where it is not, stands in English titles there
CYRILLIC = re.compile("[\u0400-\u04ff']+").fullmatch
LATIN = re.compile("[a-z\u00c0-\u024f']+").fullmatch

OWN = {"ru": 0.35, "kk": 0.31, "en": 0.55}  # how likely a word is in ours before it is looked at
NEAR = {"ky": 5, "uk": 5, "bg": 6, "de": 3, "tr": 3, "be": 2, "uz": 2, "tt": 2, "sr": 0.7, "cv": 0.7}  # others: 1
PLAIN = {"kk": ("әғқңөұүіһ", "агкноууих", 0.5)}  # letters, what is written for them, by how many
PLAIN |= dict.fromkeys(("ky", "tt", "ba"), ("әөүңғқҡһҗ", "аоунгккхж", 0.2)) | {"ru": ("ё", "е", 0.5)}
UZBEK = {"tsi": "ци", "o'": "ў", "g'": "ғ", "sh": "ш", "ch": "ч", "ya": "я", "yo": "ё", "yu": "ю", "ye": "е"}
UZBEK_LETTERS = str.maketrans("'abdefghijklmnopqrstuvxyzc", "ъабдефгҳижклмнопқрстувхйзц")

FLAT = 0.6  # exponent of a frequency: words that are rare in the samples count more than they would by it
SAMPLED = 0.4  # share of the samples beside a list
LEAST_SEEN = {1: 1, 2: 3, 3: 8, 4: 20}  # in how many words a sign of so many letters must stand
FREQUENT = 250  # words of each language that are signs as a whole
ROUNDS, RATE, DECAY = 8, 0.5, 1e-3
FAINT = 0.6  # signs that weigh less after half of the rounds are left out

Words = dict[str, float]  # how frequent each is
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘`][^\W\d_]+)*")


def main() -> int:
    """Train both scripts and write the table. Returns 0."""
    corpora = {"cyrillic": cyrillic(), "latin": latin()}
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for script, languages in corpora.items():
        model = train(languages, [code for code, where in LANGUAGES.items() if where == script])
        for code, found in model.items():
            for sign, weight in found.items():
                weights[sign][code] = round(weight * 10)
    lines = ["\t".join([sign, *(str(row.get(code) or "") for code in LANGUAGES)]) for sign, row in weights.items()]
    head = "# Written by evaluation/language_table.py, partly from the frequent words of jusText (BSD; Jan Pomikálek, "
    head += "Michal Belica).\n# Columns: sign (_ is a word's edge), " + ", ".join(LANGUAGES)
    kept = sorted(line for line in lines if line.strip().count("\t"))
    TABLE.write_text("\n".join([head + " in tenths of a nat.", *kept]) + "\n", encoding="utf-8")
    print(f"{len(kept)} signs, {TABLE.stat().st_size // 1000} kB")
    return 0


def cyrillic() -> dict[str, Words]:
    """Return the words of the languages in Cyrillic letters."""
    found = {code: mixed(listed(names), sample(code)) for code, names in LISTS.items()}
    found["uz"] = mixed(map(uzbek_cyrillic, listed(["Uzbek"])), map(uzbek_cyrillic, sample("uz")))
    found = {code: {word: often for word, often in words.items() if CYRILLIC(word)} for code, words in found.items()}
    return found | {code: with_plain(found[code], *how) for code, how in PLAIN.items()}


def latin() -> dict[str, Words]:
    """Return the words of the languages in Latin letters."""
    names = sorted(path.name.removesuffix(".txt") for path in (files("justext") / "stoplists").iterdir())
    english = listed(["English"])
    found = {"en": mixed(english, sample("en"))}
    for name in names:
        words = listed([name])
        often = {*words[:LOANS], *set(words).difference(english[:LOANS])}  # «the» of titles and names is not theirs
        code = CODES.get(name, name)
        theirs = [word for word in words if LATIN(word) and word in often]
        if name not in UNLIKE_OTHERS and len(theirs) >= max(LEAST_LIST, 0.8 * len(words)):
            found[code] = mixed(theirs, sample(code))
    return {code: {word: often for word, often in words.items() if LATIN(word)} for code, words in found.items()}


def listed(names: Iterable[str]) -> list[str]:
    """Return the words of jusText's lists, the most frequent first."""
    folder = files("justext") / "stoplists"
    return words_of(" ".join((folder / f"{name}.txt").read_text(encoding="utf-8") for name in names))


def sample(code: str) -> list[str]:
    """Return the words of what this project wrote in a language."""
    tables = [path for path in sorted((ROOT / "src/otkuda/lang" / code).glob("*.tsv")) if "name" not in path.name]
    texts = [path.read_text(encoding="utf-8") for path in (SAMPLES / f"{code}.txt", *tables) if path.exists()]
    return words_of(re.sub("^#.*", "", "\n".join(texts), flags=re.MULTILINE))


def words_of(text: str) -> list[str]:
    """Return the words of a text as the table spells them."""
    return [plain(word) for word in _WORD.findall(text)]


def mixed(ranked: Iterable[str], written: Iterable[str]) -> Words:
    """Return how frequent words are, by their rank in a list and by their number in a sample."""
    by_rank: Words = {}
    for rank, word in enumerate(ranked):
        by_rank.setdefault(word, (rank + 20) ** -FLAT)
    by_number = {word: count**FLAT for word, count in Counter(written).items()}
    share = (SAMPLED if by_rank else 1.0) if by_number else 0.0
    found: Words = defaultdict(float)
    for words, part in ((by_rank, 1 - share), (by_number, share)):
        for word, often in words.items():
            found[word] += part * often / sum(words.values())
    return found


def with_plain(words: Words, letters: str, instead: str, share: float) -> Words:
    """Return the words with a share of them written without the letters of their language."""
    found: Words = defaultdict(float)
    for word, often in words.items():
        spelled = word.translate(str.maketrans(letters, instead))
        found[word] += often * (1 - share)
        found[spelled] += often * share
    return found


def uzbek_cyrillic(word: str) -> str:
    """Return an Uzbek word of Latin letters in Cyrillic ones.

    >>> uzbek_cyrillic("o'qituvchi")
    'ўқитувчи'
    """
    for pair, letter in UZBEK.items():
        word = word.replace(pair, letter)
    return re.sub("^e", "э", word).translate(UZBEK_LETTERS)


@dataclass(slots=True)
class Example:
    """A word: which signs it has, and how much of it belongs to each of ours and to the others together."""

    signs: list[int]
    shares: list[float]


def train(languages: Mapping[str, Words], ours: list[str]) -> dict[str, dict[str, float]]:
    """Return the weights of the signs for each of ours: how much likelier it is than the others, in nats."""
    known = known_signs(languages)
    examples = list(examples_of(languages, ours, known))
    weights = [[0.0] * len(known) for _ in ours]
    slopes = [[1.0] * len(known) for _ in ours]
    order = random.Random(1)  # noqa: S311 - shuffles words, keeps no secret
    for turn in range(ROUNDS):
        order.shuffle(examples)
        for example in examples:
            learn(example, weights, slopes, len(examples))
        if turn == ROUNDS // 2:
            drop_faint(weights, examples)
    return {code: dict(zip(known, row, strict=True)) for code, row in zip(ours, weights, strict=True)}


def known_signs(languages: Mapping[str, Words]) -> dict[str, int]:
    """Return the signs that stand in enough words, and the frequent words whole, each with its number."""
    seen = Counter(sign for words in languages.values() for word in words for sign in set(signs(word)))
    found = {sign for sign, count in seen.items() if count >= LEAST_SEEN.get(len(sign), math.inf)}
    for words in languages.values():
        found |= {f"_{word}_" for word in sorted(words, key=words.__getitem__, reverse=True)[:FREQUENT]}
    return {sign: number for number, sign in enumerate(sorted(found))}


def examples_of(languages: Mapping[str, Words], ours: list[str], known: Mapping[str, int]) -> Iterable[Example]:
    """Yield every word that is in any language, once."""
    shares: dict[str, list[float]] = defaultdict(lambda: [0.0] * (len(ours) + 1))
    near = sum(NEAR.get(code, 1) for code in languages if code not in ours)
    left = 1 - sum(OWN[code] for code in ours)
    for code, words in languages.items():
        prior = OWN[code] if code in ours else left * NEAR.get(code, 1) / near
        column = ours.index(code) if code in ours else len(ours)
        whole = sum(words.values())
        for word, often in words.items():
            shares[word][column] += prior * often / whole
    for word in sorted(shares):
        yield Example([known[sign] for sign in signs(word) if sign in known], shares[word])


def learn(example: Example, weights: list[list[float]], slopes: list[list[float]], scale: int) -> None:
    """Move the weights of one word's signs by AdaGrad towards what the word is."""
    scores = [math.exp(min(50.0, sum(map(row.__getitem__, example.signs)))) for row in weights] + [1.0]
    whole = sum(example.shares)
    for row, slope, score, share in zip(weights, slopes, scores, example.shares, strict=False):
        error = (whole * score / sum(scores) - share) * scale
        if abs(error) < FAINT / 500:
            continue
        for sign in example.signs:
            step = error + DECAY * row[sign]
            slope[sign] += step * step
            row[sign] -= RATE * step / math.sqrt(slope[sign])


def drop_faint(weights: list[list[float]], examples: list[Example]) -> None:
    """Leave out the signs that say little for all of ours, so that the others learn to do without them."""
    faint = {sign for sign in range(len(weights[0])) if all(abs(row[sign]) < FAINT for row in weights)}
    for row in weights:
        for sign in faint:
            row[sign] = 0.0
    for example in examples:
        example.signs = [sign for sign in example.signs if sign not in faint]


if __name__ == "__main__":
    sys.exit(main())
