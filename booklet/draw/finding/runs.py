"""Runs of words that an analysis shares with the script, marked as quotation or not.

Takes the words of a paragraph as the index knows them; gives the first and last word of
each run. Looking up every three words in the index of shingles finds them in time that
grows with the paragraph alone.
"""

from __future__ import annotations

from itertools import compress, count

from booklet.draw.finding.index import UNKNOWN, ScriptIndex

LEAST = 4
"""Shorter runs are everybody's words."""


def shared_runs(row: tuple[int, ...], script: ScriptIndex) -> list[tuple[int, int]]:
    """First and last word of the longest runs of four words and more in the script."""
    triples = script.triples
    known = map(triples.__contains__, zip(row, row[1:], row[2:], strict=False))
    hits = list(compress(count(), known))
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(hits):
        first = hits[at]
        places = script.triples[(row[first], row[first + 1], row[first + 2])]
        length = 3
        while first + length < len(row) and row[first + length] != UNKNOWN:
            onward = tuple(
                place
                for place in places
                if place + length < len(script.row)
                and script.row[place + length] == row[first + length]
            )
            if not onward:
                break
            places = onward
            length += 1
        opening = _opening(row, first, places, script)
        if first + length - opening >= LEAST:
            runs.append((opening, first + length - 1))
        while at < len(hits) and hits[at] <= first + length - 3:
            at += 1
    return runs


def _opening(row: tuple[int, ...], first: int, places: tuple[int, ...], script: ScriptIndex) -> int:
    """Where a run begins that was found from its word `first` on: words before it may
    have gone to another, shorter run."""
    while first > 0:
        places = tuple(
            place - 1 for place in places if place and script.row[place - 1] == row[first - 1]
        )
        if not places:
            break
        first -= 1
    return first


def joined_runs(
    runs: list[tuple[int, int]], row: tuple[int, ...], script: ScriptIndex
) -> list[tuple[int, int]]:
    """Runs joined over a misquoted word or two, where the script goes on likewise."""
    merged: list[tuple[int, int]] = []
    for run in runs:
        if merged and 0 < run[0] - merged[-1][1] <= 4:
            before = script.positions(row[merged[-1][0] : merged[-1][1] + 1])
            here = script.positions(row[run[0] : run[1] + 1])
            reach = {
                place + shift
                for place in before
                for shift in range(run[0] - merged[-1][0] - 2, run[0] - merged[-1][0] + 3)
            }
            if any(place in reach for place in here):
                merged[-1] = (merged[-1][0], run[1])
                continue
        merged.append(run)
    return merged
