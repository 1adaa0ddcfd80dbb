"""A space that is lost, added or doubled between two words of the page is found."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest

from booklet.model import (
    CastMember,
    EditedLine,
    Edition,
    InlineDirection,
    Line,
    Matter,
    Question,
    Span,
)
from booklet.problems import Problem
from booklet.proof import prove
from tests.proof.pressroom import (
    BESIDE,
    FERRY,
    FILE,
    edition,
    line,
    page_html,
    print_pdf,
    speech,
    with_note_body,
)


def problems(of: Edition, page: str) -> tuple[Problem, ...]:
    return prove(print_pdf(page), of).problems


def printed(text: str, shown: str) -> list[str]:
    """The codes that the proof tells where a speech of this text is printed as `shown` (HTML)."""
    of = edition(speech(1, "Ines", 5, line(text, 6)))
    page = page_html(of, {}).replace(html.escape(text).replace("&#x27;", "’"), shown)
    assert shown in page
    return [problem.code for problem in problems(of, page)]


def test_a_space_that_a_closing_mark_swallows_is_lost() -> None:
    of = edition(speech(1, "Ines", 5, line("Da kam „Herr Rabe“ und schwieg.", 6)))
    (problem,) = problems(of, page_html(of, {}).replace("Rabe“ und", "Rabe“und"))
    assert (problem.code, problem.severity) == ("space-lost", "warning")
    assert (
        problem.message == "the space between “Rabe“” and “und” is lost in the speech 1.1 on page 1"
    )
    assert str(problem.span) == "ferry.fountain:6:1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Row to the stern.", "Row tothe stern."),
        ("Row to the stern.", "Row <i>to</i>the stern."),
        ("Row to the stern.", "Row to<b>the</b> stern."),
        ("Row, then wait.", "Row,then wait."),
        ("Row (slowly) and wait.", "Row (slowly)and wait."),
        ("Row — and wait.", "Row—and wait."),
        ("Row to the stern.", "Row to<sup class=mark>3</sup>the stern."),
    ],
)
def test_a_space_is_lost_however_the_words_are_set(text: str, shown: str) -> None:
    assert printed(text, shown) == ["space-lost"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Row to the stern.", "Row to the st ern."),
        ("Don't row.", "Don ’t row."),
        ("Seventy-two strokes.", "Seventy- two strokes."),
        ("Row—and wait.", "Row — and wait."),
        ("Impossible, he says.", "Im<i>possible</i>, he says.".replace("<i>", " <i>")),
    ],
)
def test_a_space_that_the_text_has_not_is_told_of(text: str, shown: str) -> None:
    assert printed(text, shown) == ["space-added"]


@pytest.mark.parametrize(
    "shown",
    ["Row to&nbsp; the stern.", "Row <i>to</i>&nbsp; the stern.", "Row to <i>&nbsp;the</i> stern."],
)
def test_a_doubled_space_is_told_of(shown: str) -> None:
    assert printed("Row to the stern.", shown) == ["space-doubled"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Row to the stern.", "Row   to\n the stern."),
        ("Row to the stern.", "Row <i>to</i> <b>the</b> stern."),
        ("Row to the stern.", "Row&nbsp;to&#8239;the stern."),
        ("Row to the stern.", "Row to <sup class=mark>3</sup>the stern<b>.</b>"),
        ("Row to the stern.", "Row<span style='padding-left: .3em'>to</span> the stern."),
        ("Row to the stern.", "Row <i class=cite>30</i>to the stern."),
        ("Row to the stern.", "Row to<br>the stern."),
        ("Row -- and wait...", "Row — and wait…"),
        ("Row--and wait...then go.", "Row—and wait…then go."),
        ("Impossible, she said.", "Im<i>poss</i>ible<b>,</b> she said."),
        ("Row ( slowly ) and wait.", "Row (slowly) and wait."),
        ('Dis "non" ; va !', "Dis «&nbsp;non&nbsp;»&nbsp;; va&#8239;!"),
        ('L\'"oui"? Non.', "L’«&nbsp;oui&nbsp;»&nbsp;? Non."),
        ("Row\u00a0 to the stern.", "Row\u00a0 to the stern."),
    ],
)
def test_what_printing_changes_is_no_fault(text: str, shown: str) -> None:
    assert printed(text, shown) == []


def test_a_space_at_the_end_of_a_line_is_not_missed() -> None:
    narrow = "</style><style>div { max-width: 24mm } .speaker { max-width: none }</style>"
    assert problems(FERRY, page_html(FERRY, {}).replace("</style>", narrow))[2:] == ()


def test_the_spaces_around_a_direction_in_a_line_are_looked_at() -> None:
    text = Line("Row. Wait.", Span(FILE, 6, 1), directions=(InlineDirection(5, "aside"),))
    of = edition(speech(1, "Ines", 5, EditedLine(text, "", ())))
    page = page_html(of, {})
    good = page.replace("Row. Wait.", "Row. <i>(aside)</i> Wait.")
    assert problems(of, good) == ()
    for bad in ("Row.<i>(aside)</i> Wait.", "Row. <i>(aside)</i>Wait."):
        codes = [problem.code for problem in problems(of, page.replace("Row. Wait.", bad))]
        assert codes == ["space-lost"]


def test_the_spaces_of_notes_are_looked_at() -> None:
    page = page_html(FERRY, BESIDE).replace("goes to the river", "goes tothe river")
    (problem,) = problems(FERRY, page)
    assert problem.code == "space-lost"
    assert "in the note tides-1" in problem.message


def test_markdown_is_not_taken_for_words_of_a_note() -> None:
    of = with_note_body(FERRY, "tides-2", "A *lan*tern, [left](https://example.org/a) **out**.")
    shown = with_note_body(FERRY, "tides-2", "A lantern, left out.")
    assert problems(of, page_html(shown, BESIDE)) == ()


def test_the_spaces_of_questions_are_looked_at() -> None:
    question = Question("q", "Who is *rowing* there?", Span("questions.yaml", 2, 5))
    of = replace(FERRY, questions=(question,))
    of = replace(of, settings=replace(of.settings, matter=Matter((), ("questions",))))
    (problem,) = problems(of, page_html(FERRY, BESIDE, extra="<div>Who is rowingthere?</div>"))
    assert problem.code == "space-lost"
    assert str(problem.span) == "questions.yaml:2:5"


def test_a_template_that_loses_all_spaces_is_told_of_once_for_each_text() -> None:
    of = edition(speech(1, "Ines", 5, line("Row to the stern and wait for me.", 6)))
    page = page_html(of, {}).replace(
        "Row to the stern and wait for me.", "Rowto the<b>stern</b>andwait forme."
    )
    (problem,) = problems(of, page)
    assert problem.message.endswith("as 4 more in it")


def test_a_name_with_a_number_is_not_found_in_one_beside_a_count() -> None:
    members = tuple(CastMember(f"Guard {number}") for number in (1, 11))
    of = replace(FERRY, cast=members)
    of = replace(of, settings=replace(of.settings, matter=Matter((), ("cast",))))
    rows = "".join(f"<div>{m.name} <span>1 speech</span></div>" for m in members)
    assert problems(of, page_html(FERRY, BESIDE, extra=rows)) == ()
