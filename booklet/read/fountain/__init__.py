"""Fountain screenplays (fountain.io/syntax)."""
