CREATE TABLE to_group (
    ticket $ticket,
    version_id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL
);
CREATE INDEX to_group_article ON to_group (article_id);

CREATE TABLE tellings (
    number $key,
    version_id TEXT NOT NULL UNIQUE,
    digest BIGINT NOT NULL,
    is_found BOOLEAN NOT NULL,
    ticket BIGINT NOT NULL,
    keys $bytes NOT NULL
);
CREATE INDEX tellings_digest ON tellings (digest, number) WHERE is_found;

CREATE TABLE telling_keys (
    key BIGINT NOT NULL,
    telling BIGINT NOT NULL,
    PRIMARY KEY (key, telling)
)$compact;

CREATE TABLE pairs (
    one BIGINT NOT NULL,
    one_position INTEGER NOT NULL,
    other BIGINT NOT NULL,
    other_position INTEGER NOT NULL,
    weight $real NOT NULL,
    features TEXT NOT NULL,
    PRIMARY KEY (one, one_position, other, other_position)
)$compact;
CREATE INDEX pairs_other ON pairs (other);

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    speaker TEXT,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    origin_kind TEXT NOT NULL,
    origin_appearances TEXT NOT NULL,
    origin_url TEXT,
    origin_named TEXT
);

CREATE TABLE appearances (
    statement_id TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    version_id TEXT NOT NULL,
    url TEXT,
    version INTEGER NOT NULL,
    language TEXT NOT NULL,
    spans TEXT NOT NULL,
    text TEXT NOT NULL,
    position INTEGER,
    speaker TEXT,
    relation TEXT NOT NULL,
    changes TEXT NOT NULL,
    against TEXT,
    step TEXT,
    PRIMARY KEY (statement_id, place)
);
CREATE INDEX appearances_version ON appearances (version_id);

CREATE TABLE members (
    telling BIGINT NOT NULL,
    position INTEGER NOT NULL,
    statement_id TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    PRIMARY KEY (telling, position)
)$compact;
CREATE INDEX members_statement ON members (statement_id);

CREATE TABLE redirects (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
);
CREATE INDEX redirects_new ON redirects (new);

INSERT INTO to_group (version_id, article_id) SELECT id, article_id FROM versions ORDER BY number;
