CREATE TABLE version_words (
    number BIGINT PRIMARY KEY REFERENCES versions (number) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);
CREATE INDEX version_words_words ON version_words USING GIN (words);

CREATE TABLE attribution_words (
    number BIGINT PRIMARY KEY REFERENCES attributions (number) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);
CREATE INDEX attribution_words_words ON attribution_words USING GIN (words);
