CREATE TABLE summaries (
    number $key,
    statement_id TEXT NOT NULL UNIQUE REFERENCES statements (id) ON DELETE CASCADE,
    attribution BIGINT,
    speaker_type TEXT,
    role TEXT,
    organization TEXT,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    first_hand INTEGER NOT NULL,
    independent INTEGER NOT NULL,
    differing INTEGER NOT NULL,
    languages TEXT NOT NULL,
    kinds TEXT NOT NULL,
    changes TEXT NOT NULL,
    has_primary BOOLEAN NOT NULL,
    first_outlet TEXT,
    first_url TEXT,
    first_at BIGINT NOT NULL,
    since BIGINT NOT NULL,
    active BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    weight BIGINT NOT NULL
);

CREATE TABLE facets (
    facet BIGINT NOT NULL,
    active BIGINT NOT NULL,
    number BIGINT NOT NULL REFERENCES summaries (number) ON DELETE CASCADE,
    weight BIGINT NOT NULL,
    PRIMARY KEY (facet, active, number)
)$compact;
CREATE INDEX facets_weight ON facets (facet, weight, number);
CREATE INDEX facets_number ON facets (number);

CREATE TABLE spoken (
    attribution BIGINT PRIMARY KEY,
    number BIGINT NOT NULL REFERENCES summaries (number) ON DELETE CASCADE
);
CREATE INDEX spoken_number ON spoken (number);

CREATE TABLE story_summaries (
    number $key,
    story_id TEXT NOT NULL UNIQUE REFERENCES stories (id) ON DELETE CASCADE,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    wordings INTEGER NOT NULL,
    languages TEXT NOT NULL,
    since BIGINT NOT NULL,
    active BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    weight BIGINT NOT NULL
);

CREATE TABLE story_facets (
    facet BIGINT NOT NULL,
    active BIGINT NOT NULL,
    number BIGINT NOT NULL REFERENCES story_summaries (number) ON DELETE CASCADE,
    weight BIGINT NOT NULL,
    PRIMARY KEY (facet, active, number)
)$compact;
CREATE INDEX story_facets_weight ON story_facets (facet, weight, number);
CREATE INDEX story_facets_number ON story_facets (number);

CREATE INDEX versions_outlet ON versions (outlet_key, dated);
CREATE INDEX versions_host ON versions (host, dated);

CREATE TABLE marks (
    reader TEXT NOT NULL,
    id TEXT NOT NULL,
    read BIGINT,
    starred BIGINT,
    PRIMARY KEY (reader, id)
)$compact;
CREATE INDEX marks_starred ON marks (reader, starred) WHERE starred IS NOT NULL;

CREATE TABLE readers (
    reader TEXT PRIMARY KEY,
    looked BIGINT
);

INSERT INTO to_group (version_id, article_id)
SELECT id, article_id FROM versions WHERE id NOT IN (SELECT version_id FROM to_group) ORDER BY number;
