"""How the weights by which printed plays are read were made."""
