"""The typesetter: HTML and style sheets in, a tagged PDF out, notes in its margins.

One layout with every note at the top of its page, then the notes are moved into place
(`marginalia`); nothing that moves changes the text's pagination. The rooms inside:

* `geometry`    paper → margins, text, note column
* `engine`      the only module that knows WeasyPrint's private side
* `carrying`    which page's column a note goes to
* `placement`   where it stands in that column
* `marginalia`  moves the boxes accordingly
* `carry_marks` the lines that tell where a moved note went, pages for left-over notes
* `tags`        notes and page labels in the PDF's structure
* `fetch`       what may be read, `glyphs` what cannot be printed
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.model import Edition
from booklet.problems import Problem, Result, error, has_errors, warning
from booklet.shipped import shipped_folder
from booklet.typeset.carry_marks import LaidOutMarks
from booklet.typeset.engine import (
    Engine,
    LaidOutPage,
    StyleSheet,
    without_collection,
    write_pdf,
)
from booklet.typeset.fetch import FolderFetcher
from booklet.typeset.geometry import PX_PER_MM, Geometry, page_geometry, stylesheet
from booklet.typeset.glyphs import missing_glyphs
from booklet.typeset.marginalia import NOTES, NoteMove, set_margins
from booklet.typeset.tags import complete_tags


@dataclass(frozen=True, slots=True)
class Typeset:
    """The finished PDF, and where each note went (see `marginalia.NoteMove`).

    `text_pages` are the pages without those added at the end for left-over notes.
    """

    pdf: bytes
    pages: int
    text_pages: int
    moves: tuple[NoteMove, ...]


def typeset(
    html: str, stylesheets: Sequence[str], edition: Edition, folder: Path | None
) -> Result[Typeset]:
    """Set the edition's print HTML on its paper.

    `stylesheets` are CSS texts in the order of the cascade; their URLs are relative to
    the `styles` folder of the course (`folder`), then of the program.
    """
    with without_collection():
        return _typeset(html, stylesheets, edition, folder)


def _typeset(
    html: str, stylesheets: Sequence[str], edition: Edition, folder: Path | None
) -> Result[Typeset]:
    paper = edition.settings.paper
    page = page_geometry(paper)
    if page is None:
        return Result(None, (_too_small(edition),))
    fetcher = FolderFetcher(_roots(folder))
    styles = [StyleSheet(stylesheet(page)), *(StyleSheet(text) for text in stylesheets)]
    engine = Engine(styles, fetcher)
    laid_out = engine.lay_out(html)
    problems: list[Problem] = [*fetcher.problems]
    problems += [warning("typesetter", complaint) for complaint in laid_out.complaints]
    problems += missing_glyphs(edition, fetcher.fonts)
    if has_errors(problems):
        return Result(None, tuple(problems))
    further = LaidOutMarks(edition, engine)
    done = set_margins(laid_out.pages, page.gap * PX_PER_MM, further)
    problems += _misfits(done.pages, page, edition)
    ids = [note.id for page_ in done.pages for note in page_.marginals(NOTES | {"carry"})]
    ids = [identifier.removeprefix("note-") for identifier in ids]
    pdf = write_pdf(
        laid_out, done.pages, _identifier(html, stylesheets), lambda pdf: complete_tags(pdf, ids)
    )
    return Result(Typeset(pdf, len(done.pages), len(laid_out.pages), done.moves), tuple(problems))


def _roots(folder: Path | None) -> list[Path]:
    shipped = shipped_folder("styles").parent
    return [shipped] if folder is None else [folder, shipped]


def _identifier(html: str, stylesheets: Sequence[str]) -> bytes:
    digest = hashlib.sha256()
    for text in (html, *stylesheets):
        digest.update(text.encode())
    return digest.hexdigest()[:32].encode()


def _too_small(edition: Edition) -> Problem:
    paper = edition.settings.paper
    return error(
        "paper-too-small",
        f"a page of {paper.width:g} × {paper.height:g} mm has no room for text and notes",
        edition.settings.span,
        "Use at least 130 × 120 mm, for example `paper: a5`.",
    )


def _misfits(pages: Sequence[LaidOutPage], page: Geometry, edition: Edition) -> list[Problem]:
    """A course's own `@page` margins may leave too little room beside the text."""
    needed = (page.gap + page.note) * PX_PER_MM
    for number, laid_out in enumerate(pages, start=1):
        outer = laid_out.width - laid_out.right if number % 2 else laid_out.left
        if laid_out.marginals(NOTES) and needed > outer:
            return [
                error(
                    "note-column-off-page",
                    f"the outer margin of page {number} is {outer / PX_PER_MM:.1f} mm wide, "
                    f"the notes need {needed / PX_PER_MM:.1f} mm",
                    edition.settings.span,
                    "Give the @page rules of the course's styles a wider outer margin, "
                    "or `.note` a smaller width.",
                )
            ]
    return []
