"""A webhook: a JSON record, posted and signed; its address is checked as every address that somebody gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from otkuda.alerts.signing import signed
from otkuda.errors import DeliveryError, FetchError
from otkuda.fetch import post

if TYPE_CHECKING:
    from otkuda.alerts.wording import Letter
    from otkuda.alerts.world import World
    from otkuda.store.watching_records import Target

_TAKEN = range(200, 300)
_GONE = 410


def send_webhook(target: Target, key: str, letter: Letter, world: World) -> None:
    """Post a letter; any status of 2xx says that it was taken, 410 that nothing is wanted any more."""
    now = world.now()
    record = {"type": letter.record["type"], "timestamp": now.isoformat(), "data": letter.record}
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    head = {"Content-Type": "application/json"} | signed(target.secret or "", key, int(now.timestamp()), body)
    try:
        answer = post(target.address, body, head, world.request)
    except FetchError as error:
        is_lasting = error.reason in {"private", "not_http"}
        raise DeliveryError(str(error), error.reason, is_lasting=is_lasting) from error
    if answer.status not in _TAKEN:
        status, is_lasting = str(answer.status), answer.status == _GONE
        what = f"the receiver answered {status}"
        raise DeliveryError(what, "answered", status, is_lasting=is_lasting, wait=answer.retry_after)
