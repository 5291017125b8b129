"""Web pages over the store. Nothing heavy is imported before it is used."""
