CREATE TABLE hyperlinks (
    version_id TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    url TEXT NOT NULL,
    leads_to TEXT NOT NULL,
    PRIMARY KEY (version_id, position)
);
CREATE INDEX hyperlinks_leads_to ON hyperlinks (leads_to);
