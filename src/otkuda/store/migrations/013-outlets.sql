CREATE INDEX versions_latest ON versions (is_latest, outlet_key, host);
