"""The analyses: what has been written about the script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.model.places import Span
from booklet.model.script import Emphasis

Fields = tuple[tuple[str, str | tuple[str, ...]], ...]
"""Facts for a course's templates, by name: texts, or lists of them."""

BlockKind = Literal["paragraph", "heading", "quotation", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, block quotation or list item of an analysis.

    `text` is plain text, whitespace collapsed; `start` is where it begins in the
    text of the whole analysis (`Analysis.text`). `heading` is the heading it stands
    under, "" where there is none.
    """

    kind: BlockKind
    text: str
    start: int
    span: Span
    heading: str = ""
    level: int = 0
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A critical text about the script. `id` is its file's name without ending; `fields` are
    the keys of its front matter that the program itself does not know."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    span: Span
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    fields: Fields = ()

    @property
    def text(self) -> str:
        """The whole text: blocks joined by a blank line. Selectors count in this text."""
        return "\n\n".join(block.text for block in self.blocks)
