"""Files and folders that are imported: told by their bytes, read as they come, gone on from any place."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.fetch.files import Stated, measure, open_any
from otkuda.model import Credit, Link, Moment, Source, Span
from tests.unit.fetch.pdfs import pdf
from tests.unit.fetch.warcs import response

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.model import Article, Record

SPEECH = "Мы обещали мост к лету. К лету он есть, и по нему уже едут."
MESSAGES = [
    {"id": 1, "type": "service", "date": "2024-02-01T10:00:00", "action": "create_channel"},
    {"id": 2, "type": "message", "date_unixtime": "1706763600", "text": "Мост открыт\nВ посёлке открыли мост."},
    {
        "id": 3,
        "type": "message",
        "date": "2024-02-01T11:00:00",
        "edited_unixtime": "1706770000",
        "forwarded_from": "Вести",
        "author": "Анна Лесная",
        "text": ["Смотрите ", {"type": "bold", "text": "сюда"}, "!"],
    },
    {"id": 4, "type": "message", "date_unixtime": "1706763600", "text": "", "photo": "a.jpg"},
]
CHAT = {"name": "Заря", "type": "public_channel", "id": 123456, "messages": MESSAGES}
PAGES = """<!DOCTYPE html>
<html>

 <head>
<title>Exported Data</title>
 </head>
<body><div class="page_header"><div class="content"><div class="text bold">
Заря
</div></div></div>
<div class="message service" id="message-1"><div class="body details">1 May 2026</div></div>
<div class="message default clearfix" id="message2"><div class="body">
<div class="pull_right date details" title="11.03.2026 10:05:00 UTC+05:00">10:05</div>
<div class="text">Мост открыт<br>В посёлке <a href="x">открыли</a> мост.</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="11.03.2026 10:06:00 UTC+05:00">10:06</div>
<div class="forwarded body"><div class="from_name">Вести <span class="date details" title="x"> 10.03</span></div>
<div class="text">Смотрите сюда!</div></div></div></div></body></html>"""


def word(title: str = "") -> bytes:
    """Return a Word document."""
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading("Слово на площади", 0)
    document.add_paragraph(SPEECH)
    document.add_table(1, 1).cell(0, 0).text = "Спасибо."
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


SUBTITLES = """1
00:00:01,000 --> 00:00:03,000
<b>Мы обещали</b>

2
00:00:03,000 --> 00:00:05,000
мост к лету. К лету он есть,

3
00:00:05,000 --> 00:00:06,000
и по нему уже едут.
"""
JSON_LINES = [
    {
        "url": "https://zarya.kz/1",
        "text": "Мост открыт.",
        "title": "Мост",
        "date": "2024-02-01 10:00",
        "author": "Анна",
    },
    {"link": "https://zarya.kz/2", "html": "<p>Мост открыт.</p>", "fetched_at": 1706763600},
    {
        "body": "Мост открыт.",
        "authors": [{"name": "Анна"}, "Пётр"],
        "published": "2026-03-11",
        "source": {"name": "Заря"},
    },
]
FILES = {
    "warc": response("https://zarya.example/1", b"<p>x</p>") + response("https://zarya.example/2", b"<p>y</p>"),
    "page": "<!doctype html><link rel=canonical href='https://zarya.example/most'><h1>Мост</h1>".encode(),
    "json lines": "\n".join(json.dumps(line, ensure_ascii=False) for line in JSON_LINES).encode(),
    "json list": json.dumps(JSON_LINES).encode(),
    "export": json.dumps(CHAT, ensure_ascii=False, indent=1).encode(),
    "small export": json.dumps(CHAT).encode(),
    "export page": PAGES.encode(),
    "pdf": pdf([["Слово на площади", "Мы обещали мост к ле-", "ту. К лету он есть, и по", "нему уже едут."]]),
    "word": word(),
    "srt": SUBTITLES.encode(),
    "vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Hello.\n",
    "text": f"Слово на площади\r\n\r\n{SPEECH}".encode("cp1251"),
}


def read(folder: Path, content: bytes, stated: Stated | None = None) -> list[Record]:
    """Return the records of a file with a name that says nothing."""
    path = folder / "file"
    path.write_bytes(content)
    return list(open_any(path, stated=stated))


def articles(records: list[Record]) -> list[Article]:
    """Return the articles among ``records``."""
    return [one.article for one in records if one.article]


@pytest.mark.parametrize("name", FILES)
def test_reading_goes_on_behind_any_record(tmp_path: Path, name: str) -> None:
    """What follows a place is what followed it; there is always a record, and none is refused."""
    records = read(tmp_path, FILES[name])
    assert records
    assert not [one.reason for one in records if one.reason]
    for number, one in enumerate(records, 1):
        assert list(open_any(tmp_path / "file", after=one.place)) == records[number:]


def test_a_folder_goes_on_too(tmp_path: Path) -> None:
    """Files come in the order of their paths, hidden ones never, and a place names one of them."""
    for number, content in enumerate(FILES.values()):
        path = tmp_path / f"{number % 3}" / f"{number:02}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    for left_alone in (".hidden", "style.css", "SCRIPT.JS", "photo.jpg"):
        (tmp_path / left_alone).write_text("x")
    records = list(open_any(tmp_path))
    assert list(dict.fromkeys(one.place.file for one in records)) == sorted({one.place.file for one in records})
    assert measure(tmp_path) == (len(FILES), sum(map(len, FILES.values())))
    for number, one in enumerate(records, 1):
        assert list(open_any(tmp_path, after=one.place)) == records[number:]


def test_a_saved_page(tmp_path: Path) -> None:
    """The time of the file is when it was seen; its address is its own, the user's, or its place in the folder."""
    (tmp_path / "a").mkdir()
    path = tmp_path / "a" / "most.html"
    path.write_bytes(FILES["page"])
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (one,) = open_any(tmp_path)
    assert one.page is not None
    assert one.page.url == "https://zarya.example/most"
    assert one.seen == one.page.fetched == datetime.fromtimestamp(1_700_000_000, UTC)
    path.write_text("<html><p>Мост</p>", encoding="utf-8")
    assert [one.page and one.page.url for one in open_any(tmp_path)] == ["file:a/most.html"]
    assert [one.page and one.page.url for one in open_any(path, stated=Stated(url="https://x.example/"))] == [
        "https://x.example/"
    ]


def test_json_lines(tmp_path: Path) -> None:
    """The usual names of fields; a time without an offset is the clock of the country of the address."""
    records = read(tmp_path, FILES["json lines"])
    first, third = articles(records)
    assert (first.text, first.headline, first.authors, first.url) == (
        "Мост открыт.",
        "Мост",
        ("Анна",),
        "https://zarya.kz/1",
    )
    assert first.published is not None
    assert first.published.isoformat() == "2024-02-01T10:00:00+06:00"
    page = records[1].page
    assert page is not None
    assert (page.url, records[1].seen) == ("https://zarya.kz/2", datetime.fromtimestamp(1706763600, UTC))
    assert (third.authors, third.outlet) == (("Анна", "Пётр"), "Заря")
    assert third.url == f"file:file#{records[2].place.offset}"
    assert third.published_until == datetime(2026, 3, 12, tzinfo=UTC)


def test_json_lines_that_are_none(tmp_path: Path) -> None:
    """Each is refused with its number, the others are read."""
    lines = ['{"text": "Мост."}', "", "no", "[1]", '{"x": 1}', '{"text": "Мост."}', '{"text": "Мо']
    reasons = [one.reason for one in read(tmp_path, "\n".join(lines).encode())]
    assert [reason and reason.split(":")[0] for reason in reasons] == [
        None,
        "line 3",
        "line 4",
        "line 5",
        None,
        "line 7",
    ]


@pytest.mark.parametrize("name", ["export", "small export"])
def test_an_export_of_telegram(tmp_path: Path, name: str) -> None:
    """A message that says something is an article; one that is passed on names whose it is."""
    stated = Stated(url="https://t.me/s/zarya_news", zone=ZoneInfo("Asia/Almaty"))
    first, second = articles(read(tmp_path, FILES[name], stated))
    assert (first.text, first.headline) == ("Мост открыт\nВ посёлке открыли мост.", "Мост открыт")
    assert (first.url, first.outlet, first.authors) == ("https://t.me/zarya_news/2", "Заря", ())
    assert first.published == datetime.fromtimestamp(1706763600, UTC)
    assert (second.text, second.authors) == ("Смотрите сюда!", ("Анна Лесная",))
    assert second.credits == (Credit("text", "Вести", None, None),)
    assert second.published is not None
    assert second.published.isoformat() == "2024-02-01T11:00:00+06:00"
    assert second.modified == datetime.fromtimestamp(1706770000, UTC)


def test_the_links_of_an_export(tmp_path: Path) -> None:
    """Words with an address behind them, bare addresses and names of channels lead somewhere; a hashtag does not."""
    pieces = [
        "Мост открыт,\n",
        {"type": "text_link", "text": "сообщил <акимат>", "href": "https://akimat.example/1?utm_source=tg"},
        " и ",
        {"type": "mention", "text": "@vesti_news"},
        ": ",
        {"type": "link", "text": "vesti.example/7"},
        {"type": "hashtag", "text": "#мост"},
        {"type": "text_link", "text": "сюда", "href": "javascript:alert(1)"},
    ]
    chat = {**CHAT, "messages": [{"id": 2, "type": "message", "date_unixtime": "1706763600", "text": pieces}]}
    (article,) = articles(read(tmp_path, json.dumps(chat, indent=1).encode()))
    assert [(article.text[slice(*link.text)], link.url) for link in article.links] == [
        ("сообщил <акимат>", "https://akimat.example/1"),
        ("@vesti_news", "https://t.me/vesti_news"),
        ("vesti.example/7", "https://vesti.example/7"),
    ]
    shown = PAGES.replace('href="x"', 'href="https://akimat.example/1"')
    first, second = articles(read(tmp_path, shown.encode()))
    assert [(first.text[slice(*link.text)], link.url) for link in first.links] == [
        ("открыли", "https://akimat.example/1")
    ]
    assert second.links == ()


def test_the_links_of_json_lines(tmp_path: Path) -> None:
    """Those that ``otkuda read --json`` wrote, as far as they lie in the text and lead somewhere."""
    url = "https://akimat.example/1"
    told = [{"start": 0, "end": 4, "url": url}, {"start": 5, "end": 99, "url": url}, {"start": 0, "end": 4, "url": "x"}]
    line = json.dumps(
        {"text": "Мост открыт.", "links": [*told, None, {"start": "0"}, {"start": 3, "end": 3, "url": url}]}
    )
    (article,) = articles(read(tmp_path, line.encode()))
    assert article.links == (Link(Span(0, 4), url),)


def test_an_export_of_all_chats(tmp_path: Path) -> None:
    """Each message bears the number of its own channel."""
    chats = {"about": "All", "chats": {"about": "x", "list": [CHAT, {**CHAT, "id": 7, "name": "Вести"}]}}
    found = articles(read(tmp_path, json.dumps(chats, indent=1).encode()))
    assert [(one.outlet, one.url) for one in found[1:3]] == [("Заря", "telegram:123456/3"), ("Вести", "telegram:7/2")]


def test_a_damaged_message(tmp_path: Path) -> None:
    """One is refused, those behind it are read."""
    content = FILES["export"].replace(b'"date_unixtime": "1706763600"', b'"date_unixtime" "17', 1)
    records = read(tmp_path, content)
    assert [bool(one.reason) for one in records] == [True, False]
    assert "cut off" in (read(tmp_path, FILES["export"][:-200])[-1].reason or "")


def test_the_pages_of_an_export(tmp_path: Path) -> None:
    """As ``result.json``; the channel has no number there."""
    first, second = articles(read(tmp_path, FILES["export page"]))
    assert (first.text, first.url) == ("Мост открыт\nВ посёлке открыли мост.", "telegram:Заря/2")
    assert first.published is not None
    assert first.published.isoformat() == "2026-03-11T10:05:00+05:00"
    assert (second.text, second.credits) == ("Смотрите сюда!", (Credit("text", "Вести", None, None),))


@pytest.mark.parametrize("name", ["pdf", "word", "srt", "text"])
def test_primary_material(tmp_path: Path, name: str) -> None:
    """All that follows the title is the stated speaker's, said when the user says, where the user says."""
    said = Moment(datetime(2026, 3, 11, tzinfo=UTC), datetime(2026, 3, 12, tzinfo=UTC))
    stated = Stated("Нурлан Байжанов", said, "https://akimat.example/slovo")
    (article,) = articles(read(tmp_path, FILES[name], stated))
    (words,) = article.attributions
    ((start, end),) = words.content
    assert " ".join(article.text[start:end].split()).removesuffix(" Спасибо.") == SPEECH
    assert article.headline == (SPEECH if name == "srt" else "Слово на площади")
    assert (words.chain, words.rule, words.kind) == (
        (Source(None, "Нурлан Байжанов", "person"),),
        "stated_speaker",
        "direct",
    )
    assert words.confidence == 1.0
    assert (article.published, article.published_until, article.url) == (*said, stated.url)
    assert article.outlet is None
    assert read(tmp_path, FILES[name])[0].article != article


def test_the_title_of_a_document_comes_first(tmp_path: Path) -> None:
    """Where its text does not hold it."""
    (article,) = articles(read(tmp_path, word("Обращение акима"), Stated(speaker="Нурлан Байжанов")))
    assert article.headline == "Обращение акима"
    assert article.text.startswith("Обращение акима\n\nСлово на площади\n\n")
    assert article.attributions[0].content[0] == Span(17, len(article.text))


def test_paragraphs_of_a_pdf(tmp_path: Path) -> None:
    """Lines are joined, words too; what stands on every page and the numbers of the pages are left out."""
    pages = [
        ["Пресс-служба акимата", "Мост строили два года, и пресс-", "служба это подтвердила, а кто-", "то и видел."],
        ["Пресс-служба акимата", "Паром ходил через реку с 1974 го-", "да и больше не пойдёт.", "2"],
        ["Пресс-служба акимата", "Второй мост начнут осенью, если", "хватит денег.", "3"],
    ]
    (article,) = articles(read(tmp_path, pdf(pages)))
    assert article.text.split("\n\n") == [
        "Мост строили два года, и пресс-служба это подтвердила, а кто-то и видел.",
        "Паром ходил через реку с 1974 года и больше не пойдёт.",
        "Второй мост начнут осенью, если хватит денег.",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "The bridge was finished by the vice-",
                "president of the company, a well-",
                "known builder of brid-",
                "ges.",
            ],
            "The bridge was finished by the vice-president of the company, a well-known builder of bridges.",
        ),
        (
            ["Көпірді вице-", "министр ашып, бұл іс-", "шара екі сағатқа созыл-", "ды."],
            "Көпірді вице-министр ашып, бұл іс-шара екі сағатқа созылды.",
        ),
    ],
)
def test_words_of_a_pdf_keep_the_hyphens_of_their_language(tmp_path: Path, lines: list[str], expected: str) -> None:
    """What keeps its hyphen at the end of a line is told by the document's language."""
    (article,) = articles(read(tmp_path, pdf([lines])))
    assert article.text == expected


REFUSED = {
    "a PDF of pictures": pdf([[]]),
    "a damaged PDF": FILES["pdf"][:200],
    "no Word document": FILES["word"][:3_000],
    "not a kind of file": bytes(range(256)) * 20,
    "it holds no text": b"",
    "JSON, but neither": b'{\n "a": 1\n}',
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_read(tmp_path: Path, reason: str) -> None:
    """One line each."""
    (only,) = read(tmp_path, REFUSED[reason])
    assert (only.reason or "").startswith(reason)
    assert (only.reason or "").isprintable()


def test_a_bomb_of_a_document(tmp_path: Path) -> None:
    """A Word document that unpacks to more than any."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"\0" * 150_000_000)
    (only,) = read(tmp_path, content.getvalue())
    assert "larger" in (only.reason or "")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A refusal, no error."""
    (only,) = open_any(tmp_path / "none")
    assert (only.reason or "").startswith("cannot be read")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(FILES)), st.integers(0, 100_000), st.binary(min_size=1, max_size=4), st.integers(0, 60_000)
)
def test_any_damage_is_bounded(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: int, piece: bytes, end: int
) -> None:
    """Cut anywhere, some bytes turned: each record is a page, an article or a refusal, and there is no error."""
    content = bytearray(FILES[name])
    start = place % len(content)
    content[start : start + len(piece)] = piece
    whole = len(content) - (end % len(content) if end % 3 == 0 else 0)
    folder = tmp_path_factory.mktemp("damaged")
    for one in read(folder, bytes(content[:whole]), Stated(speaker="Анна Лесная")):
        assert [one.page, one.article, one.reason].count(None) == 2
        assert one.reason is None or "\n" not in one.reason
        for words in one.article.attributions if one.article else ():
            assert all(0 <= span.start < span.end <= len(one.article.text) for span in words.content if one.article)
