"""What otkuda raises.

::

    OtkudaError
    ├── InputError          an input that cannot be read; the message names it and says what to do
    │   ├── UnreadableError     bytes that hold no text: empty, binary, a PDF
    │   ├── FetchError          an address that gave no page
    │   ├── UserError           what cannot be done with a user: a name that is taken, a password too short
    │   ├── WatchError          what cannot be watched as it was typed
    │   └── CursorError         a place in a list that this list does not have
    ├── SettingError        a setting whose value cannot be used
    ├── StoreError          the store cannot be opened, read or written; the message says where and what to do
    ├── DeliveryError       a message that was not taken; the message says why
    ├── ExportError         a file that cannot be written; the message names it and says what to do
    └── BatchError          a batch that cannot be begun or ended; the message says what to do
"""

from __future__ import annotations

from typing import Literal

FetchReason = Literal[
    "timeout",
    "unreachable",
    "private",
    "circles",
    "not_http",
    "too_large",
    "undecodable",
    "certificate",
    "proxy",
    "protocol",
    "status",
]
WatchReason = Literal["nothing", "kind", "quiet", "time", "zone", "mail", "webhook", "near", "secret", "chat", "many"]
DeliveryReason = FetchReason | Literal["answered", "unset", "setting", "plain", "fault"]
UserReason = Literal["name", "taken", "unknown", "last_admin", "first_admin", "password_short", "password_name", "role"]
_PASSING: frozenset[FetchReason] = frozenset({"timeout", "unreachable", "undecodable", "proxy", "protocol"})


class OtkudaError(Exception):
    """The root of every error that otkuda raises on purpose."""


class InputError(OtkudaError):
    """An input that cannot be read. The message is one line for a person."""


class UnreadableError(InputError):
    """Bytes that hold no text."""


class FetchError(InputError):
    """An address that gave no page. ``reason`` says what kind of failure it is, for a program."""

    def __init__(self, message: str, reason: FetchReason = "protocol") -> None:
        super().__init__(message)
        self.reason = reason

    @property
    def is_passing(self) -> bool:
        """Whether asking again later may help, with nothing changed on our side."""
        return self.reason in _PASSING


class UserError(InputError):
    """What cannot be done with a user. ``reason`` says why, for a program."""

    def __init__(self, message: str, reason: UserReason) -> None:
        super().__init__(message)
        self.reason = reason


class WatchError(InputError):
    """What cannot be watched as it was typed. ``reason`` says why, for a program; ``typed`` is what is wrong of it."""

    def __init__(self, message: str, reason: WatchReason, typed: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.typed = typed


class CursorError(InputError):
    """A place in a list that this list does not have."""

    def __init__(self, cursor: str) -> None:
        super().__init__(f"{cursor[:40]!r} is no cursor of this list; leave it out to begin again")


class SettingError(OtkudaError):
    """A setting whose value cannot be used. The message is one line for a person."""


class StoreError(OtkudaError):
    """The store cannot be opened, read or written. The message is one line for a person."""


class DeliveryError(OtkudaError):
    """A message that was not taken. The message is one line for a person; ``reason`` says why, for a program.

    ``said`` is what the receiver answered, or which settings are missing; ``is_lasting`` where sending it again is no
    use, ``wait`` how many seconds the receiver asks to wait.
    """

    def __init__(
        self,
        message: str,
        reason: DeliveryReason,
        said: str = "",
        *,
        is_lasting: bool = False,
        wait: float | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.said = said
        self.is_lasting = is_lasting
        self.wait = wait


class ExportError(OtkudaError):
    """A file that cannot be written. The message is one line for a person."""


class BatchError(OtkudaError):
    """A batch that cannot be begun or ended. The message is one line for a person."""
