"""Where the glossary's words are first used, and what is told of the words reproduced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.edit import edit
from booklet.model import Block, Course, EditedLine, EditedSpeech, Edition, ReuseLimit, Term
from booklet.problems import Problem
from tests.edit.making import HERE, analysis, course, note, scene, speech, verse


def first_uses(of: Course) -> dict[str, tuple[str, str]]:
    """By term its citation and the words marked there."""
    edition = edit(of, ()).value
    assert edition is not None
    return {
        mark.term: (mark.citation, part.line.text[mark.start : mark.end])
        for scene in edition.scenes
        for element in scene.elements
        if isinstance(element, EditedSpeech)
        for part in element.body
        if isinstance(part, EditedLine)
        for mark in part.terms
    }


def harbour(*terms: Term) -> Course:
    return course(
        scene(
            "QUAY",
            speech("Ada", "The quays are wet. The quay’s edge is worst."),
            speech("Bo", "Neap tide, and the QUAY dry."),
        ),
        scene("SHED", speech("Ada", "A tide is a tide.")),
        terms=terms,
    )


def test_the_first_use_of_a_word_is_marked_once_and_whatever_its_case() -> None:
    assert first_uses(harbour(Term("quay", "A wall.", HERE))) == {"quay": ("1.1", "quay")}
    assert first_uses(harbour(Term("neap Tide", "Low.", HERE))) == {
        "neap Tide": ("1.2", "Neap tide")
    }


def test_a_form_counts_as_its_word_and_a_part_of_a_word_does_not() -> None:
    assert first_uses(harbour(Term("quay", "", HERE, ("quays",)))) == {"quay": ("1.1", "quays")}
    assert first_uses(harbour(Term("edg", "", HERE))) == {}


def test_straight_and_curly_apostrophes_are_one() -> None:
    assert first_uses(harbour(Term("quay's edge", "", HERE))) == {
        "quay's edge": ("1.1", "quay’s edge")
    }


def test_of_two_terms_on_the_same_words_the_second_has_its_next_use() -> None:
    found = first_uses(harbour(Term("neap tide", "", HERE), Term("tide", "", HERE)))
    assert found == {"neap tide": ("1.2", "Neap tide"), "tide": ("2.1", "tide")}


def test_in_verse_a_first_use_is_cited_by_its_line() -> None:
    of = course(
        scene("", speech("Ada", verse("A wall of stone."), verse("A quay at noon."))),
        terms=(Term("quay", "", HERE),),
    )
    assert first_uses(of) == {"quay": ("1.2", "quay")}


WORDY = replace(
    analysis("tides", "Una Reed", "On Tides"),
    blocks=(Block("paragraph", "one two three four five six seven eight nine ten", 0, HERE),),
)


def reproducing(limit: ReuseLimit) -> tuple[Edition, tuple[Problem, ...]]:
    of = replace(harbour(), analyses=(WORDY,))
    of = replace(
        of, settings=replace(of.settings, matter=replace(of.settings.matter, reuse_limit=limit))
    )
    result = edit(of, (note("n", of, "tide", "One two three four.", source="tides"),))
    assert result.value is not None
    return result.value, result.problems


def test_a_source_knows_its_length_and_what_is_reproduced_of_it() -> None:
    edition, problems = reproducing(ReuseLimit())
    assert (edition.series[0].words, edition.series[0].length) == (4, 10)
    assert problems == ()


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        (ReuseLimit(3), 3),
        (ReuseLimit(None, 0.3), 3),
        (ReuseLimit(2, 0.9), 2),
        (ReuseLimit(4), None),
    ],
)
def test_more_than_the_limit_is_told_at_the_source(limit: ReuseLimit, most: int | None) -> None:
    _, problems = reproducing(limit)
    if most is None:
        assert problems == ()
        return
    (problem,) = problems
    assert (problem.code, problem.severity, problem.span) == ("reuse-limit", "warning", HERE)
    assert "4 of its 10 words" in problem.message
    assert problem.message.endswith(f"the limit is {most}")
