"""Quid's matches, run in an environment of its own (see `benchmarks.others`).

JSON on standard input: `source` and `targets`; on standard output: for each target a list of
[source start, source end, target start, target end]. Quid's own defaults, but that of
several places for the same words it names the first only: each wrong one would count against it.
"""

from __future__ import annotations

import json
import sys

from quid.core.Quid import Quid  # type: ignore[import-not-found]


def main() -> None:
    """Matches each target with the source."""
    given = json.load(sys.stdin)
    finder = Quid(keep_ambiguous_matches=True)
    json.dump(
        [
            [
                [
                    match.source_span.start,
                    match.source_span.end,
                    match.target_span.start,
                    match.target_span.end,
                ]
                for match in finder.compare(given["source"], target)
            ]
            for target in given["targets"]
        ],
        sys.stdout,
    )


main()
