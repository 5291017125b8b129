"""Fetching one page: requests, redirects by hand, limits, and one line for each failure."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

import httpcore2
import httpx2

from otkuda.errors import FetchError, FetchReason
from otkuda.fetch import headers
from otkuda.fetch.asking import MOST_REDIRECTS, Answer, Limits, Posted, Request
from otkuda.fetch.connection import (
    CheckedTransport,
    Deadline,
    OutOfTimeError,
    Proxy,
    RefusedAddressError,
    RoutedTransport,
    proxy_of,
)
from otkuda.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_PAGES = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
_PASSING = frozenset({408, 425, 429})
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_LONGEST_SHOWN = 200  # characters of an address in an error
_LONGEST_VALIDATOR = 500  # characters of an ETag or a date that is sent back
_ACCEPT = {
    "page": "text/html, application/xhtml+xml, text/plain; q=0.9, */*; q=0.1",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml; q=0.9, */*; q=0.5",
}

# What went wrong, and what to do; the first that fits is taken.
_FAILURES: tuple[tuple[type[Exception], FetchReason, str, str], ...] = (
    (RefusedAddressError, "private", "its address lies in a private network", "give a public address"),
    (OutOfTimeError, "timeout", "it took too long", "try again later"),
    (httpcore2.TimeoutException, "timeout", "it took too long", "try again later"),
    (httpcore2.ConnectError, "unreachable", "no connection", "check the address and the network"),
    (httpcore2.NetworkError, "unreachable", "the connection broke", "try again"),
    (httpcore2.UnsupportedProtocol, "not_http", "not an HTTP address", "give one that begins with http:// or https://"),
    (httpcore2.ProxyError, "proxy", "the proxy refused", "check the source's proxy"),
    (httpcore2.ProtocolError, "protocol", "the server does not speak HTTP as it should", "check the address"),
    (httpx2.DecodingError, "undecodable", "its compression is damaged", "try again"),
    (httpx2.InvalidURL, "not_http", "not an address", "give one that begins with http:// or https://"),
    (httpx2.HTTPError, "protocol", "the request failed", "check the address"),
    (ValueError, "not_http", "not an address", "give one that begins with http:// or https://"),
)
_ADVICE = {
    401: "it asks for a password",
    403: "the server refuses programs",
    404: "check the address",
    410: "it is gone",
}


class _Last(NamedTuple):
    """The answer that is no redirect, and where the lasting redirects before it led (None: there were none)."""

    page: Page
    moved: str | None
    headers: httpx2.Headers


def fetch(url: str, request: Request, clock: Callable[[], datetime]) -> Answer:
    """Return the answer at ``url``, whatever its status; raise ``FetchError`` where there is none."""
    with _asking(url, request) as (client, deadline):
        last = _follow(client, url, deadline, request.limits)
    return _answer(url, last, clock())


def send(url: str, body: bytes, head: Mapping[str, str], request: Request, clock: Callable[[], datetime]) -> Posted:
    """Post a body, and return what is answered, whatever its status; no redirect is followed."""
    with _asking(url, request) as (client, deadline):
        address = _checked(httpx2.URL(url))
        with client.stream("POST", address, content=body, headers=dict(head)) as response:
            page = _read(response, str(address), deadline, request.limits)
    return Posted(page.status, page.content, headers.retry_after(response.headers, clock()))


@contextmanager
def _asking(url: str, request: Request) -> Iterator[tuple[httpx2.Client, Deadline]]:
    """Give a client whose time runs; every failure is a ``FetchError``."""
    with Deadline(request.limits.seconds) as deadline:
        try:
            with _client(deadline, request) as client:
                yield client, deadline
            deadline.remaining()  # a connection that was shut in time looks like one that ended
        except tuple(kind for kind, *_ in _FAILURES) as error:
            raise _failure(url, error, deadline) from error


def _checked(address: httpx2.URL) -> httpx2.URL:
    """Return an address that is HTTP's."""
    if address.scheme not in {"http", "https"} or not address.host:
        raise FetchError(
            f"{_show(str(address))}: not an HTTP address; give one that begins with http:// or https://", "not_http"
        )
    return address


def page_of(answer: Answer) -> Page:
    """Return the page, where the answer is one; raise ``FetchError`` where its status says that it is none."""
    if answer.page.status not in _PAGES:
        raise FetchError(f"{_show(answer.page.url)}: {_refusal(answer.page.status)}", "status")
    return answer.page


def _answer(url: str, last: _Last, now: datetime) -> Answer:
    page = last.page
    return Answer(
        page=replace(page, requested=url if url != page.url else None, fetched=now),
        moved=last.moved if page.status < HTTPStatus.BAD_REQUEST else None,
        retry_after=headers.retry_after(last.headers, now),
        fresh_for=headers.fresh_for(last.headers, now),
        etag=_validator(last.headers.get("etag")),
        last_modified=_validator(last.headers.get("last-modified")),
    )


def _client(deadline: Deadline, request: Request) -> httpx2.Client:
    proxy = proxy_of(request.proxy) if request.proxy else None
    if request.proxy and proxy is None:
        raise FetchError("the source's proxy is not an HTTP proxy; give one that begins with http://", "proxy")
    conditions = {
        "If-None-Match": _validator(request.etag),
        "If-Modified-Since": _validator(request.last_modified),
    }
    return httpx2.Client(
        transport=_transport(deadline, request, proxy),
        headers={
            "User-Agent": request.agent,
            "Accept": _ACCEPT[request.accept],
            "Accept-Encoding": "gzip, deflate",
            **{name: value for name, value in conditions.items() if value},
        },
        timeout=deadline.remaining(),
        follow_redirects=False,
        trust_env=False,
    )


def _transport(deadline: Deadline, request: Request, proxy: Proxy | None) -> httpx2.BaseTransport:
    transport = CheckedTransport(deadline, _tls(), allow_private=request.limits.allow_private, proxy=proxy)
    if not request.routes:
        return transport
    return RoutedTransport(request.routes, CheckedTransport(deadline, _tls(), allow_private=True), transport)


@cache
def _tls() -> ssl.SSLContext:
    """Return the TLS settings, made once: reading the certificates takes 20 ms and more."""
    return httpx2.create_ssl_context()


def _follow(client: httpx2.Client, url: str, deadline: Deadline, limits: Limits) -> _Last:
    """Follow redirects to the end. Each hop is a request of its own, so that each is checked like the first."""
    address = httpx2.URL(url)
    moved, is_lasting = None, True
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", _checked(address)) as response:
            target = response.headers.get("location")
            if response.status_code not in _REDIRECTS or not target:
                return _Last(_read(response, str(address), deadline, limits), moved, response.headers)
            address = address.join(target)
        is_lasting = is_lasting and response.status_code in _LASTING
        moved = str(address) if is_lasting else moved
    raise FetchError(
        f"{_show(url)}: more than {MOST_REDIRECTS} redirects; open it in a browser and give the address there",
        "circles",
    )


def _read(response: httpx2.Response, url: str, deadline: Deadline, limits: Limits) -> Page:
    """Read an answer that is no redirect."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise FetchError(
            f"{_show(url)}: compressed in an unknown way ({_show(encoding)}); save the page and give the file",
            "undecodable",
        )
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        deadline.remaining()
        if len(content) > limits.size and limits.is_cut:
            break
        if len(content) > limits.size:
            what = f"larger than {limits.size:,} bytes; give the address of one article"
            raise FetchError(f"{_show(url)}: {what}", "too_large")
    declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Page(
        url,
        bytes(content[: limits.size]),
        response.charset_encoding,
        declared or None,
        response.status_code,
        headers=tuple(response.headers.multi_items()),
    )


def _validator(value: str | None) -> str | None:
    """Return a validator that can be sent back."""
    return value if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable() else None


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
        return FetchError(f"{_show(url)}: its certificate is not valid; open it in a browser to see why", "certificate")
    _, reason, what, advice = next(failure for failure in _FAILURES if isinstance(error, failure[0]))
    return FetchError(f"{_show(url)}: {what}; {advice}", reason)


def _show(text: str) -> str:
    """Return text of another's making fit for a line on a terminal."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
