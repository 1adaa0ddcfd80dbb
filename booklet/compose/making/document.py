"""The document for the typesetter: lean HTML, and the style sheets beside it.

In: an `Edition` and its course's folder. Out: a `PrintDocument`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from booklet.compose.guarding.templates import Templates
from booklet.compose.guarding.unread import asked_for, unread
from booklet.compose.preparing.labels import without_labels
from booklet.compose.preparing.markdown import InlineMarkdown
from booklet.compose.preparing.prepare import prepare
from booklet.compose.preparing.references import references
from booklet.compose.shelf.folders import Folders
from booklet.compose.shelf.own_rules import own_rules
from booklet.compose.shelf.styles import style_sheets
from booklet.markup.allowed_html import cleaned
from booklet.markup.css import SheetText
from booklet.markup.tree import Element, written
from booklet.model import Edition
from booklet.problems import Result, has_errors


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """HTML to be laid out on paper; `stylesheets` in the order of effect."""

    html: str
    stylesheets: tuple[SheetText, ...]


def for_paper(root: Element) -> str:
    """The judged tree of a document as the typesetter reads it."""
    return written(cleaned(root, "print"))


def compose_print(edition: Edition, folder: Path | None) -> Result[PrintDocument]:
    """The document for paper. `folder` is the course's, None to use what is shipped alone.

    Problems: those of `Templates.page`, `style_sheets`, `references`, `unread` and
    `without_labels`; no value where a template, the theme or the bibliography's style is at fault.
    """
    settings = edition.settings
    shown = str(PurePosixPath(settings.span.file).parent)
    styles = style_sheets(
        Folders("styles", folder, shown),
        settings.theme,
        "print",
        settings.at("theme"),
        own_rules(settings, filtered=False),
        edition.choice.name,
    )
    made = references(edition, folder, shown)
    if made.value is None:
        return Result(None, (*styles.problems, *made.problems))
    data = prepare(edition, "print", made.value)
    markdown = InlineMarkdown(data["language"]).html
    templates = Templates(
        Folders("templates", folder, shown), own=settings.matter.own, markdown=markdown
    )
    rendered = templates.page("print.html", {**data}, "print")
    problems = (
        *styles.problems,
        *rendered.problems,
        *unread(folder, shown, asked_for(settings)),
        *without_labels(settings),
    )
    if rendered.value is None or has_errors(problems):
        return Result(None, problems)
    return Result(PrintDocument(for_paper(rendered.value), styles.value or ()), problems)
