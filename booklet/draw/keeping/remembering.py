"""How the words at a place are found again, for whoever decides about annotations.

Takes targets, gives what `annotations.yaml` keeps of a place: its citation, and the words
of the script there with those around them.
"""

from __future__ import annotations

from collections.abc import Iterable

from booklet.draw.finding.index import index
from booklet.draw.keeping.places import cite_all, selector_of
from booklet.model import Script, Selector, Target


def remembered(targets: Iterable[Target], script: Script) -> dict[Target, tuple[str, Selector]]:
    """The citation and the selector of each target that has words."""
    indexed = index(script)
    rows = list(dict.fromkeys(targets))
    found: dict[Target, tuple[str, Selector]] = {}
    for target, cited in zip(rows, cite_all(rows, script), strict=True):
        span = indexed.words_of(target)
        if span is not None:
            found[target] = (cited, selector_of(span[0], span[1], indexed))
    return found
