"""What a Fountain file becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.model import (
    Direction,
    DualDialogue,
    Emphasis,
    Line,
    PageBreak,
    Scene,
    Script,
    Span,
    Speech,
)
from booklet.problems import has_errors
from booklet.read.fountain.reader import parse_fountain

HERE = Path(__file__).parent / "fountain"


def read(text: str) -> Script:
    """The script in `text`, which must have no problems."""
    result = parse_fountain(text, "a.fountain")
    assert result.problems == ()
    assert result.value is not None
    return result.value


def read_scene(text: str) -> Scene:
    """The only scene in `text`."""
    (scene,) = read(text).scenes
    return scene


def told(text: str) -> tuple[Script, list[tuple[str, int, int]]]:
    """The script, and (code, line, column) of each problem."""
    result = parse_fountain(text, "a.fountain")
    assert result.value is not None
    places = [(p.code, p.span.line, p.span.column) for p in result.problems if p.span]
    assert len(places) == len(result.problems)
    assert all(problem.hint for problem in result.problems)
    return result.value, places


@pytest.fixture(scope="module")
def everything() -> Script:
    return read((HERE / "everything.fountain").read_text(encoding="utf-8"))


# ----------------------------------------------------------------------- title page


def test_title_page_has_title_authors_and_language(everything: Script) -> None:
    assert everything.title == "The Harbour Clock in two acts"
    assert everything.authors == ("Ida Brook", "Jun Marl", "Tess Orme")
    assert everything.language == "en-GB"


def test_further_entries_of_the_title_page_are_kept_as_written(everything: Script) -> None:
    assert everything.details == (
        ("Credit", "a play by"),
        ("Draft date", "3 March"),
        ("Contact", "Quay Press\n12 Net Loft"),
    )


def test_a_script_that_opens_with_a_transition_has_no_title_page() -> None:
    script = read("FADE IN:\n\nThe sea.")
    assert script.title == ""
    assert [e.text for e in script.scenes[0].elements if isinstance(e, Direction)] == [
        "FADE IN:",
        "The sea.",
    ]


def test_a_line_without_key_or_indent_is_told_of() -> None:
    script, places = told("Title: Low\nWater\n\nThe sea.")
    assert script.title == "Low Water"
    assert places == [("fountain-title-page-line", 2, 1)]


def test_a_junior_is_not_an_author_of_his_own() -> None:
    assert read("Author: Max Bell, Jr.\n\nThe sea.").authors == ("Max Bell, Jr.",)


# ------------------------------------------------------------------- scenes and acts


def test_scenes_have_heading_number_act_and_synopsis(everything: Script) -> None:
    assert [(s.heading, s.label, s.act.heading if s.act else "") for s in everything.scenes] == [
        ("", "", ""),
        ("INT. KITCHEN - DAY", "12A", "Act One"),
        ("EXT. QUAY - NIGHT", "12B", "Act One"),
        ("BELOW THE ICE", "", "Act Two"),
    ]
    assert everything.scenes[1].synopsis == "A kettle, a quarrel."


@pytest.mark.parametrize(
    "heading",
    [
        "INT. HOUSE - DAY",
        "int. house - day",
        "EXT HOUSE",
        "EST. HOUSE",
        "INT./EXT. CAR",
        "INT/EXT CAR",
        "I/E. CAR",
        "i/e car",
    ],
)
def test_scene_headings(heading: str) -> None:
    assert read_scene(f"{heading}\n\nThe sea.").heading == heading


@pytest.mark.parametrize("text", ["INTERIOR LIGHT", "Extra chairs", "...and then", ". no"])
def test_not_scene_headings(text: str) -> None:
    scene = read_scene(f"{text}\n\nThe sea.")
    assert scene.heading == ""
    assert len(scene.elements) == 2


def test_text_before_the_first_heading_is_a_scene_without_heading() -> None:
    assert [s.heading for s in read("The sea.\n\nINT. HUT\n\nA bed.").scenes] == ["", "INT. HUT"]


def test_a_page_break_alone_makes_no_scene() -> None:
    assert [s.heading for s in read("===\n\nINT. HUT\n\nA bed.").scenes] == ["INT. HUT"]


def test_a_page_break_between_scenes_ends_the_first() -> None:
    first, second = read("INT. HUT\n\nA bed.\n\n====\n\nEXT. SEA\n\nIt moves.").scenes
    assert isinstance(first.elements[-1], PageBreak)
    assert len(second.elements) == 1


def test_a_page_break_between_acts_ends_the_first() -> None:
    first, second = read(
        "# Act 1\n\nINT. HUT\n\nA bed.\n\n# Act 2\n\n===\n\nEXT. SEA\n\nIt moves."
    ).scenes
    assert isinstance(first.elements[-1], PageBreak)
    assert second.heading == "EXT. SEA"


def test_several_top_sections_over_all_scenes_are_acts() -> None:
    script = read("# Monday\n\nINT. HUT\n\nA bed.\n\n# Tuesday\n\nINT. HUT\n\nNo bed.")
    assert [s.act.heading if s.act else "" for s in script.scenes] == ["Monday", "Tuesday"]
    assert script.notes == ()


def test_one_section_over_everything_is_not_an_act() -> None:
    script = read("# The Hut\n\nINT. HUT\n\nA bed.")
    assert script.scenes[0].act is None
    assert [(note.text, note.scene) for note in script.notes] == [("The Hut", 0)]


def test_inner_sections_and_stray_synopses_are_kept_as_notes() -> None:
    script = read("# Act 1\n\n## Arrival\n\nINT. HUT\n\nA bed.\n\n= She sits.\n\nA chair.")
    assert script.scenes[0].act is not None
    assert script.scenes[0].act.label == "1"
    assert [note.text for note in script.notes] == ["Arrival", "She sits."]


def test_a_stage_play_may_head_its_scenes_by_sections() -> None:
    script = read("# Act II\n\n## Scene 1\n\nA hut.\n\n## Scene 2\n\nNo hut.")
    assert [(s.act.label if s.act else "", s.label) for s in script.scenes] == [
        ("2", "1"),
        ("2", "2"),
    ]


def test_what_follows_an_act_heading_belongs_to_that_act() -> None:
    script = read("# Act 1\n\nINT. HUT\n\nA bed.\n\n# Act 2\n\nFADE IN:\n\nINT. HUT\n\nNo bed.")
    assert [(s.act.label if s.act else "", s.heading) for s in script.scenes] == [
        ("1", "INT. HUT"),
        ("2", ""),
        ("2", "INT. HUT"),
    ]


def test_a_heading_without_an_empty_line_is_told_of() -> None:
    _, places = told("The sea.\nINT. HUT - DAY\n\nMARA\nHello.\nEXT. SEA\n")
    assert places == [("fountain-heading-in-text", 2, 1), ("fountain-heading-in-text", 6, 1)]


# ---------------------------------------------------------------------------- action


def test_action_keeps_line_breaks_and_indents(everything: Script) -> None:
    action = everything.scenes[1].elements[0]
    assert action == Direction(
        "A kettle boils over.\n    The lid dances.\nNOT A NAME",
        Span("a.fountain", 23, 23),
        "action",
        (Emphasis(2, 8, "italic"),),
    )


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("CUT TO:", "transition", "CUT TO:"),
        ("> FADE OUT.", "transition", "FADE OUT."),
        ("> The End <", "centered", "The End"),
        ("> The <\n> End <", "centered", "The\nEnd"),
        ("Cut to:", "action", "Cut to:"),
        ("!CUT TO:", "action", "CUT TO:"),
    ],
)
def test_directions(text: str, kind: str, words: str) -> None:
    (direction,) = read_scene(text).elements
    assert isinstance(direction, Direction)
    assert (direction.kind, direction.text) == (kind, words)


# -------------------------------------------------------------------------- speeches


def test_a_speech_is_read_part_by_part(everything: Script) -> None:
    dual = everything.scenes[1].elements[1]
    assert isinstance(dual, DualDialogue)
    speech, other = dual.speeches
    assert (speech.speaker, speech.who, speech.extension) == ("McCrae", ("McCrae",), "O.S.")
    assert [(part.kind, part.text, part.span.line, part.span.column) for part in speech.body] == [
        ("parenthetical", "from the yard", 28, 1),
        ("prose", "Is anybody there, anybody, or *nobody*?\nI can see the light.", 29, 1),
        ("prose", "I shall count to three.", 33, 1),
        ("lyric", "one and two and three", 34, 1),
        ("lyric", "and out goes she", 35, 1),
        ("parenthetical", "waiting", 36, 1),
        ("prose", "That was the last time.", 38, 1),
    ]
    assert other.text == "Go away."


def test_a_canonical_name_is_one_form_for_one_person(everything: Script) -> None:
    speeches = [speech for scene in everything.scenes for speech in scene.speeches()]
    assert [(s.speaker, s.who) for s in speeches] == [
        ("McCrae", ("McCrae",)),
        ("IDA", ("IDA",)),
        ("MCCRAE", ("McCrae",)),
        ("McCrae AND IDA", ("McCrae", "IDA")),
        (None, ()),
        ("ДЯДЯ ЖАН", ("ДЯДЯ ЖАН",)),
    ]
    assert [s.extension for s in speeches][-1] == "V.O., CONT'D"


def test_a_joint_name_of_unknown_people_stays_as_it_is() -> None:
    (speech,) = read_scene("MARA AND THE VOICE\nNow.\n").speeches()
    assert speech.who == ("MARA AND THE VOICE",)


@pytest.mark.parametrize(
    ("cue", "name", "extension"),
    [
        ("MARA", "MARA", None),
        ("R2D2", "R2D2", None),
        ("   MARA", "MARA", None),
        ("MARA (on the radio)", "MARA", "on the radio"),
        ("MARA (V.O.)(CONT'D)", "MARA", "V.O., CONT'D"),
        ("MARA CONT'D", "MARA", "CONT'D"),
        ("**MARA**", "MARA", None),
        ("@mara", "mara", None),
        ("@???", "???", None),
        ("@☂ (V.O.)", "☂", "V.O."),
        ("@23", "23", None),
        ("DR. O'HARA-ŻUK", "DR. O'HARA-ŻUK", None),
        ("ÉLÈVE", "ÉLÈVE", None),
        ("ΦΩΝΗ", "ΦΩΝΗ", None),
    ],
)
def test_character_cues(cue: str, name: str, extension: str | None) -> None:
    (speech,) = read_scene(f"{cue}\nNow.").speeches()
    assert (speech.speaker, speech.extension) == (name, extension)


@pytest.mark.parametrize("line", ["23", "!MARA", "(MARA)", "...", "???", "@", "@ ^"])
def test_not_character_cues(line: str) -> None:
    assert list(read_scene(f"{line}\nNow.").speeches()) == []


def test_lyrics_outside_a_speech_are_sung_by_nobody(everything: Script) -> None:
    song = everything.scenes[2].elements[3]
    assert isinstance(song, Speech)
    assert song.speaker is None
    assert [(line.text, line.opens_stanza) for line in song.lines] == [
        ("Grey is the water", True),
        ("grey is the wall", False),
        ("grey is the morning", True),
    ]


def test_brackets_around_part_of_a_line_are_no_parenthetical() -> None:
    (speech,) = read_scene("MARA\n(One) and (two)").speeches()
    assert [line.text for line in speech.lines] == ["(One) and (two)"]


def test_dual_dialogue_with_a_forced_name() -> None:
    (dual,) = read_scene("@ann\nYes.\n\n@bea ^\nNo.").elements
    assert isinstance(dual, DualDialogue)
    assert [s.speaker for s in dual.speeches] == ["ann", "bea"]


def test_a_third_speech_at_the_same_time_stands_after() -> None:
    script, places = told("ANN\nYes.\n\nBEA ^\nNo.\n\nCID ^\nWell.")
    dual, third = script.scenes[0].elements
    assert isinstance(dual, DualDialogue)
    assert isinstance(third, Speech)
    assert places == [("fountain-dual-without-partner", 7, 1)]


def test_a_caret_without_partner_is_a_speech_and_told_of() -> None:
    script, places = told("The sea.\n\nBEA ^\nNo.")
    assert [s.text for s in script.scenes[0].speeches()] == ["No."]
    assert places == [("fountain-dual-without-partner", 3, 1)]


def test_a_name_at_the_end_of_the_file_is_action_and_told_of() -> None:
    script, places = told("The sea.\n\nBEA (V.O.)")
    assert [e.text for e in script.scenes[0].elements if isinstance(e, Direction)] == [
        "The sea.",
        "BEA (V.O.)",
    ]
    assert places == [("fountain-cue-without-words", 3, 1)]


def test_a_parenthetical_without_words_is_kept_and_told_of() -> None:
    script, places = told("BEA\n(nods)\n\nThe sea.")
    (speech,) = script.scenes[0].speeches()
    assert [part.text for part in speech.body] == ["nods"]
    assert places == [("speech-without-words", 1, 1)]


def test_spaces_on_an_empty_line_that_swallow_the_next_cue_are_told_of() -> None:
    script, places = told("ANN\nYes.\n    \nBEA\nNo.")
    assert len(list(script.scenes[0].speeches())) == 1
    assert places == [("fountain-cue-after-spaces", 4, 1)]


# ----------------------------------------------------------- notes and cut passages


def test_notes_know_their_scene_and_speech(everything: Script) -> None:
    assert [(n.text, n.span.line, n.span.column, n.scene, n.speech) for n in everything.notes] == [
        ("The keeper comes back.", 16, 1, 0, None),
        ("gas, not electric", 23, 39, 1, None),
        ("he knows\nthere is", 29, 12, 1, 0),
        ("a long wait", 37, 1, 1, 0),
    ]


def test_a_note_with_spaces_on_its_empty_lines_goes_on() -> None:
    script = read("The sea.\n\n[[one\n  \ntwo]]\n\nThe land.")
    assert [note.text for note in script.notes] == ["one\n  \ntwo"]


def test_an_unclosed_note_is_text_and_told_of() -> None:
    script, places = told("The [[sea.\n\nMARA\nNow.]]")
    assert places == [("fountain-unclosed-note", 1, 5)]
    assert [s.text for s in script.scenes[0].speeches()] == ["Now.]]"]


def test_an_unclosed_cut_passage_is_an_error_at_its_place() -> None:
    result = parse_fountain("The sea.\n\nThe /* land\n\nis flat.", "a.fountain")
    assert has_errors(result.problems)
    assert [(p.code, str(p.span)) for p in result.problems] == [
        ("fountain-unclosed-boneyard", "a.fountain:3:5")
    ]


def test_places_after_a_cut_passage_are_those_of_the_file() -> None:
    (action, speech) = read_scene("/* a\nb */ The sea.\n\nMARA\n/* x */ Now.").elements
    assert action.span == Span("a.fountain", 2, 6)
    assert isinstance(speech, Speech)
    assert speech.lines[0].span == Span("a.fountain", 5, 9)


def test_a_cut_passage_with_empty_lines_parts_what_stands_around_it() -> None:
    action, speech = read_scene("The sea.\n/*\nMARA\n\nThen.\n*/\nMARA\nNow.").elements
    assert isinstance(action, Direction)
    assert isinstance(speech, Speech)


def test_a_note_between_name_and_words_does_not_part_them() -> None:
    (speech,) = read_scene("MARA\n[[softly?]]\nNow.").speeches()
    assert speech.text == "Now."


# ------------------------------------------------------------------------ odd files


@pytest.mark.parametrize("text", ["", "\n\n", "[[only a note]]", "Title: Nothing", "===", "#"])
def test_a_script_with_nothing_to_read_is_an_error(text: str) -> None:
    result = parse_fountain(text, "a.fountain")
    assert [problem.code for problem in result.problems] == ["script-empty"]
    assert has_errors(result.problems)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_any_kind(end: str) -> None:
    text = (HERE / "everything.fountain").read_text(encoding="utf-8")
    assert read(text.replace("\n", end)) == read(text)


def test_a_byte_order_mark_is_no_text() -> None:
    assert read("\ufeffTitle: Low Water\n\nThe sea.").title == "Low Water"


def test_a_no_break_space_is_kept() -> None:
    (speech,) = read_scene("MARA\nQuoi\u00a0? Rien.").speeches()
    assert speech.lines == (Line("Quoi\u00a0? Rien.", Span("a.fountain", 2, 1)),)


def test_an_accent_written_in_two_ways_makes_no_second_person() -> None:
    scene = read_scene("INT. QUAY\n\nJOSE\u0301\nNow.\n\nJOS\u00c9\nNot yet.\n")
    first, second = scene.speeches()
    assert first.who == second.who
