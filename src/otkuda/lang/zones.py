"""Which clock an outlet goes by, as far as the address tells: the zone of the country at the end of the host's name.

The countries are in ``zones.tsv``. A zone knows its own history: Almaty went from UTC+6 to UTC+5 on 1 March 2024.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from datetime import tzinfo

_LONGEST = 2_000  # characters of an address that are looked at


def zone_of(url: str | None) -> tzinfo | None:
    """Return the zone of the country of the address's host, or None where the host names none.

    >>> str(zone_of("https://zarya.kz/most"))
    'Asia/Almaty'
    """
    try:
        host = urlsplit((url or "")[:_LONGEST]).hostname or ""
    except ValueError:  # «http://[»
        return None
    name = _zones().get(host.rstrip(".").rpartition(".")[2])
    return ZoneInfo(name) if name else None


@cache
def _zones() -> dict[str, str]:
    """Return the zone's name by the end of the host."""
    return {ending: zone for ending, zone, _ in rows("otkuda.lang", "zones.tsv")}
