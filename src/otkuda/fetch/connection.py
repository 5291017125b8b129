"""Connections that keep to the rules: checked addresses only, and all over when the time is."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Self

import httpcore2
import httpx2

from otkuda.fetch.addresses import is_near_name, is_public
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from otkuda.fetch.asking import Route


class RefusedAddressError(Exception):
    """The host is, or resolves to, an address that must not be connected to."""


class OutOfTimeError(Exception):
    """The time for the whole page is over."""


class Deadline:
    """The end of the time for a page. When it comes, the sockets that it watches are shut, whatever they wait for.

    A time limit for each read would not do: a server that sends a byte a second keeps within it for hours.
    """

    def __init__(self, seconds: float) -> None:
        """Start the time."""
        self._end = time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._timer.start()

    def __enter__(self) -> Self:
        """Begin to watch."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for watched in self._watched:
                watched.close()
            self._watched.clear()

    def remaining(self) -> float:
        """Return the seconds that are left; raise ``OutOfTimeError`` where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise OutOfTimeError
        return left

    def watch(self, connected: socket.socket) -> None:
        """Shut the connection at the end; a duplicate is kept, because TLS takes the socket itself over."""
        with self._lock:
            self._watched.append(connected.dup())
        self.remaining()  # the end may have come while it was being made

    def _shut(self) -> None:
        with self._lock:
            for watched in self._watched:
                with contextlib.suppress(OSError):
                    watched.shutdown(socket.SHUT_RDWR)


class CheckedBackend(httpcore2.SyncBackend):
    """Connects to the addresses of a host that may be connected to, one after the other."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        """Keep to ``deadline``."""
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of ``host`` that answers; ``timeout`` is the deadline's."""
        del timeout
        addresses = _resolve(host, port, self._deadline.remaining())
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if len(allowed) < len(addresses):
            raise RefusedAddressError  # a host that is half private is up to something
        for left, address in zip(range(len(allowed), 0, -1), allowed, strict=True):
            try:
                wait = self._deadline.remaining() / left
                stream = super().connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if left == 1:
                    raise
            else:
                self._deadline.watch(stream.get_extra_info("socket"))
                return stream
        raise httpcore2.ConnectError("the name has no address")


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy that the user's setting names. It is connected to wherever it is; what is asked of it is checked."""

    url: httpcore2.URL
    user: tuple[bytes, bytes] | None


def proxy_of(setting: str) -> Proxy | None:
    """Read a setting like ``http://user:password@host:3128``; None where it names no HTTP proxy."""
    if canonical(setting) is None:
        return None
    url = httpx2.URL(setting.strip())
    user = (url.username.encode(), url.password.encode()) if url.username else None
    default = 443 if url.scheme == "https" else 80
    return Proxy(httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port or default, target=b"/"), user)


class CheckedTransport(httpx2.BaseTransport):
    """The pool of connections behind the client."""

    def __init__(
        self, deadline: Deadline, tls: ssl.SSLContext, *, allow_private: bool, proxy: Proxy | None = None
    ) -> None:
        """Connect as ``CheckedBackend`` does, or to the proxy only."""
        self._is_checked = proxy is not None and not allow_private
        backend = CheckedBackend(deadline, allow_private=allow_private or proxy is not None)
        if proxy is None:
            self._pool = httpcore2.ConnectionPool(ssl_context=tls, network_backend=backend)
        else:
            self._pool = httpcore2.HTTPProxy(
                proxy.url,
                proxy.user,
                ssl_context=tls,
                proxy_ssl_context=tls if proxy.url.scheme == b"https" else None,
                network_backend=backend,
            )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; the answer's body is read from the connection as it is asked for."""
        url = request.url
        if self._is_checked and is_near_name(url.host):
            raise RefusedAddressError  # the proxy resolves names, so that only what is literal can be known here
        answer = self._pool.handle_request(
            httpcore2.Request(
                request.method,
                httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


class RoutedTransport(httpx2.BaseTransport):
    """Sends the hosts for which the user named a route there, and the others on."""

    def __init__(self, routes: Iterable[Route], routed: httpx2.BaseTransport, others: httpx2.BaseTransport) -> None:
        """``routed`` may connect to the addresses that the user names."""
        self._routes = [(route.pattern.lower(), httpx2.URL(route.origin)) for route in routes]
        self._routed = routed
        self._others = others

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        host = request.url.host.lower()
        for pattern, origin in self._routes:
            if fnmatchcase(host, pattern):
                place = request.url.copy_with(scheme=origin.scheme, host=origin.host, port=origin.port)
                body, head = request.read(), request.headers
                sent = httpx2.Request(request.method, place, headers=head, content=body, extensions=request.extensions)
                return self._routed.handle_request(sent)
        return self._others.handle_request(request)

    def close(self) -> None:
        """Close the connections."""
        self._routed.close()
        self._others.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """Return the addresses of a host. The resolver knows no time limit, so it is asked in a thread of its own."""
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:  # no such name; a label of more than 63 characters
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise OutOfTimeError from None
    if isinstance(answer, Exception):
        raise httpcore2.ConnectError("its name cannot be resolved") from answer
    return answer
