"""The job of `booklet export`: a course's edition in a form for other programs.

In: a course folder. Out: text, and every problem met on the way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from booklet.build import made_edition
from booklet.compose import compose_page
from booklet.export import markdown_text, plain_text, tei_text, web_annotations
from booklet.limits import NOTHING_ASKED, Tell
from booklet.model import Limits
from booklet.page_text import page_text
from booklet.problems import Result, has_errors

Form = Literal["web-annotation", "tei", "markdown", "text"]


def export(
    tell: Tell,
    folder: Path,
    shown: str,
    form: Form,
    *,
    address: str = "",
    page_name: str = "",
    edition_name: str = "reader",
    role: str = "",
    asked: Limits = NOTHING_ASKED,
) -> Result[str]:
    """The edition as text; `address` is that of its published page, for annotations: else the
    course's own, else the name of the page's file, from which a tool goes on."""
    made = made_edition(tell, folder, shown, edition_name=edition_name, role=role, asked=asked)
    if made.value is None or has_errors(made.problems):
        return Result(None, made.problems)
    edition, annotations = made.value
    if form != "web-annotation":
        written = {"tei": tei_text, "markdown": markdown_text, "text": plain_text}[form](edition)
        return Result(written, made.problems)
    tell("compose")
    page = compose_page(edition, folder)
    problems = (*made.problems, *page.problems)
    if page.value is None or has_errors(problems):
        return Result(None, problems)
    shown_page = page_text(page.value, edition.script)
    published = address or edition.settings.address or page_name
    return Result(web_annotations(edition, annotations, shown_page, published), problems)
