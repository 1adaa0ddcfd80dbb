"""What is set in a child process, where layout sees the shipped fonts and no others."""

from __future__ import annotations

from pathlib import Path

from booklet.limits import Tell
from booklet.markup.css import SheetText
from booklet.model import Span
from booklet.problems import Result
from booklet.typeset import typeset_sheet


def sheet(
    tell: Tell,  # noqa: ARG001
    html: str,
    css: list[str],
    folder: Path | None,
) -> Result[bytes]:
    """A loose sheet."""
    sheets = [SheetText(text) for text in css]
    return typeset_sheet(html, sheets, folder, Span("pier/booklet.yaml", 1))
