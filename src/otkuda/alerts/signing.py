"""How a webhook is signed, as Standard Webhooks has it: an id, a time, HMAC-SHA256 over both and the body.

https://www.standardwebhooks.com; a receiver checks it with any of that project's libraries.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets

from otkuda.errors import WatchError

PREFIX = "whsec_"
_LEAST, _MOST = 24, 64  # bytes of a secret, by that standard


def new_secret() -> str:
    """Return a secret that nobody knows."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """Return the key that a secret stands for. ``WatchError`` for what is none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not _LEAST <= len(key) <= _MOST:
        what = "the webhook's secret is none; write whsec_ and 24 to 64 bytes in base64, or leave it out"
        raise WatchError(what, "secret")
    return key


def signed(secret: str, id: str, seconds: int, body: bytes) -> dict[str, str]:  # noqa: A002 - what it is
    """Return the headers of a webhook.

    >>> signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_1", 1614265330, b"{}")["webhook-signature"][:8]
    'v1,ZztYR'
    """
    digest = hmac.digest(key_of(secret), b".".join((id.encode(), str(seconds).encode(), body)), "sha256")
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": id, "webhook-timestamp": str(seconds), "webhook-signature": signature}
