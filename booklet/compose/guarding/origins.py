"""Which line of which template a piece of the output comes from.

In: a template, its data, and offsets in the text that it makes. Out: file and line of each.
The template is filled in once more, slowly: a page where something is wrong can wait. Each
piece of output comes out of a chain of generators, one a template or block, and the innermost
knows its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, GeneratorType
from typing import Any

from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Origin:
    """A line of a template."""

    template: Template
    line: int

    @property
    def path(self) -> Path:
        """The template's file."""
        return Path(self.template.filename or "")


def origins(
    template: Template, data: Mapping[str, Any], places: Sequence[tuple[int, str]]
) -> list[Origin | None]:
    """Where the output has each of `places` from, None where that cannot be told.

    A place is an offset, and the words that stand there; the offsets come in order.
    """
    found: list[Origin | None] = []
    root: Any = template.root_render_func
    stream: Iterator[str] = root(template.new_context(dict(data)))
    end = 0
    for chunk in stream:
        start, end = end, end + len(chunk)
        while len(found) < len(places) and places[len(found)][0] < end:
            offset, words = places[len(found)]
            found.append(_origin(stream, chunk[: offset - start], words))
        if len(found) == len(places):
            break
    return found + [None] * (len(places) - len(found))


def innermost(stream: Iterator[str]) -> Origin | None:
    """The template that is at work in a stream of output, and where it is."""
    found = None
    for frame in _frames(stream):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            found = Origin(template, template.get_corresponding_lineno(frame.f_lineno))
    return found


def _frames(stream: Iterator[str]) -> Iterator[FrameType]:
    inner: object = stream
    while isinstance(inner, GeneratorType) and inner.gi_frame is not None:
        frame = inner.gi_frame
        yield frame
        # An included template is looped over, the rest is delegated to; see jinja2.compiler.
        inner = inner.gi_yieldfrom or frame.f_locals.get("gen")


def _origin(stream: Iterator[str], before: str, words: str) -> Origin | None:
    origin = innermost(stream)
    if origin is None:
        return None
    template, line = origin.template, origin.line + before.count("\n")
    # Newlines after a block are trimmed, so the words themselves know better, if they are
    # the template's own and not of its data.
    head = words[:24].split('"')[0].rstrip()
    near = [at for at, text in enumerate(_source(template), start=1) if head in text]
    return Origin(template, min(near, key=lambda at: (at < line, abs(at - line)), default=line))


def _source(template: Template) -> list[str]:
    loader, name = template.environment.loader, template.name
    assert loader is not None
    assert name is not None
    return loader.get_source(template.environment, name)[0].split("\n")
