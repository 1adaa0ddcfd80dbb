"""All editions of a course share their numbers: a room with several finds the place together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from booklet.citation import number
from booklet.draw import draw
from booklet.edit import edit, speaking_roles
from booklet.model import Annotation, Course, EditedDual, EditedSpeech, Edition, EditionChoice
from booklet.read.course import read_course
from booklet.read.keys.editions import BUILT_IN

Sample = tuple[Course, tuple[Annotation, ...]]


@pytest.fixture(scope="module")
def sample(lamplight: Path) -> Sample:
    course = read_course(lamplight, "lamplight").value
    assert course is not None
    drawn = draw(course.script, course.analyses, course.records, note_words=45).value
    assert drawn is not None
    return course, drawn


def edition(sample: Sample, choice: EditionChoice) -> Edition:
    course, annotations = sample
    made = edit(course, annotations, choice).value
    assert made is not None
    return made


def choices(course: Course) -> Iterator[EditionChoice]:
    for choice in BUILT_IN.values():
        roles = speaking_roles(course.script) if choice.part else ("",)
        yield from (replace(choice, role=role) for role in roles)


def citations(of: Edition) -> dict[int, str]:
    """The citation of every speech that is printed, by the speech's identity."""
    speeches: list[EditedSpeech] = []
    for scene in of.scenes:
        for element in scene.elements:
            if isinstance(element, EditedSpeech):
                speeches.append(element)
            elif isinstance(element, EditedDual):
                speeches += element.speeches
    return {id(edited.speech): edited.citation for edited in speeches}


def test_every_speech_has_one_citation_in_all_editions(sample: Sample) -> None:
    course, _ = sample
    expected = {
        id(speech): citation
        for scene, numbers in zip(course.script.scenes, number(course.script), strict=True)
        for speech, citation in zip(scene.speeches(), numbers.speeches, strict=True)
    }
    assert len(expected) > 300
    for choice in choices(course):
        found = citations(edition(sample, choice))
        assert found.items() <= expected.items(), choice.name
        assert choice.part or len(found) == len(expected), choice.name


def test_every_speech_is_in_the_part_of_whoever_speaks_it(sample: Sample) -> None:
    course, _ = sample
    everybody: set[int] = set()
    for choice in choices(course):
        if choice.part:
            everybody |= citations(edition(sample, choice)).keys()
    assert len(everybody) == len(citations(edition(sample, BUILT_IN["reader"])))


def test_every_note_has_one_number_in_all_editions(sample: Sample) -> None:
    course, _ = sample
    whole = {
        note.id: (note.citation, note.number) for note in edition(sample, BUILT_IN["teacher"]).notes
    }
    assert len(whole) > 60
    for choice in choices(course):
        for note in edition(sample, choice).notes:
            assert whole[note.id] == (note.citation, note.number)
