"""What sending needs of the world: the network, the mail server, the bot, where the pages are, the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.fetch import Request
    from otkuda.settings import Settings
    from otkuda.store.watching_records import Channel

SECONDS = 10.0  # of one message
_ANSWER = 10_000  # bytes of an answer that are looked at


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """How messages go out. ``pages`` is the address below which the pages stand for those who get messages."""

    request: Request
    smtp: str | None = None
    mail_from: str | None = None
    telegram_token: str | None = None
    pages: str | None = None
    now: Callable[[], datetime] = _now

    @property
    def channels(self) -> tuple[Channel, ...]:
        """By what can be sent: what is not set up waits for a program in which it is."""
        ready: dict[Channel, object] = {
            "webhook": True,
            "email": self.smtp and self.mail_from,
            "telegram": self.telegram_token,
        }
        return tuple(channel for channel, is_ready in ready.items() if is_ready)


def world_of(chosen: Settings) -> World:
    """Return how the settings send. ``SettingError`` for a setting that is none."""
    from otkuda.fetch import Limits, Request, Route

    limits = Limits(min(chosen.timeout, SECONDS), _ANSWER, allow_private=chosen.allow_private, is_cut=True)
    request = Request(limits, proxy=chosen.proxy, routes=tuple(Route(*pair) for pair in chosen.route_pairs))
    pages = (chosen.address or "").rstrip("/") or None
    return World(request, chosen.smtp, chosen.mail_from, chosen.telegram_token, pages)
