"""Small pages of our own in the shapes that pages come in, and ways to import them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from booklet.ingest.course import ImportedCourse, import_pages
from booklet.ingest.existing import ExistingCourse
from booklet.ingest.inputs import InputFile
from booklet.ingest.packs import Pack, parse_pack
from booklet.problems import Result

PAGES = Path(__file__).parent / "pages"

PACK = {
    "pack.yaml": """\
title: The Ferry Clock
language: en
themes: [time, work]
cast:
  - name: Orla
    aliases: [Orla Quill]
  - {name: Denny, aliases: [Denny Farrow]}
  - name: Machine
  - name: Baker
scenes:
  - id: dawn
    heading: Before dawn
    synopsis: Somebody climbs.
    cues: [One hundred and nine, Is it six yet]
  - id: noon
    heading: At noon
    cues: ["Denny: coming down"]
  - id: water
    heading: On the water
    cues: [A town that waits, smallest wheel]
  - id: after
    heading: Afterwards
    cues: [four thousand mornings, Knock]
analyses:
  - {cue: Who winds the town, author: Bo Lund}
""",
    "notes.yaml": """\
notes:
  - {id: n-wheel, cue: smallest wheel, body: It can be put back., themes: [work]}
  - {id: n-snow, cue: the first snow, body: There is none.}
""",
    "questions.yaml": """\
questions:
  - {id: q-noon, scene: noon, question: Whose noon is it?}
""",
}
"""The files of a pack for the film that the miniatures speak of."""


def page(name: str) -> InputFile:
    """One of the files in `pages/`."""
    return InputFile(name, (PAGES / name).read_bytes())


def text(name: str, content: str) -> InputFile:
    """A file with this text."""
    return InputFile(name, content.encode())


def pack(**files: str) -> Pack:
    """The miniature pack, some files of it replaced."""
    changed = {name.replace("_", "."): value for name, value in files.items()}
    parsed = parse_pack(PACK | changed, "ferry")
    assert parsed.value is not None, parsed.problems
    return parsed.value


def run(
    *files: InputFile, existing: Mapping[str, bytes] | None = None, pack: Pack | None = None
) -> Result[ImportedCourse]:
    """Import these files into a course that holds `existing`."""
    return import_pages(files, ExistingCourse(existing or {}), pack)


def imported(
    *files: InputFile, existing: Mapping[str, bytes] | None = None, pack: Pack | None = None
) -> ImportedCourse:
    """As `run`, for files that can be imported."""
    result = run(*files, existing=existing, pack=pack)
    assert result.value is not None, result.problems
    return result.value


def after(course: ImportedCourse, existing: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The files in the course folder once this has been written."""
    files = {**(existing or {}), **course.files}
    for name in course.removed:
        files.pop(name, None)
    return files


def codes(result: Result[ImportedCourse]) -> set[str]:
    """The codes of the problems."""
    return {problem.code for problem in result.problems}
