"""How the weights by which screenplays are read were made."""
