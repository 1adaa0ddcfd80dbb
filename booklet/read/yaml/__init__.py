"""YAML with positions, and the shape of what stands in it."""
