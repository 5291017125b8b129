"""What a statement is about, so that those on the same matter are found: in other words, other languages, other years.

Numbers and dates are left out: they tell two wordings of one statement from each other, not what it is about. Words of
one matter need not translate each other: «тариф» and "price", «саранча» and "spraying" are kin (``kin.tsv``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import islice
from math import log
from typing import TYPE_CHECKING, NamedTuple

from otkuda.lang.common_words import everyday_words
from otkuda.lang.language import load
from otkuda.lang.lexicon import rows
from otkuda.statements.lists import lists
from otkuda.statements.names import is_name
from otkuda.statements.terms import sounds_of, spoken, terms_of
from otkuda.statements.units import read_units
from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from otkuda.model import Article, Span
    from otkuda.statements.passages import Passage
    from otkuda.statements.terms import Term
    from otkuda.statements.units import Unit

Keys = frozenset[int]

MOST = 100  # things that a statement speaks of
LONGEST = 2_000  # characters of a text that is asked for
NEAR = 300  # characters before and after, in which an article tells what it is about
LEAST = 0.08  # share of what a statement speaks of that another has to speak of
BESIDE = 0.4  # of how near the nearest is has another to be, to be shown beside it
SEVERAL = 2  # things that two have in common, where none of them is a thing by itself
KIN = 0.5  # of the weight of a word has one of the same matter
AROUND = 0.5  # of the weight of what is said has what is told around it
_SAYING = 1.0  # weight of a term that says something
_TELLING = frozenset("NOUN VERB INFN GRND PRTF PRTS".split())
_COLUMNS = ("ru", "kk", "en")  # of kin.tsv


class Matter(NamedTuple):
    """What a statement speaks of, and what its article tells around it, as numbers of 64 bits."""

    own: Keys
    around: Keys


class Topic(NamedTuple):
    """One thing that is spoken of: what it is known by, in any language, and how much it says.

    Some are enough by themselves to make a matter: «саранча», "parking", «горит»; places, «новый» and «год» are not.
    """

    keys: Keys
    weight: float
    is_enough: bool = False


class Asked(NamedTuple):
    """What is looked for: the things that a statement speaks of, and those around it."""

    own: tuple[Topic, ...]
    around: tuple[Topic, ...]


def matter_of(passages: Iterable[Passage], article: Sequence[Passage]) -> Matter:
    """Return what passages that are one statement speak of, and what is around it in one of their articles."""
    held = list(passages)
    longest: dict[str, Passage] = {}
    for one in sorted(held, key=lambda one: (len(one.units), one.carrier.id, one.position)):
        longest[one.language] = one
    own = _keys(topic for one in longest.values() for topic in _topics(one.units, one.language))
    ours = {(one.carrier.id, one.position) for one in held}
    here = [one for one in article if (one.carrier.id, one.position) in ours]
    beside = (one for one in article if one not in here and _is_beside(one, here))
    around = _keys(topic for one in beside for topic in _topics(one.units, one.language))
    return Matter(own, around - own)


def _is_beside(one: Passage, here: Sequence[Passage]) -> bool:
    return one.is_headline or any(abs(one.around.start - each.around.start) <= NEAR for each in here)


def asked_of(text: str, code: str, article: Article, spans: Sequence[Span], speaker: str) -> Asked:
    """Return what to look for: what a statement in the language of a code says, and its article at some spans.

    The name of the speaker, whom all that he said has around it, is no matter.
    """
    own = topics_in(text, code)
    near = article.text[max(0, spans[0].start - NEAR) : spans[-1].end + NEAR]
    known = _keys((*own, *topics_in(speaker, code)))
    around = topics_in(f"{article.headline or ''}\n\n{near}", code)
    return Asked(own, tuple(one for one in around if one.keys.isdisjoint(known)))


def topics_in(text: str, code: str) -> tuple[Topic, ...]:
    """Return what a text in the language of a code speaks of."""
    if code not in LANGUAGES:
        return ()
    return _topics(read_units(text[:LONGEST], code), code)


def _topics(units: Iterable[Unit], code: str) -> tuple[Topic, ...]:
    helping = lists(code).light  # «аралап жүр» is about going round, not about being on the way
    told = (one for one in units if not one.quantity and one.forms.isdisjoint(helping))
    found = ((one, term) for one in told for term in terms_of([one], code) if term.weight >= _SAYING)
    kept = dict.fromkeys(_topic(one, term, code) for one, term in found)
    return tuple(islice(kept, MOST))


def _topic(unit: Unit, term: Term, code: str) -> Topic:
    keys = frozenset(map(_number, _of_any_alphabet(unit) | term.keys))
    return Topic(keys, term.weight, not is_name(unit) and _tells(unit.key, unit.grammemes, code))


@lru_cache(maxsize=50_000)
def _tells(word: str, grammemes: frozenset[str], code: str) -> bool:
    """Is a word a noun or a verb that does not stand in news of anything?"""
    if grammemes.isdisjoint(_TELLING):
        return False
    return not any(one.lemma in everyday_words(code) for one in load(code).analyse(word)[:1])


def _of_any_alphabet(unit: Unit) -> frozenset[str]:
    """A word with a capital letter may be a name, also where a sentence begins: «Көкжарға автобустар шығады»."""
    return sounds_of(unit.forms) if unit.first.is_capital and unit.first.is_initial else frozenset()


def _keys(topics: Iterable[Topic]) -> Keys:
    return frozenset(key for one in topics for key in one.keys)


@lru_cache(maxsize=50_000)
def _number(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@cache
def _kin() -> dict[int, Keys]:
    """Return for each key of a word of ``kin.tsv`` the keys of all words that it stands in a row with."""
    found: dict[int, Keys] = {}
    for row in rows("otkuda.lang", "kin.tsv"):
        words = [(word, code) for code, column in zip(_COLUMNS, row, strict=True) for word in column.split()]
        terms = (spoken(frozenset({word}), code, is_name=False) for word, code in words)
        keys = frozenset(_number(key) for term in terms if term for key in term.keys)
        for key in keys:
            found[key] = found.get(key, frozenset()) | keys
    return found


class _Thing(NamedTuple):
    """A thing that is looked for: its keys, those of its kin, and how much it says that two share it."""

    keys: Keys
    kin: Keys
    worth: float
    is_enough: bool

    def shared(self, one: Matter) -> float:
        """Return how far a statement speaks of it: itself, or what is around it; of the thing, or of its kin."""
        return self.worth * (1 - (1 - _shared(self.keys, one)) * (1 - KIN * _shared(self.kin, one)))

    def is_said(self, one: Matter) -> bool:
        """Is it said itself, in the same words or in kindred ones?"""
        return not (self.keys | self.kin).isdisjoint(one.own)


def on_same_matter(asked: Asked, candidates: Mapping[int, Matter], others: Sequence[Matter]) -> list[tuple[int, float]]:
    """Return those of some statements that are on the matter of one, with how near they are (0 to 1), in this order.

    One has to say itself a thing that the other says; what is told around them only adds to that. ``others`` are any
    statements: what many of them speak of says little.
    """
    known = [*candidates.values(), *others]
    own, around = (tuple(_things(part, known)) for part in asked)
    whole = sum(one.worth for one in own)
    sought = frozenset(key for one in own for key in (*one.keys, *one.kin))
    found = []
    for number, one in candidates.items():
        if sought.isdisjoint(one.own):
            continue
        said = [thing for thing in own if thing.is_said(one)]
        shares = [thing.shared(one) for thing in own] + [AROUND * thing.shared(one) for thing in around]
        is_enough = any(thing.is_enough for thing in said) or sum(share > 0 for share in shares) >= SEVERAL
        if is_enough and 0 < sum(shares) >= LEAST * whole:
            found.append((number, min(1.0, sum(shares) / whole)))
    least = BESIDE * max((nearness for _, nearness in found), default=0.0)
    return sorted((one for one in found if one[1] >= least), key=lambda one: (-one[1], one[0]))


def _things(topics: Sequence[Topic], known: Sequence[Matter]) -> Iterator[_Thing]:
    """Yield what is looked for. What many statements speak of says little."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(topics):
        for key in one.keys:
            having[key].append(at)
    asked = frozenset(having)
    counts: Counter[int] = Counter()
    for its in known:
        here = (its.own & asked) | (its.around & asked)
        counts.update({at for key in here for at in having[key]})
    for at, one in enumerate(topics):
        worth = one.weight * log((2 + len(known)) / (1 + counts[at]))
        kin = frozenset(other for key in one.keys for other in _kin().get(key, ())) if one.is_enough else frozenset()
        yield _Thing(one.keys, kin, worth, one.is_enough)


def _shared(keys: Keys, one: Matter) -> float:
    if not keys.isdisjoint(one.own):
        return 1.0
    return 0.0 if keys.isdisjoint(one.around) else AROUND
