"""What each line of a play looks like, in its place: the features from which the model reads.

Takes `Line`s, the cues they may be, and, at the second reading, the `Profile` of the first;
gives for each line the names of its features, and of the step from the line before to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.read.play import wording
from booklet.read.play.cues import Cue, Naming, naming_of, numberless
from booklet.read.play.grammar import KINDS
from booklet.read.play.lines import Line, Runs

Features = list[str]

_CLOSED = ".!?…—–-:;\"”»'’)]"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a first reading says: who speaks, which form names them, what stands how.

    `sorts` gives for a way of standing (see `_sort`) the share of each kind of `KINDS`.
    """

    speakers: Counter[str]
    forms: Counter[str]
    sorts: dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the document alone shows: naming, blank lines within paragraphs, width, and for each
    line whether a bracket or italics are open where it begins; `marked` is the share of
    paragraphs in brackets or italics."""

    naming: Naming
    gap: int
    width: int
    indent: int
    open: list[str]
    marked: float


def seen_in(lines: Sequence[Line], cues: Sequence[Cue | None]) -> Seen:
    """What no reading changes."""
    gaps = Counter(min(line.blanks, 3) for line in lines[1:])
    often = 0.06 * max(1, len(lines) - 1)
    gap = next((each for each in range(3) if gaps[each] > often), 0)
    if not gaps[0] and gap == 1:  # every paragraph is one line: nothing is double spaced
        gap = 0
    ends = sorted(line.indent + len(line.text) for line in lines)
    indents = Counter(line.indent for line in lines)
    return Seen(
        naming_of(cues),
        gap,
        ends[int(0.95 * (len(ends) - 1))] if ends else 0,
        indents.most_common(1)[0][0] if indents else 0,
        _open(lines, gap),
        sum(line.blanks > gap and (line.text[0] in "[(" or _is_italic(line)) for line in lines)
        / max(1, len(lines)),
    )


def profile_of(
    lines: Sequence[Line], cues: Sequence[Cue | None], seen: Seen, kinds: Sequence[str]
) -> Profile:
    """What a first reading says of the document."""
    speakers: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for at, (line, cue, kind) in enumerate(zip(lines, cues, kinds, strict=True)):
        if kind in "CP" and cue is not None:
            speakers[cue.key] += 1
            forms[cue.form] += 1
        counts[_sort(line, seen, at)][kind] += 1
    whole = Counter(kinds)
    sorts = {}
    for sort, found in counts.items():
        row = [found[kind] + 2 * (whole[kind] + 1) / (len(lines) + 8) for kind in KINDS]
        sorts[sort] = tuple(each / sum(row) for each in row)
    return Profile(speakers, forms, sorts)


def features_of(
    lines: Sequence[Line],
    cues: Sequence[Cue | None],
    seen: Seen,
    profile: Profile | None = None,
) -> tuple[list[Features], list[str]]:
    """All features of each line, and the step that leads to it."""
    naming = seen.naming
    told = [_named(cue, naming, profile) for cue in cues]
    shapes = [_shape(line, seen, at) for at, line in enumerate(lines)]
    last = len(lines) - 1
    rows: list[Features] = []
    steps: list[str] = []
    marks = _bin(seen.marked, 0.01, 0.05)
    cast_at = part_at = -99
    for at, line in enumerate(lines):
        shape, name = shapes[at], told[at]
        gap = _gap(line, seen)
        below = _gap(lines[at + 1], seen) if at < last else 3
        before = lines[at - 1] if at else None
        move = _move(line.indent - before.indent) if before else "start"
        onward = _move(lines[at + 1].indent - line.indent) if at < last else "end"
        above = f"{told[at - 1]} {shapes[at - 1]}" if at else "-"
        under = f"{told[at + 1]} {shapes[at + 1]}" if at < last else "-"
        zone = _zone(at, naming)
        room = _room(before, line, seen) if before else "-"
        row = [
            "bias",
            f"shape {shape}",
            f"name {name}",
            f"name {name} {shape}",
            f"name {name} {gap} {below}",
            f"name {name} {gap} {move}",
            f"gap {gap} {below} {shape}",
            f"gap {gap} {move} {shape}",
            f"move {move} {onward} {gap}",
            f"column {_move(line.indent - seen.indent)} {shape} {gap}",
            f"zone {zone} {shape}",
            f"zone {zone} {name}",
            f"zone {zone} {gap}",
            f"above {above} {gap}",
            f"above {above} {gap} {name}",
            f"under {under} {below} {name}",
            f"under {under} {below} {shape}",
            f"room {room} {gap}",
            f"marks {marks} {shape} {gap} {name}",
            f"length {min(6, len(line.text) // 12)} {shape} {gap}",
            f"end {_ending(line.text)} {shape}",
            f"begin {_beginning(line.text)} {gap} {room}",
        ]
        if wording.CAST.match(line.text) and len(line.text) < 70:
            cast_at = at
            row += ["cast", f"cast {gap} {shape}"]
        if shape in ("part", "heading part"):
            part_at = at
        since = at - cast_at
        if since < 80 and cast_at > part_at:
            row += [f"in cast {_bin(since, 1, 10, 30)} {gap}", f"in cast {name} {shape} {gap}"]
        if at - part_at < 4:
            row.append(f"in part {at - part_at} {shape} {gap}")
        cue = cues[at]
        if cue is not None and (bare := numberless(cue.key)) != cue.key:
            row.append(f"numbered {_bin(naming.numbered[bare], 1, 4)} {name}")
        if wording.STAGE.match(line.text):
            row += [f"stage {shape} {gap}", f"stage {name} {_ending(line.text)}"]
        if wording.FURNITURE.search(line.text):
            row += ["furniture", f"furniture {zone}"]
        if wording.NOTES.match(line.text):
            row += ["note", f"note {gap}"]
        if wording.PAGE.fullmatch(line.text):
            row += ["page", f"page {gap} {below}"]
        if wording.CLOSE.fullmatch(line.text):
            row += ["close", f"close {zone}"]
        if line.level:
            row += [f"level {min(line.level, 3)} {name}", f"level {shape}"]
        if "    " in line.text or line.text[-1] == "}":
            row.append(f"table {zone}")
        if not any(map(str.isalnum, line.text)):
            row.append("wordless")
        if at < 40:
            row.append(f"first {at // 8}")
        if at > last - 40:
            row.append(f"last {(last - at) // 8}")
        if profile is not None:
            row += _of_profile(line, cues[at], profile, seen, at, shape, gap, name)
        rows.append(row)
        marked = line.text[0] in "[(" or (bool(line.italic) and line.italic[0][0] == 0)
        named = name.startswith(("0", "1"))
        steps.append(f"{gap} {move} {'name' if named else 'marked' if marked else '-'}")
    return rows, steps


def _gap(line: Line, seen: Seen) -> int:
    return min(3, max(0, line.blanks - seen.gap))


def _named(cue: Cue | None, naming: Naming, profile: Profile | None) -> str:
    """How sure a line's name is: the rank of its form, how often it comes back, how it is set."""
    if cue is None:
        return "-"
    if profile is not None:
        share = profile.forms[cue.form] / max(1, sum(profile.forms.values()))
        spoken = _bin(profile.speakers[cue.key], 0, 1, 4)
        return f"{_bin(share, 0, 0.05, 0.4)}{spoken}{'/' if cue.alone else ''}"
    rank = naming.rank.get(cue.form, 9)
    form = naming.forms.get(cue.form)
    count = naming.names[cue.form][cue.key]
    known = naming.known[cue.key] > 1
    much = _bin(form.turns, 0.6, 0.85) if form else "-"
    alone = "/" if cue.alone else ""
    return f"{min(rank, 2)}{_bin(count, 1, 2, 5)}{much}{'k' if known else ''}{alone}"


def _shape(line: Line, seen: Seen, at: int) -> str:
    text = line.text
    part = wording.PART.match(text) and len(text) < 140
    if line.level:
        return "heading part" if part else "heading"
    if seen.open[at]:
        return f"{seen.open[at]} {'closed' if text[-1] in ')]' else ''}"
    if text[0] in "[(":
        return f"bracket {text[0]} {'whole' if text.rstrip('._ ')[-1:] in ')]' else ''}"
    if part:
        return "part" if text.isupper() or _is_italic(line) or len(text) < 24 else "part?"
    if _is_italic(line):
        return "italic"
    if line.italic and line.italic[0][0] == 0:
        return "begins italic"
    if text.isupper() and sum(map(str.isalpha, text)) > 1:
        return "capitals"
    return "lower" if text[0].islower() else "plain"


def _is_italic(line: Line) -> bool:
    return _covered(line.italic) > 0.85 * len(line.text)


def _covered(runs: Runs) -> int:
    return sum(stop - start for start, stop in runs)


def _open(lines: Sequence[Line], gap: int) -> list[str]:
    """Whether a bracket or italics that a line above opened are open where each line begins;
    a bracket may have opened a line of its `own` or stand `within` one."""
    found: list[str] = []
    depth, italic, whose = 0, False, ""
    for line in lines:
        if line.blanks > gap:
            depth, italic = 0, False
        if not depth:
            whose = "own" if line.text[0] in "[(" else "within"
        begins = bool(line.italic) and line.italic[0][0] == 0
        found.append(f"open {whose}" if depth > 0 else "running" if italic and begins else "")
        opened = line.text.count("[") + line.text.count("(")
        closed = line.text.count("]") + line.text.count(")")
        depth = max(0, depth + opened - closed)
        italic = bool(line.italic) and line.italic[-1][1] >= len(line.text)
    return found


def _sort(line: Line, seen: Seen, at: int) -> str:
    """How a line stands: its column, type and the blank line above it."""
    apart = "apart" if line.blanks > seen.gap else ""
    italic = "italic" if _is_italic(line) else ""
    capitals = "capitals" if line.text.isupper() else ""
    first = line.text[0] if line.text[0] in "[(" else ""
    opened = "open" if seen.open[at] else ""
    return f"{min(line.indent // 2, 12)} {apart} {italic} {capitals} {first} {opened}"


def _of_profile(
    line: Line,
    cue: Cue | None,
    profile: Profile,
    seen: Seen,
    at: int,
    shape: str,
    gap: int,
    name: str,
) -> Features:
    shares = profile.sorts.get(_sort(line, seen, at))
    row: Features = []
    if shares:
        row += [f"sort {kind} {_level(share)}" for kind, share in zip(KINDS, shares, strict=True)]
        most = max(range(len(KINDS)), key=lambda k: shares[k])
        row += [f"most {KINDS[most]} {shape} {gap}", f"most {KINDS[most]} {name}"]
    if cue is not None and not cue.alone:
        begun = "bracket" if line.text[cue.words : cue.words + 1] in ("[", "(") else "words"
        row.append(f"said {begun} {name}")
    return row


def _zone(at: int, naming: Naming) -> str:
    if naming.first < 0:
        return "none"
    if at < naming.first:
        return "near front" if naming.first - at < 30 else "front"
    if at > naming.last:
        return "near back" if at - naming.last < 12 else "back"
    return "within"


def _move(by: int) -> str:
    if by == 0:
        return "same"
    if by < 0:
        return "out" if by > -5 else "far out"
    return "in" if by < 5 else "far in" if by < 14 else "centred"


def _room(before: Line, line: Line, seen: Seen) -> str:
    """Whether the first word would have found room in the line above."""
    word = line.text.split(" ", 1)[0]
    spare = seen.width - (before.indent + len(before.text) + 1 + len(word))
    return "none" if spare < 0 else "some" if spare < 10 else "much"


def _ending(text: str) -> str:
    last = text[-1]
    if last.isalpha():
        return "letter"
    return last if last in ".,:;?!)]}-—" else "digit" if last.isdigit() else "other"


def _beginning(text: str) -> str:
    first = text[0]
    if first.isupper():
        return "upper"
    if first.islower():
        return "lower"
    return "digit" if first.isdigit() else "quote" if first in "\"“'‘«„" else "other"


def _bin(value: float, *bounds: float) -> int:
    """How many of the rising bounds a value is above."""
    return bisect_left(bounds, value)


def _level(share: float) -> int:
    return _bin(share, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95)
