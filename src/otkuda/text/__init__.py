"""Tokens, quotation marks, sentences: text as the reading rules see it, in no language yet."""
