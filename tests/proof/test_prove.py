"""The proof finds in the PDF itself whatever is lost, cut, hidden, covered or far away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from weasyprint import HTML

from booklet.model import Edition, Matter, Question, Span, Term
from booklet.problems import Problem, Result
from booklet.proof import Account, prove, share_at_home
from booklet.proof.reading import read_pdf
from tests.proof.pressroom import (
    BESIDE,
    CREDITS,
    FERRY,
    Placed,
    note_html,
    page_html,
    print_pdf,
    with_note_body,
)

NEXT_PAGE = '<div style="break-before: page">The end.</div>'


def proved(page: str, of: Edition = FERRY, ids: list[str] | None = None) -> Result[Account]:
    return prove(print_pdf(page, ids), of)


def account_of(result: Result[Account]) -> Account:
    assert result.value is not None
    return result.value


def only_problem(result: Result[Account]) -> Problem:
    assert [problem.code for problem in result.problems] == [result.problems[0].code]
    return result.problems[0]


@pytest.fixture(scope="module")
def clean() -> Result[Account]:
    return proved(page_html(FERRY, BESIDE))


def test_a_clean_pdf_has_no_problems(clean: Result[Account]) -> None:
    assert clean.problems == ()


def test_everything_is_accounted_for(clean: Result[Account]) -> None:
    account = account_of(clean)
    assert account.pages == ("1",)
    assert [speech.citation for speech in account.speeches] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert [direction.citation for direction in account.directions] == ["1", "1.2", "1"]
    assert [heading.text for heading in account.headings] == ["EXT. FERRY LANDING"]
    assert {item.state for item in account.items} == {"printed"}
    assert {item.pages for item in account.items} == {(1,)}


def test_a_note_beside_its_line_is_at_home(clean: Result[Account]) -> None:
    first, second = account_of(clean).notes
    assert (first.id, first.number, first.home, first.pages) == ("tides-1", 1, 1, (1,))
    assert first.displacement == pytest.approx(0, abs=0.5)
    assert second.displacement == pytest.approx(0, abs=0.5)
    assert not first.clipped
    assert not first.overlaps
    assert share_at_home(account_of(clean)) == 1.0


# ------------------------------------------------------------------------------ losses


def test_a_dropped_word_is_named() -> None:
    page = page_html(FERRY, BESIDE).replace("the water has better", "the water has", 1)
    page = page.replace("The water has better manners", "The water has manners", 1)
    problem = only_problem(proved(page))
    assert problem.code == "speech-cut"
    assert "“better”" in problem.message
    assert "1.2" in problem.message
    assert "page 1" in problem.message
    assert str(problem.span) == "ferry.fountain:8:1"


def test_a_dropped_word_that_stands_twice_in_the_speech_is_found() -> None:
    page = page_html(FERRY, BESIDE).replace(
        "strokes, and then the sandbank", "strokes, and then sandbank"
    )
    result = proved(page)
    assert only_problem(result).code == "speech-cut"
    assert account_of(result).speeches[3].missing == ("the",)


def test_a_dropped_speech_is_lost() -> None:
    page = page_html(FERRY, BESIDE).replace(
        "<div class=speaker><span class=cite>1.3</span>Ines</div><div>Yes.</div>", ""
    )
    result = proved(page)
    problem = only_problem(result)
    assert problem.code == "speech-lost"
    assert "1.3" in problem.message
    assert str(problem.span) == "ferry.fountain:13:1"
    assert account_of(result).speeches[2].pages == ()


def test_a_dropped_speech_is_not_made_up_from_words_around_the_script() -> None:
    page = page_html(FERRY, BESIDE, extra=NEXT_PAGE + "<div>Said Ines: yes.</div>").replace(
        "<div class=speaker><span class=cite>1.3</span>Ines</div><div>Yes.</div>", ""
    )
    assert only_problem(proved(page)).code == "speech-lost"


def test_a_speech_without_words_is_looked_for_as_well() -> None:
    page = page_html(FERRY, BESIDE).replace("<div>—</div>", "")
    problem = only_problem(proved(page))
    assert problem.code == "speech-cut"
    assert "“—”" in problem.message


def test_a_dropped_direction_is_lost() -> None:
    page = page_html(FERRY, BESIDE).replace("<div><i>(without turning)</i></div>", "")
    problem = only_problem(proved(page))
    assert problem.code == "direction-lost"
    assert "without turning" in problem.message
    assert str(problem.span) == "ferry.fountain:9:1"


def test_a_heading_that_stands_only_in_the_contents_is_lost() -> None:
    page = page_html(FERRY, BESIDE).replace("h2>", "div>")
    assert only_problem(proved(page)).code == "heading-lost"


def test_a_dropped_note_is_lost() -> None:
    page = page_html(FERRY, {"tides-1": BESIDE["tides-1"]})
    problem = only_problem(proved(page))
    assert problem.code == "note-lost"
    assert "tides-2" in problem.message
    assert "page 1" in problem.message
    assert str(problem.span) == "ferry.fountain:11:1"


def test_a_note_with_a_word_too_few_is_cut() -> None:
    result = proved(page_html(FERRY, BESIDE).replace("a promise to come", "a to come"))
    assert only_problem(result).code == "note-cut"
    assert account_of(result).notes[1].missing == ("promise",)


def test_markdown_in_a_note_is_not_missed() -> None:
    body = 'A *lantern* in [a logbook](https://example.org/log_(old) "old") of `1897` &amp; later.'
    marked = with_note_body(FERRY, "tides-2", body)
    shown = with_note_body(FERRY, "tides-2", "A lantern in a logbook of 1897 & later.")
    assert proved(page_html(shown, BESIDE), marked).problems == ()


# ----------------------------------------------------------------------- hidden, covered


def test_a_note_off_the_page_is_found() -> None:
    result = proved(page_html(FERRY, BESIDE | {"tides-2": Placed(90.3, left=125)}))
    problem = only_problem(result)
    assert problem.code == "text-off-page"
    assert "tides-2" in problem.message
    assert str(problem.span) == "ferry.fountain:11:1"
    assert account_of(result).notes[1].clipped


def test_a_note_above_the_page_is_found() -> None:
    result = proved(page_html(FERRY, BESIDE | {"tides-2": Placed(-30)}))
    assert "text-off-page" in [problem.code for problem in result.problems]


def test_text_cut_by_a_clipping_path_is_found() -> None:
    clip = (
        '<div style="overflow: hidden; height: 5pt; width: 60mm">a line that loses its feet</div>'
    )
    result = proved(page_html(FERRY, BESIDE, extra=clip))
    problem = only_problem(result)
    assert problem.code == "text-clipped"
    assert "loses its feet" in account_of(result).clipped[0].text


def test_two_notes_over_each_other_are_found() -> None:
    # The second line of one stands where the first line of the other does.
    result = proved(page_html(FERRY, BESIDE | {"tides-2": Placed(60)}))
    problem = only_problem(result)
    assert problem.code == "note-overlap"
    assert "tides-1" in problem.message
    assert "tides-2" in problem.message
    assert all(note.overlaps for note in account_of(result).notes)


def test_the_lines_of_a_note_over_each_other_are_found() -> None:
    tight = "</style><style>article { line-height: 2pt !important }"
    result = proved(page_html(FERRY, BESIDE).replace("</style>", f"{tight}</style>", 1))
    assert {problem.code for problem in result.problems} == {"note-overlap"}
    assert "in the note tides-1 are printed over each other" in result.problems[0].message


def test_a_note_over_the_text_is_found() -> None:
    result = proved(page_html(FERRY, BESIDE | {"tides-2": Placed(90.3, left=60)}))
    assert {problem.code for problem in result.problems} == {"note-overlap"}
    assert [note.overlaps for note in account_of(result).notes] == [False, True]


def test_text_printed_twice_in_one_place_is_found() -> None:
    twice = '<div style="position: absolute; top: 150mm">Ring it again.</div>'
    assert only_problem(proved(page_html(FERRY, BESIDE, extra=twice * 2))).code == "text-overlap"


def test_a_character_without_a_picture_is_found() -> None:
    problem = only_problem(proved(page_html(FERRY, BESIDE, extra="<div>odd \ue123 sign</div>")))
    assert problem.code == "glyph-missing"
    assert "U+E123" in problem.message
    assert "page 1" in problem.message


# ------------------------------------------------------------------------------ far away


def carried(mark: str = "") -> str:
    """The second note on a page after its line's, perhaps with a mark."""
    page = page_html(FERRY, {"tides-1": BESIDE["tides-1"]})
    return f"{page}{mark}{NEXT_PAGE}{note_html(FERRY.notes[1], Placed(20))}"


def test_a_note_on_another_page_without_a_mark_is_told_of() -> None:
    result = proved(carried())
    problem = only_problem(result)
    assert (problem.code, problem.severity) == ("note-away", "warning")
    assert "page 2" in problem.message
    moved = account_of(result).notes[1]
    assert (moved.home, moved.pages, moved.displacement) == (1, (2,), None)
    assert share_at_home(account_of(result)) == 0.5


def test_a_mark_that_names_the_page_is_enough() -> None:
    mark = '<article style="top: 170mm; left: 83mm">2 → p. 2</article>'
    result = proved(carried(mark), ids=["tides-1", "mark~1", "tides-2"])
    assert result.problems == ()
    assert account_of(result).notes[1].marked


def test_a_mark_that_names_another_page_is_not_enough() -> None:
    mark = '<article style="top: 170mm; left: 83mm">2 → p. 3</article>'
    result = proved(carried(mark), ids=["tides-1", "mark~1", "tides-2"])
    assert only_problem(result).code == "note-away"


def test_a_note_split_over_two_pages_is_whole() -> None:
    body = FERRY.notes[1].body
    head, tail = replace(FERRY.notes[1], body=body[:20]), replace(FERRY.notes[1], body=body[20:])
    page = page_html(with_note_body(FERRY, "tides-2", head.body), BESIDE)
    page = f"{page}{NEXT_PAGE}{note_html(tail, Placed(20))}"
    result = proved(page, ids=["tides-1", "tides-2", "tides-2~2"])
    assert result.problems == ()
    assert account_of(result).notes[1].pages == (1, 2)


def test_a_note_far_from_its_line_is_told_of() -> None:
    result = proved(page_html(FERRY, BESIDE | {"tides-2": Placed(170)}))
    problem = only_problem(result)
    assert (problem.code, problem.severity) == ("note-far", "warning")
    displacement = account_of(result).notes[1].displacement
    assert displacement == pytest.approx((170 - 90.3) / 25.4 * 72, abs=0.5)


# ----------------------------------------------------------------------------- other PDFs


def test_speeches_on_later_pages_are_found_there() -> None:
    page = page_html(FERRY, BESIDE).replace(
        "<div class=speaker><span class=cite>1.4",
        '<div class=speaker style="break-before: page"><span class=cite>1.4',
    )
    account = account_of(proved(page))
    assert [speech.pages for speech in account.speeches] == [(1,), (1,), (1,), (2,), (2,)]


def test_hyphens_at_line_ends_and_other_quotation_marks_are_no_loss() -> None:
    narrow = "</style><style>div { max-width: 19mm } .speaker { max-width: none }</style>"
    page = page_html(FERRY, {}).replace("</style>", narrow).replace("Yes.", "‘Yes.’")
    result = proved(page)
    assert any(run.text.endswith("\u2010") for run in read_pdf(print_pdf(page)).runs)
    assert {item.state for item in account_of(result).items} == {"printed"}


def test_a_file_that_is_no_pdf_is_refused() -> None:
    result = prove(b"not a PDF", FERRY)
    assert result.value is None
    assert only_problem(result).code == "pdf-unreadable"


def test_a_pdf_without_tags_is_refused() -> None:
    result = prove(HTML(string="<p>Untagged").write_pdf(), FERRY)
    assert result.value is None
    assert only_problem(result).code == "pdf-untagged"


# --------------------------------------------------------- before and after the script


def with_matter() -> Edition:
    """The edition with a question and a word of the glossary."""
    question = Question("q", "Who is *rowing*?", Span("questions.yaml", 2, 5))
    term = Term("sandbank", "Sand that the tide leaves bare.", Span("glossary.yaml", 2, 5))
    return replace(FERRY, questions=(question,), terms=(term,))


MATTER = "<div>Who is rowing?</div><div>sandbank</div><div>Sand that the tide leaves bare.</div>"


def test_questions_glossary_and_sources_are_accounted_for() -> None:
    result = proved(page_html(FERRY, BESIDE, extra=MATTER), with_matter())
    assert result.problems == ()
    assert [(entry.piece, entry.pages) for entry in account_of(result).matter] == [
        ("title-page", (1,)),
        ("questions", (1,)),
        ("glossary", (1,)),
        ("glossary", (1,)),
        ("credits", (1,)),
    ]


@pytest.mark.parametrize(
    ("left_out", "piece"),
    [
        ("<div>Who is rowing?</div>", "questions"),
        ("<div>Sand that the tide leaves bare.</div>", "glossary"),
        (CREDITS, "credits"),
    ],
)
def test_what_a_template_leaves_out_of_the_matter_is_told_of(left_out: str, piece: str) -> None:
    page = page_html(FERRY, BESIDE, extra=MATTER).replace(left_out, "")
    result = proved(page, with_matter())
    problem = only_problem(result)
    assert (problem.code, problem.severity) == ("matter-lost", "warning")
    assert f"`{piece}`" in problem.message


def test_a_sign_in_a_face_of_its_own_parts_no_words() -> None:
    signed = MATTER.replace("is rowing", "is <b>.</b> rowing")
    assert proved(page_html(FERRY, BESIDE, extra=signed), with_matter()).problems == ()


def test_a_piece_that_is_not_printed_is_not_missed() -> None:
    of = replace(with_matter(), settings=replace(FERRY.settings, matter=Matter((), ())))
    assert proved(page_html(FERRY, BESIDE), of).problems == ()


def test_a_note_without_its_lemma_or_its_sources_letter_is_told_of() -> None:
    lemma = replace(FERRY.notes[0], lemma="you rowing")
    of = replace(FERRY, notes=(lemma, FERRY.notes[1]))
    problem = only_problem(proved(page_html(FERRY, BESIDE), of))
    assert (problem.code, problem.severity) == ("note-incomplete", "warning")
    assert "you rowing" in problem.message


def test_a_note_that_is_read_before_its_line_is_told_of() -> None:
    first = note_html(FERRY.notes[0], BESIDE["tides-1"])
    page = page_html(FERRY, {"tides-2": BESIDE["tides-2"]})
    result = proved(page.replace("<h1>", f"{first}<h1>"))
    assert only_problem(result).code == "note-early"
