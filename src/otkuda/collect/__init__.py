"""Fetch and store brought together: what is due, when to ask again, which texts are versions of one article."""
