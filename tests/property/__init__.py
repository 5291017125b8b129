"""Property tests: what holds of any text that is read."""
