"""The review sheet: the doubtful notes on paper, with boxes to tick.

In: `ReviewItem`s, the course's `Settings` and its folder. Out: HTML, made by
`review-sheet.html` and `styles/review.css`, for a screen and for paper (A4).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypedDict

from markupsafe import Markup

from booklet.compose.guarding.templates import Templates
from booklet.compose.making.document import PrintDocument, for_paper
from booklet.compose.making.screen import STYLES, for_screen
from booklet.compose.preparing.labels import counted, labels_for, without_labels
from booklet.compose.shelf.folders import Folders
from booklet.compose.shelf.styles import self_contained, style_sheets
from booklet.model import Excerpt, ReviewItem, Settings
from booklet.problems import Result, has_errors


class ExcerptData(TypedDict):
    """Words that matter, with what stands around them."""

    before: str
    words: str
    after: str


class OfferData(TypedDict):
    """A place where the quotation may belong."""

    number: int
    citation: str
    speaker: str
    cue: str  # what is said just before
    excerpt: ExcerptData


class ReviewItemData(TypedDict):
    """A note that waits for a decision."""

    number: int
    id: str
    doubt: str  # "ambiguous", "uncertain", "unplaced" or "near"
    at: str  # the scene or the person that one without a quotation is on
    source: str
    excerpt: ExcerptData
    body: str
    offers: list[OfferData]


class ReviewData(TypedDict):
    """Everything that `review-sheet.html` gets."""

    language: str
    title: str
    counted: str  # "3 notes to review"
    items: list[ReviewItemData]
    labels: dict[str, str]  # words of the sheet in that language
    css: Markup  # for the screen; "" for paper


@dataclass(frozen=True, slots=True)
class ComposedReview:
    """The sheet as a page that needs no other file, and as a document for the typesetter."""

    page: str
    document: PrintDocument


def compose_review_sheet(
    items: tuple[ReviewItem, ...], settings: Settings, folder: Path | None
) -> Result[ComposedReview]:
    """The sheet in both forms. `folder` is the course's, None to use what is shipped alone.

    Problems: those of `Templates.page` and `style_sheets`.
    """
    shown = str(PurePosixPath(settings.span.file).parent)
    sheets = style_sheets(
        Folders("styles", folder, shown), settings.theme, "review", settings.at("theme")
    )
    fonts = style_sheets(
        Folders("styles", folder, shown), settings.theme, "plan-print", settings.at("theme")
    )
    problems = tuple(dict.fromkeys((*sheets.problems, *fonts.problems)))
    templates = Templates(Folders("templates", folder, shown))
    language = settings.language or "en"
    data = ReviewData(
        language=language,
        title=settings.title,
        counted=counted("to_review", len(items), language),
        labels=labels_for(language, dict(settings.phrases)),
        items=[_item(number, item) for number, item in enumerate(items, start=1)],
        css=Markup(""),
    )
    sheet = templates.page("review-sheet.html", {**data}, "print")
    data["css"] = STYLES
    page = templates.page("review-sheet.html", {**data}, "page")
    problems += sheet.problems or page.problems
    problems += without_labels(settings)
    if page.value is None or sheet.value is None or has_errors(problems):
        return Result(None, problems)
    on_paper = (*(fonts.value or ())[:1], *(sheets.value or ()))
    css = self_contained(sheets.value or (), folder)
    return Result(
        ComposedReview(
            for_screen(page.value, css, templates.illustrations.embedded),
            PrintDocument(for_paper(sheet.value), on_paper),
        ),
        problems,
    )


def _item(number: int, item: ReviewItem) -> ReviewItemData:
    return ReviewItemData(
        number=number,
        id=item.id,
        doubt=item.doubt,
        at=item.at,
        source=item.source,
        excerpt=_excerpt(item.excerpt),
        body=item.body,
        offers=[
            OfferData(
                number=at,
                citation=offer.citation,
                speaker=offer.speaker,
                cue=offer.cue,
                excerpt=_excerpt(offer.excerpt),
            )
            for at, offer in enumerate(item.offers, start=1)
        ],
    )


def _excerpt(excerpt: Excerpt) -> ExcerptData:
    return ExcerptData(before=excerpt.before, words=excerpt.words, after=excerpt.after)
