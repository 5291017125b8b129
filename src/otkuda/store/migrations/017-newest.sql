CREATE INDEX versions_newest ON versions (is_latest, dated, number);
