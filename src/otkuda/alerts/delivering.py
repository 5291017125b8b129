"""The outbox is sent: one message at a time, each under the id that all its attempts carry.

What came of an attempt is written before the next is made. Whoever is killed in between sends one message again, whose
receiver knows it by its id. A receiver that fails is left in peace for a while, with all that waits for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.alerts.mail import send_mail
from otkuda.alerts.telegram import send_telegram
from otkuda.alerts.timing import after_quiet, next_attempt
from otkuda.alerts.webhook import send_webhook
from otkuda.alerts.wording import letter_of
from otkuda.errors import DeliveryError, OtkudaError
from otkuda.store.outbox import due_letter, put_off, write_attempt
from otkuda.store.watching import get_watchlist

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from otkuda.alerts.wording import Letter
    from otkuda.alerts.world import World
    from otkuda.store import Store
    from otkuda.store.outbox import Letter as Waiting
    from otkuda.store.watching_records import Channel, Message, Target, Watchlist

_SENDERS: Mapping[Channel, Callable[[Target, str, Letter, World], None]] = {
    "email": send_mail,
    "webhook": send_webhook,
    "telegram": send_telegram,
}


def deliver(store: Store, world: World, stopped: Callable[[], bool] = lambda: False) -> list[Message]:
    """Send all that is due, or less where it is ``stopped``; return what came of each."""
    done = []
    while not stopped():
        with store.reading() as conn:
            waiting = due_letter(conn, world.now(), world.channels)
            watched = get_watchlist(conn, waiting.target.watch_id) if waiting else None
        if waiting is None or watched is None:
            break
        done.append(_attempt(store, world, waiting, watched))
    return done


def send(target: Target, key: str, letter: Letter, world: World) -> None:
    """Send a letter under its key; ``DeliveryError`` says in one line why it was not taken."""
    try:
        _SENDERS[target.channel](target, key, letter, world)
    except DeliveryError:
        raise
    except OtkudaError as error:  # a setting that is none
        raise DeliveryError(str(error), "setting") from error


def _attempt(store: Store, world: World, waiting: Waiting, watched: Watchlist) -> Message:
    """Send one message, and write what came of it."""
    message = waiting.message
    tried = replace(message, attempts=message.attempts + 1)
    try:
        send(waiting.target, message.id, letter_of(waiting.alerts, watched, world.pages), world)
    except DeliveryError as error:
        done = _failed(tried, error, watched, world)
    except Exception as error:  # noqa: BLE001 - the edge where one message must not stop all that comes after
        fault = DeliveryError(f"a fault of otkuda itself ({type(error).__name__})", "fault")
        done = _failed(tried, fault, watched, world)
    else:
        done = replace(tried, state="sent", due=None, sent=world.now(), error=None, reason=None, said=None)
    with store.writing() as conn:
        write_attempt(conn, done)
        if done.due:
            put_off(conn, done.target_id, done.due)
    return done


def _failed(message: Message, error: DeliveryError, watched: Watchlist, world: World) -> Message:
    due = None if error.is_lasting else next_attempt(world.now(), message.attempts, error.wait)
    told = replace(message, error=str(error), reason=error.reason, said=error.said or None)
    if due is None:
        return replace(told, state="failed", due=None)
    return replace(told, due=after_quiet(due, watched))
