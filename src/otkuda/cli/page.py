"""The page of ``otkuda read --html``: one file that needs no other.

``page.html.jinja`` is the page, ``article.html.jinja`` the part of it that one article fills.

Every text goes through Jinja's autoescape; the page's policy lets nothing be loaded and no script run but its own.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from otkuda.serve import view
from otkuda.serve.marks import steps

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from otkuda.model import Article, Attribution
    from otkuda.serve.words import Language, Words

HUES = 8


class Entry(NamedTuple):
    """One article of the page: its anchor, what the list of articles calls it, its markup."""

    place: str
    name: str
    html: Markup


@dataclass(slots=True)
class PageView:
    """Gathers articles and writes them as one page."""

    language: Language
    words: Words
    explain: bool = False
    _entries: list[Entry] = field(default_factory=list)

    def render(self, path: str, article: Article) -> str:
        """Make the article's part of the page and return nothing yet."""
        from markupsafe import Markup

        place, name = f"a{len(self._entries) + 1}", view.shortened(article.headline or path, 120)
        html = self._fill("article.html.jinja", path=path, article=article, place=place, name=name)
        self._entries.append(Entry(place, name, Markup(html)))  # noqa: S704 - the template has escaped it
        return ""

    def finish(self) -> str:
        """Return the whole page."""
        from markupsafe import Markup

        script = _source("page.js")
        known = Markup(script)  # noqa: S704 - our own file, named by its hash in the page's policy
        return self._fill("page.html.jinja", entries=self._entries, script=known, policy=_policy(script))

    def _fill(self, template: str, **values: object) -> str:
        shared = {"language": self.language, "words": self.words, "explain": self.explain}
        return _environment().get_template(template).render(values, **shared)


def hue(said: view.Said) -> str:
    """Return the CSS class of the speaker's colour."""
    return f"c{said.speaker % HUES}" if said.attribution.chain else "nobody"


def chain(attribution: Attribution) -> list[str]:
    """Return the names of the chain, nearest carrier first."""
    return [view.one_line(link.entity) for link in attribution.chain]


def is_link(url: str | None) -> bool:
    """Whether an address may stand in the page as a link."""
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"line": view.one_line, "short": view.shortened, "link": is_link, "chain": chain, "hue": hue}
    environment.globals |= {
        "speakers": view.speakers,
        "steps": steps,
        "standing": view.standing,
        "content": view.content_words,
        "how": view.how,
        "explanation": view.explanation,
    }
    return environment


def _source(name: str) -> str:
    return resources.files("otkuda.cli").joinpath(name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """The page's own content security policy: its one script is known by its hash."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
