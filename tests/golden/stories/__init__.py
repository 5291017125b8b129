"""Invented articles on invented events, and how well stories fit them."""
