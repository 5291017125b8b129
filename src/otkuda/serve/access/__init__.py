"""Who asks, and what they may: users, sessions, tokens, roles, limits. ``table.py`` says which route needs what."""
