"""Pages out of templates: what every template knows, and how an answer is made of one.

Every text goes through Jinja's autoescape, and every string that is written out is made printable before: no control
character and no mark that turns a line round comes out of an article.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.responses import HTMLResponse

from otkuda.serve import view
from otkuda.serve.access.who import NOBODY, WHO, Who
from otkuda.serve.blocks import blocks
from otkuda.serve.marks import steps
from otkuda.serve.words import LANGUAGES, Language, Words, words_in

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from otkuda.model import Attribution
    from otkuda.store.users import Role

THEMES = ("auto", "light", "dark")
_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,30}(/[A-Za-z0-9_+-]{1,30}){0,2}")
HUES = 8  # colours of speakers in style.css
SECTIONS = ("feed", "stories", "speakers", "outlets", "search", "check", "watch", "dossiers", "sources")


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody reads the pages: in which language and theme, below which path, and when."""

    words: Words
    theme: str
    root: str
    now: datetime
    who: Who = NOBODY

    @property
    def name(self) -> str:
        """Whose marks and decisions these are; where nobody has to tell a name, nobody's in particular."""
        return self.who.name

    def may(self, role: Role) -> bool:
        """Whether they may what needs a role."""
        return self.who.may(role)

    def url(self, page: str, /, *parts: str, **query: object) -> str:
        """Return the address of a page of ours: its name, the parts of its path, what it is asked.

        >>> from datetime import UTC, datetime
        >>> Reader(words_in("en"), "auto", "/news", datetime.now(UTC)).url("search", q="мост", page=None)
        '/news/search?q=%D0%BC%D0%BE%D1%81%D1%82'
        """
        path = "/".join(("", *(() if page == "feed" else (page,)), *(quote(part, safe="") for part in parts)))
        asked = urlencode({name: value for name, value in query.items() if value not in {None, ""}}, doseq=True)
        return f"{self.root}{path or '/'}{'?' + asked if asked else ''}"

    @property
    def ahead(self) -> timedelta:
        """How far the reader's clock is ahead of UTC."""
        return self.words.here(self.now).utcoffset() or timedelta()

    @property
    def clock(self) -> str:
        """By which clock times are told."""
        return self.words.clock(self.now)

    def time(self, when: datetime) -> Markup:
        """Return a time as it stands in a page."""
        here = self.words.here(when).isoformat()
        return Markup('<time datetime="{}">{}</time>').format(here, self.words.moment(when))

    def between(self, first: datetime, last: datetime) -> Markup:
        """Return from when until when, the day once where it is one day."""
        one, other = self.words.here(first), self.words.here(last)
        if one.date() != other.date():
            return self.time(first) + " – " + self.time(last)
        clock = other.strftime(self.words("format.time"))
        return self.time(first) + Markup(' – <time datetime="{}">{}</time>').format(other.isoformat(), clock)

    def ago(self, when: datetime) -> str:
        """Return how long ago something was, as a reader says it."""
        return self.words.ago(when, self.now)

    def until(self, when: datetime) -> str:
        """Return in how long something will be, as a reader says it."""
        return self.words.until(when, self.now)


def reader_of(request: Request) -> Reader:
    """Return how the one who asks reads: by cookie, else by the browser's languages."""
    chosen = request.cookies.get("language")
    language = next((one for one in LANGUAGES if one == chosen), None) or _preferred(request)
    theme = request.cookies.get("theme", "")
    return Reader(
        words_in(language, _zone(request.cookies.get("zone", ""))),
        theme if theme in THEMES else "auto",
        request.scope.get("root_path", "").rstrip("/"),
        datetime.now(UTC),
        request.scope.get(WHO, NOBODY),
    )


def _zone(name: str) -> tzinfo:
    """Return the time zone that the browser's script told; of this computer where it did not.

    >>> _zone("Asia/Almaty"), _zone("../../etc/passwd") == _zone("") == _zone("x" * 5_000)
    (zoneinfo.ZoneInfo(key='Asia/Almaty'), True)
    """
    if _ZONE.fullmatch(name):
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(name)
    return datetime.now().astimezone().tzinfo or UTC


def _preferred(request: Request) -> Language:
    """Return the first of our languages that the browser names, Russian where it names none of them."""
    named = (part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(","))
    return next((one for name in named for one in LANGUAGES if one == name), "ru")


def page(request: Request, template: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return the answer that a template makes of some values."""
    reader = reader_of(request)
    shared = {"reader": reader, "words": reader.words, "url": reader.url, "here": request.url.path}
    return HTMLResponse(environment().get_template(template).render(values, **shared), status)


@cache
def environment() -> Environment:
    """Return Jinja with what every template of ours may use."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("otkuda.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.filters |= {
        "line": view.one_line,
        "short": view.shortened,
        "link": is_link,
        "chain": chain,
        "hue": hue,
        "hue_of": hue_of,
        "publisher": view.publisher_of,
    }
    made.globals |= {
        "asset": asset,
        "interface_languages": [(one, words_in(one)("format.name")) for one in LANGUAGES],
        "themes": THEMES,
        "sections": SECTIONS,
        "speakers": view.speakers,
        "steps": steps,
        "blocks": blocks,
        "standing": view.standing,
        "post": view.post,
        "content": view.content_words,
        "how": view.how,
        "explanation": view.explanation,
    }
    return made


def _printable(value: object) -> object:
    return view.printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def hue(said: view.Said) -> str:
    """Return the CSS class of a speaker's colour in an article."""
    return f"c{said.speaker % HUES}" if said.attribution.chain else "nobody"


def hue_of(name: str | None) -> str:
    """Return the CSS class of a name's colour, the same on every page.

    >>> hue_of(None)
    'nobody'
    """
    return f"c{hashlib.sha256(name.encode()).digest()[0] % HUES}" if name else "nobody"


def chain(attribution: Attribution) -> list[str]:
    """Return the names of the chain, nearest carrier first."""
    return [view.one_line(link.entity) for link in attribution.chain]


def is_link(url: str | None) -> bool:
    """Whether an address may stand in the page as a link."""
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


@cache
def asset(name: str) -> str:
    """Return the path of a file of ours, which changes with its content."""
    content = resources.files("otkuda.serve").joinpath("static", name).read_bytes()
    return f"static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"
