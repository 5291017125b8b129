"""Tests of the store: the same behaviour in SQLite and PostgreSQL."""
