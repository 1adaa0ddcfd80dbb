"""The pipeline: from a course folder to a booklet, from top to bottom.

In: a course folder. Out: the finished bytes, and every problem met on the way.
`booklet.writing` puts them on disk. Each function here is a job (`booklet.jobs`) that
`booklet.worker` runs in a process of its own, so arguments and results are plain values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from booklet.compose import compose_epub, compose_page, compose_print
from booklet.draw import (
    Drawn,
    annotations_text,
    cited_words,
    draw_all,
    listing,
    passages_listing,
    sifted,
)
from booklet.edit import choose, describe, edit, effort, left_out, script_annotations
from booklet.limits import MEBIBYTE, NOTHING_ASKED, Tell, allowed, not_raised
from booklet.model import Annotation, Course, Edition, Limits
from booklet.outputs import Accounting, Booklet, Draft, EditionEntry
from booklet.problems import Problem, Result, error, has_errors
from booklet.proof import as_json, harmless, prove, summary
from booklet.read.annotation_edits import with_new
from booklet.read.course import read_course

P = ParamSpec("P")
T = TypeVar("T")


def build(
    tell: Tell,
    folder: Path,
    shown: str,
    *,
    pdf: bool = True,
    page: bool = True,
    epub: bool = False,
    edition_name: str = "reader",
    role: str = "",
    ink: bool = True,
    asked: Limits = NOTHING_ASKED,
) -> Result[Booklet]:
    """Build the course in `folder`, which messages call `shown`; no files are written.

    `edition_name` is the edition's, `role` the one whose part it is, where it is one. `tell` is
    called with each stage's name as it begins. Without `ink` the pages are not drawn to see
    whether all of their text shows. `asked` are the limits asked for, before which
    the course's own give way. No value where a problem is an error: in the course, in its
    templates, or something lost between script and PDF; or where a limit is met: `page-limit`,
    `output-limit`.
    """
    step = _Steps(tell, asked)
    try:
        edition, passages = _edition(step, folder, shown, edition_name, role)
        html = step.tried("compose", compose_page, edition, folder) if page else None
        step.weigh("web page", html)
        if not pdf:
            book = step.tried("compose", compose_epub, edition, folder) if epub else None
            step.stop_at_errors()
            step.weigh("web page and EPUB", html, book)
            step("proof", harmless, {"web page": html, "EPUB": book}, folder)
            step.stop_at_errors()
            return step.result(
                Booklet(
                    edition.settings.title,
                    None,
                    html,
                    epub=book,
                    passages=passages,
                    left_out=step.told(left_out(edition)),
                )
            )
        document = step.tried("compose", compose_print, edition, folder)
        if epub and document is None:
            step.tried("compose", compose_epub, edition, folder)
        step.stop_at_errors()
        assert document is not None
        # Half a second that a page alone can save.
        from booklet.press import print_sheets
        from booklet.typeset import typeset

        most = step.allowed.pages
        laid = step("typeset", typeset, document.html, document.stylesheets, edition, folder, most)
        step.weigh("web page and PDF", html, laid.pdf)
        account = step("proof", partial(prove, ink=ink), laid.pdf, edition)
        if len(account.pages) != laid.pages:
            raise RuntimeError(f"of {laid.pages} pages the PDF has {len(account.pages)}")
        step.stop_at_errors()
        # The EPUB last, since it tells on which printed page one is.
        book = step("compose", compose_epub, edition, folder, account.turns) if epub else None
        step.weigh("web page, EPUB and PDF", html, book, laid.pdf)
        step("proof", harmless, {"web page": html, "EPUB": book, "PDF": laid.pdf}, folder)
        printing = edition.choice.printing
        sheets = step("impose", print_sheets, laid.pdf, printing) if printing else None
        step.stop_at_errors()
    except _StoppedError:
        return step.result(None)
    in_margin = edition.choice.notes.at in ("margin", "foot")
    carried = sum(in_margin and note.carried for note in account.notes)
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
            passages,
            step.told(left_out(edition)),
            sum(in_margin and note.at_end for note in account.notes),
        )
    )


def draw_annotations(
    tell: Tell, folder: Path, shown: str, *, asked: Limits = NOTHING_ASKED
) -> Result[Draft]:
    """Find the quotations of the course's analyses; the text for its `annotations.yaml`."""
    step = _Steps(tell, asked)
    try:
        course = step.read(folder, shown)
        found = _drawn(step, course)
        step.stop_at_errors()
    except _StoppedError:
        return step.result(None)
    script, annotations, records = course.script, found.annotations, course.records or ()
    text = annotations_text(annotations, records, script, course.notes)
    text = with_new(text, "was", cited_words(records, script))
    return step.result(
        Draft(
            text,
            tuple(listing(annotations, script)),
            tuple(passages_listing(found.passages, script)),
            sifted(found.passages),
        )
    )


def prove_pdf(
    tell: Tell,
    folder: Path,
    shown: str,
    pdf: bytes,
    *,
    edition_name: str = "reader",
    role: str = "",
    asked: Limits = NOTHING_ASKED,
) -> Result[Accounting]:
    """Account in `pdf` for every speech, direction and note of the course's edition."""
    step = _Steps(tell, asked)
    try:
        edition, _ = _edition(step, folder, shown, edition_name, role)
        account = step("proof", prove, pdf, edition)
    except _StoppedError:
        return step.result(None)
    return step.result(Accounting(summary(account), as_json(account)))


def made_edition(
    tell: Tell,
    folder: Path,
    shown: str,
    *,
    edition_name: str = "reader",
    role: str = "",
    asked: Limits = NOTHING_ASKED,
) -> Result[tuple[Edition, tuple[Annotation, ...]]]:
    """The merged, numbered whole, as one reader gets it, and all that its notes are made of."""
    step = _Steps(tell, asked)
    try:
        course = step.read(folder, shown)
        choice = step("edit", choose, course.settings, course.script, edition_name, role)
        found = _drawn(step, course)
        edition = step("edit", edit, course, found.annotations, choice)
    except _StoppedError:
        return step.result(None)
    return step.result((edition, (*found.annotations, *script_annotations(course.script))))


def list_editions(
    tell: Tell, folder: Path, shown: str, *, asked: Limits = NOTHING_ASKED
) -> Result[tuple[EditionEntry, ...]]:
    """The editions that the course can be built in."""
    step = _Steps(tell, asked)
    try:
        course = step.read(folder, shown)
    except _StoppedError:
        return step.result(None)
    return step.result(
        tuple(
            EditionEntry(choice.name, describe(choice), choice.part, choice.role, effort(choice))
            for choice in course.settings.editions
        )
    )


def _edition(step: _Steps, folder: Path, shown: str, name: str, role: str) -> tuple[Edition, str]:
    """The edition, and a line of what became of the analyses."""
    course = step.read(folder, shown)
    choice = step("edit", choose, course.settings, course.script, name, role)
    found = _drawn(step, course)
    told = sifted(found.passages)
    return step("edit", edit, course, found.annotations, choice), told


def _drawn(step: _Steps, course: Course) -> Drawn:
    return step(
        "draw",
        draw_all,
        course.script,
        course.analyses,
        course.records,
        note_words=course.settings.note_words,
        cast=course.settings.cast,
    )


class _StoppedError(Exception):
    """A stage gave nothing to go on with; its problems say why."""


class _Steps:
    """Takes one stage after the other, keeps the problems of all, and knows the limits."""

    def __init__(self, tell: Tell, asked: Limits) -> None:
        self._tell = tell
        self._asked = asked
        self._problems: list[Problem] = []
        self._accepts: tuple[str, ...] = ()
        self._accepted: dict[Problem, None] = {}
        self.allowed = allowed(asked)

    def __call__(
        self,
        name: str,
        stage: Callable[P, Result[T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """The stage's value. An error alone does not stop: later stages have problems too."""
        value = self.tried(name, stage, *arguments, **options)
        if value is None:
            raise _StoppedError
        return value

    def tried(
        self,
        name: str,
        stage: Callable[P, Result[T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T | None:
        """The stage's value, None where it has none, which keeps the next from nothing."""
        self._tell(name)
        result = stage(*arguments, **options)
        meant = [problem for problem in result.problems if problem.code in self._accepts]
        self._accepted |= dict.fromkeys(meant)
        self._problems += (problem for problem in result.problems if problem not in meant)
        return result.value

    def read(self, folder: Path, shown: str) -> Course:
        """The course; from now on its own limits hold too."""
        course = self("read", read_course, folder, shown)
        settings = course.settings
        # Of what is left out, words may be found elsewhere.
        cut = (code.replace("-lost", "-cut") for code in settings.accept)
        self._accepts = (*settings.accept, *cut)
        self.allowed = allowed(self._asked, settings.limits)
        self._tell(self.allowed)
        self._problems += not_raised(self._asked, settings.limits, settings.span)
        return course

    def told(self, line: str) -> str:
        """The line, and what was met that the course accepts."""
        counts = Counter(problem.code for problem in self._accepted)
        codes = ", ".join(f"{number} × {code}" for code, number in counts.items())
        return "\n".join(filter(None, (line, f"accepted by booklet.yaml: {codes}" * bool(codes))))

    def weigh(self, what: str, *made: str | bytes | None) -> None:
        """Stop where all that is made is larger than may be."""
        size = sum(len(each.encode() if isinstance(each, str) else each) for each in made if each)
        if size > self.allowed.output_mebibytes * MEBIBYTE:
            self._problems.append(
                error(
                    "output-limit",
                    f"{what} of {size / MEBIBYTE:.0f} MiB are larger than "
                    f"{self.allowed.output_mebibytes} MiB",
                    None,
                    "use smaller pictures, or allow more: --output-limit",
                )
            )
            raise _StoppedError

    def stop_at_errors(self) -> None:
        if has_errors(self._problems):
            raise _StoppedError

    def result(self, value: T | None) -> Result[T]:
        """The value with all problems; page and PDF may have met the same one."""
        return Result(value, tuple(dict.fromkeys(self._problems)))
