"""A file that the program wrote and a person changed, written again.

Takes three versions: what the program wrote last time, what is there now, what it
would write now. Gives a fourth, in which everything the person changed stays, and
everything else is new. Where both changed the same lines, the person's stay, and that
is said (three-way merge by lines, as in diff3: Khanna, Kunal, Pierce, A Formal
Investigation of Diff3, 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

LONG_FILE = 2_000
"""Lines."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text, and the lines of it (1-based) where the person's won over new ones."""

    text: str
    kept: tuple[int, ...] = ()


def merge(before: str | None, now: str | None, new: str) -> Merged:
    """See above; `before` or `now` is None where there is no such file.

    A file that is there and that the program never wrote is the person's, all of it.
    """
    if now is None or now in (before, new):
        return Merged(new)
    if before is None:
        return Merged(now, (1,))
    if before == new:
        return Merged(now)
    return _merge3(before.splitlines(True), now.splitlines(True), new.splitlines(True))


def _merge3(base: list[str], mine: list[str], new: list[str]) -> Merged:
    rows: list[str] = []
    kept: list[int] = []
    at_base = at_mine = at_new = 0
    for stop_base, stop_mine, stop_new, size in [
        *_common(base, mine, new),
        (len(base), len(mine), len(new), 0),
    ]:
        old = base[at_base:stop_base]
        own = mine[at_mine:stop_mine]
        other = new[at_new:stop_new]
        if own == old:
            rows += other
        else:
            if other not in (old, own):
                kept.append(len(rows) + 1)
            rows += own
        rows += base[stop_base : stop_base + size]
        at_base, at_mine, at_new = stop_base + size, stop_mine + size, stop_new + size
    return Merged("".join(rows), tuple(kept))


def _common(base: list[str], mine: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Runs of lines that all three have, as (in base, in mine, in new, length)."""
    in_mine = _matched(base, mine)
    in_new = _matched(base, new)
    runs: list[tuple[int, int, int, int]] = []
    for at in range(len(base)):
        if at not in in_mine or at not in in_new:
            continue
        b, m, n, size = runs[-1] if runs else (-1, -1, -1, 0)
        if runs and at == b + size and in_mine[at] == m + size and in_new[at] == n + size:
            runs[-1] = (b, m, n, size + 1)
        else:
            runs.append((at, in_mine[at], in_new[at], 1))
    return runs


def _matched(base: list[str], other: list[str]) -> dict[int, int]:
    """Which line of `other` each line of `base` is.

    What both begin and end with is set aside first. In long files lines that stand
    everywhere (blank ones) are no evidence; they are matched beside others.
    """
    least = min(len(base), len(other))
    head = next((at for at in range(least) if base[at] != other[at]), least)
    tail = next((at for at in range(least - head) if base[-1 - at] != other[-1 - at]), least - head)
    inner_base, inner_other = base[head : len(base) - tail], other[head : len(other) - tail]
    common = max(len(inner_base), len(inner_other)) > LONG_FILE
    matcher = SequenceMatcher(None, inner_base, inner_other, autojunk=common)
    found = {at: at for at in range(head)}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            found[head + block.a + step] = head + block.b + step
    for at in range(1, tail + 1):
        found[len(base) - at] = len(other) - at
    return found
