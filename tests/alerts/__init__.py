"""Watchlists: what is told, how often, and how it is sent."""
