"""Reads a Dutch draft vision and says what is worked out, named or missing."""
