"""The job of `booklet gather`: the notes of a group put into `annotations.yaml`.

In: a course folder and files that a tool for annotations exported. Out: a `GatherDraft`, and
every problem met on the way. It runs in a process of its own, like the jobs of `booklet.build`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from booklet.draw import GatheredEntry, annotations_text, cited_words, draw_all, gathered_entries
from booklet.draw.keeping.checksum import checksum
from booklet.draw.keeping.gathered import gathered_id
from booklet.edit import script_annotations
from booklet.gather import read_notes
from booklet.limits import NOTHING_ASKED, Tell, allowed
from booklet.model import AnnotationRecord, GatheredNote, Limits
from booklet.outputs import GatherDraft
from booklet.problems import Problem, Result, has_errors, some, warning
from booklet.read.annotation_edits import with_entry, with_new, with_replaced
from booklet.read.annotations import parse_annotations
from booklet.read.course import read_course
from booklet.read.text.files import read_text

MOST_ORPHANS = 5
"""Orphans that are told one by one."""


def gather_notes(
    tell: Tell,
    folder: Path,
    shown: str,
    files: Sequence[Path],
    *,
    together: str = "",
    asked: Limits = NOTHING_ASKED,
) -> Result[GatherDraft]:
    """The annotations of the course in `folder` with the notes in `files`; nothing is written.

    A note that comes again is the same entry: it is written anew, unless somebody changed or
    decided on it. `together` is the one name under which all members write, if they do.
    Problems: those of reading the course, of `read_notes`, and `gather-orphan` (a warning for
    each note without a place).
    """
    tell("read")
    course = read_course(folder, shown)
    problems = [*course.problems]
    notes: dict[str, GatheredNote] = {}
    for file in files:
        text = read_text(file, str(file))
        problems += text.problems
        if text.value is not None:
            read = read_notes(text.value, str(file), together)
            problems += read.problems
            notes |= {note.identifier: note for note in read.value or ()}
    if course.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    settings, script, records = course.value.settings, course.value.script, course.value.records
    tell(allowed(asked, settings.limits))
    tell("draw")
    drawn = draw_all(
        script,
        course.value.analyses,
        records,
        note_words=settings.note_words,
        cast=settings.cast,
    )
    if drawn.value is None or has_errors(drawn.problems):
        return Result(None, (*problems, *drawn.problems))
    before = annotations_text(drawn.value.annotations, records, script, course.value.notes)
    before = with_new(before, "was", cited_words(records or (), script))
    name = f"{shown}/annotations.yaml"
    known = {record.id: record for record in parse_annotations(before, name).value or ()}
    analyses = {analysis.id for analysis in course.value.analyses}
    made = {entry.id: entry for entry in gathered_entries(tuple(notes.values()), script, analyses)}
    bodies = {gathered_id(note.identifier): note.body for note in notes.values()}
    brought = {one.id for one in script_annotations(script)}
    text_now, became = _merged(before, known, made, bodies, brought)
    orphans = [
        made[one]
        for one, what in became.items()
        if what != "decided" and not made[one].placed and one not in brought
    ]
    problems += _orphans(orphans, name)
    again = parse_annotations(text_now, name)
    problems += [problem for problem in again.problems if problem.severity == "error"]
    counts = Counter(became.values())
    draft = GatherDraft(
        text_now, counts["new"], counts["updated"], counts["same"], counts["decided"], len(orphans)
    )
    return Result(draft, tuple(problems))


def _merged(
    before: str,
    known: dict[str, AnnotationRecord],
    made: dict[str, GatheredEntry],
    bodies: dict[str, str],
    brought: set[str],
) -> tuple[str, dict[str, str]]:
    """The text with all entries, and what became of each: new, updated, same or decided.

    `bodies` are the words of the notes, `brought` those that the script itself brings; by id.
    """
    became: dict[str, str] = dict.fromkeys(brought & made.keys(), "same")
    replaced: list[tuple[str, str]] = []
    for identifier, record in known.items():
        entry = made.get(identifier)
        if entry is None:
            continue
        if not record.gathered and " ".join(record.body.split()) == bodies[identifier]:
            became[identifier] = "same"
        elif _is_changed(record):
            became[identifier] = "decided"
        elif record.gathered in entry.text.rpartition("gathered:")[2]:
            became[identifier] = "same"
        else:
            became[identifier] = "updated"
            replaced.append((record.text, entry.text))
    text = with_replaced(before, replaced)
    assert text is not None, "the records were read from this very text"
    new = [entry for identifier, entry in made.items() if identifier not in became]
    if new:
        text = with_entry(text, "\n".join(entry.text for entry in new))
        assert text is not None, "the list was written with dashes"
    return text, became | {entry.id: "new" for entry in new}


def _is_changed(record: AnnotationRecord) -> bool:
    """Whether somebody decided on a gathered entry, or changed it."""
    return not record.gathered or record.gathered != checksum(record.text)


def _orphans(orphans: Sequence[GatheredEntry], file: str) -> list[Problem]:
    told = some([entry.id for entry in orphans], MOST_ORPHANS)
    if not orphans:
        return []
    return [
        warning(
            "gather-orphan",
            f"{file}: no one place in the script for {told}",
            None,
            "They are kept and not printed. Give each a `target`, such as `target: 2.14`, or "
            "`decision: reject`.",
        )
    ]
