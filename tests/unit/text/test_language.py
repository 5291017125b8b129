"""Which of our languages a text and its paragraphs are in.

The sentences are in ``tests/data/languages``, one a line, all invented: ``development`` was looked at while the table
of signs was made, of ``test`` only the sums, at the end. The table is made from neither.
"""

from __future__ import annotations

from functools import cache

import pytest

from bench.language import SENTENCES, SETS, own_shares, paragraph_shares, wanted
from otkuda.text.language import LANGUAGES, detect, paragraphs, signs

OURS = {
    "ru": [
        "Мост откроют в мае, заявил аким района. Об этом сообщила пресс-служба акимата.",
        "В посёлке Қараой открыли мост, сообщил телеканал Bridge TV.",
        "В Apple показали iPhone и MacBook, пишет газета.",
        "В Apple представили iPhone Pro Max",
        "МОСТ ЧЕРЕЗ РЕКУ ОТКРОЮТ В МАЕ",
    ],
    "kk": [
        "Аким көпірдің мамырда ашылатынын мәлімдеді. Бұл туралы баспасөз қызметі хабарлады.",
        "Акимдик копирдин мамырда ашылатынын айтты.",  # as typed without a Kazakh keyboard
        "Әділет министрлiгi Қазақстан Республикасының жаңа ережесiн бекiттi.",  # with the Latin «i»
        "ӘКІМ КӨПІРДІҢ МАМЫРДА АШЫЛАТЫНЫН АЙТТЫ",
    ],
    "en": [
        "The bridge will be opened in May, the mayor said. The press office reported it to the paper.",
        "Bridge Over River To Open In May",
        "Mayor Gleb Odintsov («Глеб Одинцов» in Russian) didn’t say when the bridge would open.",
    ],
}
OTHERS = {
    "Ukrainian": "Голова району заявив, що міст відкриють у травні, а роботи вже завершено.",
    "Belarusian": "Кіраўнік раёна заявіў, што мост адкрыюць у маі, а працы ўжо завершаны.",
    "Kyrgyz": "Райондун башчысы көпүрө май айында ачыларын билдирди. Бул тууралуу басма сөз кызматы маалымдады.",
    "Tatar": "Район башлыгы күпер май аенда ачылачак дип белдерде. Бу хакта матбугат хезмәте хәбәр итә.",
    "Uzbek": "Туман раҳбари кўприк май ойида очилишини маълум қилди. Бу ҳақда матбуот хизмати хабар берди.",
    "Bulgarian": "Кметът заяви, че мостът ще бъде открит през май. Това съобщи пресслужбата на общината.",
    "Serbian": "Градоначелник је изјавио да ће мост бити отворен у мају, а радови су већ завршени.",
    "Mongolian": "Гүүрийг тавдугаар сард нээнэ гэж дүүргийн дарга мэдэгдэв.",
    "German": "Die Brücke wird im Mai eröffnet, sagte der Bürgermeister. Das meldet der Pressedienst.",
    "German with a Russian word": "Die Zeitung «Заря» meldet, dass die Brücke im Mai eröffnet wird.",
    "French": "Le pont sera ouvert en mai, a déclaré le maire. La presse locale le confirme.",
    "Spanish": "El puente se abrirá en mayo, dijo el alcalde a la prensa.",
    "Polish": "Most zostanie otwarty w maju, powiedział burmistrz miasta.",
    "Finnish": "Silta avataan toukokuussa, kertoi kaupunginjohtaja lehdelle.",
    "Kazakh in Latin letters": "Köpir mamyr aiynda ashylady dep habarlady äkimdik.",
    "Greek": "Η γέφυρα θα ανοίξει τον Μάιο, δήλωσε ο δήμαρχος.",
    "Georgian": "ხიდი მაისში გაიხსნება, განაცხადა მერმა.",
    "Chinese": "市长表示，这座大桥将于五月开通。新闻处向报纸作了通报。",
}
KAZAKH = """Көпір мамырда ашылады

Әкім көпірдің мамырда ашылатынын айтты.
«Мы откроем мост в мае, осталось только уложить асфальт».
Глеб Одинцов, Анна Лесная
Bridge TV, Reed Media
The bridge will be opened in May and the work is done.
Кметът заяви, че мостът ще бъде открит през май, съобщи пресслужбата."""


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in OURS.items() for text in texts])
def test_ours(language: str, text: str) -> None:
    """Russian, Kazakh and English: with foreign names in them, without a keyboard of one's own, in capitals."""
    assert detect(text) == language


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_none(language: str) -> None:
    """A neighbour is not taken for one of ours, nor is any other language or script."""
    assert detect(OTHERS[language]) is None


@pytest.mark.parametrize("text", ["", "Мост открыт", "12.05.2026 — 14:00, 25 °C " * 20, "\ud800" * 100, " " * 100_000])
def test_too_little_text(text: str) -> None:
    """Fewer than twelve letters tell nothing."""
    assert detect(text) is None


@cache
def shares(name: str) -> dict[str, float]:
    """Return how many sentences of a set are told rightly, once a process."""
    return own_shares(name)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("code", [path.stem for path in sorted((SENTENCES / "test").glob("*.txt"))])
def test_sentences(name: str, code: str) -> None:
    """Of single sentences and headlines, 97 of 100 in ours are told, and 90 in others are taken for none."""
    assert shares(name)[code] >= (0.97 if wanted(code) else 0.9)


@pytest.mark.parametrize("name", SETS)
def test_kazakh_without_its_letters(name: str) -> None:
    """«Адилет министрлиги» is Kazakh still."""
    assert shares(name)["kk, Russian letters"] >= 0.95


@pytest.mark.parametrize("name", SETS)
def test_a_sentence_in_a_text_of_another_language(name: str) -> None:
    """A paragraph of one sentence that plainly differs is told in 80 of 100 cases, though it leans on the text."""
    assert {pair: share for pair, share in paragraph_shares(name).items() if share < 0.8} == {}


@pytest.mark.parametrize("name", SETS)
def test_sets_are_whole(name: str) -> None:
    """Each set has enough sentences to count, none twice, and shares none with the other."""
    for path in (SENTENCES / name).glob("*.txt"):
        sentences = path.read_text(encoding="utf-8").splitlines()
        assert len(sentences) == len(set(sentences)) >= 15
        elsewhere = [other for other in SENTENCES.glob(f"*/{path.name}") if other != path]
        assert all(set(sentences).isdisjoint(other.read_text("utf-8").splitlines()) for other in elsewhere)


def test_paragraphs() -> None:
    """A paragraph that plainly differs is in its own language; names and what is short follow the text."""
    found = paragraphs(KAZAKH, "kk")
    assert [one.language for one in found] == ["kk", "kk", "ru", "kk", "kk", "en", None]
    assert [KAZAKH[slice(*one.span)] for one in found] == [line for line in KAZAKH.split("\n") if line]


def test_paragraphs_lean_on_the_language_given() -> None:
    """What fits two languages is in the one that the text is said to be in."""
    assert [paragraphs("Экономика, реформа, президент", code)[0].language for code in ("ru", "kk")] == ["ru", "kk"]
    assert [paragraphs("Мост открыт", code)[0].language for code in LANGUAGES] == list(LANGUAGES)


@pytest.mark.parametrize("text", ["", "\n \n", "\r\n\u2028"])
def test_no_paragraphs(text: str) -> None:
    """Blank lines are no paragraphs."""
    assert paragraphs(text) == ()


def test_opening_in_another_language() -> None:
    """A quotation at the beginning does not make a Kazakh article Russian."""
    russian = "«Мы откроем мост в мае, осталось только уложить асфальт и покрасить перила».\n"
    assert detect(russian + "Әкім көпірдің мамырда ашылатынын айтты, деп хабарлайды баспасөз қызметі.\n" * 8) == "kk"


def test_long_words_stay_cheap() -> None:
    """A run of letters without end is cut before it is looked at."""
    assert detect("а" * 1_000_000) is None or len(signs("а" * 40)) < 200


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Көпір мамырдың соңында ашылады, деді әкім журналистерге.\nМост откроют в мае, сообщил аким.", "kk"),
        ("Көпір ашылды.\nМост через реку откроют в конце мая, сообщил журналистам аким посёлка Ерлан Сапаров.", "ru"),
        ("Міст через річку відкриють у травні, повідомив голова.\nНовий міст будували два роки.\nМост открыт.", None),
    ],
)
def test_a_text_in_two_languages_is_in_that_of_most_letters(text: str, language: str | None) -> None:
    """Where as a whole it is in neither, and only if most of its paragraphs are in ours."""
    assert detect(text) == language
