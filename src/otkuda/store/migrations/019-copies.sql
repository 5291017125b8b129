-- An index with the condition "is_found" is not taken by SQLite where "is_found = 1" is asked: it went through all tellings.
DROP INDEX tellings_digest;
CREATE INDEX tellings_digest ON tellings (digest, number);
