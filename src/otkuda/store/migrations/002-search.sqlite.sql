CREATE VIRTUAL TABLE version_words USING fts5 (words, forms, names, tokenize = 'ascii');
CREATE VIRTUAL TABLE attribution_words USING fts5 (words, forms, names, tokenize = 'ascii');

CREATE TRIGGER version_removed AFTER DELETE ON versions
    BEGIN DELETE FROM version_words WHERE rowid = old.number; END;
CREATE TRIGGER attribution_removed AFTER DELETE ON attributions
    BEGIN DELETE FROM attribution_words WHERE rowid = old.number; END;
