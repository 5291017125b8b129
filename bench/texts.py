"""Invented news text of any length and shape, the same for the same seed. No person or place in it exists."""

from __future__ import annotations

from random import Random

FIRST = "Глеб Вера Тимур Анна Степан Нина Павел Лидия Ерлан Айгуль Марат Дина Фёдор Раиса Игнат Злата".split()
STEMS = "Один Лапш Верес Рогож Мох Горд Кольц Сапар Тасбулат Ясен Лугов Берест Камыш Седел Ольх Звон".split()
PLACES = "Светлояр Заречье Каменка Белоречье Ольховка Сосновец Луговое Берёзкин".split()
ROLES = "мэр министр директор врач эколог начальник депутат учитель".split()
WORDS = "мост дорога школа больница причал парк рынок завод вокзал музей театр стадион".split()
ACTS = "откроют построят отремонтируют закроют перенесут расширят".split()
TEMPLATES = (
    "«{act} {word} уже в мае», — сообщил {role} {name}.",
    "{name} заявил, что {word} {act} в следующем году.",
    "«{word} стоит давно, — сказал он, — и скоро его {act}».",
    "По словам жителей, {word} в городе {place} {act} осенью.",
    "Об этом передает {outlet}.example со ссылкой на пресс-службу города {place}.",
    "В докладе говорится, что {word} осмотрели {number} раз.",
    "{role} {name} призвал жителей беречь {word}.",
    "За год {word} посетили {number} человек, работы шли без остановки.",
    "На улице {place} было тихо, шёл дождь, и {word} не работал.",
)


def news(size: int, seed: int, shape: str) -> str:
    """Return a text of about ``size`` UTF-8 bytes.

    ``shape`` is ``news`` (paragraphs of a few sentences), ``paragraph`` (one paragraph after the headline), ``line``
    (one sentence without an end) or ``quotation`` (one quotation over all paragraphs).
    """
    random = Random(seed)  # noqa: S311 - a benchmark's text, no secret
    sentences, length = [], 0
    while length < size:
        sentences.append(sentence(random))
        length += len(sentences[-1].encode()) + 1
    return SHAPES[shape](sentences)


def sentence(random: Random) -> str:
    """Return one sentence with varied names, its first letter a capital."""
    text = random.choice(TEMPLATES).format(
        act=random.choice(ACTS),
        word=random.choice(WORDS),
        role=random.choice(ROLES),
        place=random.choice(PLACES),
        name=f"{random.choice(FIRST)} {random.choice(STEMS)}{random.choice(('ов', 'ин', 'овский', 'ёнок'))}",
        outlet=random.choice(("bereg", "vestnik", "reka", "gorod")) + str(random.randrange(1000)),
        number=random.randrange(2, 100_000),
    )
    return text[0].upper() + text[1:]


def paragraphs(sentences: list[str]) -> str:
    """Return the sentences four to a paragraph."""
    return "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4))


def one_paragraph(sentences: list[str]) -> str:
    """Return a headline and one paragraph."""
    return sentences[0] + "\n\n" + " ".join(sentences[1:])


def one_line(sentences: list[str]) -> str:
    """Return all words on one line without a full stop."""
    return ", ".join(sentence.rstrip(".") for sentence in sentences)


def one_quotation(sentences: list[str]) -> str:
    """Return paragraphs in one pair of quotation marks."""
    inner = [sentence.translate({ord("«"): None, ord("»"): None}) for sentence in sentences]
    return f"Мэр выступил с речью\n\n«{paragraphs(inner)}», — сказал мэр Глеб Одинцов."


SHAPES = {"news": paragraphs, "paragraph": one_paragraph, "line": one_line, "quotation": one_quotation}
