"""Inputs of messages that are no small text files, and messages no small input leads to.

`MADE` has functions that make the input in the current folder; the program is then called
as for any other example. `SAID` has functions that bring a message about without the
program, as by the account of a page that lost a note; it is printed as the program would.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pytest

from booklet.child import Child, MissingLibraryError
from booklet.cli.failures import fault, library_missing, not_written
from booklet.cli.voice import Voice
from booklet.compose.making.screen import for_screen
from booklet.edit import edit
from booklet.gather.notes import MOST_NOTES
from booklet.impose import impose
from booklet.ingest.inputs import InputFile
from booklet.ingest.sources import MOST_LINES, read_sources
from booklet.markup.tree import parse
from booklet.model import Annotation, Course, Limits, Piece, PrintOptions, Span, Target
from booklet.plan import PlanOptions, plan
from booklet.plugins import PluginError, plugged
from booklet.problems import Problem, has_errors
from booklet.proof.account import (
    Account,
    HiddenText,
    ItemAccount,
    MatterAccount,
    MissingGlyph,
    MovedText,
    NoteAccount,
    Overlap,
    UnseenText,
)
from booklet.proof.findings import findings
from booklet.proof.harmless import harmless
from booklet.read.course import read_course
from booklet.read.script import read_script
from booklet.read.text.files import LARGEST_FILE
from booklet.typeset.fetch import CourseFetcher
from booklet.typeset.guards import LayoutLimitError, NestedError, layout_failure
from booklet.writing import NotWrittenError
from tests.cli import jobs
from tests.impose.press import Leaf, document, numbered, saved
from tests.messages.cases import answer

Made = Callable[[Path, pytest.MonkeyPatch], None]
Said = Callable[[Path], Iterable[Problem]]

PAGE = """\
Low Water (2019)

Quotes

Mara: Is that you?
Horn: It is always me.

Mara: The lamp is out.
Horn: Then light it again.
Mara: With what?
"""


def printed(problems: Iterable[Problem]) -> tuple[int, str]:
    """Exit code and messages, as a command has them."""
    told = tuple(problems)
    with contextlib.redirect_stderr(io.StringIO()) as stderr:
        Voice().report(told)
    return int(has_errors(told)), stderr.getvalue()


# ---------------------------------------------------------------------------- files


def _written(name: str, data: bytes) -> Made:
    def write(here: Path, _: pytest.MonkeyPatch) -> None:
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_bytes(data)

    return write


def _huge(here: Path, _: pytest.MonkeyPatch) -> None:
    with (here / "my-course" / "glossary.yaml").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)


def _notes_without_end(here: Path, _: pytest.MonkeyPatch) -> None:
    notes = [{"user": "anna", "uri": "", "id": str(number)} for number in range(MOST_NOTES + 1)]
    (here / "notes.json").write_text(json.dumps(notes), encoding="utf-8")


def _no_ordinary_file(here: Path, _: pytest.MonkeyPatch) -> None:
    os.mkfifo(here / "my-course" / "questions.yaml")


def _long_paragraph(here: Path, _: pytest.MonkeyPatch) -> None:
    (here / "my-course" / "script.yaml").unlink()
    words = "on and on " * 1_100_000
    text = f"<TEI><text><body>\n<sp><p>{words}</p></sp>\n</body></text></TEI>"
    (here / "my-course" / "script.xml").write_text(text, encoding="utf-8")


def _many_values(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booklet.read.yaml.marked.MOST_EVENTS", 1_000)  # the true one takes long
    (here / "my-course" / "glossary.yaml").write_text(f"[{'a,' * 1_000}]", encoding="utf-8")


def _nothing_but_large(here: Path, _: pytest.MonkeyPatch) -> None:
    with (here / "pages.pdf").open("wb") as hole:
        hole.truncate(4 * 1024**3)


def _many_pages(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booklet.impose.pages.MOST_PAGES", 20)  # the true one takes long
    (here / "pages.pdf").write_bytes(numbered(21))


def _read_only(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = Path.open

    def refusing(path: Path, mode: str = "r", **options: object) -> object:
        if mode == "x+b":
            raise OSError(30, "Read-only file system")
        return really(path, mode, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)


def _without(*modules: str) -> Made:
    def hide(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in modules:
            monkeypatch.setitem(sys.modules, module, None)

    return hide


def _changed_by_both(here: Path, _: pytest.MonkeyPatch) -> None:
    """A line of an imported course is changed by hand, and then on the page too."""
    (here / "page.txt").write_text(PAGE, encoding="utf-8")
    answer("import page.txt --into lamp")
    script = here / "lamp" / "script.fountain"
    script.write_text(script.read_text("utf-8").replace("With what?", "What with?"), "utf-8")
    (here / "page.txt").write_text(PAGE.replace("With what?", "Using what?"), encoding="utf-8")
    for kept in (here / "lamp" / "sources").iterdir():
        kept.unlink()


def _accepted_without_a_place(here: Path, _: pytest.MonkeyPatch) -> None:
    """What `booklet draw` writes for the course, with a decision put in by hand."""
    answer("draw my-course")
    file = here / "my-course" / "annotations.yaml"
    text = file.read_text("utf-8").replace("    made:", "    decision: accept\n    made:", 1)
    file.write_text(text, encoding="utf-8")


# ----------------------------------------------------------------------------- PDFs


def _locked(user: str = "", **allowed: bool) -> bytes:
    permissions = pikepdf.Permissions(**allowed)
    return saved(document(4), encryption=pikepdf.Encryption("owner", user, allow=permissions))


def _damaged() -> bytes:
    pdf = saved(document(5), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return pdf[: pdf.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"


def _sheets() -> bytes:
    made = impose(numbered(8), PrintOptions()).value
    assert made is not None
    return made.pdf


def _pdf(data: Callable[[], bytes]) -> Made:
    def write(here: Path, _: pytest.MonkeyPatch) -> None:
        (here / "pages.pdf").write_bytes(data())

    return write


def _zip(entries: Mapping[str, bytes]) -> Made:
    def make(folder: Path, _: pytest.MonkeyPatch) -> None:
        with zipfile.ZipFile(folder / "theirs.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries.items():
                archive.writestr(name, content)

    return make


MADE: dict[str, Made] = {
    "zip-empty": _zip({"analyses/": b""}),
    "zip-entry": _zip({"pack.yaml": b"", "../../.profile": b""}),
    "zip-left-out": _zip({"pack.yaml": b"", "Makefile": b""}),
    "zip-nested": _zip({"pack.yaml": b"", "more.zip": b""}),
    "zip-too-large": _zip({f"{number}.md": b"" for number in range(2001)}),
    "file-too-large": _huge,
    "gather-too-many": _notes_without_end,
    "file-unreadable": _no_ordinary_file,
    "xml-too-large": _long_paragraph,
    "yaml-too-large": _many_values,
    "template-not-written": _read_only,
    "csl-missing": _without("citeproc", "citeproc.source.json"),
    "web-extra-missing": _without("trafilatura"),
    "kept-yours": _changed_by_both,
    "decision-without-place": _accepted_without_a_place,
    "pdf-encrypted": _pdf(lambda: _locked("secret")),
    "pdf-not-to-be-printed": _pdf(lambda: _locked(print_lowres=False, print_highres=False)),
    "pdf-empty": _pdf(lambda: saved(pikepdf.Pdf.new())),
    "pdf-cut-off": _pdf(lambda: numbered(30)[: len(numbered(30)) // 2]),
    "pdf-repaired": _pdf(_damaged),
    "already-imposed": _pdf(_sheets),
    "page-without-size": _pdf(lambda: numbered([Leaf(), Leaf(0, 0)])),
    "pages-scaled": _pdf(lambda: numbered(8)),
    "pdf-too-long": _many_pages,
    "pdf-too-large": _nothing_but_large,
    "gutter-too-wide": _pdf(lambda: numbered(8)),
    "no-room-for-marks": _pdf(lambda: numbered(8)),
    "pdf-untagged": _pdf(lambda: numbered(8)),
}


# -------------------------------------------------- messages without an input of their own

_SPEECH = Span("my-course/script.yaml", 4, 9)
_TERM = Span("my-course/glossary.yaml", 2, 5)
_NOTE = Span("my-course/annotations.yaml", 2, 5)
_NOTHING = Account(("1", "2", "3"), (), (), (), (), (), (), (), ())


def _cut(kind: str, text: str) -> Said:
    def say(_: Path) -> Iterable[Problem]:
        item = ItemAccount(kind, "1.1", text, _SPEECH, (2,), ("that", "you"), 4)  # type: ignore[arg-type]
        return findings(replace(_NOTHING, speeches=(item,)))

    return say


def _lost(kind: str, text: str) -> Said:
    def say(_: Path) -> Iterable[Problem]:
        item = ItemAccount(kind, "1.1", text, _SPEECH, (), ("Is", "that", "you"), 3)  # type: ignore[arg-type]
        return findings(replace(_NOTHING, speeches=(item,)))

    return say


def _note(
    pages: tuple[int, ...],
    displacement: float | None,
    missing: tuple[str, ...] = (),
    *,
    lacks: tuple[str, ...] = (),
    in_order: bool = True,
) -> Said:
    def say(_: Path) -> Iterable[Problem]:
        note = NoteAccount(
            id="hand-door",
            number=3,
            citation="1.2",
            span=_NOTE,
            home=1,
            pages=pages,
            displacement=displacement,
            missing=missing,
            marked=False,
            clipped=False,
            overlaps=False,
            lacks=lacks,
            in_order=in_order,
        )
        return findings(replace(_NOTHING, notes=(note,)))

    return say


def _account(**what: object) -> Said:
    return lambda _: findings(replace(_NOTHING, **what))  # type: ignore[arg-type]


def _course(here: Path) -> Course:
    course = read_course(here / "my-course", "my-course").value
    assert course is not None
    return course


def _without_words(here: Path) -> Iterable[Problem]:
    lost = Annotation("hand-door", "", "Body.", "placed", _NOTE, target=Target(0, 9, 0, 4, ""))
    return edit(_course(here), (lost,)).problems


def _nothing_to_read(here: Path) -> Iterable[Problem]:
    course = _course(here)
    empty = replace(course, script=replace(course.script, scenes=()))
    return plan(empty, PlanOptions(2, 60)).problems


def _much_text(_: Path) -> Iterable[Problem]:
    page = InputFile("page.txt", b"Mara: Is that you?\n" * (MOST_LINES + 1))
    return read_sources((page,), {}).problems


def _died(_: Path) -> Iterable[Problem]:
    return Child(Limits(), lambda _: None).run(jobs.aborting).problems


def _greedy(_: Path) -> Iterable[Problem]:
    limits = Limits(mebibytes=512)
    return Child(limits, lambda _: None).run(jobs.greedy).problems


def _full_disk(_: Path) -> Iterable[Problem]:
    full = NotWrittenError(
        errno.ENOSPC, "the disk is full", Path("my-course/build/my-course.pdf"), "make room on it"
    )
    return (not_written(full),)


def _without_pango(_: Path) -> Iterable[Problem]:
    return (library_missing(MissingLibraryError("cannot load library 'libpango-1.0-0'")),)


def _fault(_: Path) -> Iterable[Problem]:
    told = fault("Traceback (most recent call last):\nZeroDivisionError: division by zero\n")
    log = Path(told.hint.rpartition(": ")[2])
    log.unlink()
    return (replace(told, hint=told.hint.replace(str(log), "/tmp/booklet-failure-1.log")),)


def _talkative(_: Path) -> Iterable[Problem]:
    limits = Limits(output_mebibytes=1)
    return Child(limits, lambda _: None).run(jobs.talkative).problems


def _endless_script(_: Path) -> Iterable[Problem]:
    words = "on and on " * 10_000
    text = "INT. LAMP ROOM\n" + f"\nMARA\n{words}\n" * 41
    with tempfile.NamedTemporaryFile(suffix=".fountain") as file:
        Path(file.name).write_text(text, encoding="utf-8")
        return read_script(Path(file.name), "my-course/script.fountain").problems


def _acting(_: Path) -> Iterable[Problem]:
    pdf = document(1)
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    return harmless({"PDF": saved(pdf)}, Path("/home/mara/my-course")).problems


def _telling(_: Path) -> Iterable[Problem]:
    body = parse("<p>/home/mara/my-course/script.fountain</p>").root
    page = for_screen(body, "", lambda element: element)
    return harmless({"web page": page}, Path("/home/mara/my-course")).problems


def _nested(here: Path) -> Iterable[Problem]:
    failure = NestedError(Element("div", {"class": "facing"}))
    return (
        layout_failure(failure, CourseFetcher(here / "my-course", Span("my-course/booklet.yaml"))),
    )


def _crowded(here: Path) -> Iterable[Problem]:
    failure = LayoutLimitError("more than 1,000 boxes float on one page", Element("p"))
    fetcher = CourseFetcher(here / "my-course", Span("my-course/booklet.yaml"))
    return (layout_failure(failure, fetcher),)


def _unset(here: Path) -> Iterable[Problem]:
    (here / "my-course" / "styles").mkdir()
    (here / "my-course" / "styles" / "course.css").write_text("p { font-size: 9e9pt }")
    fetcher = CourseFetcher(here / "my-course", Span("my-course/booklet.yaml"))
    return (layout_failure(OverflowError("the number is too large"), fetcher),)


def _plugged(code: str) -> Said:
    def said(here: Path) -> Iterable[Problem]:
        (here / "harbour.py").write_text(f"from booklet.plugins import *\n{code}\n", "utf-8")
        info = here / "booklet_harbour-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: booklet-harbour\n")
        (info / "entry_points.txt").write_text("[booklet.pieces]\nlongest = harbour:LONGEST\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "path", [str(here), *sys.path])
            patch.chdir(here.parent)
            read = plugged("booklet.pieces", Piece, ())
            del sys.modules["harbour"]
        try:
            for piece in read.value or ():
                assert piece.prepare
                piece.prepare(None)
        except PluginError as failed:
            return (failed.problem,)
        return read.problems

    return said


_PIECE = (
    "Piece('longest', '', prepare=lambda e: e.script, words={'en': 'L'}, template=Path(__file__))"
)

SAID: dict[str, Said] = {
    "plugin-unusable": _plugged("LONGEST = Piece('longest', 'the longest speeches')"),
    "plugin-failed": _plugged(f"LONGEST = {_PIECE}"),
    "script-too-long": _endless_script,
    "output-acts": _acting,
    "output-tells-path": _telling,
    "layout-nested": _nested,
    "layout-crowded": _crowded,
    "layout-failed": _unset,
    "output-limit": _talkative,
    "not-written": _full_disk,
    "library-missing": _without_pango,
    "program-failed": _fault,
    "stage-died": _died,
    "memory-limit": _greedy,
    "note-without-words": _without_words,
    "nothing-to-read": _nothing_to_read,
    "too-much-text": _much_text,
    "speech-cut": _cut("speech", "MARA: Is that you?"),
    "direction-cut": _cut("direction", "The lamp is lit."),
    "heading-cut": _cut("heading", "LAMP ROOM"),
    "cue-cut": _cut("cue", "MARA: Is that you?"),
    "heading-lost": _lost("heading", "LAMP ROOM"),
    "cue-lost": _lost("cue", "MARA: Is that you?"),
    "note-cut": _note((1,), 0.0, ("for", "ever")),
    "note-far": _note((1,), 200.0),
    "note-away": _note((3,), None),
    "note-incomplete": _note((1,), 0.0, lacks=("always dark", "B")),
    "note-early": _note((1,), 0.0, in_order=False),
    "matter-lost": _account(matter=(MatterAccount("glossary", "wick", _TERM, ()),)),
    "text-off-page": _account(off_page=(HiddenText(2, "Is that you?", 40.0),)),
    "text-clipped": _account(clipped=(HiddenText(2, "Is that you?", 40.0),)),
    "text-overlap": _account(overlaps=(Overlap(2, "Is that you?", "It is always", 50.0, 8.0),)),
    "text-moved": _account(
        moved=(
            MovedText(
                2,
                "MARA: Is that you?",
                "the speech 1.1",
                "the heading 1",
                Span("my-course/script.yaml", 4, 9),
            ),
        )
    ),
    "glyph-swapped": _account(
        unseen=(
            UnseenText(
                2,
                "Is that you?",
                "swapped",
                1.0,
                10.0,
                "the speech 1.1",
                Span("my-course/script.yaml", 4, 9),
                (("a", "o"), ("o", "a")),
            ),
        )
    ),
    "note-overlap": _account(
        overlaps=(Overlap(2, "She asks it", "It is always", 50.0, 8.0, "hand-door"),)
    ),
    "glyph-missing--in-the-pdf": _account(missing_glyphs=(MissingGlyph(2, "ᚠ", "the ᚠ on it", 1),)),
}
