"""`booklet build`: PDF and web page of a course, or of several."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from booklet import jobs
from booklet.child import Ending, JobError
from booklet.cli.called import command
from booklet.cli.course import (
    Running,
    build_limit_options,
    cache_option,
    courses_argument,
    ink_option,
    output_folder,
    output_name,
)
from booklet.cli.failures import fault, not_written
from booklet.cli.together import Job, run_together
from booklet.cli.voice import Voice, as_data, counts, json_text
from booklet.cli.wanted import Choice, Wanted, wanted_editions
from booklet.counting import counted
from booklet.files import real
from booklet.model import Limits
from booklet.outputs import Booklet
from booklet.problems import Problem, Result, error, has_errors
from booklet.writing import NotWrittenError, clear_leavings, same_file, write_files

SHEETS = "-sheets"
"""What the name of the printer's sheets adds to that of the PDF for reading."""


@click.command()
@courses_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the files go; of several courses, each into a folder there.  "
    "[default: COURSE/build]",
)
@click.option("--pdf/--no-pdf", default=True, help="Make the PDF or leave it out.")
@click.option(
    "--html/--no-html",
    default=None,
    help="Make the web page or leave it out.  [default: of the reader's edition]",
)
@click.option("--epub/--no-epub", default=False, help="Make the EPUB too.")
@click.option(
    "--edition",
    "names",
    multiple=True,
    metavar="NAME",
    help="An edition, or all; may be given again.  [default: reader]",
)
@click.option(
    "--role", "roles", multiple=True, metavar="NAME", help="Whose part it is; may be given again."
)
@click.option(
    "-j",
    "--jobs",
    "at_once",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    metavar="N",
    help="Editions and courses built at the same time.  [default: one a processor]",
)
@ink_option
@cache_option
@click.option("--open", "opened", is_flag=True, help="Open what was made: the page, else the PDF.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each course as JSON.")
@build_limit_options
@click.pass_context
def build(
    ctx: click.Context,
    courses: tuple[Path, ...],
    output: Path | None,
    pdf: bool,
    html: bool | None,
    epub: bool,
    names: tuple[str, ...],
    roles: tuple[str, ...],
    at_once: int,
    ink: bool,
    cache: bool,
    opened: bool,
    as_json: bool,
    limits: Limits,
) -> None:
    """Make the PDF and the web page of COURSE.

    With --edition another edition than the reader's, or several. Where booklet.yaml says
    how to print it, the sheets for the printer too.

    A build that fails leaves the files of the last one as they were. With several courses,
    one that fails, hangs or dies keeps none of the others from being built.
    """
    if not pdf and html is False and not epub:
        raise click.UsageError("--no-pdf and --no-html together leave nothing to build")
    voice: Voice = ctx.obj
    told = replace(voice, quiet=True) if as_json else voice
    batch = [_Course(course, folder) for course, folder in _folders(courses, output)]
    several = len(batch) > 1
    make = _Make(told, limits, pdf, html, epub, ink, several, cache)

    chosen = run_together([make.choice(each.path, names, roles) for each in batch], at_once)
    for each, choice in zip(batch, chosen, strict=True):
        each.choose(choice, told)
        if not each.wanted:
            each.finish(told, as_json, several)
    todo = [(each, one) for each in batch for one in each.wanted]

    def done(at: int, result: Result[Booklet]) -> None:
        course, one = todo[at]
        course.results[one] = result
        if len(course.results) == len(course.wanted):
            course.finish(told, as_json, several)

    run_together(
        [make.booklet(each.path, one) for each, one in todo],
        at_once,
        [one.effort for _, one in todo],
        done,
    )
    if as_json:
        entries = [each.as_data() for each in batch]
        click.echo(json_text(entries))
    elif several:
        voice.say(_table(batch))
    if opened:
        for each in batch:
            each.open()
    if any(each.failed for each in batch):
        ctx.exit(1)


def _folders(courses: Sequence[Path], output: Path | None) -> list[tuple[Path, Path]]:
    """Each course, and the folder for its files."""
    if output is None:
        folders = [(course, output_folder(course)) for course in courses]
    elif len(courses) == 1:
        folders = [(courses[0], output)]
    else:
        folders = [(course, output / output_name(course)) for course in courses]
    for at, (course, folder) in enumerate(folders):
        for other, its in folders[:at]:
            if same_file(real(folder), real(its)):
                raise click.UsageError(f"{other} and {course} would both be built into {folder}")
    return folders


@dataclass(frozen=True, slots=True)
class _Make:
    """What is asked for of every course, as jobs."""

    voice: Voice
    limits: Limits
    pdf: bool
    html: bool | None
    epub: bool
    ink: bool
    several: bool
    cache: bool

    def choice(self, course: Path, names: tuple[str, ...], roles: tuple[str, ...]) -> Job:
        """A job that tells which editions are to be built."""
        return self._alone(
            lambda ending: wanted_editions(course, self.voice, self.limits, names, roles, ending)
        )

    def booklet(self, course: Path, one: Wanted) -> Job:
        """A job that makes an edition."""
        page = self.html if self.html is not None else one.edition == "reader" or not self.pdf
        return self._alone(
            lambda ending: self._running(ending).of_course(
                jobs.build.build,
                course,
                pdf=self.pdf,
                page=page,
                epub=self.epub,
                ink=self.ink,
                edition_name=one.edition,
                role=one.role,
                asked=self.limits,
            )
        )

    def _running(self, ending: Ending) -> Running:
        return Running(self.voice, self.limits, ending, self.several, self.cache)

    def _alone(self, job: Job) -> Job:
        """The job; where there are several courses, a fault of ours in one is a problem of it."""

        def run(ending: Ending) -> Result[object]:
            try:
                return job(ending)
            except JobError as failure:
                if not self.several:
                    raise
                return Result(None, (fault(failure.details),))

        return run


@dataclass(slots=True)
class _Course:
    """A course of the batch: what is to be built of it, and what became of that."""

    path: Path
    folder: Path
    wanted: tuple[Wanted, ...] = ()
    results: dict[Wanted, Result[Booklet]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    written: dict[Wanted, tuple[Path, ...]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether anything that was wanted is not there, or has errors."""
        return len(self.written) < max(1, len(self.wanted)) or has_errors(self.problems)

    def choose(self, choice: Result[Choice], voice: Voice) -> None:
        """Take what is to be built; nothing where the course cannot be read."""
        self.problems += choice.problems
        if choice.value is None:
            return
        for name in choice.value.left_out:
            voice.say(f"Left out: {name}, as no role is named; --role NAME builds one.")
        clash = self._clash(choice.value.wanted)
        if clash is None:
            self.wanted = choice.value.wanted
        else:
            self.problems.append(clash)

    def finish(self, voice: Voice, silent: bool, several: bool) -> None:
        """Write what was made, now that all of it has ended, and tell of it."""
        # The editions of a course share most of their problems.
        found = (p for one in self.wanted for p in self.results[one].problems)
        self.problems = list(dict.fromkeys([*self.problems, *found]))
        lines: list[str] = []
        for one in self.wanted:
            result = self.results[one]
            if result.value is not None and not has_errors(result.problems):
                lines += self._write(one, result.value, several)
        if not self.written:
            clear_leavings(self.folder)
        if not silent:
            voice.report(self.problems, command("check", self.path))
        for line in lines:
            voice.say(line)

    def open(self) -> None:
        """Show the page, the PDF or the EPUB of the first edition, in the program that does so."""
        for paths in self.written.values():
            kinds = (".html", ".pdf", ".epub")
            click.launch(str(min(paths, key=lambda path: kinds.index(path.suffix))))
            return

    def as_data(self) -> dict[str, object]:
        """What became of it, as plain data."""
        return {
            "course": self.path.as_posix(),
            "built": not self.failed,
            "editions": [
                {
                    "edition": one.edition,
                    "role": one.role,
                    "title": made.title,
                    "pages": made.pages,
                    "notes": made.notes,
                    "carried": made.carried,
                    "at_end": made.at_end,
                    "passages": made.passages,
                    "left_out": made.left_out,
                    "files": [path.as_posix() for path in paths],
                }
                for one, paths in self.written.items()
                if (made := self.results[one].value) is not None
            ],
            "problems": as_data(self.problems),
        }

    def _write(self, one: Wanted, made: Booklet, several: bool) -> list[str]:
        name = output_name(self.path, one.edition, one.role)
        files = _files(made, self.folder, name)
        # A folder that a person names may lie anywhere; a course's own `build` may not.
        inside = self.path if self.folder == output_folder(self.path) else None
        try:
            write_files(files, inside=inside)
        except NotWrittenError as exception:
            if not several:
                raise
            self.problems.append(not_written(exception))
            return []
        self.written[one] = tuple(files)
        lines = [_summary(made, "" if len(self.wanted) == 1 else one.edition)]
        lines += [f"  {path}" for path in files]
        if made.left_out:
            lines.append(made.left_out)
        if made.passages and one == self.wanted[-1]:
            lines.append(made.passages)
        if made.sheets is not None:
            lines.append(f"{name}{SHEETS}.pdf: {made.sheets.summary}. {made.sheets.instructions}")
        return lines

    def _clash(self, wanted: Sequence[Wanted]) -> Problem | None:
        """Two editions whose files would have one name, on this system or on another."""
        names: dict[str, Wanted] = {}
        for one in wanted:
            name = output_name(self.path, one.edition, one.role)
            for each in (name, f"{name}{SHEETS}"):
                other = next((o for n, o in names.items() if same_file(Path(n), Path(each))), None)
                if other not in (None, one):
                    return error(
                        "same-file-name",
                        f"the files of `{_called(other)}` and of `{_called(one)}` would have the "
                        f"same name, {each}",
                        None,
                        "Give one of the two another name, or build them into two folders.",
                    )
                names[each] = one
        return None


def _called(one: Wanted | None) -> str:
    return "" if one is None else f"{one.edition} {one.role}".strip()


def _table(batch: Sequence[_Course]) -> str:
    """A line a course, and one for all."""
    width = max(len(str(each.path)) for each in batch)
    lines = [""]
    for each in batch:
        pages = sum(r.value.pages for o, r in each.results.items() if o in each.written and r.value)
        made = counted(pages, "page") if pages else ""
        why = f"failed: {counts(each.problems)}" if each.failed else f"built   {made}"
        lines.append(f"{each.path!s:{width}}  {why}".rstrip())
    failed = sum(each.failed for each in batch)
    told = counted(len(batch), "course")
    lines.append(f"{told}: {len(batch) - failed} built, {failed} failed")
    return "\n".join(lines)


def _files(booklet: Booklet, folder: Path, name: str) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    if booklet.pdf is not None:
        files[folder / f"{name}.pdf"] = booklet.pdf
    if booklet.sheets is not None:
        files[folder / f"{name}{SHEETS}.pdf"] = booklet.sheets.pdf
    if booklet.page is not None:
        files[folder / f"{name}.html"] = booklet.page.encode()
    if booklet.epub is not None:
        files[folder / f"{name}.epub"] = booklet.epub
    return files


def _summary(booklet: Booklet, edition: str) -> str:
    title = f"{booklet.title} ({edition})" if edition else booklet.title
    if booklet.pdf is None:
        return title
    carried = f", {booklet.carried} of them on another page" if booklet.carried else ""
    carried += f", {booklet.at_end} at the end of their scene" if booklet.at_end else ""
    pages, notes = counted(booklet.pages, "page"), counted(booklet.notes, "note")
    return f"{title}: {pages}, {notes}{carried}"
