"""The collector's beats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from otkuda.collect.pulse import COLLECT, EVERY, SILENT, Pulse, collecting, condition
from otkuda.store import open_store
from otkuda.store.beats import get_beats

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_beats_come_now_and_then(tmp_path: Path) -> None:
    """Not at every turn; the last one says that the run has ended."""
    with open_store(tmp_path / "store.db") as store:
        pulse = Pulse(store, NOON)
        said = []
        for seconds in range(12):
            pulse.counts["kept"] += 1
            pulse.beat(NOON + timedelta(seconds=seconds), seconds, [])
            with store.reading() as conn:
                beat = collecting(conn, NOON)
                assert beat
                said.append((beat.waiting, beat.counts["kept"]))
        step = int(EVERY.total_seconds())
        assert dict.fromkeys(said) == {(at, at + 1): None for at in range(0, 12, step)}
        pulse.end(NOON + timedelta(minutes=1))
        with store.reading() as conn:
            beat = collecting(conn, NOON)
        assert beat
        assert (beat.ended, beat.waiting, condition(beat, NOON + timedelta(days=1))) == (beat.beat, 0, "ended")


def test_who_was_killed_falls_silent(tmp_path: Path) -> None:
    """It cannot say that it has ended."""
    with open_store(tmp_path / "store.db") as store:
        Pulse(store, NOON).beat(NOON, 0, [])
        with store.reading() as conn:
            beat = collecting(conn, NOON)
    assert condition(beat, NOON + SILENT) == "at_work"
    assert condition(beat, NOON + SILENT * 2) == "silent"
    assert condition(None, NOON) == "never"


def test_several_are_shown_as_one(tmp_path: Path) -> None:
    """What they did is summed up; one that was killed counts no more, and is forgotten after a day."""
    with open_store(tmp_path / "store.db") as store:
        killed, one, other = (Pulse(store, NOON + timedelta(minutes=at)) for at in (0, 1, 2))
        for pulse in (killed, one, other):
            pulse.counts["kept"] = 5
        killed.beat(NOON, 3, ["https://zarya.example/1"])
        now = NOON + SILENT * 2
        one.beat(now, 7, ["https://zarya.example/2"])
        other.beat(now, 8, ["https://most.example/3"])
        with store.reading() as conn:
            beat = collecting(conn, now)
        assert beat
        assert (beat.started, beat.waiting, beat.counts) == (one.started, 8, {"kept": 10})
        assert set(beat.asking) == {"https://zarya.example/2", "https://most.example/3"}
        one.end(now)
        other.beat(now + timedelta(days=1, minutes=1), 0, [])
        with store.reading() as conn:
            assert [said.what for said in get_beats(conn, COLLECT)] == [other.name]
