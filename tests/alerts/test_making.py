"""What somebody types becomes a watchlist, or one line that says what is wrong."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.alerts.making import KINDS, Wish, resumed, targets_of, watchlist_of
from otkuda.alerts.signing import key_of, new_secret, signed
from otkuda.alerts.wording import letter_of
from otkuda.errors import InputError
from otkuda.store.watching_records import Alert

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


def test_a_watchlist() -> None:
    """What is typed, tidied; without a name it is called by what it watches."""
    wish = Wish(speaker=" Глеб  Одинцов ", words="мост", kinds=("deleted", "new"), quiet="22:00–7:00", digest="8:05")
    one = watchlist_of(wish, NOW)
    assert (one.name, one.speaker, one.kinds) == ("Глеб Одинцов, мост", "Глеб Одинцов", ("new", "deleted"))
    assert (one.quiet, one.digest, one.since) == ("22:00-07:00", "08:05", NOW)


def test_a_change() -> None:
    """Watched otherwise, only what comes from now on is news; told otherwise, all stays as it is."""
    one = watchlist_of(Wish(words="мост"), NOW)
    later = NOW + timedelta(days=1)
    assert watchlist_of(Wish(words="мост", quiet="22:00-07:00"), later, one).since == NOW
    assert watchlist_of(Wish(words="мост OR паром"), later, one).since == later
    assert resumed(replace(one, paused=True), later) == replace(one, since=later)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish(), "say what to watch"),
        (Wish(words="a", kinds=("gossip",)), "no kind of news"),
        (Wish(words="a", quiet="10:00-10:00"), "different times"),
        (Wish(words="a", digest="weekly"), "no time of day"),
        (Wish(words="a", zone="../../etc/passwd"), "no time zone"),
        (Wish(words="a", emails=("a@b.example\r\nBcc: c@d.example",)), "no mail address"),
        (Wish(words="a", emails=("a@b.example,c@d.example",)), "no mail address"),
        (Wish(words="a", webhooks=("file:///etc/passwd",)), "no address"),
        (Wish(words="a", webhooks=("http://127.1/",)), "private network"),
        (Wish(words="a", webhooks=("http://2130706433/",)), "private network"),
        (Wish(words="a", webhooks=("http://[::ffff:10.0.0.1]/",)), "private network"),
        (Wish(words="a", webhooks=("https://a.example/",), secret="short"), "secret is none"),  # noqa: S106
        (Wish(words="a", telegrams=("https://t.me/a",)), "no chat"),
    ],
)
def test_what_is_wrong(wish: Wish, says: str) -> None:
    """One line."""
    with pytest.raises(InputError, match=says):
        list(targets_of(watchlist_of(wish, NOW).id, wish))


@given(st.builds(Wish, *[st.text(max_size=40)] * 5, st.tuples(st.sampled_from(KINDS)), *[st.text(max_size=20)] * 4))
def test_whatever_is_typed(wish: Wish) -> None:
    """A watchlist or one line, whatever stands in the fields."""
    with suppress(InputError):
        one = watchlist_of(wish, NOW)
        assert one.words or one.speaker or one.entity or one.outlet


def test_signing() -> None:
    """The example of Standard Webhooks; each new secret is another one and can be used."""
    body = b'{"test": 2432232314}'
    head = signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert head["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert new_secret() != new_secret()
    assert len(key_of(new_secret())) == 32


@given(st.text(), st.text(), st.text())
def test_a_subject_is_one_line(name: str, speaker: str, text: str) -> None:
    """Whatever stands in an article or a name."""
    one = replace(watchlist_of(Wish(words="a"), NOW), name=name)
    alert = Alert("a", one.id, "new", "s", NOW, speaker, None, text, "ru", None, None, None, 1)
    subject = letter_of([alert], one, None).subject
    assert subject.isprintable()
    assert len(subject) < 400
