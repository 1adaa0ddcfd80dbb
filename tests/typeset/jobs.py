"""What is set in a child process, where layout sees the shipped fonts and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from booklet.markup.css import SheetText
from booklet.model import Span
from booklet.problems import Result
from booklet.typeset import typeset_sheet


def sheet(
    html: str,
    css: list[str],
    folder: Path | None,
    tell: Callable[[str], None],  # noqa: ARG001
) -> Result[bytes]:
    """A loose sheet."""
    sheets = [SheetText(text) for text in css]
    return typeset_sheet(html, sheets, folder, Span("pier/booklet.yaml", 1))
