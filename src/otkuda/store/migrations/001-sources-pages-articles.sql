CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    listing TEXT NOT NULL,
    title TEXT,
    home TEXT,
    language TEXT,
    zone TEXT,
    pace $real,
    proxy TEXT,
    paused BOOLEAN NOT NULL,
    added BIGINT NOT NULL,
    due BIGINT,
    interval $real NOT NULL,
    etag TEXT,
    last_modified TEXT,
    last_success BIGINT,
    failures INTEGER NOT NULL,
    error TEXT,
    gone BOOLEAN NOT NULL
);
CREATE INDEX sources_due ON sources (due);

CREATE TABLE source_days (
    source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    polls INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    unreadable INTEGER NOT NULL,
    PRIMARY KEY (source_id, day)
);

CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    next_at BIGINT,
    delay $real,
    robots $bytes,
    robots_status INTEGER,
    robots_fetched BIGINT
);

CREATE TABLE addresses (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    source_id TEXT,
    entry TEXT,
    state TEXT NOT NULL,
    found BIGINT NOT NULL,
    appeared BIGINT NOT NULL,
    due BIGINT,
    looks INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT,
    etag TEXT,
    last_modified TEXT
);
CREATE INDEX addresses_due ON addresses (due) WHERE due IS NOT NULL;
CREATE INDEX addresses_source ON addresses (source_id, appeared);

CREATE TABLE contents (
    sha256 TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    body $bytes NOT NULL
);

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    url TEXT,
    missing_at BIGINT,
    missing_why TEXT
);
CREATE INDEX articles_url ON articles (url);

CREATE TABLE versions (
    number $key,
    id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    is_latest BOOLEAN NOT NULL,
    read_by TEXT NOT NULL,
    dated BIGINT NOT NULL,
    outlet_key TEXT,
    host TEXT,
    text TEXT NOT NULL,
    headline TEXT,
    outlet TEXT,
    authors TEXT NOT NULL,
    published BIGINT,
    published_offset INTEGER,
    published_until BIGINT,
    published_until_offset INTEGER,
    modified BIGINT,
    modified_offset INTEGER,
    language TEXT,
    url TEXT
);
CREATE INDEX versions_article ON versions (article_id);
CREATE INDEX versions_dated ON versions (dated);

CREATE TABLE sightings (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    version_id TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    seen BIGINT NOT NULL,
    content TEXT REFERENCES contents (sha256),
    url TEXT,
    requested TEXT,
    status INTEGER,
    charset TEXT,
    content_type TEXT,
    headers TEXT
);
CREATE INDEX sightings_article ON sightings (article_id, seen);
CREATE INDEX sightings_version ON sightings (version_id, seen);
CREATE INDEX sightings_content ON sightings (content);

CREATE TABLE attributions (
    number $key,
    id TEXT NOT NULL UNIQUE,
    version_id TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    dated BIGINT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    cue_start INTEGER,
    cue_end INTEGER,
    rule TEXT NOT NULL,
    confidence $real NOT NULL,
    evidence TEXT NOT NULL
);
CREATE INDEX attributions_version ON attributions (version_id, position);

CREATE TABLE links (
    attribution_id TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mention_start INTEGER,
    mention_end INTEGER,
    entity TEXT NOT NULL,
    type TEXT NOT NULL,
    role TEXT,
    organization TEXT,
    PRIMARY KEY (attribution_id, position)
);

CREATE TABLE credits (
    version_id TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    agency TEXT,
    author TEXT,
    text_start INTEGER,
    text_end INTEGER,
    PRIMARY KEY (version_id, position)
);

CREATE TABLE tombstones (
    article_id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    forgotten BIGINT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE import_positions (
    file TEXT PRIMARY KEY,
    position TEXT NOT NULL,
    saved BIGINT NOT NULL
);
