"""The typesetter: HTML and style sheets in, a tagged PDF out, notes in its margins.

One layout with every note at the top of its page, then the notes are moved into place
(`marginalia`); nothing that moves changes the text's pagination. The rooms inside:

* `geometry`    the divisions of the page as CSS
* `engine`      the module that knows WeasyPrint's private side
* `carrying`    which page's column a note goes to
* `placement`   where it stands in that column
* `marginalia`  moves the boxes accordingly
* `carry_marks` the lines that tell where a moved note went, pages for left-over notes
* `running_heads` what each page holds, beside its number
* `long_words`  words wider than their line
* `parted_letters` accents that came out of another font than their letters
* `greek`       capitals without accents
* `text_layer`  the PDF's text, letter by letter what was set
* `tags`        notes and page labels in the PDF's structure
* `sheet`       a loose sheet without notes
* `complaints` what the typesetter did not understand
* `at_work`     which page and scene it is at
* `fetch`       what may be read
* `glyphs`      what no font prints, `boxes` what stands in its place
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb
from unicodedata import normalize

from booklet.counting import counted
from booklet.geometry import Geometry, page_geometry, smallest_paper
from booklet.markup.css import SheetText
from booklet.model import Edition, EditionChoice, Whereabouts
from booklet.problems import Problem, Result, error, has_errors, warning
from booklet.typeset.at_work import where
from booklet.typeset.boxes import box_sheet
from booklet.typeset.carry_marks import LaidOutMarks
from booklet.typeset.complaints import complaints
from booklet.typeset.engine import (
    Engine,
    LaidOutPage,
    PageLimitError,
    StyleSheet,
    write_pdf,
)
from booklet.typeset.fetch import CourseFetcher
from booklet.typeset.geometry import PX_PER_MM, stylesheet
from booklet.typeset.glyphs import edition_texts, missing_glyphs, unprintable
from booklet.typeset.guards import LAYOUT_FAULTS, bounded_layout, layout_failure, long_word
from booklet.typeset.marginalia import NOTES, NUMBERS, NoteMove, SetMargins, is_recto, set_margins
from booklet.typeset.running_heads import set_names, set_ranges
from booklet.typeset.sheet import typeset_sheet
from booklet.typeset.tags import complete_tags

__all__ = ["Typeset", "typeset", "typeset_sheet", "where"]


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
    html: str,
    stylesheets: Sequence[SheetText],
    edition: Edition,
    folder: Path | None,
    most_pages: int | None = None,
) -> Result[Typeset]:
    """Set the edition's print HTML on its paper.

    `stylesheets` come in the order of the cascade; their URLs are relative to
    the `styles` folder of the course (`folder`), then of the program. Layout stops at the
    page after `most_pages`: `page-limit`.
    """
    fetcher = CourseFetcher(folder, edition.settings.span)
    html = normalize("NFC", html)  # fonts have more letters with accents than loose accents
    unset = long_word(html)
    if unset is not None:
        return Result(None, (unset,))
    with bounded_layout():
        try:
            return _typeset(html, stylesheets, edition, fetcher, most_pages)
        except PageLimitError as reached:
            frames = [frame for frame, _ in walk_tb(reached.__traceback__)]
            return Result(None, (_too_many_pages(most_pages, where(frames[::-1])),))
        except LAYOUT_FAULTS as failure:
            problems = fetcher.problems  # the layout may fail for want of what was refused
            return Result(None, (*problems, layout_failure(failure, fetcher)))


def _typeset(
    html: str,
    stylesheets: Sequence[SheetText],
    edition: Edition,
    fetcher: CourseFetcher,
    most_pages: int | None,
) -> Result[Typeset]:
    settings, choice = edition.settings, edition.choice
    column = has_column(choice)
    page = page_geometry(
        settings.paper,
        binding=settings.binding,
        column=column,
        type_size=choice.type_size,
        margin=choice.margin,
    )
    if page is None:
        return Result(None, (_too_small(edition),))
    sizes = stylesheet(
        page, settings.sides, choice.ruled_margin, footnotes=choice.notes.at == "foot"
    )
    styles = [StyleSheet(sizes), *(StyleSheet(sheet.text) for sheet in stylesheets)]
    engine = Engine(styles, fetcher)
    unseen = unprintable(html, [style.text for style in styles], fetcher.fonts)
    boxes = (StyleSheet(box_sheet(unseen)),) if unseen else ()
    laid_out = engine.lay_out(html, *boxes, most_pages=most_pages)
    problems: list[Problem] = [*fetcher.problems]
    problems += complaints(laid_out.complaints, (None, *stylesheets))
    problems += missing_glyphs(unseen, edition_texts(edition), settings.span)
    if has_errors(problems):
        return Result(None, tuple(problems))
    further = LaidOutMarks(edition, engine, laid_out.classes)
    two_sided = settings.sides == "two"
    set_ranges(laid_out.pages, further.ranges, two_sided)
    done = set_margins(laid_out.pages, page.gap * PX_PER_MM, further, two_sided)
    if column:
        unnamed = set_names(done.pages, _sources(edition, done), further.names, two_sided)
        problems += [_without_names(unnamed, edition)] if unnamed else []
    if most_pages is not None and len(done.pages) > most_pages:
        return Result(None, (*problems, _too_many_pages(most_pages, None)))
    problems += _misfits(done.pages, page, edition) if column else []
    ids = [
        identifier.removeprefix("note-")
        for page_ in done.pages
        for identifier in page_.tag_notes(NOTES | {"carry"}, NOTES | {"remark"})
    ]
    for page_ in done.pages:
        for box in page_.marginals(NOTES | NUMBERS | {"carry", "range", "names"}):
            box.paint()
    pdf = write_pdf(
        laid_out, done.pages, _identifier(html, stylesheets), lambda pdf: complete_tags(pdf, ids)
    )
    return Result(Typeset(pdf, len(done.pages), len(laid_out.pages), done.moves), tuple(problems))


def _sources(edition: Edition, done: SetMargins) -> list[list[str]]:
    """The sources whose notes stand in the margin of each page; none where all are of one."""
    source = {f"note-{note.id}": note.series.source for note in edition.notes}
    found: list[list[str]] = [[] for _ in done.pages]
    if edition.is_signed:
        for move in done.moves:
            if move.id in source:
                found[move.page].append(source[move.id])
    return found


def _identifier(html: str, stylesheets: Sequence[SheetText]) -> bytes:
    digest = hashlib.sha256()
    for text in (html, *(sheet.text for sheet in stylesheets)):
        digest.update(text.encode())
    return digest.hexdigest()[:32].encode()


def has_column(choice: EditionChoice) -> bool:
    """Whether an edition has a column beside its text: for notes, or to write in."""
    return choice.notes.at == "margin" or bool(choice.ruled_margin)


def _too_small(edition: Edition) -> Problem:
    settings, choice = edition.settings, edition.choice
    paper, column = settings.paper, has_column(edition.choice)
    fits = smallest_paper(
        binding=settings.binding, column=column, type_size=choice.type_size, margin=choice.margin
    )
    hint = f"Use at least {fits.width:g} × {fits.height:g} mm, for example `paper: a5`."
    below = page_geometry(paper, binding=settings.binding, column=False, type_size=choice.type_size)
    if below is not None and choice.notes.at == "margin":
        hint += (
            " Or set the notes below their speeches: "
            f"`editions: {{{choice.name}: {{notes: below}}}}`."
        )
    return error(
        "paper-too-small",
        f"a page of {paper.width:g} × {paper.height:g} mm has no room for "
        + ("text and notes side by side" if column else "the text"),
        choice.span if choice.paper else settings.at("paper"),
        hint,
    )


def _too_many_pages(most: int | None, where: Whereabouts | None) -> Problem:
    return error(
        "page-limit",
        f"the booklet has more than {counted(most or 0, 'page')}"
        + (f"; it was stopped at {where.words}" if where else ", those at its end included"),
        where.span if where else None,
        "Look for page breaks or sizes in the styles that make so many pages; "
        "or allow more: --page-limit.",
    )


def _without_names(pages: Sequence[int], edition: Edition) -> Problem:
    first = f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]} and {len(pages) - 1} more"
    return warning(
        "names-without-room",
        f"the foot of {first} has no room for the names of those whose notes stand there",
        edition.settings.span,
        "The notes have their signs, which How to read explains. Give the @page rules of the "
        "course's styles a wider lower margin, or its foot less text.",
    )


def _misfits(pages: Sequence[LaidOutPage], page: Geometry, edition: Edition) -> list[Problem]:
    """A course's own `@page` margins may leave too little room beside the text."""
    needed = (page.gap + page.note) * PX_PER_MM
    for number, laid_out in enumerate(pages, start=1):
        recto = is_recto(number - 1, edition.settings.sides == "two")
        outer = laid_out.width - laid_out.right if recto else laid_out.left
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
