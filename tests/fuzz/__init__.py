"""Fuzz tests: whatever comes in, reading ends in time and without an exception."""
