"""The editor's set is sound, and its score says what it should."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.claims import (
    Note,
    Verdict,
    is_same,
    judged,
    kappa,
    place_of,
    scored,
    touches,
)
from benchmarks.claims_plots import Film, by_proportion, score_plots
from benchmarks.claims_set import (
    CUT,
    HALVES,
    ClaimsCourse,
    Place,
    claims_courses,
    essays,
    not_worth,
    parse_place,
    remarks,
    twenty,
)
from booklet.draw.finding.normalise import folded_words

LONGEST = 60
FILES = ("remarks.tsv", "pass-a.tsv", "pass-b.tsv")


@pytest.fixture(scope="module")
def courses() -> dict[str, ClaimsCourse]:
    return {course.name: course for course in claims_courses()}


@pytest.fixture(scope="module")
def paragraphs(courses: dict[str, ClaimsCourse]) -> dict[str, list[str]]:
    """The paragraphs of every essay, without headings."""
    return {
        analysis.id: [block.text for block in analysis.blocks if block.kind != "heading"]
        for course in courses.values()
        for analysis in course.course.analyses
    }


def course_of(essay: str, courses: dict[str, ClaimsCourse]) -> ClaimsCourse:
    return courses[next(one.course for one in essays() if one.name == essay)]


def exists(place: Place, course: ClaimsCourse) -> bool:
    if place.level == "work":
        return True
    if place.level == "character":
        return place.name in course.speakers
    counts = [len(tuple(scene.speeches())) for scene in course.course.script.scenes]
    return place.first <= place.last and all(
        1 <= scene <= len(counts) and speech <= counts[scene - 1]
        for scene, speech in (place.first, place.last)
    )


# ------------------------------------------------------------------------------ the set


def test_it_is_large_enough() -> None:
    assert len(remarks()) >= 150
    assert len(not_worth()) >= 60
    assert len(twenty()) == 20


def test_every_essay_is_in_one_half_and_has_remarks(paragraphs: dict[str, list[str]]) -> None:
    halves = {essay.name: essay.half for essay in essays()}
    assert halves.keys() == paragraphs.keys() == {row.essay for row in remarks()}
    assert Counter((one.course, one.half) for one in essays()) == {
        ("lamplight", "open"): 3,
        ("lamplight", "held"): 2,
        ("hesitation", "open"): 3,
        ("hesitation", "held"): 3,
    }


def test_both_halves_have_every_manner() -> None:
    manners = {
        half: {part for one in essays() if one.half == half for part in one.manner.split(", ")}
        for half in HALVES
    }
    assert manners["open"] == manners["held"]


@pytest.mark.parametrize("file", FILES)
def test_an_excerpt_stands_in_its_paragraph(file: str, paragraphs: dict[str, list[str]]) -> None:
    for row in remarks(file):
        rest = paragraphs[row.essay][row.paragraph - 1]
        for piece in row.excerpt.split(CUT):
            _, found, rest = rest.partition(piece)
            assert found, (file, row.essay, row.paragraph, piece)
        assert len(row.excerpt.split()) <= LONGEST, row.excerpt


def test_a_sentence_not_worth_printing_stands_in_its_paragraph(
    paragraphs: dict[str, list[str]],
) -> None:
    for row in not_worth():
        assert row.sentence in paragraphs[row.essay][row.paragraph - 1], row


@pytest.mark.parametrize("file", FILES)
def test_every_place_is_in_the_script(file: str, courses: dict[str, ClaimsCourse]) -> None:
    for row in remarks(file):
        course = course_of(row.essay, courses)
        assert all(exists(place, course) for place in row.places), row


def test_a_remark_has_a_place_of_its_scope() -> None:
    for row in remarks():
        level = "speech" if row.scope == "words" else row.scope
        assert level in {place.level for place in row.places}, row


def test_nothing_is_both_worth_printing_and_not() -> None:
    for row in not_worth():
        for remark in remarks():
            if (remark.essay, remark.paragraph) == (row.essay, row.paragraph):
                assert row.sentence not in remark.excerpt, row
                assert remark.excerpt not in row.sentence, row


def test_one_of_the_twenty_quotes_its_speech_exactly(courses: dict[str, ClaimsCourse]) -> None:
    for one in twenty():
        quoted = folded_words(one.text.partition("“")[2].partition("”")[0])
        speeches = {s.citation: s.text for s in courses[one.course].indexed.speeches}
        assert quoted
        assert " ".join(quoted) in " ".join(folded_words(speeches[one.place])), one.text


# ---------------------------------------------------------------------------- the score


def test_an_editor_would_score_full_marks(courses: dict[str, ClaimsCourse]) -> None:
    course = courses["hesitation"]
    rows = [row for row in remarks() if course_of(row.essay, courses) is course]
    notes = [Note(row.essay, row.excerpt, row.places[0]) for row in rows]
    score = scored(notes, rows, [], course)
    assert [score.recall(grade) for grade in ("must", "should", "could")] == [1, 1, 1]
    assert (score.wrong, score.in_no_row) == (0, 0)


def test_what_is_not_worth_printing_is_counted(courses: dict[str, ClaimsCourse]) -> None:
    refused = not_worth()[0]
    note = Note(refused.essay, refused.sentence, Place("work"))
    score = scored([note], remarks(), [refused], course_of(refused.essay, courses))
    assert (score.in_no_row, score.not_worth) == (1, 1)


def test_a_note_at_another_speech_is_wrong_and_finds_nothing(
    courses: dict[str, ClaimsCourse],
) -> None:
    row = next(row for row in remarks() if row.scope == "words" and len(row.places) == 1)
    elsewhere = parse_place("1.1")
    assert elsewhere not in row.places
    note = Note(row.essay, row.excerpt, elsewhere)
    score = scored([note], [row], [], course_of(row.essay, courses))
    assert (score.wrong, score.recall(row.grade)) == (1, 0)


@pytest.mark.parametrize(
    ("place", "accepted", "verdict"),
    [
        ("2.8", "2.8", "right"),
        ("2.8-2.9", "2.9-2.11", "right"),
        ("2.8", "2.9", "wrong"),
        ("2", "2.8", "other depth"),
        ("2.8", "2", "other depth"),
        ("3.1", "2", "wrong"),
        ("2-4", "3", "other depth"),
        ("1-20", "3", "vague"),
        ("3", "1-20", "other depth"),
        ("13-16", "14-16", "right"),
        ("work", "3", "vague"),
        ("3", "work", "wrong"),
        ("RUTH", "RUTH", "right"),
        ("RUTH", "CASS", "wrong"),
        ("CASS", "2", "vague"),
        ("CASS", "8.18", "wrong"),
        ("8.18", "RUTH", "wrong"),
    ],
)
def test_places_are_judged_by_depth(
    place: str, accepted: str, verdict: Verdict, courses: dict[str, ClaimsCourse]
) -> None:
    found = judged(parse_place(place), [parse_place(accepted)], courses["hesitation"])
    assert found == verdict


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"target": {"scene": "2", "speech": "16"}}, "2.16"),
        ({"target": {"scene": "2", "speech": "16", "last_speech": "18"}}, "2.16-2.18"),
        ({"scope": "scene", "target": {"scene": "2"}}, "2"),
        ({"scope": "scenes", "target": {"scenes": ["2", "3", "4"]}}, "2-4"),
        ({"scope": "scenes", "target": {"scenes": "2-4"}}, "2-4"),
        ({"scope": "character", "target": {"cast": "Wren"}}, "WREN"),
        ({"scope": "work", "target": None}, "work"),
        ({"target": {"work": True}}, "work"),
    ],
)
def test_a_listed_note_tells_its_place(row: dict[str, object], place: str) -> None:
    assert place_of(row) == parse_place(place)


def test_a_note_without_a_target_has_no_place() -> None:
    assert place_of({"target": None}) is None


def test_excerpts_are_the_same_where_they_share_half_the_shorter_ones_words() -> None:
    whole = "The lamp is lit for nobody, and that is why they all look up at it"
    assert is_same(whole, "The lamp is lit for nobody … they all look up")
    assert not is_same(whole, "They all look at the sea, and it is the lamp that is nobody")


def test_a_note_that_ends_before_the_claim_is_in_its_row_but_does_not_find_it(
    courses: dict[str, ClaimsCourse],
) -> None:
    row = max(remarks(), key=lambda row: len(row.excerpt))
    words = row.excerpt.split()
    note = Note(row.essay, " ".join(words[:8]) + " and nothing else" * 8, row.places[0])
    score = scored([note], [row], [], course_of(row.essay, courses))
    assert touches(row.excerpt, note.body)
    assert (score.in_no_row, score.finding, score.recall(row.grade)) == (0, 0, 0)


def test_kappa_is_one_for_full_agreement_and_none_for_chance() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0


def test_a_plot_sentence_is_right_within_three_in_a_hundred_scenes() -> None:
    screenplay = "INT. ROOM - DAY\n\nNothing.\n" * 100
    film = Film("made", screenplay, ("One.", "Two."), {0: (22,), 1: (79,)})
    assert by_proportion(screenplay, film.sentences) == [25, 75]
    score = score_plots(by_proportion, [film])
    assert (score.asked, score.placed, score.right) == (2, 2, 1)
