"""The web page: one file that needs no other, no script and no network.

In: an `Edition` and its course's folder. Out: HTML.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from markupsafe import Markup

from booklet.compose.folders import Folders
from booklet.compose.policy import with_policy
from booklet.compose.prepare import prepare
from booklet.compose.references import references
from booklet.compose.styles import style_sheets
from booklet.compose.templates import Templates
from booklet.compose.webfonts import font_faces
from booklet.model import Edition
from booklet.problems import Result, has_errors

_STYLES = "/* \ue000 style sheets \ue000 */"
"""Stands for the style sheets until the page's text is known, and with it its fonts."""


def compose_page(edition: Edition, folder: Path | None) -> Result[str]:
    """The whole page as HTML. `folder` is the course's, None to use what is shipped alone.

    Problems: those of `Templates.render`, `style_sheets` and `references`; no value where a
    template, the theme or the bibliography's style is at fault.
    """
    settings = edition.settings
    shown = str(PurePosixPath(settings.span.file).parent)
    styles = style_sheets(Folders("styles", folder, shown), settings.theme, "page", settings.span)
    if has_errors(styles.problems):
        return Result(None, styles.problems)
    made = references(edition, folder, shown)
    if made.value is None:
        return Result(None, (*styles.problems, *made.problems))
    data = prepare(edition, "page", made.value)
    data["css"] = Markup(_STYLES)
    templates = Templates(Folders("templates", folder, shown))
    rendered = templates.render("page.html", {**data}, "page")
    problems = (*styles.problems, *rendered.problems)
    if rendered.value is None:
        return Result(None, problems)
    css = "\n".join(styles.value or ())
    css = _in_style_element(f"{font_faces(rendered.value, css)}\n{css}")
    return Result(with_policy(rendered.value.replace(_STYLES, css, 1)), problems)


def _in_style_element(css: str) -> str:
    """CSS that cannot end the element it stands in; `\\/` is `/` to a CSS parser."""
    return css.replace("</", "<\\/")
