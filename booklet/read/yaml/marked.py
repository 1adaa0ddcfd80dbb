"""YAML with positions, and only as much of YAML as a person needs to type.

Takes text; gives a frozen tree of `Mapping`, `Sequence` and `Scalar`, each with its
`Span`, or problems. Every scalar is text: `NO`, `010` and `1:23:45` stay what was
typed, and the schema of the file decides what they mean. Duplicate keys, aliases,
anchors, tags, merge keys and several documents are refused, all at once.

The tree is built from libyaml's event stream, not from composed nodes: composing
recurses in C and breaks the process on deep nesting, a stream can be counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

import yaml

from booklet.model import Span
from booklet.problems import Problem, Result, error
from booklet.read.text.characters import check_characters, check_words, mended, told_of_mended
from booklet.read.yaml.diagnosis import diagnose

DEEPEST = 50
"""Nesting beyond this many levels is refused."""

MOST_EVENTS = 300_000
"""A file with more scalars, lists and mappings than this is refused; Hamlet has 10,000."""

ScalarStyle = Literal["plain", "quoted", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. `start` and `end` are 0-based character offsets in the file."""

    text: str
    span: Span
    start: int
    end: int
    style: ScalarStyle = "plain"

    @property
    def absent(self) -> bool:
        """Whether nothing stands there at all, as after a key with no value."""
        return self.style == "plain" and not self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. `flow` tells the `[a, b]` form from the form with dashes."""

    items: tuple[Node, ...]
    span: Span
    start: int
    end: int
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: str
    span: Span
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the file; every key occurs once."""

    entries: tuple[Entry, ...]
    span: Span
    start: int
    end: int
    flow: bool = False

    def get(self, key: str) -> Entry | None:
        """The entry of that key, if there is one."""
        return next((entry for entry in self.entries if entry.key == key), None)


Node = Scalar | Sequence | Mapping


def parse_yaml(text: str, file: str, first_line: int = 1) -> Result[Node]:
    """The tree of one YAML document; an absent `Scalar` for an empty one.

    `text` has its newlines as `\\n`. `first_line` is the line of the file on which it
    begins (1-based): front matter begins on the second. Problems: `yaml-broken`,
    `yaml-duplicate-key`, `yaml-alias`, `yaml-anchor`, `yaml-tag`, `yaml-merge-key`,
    `yaml-key-kind`, `yaml-several-documents`, `yaml-too-deep`, `yaml-too-large`.
    """
    lines = LineIndex(text, file, first_line)
    builder = _Builder(lines, text)
    try:
        for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
            if count >= MOST_EVENTS:
                builder.refuse(
                    "yaml-too-large",
                    f"more than {MOST_EVENTS:,} values in one file",
                    _at(event.start_mark),
                )
                return Result(None, tuple(builder.problems))
            if not builder.take(event):
                return Result(None, tuple(builder.problems))
    except yaml.YAMLError as failure:
        if (deep := _too_deep_before(failure, text)) is not None:
            builder.refuse_depth(deep)
            return Result(None, tuple(builder.problems))
        found = diagnose(failure, text)
        span = lines.span(found.offset)
        # A refused `*word` breaks the rest of its line too: one cause, one message.
        if all(known.span is None or known.span.line != span.line for known in builder.problems):
            builder.problems.append(error("yaml-broken", found.message, span, found.hint))
        return Result(None, tuple(builder.problems))
    root = builder.root or Scalar("", lines.span(0), 0, 0)
    return Result(root, tuple(builder.problems))


def entry_texts(text: str, sequence: Sequence) -> tuple[str, ...]:
    """The verbatim lines of each entry of a list, with the comments that belong to it.

    Every line between two entries belongs to one of them, so that nothing is lost when
    the entries are written back: a comment indented deeper than the dash to the entry
    above it, all else to the entry below; what follows the last entry's lines, as far
    as it is indented or blank or a comment, to the last. Blank lines at the ends are
    left out; each text ends with a newline. An entry of the `[…]` form is given as
    `- …`.
    """
    if sequence.flow:
        return tuple(_as_dash_entry(text[item.start : item.end]) for item in sequence.items)
    lines = text.split("\n")
    starts = LineIndex(text, "").starts
    dash_lines: list[int] = []
    last_lines: list[int] = []
    for item in sequence.items:
        line = _line_at(starts, item.start)
        lowest = last_lines[-1] + 1 if last_lines else 0
        dash_lines.append(_dash_line(lines, line, item.start - starts[line], lowest))
        last_lines.append(max(dash_lines[-1], _line_at(starts, max(item.start, item.end - 1))))
    texts: list[str] = []
    first = _top_of_comments(lines, dash_lines[0]) if dash_lines else 0
    for index, dash_line in enumerate(dash_lines):
        dash_column = len(lines[dash_line]) - len(lines[dash_line].lstrip(" "))
        limit = dash_lines[index + 1] if index + 1 < len(dash_lines) else len(lines)
        last = _last_comment_below(
            lines, last_lines[index], limit, dash_column, final=limit == len(lines)
        )
        texts.append("\n".join(_without_blank_ends(lines[first : last + 1])) + "\n")
        first = last + 1
    return tuple(texts)


class LineIndex:
    """Spans for character offsets of one text, lines counted at `\\n` alone."""

    def __init__(self, text: str, file: str, first_line: int = 1) -> None:
        self.file = file
        self.first_line = first_line
        self.last = len(text.rstrip("\n"))
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def span(self, offset: int) -> Span:
        """The place of the character at `offset`; of the last one for an offset behind it."""
        offset = max(0, min(offset, self.last))
        line = _line_at(self.starts, offset)
        return Span(self.file, line + self.first_line, offset - self.starts[line] + 1)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    start: int
    span: Span
    is_mapping: bool
    flow: bool
    children: list[Node] = field(default_factory=list)


class _Builder:
    """Takes libyaml's events one by one and builds the tree from the inside out."""

    def __init__(self, lines: LineIndex, text: str) -> None:
        self.lines = lines
        self.text = text
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.documents = 0

    def refuse(self, code: str, message: str, offset: int, hint: str = "") -> None:
        self.problems.append(error(code, message, self.lines.span(offset), hint))

    def refuse_depth(self, offset: int) -> None:
        self.refuse(
            "yaml-too-deep",
            f"lists and mappings stand more than {DEEPEST} levels deep here",
            offset,
            "Are these brackets meant as text? Then put quotes around it.",
        )

    def take(self, event: yaml.Event) -> bool:
        """Whether reading may go on after this event."""
        if isinstance(event, yaml.ScalarEvent):  # first, as most of them are
            self._check_properties(event)
            self._add(self._scalar(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.refuse(
                    "yaml-several-documents",
                    "a second document begins here; a file holds one",
                    _at(event.start_mark),
                    "Delete the line `---`, or put quotes around it if it is text.",
                )
                return False
        elif isinstance(event, yaml.AliasEvent):
            self._refuse_alias(event)
            start, end = _at(event.start_mark), _at(event.end_mark)
            self._add(Scalar(f"*{event.anchor}", self.lines.span(start), start, end))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return self._begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._finish(event)
        return True

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        self._check_properties(event)
        start = _at(event.start_mark)
        if len(self.open) >= DEEPEST:
            self.refuse_depth(start)
            return False
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.open.append(_Open(start, self.lines.span(start), is_mapping, bool(event.flow_style)))
        return True

    def _finish(self, event: yaml.MappingEndEvent | yaml.SequenceEndEvent) -> None:
        done = self.open.pop()
        # libyaml ends a block where the next token begins: its last child is the truth.
        if done.flow:
            end = _at(event.end_mark)
        else:
            end = max((child.end for child in done.children), default=done.start)
        if done.is_mapping:
            entries = tuple(self._entries(done.children))
            self._add(Mapping(entries, done.span, done.start, end, done.flow))
        else:
            self._add(Sequence(tuple(done.children), done.span, done.start, end, done.flow))

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node

    def _entries(self, children: list[Node]) -> Iterator[Entry]:
        seen: dict[str, Span] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.refuse(
                    "yaml-key-kind",
                    "a list or mapping stands where a key should",
                    key.start,
                    "Text that begins with { or [ needs quotes around it.",
                )
            elif key.text == "<<" and key.style == "plain":
                self.refuse(
                    "yaml-merge-key",
                    "merging another entry in by `<<` is not possible here",
                    key.start,
                    "Write the keys out.",
                )
            elif key.text in seen:
                self.refuse(
                    "yaml-duplicate-key",
                    f"the key `{key.text}` stands here a second time; "
                    f"the first is in line {seen[key.text].line}",
                    key.start,
                    "Keep one of the two. Is a dash missing that begins a new entry?",
                )
            else:
                seen[key.text] = key.span
                yield Entry(key.text, key.span, value)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start, end = _at(event.start_mark), _at(event.end_mark)
        style: ScalarStyle = "plain"
        value: str = event.value
        if event.style in ('"', "'"):
            style = "quoted"
            value = self._escaped(value, start, end)
        elif event.style in ("|", ">"):
            style = "literal" if event.style == "|" else "folded"
            end = start + len(self.text[start:end].rstrip())
        self.problems += check_words(value, lambda _: self.lines.span(start))
        return Scalar(value, self.lines.span(start), start, end, style)

    def _escaped(self, value: str, start: int, end: int) -> str:
        """The value, and what is wrong with what its `"\\0"` and the like bring in."""
        written = self.text[start:end]
        if "\\" not in written:
            return value
        made = "".join(character for character in value if character not in written)
        self.problems += told_of_mended(made, lambda _: self.lines.span(start))
        self.problems += check_characters(mended(made), lambda _: self.lines.span(start))
        return mended(value)

    def _check_properties(self, event: yaml.NodeEvent) -> None:
        anchor = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        offset = _at(event.start_mark)
        if anchor is not None:
            self.refuse(
                "yaml-anchor",
                f"`&{anchor}` names a value to be repeated, which is not possible here",
                offset,
                "If it is text, put quotes around the whole value.",
            )
        if tag is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(
                "yaml-tag",
                f"`{shown}` gives the value a type, which is not possible here",
                offset,
                "If it is text, put quotes around the whole value.",
            )

    def _refuse_alias(self, event: yaml.AliasEvent) -> None:
        self.refuse(
            "yaml-alias",
            f"`*{event.anchor}` stands for a value given elsewhere, which is not possible here",
            _at(event.start_mark),
            "If it is text, such as emphasis, put quotes around the whole value.",
        )


class _Mark(Protocol):
    """A place in libyaml's terms; `index` counts characters, not bytes."""

    @property
    def index(self) -> int: ...


def _at(mark: _Mark | None) -> int:
    return mark.index if mark is not None else 0


def _too_deep_before(failure: yaml.YAMLError, text: str) -> int | None:
    """Where the first list or mapping begins that is too deep, before the place of a failure.

    libyaml reads a thousand characters ahead of its events, and since 0.2.6 (PyYAML 6.0.4)
    gives up at a thousand levels: of a row of brackets it then tells not one. What stands
    before that place it does tell.
    """
    mark = getattr(failure, "problem_mark", None)
    depth = 0
    try:
        for event in yaml.parse(text[: _at(mark)], Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    return _at(event.start_mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:  # it was cut off
        pass
    return None


def _line_at(starts: list[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1


def _dash_line(lines: list[str], line: int, column: int, lowest: int) -> int:
    """The line of the dash that begins an entry whose content begins at line:column."""
    if "-" in lines[line][:column]:
        return line
    for above in range(line, lowest - 1, -1):
        if lines[above].lstrip(" ").startswith("-"):
            return above
    return line


def _top_of_comments(lines: list[str], line: int) -> int:
    top = line
    while top > 0 and (not lines[top - 1].strip() or lines[top - 1].lstrip().startswith("#")):
        top -= 1
    return top


def _last_comment_below(
    lines: list[str], last: int, limit: int, dash_column: int, *, final: bool
) -> int:
    found = last
    for index in range(last + 1, limit):
        stripped = lines[index].lstrip(" ")
        if not stripped.strip():
            continue
        if not stripped.startswith("#"):
            break
        if not final and len(lines[index]) - len(stripped) <= dash_column:
            break
        found = index
    return found


def _without_blank_ends(lines: list[str]) -> list[str]:
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return lines[first:last]


def _as_dash_entry(text: str) -> str:
    return "- " + text.replace("\n", "\n  ") + "\n"
