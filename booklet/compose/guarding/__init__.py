"""The guard: templates are filled in within limits, and what goes wrong in them is told."""
