"""What the first pages would wait for, loaded beside the start: templates, words, the dictionaries of languages."""

from __future__ import annotations

import gc
from threading import Thread

from otkuda.serve.rendering import environment
from otkuda.serve.words import LANGUAGES, words_in


def warm_up() -> None:
    """Load it in a thread of its own: half a second of templates, as much of dictionaries."""
    Thread(target=_load, name="warming up", daemon=True).start()


def _load() -> None:
    from otkuda.entities.callings import read_role
    from otkuda.entities.naming import parse

    made = environment()
    for name in made.list_templates():
        made.get_template(name)
    for one in LANGUAGES:
        words_in(one).many(1, "many.article")
        read_role("", one)
    parse("Глеб Одинцов")
    gc.freeze()  # all this stays: no collection looks through it again, which held a page up for a tenth of a second
