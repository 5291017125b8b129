"""The interface words of what ``otkuda read`` shows, from ``words.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.model import CreditType, Kind

Language = Literal["ru", "kk", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, each under the name that it has in ``words.toml``."""

    title: str
    speakers: str
    articles: str
    nobody: str
    nothing: str
    uncertain: str
    direct: str
    indirect: str
    mixed: str
    photo: str
    text: str
    video: str
    graphic: str
    rule: str
    confidence: str
    date: str
    time: str

    def kind(self, kind: Kind) -> str:
        """Return what a reader calls an attribution of this kind."""
        return {"direct": self.direct, "indirect": self.indirect, "mixed": self.mixed}[kind]

    def credit(self, what: CreditType) -> str:
        """Return what stands before the name in a credit."""
        return {"photo": self.photo, "text": self.text, "video": self.video, "graphic": self.graphic}[what]

    def moment(self, when: datetime) -> str:
        """Return a date, with the time where the article gave one (midnight counts as none)."""
        clock = (when.hour, when.minute) != (0, 0)
        return when.strftime(f"{self.date}, {self.time}" if clock else self.date)


@cache
def words_in(language: Language) -> Words:
    """Return the words of ``language``."""
    table = tomllib.loads(resources.files("otkuda.cli").joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(**table[language])
