"""What is remembered of those whom a text names."""

from __future__ import annotations

from otkuda.attribution.candidate import Memory
from otkuda.attribution.entity import Body, Person, Seen
from otkuda.attribution.word import reader
from otkuda.lang.language import load
from otkuda.text.sentences import cut


def memory(text: str, seen: list[Seen]) -> Memory:
    """The memory of a text in which those have been seen."""
    language = load("ru")
    return Memory(cut(text, reader(language.analyse), language.abbreviations, ()), seen, ())


def test_nobody_inherits_how_often_another_was_named() -> None:
    """What takes the memory of somebody who has been replaced is not taken for them."""
    person = Person("Анна Котова", "femn")
    kept = memory("Женщина ушла.", [Seen(0, Body("женщина", "женщина", "unnamed"), strong=True)])
    kept.correct(0, person)
    assert kept.seen[0].entity is person
    assert not any(kept.counts[id(Body("завод", "завод", "organization"))] for _ in range(100))


def test_a_name_is_worked_out_once_and_when_asked_for() -> None:
    """A body may know its name as what works it out."""
    asked: list[str] = []

    def name() -> str:
        asked.append("завод")
        return "завод"

    body = Body(name, "завод", "organization")
    assert not asked
    assert (body.name, body.name, asked) == ("завод", "завод", ["завод"])
    body.name = "комбинат"
    assert body.name == "комбинат"
