"""A loose sheet, without margin notes: the plan of the meetings.

In: HTML and style sheets. Out: a tagged PDF.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from unicodedata import normalize

from booklet.markup.css import SheetText
from booklet.model import Span
from booklet.problems import Problem, Result, has_errors
from booklet.typeset.boxes import box_sheet
from booklet.typeset.complaints import complaints
from booklet.typeset.engine import Engine, StyleSheet, write_pdf
from booklet.typeset.fetch import CourseFetcher
from booklet.typeset.glyphs import missing_glyphs, unprintable
from booklet.typeset.guards import LAYOUT_FAULTS, bounded_layout, layout_failure

_MARKUP = re.compile(r"<(style|title)\b.*?</\1>|<[^<>]*+>", re.DOTALL | re.IGNORECASE)


def typeset_sheet(
    html: str, stylesheets: Sequence[SheetText], folder: Path | None, span: Span
) -> Result[bytes]:
    """Set the document; `span` is where the course says what it is.

    `stylesheets` come in the order of the cascade, as for `typeset`. Problems:
    `glyph-missing`, those of the fetcher and of `layout_failure`, `typesetter`, `style-unknown`.
    """
    fetcher = CourseFetcher(folder, span)
    try:
        with bounded_layout():
            return _typeset_sheet(normalize("NFC", html), stylesheets, fetcher, span)
    except LAYOUT_FAULTS as failure:
        return Result(None, (*fetcher.problems, layout_failure(failure, fetcher)))


def _typeset_sheet(
    html: str, stylesheets: Sequence[SheetText], fetcher: CourseFetcher, span: Span
) -> Result[bytes]:
    engine = Engine([StyleSheet(sheet.text) for sheet in stylesheets], fetcher)
    unseen = unprintable(html, [sheet.text for sheet in stylesheets], fetcher.fonts)
    laid_out = engine.lay_out(html, *((StyleSheet(box_sheet(unseen)),) if unseen else ()))
    problems: list[Problem] = [*fetcher.problems]
    problems += complaints(laid_out.complaints, stylesheets)
    shown = unescape(_MARKUP.sub(" ", html))
    problems += missing_glyphs(unseen, [(shown, "the plan", span)], span)
    if has_errors(problems):
        return Result(None, tuple(problems))
    texts = (html, *(sheet.text for sheet in stylesheets))
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]
    pdf = write_pdf(laid_out, laid_out.pages, digest.encode(), lambda _: None)
    return Result(pdf, tuple(problems))
