"""What each line looks like, in its place: the features from which the model reads.

Takes `Line`s, their `Layout` and, at the second reading, the `Profile` of the first; gives for
each line the names of its features, and the name of the step from the line before to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from booklet.read.screenplay import wording
from booklet.read.screenplay.layout import KINDS, Column, Layout, Profile
from booklet.read.screenplay.lines import Line
from booklet.read.screenplay.wording import bare_name, folded, is_capitals

Features = list[str]

MOSTLY = 0.85
"""Share of lines in capitals from which capitals say nothing."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLOSED = ".!?…"
_SHAPES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("page", lambda text: wording.PAGE.match(text)),
    ("more", lambda text: wording.MORE.match(text)),
    ("heading", lambda text: wording.HEADING.match(text)),
    ("change", lambda text: is_capitals(text) and wording.TRANSITION.match(text)),
    ("whole-bracket", lambda text: text[0] in "([" and text[-1] in ")]"),
    ("bracket", lambda text: text[0] in "(["),
    ("voice", lambda text: len(text) < 45 and wording.VOICE.search(text) and is_capitals(text[:2])),
    ("shot", lambda text: is_capitals(text) and wording.SHOT.match(text)),
    ("capitals", is_capitals),
    ("lower", lambda text: text[0].islower()),
    ("upper", lambda text: text[0].isupper()),
    ("digit", lambda text: text[0].isdigit()),
)


def shape_of(text: str) -> str:
    """The first of the coarse shapes that a line has."""
    return next((name for name, has in _SHAPES if has(text)), "other")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the document alone shows of its lines: features, coarse shapes, gaps, right ends."""

    rows: list[Features]
    shapes: list[str]
    gaps: list[int]
    ends: list[int]


def seen_in(lines: Sequence[Line], layout: Layout) -> Seen:
    """The features of each line that no reading changes."""
    shapes = [shape_of(line.text) for line in lines]
    if layout.capitals > MOSTLY:
        shapes = [_plain(shape) for shape in shapes]
    ends = [line.indent + len(line.text) for line in lines]
    gaps = [min(2, max(0, line.blanks - layout.gap)) for line in lines]
    last = len(lines) - 1
    rows: list[Features] = []
    columns: dict[tuple[int, str, int], Features] = {}
    opened = ""  # a bracket that a line above left open, and how it was opened
    place = 0  # lines since the last gap
    for at, line in enumerate(lines):
        text, shape, gap = line.text, shapes[at], gaps[at]
        below = gaps[at + 1] if at < last else 2
        if gap or not at:
            opened, place = "", 0
        else:
            place += 1
        before = lines[at - 1] if at else None
        move = _move(line.indent - before.indent) if before else "start"
        onward = _move(lines[at + 1].indent - line.indent) if at < last else "end"
        room = _room(lines, ends, at, layout.columns[before.indent].width if before else 0)
        above, under = shapes[at - 1] if at else "-", shapes[at + 1] if at < last else "-"
        ending = _ending(text)
        row = [
            "bias",
            f"shape {shape}",
            f"gap {gap} {below}",
            f"gap {gap} {below} {shape}",
            f"move {move} {gap}",
            f"move {move} {gap} {shape}",
            f"onward {onward} {below} {shape}",
            f"room {room} {gap} {move}",
            f"length {min(7, len(text) // 8)} {shape}",
            f"end {ending}",
            f"end {ending} {shape}",
            f"before {above} {gap} {move}",
            f"after {under} {below} {onward}",
            f"around {above} {gap} {shape} {below} {under}",
            f"place {min(3, place)} {shape}",
            f"before2 {shapes[at - 2] if at > 1 else '-'} {shape}",
            f"after2 {shapes[at + 2] if at + 2 <= last else '-'} {shape}",
        ]
        if opened:
            row += [f"open {opened}", f"open {opened} {move} {gap}"]
        if line.page:
            row.append("page")
        if line.numbered:
            times = _bin(layout.repeated[folded(text)], 1, 2, 4)
            row += [
                f"numbered {line.numbered}",
                f"numbered {line.numbered} {shape}",
                f"numbered {line.numbered} {times} {gap}",
            ]
        if line.bold:
            row += ["bold", f"bold {shape}"]
        standing = (line.indent, shape, gap)
        if standing not in columns:
            columns[standing] = _of_column(layout.columns[line.indent], layout, shape, gap)
        row += columns[standing]
        row += _of_words(text, shape, layout, gap)
        row += _of_repetition(text, shape, layout, gap)
        if at < 60:
            row.append(f"first {min(5, at // 4)}")
            if wording.BYLINE.match(text):
                row.append("byline")
        rows.append(row)
        opened = _opened(text, opened)
    return Seen(rows, shapes, gaps, ends)


def placed_by(
    lines: Sequence[Line], seen: Seen, layout: Layout, profile: Profile | None
) -> tuple[list[Features], list[str]]:
    """The features that rest on where speeches stand, and the step to each line.

    Where they stand is guessed from the document at the first reading, where `profile` is
    None, and known from that at the second.
    """
    talk = profile.wide.get("D", 0) if profile else layout.talk
    shares = (
        {} if profile is None else {indent: _of_shares(profile, indent) for indent in profile.at}
    )
    rows: list[Features] = []
    steps: list[str] = []
    for at, line in enumerate(lines):
        gap, shape, end = seen.gaps[at], seen.shapes[at], seen.ends[at]
        before = lines[at - 1] if at else None
        move = _move(line.indent - before.indent) if before else "start"
        if talk:
            talked = _room(lines, seen.ends, at, talk)
            over = str(_bin(end - talk, -20, -6, 1, 6))
            step = talked
        else:
            talked = over = "?"
            width = layout.columns[before.indent].width if before else 0
            step = _room(lines, seen.ends, at, width)
        row = [
            f"talked {talked} {gap} {move}",
            f"talked {talked} {gap} {move} {shape} {over}",
            f"over {over} {shape} {move}",
        ]
        if profile is not None:
            row += shares[line.indent][0]
            row += _of_profile(line, before, profile, shares, shape, gap, end)
        rows.append(row)
        steps.append(f"{gap} {move} {step}")
    return rows, steps


def features_of(
    lines: Sequence[Line], layout: Layout, profile: Profile | None = None
) -> tuple[list[Features], list[str]]:
    """All features of each line, and the step that leads to it."""
    seen = seen_in(lines, layout)
    placed, steps = placed_by(lines, seen, layout, profile)
    return [one + two for one, two in zip(seen.rows, placed, strict=True)], steps


def _plain(shape: str) -> str:
    """In a document of capitals, they say nothing."""
    return "upper" if shape == "capitals" else shape


def _move(by: int) -> str:
    if by == 0:
        return "same"
    if abs(by) == 1:
        return "near"
    if by < 0:
        return "out" if by > -7 else "far out"
    return "in" if by < 7 else "far in"


def _ending(text: str) -> str:
    last = text[-1]
    if last.isalpha():
        return "letter"
    if last.isdigit():
        return "digit"
    if text.endswith(("--", "—", "–")):
        return "dash"
    if text.endswith("..."):
        return "..."
    return last if last in ".,:;?!)]\"'-" else "other"


def _room(lines: Sequence[Line], ends: Sequence[int], at: int, width: int) -> str:
    """Whether the first word of a line would have found room in the line above."""
    if not at:
        return "-"
    word = lines[at].text.split(" ", 1)[0]
    spare = width - (ends[at - 1] + 1 + len(word))
    if spare < -8:
        return "over"
    if spare < 0:
        return "none"
    return "some" if spare < 8 else "much"


def _of_column(column: Column, layout: Layout, shape: str, gap: int) -> Features:
    sort = (
        f"{_bin(column.capitals, 0.1, 0.4, 0.75)}{_bin(column.brackets, 0.05, 0.4)}"
        f"{_bin(column.lower, 0.08, 0.3)}"
    )
    rank = f"{min(column.rank, 4)}/{min(column.ranks, 5)}"
    return [
        f"column {sort}",
        f"column {sort} {shape}",
        f"share {_bin(column.share, 0.02, 0.08, 0.2, 0.35, 0.6)} {shape}",
        f"apart {_bin(column.apart, 0.1, 0.4, 0.8)} {gap}",
        f"followed {_bin(column.followed, 0.1, 0.4, 0.8, 0.95)}",
        f"followed {_bin(column.followed, 0.1, 0.4, 0.8, 0.95)} {sort}",
        f"headings {_bin(column.headings, 0.01, 0.05, 0.2)} {sort}",
        f"rank {rank}",
        f"rank {rank} {shape}",
        f"rank {rank} {sort}",
        f"spread {min(layout.spread // 3, 5)} {shape}",
        f"flat {layout.spread < 4} {shape} {gap}",
        f"talks {_bin(column.capitals + column.brackets, 0.1, 0.5)} "
        f"{_bin(column.followed, 0.5, 0.9)} {shape}",
    ]


def _bin(value: float, *bounds: float) -> int:
    """How many of the rising bounds a value is above."""
    return bisect_left(bounds, value)


def _of_words(text: str, shape: str, layout: Layout, gap: int) -> Features:
    words = [word.replace("’", "'").casefold() for word in _WORD.findall(text)]
    row = [f"words {min(len(words), 6)} {shape}"]
    row += [f"w {word}" for word in {*words} & wording.COMMON]
    if words:
        head = words[0] if words[0] in wording.COMMON else "-"
        row.append(f"head {head}")
        if head == "-" and len(words) > 1:
            verb = words[1]
            if verb.endswith("s") and not verb.endswith("'s"):
                row += ["head verb", f"head verb {shape} {gap}"]
            if layout.names[words[0]]:
                row.append(f"head name {shape}")
                if verb.endswith("s"):
                    row.append("head name verb")
        if words[0].endswith("ing"):
            row.append("head ing")
    if "?" in text:
        row.append("asks")
    if "!" in text:
        row.append("calls")
    if '"' in text or "“" in text:
        row.append("quotes")
    told = sum(word in wording.TOLD for word in words)
    shown = sum(word in wording.SHOWN for word in words)
    row.append(f"talk {min(told, 3)} {min(shown, 3)}")
    if not is_capitals(text) and any(len(w) > 2 and w.isupper() for w in _WORD.findall(text)):
        row += ["loud", f"loud {shape}"]
    if wording.TIME.search(text):
        row += ["time", f"time {shape}"]
    if " - " in text or "--" in text or ". " in text:
        row.append(f"parted {shape}")
    if wording.SHOT.match(text):
        row.append(f"shot {shape}")
    if wording.TRANSITION.match(text.upper()):
        row += ["change", f"change {shape}"]
    if wording.FURNITURE.search(text):
        row += ["furniture", f"furniture {shape}"]
    if wording.DATE.search(text):
        row += ["date", f"date {shape}"]
    code = len(wording.CODE.findall(text))
    if code:
        row.append(f"code {min(code, 3)}")
    if wording.CONTINUED.match(text):
        row.append("continued")
    if any(sign.isdigit() for sign in text):
        row.append(f"digits {shape}")
    if text.endswith(("'S", "’S")) or "," in text:
        row.append(f"comma {shape}")
    if not words:
        row.append("wordless")
    return row


def _of_repetition(text: str, shape: str, layout: Layout, gap: int) -> Features:
    times = layout.repeated[folded(text)]
    row = [f"times {_bin(times, 1, 2, 5, 12)} {shape}"]
    if times > 1 and not is_capitals(text) and len(text) > 12:
        row.append(f"again {_bin(times, 2, 4)} {gap}")
    name = bare_name(text)
    if is_capitals(text) and name:
        count = layout.names[name]
        row += [
            f"name {_bin(count, 1, 2, 5)} {shape}",
            f"name {_bin(count, 1, 2, 5)} {gap}",
            f"name words {min(len(name.split()), 5)}",
        ]
    return row


def _of_shares(profile: Profile, indent: int) -> tuple[Features, str]:
    """What stands at an indent, and the kind that stands there most."""
    shares = profile.at[indent]
    row = [f"at {kind} {_level(share)}" for kind, share in zip(KINDS, shares, strict=True)]
    most = max(range(len(KINDS)), key=lambda k: shares[k])
    return [*row, f"most {KINDS[most]} {_level(shares[most])}"], KINDS[most]


def _of_profile(
    line: Line,
    before: Line | None,
    profile: Profile,
    shares: Mapping[int, tuple[Features, str]],
    shape: str,
    gap: int,
    end: int,
) -> Features:
    top = shares[line.indent][1]
    row = [f"most {top} {shape}", f"most {top} {gap}"]
    if before is not None:
        row.append(f"most {shares[before.indent][1]} {top} {gap}")
    for kind in "ND":
        if kind in profile.wide:
            row.append(f"over {kind} {_bin(end - profile.wide[kind], -30, -8, 0, 4, 12)}")
        if kind in profile.apart:
            row.append(f"begins {kind} {_bin(profile.apart[kind], 0.05, 0.3, 0.7, 0.95)} {gap}")
    if "C" in profile.apart:
        row.append(f"cues {_bin(profile.apart['C'], 0.3, 0.8, 0.97)} {gap} {shape}")
    known = profile.speakers[bare_name(line.text)]
    row.append(f"speaker {_bin(known, 0, 1, 3)} {shape}")
    return row


def _level(share: float) -> int:
    return _bin(share, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95)


def _opened(text: str, opened: str) -> str:
    """The bracket that is open behind a line: `line` if it began one, `within` if not."""
    left, right = text.count("("), text.count(")")
    if left > right:
        return "line" if text[0] == "(" and left == 1 else opened or "within"
    return "" if right > left or (opened and right) else opened
