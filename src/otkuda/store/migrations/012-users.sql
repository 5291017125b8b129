CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    made BIGINT NOT NULL,
    removed BIGINT
);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    browser TEXT NOT NULL,
    made BIGINT NOT NULL,
    used BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    made BIGINT NOT NULL,
    used BIGINT
);
CREATE INDEX tokens_user ON tokens (user_id);

CREATE TABLE beats (
    what TEXT PRIMARY KEY,
    started BIGINT NOT NULL,
    beat BIGINT NOT NULL,
    ended BIGINT,
    waiting INTEGER NOT NULL,
    asking TEXT NOT NULL,
    counts TEXT NOT NULL
);
