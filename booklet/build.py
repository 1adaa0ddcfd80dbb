"""The pipeline: from a course folder to a booklet, from top to bottom.

In: a course folder. Out: the finished bytes, and every problem met on the way.
`booklet.outputs` writes them. Each function here is a job that `booklet.worker`
runs in a process of its own, so arguments and results are plain values.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from booklet.compose import compose_epub, compose_page, compose_print
from booklet.draw import annotations_text, draw, listing
from booklet.edit import choose, describe, edit, effort
from booklet.model import Annotation, Course, Edition
from booklet.outputs import Accounting, Booklet, Draft, EditionEntry
from booklet.press import print_sheets
from booklet.problems import Problem, Result, has_errors
from booklet.proof import as_json, prove, summary
from booklet.read.course import read_course
from booklet.typeset import typeset

P = ParamSpec("P")
T = TypeVar("T")


def build(
    folder: Path,
    shown: str,
    tell: Callable[[str], None],
    *,
    pdf: bool = True,
    page: bool = True,
    epub: bool = False,
    edition_name: str = "reader",
    role: str = "",
) -> Result[Booklet]:
    """Build the course in `folder`, which messages call `shown`; no files are written.

    `edition_name` is the edition's, `role` the one whose part it is, where it is one. `tell` is
    called with each stage's name as it begins. No value where a problem is an error: in the
    course, in its templates, or something lost between script and PDF.
    """
    step = _Steps(tell)
    try:
        edition = _edition(step, folder, shown, edition_name, role)
        html = step("compose", compose_page, edition, folder) if page else None
        book = step("compose", compose_epub, edition, folder) if epub else None
        if not pdf:
            step.stop_at_errors()
            return step.result(Booklet(edition.settings.title, None, html, epub=book))
        document = step("compose", compose_print, edition, folder)
        step.stop_at_errors()
        laid = step("typeset", typeset, document.html, document.stylesheets, edition, folder)
        account = step("proof", prove, laid.pdf, edition)
        step.stop_at_errors()
        printing = edition.choice.printing
        sheets = step("impose", print_sheets, laid.pdf, printing) if printing else None
        step.stop_at_errors()
    except _StoppedError:
        return step.result(None)
    in_margin = edition.choice.notes.at == "margin"
    carried = sum(in_margin and not note.at_home for note in account.notes)
    return step.result(
        Booklet(
            edition.settings.title,
            laid.pdf,
            html,
            laid.pages,
            len(account.notes),
            carried,
            book,
            sheets,
        )
    )


def draw_annotations(folder: Path, shown: str, tell: Callable[[str], None]) -> Result[Draft]:
    """Find the quotations of the course's analyses; the text for its `annotations.yaml`."""
    step = _Steps(tell)
    try:
        course, annotations = _annotations(step, folder, shown)
        step.stop_at_errors()
    except _StoppedError:
        return step.result(None)
    text = annotations_text(annotations, course.records or (), course.script)
    return step.result(Draft(text, tuple(listing(annotations, course.script))))


def prove_pdf(
    folder: Path,
    shown: str,
    tell: Callable[[str], None],
    pdf: bytes,
    *,
    edition_name: str = "reader",
    role: str = "",
) -> Result[Accounting]:
    """Account in `pdf` for every speech, direction and note of the course's edition."""
    step = _Steps(tell)
    try:
        edition = _edition(step, folder, shown, edition_name, role)
        account = step("proof", prove, pdf, edition)
    except _StoppedError:
        return step.result(None)
    return step.result(Accounting(summary(account), as_json(account)))


def list_editions(
    folder: Path, shown: str, tell: Callable[[str], None]
) -> Result[tuple[EditionEntry, ...]]:
    """The editions that the course can be built in."""
    step = _Steps(tell)
    try:
        course = step("read", read_course, folder, shown)
    except _StoppedError:
        return step.result(None)
    return step.result(
        tuple(
            EditionEntry(choice.name, describe(choice), choice.part, choice.role, effort(choice))
            for choice in course.settings.editions
        )
    )


def _edition(step: _Steps, folder: Path, shown: str, name: str, role: str) -> Edition:
    course = step("read", read_course, folder, shown)
    choice = step("edit", choose, course.settings, course.script, name, role)
    return step("edit", edit, course, _drawn(step, course), choice)


def _annotations(step: _Steps, folder: Path, shown: str) -> tuple[Course, tuple[Annotation, ...]]:
    course = step("read", read_course, folder, shown)
    return course, _drawn(step, course)


def _drawn(step: _Steps, course: Course) -> tuple[Annotation, ...]:
    return step(
        "draw",
        draw,
        course.script,
        course.analyses,
        course.records,
        note_words=course.settings.note_words,
    )


class _StoppedError(Exception):
    """A stage gave nothing to go on with; its problems say why."""


class _Steps:
    """Takes one stage after the other and keeps the problems of all."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._problems: list[Problem] = []

    def __call__(
        self,
        name: str,
        stage: Callable[P, Result[T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """The stage's value. An error alone does not stop: later stages have problems too."""
        self._tell(name)
        result = stage(*arguments, **options)
        self._problems += result.problems
        if result.value is None:
            raise _StoppedError
        return result.value

    def stop_at_errors(self) -> None:
        if has_errors(self._problems):
            raise _StoppedError

    def result(self, value: T | None) -> Result[T]:
        """The value with all problems; page and PDF may have met the same one."""
        return Result(value, tuple(dict.fromkeys(self._problems)))
