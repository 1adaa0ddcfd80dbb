"""`annotations.yaml` with one entry changed, all else in it byte for byte.

Takes the text of the file, an id and the values to set; gives the text. Positions come
from the YAML reader, so that it does not matter how a person laid out the file.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as Sequence_

from booklet.read.yaml.marked import Entry, Mapping, Sequence, parse_yaml
from booklet.read.yaml.shape import entries_of
from booklet.yaml_text import in_flow, scalar

Value = str | AnyMapping[str, str]
"""A text, or texts by key."""


def with_values(
    text: str, identifier: str, values: AnyMapping[str, Value], drop: tuple[str, ...] = ()
) -> str | None:
    """The text in which the entry `identifier` has these values and not the keys in `drop`.

    A key that is there gets the value in its place, a new one stands below the id. None
    where the file cannot be read or has no such entry.
    """
    for key in drop:
        entry = _entry(text, identifier)
        found = entry.get(key) if entry is not None else None
        if entry is not None and found is not None:
            text = _without(text, entry, found)
    for key, value in reversed(list(values.items())):
        entry = _entry(text, identifier)
        if entry is None:
            return None
        text = _with(text, entry, key, value)
    return text if _entry(text, identifier) is not None else None


def with_entry(text: str, entry: str) -> str | None:
    """The text with one more entry, whose lines have no indentation, at the end of the list.

    None where the file cannot be read or has its entries in the form of `[…]`.
    """
    tree = parse_yaml(text, "")
    listed = entries_of(tree.value, "annotations").value if tree.value is not None else None
    if listed is None:
        return None
    if not listed.items:
        head = text[: listed.start].rstrip()
        return f"{head}\n{textwrap.indent(entry, '  ')}{text[listed.end :].lstrip()}"
    last = listed.items[-1]
    line = text.rfind("\n", 0, last.start) + 1
    before, dash, _ = text[line : last.start].partition("- ")
    if before.strip() or not dash:
        return None
    at = last.end if text[: last.end].endswith("\n") else text.find("\n", last.end) + 1
    head = text[:at] if at else f"{text}\n"
    return f"{head}\n{textwrap.indent(entry, before)}{text[at:] if at else ''}"


def with_replaced(text: str, entries: Sequence_[tuple[str, str]]) -> str | None:
    """The text in which entries, each given as it stands there and in their order, are others.

    `entries` are the former and the new one, whose lines have no indentation. None where one
    does not stand there.
    """
    parts, at = [], 0
    for former, entry in entries:
        start = text.find(former, at)
        if start < 0:
            return None
        indent = former[: len(former) - len(former.lstrip(" "))]
        parts += [text[at:start], textwrap.indent(entry, indent)]
        at = start + len(former)
    return "".join(parts) + text[at:]


def with_new(text: str, key: str, values: AnyMapping[str, Value]) -> str:
    """The text in which each entry whose id is in `values`, and which has no such key, has it."""
    tree = parse_yaml(text, "")
    listed = entries_of(tree.value, "annotations").value if tree.value is not None else None
    for item in reversed(listed.items if listed is not None else ()):
        named = item.get("id") if isinstance(item, Mapping) else None
        value = values.get(getattr(named.value, "text", "")) if named is not None else None
        if isinstance(item, Mapping) and value is not None and item.get(key) is None:
            text = _with(text, item, key, value)
    return text


def _entry(text: str, identifier: str) -> Mapping | None:
    tree = parse_yaml(text, "")
    listed = entries_of(tree.value, "annotations").value if tree.value is not None else None
    for item in listed.items if listed is not None else ():
        if isinstance(item, Mapping):
            named = item.get("id")
            if named is not None and getattr(named.value, "text", None) == identifier:
                return item
    return None


def _with(text: str, entry: Mapping, key: str, value: Value) -> str:
    found = entry.get(key)
    if found is not None and not (
        isinstance(found.value, Mapping | Sequence) or isinstance(value, str)
    ):
        return _with(_without(text, entry, found), entry, key, value)
    if found is not None:
        start, end = found.value.start, found.value.end
        tail = text[start:end][len(text[start:end].rstrip()) :]
        space = " " if text[start - 1] == ":" else ""  # a key that had no value
        return text[:start] + space + _in_place(value) + tail + text[end:]
    named = entry.get("id")
    assert named is not None
    at = named.value.end
    if entry.flow:
        return f"{text[:at]}, {key}: {_in_place(value)}{text[at:]}"
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    indent = " " * _column(text, _key_start(text, named))
    lines = _lines(key, value, indent)
    return text[:line_end] + "".join(f"\n{line}" for line in lines) + text[line_end:]


def _without(text: str, entry: Mapping, found: Entry) -> str:
    """The text without a key and its value; of the `{…}` form it keeps the rest."""
    start = _key_start(text, found)
    end = found.value.end
    if entry.flow:
        behind = text[end:].lstrip()
        cut = len(text) - len(behind) + 1 if behind.startswith(",") else end
        return text[:start] + text[cut:].lstrip(" ")
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():  # the key stands behind the dash: leave it its line
        return text
    # a block scalar ends at the start of the next line, other values on their own
    after = end if text[:end].endswith("\n") else text.find("\n", end) + 1
    return text[:line] + (text[after:] if after else "")


def _key_start(text: str, entry: Entry) -> int:
    """Where a key begins: its span counts lines and columns from 1."""
    at = 0
    for _ in range(entry.span.line - 1):
        at = text.index("\n", at) + 1
    return at + entry.span.column - 1


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _lines(key: str, value: Value, indent: str) -> list[str]:
    if isinstance(value, str):
        return [f"{indent}{key}: {scalar(value)}"]
    return [f"{indent}{key}:", *(f"{indent}  {name}: {scalar(t)}" for name, t in value.items())]


def _in_place(value: Value) -> str:
    """The value where it may stand in the `{…}` form."""
    if isinstance(value, str):
        return in_flow(value)
    return "{" + ", ".join(f"{name}: {in_flow(text)}" for name, text in value.items()) + "}"
