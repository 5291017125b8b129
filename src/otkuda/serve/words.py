"""The interface's words in Russian, Kazakh and English, from ``texts/``: the same files and keys in each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, tzinfo

    from otkuda.model import CreditType, Kind
    from otkuda.serve.distance import Distance

Language = Literal["ru", "kk", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_MINUTE, _DAY, _WEEK = 60, 86_400, 604_800
_SOON = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, each under its key («feed.title»). A key that is not there is a ``KeyError``.

    ``zone`` is by whose clock times are told; None is the clock of whoever wrote them.
    """

    language: Language
    texts: Mapping[str, str]
    zone: tzinfo | None = None

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words of a key, with values in their places.

        >>> words_in("en")("error.missing", what="/x")
        'There is nothing at /x.'
        """
        return self.texts[key].format(**values)

    def many(self, count: int, key: str) -> str:
        """Return a number with its noun.

        >>> words_in("ru").many(3, "many.article"), words_in("ru").many(5, "many.article")
        ('3 материала', '5 материалов')
        """
        from babel import Locale
        from babel.numbers import format_decimal

        form = Locale(self.language).plural_form(count)
        text = self.texts.get(f"{key}.{form}") or self.texts[f"{key}.other"]
        return text.format(n=format_decimal(count, locale=self.language))

    def number(self, value: float) -> str:
        """Return a number as it is written here, with one decimal at most.

        >>> words_in("en").number(1234.56), words_in("en").number(3)
        ('1,234.6', '3')
        """
        from babel.numbers import format_decimal

        return format_decimal(value, "#,##0.#", locale=self.language)

    def kind(self, kind: Kind) -> str:
        """Return what a reader calls an attribution of this kind."""
        return self(f"kind.{kind}")

    def credit(self, what: CreditType) -> str:
        """Return what stands before the name in a credit."""
        return self(f"credit.{what}")

    def moment(self, when: datetime) -> str:
        """Return a date, with the time where the article gave one (midnight counts as none)."""
        when = self.here(when)
        date, time = self("format.date"), self("format.time")
        return when.strftime(date if _is_day(when) else f"{date}, {time}")

    def here(self, when: datetime) -> datetime:
        """Return a time by the reader's clock. One that is only a day is the same day everywhere.

        >>> from datetime import UTC, datetime, timezone
        >>> words = words_in("ru", timezone(timedelta(hours=5)))
        >>> words.moment(datetime(2026, 3, 1, 21, 30, tzinfo=UTC)), words.moment(datetime(2026, 3, 1, tzinfo=UTC))
        ('02.03.2026, 02:30', '01.03.2026')
        """
        try:
            return when if self.zone is None or _is_day(when) else when.astimezone(self.zone)
        except OverflowError:  # at the ends of the calendar
            return when

    def clock(self, now: datetime) -> str:
        """Return by which clock times are told.

        >>> from datetime import UTC, datetime, timezone
        >>> words_in("ru", timezone(timedelta(hours=-3, minutes=-30))).clock(datetime(2026, 3, 1, 12, tzinfo=UTC))
        'UTC−3:30'
        """
        minutes = round((self.here(now).utcoffset() or timedelta()).total_seconds() / _MINUTE)
        hours, rest = divmod(abs(minutes), _MINUTE)
        return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"

    def ago(self, when: datetime, now: datetime) -> str:
        """Return how long ago something was; of what is older than a week, or still to come, its day.

        >>> from datetime import UTC, datetime
        >>> words_in("en").ago(datetime(2026, 3, 1, 10, tzinfo=UTC), datetime(2026, 3, 1, 12, tzinfo=UTC))
        '2 hours ago'
        """
        from babel.dates import format_timedelta

        passed = (now - when).total_seconds()
        if passed < -_MINUTE or passed > _WEEK:
            return self.day(when, now)
        if passed < _MINUTE:
            return self("time.now")
        return format_timedelta(when - now, add_direction=True, locale=self.language, threshold=0.99)

    def passed(self, time: Distance) -> str:
        """Return how long after something else was.

        >>> from otkuda.serve.distance import Distance
        >>> words_in("ru").passed(Distance(3, "hour")), words_in("ru").passed(Distance(1, "minute", is_later=False))
        ('через 3 часа', 'на 1 минуту раньше')
        """
        if not time.many:
            return self("passed.same_day" if time.unit == "day" else "passed.at_once")
        return self.many(time.many, f"many.{time.unit}_{'later' if time.is_later else 'earlier'}")

    def until(self, when: datetime, now: datetime) -> str:
        """Return in how long something will be.

        >>> from datetime import UTC, datetime
        >>> words_in("en").until(datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 1, 11, 57, tzinfo=UTC))
        'in 3 minutes'
        """
        from babel.dates import format_timedelta

        return format_timedelta(max(when - now, _SOON), add_direction=True, locale=self.language, threshold=0.99)

    def day(self, when: date, now: date) -> str:
        """Return a day in words, with the year where it is not this one's.

        >>> from datetime import UTC, datetime
        >>> words_in("ru").day(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
        '1 марта'
        """
        from babel.dates import format_date, format_skeleton

        when = self.here(when) if isinstance(when, datetime) else when
        if when.year != now.year:
            return format_date(when, "long", locale=self.language)
        return format_skeleton("MMMMd", when, locale=self.language)


def _is_day(when: datetime) -> bool:
    return (when.hour, when.minute) == (0, 0)


@cache
def words_in(language: Language, zone: tzinfo | None = None) -> Words:
    """Return the words of ``language``, with times by the clock of ``zone``."""
    if zone is not None:
        return replace(words_in(language), zone=zone)
    folder = resources.files("otkuda.serve").joinpath("texts", language)
    tables = (tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir())
    return Words(language, dict(pair for table in tables for pair in _flat(table)))


def _flat(table: Mapping[str, object], above: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        pairs += _flat(value, f"{above}{name}.") if isinstance(value, dict) else [(above + name, str(value))]
    return pairs
