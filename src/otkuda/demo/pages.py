"""What a site of the newsroom answers: front page, articles, feed or sitemap, robots.txt. Pure."""

from __future__ import annotations

import re
from email.utils import format_datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from jinja2 import Environment
    from markupsafe import Markup

    from otkuda.demo.newsroom import Newsroom, Outlet

_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_HTML, _XML = "text/html; charset=utf-8", "application/xml; charset=utf-8"
LISTINGS = {"rss": "rss.xml", "atom": "atom.xml", "sitemap": "sitemap.xml"}


class Sent(NamedTuple):
    """What is answered."""

    content: str
    kind: str
    status: int = 200


def answer(newsroom: Newsroom, host: str, path: str, now: datetime) -> Sent:
    """Return what stands at a path of a host at a moment."""
    outlet = newsroom.outlet_at(host)
    if outlet is None:
        return Sent("<h1>404</h1>", _HTML, 404)
    listing = LISTINGS[outlet.listing]
    if path == "robots.txt":
        return Sent(_robots(outlet, listing), "text/plain; charset=utf-8")
    printed = newsroom.printed(outlet, now)
    if path in {"", listing}:
        template, kind = (f"{listing}.jinja", _XML) if path else ("front.html.jinja", _HTML)
        return Sent(_filled(template, outlet=outlet, printed=printed, listing=listing), kind)
    found = next((one for one in printed if one.text.path == path), None)
    if found is None:
        return Sent("<h1>404</h1>", _HTML, 404)
    return Sent(_filled(f"{outlet.look}.html.jinja", outlet=outlet, article=found, listing=listing), _HTML)


def _robots(outlet: Outlet, listing: str) -> str:
    named = f"Sitemap: {outlet.home}{listing}\n" if outlet.listing == "sitemap" else ""
    return f"User-agent: *\nAllow: /\n{named}"


def linked(words: str) -> Markup:
    """Return a paragraph with its links.

    >>> linked("«Заря» [сообщила](https://zarya.example/1) & ушла")
    Markup('«Заря» <a href="https://zarya.example/1">сообщила</a> &amp; ушла')
    """
    from markupsafe import Markup, escape

    parts = _LINK.split(words)
    pieces = [escape(parts[0])]
    for label, url, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        pieces += [Markup('<a href="{}">{}</a>').format(url, label), escape(after)]
    return Markup("").join(pieces)


def _filled(template: str, **values: object) -> str:
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"linked": linked, "rfc822": format_datetime}
    return environment


def _source(name: str) -> str:
    return resources.files("otkuda.demo").joinpath("looks", name).read_text(encoding="utf-8")
