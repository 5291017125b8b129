"""One spelling for each address, so that an article that two feeds name differently is one article.

Only what cannot change the page is evened out: the case of scheme and host, a default port, the fragment, how letters
are escaped, and the parameters that tell a site's statistics where a reader came from (``tracking.tsv``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit

_LONGEST = 8_000  # characters; servers refuse longer ones
_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNSAFE = re.compile(r"[^\x21-\x7e]|[\"<>\\^`{|}]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical(url: str, base: str | None = None) -> str | None:
    """Return the one spelling of an address, joined to ``base`` where it is relative; None where it is not HTTP's.

    >>> canonical("HTTPS://Zarya.example:443/новость?id=7&utm_source=rss#top")
    'https://zarya.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C?id=7'
    >>> canonical("../1.html", "https://zarya.example/feed/rss")
    'https://zarya.example/1.html'
    >>> canonical("mailto:editor@zarya.example") is None
    True
    """
    if len(url) > _LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        if parts.scheme not in _PORTS or not parts.hostname:
            return None
        place = _place(parts)
        path, query = _escaped(parts.path or "/"), _escaped(_without_tracking(parts.query))
    except ValueError:  # a bracket that is not closed, a port that is no number, half a character
        return None
    return f"{parts.scheme}://{place}{path}" + (f"?{query}" if query else "")


@lru_cache(maxsize=10_000)
def host_of(url: str) -> str:
    """Return the host of an address without «www.», or the empty text where it has none.

    >>> host_of("https://www.zarya.example/1.html")
    'zarya.example'
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def _place(parts: SplitResult) -> str:
    """Return host and port, with the user's name where there is one."""
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    host = host.rstrip(".")  # after the encoding, which makes points of «。» and «…» and brackets of «［»
    if not host or _UNSAFE.search(host) or {"[", "]"} & set(host):
        raise ValueError(host)
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    user = parts.netloc.rpartition("@")[0]
    return (f"{_escaped(user)}@" if user else "") + host + (f":{port}" if port and port != _PORTS[parts.scheme] else "")


def _escaped(text: str) -> str:
    """Escape what an address may not hold, and nothing that it may."""
    even = _ESCAPE.sub(_even, text)
    return _UNSAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), even)


def _even(escape: re.Match[str]) -> str:
    sign = chr(int(escape[1], 16))
    return sign if sign in _UNRESERVED else escape[0].upper()


def _without_tracking(query: str) -> str:
    names, prefixes = _tracking()
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair, names, prefixes))


def _is_tracking(pair: str, names: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    name = unquote_plus(pair.partition("=")[0]).lower()
    return name in names or name.startswith(prefixes)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the names of the parameters to drop, and the beginnings of names."""
    text = (files("otkuda.text") / "tracking.tsv").read_text(encoding="utf-8")
    names = [line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#")]
    prefixes = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), prefixes
