"""Versions of articles as an export gets them: invented, and any that the web may bring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from otkuda.model import Article, Attribution, Credit, Source, Span
from otkuda.store import Missing, Version
from otkuda.store.everything import Archived

SEEN = datetime(2026, 3, 11, 5, 6, tzinfo=UTC)

# What breaks files: formulas for any separator, line ends, NUL, halves of pairs, text that turns round, markup.
HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    "'=1",
    'Мост;=HYPERLINK("http://x.example")',
    'Мост;"=1+1;',
    "а\n=1\r\n+2\t-3",
    "\0\x01\x1f",
    "\ud800 и \udfff",
    "\ufffe\uffff\u202e",
    "<r><t>не разметка</t></r>",
    "_x0041_ &amp; <b>",
    "🧊" * 40,
    '"', ",", "; ", " =1", "",
)  # fmt: skip

TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=30)
_NAMES = st.none() | TEXTS
_ZONES = st.builds(timezone, st.integers(-1439, 1439).map(lambda minutes: timedelta(minutes=minutes)))
_TIMES = st.none() | st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=_ZONES)  # noqa: DTZ001
_SPANS = st.builds(Span, st.integers(0, 40), st.integers(0, 40))
_TYPES = st.sampled_from(["person", "organization", "outlet", "document", "unnamed"])
_SOURCES = st.builds(Source, st.none() | _SPANS, TEXTS, _TYPES, _NAMES, _NAMES)
_ATTRIBUTIONS = st.builds(
    Attribution,
    st.lists(_SPANS, min_size=1, max_size=2).map(tuple),
    st.none() | _SPANS,
    st.lists(_SOURCES, max_size=3).map(tuple),
    st.sampled_from(["direct", "indirect", "mixed"]),
    TEXTS,
    st.floats(0, 1),
    st.lists(TEXTS, max_size=2).map(tuple),
)
_CREDITS = st.builds(Credit, st.sampled_from(["photo", "text", "video", "graphic"]), _NAMES, _NAMES, st.none() | _SPANS)
_ARTICLES = st.builds(
    Article,
    TEXTS,
    _NAMES,
    _NAMES,
    st.lists(TEXTS, max_size=2).map(tuple),
    _TIMES,
    _TIMES,
    _TIMES,
    _NAMES,
    _NAMES,
    st.lists(_CREDITS, max_size=2).map(tuple),
    st.lists(_ATTRIBUTIONS, max_size=2).map(tuple),
)


def archived(article: Article, number: int = 1, missing: Missing | None = None) -> Archived:
    """Return the version of an article that was seen once, with all that is said in it."""
    times = tuple((SEEN + timedelta(hours=hour), SEEN + timedelta(hours=hour)) for hour in range(number))
    version = Version(f"{number:032}", "0" * 32, number, *times[-1], "otkuda 0.1.0", article)
    return Archived(version, times, missing, tuple(range(len(article.attributions))))


KEPT = st.lists(
    st.builds(archived, _ARTICLES, st.integers(1, 3), st.none() | st.just(Missing(SEEN, "=404"))), max_size=3
)
