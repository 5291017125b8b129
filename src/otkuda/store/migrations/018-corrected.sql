ALTER TABLE spoken ADD COLUMN is_corrected BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX summaries_attribution ON summaries (attribution);
