"""Which edition a name means, and for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.edit import choose, describe
from booklet.model import Course, EditionChoice
from booklet.problems import Problem
from booklet.read.keys.editions import BUILT_IN
from tests.edit.making import course, scene, speech

PIER = course(
    scene("INT. HUT", speech("TOM", "The bell is late."), speech("UNA", "It is not a bell.")),
    scene("EXT. PIER", speech("UNA", "Come on."), speech("UNA", "Come on, I said.")),
)


def with_editions(*own: EditionChoice) -> Course:
    settings = replace(PIER.settings, editions=(*BUILT_IN.values(), *own))
    return replace(PIER, settings=settings)


def chosen(name: str, role: str = "", *own: EditionChoice) -> EditionChoice:
    of = with_editions(*own)
    result = choose(of.settings, of.script, name, role)
    assert result.problems == ()
    assert result.value is not None
    return result.value


def refused(name: str, role: str = "", *own: EditionChoice) -> Problem:
    of = with_editions(*own)
    result = choose(of.settings, of.script, name, role)
    assert result.value is None
    (problem,) = result.problems
    return problem


def test_seven_editions_need_no_declaration() -> None:
    names = ["reader", "student", "teacher", "plain", "large-print", "annotate"]
    assert [*BUILT_IN] == [*names, "part"]
    assert [chosen(name).name for name in names] == names


def test_an_unknown_edition_is_told_with_the_nearest() -> None:
    problem = refused("studnet")
    assert problem.code == "unknown-edition"
    assert problem.hint.startswith("Did you mean `student`? The editions are reader, student,")


def test_a_part_is_for_a_role_and_letter_case_does_not_count() -> None:
    assert chosen("part", "una").role == "UNA"
    assert chosen("hers", "", EditionChoice("hers", part=True, role="Una")).role == "UNA"


def test_the_role_of_the_command_stands_before_that_of_the_course() -> None:
    assert chosen("hers", "tom", EditionChoice("hers", part=True, role="UNA")).role == "TOM"


@pytest.mark.parametrize(
    ("name", "role", "code", "hint"),
    [
        ("part", "", "role-missing", "`--role UNA`"),
        ("part", "UNNA", "role-never-speaks", "Did you mean UNA?"),
        ("part", "GULL", "role-never-speaks", "These speak: UNA and TOM."),
        ("reader", "UNA", "role-without-part", "`--role UNA`"),
        ("reader", "UNNA", "role-never-speaks", "Did you mean UNA?"),
    ],
)
def test_a_part_for_nobody_is_refused(name: str, role: str, code: str, hint: str) -> None:
    problem = refused(name, role)
    assert problem.code == code
    assert hint in problem.hint


@pytest.mark.parametrize("choice", BUILT_IN.values(), ids=BUILT_IN)
def test_every_edition_can_be_told_in_a_line(choice: EditionChoice) -> None:
    assert describe(choice)
    assert "\n" not in describe(choice)
