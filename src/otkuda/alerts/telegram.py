"""A message of a Telegram bot, by the Bot API's ``sendMessage``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from otkuda.errors import DeliveryError, FetchError
from otkuda.fetch import post

if TYPE_CHECKING:
    from otkuda.alerts.wording import Letter
    from otkuda.alerts.world import World
    from otkuda.fetch import Posted
    from otkuda.store.watching_records import Target

HOST = "https://api.telegram.org"
_LONGEST = 4_000  # characters; Telegram takes 4,096
_TAKEN = 200
_LASTING = frozenset({400, 403})  # no such chat; the bot was shut out of it


def send_telegram(target: Target, key: str, letter: Letter, world: World) -> None:
    """Send a letter to a chat. Telegram knows no key: what was in the air when the program died comes twice."""
    del key
    if not world.telegram_token:
        raise DeliveryError("no bot to send with; set OTKUDA_TELEGRAM_TOKEN", "unset", "OTKUDA_TELEGRAM_TOKEN")
    text = letter.text if len(letter.text) <= _LONGEST else letter.text[: _LONGEST - 1] + "…"
    sent = {"chat_id": target.address, "text": text, "link_preview_options": {"is_disabled": True}}
    body = json.dumps(sent).encode()
    try:
        answer = post(
            f"{HOST}/bot{world.telegram_token}/sendMessage", body, {"Content-Type": "application/json"}, world.request
        )
    except FetchError as error:  # its message has the address, and that the token
        raise DeliveryError(f"Telegram cannot be reached ({error.reason})", error.reason) from None
    if answer.status != _TAKEN:
        what, wait = _told(answer)
        is_lasting = answer.status in _LASTING
        raise DeliveryError(f"Telegram answered {what}", "answered", what, is_lasting=is_lasting, wait=wait)


def _told(answer: Posted) -> tuple[str, float | None]:
    """Return what Telegram says of a message that it does not take, and how many seconds it asks to wait."""
    try:
        found = json.loads(answer.content)
        said = " ".join(str(found.get("description", "")).split())[:200]
        wait = found.get("parameters", {}).get("retry_after")
    except (ValueError, AttributeError):
        said, wait = "", None
    seconds = float(wait) if isinstance(wait, int) and not isinstance(wait, bool) else answer.retry_after
    return f"{answer.status} {said}".strip(), seconds
