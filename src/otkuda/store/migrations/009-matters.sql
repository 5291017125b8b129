CREATE TABLE matters (
    number BIGINT PRIMARY KEY REFERENCES summaries (number) ON DELETE CASCADE,
    own $bytes NOT NULL,
    around $bytes NOT NULL
);

INSERT INTO to_group (version_id, article_id)
SELECT id, article_id FROM versions WHERE id NOT IN (SELECT version_id FROM to_group) ORDER BY number;
