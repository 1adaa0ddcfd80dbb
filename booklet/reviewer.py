"""The jobs of `booklet review`: what is to be reviewed, and a decision put into the file.

In: a course folder. Out: a `ReviewDraft`, and every problem met on the way. `review_course`
runs in a process of its own, like the jobs of `booklet.build`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from booklet.citation import number
from booklet.compose import compose_review_sheet
from booklet.draw import annotations_text, cited_words, draw_all, entries, remembered
from booklet.limits import NOTHING_ASKED, Tell, allowed
from booklet.model import Limits
from booklet.outputs import ReviewDraft
from booklet.problems import Problem, Result, has_errors
from booklet.proof import harmless
from booklet.read.annotation_edits import with_new
from booklet.read.course import read_course
from booklet.review import near_items, open_items


def review_course(
    tell: Tell,
    folder: Path,
    shown: str,
    *,
    page: bool = False,
    pdf: bool = False,
    asked: Limits = NOTHING_ASKED,
) -> Result[ReviewDraft]:
    """What waits for a decision in the course in `folder`, which messages call `shown`.

    `page` and `pdf` ask for the printed sheet in those forms. No files are written. Problems:
    those of reading, drawing and of the sheet; warnings about quotations that wait are left
    out, as the items themselves say it.
    """
    tell("read")
    course = read_course(folder, shown)
    problems = [*course.problems]
    if course.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    tell(allowed(asked, course.value.settings.limits))
    script, analyses = course.value.script, course.value.analyses
    tell("draw")
    settings = course.value.settings
    drawn = draw_all(
        script,
        analyses,
        course.value.records,
        note_words=settings.note_words,
        cast=settings.cast,
    )
    problems += [each for each in drawn.problems if not _waits(each)]
    if drawn.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    found, near = drawn.value.annotations, drawn.value.near
    targets = [
        target
        for annotation in (*found, *near)
        for target in (annotation.target, *(each.target for each in annotation.candidates))
        if target is not None
    ]
    places = remembered(targets, script)
    scenes = [numbered.scene for numbered in number(script)]
    items = open_items(found, script, analyses, places)
    items += near_items(near, script, analyses, places, scenes)
    records = course.value.records or ()
    text = annotations_text(found, records, script, course.value.notes)
    text = with_new(text, "was", cited_words(records, script))
    draft = ReviewDraft(text, items, entries=entries(near, script))
    if page or pdf:
        tell("compose")
        sheet = compose_review_sheet(items, course.value.settings, folder)
        problems += sheet.problems
        if sheet.value is None or has_errors(problems):
            return Result(None, tuple(problems))
        draft = replace(draft, page=sheet.value.page)
        if pdf:
            from booklet.typeset import typeset_sheet  # half a second that a terminal can save

            tell("typeset")
            document = sheet.value.document
            span = course.value.settings.span
            laid = typeset_sheet(document.html, document.stylesheets, folder, span)
            problems += laid.problems
            if laid.value is None or has_errors(problems):
                return Result(None, tuple(problems))
            draft = replace(draft, pdf=laid.value)
        looked_at = harmless({"sheet": draft.pdf, "sheet's page": draft.page}, folder)
        problems += looked_at.problems
        if has_errors(problems):
            return Result(None, tuple(problems))
    return Result(draft, tuple(problems))


def _waits(problem: Problem) -> bool:
    return problem.code in ("quotation-ambiguous", "quotation-unplaced")
