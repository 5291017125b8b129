"""The store: what is kept, in SQLite or PostgreSQL. All SQL of otkuda is here."""

from otkuda.store.addresses import address_id, due_addresses, get_address, note_addresses, note_entries, settle
from otkuda.store.articles import latest, mark_missing, missing, versions_of
from otkuda.store.coverage import Coverage, coverage
from otkuda.store.database import Store, open_store
from otkuda.store.forgetting import forget, tombstone
from otkuda.store.health import health
from otkuda.store.hosts import get_host, put_host
from otkuda.store.imports import drop_position, import_position, save_position
from otkuda.store.keeping import Observation, keep, keep_all
from otkuda.store.records import (
    Address,
    AddressState,
    Counts,
    Found,
    Health,
    Hit,
    Host,
    Kept,
    Missing,
    NewsSource,
    Query,
    Reread,
    Snippet,
    SourceKind,
    StoredPage,
    Tombstone,
    Version,
)
from otkuda.store.rereading import pages_of, replace_reading, stored_pages
from otkuda.store.search import search_articles, search_attributions
from otkuda.store.sources import (
    add_source,
    count,
    due_sources,
    entry_times,
    get_source,
    list_sources,
    remove_source,
    source_id,
    update_source,
)
from otkuda.store.statements import all_statements, carriers_of, statement_of, statements_at

__all__ = [
    "Address",
    "AddressState",
    "Counts",
    "Coverage",
    "Found",
    "Health",
    "Hit",
    "Host",
    "Kept",
    "Missing",
    "NewsSource",
    "Observation",
    "Query",
    "Reread",
    "Snippet",
    "SourceKind",
    "Store",
    "StoredPage",
    "Tombstone",
    "Version",
    "add_source",
    "address_id",
    "all_statements",
    "carriers_of",
    "count",
    "coverage",
    "drop_position",
    "due_addresses",
    "due_sources",
    "entry_times",
    "forget",
    "get_address",
    "get_host",
    "get_source",
    "health",
    "import_position",
    "keep",
    "keep_all",
    "latest",
    "list_sources",
    "mark_missing",
    "missing",
    "note_addresses",
    "note_entries",
    "open_store",
    "pages_of",
    "put_host",
    "remove_source",
    "replace_reading",
    "save_position",
    "search_articles",
    "search_attributions",
    "settle",
    "source_id",
    "statement_of",
    "statements_at",
    "stored_pages",
    "tombstone",
    "update_source",
    "versions_of",
]
