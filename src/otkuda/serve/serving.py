"""Where and to whom the pages are served. Light: the command line's help imports it."""

from __future__ import annotations

from typing import NamedTuple

HERE = "127.0.0.1"
LOOPBACK = frozenset({HERE, "::1", "localhost"})
_ANY = ("0.0.0.0", "::")  # noqa: S104 - told apart, not listened on


class Serving(NamedTuple):
    """How the pages are served: at which address and port, below which path, under which names, with a log or not.

    ``mcp``: assistants are answered, too.
    """

    address: str = HERE
    port: int = 0
    root: str = ""
    names: tuple[str, ...] = ()
    log: bool = False
    mcp: bool = False

    @property
    def is_here(self) -> bool:
        """Whether they are for this machine only."""
        return {self.address, *self.names} <= LOOPBACK

    @property
    def hosts(self) -> frozenset[str]:
        """The names that they answer under. Where all addresses are listened on and no name is given, any."""
        own = {"*"} if self.address in _ANY and not self.names else {self.address}
        return LOOPBACK | own | {name.lower() for name in self.names}
