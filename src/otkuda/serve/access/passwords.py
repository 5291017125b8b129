"""Passwords, kept as scrypt (RFC 7914) makes them: slow to try, and as slow for a name that is not there."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from base64 import b64decode, b64encode

from otkuda.errors import UserError

SHORTEST, LONGEST = 10, 1_000  # characters
COST, BLOCK, PARALLEL = 1 << 15, 8, 3  # 32 MB, three times over: one of the settings that OWASP calls equal
_MEMORY = 64 << 20
_SALT, _LENGTH = 16, 32  # bytes
_AT_ONCE = 2  # so that a flood of logins takes neither the memory nor all threads
_PATIENCE = 10.0  # seconds

_turns = threading.BoundedSemaphore(_AT_ONCE)


class Busy(Exception):  # noqa: N818 - not a failure: come again
    """Too many passwords are being tried at once."""


def hashed(password: str) -> str:
    """Return how a password is kept: the parameters, the salt and what scrypt makes of them."""
    salt = secrets.token_bytes(_SALT)
    return _written(salt, _scrypt(password, salt, COST, BLOCK, PARALLEL))


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that is kept. Takes as long where none is (None)."""
    _, parameters, salt, made = (kept or _NOBODYS).split("$")
    tried = _scrypt(password[:LONGEST], b64decode(salt), *map(int, parameters.split(".")))
    return hmac.compare_digest(tried, b64decode(made)) and bool(kept)


def chosen(password: str, name: str) -> str:
    """Return a password that may be one. ``UserError`` says why it may not."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < SHORTEST // 2:
        raise UserError(f"a password has {SHORTEST} characters or more, and not the same few again", "password_short")
    if name.casefold() in password.casefold() and len(password) < len(name) + SHORTEST:
        raise UserError("the password is little more than the name; choose another", "password_name")
    return password


def _written(salt: bytes, made: bytes) -> str:
    return "$".join(("scrypt", f"{COST}.{BLOCK}.{PARALLEL}", b64encode(salt).decode(), b64encode(made).decode()))


_NOBODYS = _written(bytes(_SALT), bytes(_LENGTH))


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    if not _turns.acquire(timeout=_PATIENCE):
        raise Busy
    try:
        given = password.encode("utf-8", "surrogatepass")
        return hashlib.scrypt(given, salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY, dklen=_LENGTH)
    finally:
        _turns.release()
