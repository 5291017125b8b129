"""Articles that hand on each other's words, with their attributions as made: invented, the same for the same seed.

Somebody says a few things on one occasion; 1 to 25 outlets carry some of them (Zipf's law), one after another: word for
word, cut, in other words and another order, or in another of three languages, word by word through the table of
concepts. What is not of one occasion shares what unrelated news shares: the people and places that are often in the
news, the common words, months and round numbers, what everybody says («по итогам года»), the outlets' own last lines.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from otkuda.entities.spelling import romanize
from otkuda.lang.lexicon import rows
from otkuda.model import Article, Attribution, Link, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2024, 1, 1, tzinfo=UTC)
MOST = 25  # articles of an occasion
KNOWN = 2_000  # people that are in the news, and as many places
COMMON = 20  # how flat the law is by which they are
COMMON_WORDS = 60  # the same of words
OUTLETS = 300
LEAST = 7  # words of what is cut
LINKED = 0.15  # share of the articles that link to the one that they have it from
NAMED = 0.3  # share of those that name its outlet
LANGUAGES = (("ru", 70), ("kk", 15), ("en", 15))
COLUMN = {"ru": 0, "kk": 1, "en": 2}
CHANGES = (("whole", 35), ("cut", 25), ("other words", 40))
SYLLABLES = "ба ка са то му ра ли не жу ша ер дал кур сар тем бол нур ай мар гал вет лем кон рош зел дор".split()
SURNAMES = "ов ев ин бек баев улин ский енко бай ханов".split()
TOWNS = "су тау кол город ск аул горск кент".split()
ROLES = (("министр", "министр", "minister"), ("аким", "әкім", "governor"), ("директор", "директор", "director"))
MONTHS = (("марта", "наурыз", "March"), ("мая", "мамыр", "May"), ("сентября", "қыркүйек", "September"))
STOCK = (
    ("по итогам прошлого года", "өткен жылдың қорытындысы бойынша", "at the end of last year"),
    ("в рамках государственной программы", "мемлекеттік бағдарлама аясында", "as part of the state programme"),
    ("за счёт средств республиканского бюджета", "республикалық бюджет есебінен", "with money of the state budget"),
    ("до конца текущего года", "ағымдағы жылдың соңына дейін", "by the end of this year"),
)
SAYS = {
    "ru": ("«{words}», — сообщил {role} {name}.", "{role} {name} заявил, что {words}."),
    "kk": ("«{words}», — деді {role} {name}.", "{role} {name} {words} деп мәлімдеді."),
    "en": ("“{words},” {role} {name} said.", "{role} {name} said that {words}."),
}
CUES = {"ru": ("сообщил", "заявил"), "kk": ("деді", "мәлімдеді"), "en": ("said", "said")}
CREDITS = {"ru": "Об этом пишет {0}.", "kk": "Бұл туралы {0} жазды.", "en": "This was reported by {0}."}
ENDS = {
    "ru": ("Подписывайтесь на наш канал и читайте новости первыми.", "Напомним, ранее сообщалось другое: {0}."),
    "kk": ("Біздің арнаға жазылыңыз және жаңалықтарды бірінші оқыңыз.", "Еске салайық, бұған дейін басқаша еді: {0}."),
    "en": ("Follow our channel and be the first to read the news.", "It was reported earlier otherwise: {0}."),
}


class Person(NamedTuple):
    """Somebody who speaks."""

    name: str
    role: tuple[str, str, str]


Said = tuple[tuple[str, ...], ...]  # for each word, in their order, its near-synonyms in each of three languages


@dataclass
class Occasion:
    """Who said what when, and the articles on it so far: address, outlet."""

    number: int
    person: Person
    said: tuple[Said, ...]
    language: str
    carried: list[tuple[str, str]]


class World:
    """Tells invented occasions in the order of time, always the same for one seed."""

    def __init__(self, seed: int, a_day: float) -> None:
        """Invent the people, places and outlets; ``a_day`` is how many articles are published in a day."""
        self.random = Random(seed)  # noqa: S311 - a benchmark's words, no secret
        given = [row[0] for row in rows("otkuda.lang.ru", "given_names.tsv") if row[1] == "masc"][:300]
        self.people = [
            Person(f"{self.random.choice(given)} {self._name(SURNAMES)}", self.random.choice(ROLES))
            for _ in range(KNOWN)
        ]
        self.places = [self._name(TOWNS) for _ in range(KNOWN)]
        self.fame = list(accumulate(1 / (rank + COMMON) for rank in range(KNOWN)))
        self.outlets = [f"{romanize(self._name(TOWNS)).lower()}{number}" for number in range(OUTLETS)]
        self.concepts = [row for row in rows("otkuda.lang", "concepts.tsv") if all(row[:3])]
        self.random.shuffle(self.concepts)
        self.use = list(accumulate(1 / (rank + COMMON_WORDS) for rank in range(len(self.concepts))))
        self.shares = [1 / many for many in range(1, MOST + 1)]
        mean = MOST / sum(self.shares)
        self.rest = timedelta(days=mean / a_day)  # between two occasions, on average

    def _name(self, endings: list[str]) -> str:
        syllables = self.random.choices(SYLLABLES, k=self.random.choice((2, 2, 3)))
        return ("".join(syllables) + self.random.choice(endings)).capitalize()

    def articles(self) -> Iterator[Article]:
        """Yield articles without end, in the order in which they are published."""
        now, number = START, 0
        due: list[tuple[datetime, int, Occasion]] = []
        while True:
            now += self.rest * self.random.expovariate(1.0)
            while due and due[0][0] <= now:
                yield self.article(*due.pop(0))
            occasion = self.occasion(number)
            for _ in range(self.random.choices(range(1, MOST + 1), self.shares)[0]):
                number += 1
                insort(
                    due, (now + timedelta(days=self.random.expovariate(1.0)), number, occasion), key=lambda one: one[:2]
                )

    def occasion(self, number: int) -> Occasion:
        """Invent an occasion."""
        random = self.random
        person = random.choices(self.people, cum_weights=self.fame)[0]
        said = tuple(self.said() for _ in range(random.randint(1, 3)))
        return Occasion(number, person, said, self.drawn(LANGUAGES), [])

    def drawn(self, shares: tuple[tuple[str, int], ...]) -> str:
        """Draw one of several by its share."""
        return self.random.choices([one for one, _ in shares], [share for _, share in shares])[0]

    def said(self) -> Said:
        """Invent what is said."""
        random = self.random
        words = [row[:3] for row in self.words(random.randint(8, 16))]
        places = random.choices(self.places, cum_weights=self.fame, k=random.randint(0, 2))
        words += [(one, one, romanize(one)) for one in places]
        words += [(str(self.number()),) * 3 for _ in range(random.randint(0, 2))]
        if random.random() < 0.3:  # noqa: PLR2004 - three in ten name a day
            day, month = random.randint(1, 28), random.choice(MONTHS)
            words.append((f"{day}_{month[0]}", f"{day}_{month[1]}", f"{month[2]}_{day}"))
        random.shuffle(words)
        if random.random() < 0.5:  # noqa: PLR2004 - every second has what everybody says
            words.append(tuple(one.replace(" ", "_") for one in random.choice(STOCK)))
        return tuple(words)

    def words(self, many: int) -> list[tuple[str, ...]]:
        """Draw rows of the table of concepts."""
        return self.random.choices(self.concepts, cum_weights=self.use, k=many)

    def number(self) -> int:
        """Draw a number: the small and the round ones are common."""
        number = int(10 ** self.random.uniform(0.5, 4))
        return number if number < 100 or self.random.random() < 0.6 else round(number, -2)  # noqa: PLR2004 - the same

    def worded(self, said: Said, language: str, change: str) -> str:
        """Tell what was said, in a language."""
        random, column = self.random, COLUMN[language]
        words = [
            random.choice(row[column].split()) if change == "other words" else row[column].split()[0] for row in said
        ]
        if change == "cut" and len(words) > LEAST:
            many = random.randint(LEAST, len(words))
            start = random.randint(0, len(words) - many)
            words = words[start : start + many]
        elif change == "other words":
            turn = random.randrange(len(words))
            words = [one for one in words[turn:] + words[:turn] if random.random() < 0.85]  # noqa: PLR2004 - a few go
        return " ".join(words).replace("_", " ")

    def article(self, published: datetime, number: int, occasion: Occasion) -> Article:
        """Write an article on an occasion, with what it hands to whom."""
        random = self.random
        is_first = not occasion.carried
        language = occasion.language if is_first else self.drawn(LANGUAGES)
        outlet = random.choice(self.outlets)
        page = _Page(language)
        kept = [one for one in occasion.said if is_first or random.random() < 0.6]  # noqa: PLR2004 - six in ten
        taken = None if is_first else random.choice(occasion.carried)
        via = taken[1] if taken and random.random() < NAMED else None
        page.headline(self.worded(random.choice(occasion.said), language, "other words"))
        for said in kept or occasion.said[:1]:
            change = self.drawn(CHANGES) if language == occasion.language else "other words"
            words = self.worded(said, language, "whole" if is_first else change)
            page.say(words, occasion.person, via, random.randrange(2))
        if via:
            page.add(CREDITS[language].format(via))
        if taken and random.random() < LINKED:
            page.link(taken[0])
        page.add(ENDS[language][0])
        page.add(ENDS[language][1].format(self.worded(tuple(self.words(7)), language, "whole")))
        url = f"https://{outlet}.example/{occasion.number}/{number}.html"
        occasion.carried.append((url, outlet))
        return page.article(url, outlet, published)


def occasion_of(article: Article) -> str:
    """Return the number of the occasion that an article is on."""
    return (article.url or "").split("/")[-2]


class _Page:
    """The text of an article as it is written."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.parts: list[str] = []
        self.attributions: list[Attribution] = []
        self.links: list[Link] = []
        self._title = ""

    @property
    def length(self) -> int:
        """Where the next paragraph begins."""
        return sum(len(one) + 2 for one in self.parts)

    def headline(self, words: str) -> None:
        """Put the headline."""
        self._title = words.capitalize()
        self.add(self._title)

    def add(self, text: str) -> None:
        """Put a paragraph."""
        self.parts.append(text)

    def say(self, words: str, person: Person, via: str | None, shape: int) -> None:
        """Put what somebody says, directly or not."""
        at, language = self.length, self.language
        name = romanize(person.name) if language == "en" else person.name
        role = person.role[COLUMN[language]]
        text = SAYS[language][shape].format(words=words, role=role, name=name)
        start, named = at + text.index(words), at + text.index(name)
        cue = at + text.index(CUES[language][shape])
        self.add(text)
        source = Source(Span(named, named + len(name)), name, "person", role)
        chain = (Source(None, via, "outlet"), source) if via else (source,)
        said = Span(cue, cue + len(CUES[language][shape]))
        content = (Span(start, start + len(words)),)
        self.attributions.append(Attribution(content, said, chain, "indirect" if shape else "direct", "made", 1.0))

    def link(self, url: str) -> None:
        """Let the last paragraph lead to a page."""
        end = self.length - 2
        self.links.append(Link(Span(end - len(self.parts[-1]), end), url))

    def article(self, url: str, outlet: str, published: datetime) -> Article:
        """Return the article."""
        return Article(
            "\n\n".join(self.parts),
            headline=self._title,
            outlet=outlet,
            published=published,
            language=self.language,
            url=url,
            attributions=tuple(sorted(self.attributions, key=lambda one: one.content)),
            links=tuple(self.links),
        )
