"""Which addresses a page may come from: none of this machine's, of its network, or of another special one.

What is checked is the address that is connected to, after name resolution, so that no spelling of a host («127.1»,
«0x7f000001», a name that resolves to 10.0.0.1, a name that resolves to something else the second time) gets by.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_TRANSLATED = IPv6Network("64:ff9b::/96")  # how a network without IPv4 writes every IPv4 address (RFC 6052)
_NEAR_ENDINGS = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")
_COMPATIBLE = IPv6Network("::/96")


def is_public(address: str) -> bool:
    """Tell whether an address, as the resolver returns it, belongs to the public Internet.

    >>> is_public("::ffff:127.0.0.1")
    False
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if parsed in _TRANSLATED:
        return _is_plainly_public(_last_four(parsed))
    return all(_is_plainly_public(one) for one in (parsed, *_wrapped(parsed)))


def is_near_name(host: str) -> bool:
    """Tell whether a host is, in any spelling and without asking anybody, an address or name that is not public.

    >>> is_near_name("127.1"), is_near_name("localhost"), is_near_name("zarya.example")
    (True, True, False)
    """
    name = host.rstrip(".").strip("[]").lower()
    if name == "localhost" or name.endswith(_NEAR_ENDINGS):
        return True
    try:
        return not is_public(socket.inet_ntoa(socket.inet_aton(name)))  # also «127.1», «0x7f000001», «2130706433»
    except (OSError, UnicodeError):
        return ":" in name and not is_public(name)


def _is_plainly_public(address: IPv4Address | IPv6Address) -> bool:
    is_site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_site_local)


def _wrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address carries."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _COMPATIBLE:
        found.append(_last_four(address))
    return [one for one in found if one is not None]


def _last_four(address: IPv4Address | IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFF_FFFF)
