CREATE TABLE mentions (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL,
    profile TEXT NOT NULL,
    type TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    organization TEXT,
    dated BIGINT
);
CREATE INDEX mentions_article ON mentions (article_id);
CREATE INDEX mentions_profile ON mentions (profile, dated, id);

CREATE TABLE naming (
    attribution_id TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mention_id TEXT NOT NULL,
    PRIMARY KEY (attribution_id, position)
);
CREATE INDEX naming_mention ON naming (mention_id);

CREATE TABLE publishers (
    version_id TEXT PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    mention_id TEXT NOT NULL
);
CREATE INDEX publishers_mention ON publishers (mention_id);

CREATE TABLE profiles (
    key TEXT PRIMARY KEY,
    own TEXT NOT NULL,
    type TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    organization TEXT,
    mentions INTEGER NOT NULL,
    earliest TEXT NOT NULL,
    earliest_dated BIGINT,
    spans TEXT NOT NULL,
    others TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    is_apart BOOLEAN NOT NULL
);
CREATE INDEX profiles_entity ON profiles (entity_id);

CREATE TABLE profile_keys (
    key TEXT NOT NULL,
    profile TEXT NOT NULL,
    PRIMARY KEY (key, profile)
);
CREATE INDEX profile_keys_profile ON profile_keys (profile);

CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    gender TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    words TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    is_apart BOOLEAN NOT NULL
);
CREATE INDEX entities_mentions ON entities (mentions, id);

CREATE TABLE may_be (
    entity_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    PRIMARY KEY (entity_id, other_id)
);

CREATE TABLE entity_redirects (
    id TEXT PRIMARY KEY,
    mention_id TEXT
);

CREATE TABLE unresolved (
    article_id TEXT PRIMARY KEY
);
INSERT INTO unresolved (article_id) SELECT id FROM articles;

CREATE TABLE resolving (
    number INTEGER PRIMARY KEY,
    rules TEXT NOT NULL
);

CREATE TABLE judgements (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    made BIGINT NOT NULL,
    who TEXT,
    said TEXT NOT NULL,
    wikidata TEXT
);

CREATE TABLE anchors (
    judgement_id TEXT NOT NULL REFERENCES judgements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    mention_id TEXT,
    PRIMARY KEY (judgement_id, position)
);
CREATE INDEX anchors_article ON anchors (article_id);
CREATE INDEX anchors_mention ON anchors (mention_id);
