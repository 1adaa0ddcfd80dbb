"""Merge the script with its notes and number the whole.

In: a `Course`, the annotations of `draw`, and which edition is wanted. Out: the `Edition`.
Pure; numbers come from `booklet.citation` alone, so they are the same in every layout, and
everything is numbered before anything is chosen, so they are the same in every edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count

from booklet.citation import SceneNumbers, number
from booklet.edit.cast import cast_of
from booklet.edit.checks import (
    check_choice,
    check_duplicate_notes,
    check_questions,
    check_reuse,
    check_terms,
)
from booklet.edit.first_uses import Place, find_first_uses
from booklet.edit.grouping import NoteGroup, group_notes, printable
from booklet.edit.marks import cite, mark_lines, split_target
from booklet.edit.remarks import remarks
from booklet.edit.script_notes import SOURCES, script_annotations
from booklet.edit.selecting import select
from booklet.edit.series import make_series
from booklet.languages import FALLBACK, phrases
from booklet.model import (
    Annotation,
    Course,
    Direction,
    DualDialogue,
    EditedDual,
    EditedElement,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Edition,
    EditionChoice,
    Line,
    Mark,
    Note,
    Scene,
    SceneElement,
    Script,
    Series,
    Settings,
    Speech,
    TermMark,
)
from booklet.plugins import note_kind
from booklet.problems import Problem, Result, error

VERSE_SHARE = 0.1
"""A script is set as verse from this share of verse lines on: a poem quoted in a
screenplay does not make a verse play of it."""


def edit(
    course: Course,
    annotations: tuple[Annotation, ...],
    choice: EditionChoice = EditionChoice(),  # noqa: B008 (frozen)
) -> Result[Edition]:
    """Merge, group, number, then take what the edition of `choice` shows.

    An annotation becomes a note where it is placed, not rejected, and has a body; in the
    whole, all notes on persons are in the cast list, all on the whole in their piece.
    Problems: `note-without-words` (a target outside the script's words),
    `duplicate-annotation`, `question-without-scene`, `term-not-in-script`, `reuse-limit`.
    """
    script = course.script
    numbers = number(script)
    has_verse = _has_verse(script)
    chosen = printable((*annotations, *script_annotations(script)))
    series = make_series(course.analyses, chosen, _names(course.settings))
    problems: list[Problem] = list(check_duplicate_notes(chosen))
    problems += check_questions(course.questions, [scene.scene for scene in numbers])
    problems += check_terms(course.terms, script)

    first_uses = find_first_uses(course.terms, script.scenes, numbers, has_verse)

    cast = cast_of(course.settings, script)
    wide = [annotation for annotation in chosen if annotation.target is None]
    heads, others = remarks(wide, series, numbers, cast)
    scenes: list[EditedScene] = []
    notes: list[Note] = []
    grouped: list[tuple[NoteGroup, ...]] = []
    for index, scene in enumerate(script.scenes):
        groups, lost = group_notes(index, tuple(scene.speeches()), chosen, series)
        problems += [_lost(annotation) for annotation in lost]
        grouped.append(groups)
    marked = iter(_mark_numbers([group for groups in grouped for group in groups]))
    previous = None
    for index, (scene, names) in enumerate(zip(script.scenes, numbers, strict=True)):
        speeches = tuple(scene.speeches())
        numbered = [(next(marked), group) for group in grouped[index]]
        marks, scene_notes = _place(speeches, names, numbered, series, has_verse)
        notes += (*heads.get(index, ()), *scene_notes)
        scenes.append(
            EditedScene(
                scene=scene,
                number=names.scene,
                opens_act=scene.act is not None and scene.act != previous,
                elements=_numbered(scene, names, marks, _of_scene(first_uses, index)),
                head=heads.get(index, ()),
            )
        )
        previous = scene.act
    problems += [
        _lost(annotation)
        for annotation in chosen
        if annotation.target and not 0 <= annotation.target.scene < len(script.scenes)
    ]
    edition = Edition(
        settings=course.settings,
        script=script,
        cast=cast,
        scenes=tuple(scenes),
        series=tuple(series.values()),
        notes=(*notes, *others),
        analyses=course.analyses,
        questions=course.questions,
        terms=course.terms,
        has_verse=has_verse,
        front=_edited(script.front, _unnumbered),
    )
    problems += check_choice(choice, edition)
    selected = select(edition, choice)
    problems += check_reuse(selected)
    return Result(selected, tuple(problems))


def _names(settings: Settings) -> dict[str, str]:
    """What the sources are called that the script itself is."""
    said = {**phrases(FALLBACK).by_key, **phrases(settings.language or FALLBACK).by_key}
    said |= dict(settings.phrases)
    return {source: said[phrase] for source, phrase in SOURCES.values()}


def _of_scene(
    found: dict[Place, tuple[TermMark, ...]], scene: int
) -> dict[tuple[int, int], tuple[TermMark, ...]]:
    return {place[1:]: marks for place, marks in found.items() if place[0] == scene}


def _has_verse(script: Script) -> bool:
    lines = [
        line for scene in script.scenes for speech in scene.speeches() for line in speech.lines
    ]
    verse = sum(line.kind == "verse" for line in lines)
    return verse > 0 and verse >= VERSE_SHARE * len(lines)


def _lost(annotation: Annotation) -> Problem:
    return error(
        "note-without-words",
        f"note {annotation.id} is placed where the script has no spoken words",
        annotation.span,
        "Give it a quotation or a citation of a speech; `booklet draw` finds the place again.",
    )


def _place(
    speeches: tuple[Speech, ...],
    names: SceneNumbers,
    groups: Sequence[tuple[int, NoteGroup]],
    series: dict[str, Series],
    has_verse: bool,
) -> tuple[dict[tuple[int, int], list[Mark]], list[Note]]:
    """Every line's marks, by (speech, line), and the scene's notes in order.

    `groups` come with the numbers of their marks.
    """
    marks: dict[tuple[int, int], list[Mark]] = {}
    notes: list[Note] = []
    for mark_number, group in groups:
        slices = split_target(speeches, group.target)
        first = slices[0]
        citation = cite(speeches, names, first, has_verse)
        members = tuple(
            Note(
                id=annotation.id,
                number=mark_number,
                leads=position == 0,
                series=series[annotation.source],
                citation=citation,
                lemma=group.lemma,
                body=annotation.body.strip(),
                themes=annotation.themes,
                kind=annotation.kind,
                reason=annotation.reason,
                span=annotation.span,
                scope=annotation.scope,
                strength=annotation.strength,
            )
            for position, annotation in enumerate(group.annotations)
        )
        notes += members
        for part in slices:
            opens = part is first
            marks.setdefault((part.speech, part.line), []).append(
                Mark(part.start, part.end, mark_number, opens, members if opens else ())
            )
    return marks, notes


def _mark_numbers(groups: Sequence[NoteGroup]) -> list[int]:
    """From 1 through the whole script; marks of kinds that do not count come last.

    No two have one number: where a scene ends and the next begins on one spread, everybody
    finds the right note. The group's booklet has no gaps, and both say "note 7" of the same
    words.
    """
    last = [
        not any(note_kind(annotation.kind).counts for annotation in group.annotations)
        for group in groups
    ]
    order = sorted(range(len(groups)), key=lambda index: (last[index], index))
    numbers = [0] * len(groups)
    for mark_number, index in enumerate(order, start=1):
        numbers[index] = mark_number
    return numbers


def _numbered(
    scene: Scene,
    names: SceneNumbers,
    marks: dict[tuple[int, int], list[Mark]],
    terms: dict[tuple[int, int], tuple[TermMark, ...]],
) -> tuple[EditedElement, ...]:
    indices = count()

    def edited(speech: Speech) -> EditedSpeech:
        index = next(indices)
        citation = names.speeches[index]
        line_index = -1
        body: list[EditedLine | Direction] = []
        for part in speech.body:
            if isinstance(part, Line):
                line_index += 1
                body.append(
                    EditedLine(
                        part,
                        names.lines[index][line_index],
                        mark_lines(marks.get((index, line_index), ())),
                        terms.get((index, line_index), ()),
                    )
                )
            else:
                body.append(part)
        return EditedSpeech(speech, citation.rpartition(".")[2], citation, tuple(body))

    return _edited(scene.elements, edited)


def _unnumbered(speech: Speech) -> EditedSpeech:
    """A speech before the first scene: it has no number for citing, and no notes."""
    body = tuple(EditedLine(part) if isinstance(part, Line) else part for part in speech.body)
    return EditedSpeech(speech, "", "", body)


def _edited(
    elements: Iterable[SceneElement], edited: Callable[[Speech], EditedSpeech]
) -> tuple[EditedElement, ...]:
    """The elements, each speech edited, in order."""

    def element(one: SceneElement) -> EditedElement:
        if isinstance(one, DualDialogue):
            return EditedDual(tuple(map(edited, one.speeches)))
        return edited(one) if isinstance(one, Speech) else one

    return tuple(map(element, elements))
