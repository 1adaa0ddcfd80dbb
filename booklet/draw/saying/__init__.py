"""From an analysis and the quotations found in it to the words of its notes.

Uses what `finding` gives; knows nothing of `annotations.yaml`.
"""
