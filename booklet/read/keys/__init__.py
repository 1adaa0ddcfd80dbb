"""The keys of `booklet.yaml`."""
