"""A page as blocks: paragraphs, list items, headings, each with the lines it stands on.

Takes the text of a dump or of a Markdown file; gives `PageBlock`s in order. Knows
nothing of what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BULLET = re.compile(r"(?:[•·‣▪◦●○*+]|[-–](?=\s))\s*")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(\S.*)$")
_SPEAKER_START = re.compile(
    r"\s*(?:[•*:-]\s*)?[\"'*_\[]{0,3}(?:\d{1,2}[^\s:]{0,3} )?[A-ZÀ-ÞА-ЯЁΑ-Ω][^:.!?\n]{0,40}:[*_'\s]"
)
_STRUCK = re.compile(r"~~(.+)~~")
_RULE = re.compile(r"\s*(?:[-–—=_*~]\s?){3,}$")

WRAPPED_AT_MOST = 110
"""Characters: longer lines were not wrapped."""

WRAPPED = 0.7
"""Share of the lines inside of paragraphs that are full where a dump was wrapped."""

COUNTED = 0.5
"""Share of numbered lines that must follow on the one before, where they are a list."""

FEWEST_DOWN = 3
FEWEST_WRAPPED = 3
SLACK = 3
NARROWEST = 30
"""Characters: nobody wraps at less."""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block of a page.

    `text` has whitespace collapsed and no list mark; `first` and `last` are lines of
    the file, 1-based. `mark` is the list mark ("•", "1."), "" outside lists. `indent`
    counts leading spaces. `level` is a heading's level where the format has headings,
    `quoted` says that the format marks a block quotation, `apart` that a blank line
    or a rule stands before, `foreign` that an article extractor left it out. `speaker` is who
    says it, "" where nobody does, None where that is not judged; `remark` says that it is
    about the line above it, `goes_on` that it is said by whoever speaks there.
    """

    text: str
    first: int
    last: int
    mark: str = ""
    indent: int = 0
    level: int = 0
    quoted: bool = False
    apart: bool = True
    foreign: bool = False
    speaker: str | None = None
    remark: bool = False
    goes_on: bool = False


def from_text(text: str) -> tuple[PageBlock, ...]:
    """The blocks of a text dump or of Markdown."""
    lines = text.split("\n")
    width = _width(lines)
    counted = _counts(lines)
    blocks: list[PageBlock] = []
    group: list[tuple[int, str]] = []
    apart = True

    def close() -> None:
        nonlocal group
        if group:
            blocks.append(_block(group, apart, counted))
            group = []

    for number, line in enumerate(lines, start=1):
        if not line.strip() or _RULE.match(line):
            close()
            apart = True
            continue
        if group and not (
            width and not _starts_block(line) and _goes_on(group[-1][1], line, width)
        ):
            close()
            apart = False
        group.append((number, line))
    close()
    return tuple(block for block in blocks if block.text)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line was wrapped at this width and goes on in the next."""
    if max(len(line), len(following)) > WRAPPED_AT_MOST:
        return False
    return _was_full(line, following, width)


def _block(group: Sequence[tuple[int, str]], apart: bool, counted: bool) -> PageBlock:
    first_line = group[0][1]
    indent = len(first_line.expandtabs(4)) - len(first_line.expandtabs(4).lstrip())
    text = " ".join(" ".join(line for _, line in group).split())
    cells = first_line.strip().split("\t")
    if len(group) == 1 and len(cells) == 2:
        text = "\t".join(" ".join(cell.split()) for cell in cells)
    first, last = group[0][0], group[-1][0]
    heading = _MARKDOWN_HEADING.match(text)
    if heading:
        return PageBlock(
            heading[2].rstrip("#").rstrip(), first, last, level=len(heading[1]), apart=apart
        )
    foreign = _STRUCK.fullmatch(text)
    if foreign:
        return PageBlock(foreign[1], first, last, indent=indent, apart=apart, foreign=True)
    quoted = text.startswith(">")
    text = re.sub(r"^(?:>\s*)+", "", text)
    mark = ""
    found = _BULLET.match(text)
    emphasised = re.match(r"\*+[^*\s]", text)
    if found and not emphasised:
        mark, text = "•", text[found.end() :]
    elif counted and (number := _NUMBER.match(text)) is not None:
        mark, text = number[0].strip(), text[number.end() :]
    return PageBlock(text.strip(), first, last, mark, indent, 0, quoted, apart)


def _counts(lines: Sequence[str]) -> bool:
    """Whether the numbers with which lines begin count them, up or down, as those of dates
    (`12. März`) and of names (`2. Fischer:`) do not."""
    found = [match for line in lines if (match := _NUMBER.match(line.strip(" >")))]
    numbers = [int(re.split(r"\D", match[0], maxsplit=1)[0]) for match in found]
    if any(")" in match[0] for match in found):
        return True
    steps = [after - before for before, after in pairwise(numbers) if after != 1]
    least = COUNTED * len(steps)
    down = len(numbers) >= FEWEST_DOWN and steps.count(-1) >= least
    return bool(steps) and (steps.count(1) >= least or down)


def _starts_block(line: str) -> bool:
    stripped = line.lstrip()
    return bool(
        stripped.startswith(("#", ">", "["))
        or _BULLET.match(stripped)
        or _NUMBER.match(stripped)
        or _SPEAKER_START.match(line)
        or re.match(r"[—–-]{1,2}\s?[A-Z]", stripped)
    )


def _width(lines: Sequence[str]) -> int:
    """The width at which the lines of a dump were wrapped; 0 where they were not.

    A line was wrapped where the first word of the next would not have fitted on it.
    """
    inner = [
        (line.rstrip(), following)
        for line, following in pairwise(lines)
        if line.strip() and following.strip() and not _starts_block(following)
    ]
    inner = [pair for pair in inner if max(map(len, pair)) <= WRAPPED_AT_MOST]
    if len(inner) < FEWEST_WRAPPED:
        return 0
    width = max(len(line.rstrip()) for pair in inner for line in pair)
    full = sum(_was_full(line, following, width) for line, following in inner)
    return width if width >= NARROWEST and full >= WRAPPED * len(inner) else 0


def _was_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    return len(line.rstrip()) + 1 + len(following.split()[0]) > width - SLACK
