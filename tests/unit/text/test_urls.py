"""One spelling for each address."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.text.urls import canonical, host_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Zarya.Example", "https://zarya.example/"),
        ("http://zarya.example:80/a", "http://zarya.example/a"),
        ("https://zarya.example:443/a", "https://zarya.example/a"),
        ("https://zarya.example:8443/a", "https://zarya.example:8443/a"),
        ("https://zarya.example./a", "https://zarya.example/a"),
        ("https://zarya。example。/a", "https://zarya.example/a"),
        ("https://zarya.example/A/", "https://zarya.example/A/"),
        ("https://zarya.example/a#top", "https://zarya.example/a"),
        ("https://zarya.example/a?", "https://zarya.example/a"),
        ("https://zarya.example/a?b=2&a=1&b=1", "https://zarya.example/a?b=2&a=1&b=1"),
        ("https://zarya.example/a?id=7&UTM_Source=x&fbclid=y&yclid=z", "https://zarya.example/a?id=7"),
        ("https://zarya.example/a?utm_source=x", "https://zarya.example/a"),
        ("https://zarya.example/a?utm=1&from=2", "https://zarya.example/a?utm=1&from=2"),
        ("https://zarya.example/мост", "https://zarya.example/%D0%BC%D0%BE%D1%81%D1%82"),
        ("https://zarya.example/%d0%bc%7e%2f", "https://zarya.example/%D0%BC~%2F"),
        ("https://zarya.example/a b?c=d e", "https://zarya.example/a%20b?c=d%20e"),
        ("https://заря.example/", "https://xn--80an2a1d.example/"),
        (" https://zarya.example/a\n", "https://zarya.example/a"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        ("https://zarya.example/100%", "https://zarya.example/100%"),
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    """Case, port, fragment, escapes and tracking are evened out; nothing else is touched."""
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        *("", "zarya", "/a", "ftp://zarya.example/", "javascript:void(0)", "mailto:a@zarya.example", "http://"),
        *("http://[", "http://a:port/", "http://a:99999/", "https://zarya.example/" + "a" * 9000, "http://a b/"),
        *("http://a/\ud800", "http://" + "я" * 200 + "/", "http://./", "http://。/", "http://［a/"),
        *("tel:+77001234567", "data:text/html,x"),
    ],
)
def test_no_address(url: str) -> None:
    """What cannot be asked has no spelling."""
    assert canonical(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("b.html", "https://zarya.example/news/b.html"),
        ("/b", "https://zarya.example/b"),
        ("//stepnoy.example/b", "https://stepnoy.example/b"),
        ("?p=2", "https://zarya.example/news/a?p=2"),
        ("https://stepnoy.example/b", "https://stepnoy.example/b"),
        ("mailto:x@y", None),
    ],
)
def test_joined(url: str, expected: str | None) -> None:
    """A relative address is one of its page."""
    assert canonical(url, "https://zarya.example/news/a") == expected


def test_tracking_parameters_have_examples() -> None:
    """Each row's example loses its parameter."""
    for line in (files("otkuda.text") / "tracking.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            assert canonical(line.split("\t")[1]) == "https://zarya.example/1"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://zarya.example/", "https://zarya.example/?"]))
def test_any_text(tail: str, head: str) -> None:
    """An address or none, in ASCII, and the same again when it is read again."""
    found = canonical(head + tail)
    if found is not None:
        assert found.isascii()
        assert canonical(found) == found
        assert not urlsplit(found).fragment
    assert isinstance(host_of(head + tail), str)
