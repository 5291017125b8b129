"""What became of a statement since its record was frozen."""

from __future__ import annotations

import msgspec

from otkuda.export.since import since
from otkuda.export.statement_record import frozen, statement_record, thawed
from tests.cli.outlets import CHANGED, COPY, three


def test_a_record_is_read_as_it_was_frozen() -> None:
    """Nothing is lost on the way, and nothing has changed."""
    record = statement_record(three())
    assert thawed(frozen(three())) == record
    assert since(record, record) == ()


def test_what_changed_is_told() -> None:
    """Words, speaker, an article's text, articles that came and went; a statement that is no more."""
    then = statement_record(three())
    origin, copy, changed = then.appearances
    assert (copy.url, changed.url) == (COPY, CHANGED)
    corrected = msgspec.structs.replace(changed, text="Мост мы откроем не раньше 20 мая", version=2, version_id="2")
    other = msgspec.structs.replace(copy, url="https://vesti.example/1", outlet="Вести")
    now = msgspec.structs.replace(then, speaker="Г. Одинцов", appearances=(origin, changed, corrected, other))
    found = since(then, now)
    assert [(one.what, one.where) for one in found] == [
        ("speaker", None),
        ("text", "Заря"),
        ("carried", "Вести"),
        ("dropped", "Берег"),
    ]
    assert (found[1].then, found[1].now) == (changed.text, corrected.text)
    assert [one.what for one in since(then, None)] == ["gone"]
