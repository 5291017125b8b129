CREATE TABLE story_items (
    telling BIGINT PRIMARY KEY,
    day $real,
    keys $bytes NOT NULL,
    told TEXT NOT NULL
);

CREATE TABLE story_keys (
    key BIGINT NOT NULL,
    day $real NOT NULL,
    telling BIGINT NOT NULL,
    PRIMARY KEY (key, day, telling)
)$compact;

CREATE TABLE story_pairs (
    one BIGINT NOT NULL,
    other BIGINT NOT NULL,
    PRIMARY KEY (one, other)
)$compact;
CREATE INDEX story_pairs_other ON story_pairs (other);

CREATE TABLE stories (
    id TEXT PRIMARY KEY,
    headline TEXT,
    since BIGINT,
    until BIGINT
);

CREATE TABLE story_articles (
    story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    version_id TEXT NOT NULL,
    url TEXT,
    PRIMARY KEY (story_id, place)
);
CREATE INDEX story_articles_version ON story_articles (version_id);

CREATE TABLE story_redirects (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
);
CREATE INDEX story_redirects_new ON story_redirects (new);

INSERT INTO to_group (version_id, article_id)
SELECT id, article_id FROM versions WHERE id NOT IN (SELECT version_id FROM to_group) ORDER BY number;
