CREATE TABLE dossiers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    made BIGINT NOT NULL,
    removed BIGINT
);

CREATE TABLE dossier_items (
    id TEXT PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
    statement_id TEXT NOT NULL,
    added BIGINT NOT NULL,
    note TEXT NOT NULL,
    frozen TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    removed BIGINT
);
CREATE INDEX dossier_items_dossier ON dossier_items (dossier_id, added);
CREATE INDEX dossier_items_statement ON dossier_items (statement_id);
