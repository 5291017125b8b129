CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    made BIGINT NOT NULL,
    made_by TEXT,
    entity TEXT,
    type TEXT,
    role TEXT,
    organization TEXT,
    undoes TEXT
);

CREATE TABLE decision_anchors (
    decision_id TEXT NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
    side INTEGER NOT NULL,
    position INTEGER NOT NULL,
    article TEXT NOT NULL,
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    PRIMARY KEY (decision_id, side, position)
);
CREATE INDEX decision_anchors_article ON decision_anchors (article);

CREATE INDEX appearances_id ON appearances (id);
