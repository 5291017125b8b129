"""The JSON line: the gold records' form, offsets that hold, one line whatever the text."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.cli.gold import GoldRecord
from otkuda.export.record import encode, record_of
from otkuda.model import Article

from .articles import harbour, hostile

FIELDS = "path id headline outlet authors published language text credits links attributions".split()


def line_of(article: Article, path: str = "порт.txt") -> str:
    """Return the line of an article, its end left out."""
    line = encode(record_of(article, path)).decode("utf-8")
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    return line.removesuffix("\n")


def test_fields_in_order() -> None:
    """The fields are those that are promised, in their order; the date is ISO 8601."""
    record = json.loads(line_of(harbour(), "архив/порт.txt"))
    assert list(record) == FIELDS
    assert record["path"] == "архив/порт.txt"
    assert record["id"] == "архив/порт"
    assert record["published"] == "2031-04-05T09:30:00+05:00"
    assert record["authors"] == ["Инна Рябь"]


def test_an_attribution() -> None:
    """An attribution has the gold fields, the rule's, the speaker's and the words of each span."""
    record = json.loads(line_of(harbour()))
    one, text = record["attributions"][1], record["text"]
    assert (
        [text[start:end] for start, end in one["content"]]
        == one["words"]["content"]
        == ["Порт откроют в мае", "Суда уже ждут"]
    )
    assert text[slice(*one["cue"])] == one["words"]["cue"] == "сказал"
    assert [link["entity"] for link in one["chain"]] == ["Залив", "Ерлан Сапаров"]
    assert set(one["chain"][0]) == {"mention", "entity", "type"}
    assert one["words"]["chain"] == ["«Залива»", "аким Ерлан Сапаров"]
    assert (one["kind"], one["role"], one["organization"]) == ("direct", "аким", None)
    assert (one["rule"], one["confidence"]) == ("quote_then_cue", 0.97)
    assert one["evidence"] == ["«сказал» between two pieces", "«в эфире» names the carrier"]


def test_what_is_missing_is_null() -> None:
    """A headline's cue, a chain without links and a credit outside the text are null or empty, never left out."""
    record = json.loads(line_of(harbour()))
    assert record["attributions"][0]["cue"] is None
    assert record["attributions"][4]["chain"] == []
    assert record["attributions"][4]["role"] is None
    assert json.loads(line_of(hostile()))["credits"] == [
        {"what": "photo", "agency": "<s>agency</s>", "author": None, "text": None}
    ]


def test_a_line_is_a_gold_record() -> None:
    """What is written can be read as gold."""
    gold = msgspec.json.decode(line_of(harbour()), type=GoldRecord)
    assert [one.content for one in gold.attributions] == [one.content for one in harbour().attributions]
    assert gold.credits[0].author == "Пётр Лис"


@pytest.mark.parametrize(
    "text", ["\ud800", f"а{chr(0xD83D)}{chr(0xDE00)}б", "а\udc00\ud800б", "\u2028а\x85\u2029", "\x00\x1b", "😀"]
)
def test_odd_characters(text: str) -> None:
    """Lone surrogates and line breaks of Unicode are escaped; no offset moves."""
    read = json.loads(line_of(Article(text)))["text"]
    assert len(read) == len(text)
    assert [a for a, b in zip(text, read, strict=True) if b not in {a, "\ufffd"}] == []


@given(st.text(st.characters()))
def test_any_text_comes_back(text: str) -> None:
    """Whatever the text, the line can be read and every offset still counts the same character."""
    article = replace(harbour(), text=text, attributions=())
    read = json.loads(line_of(article, "путь\udcff.txt"))
    assert len(read["text"]) == len(text)
    assert read["path"] == "путь\udcff.txt"
