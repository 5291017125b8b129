"""The store: what is kept, in SQLite or PostgreSQL. All SQL of otkuda is here."""

from otkuda.store.addresses import address_id, due_addresses, get_address, note_entries, settle
from otkuda.store.articles import keep, latest, versions_of
from otkuda.store.database import Store, open_store
from otkuda.store.hosts import get_host, put_host
from otkuda.store.imports import import_position, save_position
from otkuda.store.records import Address, AddressState, Counts, Host, Kept, NewsSource, SourceKind, StoredPage, Version
from otkuda.store.sources import (
    add_source,
    count,
    due_sources,
    get_source,
    list_sources,
    remove_source,
    source_id,
    update_source,
)

__all__ = [
    "Address",
    "AddressState",
    "Counts",
    "Host",
    "Kept",
    "NewsSource",
    "SourceKind",
    "Store",
    "StoredPage",
    "Version",
    "add_source",
    "address_id",
    "count",
    "due_addresses",
    "due_sources",
    "get_address",
    "get_host",
    "get_source",
    "import_position",
    "keep",
    "latest",
    "list_sources",
    "note_entries",
    "open_store",
    "put_host",
    "remove_source",
    "save_position",
    "settle",
    "source_id",
    "update_source",
    "versions_of",
]
