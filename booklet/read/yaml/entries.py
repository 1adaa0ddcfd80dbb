"""Files that hold one list of entries under one key: annotations, questions, glossary.

Takes the text; gives each entry that has the right shape, with its node of the tree,
and the problems of all. An entry with a mistake does not keep the others from being
read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from booklet.markup.markdown import controls_in, plain
from booklet.model import Span
from booklet.problems import Problem, Result, error
from booklet.read.text.references import check_references
from booklet.read.yaml.marked import Mapping, Node, Sequence, parse_yaml
from booklet.read.yaml.shape import Shape, entries_of, read_shape

S = TypeVar("S", bound=Shape)

MOST_ENTRIES = 20_000
"""More entries in one file are refused; Hamlet with all its commentaries has 5,000."""


@dataclass(frozen=True, slots=True)
class FileEntry(Generic[S]):
    """An entry: its place in the list (0-based), its node, and what it says."""

    index: int
    node: Node
    value: S


@dataclass(frozen=True, slots=True)
class FileEntries(Generic[S]):
    """The entries of a file that could be read, and the whole list as it stands there."""

    sequence: Sequence
    entries: tuple[FileEntry[S], ...]


def read_entries(
    text: str, file: str, key: str, shape: type[S], what: str
) -> Result[FileEntries[S]]:
    """The entries under `key`; `what` names one of them, as in "a question"."""
    tree = parse_yaml(text, file)
    if tree.value is None:
        return Result(None, tree.problems)
    listed = entries_of(tree.value, key)
    problems = list(tree.problems + listed.problems)
    if listed.value is None:
        return Result(None, tuple(problems))
    count = len(listed.value.items)
    if count > MOST_ENTRIES:
        message = f"`{key}` has {count:,} entries; at most {MOST_ENTRIES:,} are read"
        hint = "Is it the right file? No booklet has room for so many."
        problems.append(error("text-too-long", message, listed.value.span, hint))
        return Result(None, tuple(problems))
    entries: list[FileEntry[S]] = []
    for index, node in enumerate(listed.value.items):
        checked = read_shape(node, shape, what)
        problems += checked.problems
        if checked.value is not None:
            entries.append(FileEntry(index, node, checked.value))
    return Result(FileEntries(listed.value, tuple(entries)), tuple(problems))


def references_in(entries: Iterable[FileEntry[S]], *keys: str) -> tuple[Problem, ...]:
    """What `check_references` finds in the Markdown under these keys, told where that begins."""
    problems: list[Problem] = []
    for entry in entries:
        for key in keys:
            text: str = getattr(entry.value, key)
            found = entry.node.get(key) if isinstance(entry.node, Mapping) else None
            if found is not None and "&" in text:
                problems += check_references(text, plain(text), controls_in(text), found.value.span)
    return tuple(problems)


def duplicates(named: Iterable[tuple[str, Span]], code: str, what: str) -> tuple[Problem, ...]:
    """A problem for each name that came before, naming both places."""
    first: dict[str, Span] = {}
    problems: list[Problem] = []
    for name, span in named:
        if name in first:
            problems.append(
                error(
                    code,
                    f"{what} `{name}` is already in use at {first[name]}",
                    span,
                    "Give one of the two another name.",
                )
            )
        else:
            first[name] = span
    return tuple(problems)
