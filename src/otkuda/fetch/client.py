"""Fetching one page: requests, redirects by hand, limits, and one line for each failure."""

from __future__ import annotations

import ssl
from functools import cache
from http import HTTPStatus
from typing import NamedTuple

import httpcore2
import httpx2

from otkuda.errors import FetchError
from otkuda.fetch.connection import CheckedTransport, Deadline, OutOfTimeError, RefusedAddressError
from otkuda.model import Page

# The version is the package's; a test holds the two together, because the package itself stands above this stage.
AGENT = "otkuda/0.1.0 (+https://otkuda.example)"
MOST_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGES = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
_PASSING = frozenset({408, 425, 429})
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_LONGEST_SHOWN = 200  # characters of an address in an error

# What went wrong, and what to do; the first that fits is taken.
_FAILURES: tuple[tuple[type[Exception], str, str], ...] = (
    (RefusedAddressError, "its address lies in a private network", "give a public address"),
    (OutOfTimeError, "it took too long", "try again later"),
    (httpcore2.TimeoutException, "it took too long", "try again later"),
    (httpcore2.ConnectError, "no connection", "check the address and the network"),
    (httpcore2.NetworkError, "the connection broke", "try again"),
    (httpcore2.UnsupportedProtocol, "not an HTTP address", "give one that begins with http:// or https://"),
    (httpcore2.ProtocolError, "the server does not speak HTTP as it should", "check the address"),
    (httpx2.DecodingError, "its compression is damaged", "try again"),
    (httpx2.InvalidURL, "not an address", "give one that begins with http:// or https://"),
    (httpx2.HTTPError, "the request failed", "check the address"),
    (ValueError, "not an address", "give one that begins with http:// or https://"),
)
_ADVICE = {
    401: "it asks for a password",
    403: "the server refuses programs",
    404: "check the address",
    410: "it is gone",
}


class Limits(NamedTuple):
    """What a page may cost: seconds in all, bytes after decompression, and whether it may be near."""

    seconds: float
    size: int
    allow_private: bool = False


def fetch(url: str, limits: Limits) -> Page:
    """Return the page at ``url``; raise ``FetchError``."""
    with Deadline(limits.seconds) as deadline:
        try:
            with _client(deadline, allow_private=limits.allow_private) as client:
                page = _follow(client, url, limits)
            deadline.remaining()  # a connection that was shut in time looks like one that ended
        except tuple(kind for kind, _, _ in _FAILURES) as error:
            raise _failure(url, error, deadline) from error
    return page


def _client(deadline: Deadline, *, allow_private: bool) -> httpx2.Client:
    return httpx2.Client(
        transport=CheckedTransport(deadline, _tls(), allow_private=allow_private),
        headers={
            "User-Agent": AGENT,
            "Accept": "text/html, application/xhtml+xml, text/plain; q=0.9, */*; q=0.1",
            "Accept-Encoding": "gzip, deflate",
        },
        timeout=deadline.remaining(),
        follow_redirects=False,
        trust_env=False,
    )


@cache
def _tls() -> ssl.SSLContext:
    """Return the TLS settings, made once: reading the certificates takes 20 ms and more."""
    return httpx2.create_ssl_context()


def _follow(client: httpx2.Client, url: str, limits: Limits) -> Page:
    """Follow redirects to the page. Each hop is a request of its own, so that each is checked like the first."""
    address = httpx2.URL(url)
    for _ in range(MOST_REDIRECTS + 1):
        if address.scheme not in {"http", "https"} or not address.host:
            raise FetchError(
                f"{_show(str(address))}: not an HTTP address; give one that begins with http:// or https://"
            )
        with client.stream("GET", address) as response:
            target = response.headers.get("location")
            if response.status_code not in _REDIRECTS or not target:
                return _read(response, str(address), limits.size)
            address = address.join(target)
    raise FetchError(
        f"{_show(url)}: more than {MOST_REDIRECTS} redirects; open it in a browser and give the address there"
    )


def _read(response: httpx2.Response, url: str, size: int) -> Page:
    """Read an answer that is no redirect."""
    if response.status_code not in _PAGES:
        raise FetchError(f"{_show(url)}: {_refusal(response.status_code)}")
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise FetchError(
            f"{_show(url)}: compressed in an unknown way ({_show(encoding)}); save the page and give the file"
        )
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > size:
            raise FetchError(f"{_show(url)}: larger than {size:,} bytes; give the address of one article")
    declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Page(url, bytes(content), response.charset_encoding, declared or None)


def _refusal(status: int) -> str:
    phrase = f" ({HTTPStatus(status).phrase})" if status in set(HTTPStatus) else ""
    is_passing = status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    advice = _ADVICE.get(status, "try again later" if is_passing else "check the address")
    return f"the server answered {status}{phrase}; {advice}"


def _failure(url: str, error: Exception, deadline: Deadline) -> FetchError:
    """Say in one line what failed. A connection that the deadline shut fails in many ways, but for one reason."""
    try:
        deadline.remaining()
    except OutOfTimeError as late:
        error = late
    if isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return FetchError(f"{_show(url)}: its certificate is not valid; open it in a browser to see why")
    what, advice = next((what, advice) for kind, what, advice in _FAILURES if isinstance(error, kind))
    return FetchError(f"{_show(url)}: {what}; {advice}")


def _show(text: str) -> str:
    """Return text of another's making fit for a line on a terminal."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
