"""The jobs of `booklet import`: pages of the user's own become a course.

In: files, the folder of the course, perhaps a pack. Out: a `CourseDraft`, and every problem
met on the way. Pages come from strangers, so like the jobs of `booklet.build` they run in a
process of their own; they write nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from booklet.counting import counted
from booklet.ingest.accounts import SourceAccount
from booklet.ingest.course import ImportedCourse, import_pages
from booklet.ingest.edge import read_existing, read_inputs, read_notices, read_pack
from booklet.ingest.existing import PACK_FILE, ExistingCourse
from booklet.ingest.sources import Again
from booklet.limits import Tell
from booklet.outputs import CourseDraft
from booklet.problems import Problem, Result, has_errors
from booklet.read.formats import format_problems
from booklet.writing import fingerprint_of

MOST_SHOWN = 8
"""Speakers that are named of a course."""

LONGEST_SHOWN = 60
"""Letters of a line that are shown of it."""


def import_course(
    tell: Tell, files: Sequence[Path], course: Path, shown: str, pack: str, again: Again = ""
) -> Result[CourseDraft]:
    """What the files make of the course in the folder `course`, which messages call `shown`.

    `pack` is the name of a pack or the path of its folder; "" takes the one the course was
    imported with before, if there was one; `again` says what becomes of a source that comes
    again. Problems: those of reading the files and the
    pack, and of `import_pages`.
    """
    tell("pages")
    inputs = read_inputs(files)
    existing = read_existing(course)
    remembered = existing.files.get(PACK_FILE, b"").decode("utf-8", "replace").strip()
    name = pack or remembered
    known = read_pack(name) if name else Result(None)
    problems = [*format_problems(), *inputs.problems, *known.problems]
    if inputs.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    found = import_pages(inputs.value, existing, known.value, tell, again)
    problems += [_in_course(problem, shown) for problem in found.problems]
    if found.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    new_pack = name if name != remembered else ""
    return Result(_draft(found.value, existing, new_pack), tuple(problems))


def left_open(tell: Tell, course: Path, shown: str) -> Result[None]:
    """What import left open in the course, to be told again whenever it is checked.

    Problems: those of `read_notices`.
    """
    tell("pages")
    return Result(None, read_notices(course, shown))


def _draft(imported: ImportedCourse, existing: ExistingCourse, pack: str) -> CourseDraft:
    files: list[tuple[str, bytes | None]] = [(name, None) for name in imported.removed]
    files += imported.files.items()
    if pack:
        files.append((PACK_FILE, f"{pack}\n".encode()))
    return CourseDraft(
        files=tuple(files),
        former=tuple((path, fingerprint_of(existing.files.get(path))) for path, _ in files),
        changes=tuple((change.path, change.what) for change in imported.changes),
        speeches=imported.speeches,
        scenes=imported.scenes,
        texts=sum(part.verdict == "analysis" for part in imported.segments),
        order=imported.order,
        readings=imported.variants,
        doubtful=imported.doubtful,
        languages=imported.languages,
        data=_listing(imported),
        receipt=tuple(_receipt(imported)),
    )


def _receipt(imported: ImportedCourse) -> Iterator[str]:
    """What came of each source, who speaks, which names are one person's, what is left out."""
    yield from _received(imported)
    if imported.speakers:
        most = ", ".join(f"{name} {count:,}" for name, count in imported.speakers[:MOST_SHOWN])
        more = len(imported.speakers) - MOST_SHOWN
        rest = f" and {counted(more, 'other')}" if more > 0 else ""
        yield f"{counted(len(imported.speakers), 'speaker')}: {most}{rest}"
    for name, others in imported.joined[:MOST_SHOWN]:
        yield (
            f"{name} stands for {' and '.join(others)} too; where that is somebody else, write "
            "the name into the script"
        )
    yield from (_left_out(each) for each in imported.accounts if each.letters and each.script)


def _received(imported: ImportedCourse) -> Iterator[str]:
    """What came of each source, in words."""
    counts: dict[str, Counter[str]] = {}
    for part in imported.segments:
        counts.setdefault(part.file, Counter())[part.verdict] += 1
    for file, found in counts.items():
        spoken = imported.spoken.get(file, 0)
        told = [counted(spoken, "speech", "speeches")] if spoken else []
        told += [counted(found["analysis"], "text")] if found["analysis"] else []
        told += ["a cast list"] if found["cast"] else []
        yield f"{file}: {', '.join(told) or 'nothing of it is in the course'}"


def _left_out(account: SourceAccount) -> str:
    """What of a script is not printed, in words."""
    lines = len(account.letters) - account.letters.count("O")
    unit = "line" if account.script == "lines" else "cue"
    if not account.left_out:
        return f"{account.file}: each of its {counted(lines, unit)} has its place"
    longest = account.longest_left_out
    shown = longest if len(longest) <= LONGEST_SHOWN else f"{longest[: LONGEST_SHOWN - 1]}…"
    return (
        f"{account.file}: {account.left_out:,} of {counted(lines, unit)} left out "
        f"({account.left_out / lines:.1%}; page heads, numbers and the like), the longest of "
        f"them “{shown}”"
    )


def _listing(imported: ImportedCourse) -> dict[str, object]:
    names = ("file", "first", "last", "verdict", "title", "author", "publication", "date", "reason")
    return {
        "speeches": imported.speeches,
        "scenes": imported.scenes,
        "order": imported.order,
        "readings": imported.variants,
        "doubtful": imported.doubtful,
        "languages": list(imported.languages),
        "speakers": dict(imported.speakers),
        "joined": {name: list(others) for name, others in imported.joined},
        "segments": [
            {key: getattr(part, key) for key in (*names, "language")} for part in imported.segments
        ],
        "sources": [
            {
                "file": each.file,
                "speeches": imported.spoken.get(each.file, 0),
                "lines": each.letters,
                "left_out": each.longest_left_out,
            }
            for each in imported.accounts
        ],
        "changes": {change.path: change.what for change in imported.changes},
    }


def _in_course(problem: Problem, shown: str) -> Problem:
    """A file of the course under the name by which it can be opened from here."""
    span = problem.span
    own = span is not None and (
        span.file.startswith(("sources/", "analyses/", ".import/")) or "/" not in span.file
    )
    if span is None or not own or Path(span.file).is_file():
        return problem
    return replace(problem, span=replace(span, file=str(PurePosixPath(shown, span.file))))
