"""text-matcher's matches, run in an environment of its own (see `benchmarks.others`).

JSON on standard input: `source` and `targets`; on standard output: for each target a list of
[source start, source end, target start, target end]. Its own defaults, where its list of
English stop words can be had; else, as it also allows, with the stop words left in.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile

import nltk  # type: ignore[import-not-found]
from text_matcher.matcher import Matcher, Text  # type: ignore[import-not-found]


def main() -> None:
    """Matches each target with the source."""
    given = json.load(sys.stdin)
    found: list[list[list[int]]] = []
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        nltk.data.path.append(tempfile.gettempdir())
        has_stop_words = bool(
            nltk.download("stopwords", download_dir=tempfile.gettempdir(), quiet=True)
        )
        source = Text(given["source"], "script", removeStopwords=has_stop_words)
        for target in given["targets"]:
            matcher = Matcher(source, Text(target, "essay", removeStopwords=has_stop_words))
            _, here, there = matcher.match()
            found.append([[*one, *other] for one, other in zip(here, there, strict=True)])
    if not has_stop_words:
        print("its stop words cannot be downloaded here: they are left in", file=sys.stderr)
    json.dump(found, sys.stdout)


main()
