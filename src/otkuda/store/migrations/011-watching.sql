CREATE TABLE watchlists (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    made BIGINT NOT NULL,
    since BIGINT NOT NULL,
    words TEXT NOT NULL,
    speaker TEXT,
    entity TEXT,
    outlet TEXT,
    kinds TEXT NOT NULL,
    tongue TEXT NOT NULL,
    quiet TEXT,
    digest TEXT,
    zone TEXT NOT NULL,
    made_by TEXT,
    paused BOOLEAN NOT NULL
);

CREATE TABLE targets (
    id TEXT PRIMARY KEY,
    watch_id TEXT NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    secret TEXT,
    removed BIGINT
);
CREATE INDEX targets_watch ON targets (watch_id);

CREATE TABLE changed_statements (
    ticket $ticket,
    statement_id TEXT NOT NULL UNIQUE,
    noted BIGINT
);

CREATE TABLE told_appearances (
    watch_id TEXT NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
    appearance_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (watch_id, appearance_id)
)$compact;
CREATE INDEX told_appearances_appearance ON told_appearances (appearance_id);

CREATE TABLE told_news (
    watch_id TEXT NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    news TEXT NOT NULL,
    alert_id TEXT,
    PRIMARY KEY (watch_id, subject, news)
)$compact;

CREATE TABLE alerts (
    number $ticket,
    id TEXT NOT NULL UNIQUE,
    watch_id TEXT NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    made BIGINT NOT NULL,
    speaker TEXT,
    role TEXT,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    outlet TEXT,
    url TEXT,
    published BIGINT,
    outlets INTEGER NOT NULL,
    what TEXT,
    before TEXT,
    after TEXT,
    version_id TEXT
);
CREATE INDEX alerts_watch ON alerts (watch_id, number);
CREATE INDEX alerts_version ON alerts (version_id);

CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    target_id TEXT NOT NULL REFERENCES targets (id) ON DELETE CASCADE,
    made BIGINT NOT NULL,
    due BIGINT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    sent BIGINT,
    error TEXT
);
CREATE INDEX messages_due ON messages (due) WHERE due IS NOT NULL;
CREATE INDEX messages_target ON messages (target_id, made);

CREATE TABLE message_alerts (
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    alert_id TEXT NOT NULL,
    PRIMARY KEY (message_id, alert_id)
)$compact;
