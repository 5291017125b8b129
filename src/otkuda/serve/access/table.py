"""Which route needs what: the one place that says so. A route that is not here ends the start of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Mount, Route

from otkuda.serve.access.admission import Admission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from starlette.routing import BaseRoute

    from otkuda.store.users import Role


class Need(NamedTuple):
    """What somebody must be, None for anybody; how much of what they may ask a minute it takes.

    ``is_personal`` is what no token opens, so that one that was stolen makes no other and outlives nothing.
    """

    role: Role | None
    cost: int = 1
    is_personal: bool = False


FREE = Need(None, 0)  # neither a login nor a limit
ANYBODY = Need(None)
READER = Need("reader")
EDITOR = Need("editor")
ADMIN = Need("admin")
OWN = Need("reader", is_personal=True)
USERS = Need("admin", is_personal=True)
DRAFT = Need("reader", 20)  # a page is fetched, and a process works for seconds

# ``/*`` stands for all beneath, ``*`` for every method. A reader reads, and marks what they have read; an editor
# corrects; an admin says what is collected and who comes in.
TABLE: tuple[tuple[str, str, Need], ...] = (
    ("*", "/static/*", FREE),
    ("GET", "/health", FREE),
    ("POST", "/reading", ANYBODY),
    ("GET POST", "/login", ANYBODY),
    ("POST", "/logout", ANYBODY),
    ("GET", "/account", OWN),
    ("POST", "/account/password", OWN),
    ("POST", "/account/token", OWN),
    ("POST", "/account/withdraw", OWN),
    ("POST", "/account/end", OWN),
    ("GET POST", "/users", USERS),
    ("POST", "/users/role", USERS),
    ("POST", "/users/password", USERS),
    ("POST", "/users/remove", USERS),
    ("POST", "/users/withdraw", USERS),
    ("GET", "/metrics", READER),
    ("GET", "/collector", READER),
    ("GET", "/", READER),
    ("POST", "/mark", READER),
    ("POST", "/seen", READER),
    ("GET", "/stories", READER),
    ("GET", "/story/{id}", READER),
    ("GET", "/article/{id}", READER),
    ("GET", "/article/{id}/changes", READER),
    ("GET", "/statement/{id}", READER),
    ("GET", "/speakers", READER),
    ("GET", "/speaker/{id}", READER),
    ("GET", "/speaker/{id}/who", READER),
    ("GET", "/outlets", READER),
    ("GET", "/outlet/{name:path}", READER),
    ("GET", "/search", READER),
    ("GET", "/check", READER),
    ("POST", "/check", DRAFT),
    ("GET", "/brief", READER),
    ("GET", "/brief.docx", READER),
    ("GET", "/brief.xlsx", READER),
    ("GET", "/dossiers", READER),
    ("POST", "/dossiers", EDITOR),
    ("GET", "/dossiers/add", READER),
    ("POST", "/dossiers/add", EDITOR),
    ("GET", "/dossiers/{id}", READER),
    ("POST", "/dossiers/{id}", EDITOR),
    ("POST", "/dossiers/{id}/remove", EDITOR),
    ("GET", "/dossiers/{id}/evidence.jsonl", READER),
    ("POST", "/dossiers/{id}/{item}/note", EDITOR),
    ("POST", "/dossiers/{id}/{item}/remove", EDITOR),
    ("POST", "/decide/*", EDITOR),
    ("POST", "/speaker/{id}/merge", EDITOR),
    ("POST", "/speaker/{id}/part", EDITOR),
    ("POST", "/speaker/{id}/split", EDITOR),
    ("POST", "/speaker/{id}/undo", EDITOR),
    ("GET", "/sources", READER),
    ("GET", "/sources/list.opml", READER),
    ("GET", "/sources/{id}", READER),
    ("POST", "/sources/*", ADMIN),
    ("GET", "/watch", READER),
    ("GET", "/watch/*", READER),
    ("POST", "/watch/*", EDITOR),
    ("GET", "/api", READER),
    ("GET", "/api/*", READER),
    ("*", "/mcp", READER),
    ("POST", "/api/v1/check", DRAFT),
    ("POST", "/api/v1/sources", ADMIN),
    ("POST", "/api/v1/sources/*", ADMIN),
    ("POST", "/api/v1/opml", ADMIN),
    ("POST", "/api/v1/statements/{id}/read", READER),
    ("POST", "/api/v1/statements/{id}/unread", READER),
    ("POST", "/api/v1/statements/{id}/star", READER),
    ("POST", "/api/v1/statements/{id}/unstar", READER),
    ("POST", "/api/v1/stories/{id}/read", READER),
    ("POST", "/api/v1/stories/{id}/unread", READER),
    ("POST", "/api/v1/stories/{id}/star", READER),
    ("POST", "/api/v1/stories/{id}/unstar", READER),
    ("POST", "/api/v1/looked", READER),
    ("POST", "/api/v1/decisions", EDITOR),
    ("POST", "/api/v1/decisions/{id}/undo", EDITOR),
    ("POST", "/api/v1/speakers/{id}/merge", EDITOR),
    ("POST", "/api/v1/speakers/{id}/part", EDITOR),
    ("POST", "/api/v1/speakers/{id}/split", EDITOR),
    ("POST", "/api/v1/judgements/{id}/undo", EDITOR),
    ("GET", "/api/v1/watchlists/{id}/messages", EDITOR),  # they tell addresses
    ("GET", "/api/v1/watchlists/{id}/messages.{form}", EDITOR),
    ("POST", "/api/v1/watchlists", EDITOR),
    ("POST", "/api/v1/watchlists/*", EDITOR),
    ("GET", "/api/v1/account", OWN),
    ("GET", "/api/v1/account.jsonld", OWN),
    ("*", "/api/v1/account/*", OWN),
    ("GET POST", "/api/v1/users", USERS),
    ("GET", "/api/v1/users.{form}", USERS),
    ("*", "/api/v1/users/*", USERS),
    ("POST", "/api/v1/dossiers", EDITOR),
    ("POST", "/api/v1/dossiers/*", EDITOR),
)

_NEEDS = {(method, path): need for methods, path, need in TABLE for method in methods.split()}


def need_of(method: str, path: str) -> Need:
    """Return what a route needs: what stands at its path, else at the nearest above it. ``KeyError`` where none does.

    >>> need_of("POST", "/decide/merge").role, need_of("HEAD", "/").role
    ('editor', 'reader')
    """
    method = "GET" if method == "HEAD" else method
    parts = path.split("/")
    above = ["/".join((*parts[:many], "*")) for many in range(len(parts) - 1, 0, -1)]
    places = [(one, place) for place in (path, *above) for one in (method, "*")]
    return next((_NEEDS[place] for place in places if place in _NEEDS), None) or _missing(method, path)


def _missing(method: str, path: str) -> Need:
    raise KeyError(f"{method} {path} does not stand in otkuda.serve.access.table")


def guarded(routes: Sequence[BaseRoute]) -> Sequence[BaseRoute]:
    """Put before each route what it needs."""
    for route, path in every_route(routes):
        methods = (route.methods if isinstance(route, Route) else None) or {"*"}
        if not isinstance(route.app, Admission):  # the routes of a page are shared by all applications of a process
            route.app = Admission(route.app, path, {one: need_of(one, path) for one in methods})
    return routes


def every_route(routes: Iterable[BaseRoute], above: str = "") -> Iterator[tuple[Route | Mount, str]]:
    """Yield the routes with their paths, those beneath a mount too; a mount of another application as a whole."""
    for route in routes:
        if isinstance(route, Mount) and route.routes:
            yield from every_route(route.routes, above + route.path)
        elif isinstance(route, Mount):
            yield route, f"{above}{route.path}/*"
        elif isinstance(route, Route):
            yield route, above + route.path
        else:
            raise TypeError(f"no way to say who may ask for {route!r}")
