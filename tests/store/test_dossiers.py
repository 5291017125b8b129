"""Dossiers in both databases: what is put in stays as it was frozen, what is removed comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from otkuda.store.dossiers import (
    add_item,
    forget_frozen,
    get_dossier,
    get_item,
    items_of,
    list_dossiers,
    new_dossier,
    new_item,
    put_dossier,
    set_note,
    set_removed,
)

from .made import HOUR, NOON, URL

if TYPE_CHECKING:
    from otkuda.store import Store

DOSSIER = new_dossier("Мост \x00", NOON)
FROZEN = json.dumps({"text": "Мост", "appearances": [{"url": URL, "version_id": "v", "text": "Мост", "from": URL}]})
ITEM = new_item(DOSSIER.id, "s", FROZEN, NOON)


def test_what_is_put_in_stays(store: Store) -> None:
    """Put in again with another record, the first one counts; a note changes nothing of it."""
    with store.writing() as conn:
        put_dossier(conn, DOSSIER)
        add_item(conn, ITEM)
        set_note(conn, ITEM.id, "проверить")
        add_item(conn, new_item(DOSSIER.id, "s", "{}", NOON + HOUR))
        [one] = items_of(conn, DOSSIER.id)
        assert (one.frozen, one.added, one.note, one.is_whole) == (FROZEN, NOON, "проверить", True)
        assert list_dossiers(conn) == [(DOSSIER, 1)]


def test_what_is_removed_comes_back(store: Store) -> None:
    """Removed, it is not listed, and is found by its id; put in again, it is there."""
    with store.writing() as conn:
        put_dossier(conn, DOSSIER)
        add_item(conn, ITEM)
        set_removed(conn, ITEM.id, NOON)
        assert not items_of(conn, DOSSIER.id)
        assert list_dossiers(conn) == [(DOSSIER, 0)]
        found = get_item(conn, ITEM.id)
        assert found
        assert found.removed == NOON
        add_item(conn, ITEM)
        assert items_of(conn, DOSSIER.id) == [ITEM]
        assert get_dossier(conn, "none") is None
        assert get_item(conn, "none") is None


def test_forgotten_words_go_and_the_hash_stays(store: Store) -> None:
    """Of the article that is named, by its address or a version; nothing else is touched."""
    with store.writing() as conn:
        put_dossier(conn, DOSSIER)
        add_item(conn, ITEM)
        forget_frozen(conn, {"https://bereg.example/"})
        assert items_of(conn, DOSSIER.id) == [ITEM]
        forget_frozen(conn, {"v"})
        [one] = items_of(conn, DOSSIER.id)
        assert "Мост" not in one.frozen
        assert URL not in one.frozen
        assert (one.sha256, one.is_whole) == (ITEM.sha256, False)
