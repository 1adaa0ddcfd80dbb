"""A course folder, read whole.

Takes the folder; gives a `Course` and the problems of all its files at once. A file
with a mistake does not keep the others from being read, so that one run tells all.

```
my-course/
  booklet.yaml          needed
  script.fountain       needed: Fountain, TEI, Final Draft or YAML
  analyses/*.md
  annotations.yaml  questions.yaml  glossary.yaml
```
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from booklet.counting import counted
from booklet.files import real
from booklet.model import MEMBER, Analysis, AnnotationRecord, Course, Script, Settings, Span
from booklet.nearest import listed, nearest
from booklet.plugins import plugin_problems
from booklet.problems import Problem, Result, error, has_errors, warning
from booklet.read.analysis import parse_analysis
from booklet.read.annotations import parse_annotations
from booklet.read.formats import format_problems, script_endings, scripts
from booklet.read.glossary import parse_glossary
from booklet.read.house import house_problems
from booklet.read.keys.settings import SettingsFile, read_settings
from booklet.read.questions import parse_questions
from booklet.read.scene_numbers import duplicate_scene_numbers
from booklet.read.script import read_script
from booklet.read.speakers import nobody_speaks, similar_speakers, unknown_speakers
from booklet.read.text.files import read_text
from booklet.read.yaml.entries import duplicates

LANGUAGE = "en"
"""The language where neither `booklet.yaml` nor the script says one."""

LISTS = ("annotations.yaml", "questions.yaml", "glossary.yaml")
"""The optional files of a course that are lists."""

_ENDINGS_OF_LISTS = ("yaml", "yml", "yaml.txt", "txt", "json", "csv", "tsv", "xlsx", "ods")

T = TypeVar("T")


def read_course(folder: Path, shown: str) -> Result[Course]:
    """The course in `folder`, which the person called `shown`.

    The value is None where there is an error. Problems: those of all the files;
    `course-missing`, `settings-missing`, `script-missing`, `script-several`,
    `outside-course`, `file-unreadable`, `duplicate-analysis`, `unknown-source`,
    `unknown-speaker`, and the warnings `source-gone`, `analysis-ignored`, `file-ignored`,
    `similar-speakers`, `script-without-speeches` and `duplicate-scene-number`.
    """
    shown = shown.replace("\\", "/").rstrip("/") or shown
    missing = _without_folder(folder, shown)
    if missing is not None:
        return Result(None, (missing,))
    place = _Folder(folder, shown)

    settings_file = _read_settings(place)
    problems = [*plugin_problems(), *format_problems(), *settings_file.problems]
    script = _read_script(place, settings_file.value)
    problems += script.problems
    analyses = _read_analyses(place)
    problems += analyses.problems
    kinds = settings_file.value.kinds if settings_file.value else None
    records = _read_list(place, "annotations.yaml", partial(parse_annotations, kinds=kinds))
    questions = _read_list(place, "questions.yaml", parse_questions)
    terms = _read_list(place, "glossary.yaml", parse_glossary)
    problems += records.problems + questions.problems + terms.problems
    problems += _unknown_sources(records.value or (), place)
    problems += _odd_overrides(place)
    problems += _files_that_look_meant(place)

    settings = settings_file.value.settings if settings_file.value else None
    if settings is not None:
        problems += house_problems(folder, shown, settings)
    if script.value is not None:
        problems += unknown_speakers(script.value, settings.cast if settings else ())
        problems += similar_speakers(script.value, settings.cast if settings else ())
        problems += nobody_speaks(script.value)
        problems += duplicate_scene_numbers(script.value)
    if settings is None or script.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    course = Course(
        folder=shown,
        settings=_completed(settings, script.value, place),
        script=script.value,
        analyses=analyses.value or (),
        records=records.value,
        questions=questions.value or (),
        terms=terms.value or (),
        notes=_notes(place) if records.value is not None else "",
    )
    return Result(course, tuple(problems))


def _files_that_look_meant(place: _Folder) -> Iterator[Problem]:
    """A warning for each file that is called nearly as one that is not there."""
    for wanted in LISTS:
        if wanted in place.files:
            continue
        stem = wanted.removesuffix(".yaml")
        for file in place.files:
            name, _, ending = file.lower().partition(".")
            if ending in _ENDINGS_OF_LISTS and nearest(name, (stem,), likeness=0.8):
                table = ending in ("csv", "tsv", "xlsx", "ods")
                yield warning(
                    "file-ignored",
                    f"{place.name(file)} is not read",
                    None,
                    f"Write what it holds as YAML into `{wanted}`; a table is not read."
                    if table
                    else f"Rename it to `{wanted}`, if that is what it is.",
                )


def _odd_overrides(place: _Folder) -> Iterator[Problem]:
    """An error for each of the course's own templates, styles, pieces and house files that is no
    file of its own.

    Who uses them takes the shipped ones where the course has none: here it is told of.
    """
    for kind in ("templates", "styles", "pieces", "house"):
        if not place.holds(kind):
            yield place.leads_out(kind)
            continue
        for folder, folders, files in os.walk(place.path / kind):
            for name in sorted((*folders, *files)):
                path = Path(folder, name)
                file = path.relative_to(place.path).as_posix()
                if not place.holds(file):
                    yield place.leads_out(file)
                elif not path.is_dir() and not path.is_file():
                    yield error(
                        "file-unreadable",
                        f"{place.name(file)} is not an ordinary file",
                        None,
                        "Move it away, or give it another name.",
                    )


def _unknown_sources(records: Iterable[AnnotationRecord], place: _Folder) -> Iterator[Problem]:
    """An error where notes of a person's own have a source that is no file of `analyses/`.

    A warning where they were drawn from one that is gone, with which they may go.
    """
    files = _visible_files(place.path / "analyses") if place.holds("analyses") else ()
    named = sorted(Path(file).stem for file in files)
    known = {unicodedata.normalize("NFC", name) for name in named}
    lost: dict[str, list[AnnotationRecord]] = {}
    drawn: dict[str, list[AnnotationRecord]] = {}
    for record in records:
        if record.source.startswith(MEMBER):
            continue
        if record.source and _same(record.source) not in known:
            (drawn if record.made else lost).setdefault(record.source, []).append(record)
    for source, notes in drawn.items():
        yield _source_gone(source, notes, nearest(source, named))
    for source, notes in lost.items():
        meant = nearest(source, named)
        there = f"The analyses are {listed(named, 'and')}." if named else ""
        more = f" and {len(notes) - 1} more" if len(notes) > 1 else ""
        yield error(
            "unknown-source",
            f"note {notes[0].id}{more}: `{source}` is no analysis of this course",
            notes[0].span,
            f"Did you mean `{meant}`?" if meant else there or "Leave out `source`.",
        )


def _source_gone(source: str, notes: list[AnnotationRecord], like: str) -> Problem:
    renamed = f" Is `{like}` the same under another name? Then rename it back." if like else ""
    return warning(
        "source-gone",
        f"{counted(len(notes), 'note was', 'notes were')} drawn from `{source}`, which is no "
        "analysis of this course any more",
        notes[0].span,
        f"Put `analyses/{source}.md` back: without it only notes that you edited or decided on "
        f"are printed.{renamed}",
    )


def _same(source: str) -> str:
    """A source as names of files are compared: on some systems é is two characters."""
    return unicodedata.normalize("NFC", source)


# ----------------------------------------------------------------------- the folder


class _Folder:
    """The course folder: which files there are, and what the person calls them."""

    def __init__(self, path: Path, shown: str) -> None:
        self.path = path
        self.shown = shown
        self.files = sorted(_visible_files(path))

    def name(self, file: str) -> str:
        return str(PurePosixPath(self.shown, file))

    def holds(self, file: str) -> bool:
        """Whether that file, links followed, lies inside the course."""
        try:
            return real(self.path / file).is_relative_to(real(self.path))
        except (OSError, ValueError):
            return False

    def leads_out(self, file: str) -> Problem:
        return error(
            "outside-course",
            f"{self.name(file)} is a link to something outside of the course folder",
            None,
            "Copy the file into the course folder.",
        )


def _visible_files(folder: Path) -> Iterator[str]:
    try:
        for path in folder.iterdir():
            if not path.name.startswith(".") and not path.name.endswith(("~", ".bak", ".tmp")):
                yield path.name
    except OSError:
        return


def _without_folder(folder: Path, shown: str) -> Problem | None:
    try:
        if folder.is_dir():
            return None
        exists = folder.exists()
        beside = [path.name for path in folder.parent.iterdir() if path.is_dir()]
    except (OSError, ValueError):
        exists, beside = False, []
    if exists:
        hint = "A course is a folder with a file booklet.yaml in it; name that folder."
        return error("course-missing", f"{shown} is a file, not a course folder", None, hint)
    meant = nearest(folder.name, (name for name in beside if not name.startswith(".")))
    hint = f"`booklet new {shown}` makes a course there."
    if meant:
        hint = f"Did you mean `{shown.removesuffix(folder.name)}{meant}`? {hint}"
    return error("course-missing", f"there is no folder {shown}", None, hint)


# ------------------------------------------------------------------------ the files


def _read_settings(place: _Folder) -> Result[SettingsFile]:
    name = "booklet.yaml"
    if name in place.files:
        if not place.holds(name):
            return Result(None, (place.leads_out(name),))
        return read_settings(place.path / name, place.name(name))
    meant = nearest(name, place.files, likeness=0.75)
    hint = f"`booklet new {place.shown}` shows what belongs into it; one line is enough: `title: …`"
    if meant:
        hint = f"Rename `{meant}` to `{name}`."
    message = f"{place.name(name)} is not there, so {place.shown} is no course"
    return Result(None, (error("settings-missing", message, None, hint),))


def _read_script(place: _Folder, settings: SettingsFile | None) -> Result[Script]:
    named = settings.script if settings else ""
    if named:
        span = settings.script_span if settings else None
        if not (place.path / named).exists():
            return Result(None, (_no_such_script(place, named, span),))
    else:
        found = [file for file in place.files if _is_script(file)]
        if len(found) > 1:
            message = f"there are several scripts in {place.shown}: {listed(found, 'and')}"
            hint = f"Say in booklet.yaml which one is meant, for example `script: {found[0]}`."
            return Result(None, (error("script-several", message, None, hint),))
        if not found:
            return Result(None, (_no_script(place),))
        named = found[0]
    if not place.holds(named):
        return Result(None, (place.leads_out(named),))
    return read_script(place.path / named, place.name(named))


def _is_script(file: str) -> bool:
    path = Path(file)
    return path.stem.lower() == "script" and path.suffix.lower() in script_endings()


def _no_such_script(place: _Folder, named: str, span: Span | None) -> Problem:
    meant = nearest(named, place.files)
    hint = f"Did you mean `{meant}`?" if meant else _files_there(place)
    return error("script-missing", f"the script {place.name(named)} is not there", span, hint)


def _no_script(place: _Folder) -> Problem:
    candidates = [file for file in place.files if file != "booklet.yaml"]
    meant = nearest("script.fountain", candidates)
    hint = _files_there(place)
    if meant:
        hint = f"Is it `{meant}`? Then write `script: {meant}` in booklet.yaml. {hint}"
    names = listed([f"script{each.endings[0]}" for each in scripts() if each.endings])
    message = f"there is no script in {place.shown}: no {names}"
    return error("script-missing", message, None, hint)


def _files_there(place: _Folder) -> str:
    shown = place.files[:12]
    more = " and others" if len(place.files) > len(shown) else ""
    return f"The folder has {listed(shown, 'and')}{more}." if shown else "The folder is empty."


def _read_analyses(place: _Folder) -> Result[tuple[Analysis, ...]]:
    folder = place.path / "analyses"
    if not folder.is_dir():
        return Result(())
    if not place.holds("analyses"):
        return Result((), (place.leads_out("analyses"),))
    analyses: list[Analysis] = []
    problems: list[Problem] = []
    named: list[tuple[str, Span]] = []
    for file in sorted(_visible_files(folder)):
        path = folder / file
        inside = f"analyses/{file}"
        if path.suffix.lower() not in (".md", ".markdown"):
            problems.append(_ignored(place.name(inside)))
            continue
        if not place.holds(inside):
            problems.append(place.leads_out(inside))
            continue
        identifier = unicodedata.normalize("NFC", path.stem)
        named.append((identifier.casefold(), Span(place.name(inside))))
        text = read_text(path, place.name(inside))
        problems += text.problems
        if text.value is not None:
            read = parse_analysis(text.value, place.name(inside), identifier)
            problems += read.problems
            analyses += [read.value] if read.value else []
    problems += duplicates(named, "duplicate-analysis", "the name")
    return Result(tuple(analyses), tuple(problems))


def _ignored(shown: str) -> Problem:
    return warning(
        "analysis-ignored",
        f"{shown} is not read",
        None,
        "Analyses are Markdown files whose names end in .md; save it as one, or move it away.",
    )


def _read_list(
    place: _Folder, file: str, parse: Callable[[str, str], Result[tuple[T, ...]]]
) -> Result[tuple[T, ...]]:
    """What one of the optional list files holds; no value where there is no such file."""
    if file not in place.files:
        return Result(None)
    if not place.holds(file):
        return Result(None, (place.leads_out(file),))
    text = read_text(place.path / file, place.name(file))
    if text.value is None:
        return Result(None, text.problems)
    read = parse(text.value, place.name(file))
    return Result(read.value, text.problems + read.problems)


def _notes(place: _Folder) -> str:
    return read_text(place.path / "annotations.yaml", place.name("annotations.yaml")).value or ""


def _completed(settings: Settings, script: Script, place: _Folder) -> Settings:
    """The settings with what the script says where `booklet.yaml` does not."""
    return replace(
        settings,
        language=settings.language or script.language or LANGUAGE,
        authors=settings.authors or script.authors,
        script=settings.script or script.span.file.removeprefix(f"{place.shown}/"),
    )
