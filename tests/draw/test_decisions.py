"""What a person wrote or decided holds, whatever is drawn later."""

from __future__ import annotations

import pytest
import yaml

from booklet.draw import annotations_text, draw, listing
from booklet.model import Annotation, AnnotationRecord
from tests.draw.made import FERRY, analysis, cited, records, script

PLAY = script()
ESSAY = analysis(
    """
# On waiting

“Nobody runs in waders,” says Ines, and it is meant as a verdict on the whole sex: on their
haste, their clothes and their excuses.

“Until the lamp goes green” is a promise that nobody in the play is able to keep, because the
lamp is not connected to anything.

“He is waiting for the sea to apologise,” wrote the first reviewer.
"""
)


def drawn_file() -> str:
    return annotations_text(draw(PLAY, (ESSAY,), None).value or (), None, PLAY)


def again(file: str, play: object = None) -> tuple[tuple[Annotation, ...], str]:
    """The annotations drawn with that file, and the file they make."""
    chosen = PLAY if play is None else play
    assert isinstance(chosen, type(PLAY))
    kept = records(file)
    found = draw(chosen, (ESSAY,), kept).value or ()
    return found, annotations_text(found, kept, chosen)


def entry(file: str, words: str) -> str:
    """The lines of the entry that holds those words."""
    [found] = [part for part in file.split("\n  - ")[1:] if words in part]
    return found.rstrip()


# ------------------------------------------------------------------------- the file


def test_drawing_twice_gives_the_same_bytes() -> None:
    file = drawn_file()
    assert again(file)[1] == file


def test_the_file_reads_back_as_it_was_written() -> None:
    first, second, third = (record for record in records(drawn_file()))
    assert (first.source, first.themes) == ("essay", ("On waiting",))
    assert first.quote is not None
    assert first.quote.exact == "Nobody runs in waders"
    assert first.place == "1.3"
    assert first.script is not None
    assert first.script.exact == "Nobody runs in waders"
    assert second.script is None
    assert third.body == ""


def test_an_ambiguous_entry_lists_its_places() -> None:
    text = entry(drawn_file(), "exact: Until the lamp")
    assert "status: ambiguous" in text
    assert [line.split('"')[1] for line in text.splitlines() if "- place:" in line] == [
        "1.8",
        "2.2",
    ]


def test_an_empty_course_gives_an_empty_list() -> None:
    assert yaml.safe_load(annotations_text((), None, PLAY)) == {"annotations": []}


@pytest.mark.parametrize(
    "odd",
    [
        "no",
        "3.10",
        "a: b",
        "- x",
        "it's #1",
        "'quoted'",
        'say "so"',
        "ein\u00adzeln",
        "x\ty",
        "null",
    ],
)
def test_odd_words_survive_the_file(odd: str) -> None:
    essay = analysis(f"He quotes “Nobody runs in waders” and writes {odd} {odd} in the margin.")
    found = draw(PLAY, (essay,), None).value or ()
    [record] = records(annotations_text(found, None, PLAY))
    assert record.body == found[0].body
    assert record.quote is not None
    assert found[0].quote is not None
    assert record.quote.suffix == found[0].quote.suffix


# ---------------------------------------------------------------- what a person did


def test_an_edited_body_is_kept_word_for_word() -> None:
    file = drawn_file().replace("it is meant as a verdict", "it is MEANT as a verdict")
    found, text = again(file)
    assert "MEANT" in found[0].body
    assert text == file


def test_a_comment_in_an_entry_makes_it_the_persons() -> None:
    file = drawn_file().replace("    reason: exact", "    # I like this one\n    reason: exact", 1)
    changed = PLAY, file
    assert again(changed[1])[1] == file


def test_a_rejected_note_stays_out() -> None:
    file = drawn_file().replace("    made:", "    decision: reject\n    made:", 1)
    found, text = again(file)
    assert found[0].decision == "rejected"
    assert text == file


def test_an_ambiguous_one_is_placed_by_writing_its_place() -> None:
    file = drawn_file()
    part = entry(file, "exact: Until the lamp")
    file = file.replace(part, part.replace("    made:", '    target: "2.2"\n    made:'))
    found, text = again(file)
    assert [cited(one) for one in found] == ["1.3", "2.2", "unplaced"]
    assert found[1].target is not None
    assert found[1].target.text == "Until the lamp goes green"
    assert text == file


def test_accepting_an_ambiguous_one_without_a_place_is_told() -> None:
    file = drawn_file()
    part = entry(file, "exact: Until the lamp")
    file = file.replace(part, part.replace("    made:", "    decision: accept\n    made:"))
    result = draw(PLAY, (ESSAY,), records(file))
    assert "decision-without-place" in [problem.code for problem in result.problems]


def test_a_pinned_note_follows_its_words_through_changes_of_the_script() -> None:
    file = drawn_file().replace("    made:", "    decision: pin\n    made:", 1)
    play = script(
        FERRY.replace(
            "# THE SLIPWAY\n", "# BEFORE\n\nTOM: Wait for me!\n\n# THE SLIPWAY\n"
        ).replace("Nobody runs in waders", "Nobody ever runs in waders")
    )
    found, text = again(file, play)
    assert cited(found[0]) == "2.3"
    assert found[0].target is not None
    assert found[0].target.text == "Nobody ever runs in waders"
    assert entry(text, "decision: pin") == entry(file, "decision: pin")


def test_one_of_two_places_is_found_again_by_what_stands_around_it() -> None:
    file = drawn_file()
    part = entry(file, "exact: Until the lamp")
    chosen = part.replace(
        "    made:",
        "    decision: pin\n    place: \"1.8\"\n    script:\n"
        "      exact: Until the lamp goes green\n      prefix: will you wait with me\n"
        "      suffix: \"\"\n    made:",
    )  # fmt: skip
    file = file.replace(part, chosen)
    # many lines put in before it: its old number is now nearer to the other place
    more = "TOM: No.\n" * 30
    play = script(FERRY.replace("INES: Will you", f"{more}INES: Will you"))
    found, _ = again(file, play)
    assert cited(found[1]) == "1.38"
    play = script(
        FERRY.replace("# THE SLIPWAY\n", "# BEFORE\nTOM: Until the lamp goes green.\n# NOW\n")
    )
    found, _ = again(file.replace('place: "1.8"', 'place: "1.1"'), play)
    assert cited(found[1]) == "2.8"


def test_what_is_found_nowhere_any_more_is_kept_and_told() -> None:
    file = drawn_file().replace("    made:", "    decision: accept\n    made:", 1)
    play = script("# ANOTHER PLAY\nZED: An entirely different conversation about bees.")
    result = draw(play, (analysis("Nothing is quoted here."),), records(file))
    assert [problem.code for problem in result.problems] == ["annotation-lost"]
    kept = annotations_text(result.value or (), records(file), play)
    assert entry(kept, "decision: accept") == entry(file, "decision: accept")


def test_an_untouched_entry_goes_when_its_quotation_goes() -> None:
    result = draw(PLAY, (analysis("Nothing is quoted here."),), records(drawn_file()))
    assert result.value == ()


# ------------------------------------------------------------------ written by hand


def by_hand(fields: str) -> tuple[AnnotationRecord, ...]:
    return records(f"annotations:\n  - id: mine\n    body: A thought.\n    {fields}\n")


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ("quote: {exact: harbour clock}", "2.5", "harbour clock"),
        ("quote: {exact: Leave him be, suffix: she said}", "3.5", "Leave him be"),
        ("quote: {exact: leave him be, prefix: that.}", "2.7", "Leave him be"),
        ('target: "1.3"', "1.3", "Nobody runs in waders"),
        ('target: "2.2"\n    quote: {exact: the lamp}', "2.2", "the lamp"),
    ],
)
def test_notes_by_hand_find_their_words(fields: str, place: str, words: str) -> None:
    result = draw(PLAY, (), by_hand(fields))
    assert result.problems == ()
    [found] = result.value or ()
    assert (cited(found), found.target and found.target.text) == (place, words)


def test_a_note_whose_words_were_changed_a_little_is_placed_with_a_warning() -> None:
    result = draw(PLAY, (), by_hand("quote: {exact: Nobody ever runs in waders}"))
    assert [problem.code for problem in result.problems] == ["quote-differs"]
    assert cited((result.value or ())[0]) == "1.3"


@pytest.mark.parametrize(
    ("fields", "code", "told"),
    [
        ("quote: {exact: the lamp goes blue at last}", "quote-not-found", "the lamp goes green"),
        ("quote: {exact: Until the lamp goes green}", "quote-ambiguous", "1.8 and 2.2"),
        (
            "quote: {exact: Leave him be, prefix: or else}",
            "quote-surroundings",
            "He always says that. Leave him be",
        ),
        ('target: "9.1"', "citation-not-found", "1 to 3"),
        ('target: "1.99"', "citation-not-found", "1.8"),
    ],
)
def test_a_note_without_its_words_is_an_error_with_a_cure(
    fields: str, code: str, told: str
) -> None:
    result = draw(PLAY, (), by_hand(fields))
    [problem] = result.problems
    assert (problem.code, problem.severity) == (code, "error")
    assert problem.span is not None
    assert problem.span.file == "annotations.yaml"
    assert told in f"{problem.message} {problem.hint}"


def test_all_mistakes_are_told_at_once() -> None:
    file = "annotations:\n" + "".join(
        f"  - id: mine-{number}\n    body: A thought.\n    quote: {{exact: no such words}}\n"
        for number in range(3)
    )
    assert len(draw(PLAY, (), records(file)).problems) == 3


def test_notes_by_hand_are_kept_letter_by_letter() -> None:
    file = (
        "annotations:\n"
        "  # mine\n"
        "  - id: mine\n"
        "    quote: {exact: 'harbour clock'}   # the big one\n"
        "    body: |\n"
        "      Two lines\n"
        "      of thought.\n"
    )
    kept = records(file)
    text = annotations_text(draw(PLAY, (ESSAY,), kept).value or (), kept, PLAY)
    assert file.removeprefix("annotations:\n") in text
    assert again(text)[1] == text


# -------------------------------------------------------------------------- listing


def test_the_listing_numbers_places_as_printed() -> None:
    found = draw(PLAY, (ESSAY,), None).value or ()
    first, second, third = listing(found, PLAY)
    assert first["target"] == {
        "scene": "1",
        "speech": "3",
        "speaker": "INES",
        "start": 0,
        "end": 21,
        "text": "Nobody runs in waders",
    }
    assert [(one["scene"], one["speech"]) for one in second["candidates"]] == [
        ("1", "8"),
        ("2", "2"),
    ]
    assert (third["status"], third["target"]) == ("unplaced", None)


def test_what_a_person_keeps_is_not_said_again_by_another_note() -> None:
    said = next(one for one in draw(PLAY, (ESSAY,), None).value or () if one.body)
    own = 'annotations:\n  - id: mine\n    source: essay\n    target: "1.1"\n    body: >-\n      '
    found, _ = again(f"{own}{said.body}\n")
    assert [one.id for one in found if one.body == said.body] == ["mine"]
