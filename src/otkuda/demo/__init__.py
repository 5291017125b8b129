"""An invented newsroom that the package brings with it, to see the whole of otkuda at once and without a network.

Its outlets stand in ``outlets.toml``, what they publish in ``events/``, a file an event; ``looks/`` are the templates
of their pages. All people, bodies and places in it are invented. Times count from when the demo starts.
"""

from otkuda.demo.newsroom import Newsroom, Outlet, newsroom
from otkuda.demo.server import served

__all__ = ["Newsroom", "Outlet", "newsroom", "served"]
