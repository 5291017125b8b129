"""Which of our languages a text is in."""

from __future__ import annotations

import pytest

from otkuda.text.language import detect

OURS = {
    "ru": [
        "Мост откроют в мае, заявил аким района. Об этом сообщила пресс-служба акимата.",
        "В посёлке Қараой открыли мост, сообщил телеканал Bridge TV.",
    ],
    "kk": ["Аким көпірдің мамырда ашылатынын мәлімдеді. Бұл туралы баспасөз қызметі хабарлады."],
    "en": ["The bridge will be opened in May, the mayor said. The press office reported it to the paper."],
}
OTHERS = {
    "Ukrainian": "Голова району заявив, що міст відкриють у травні, а роботи вже завершено.",
    "Belarusian": "Кіраўнік раёна заявіў, што мост адкрыюць у маі, а працы ўжо завершаны.",
    "Kyrgyz": "Райондун башчысы көпүрө май айында ачыларын билдирди. Бул тууралуу басма сөз кызматы маалымдады.",
    "Tatar": "Район башлыгы күпер май аенда ачылачак дип белдерде. Бу хакта матбугат хезмәте хәбәр итә.",
    "Uzbek": "Туман раҳбари кўприк май ойида очилишини маълум қилди. Бу ҳақда матбуот хизмати хабар берди.",
    "Bulgarian": "Кметът заяви, че мостът ще бъде открит през май. Това съобщи пресслужбата на общината.",
    "German": "Die Brücke wird im Mai eröffnet, sagte der Bürgermeister. Das meldet der Pressedienst.",
}


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in OURS.items() for text in texts])
def test_ours(language: str, text: str) -> None:
    """Russian, Kazakh and English, with foreign names in them."""
    assert detect(text) == language


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_none(language: str) -> None:
    """A neighbour is not taken for one of ours."""
    assert detect(OTHERS[language]) is None


@pytest.mark.parametrize("text", ["", "Мост открыт", "12.05.2026 — 14:00, 25 °C " * 20, "\ud800" * 100, " " * 100_000])
def test_too_little_text(text: str) -> None:
    """Fewer than twenty letters tell nothing."""
    assert detect(text) is None
