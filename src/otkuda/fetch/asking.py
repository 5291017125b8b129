"""What is asked and what is answered: the two types of the client. Nothing heavy is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from otkuda.model import Page

# The version is the package's; a test holds the two together, because the package itself stands above this stage.
AGENT = "otkuda/0.1.0 (+https://otkuda.example)"
MOST_REDIRECTS = 10


class Limits(NamedTuple):
    """What a page may cost: seconds in all, bytes after decompression, and whether it may be near.

    ``is_cut`` takes the first ``size`` bytes of a page that is larger, which else is none.
    """

    seconds: float = 20
    size: int = 20_000_000
    allow_private: bool = False
    is_cut: bool = False


class Route(NamedTuple):
    """Where the hosts that ``pattern`` fits (``*.example``) are asked instead: at ``origin`` (``http://127.0.0.1:8000``).

    The request names the host that is meant, as a server of many hosts expects; only the connection goes elsewhere.
    """

    pattern: str
    origin: str


_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Request:
    """How an address is asked.

    ``etag`` and ``last_modified`` are of the answer that is already kept, so that the server may say «unchanged».
    ``proxy`` is the one that the user set for the source (``http://host:3128``); it may be near, what is asked of it
    may not. ``routes`` are the user's too; the first that fits counts.
    """

    limits: Limits = _LIMITS
    etag: str | None = None
    last_modified: str | None = None
    proxy: str | None = None
    routes: tuple[Route, ...] = ()
    accept: Literal["page", "feed"] = "page"
    agent: str = AGENT


class Posted(NamedTuple):
    """What a receiver answered to what it was sent, the first bytes of it; ``retry_after`` is in seconds."""

    status: int
    content: bytes
    retry_after: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status: 304, 404 and 503 are answers too.

    ``moved`` is where to ask from now on, where lasting redirects (301, 308) led there before any other. Seconds:
    ``retry_after`` is how long the server asks to wait, ``fresh_for`` how long the answer holds by its own word; both
    are at most a day. ``etag`` and ``last_modified`` belong into the next ``Request``.
    """

    page: Page
    moved: str | None = None
    retry_after: float | None = None
    fresh_for: float | None = None
    etag: str | None = None
    last_modified: str | None = None
