CREATE TABLE stale_profiles (
    profile TEXT PRIMARY KEY
)$compact;
