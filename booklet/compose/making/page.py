"""The web page: one file that needs no other, no script and no network.

In: an `Edition` and its course's folder. Out: HTML.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from booklet.compose.guarding.templates import Templates
from booklet.compose.guarding.unread import asked_for, unread
from booklet.compose.making.screen import STYLES, for_screen
from booklet.compose.preparing.labels import without_labels
from booklet.compose.preparing.markdown import InlineMarkdown
from booklet.compose.preparing.prepare import prepare
from booklet.compose.preparing.references import references
from booklet.compose.shelf.folders import Folders
from booklet.compose.shelf.own_rules import own_rules
from booklet.compose.shelf.styles import self_contained, style_sheets
from booklet.compose.shelf.webfonts import font_faces
from booklet.markup.tree import all_text
from booklet.model import Edition
from booklet.problems import Result, has_errors


def compose_page(edition: Edition, folder: Path | None) -> Result[str]:
    """The whole page as HTML. `folder` is the course's, None to use what is shipped alone.

    Problems: those of `Templates.page`, `style_sheets`, `references`, `unread` and
    `without_labels`; no value where a template, the theme or the bibliography's style is at fault.
    """
    settings = edition.settings
    shown = str(PurePosixPath(settings.span.file).parent)
    styles = style_sheets(
        Folders("styles", folder, shown),
        settings.theme,
        "page",
        settings.at("theme"),
        own_rules(settings, filtered=True),
        edition.choice.name,
    )
    made = references(edition, folder, shown)
    if made.value is None:
        return Result(None, (*styles.problems, *made.problems))
    data = prepare(edition, "page", made.value)
    data["css"] = STYLES
    markdown = InlineMarkdown(data["language"]).html
    templates = Templates(
        Folders("templates", folder, shown), own=settings.matter.own, markdown=markdown
    )
    rendered = templates.page("page.html", {**data}, "page")
    problems = (
        *styles.problems,
        *rendered.problems,
        *unread(folder, shown, asked_for(settings)),
        *without_labels(settings),
    )
    if rendered.value is None or has_errors(problems):
        return Result(None, problems)
    css = self_contained(styles.value or (), folder)
    css = f"{font_faces(all_text(rendered.value), css)}\n{css}"
    repeated = templates.illustrations.repeated()
    css = f"{css}\n{repeated}" if repeated else css
    return Result(for_screen(rendered.value, css, templates.illustrations.embedded), problems)
