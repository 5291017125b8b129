"""One input in, an article or one line about what went wrong out: the edge where every error becomes a line.

``read_input`` runs in a worker process, so that what it takes and returns can be pickled.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from otkuda.cli.inputs import Input, bounded, content_of, is_url
from otkuda.errors import OtkudaError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.model import Article

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done:
    """An input that was read."""

    path: str
    article: Article


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that was not. ``message`` is one line without the name, ``details`` a traceback for a developer."""

    path: str
    message: str
    details: str = ""


def read_input(item: Input) -> Done | Failed:
    """Read one input. Never raises but for what ends the process."""
    return guarded(item.path, lambda: Done(item.path, _article(item)))


def guarded(path: str, work: Callable[[], T]) -> T | Failed:
    """Return what ``work`` does, or why it could not be done for the input named ``path``."""
    try:
        return work()
    except OtkudaError as error:
        return Failed(path, str(error), traceback.format_exc())
    except OSError as error:
        return Failed(path, _system_message(error), traceback.format_exc())
    except MemoryError:
        return Failed(path, "not enough memory to read it; cut it into articles", traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - one file must not end the run; the line names it and the fault
        fault = f"{type(error).__name__}: {error}".rstrip(": ")
        message = f"a fault of otkuda itself ({fault}); report it with the file, OTKUDA_DEBUG=1 shows where it happened"
        return Failed(path, message, traceback.format_exc())


def _article(item: Input) -> Article:
    from otkuda.pipeline import read_article

    return read_article(_fetched(item.path) if is_url(item.path) else _extracted(item))


def _extracted(item: Input) -> Article:
    from otkuda.article import from_bytes

    if "://" in item.path and not Path(item.path).exists():
        message = "not an address that can be read; use http:// or https://"
        raise UnreadableError(message)
    content = content_of(item.path) if item.content is None else bounded(item.content)
    return from_bytes(content, name=item.path)


def _fetched(url: str) -> Article:
    from otkuda.article import from_bytes
    from otkuda.fetch import get

    page = get(url)
    return from_bytes(page.content, name=url, charset=page.charset, url=page.url)


def _system_message(error: OSError) -> str:
    """What the system says, and what to do about it.

    >>> _system_message(FileNotFoundError(2, "No such file or directory"))
    'no such file or folder; check the name'
    """
    advice = {
        FileNotFoundError: "no such file or folder; check the name",
        PermissionError: "no permission to read it; change its rights or run as its owner",
    }
    return advice.get(type(error)) or f"cannot be read: {error.strerror or error}; check the file and its disk"
