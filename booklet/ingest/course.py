"""From pages to a course: the whole of `booklet import`, read from top to bottom.

Takes the files a person brings, the course as it is, and perhaps a pack; gives the
files of the course as values. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from booklet.ingest.accounts import SourceAccount, accounts_of
from booklet.ingest.course_merging import Change, merge_files
from booklet.ingest.drafting import Task, draft
from booklet.ingest.existing import ExistingCourse
from booklet.ingest.inputs import InputFile
from booklet.ingest.order import Method
from booklet.ingest.packs import Pack
from booklet.ingest.proposals import (
    known_speakers,
    language_of_course,
    other_languages,
    propose_segments,
    with_known_speakers,
)
from booklet.ingest.segments import Segment
from booklet.ingest.sources import Again, read_sources
from booklet.problems import Problem, Result, has_errors


@dataclass(frozen=True, slots=True)
class ImportedCourse:
    """The files to write and to remove, and what was found, for telling the person."""

    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]
    segments: tuple[Segment, ...]
    speeches: int
    scenes: int
    variants: int
    doubtful: int
    order: Method
    languages: tuple[str, ...] = ()
    accounts: tuple[SourceAccount, ...] = ()
    spoken: Mapping[str, int] = field(default_factory=dict)
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    speakers: tuple[tuple[str, int], ...] = ()


def import_pages(
    files: tuple[InputFile, ...],
    existing: ExistingCourse,
    pack: Pack | None,
    tell: Callable[[str], None] = lambda _: None,
    again: Again = "",
) -> Result[ImportedCourse]:
    """The course that comes out of these files, merged with what is there.

    `tell` hears each stage as it begins; `again` says what becomes of a source that comes again.
    Problems: those of the readers; `nothing-found`, `too-much-text`, `source-again`; warnings
    `no-quotations`, `order-unknown`, `place-unknown`, `other-language`, `note-without-place`,
    `not-in-script`, `kept-yours`, `speakers-unknown`. The value is None where there is
    an error: then nothing is to be written.
    """
    sources = read_sources(files, existing.files, again)
    problems = list(sources.problems)
    if sources.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    typed = dict(sources.value.typed)
    tell("cut")
    brought = with_known_speakers(sources.value, known_speakers(pack))
    segments = propose_segments(brought, existing, pack)
    problems += [_as_typed(problem, typed) for problem in segments.problems]
    if segments.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    proposed, decided = segments.value
    language = language_of_course(brought, decided, existing, pack)
    told = other_languages(brought.pages, decided, language)
    problems += [_as_typed(problem, typed) for problem in told]

    tell("collate")
    first = files[0].name if files else ""
    task = Task(brought, proposed, decided, pack, language or "en", first)
    drafted = draft(task)
    problems += [_as_typed(problem, typed) for problem in drafted.problems]
    if drafted.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    made = drafted.value
    written, kept = merge_files(made.files, existing)
    problems += kept
    spoken_in = [task.language.split("-")[0], *(p.language for p in decided if p.language)]
    course = ImportedCourse(
        files=written.files,
        removed=written.removed,
        changes=written.changes,
        segments=tuple(decided),
        speeches=made.speeches,
        scenes=made.scenes,
        variants=made.variants,
        doubtful=made.doubtful,
        order=made.order,
        languages=tuple(dict.fromkeys(spoken_in)),
        accounts=accounts_of(brought, decided),
        spoken=made.spoken,
        joined=made.joined,
        speakers=made.speakers,
    )
    return Result(course, tuple(problems))


def _as_typed(problem: Problem, typed: Mapping[str, str]) -> Problem:
    """The problem under the name of the file that the person brought."""
    span = problem.span
    if span is None or span.file not in typed:
        return problem
    return replace(problem, span=replace(span, file=typed[span.file]))
