"""Quotations are placed where a careful editor would place them, or not at all.

The script is `FERRY` in made.py.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from booklet.draw import draw
from booklet.model import Act, Line, Scene, Script, Span, Speech
from tests.draw.made import analysis, cited, drawn, only, places, records, script

# ------------------------------------------------------------------ what is placed


def test_an_exact_quotation() -> None:
    found = only("The scene opens sourly. “You are late, and the ferry has gone,” says Ines.")
    assert cited(found) == "1.1"
    assert found.target is not None
    assert found.target.text == "You are late, and the ferry has gone"
    assert (found.reason.split(";")[0], found.score) == ("exact", 1.0)


@pytest.mark.parametrize(("opening", "closing"), ["“”", "‘’", '""', "''", "«»", "„“", "»«", "『』"])
def test_in_any_style_of_marks(opening: str, closing: str) -> None:
    text = f"She says {opening}Nobody runs in waders{closing} to him."
    assert places(text) == {"Nobody runs in waders": "1.3"}


def test_a_wrong_apostrophe_and_a_contraction_make_no_difference() -> None:
    assert cited(only("“Kettle´s on the left of whatever you were looking for”.")) == "2.8"
    found = only("“Kettle is on the left of whatever you were looking for”.")
    assert (cited(found), found.reason.split(";")[0]) == ("2.8", "normalized")


def test_a_misquotation_by_a_word_says_how_like_it_is() -> None:
    found = only("“Twice I fell over the dog,” he boasts.")
    assert cited(found) == "1.4"
    assert found.reason.startswith("fuzzy .")
    assert found.score < 1


def test_a_misquoted_first_and_last_word_stand_for_the_scripts() -> None:
    found = only("“Thrice I fell over a dog,” he claims.")
    assert found.target is not None
    assert found.target.text == "Twice I fell over a dog"
    found = only("“It went green for my sisters,” she claims.")
    assert found.target is not None
    assert found.target.text == "It went green for my sister"


def test_a_quotation_cut_by_an_ellipsis_spans_its_pieces() -> None:
    found = only("“There are three hundred … and you chose to fall,” she says.")
    assert found.target is not None
    assert found.target.text.startswith("There are three hundred and seventeen")
    assert found.target.text.endswith("you chose to fall")
    assert found.reason.startswith("cut")


def test_words_put_in_brackets_do_not_hinder() -> None:
    found = only("“[She] took the harbour clock with [them],” Mara says of her sister.")
    assert cited(found) == "2.5"


def test_a_block_quotation_loses_no_line_to_the_names_in_it() -> None:
    found = only("Look at this:\n\n> INES: Will you wait with me? TOM: Until the lamp goes green.")
    assert found.target is not None
    assert (found.target.scene, found.target.speech, found.target.last_speech) == (0, 6, 7)


def test_a_block_quotation_that_lost_its_marks() -> None:
    found = drawn(
        "He is teased:\n\n"
        "That is what the last one said, and he grew a beard in here.\n\n"
        "It is the only joke that the place allows itself."
    )
    assert [cited(one) for one in found if one.quote] == ["2.3"]
    assert found[0].reason.startswith("block")


def test_a_quotation_over_two_speeches() -> None:
    found = only("“Will you wait with me? Until the lamp goes green” is the whole plot.")
    assert found.target is not None
    assert (found.target.speech, found.target.end_speech) == (6, 7)


def test_words_quoted_without_any_marks() -> None:
    found = only("One of them took the harbour clock with her, and nobody has asked for it.")
    assert cited(found) == "2.5"
    assert found.reason.startswith("unmarked")


@pytest.mark.parametrize("number", ["317", "three hundred and seventeen"])
def test_a_number_that_occurs_once(number: str) -> None:
    found = only(f"There are {number} of them, and each is a year of the marriage.")
    assert cited(found) == "1.5"
    assert found.reason.startswith("rare number")


def test_a_shorter_quotation_again_later_in_the_paragraph() -> None:
    found = places(
        "“Leave him be, she said, and I did not,” Ines confesses. To “leave him be” would have "
        "been the easier kindness."
    )
    assert found["leave him be"] == "3.5"


# ---------------------------------------------------------- what the context decides


def test_the_speaker_named_beside_it_decides_between_two_places() -> None:
    text = "“Until the lamp goes green,” says Tom; and “Leave him be,” Ines says at once."
    assert places(text)["Until the lamp goes green"] == "ambiguous"
    play = script("# ONE\nANN: The tide has turned.\n# TWO\nBEN: The tide has turned.")
    assert places("“The tide has turned,” says Ben.", play) == {"The tide has turned": "2.1"}
    assert places("Ann says: “The tide has turned.” It has not.", play) == {
        "The tide has turned.": "1.1"
    }


def test_the_one_spoken_to_does_not_decide() -> None:
    play = script("# ONE\nANN: The tide has turned.\n# TWO\nBEN: The tide has turned.")
    assert places("She tells Ben, “The tide has turned.”", play) == {
        "The tide has turned.": "ambiguous"
    }


def test_a_quotation_right_before_it_decides() -> None:
    text = "“Will you wait with me?” “Until the lamp goes green.” It is a proposal."
    assert places(text)["Until the lamp goes green."] == "1.8"


def test_an_act_and_scene_cited_behind_it_decide() -> None:
    play = script("# ONE\nANN: The tide has turned.\n# TWO\nBEN: The tide has turned.")
    assert cited(only("“The tide has turned” (2.1). So it has.", play)) == "2.1"


def play_in_acts() -> Script:
    """Two acts of two scenes; each scene is one verse of the same words, counted through."""
    acts = [Act(str(at), f"ACT {at}", Span("play", at)) for at in (1, 2)]
    scenes = [
        Scene(
            f"Scene {scene}",
            (
                Speech("ANN", ("ANN",), (verse(f"Tide number {2 * act + scene} came.", 0),), PLAY),
                Speech("ANN", ("ANN",), (verse("The tide has turned.", 0),), PLAY),
            ),
            Span("play", 2 * act + scene),
            act=acts[act],
        )
        for act in (0, 1)
        for scene in (1, 2)
    ]
    count = itertools.count(1)
    counted = [
        replace(
            scene,
            elements=tuple(
                replace(speech, body=tuple(verse(line.text, next(count)) for line in speech.lines))
                for speech in scene.speeches()
            ),
        )
        for scene in scenes
    ]
    return Script("Tides", tuple(counted), PLAY)


def verse(text: str, number: int) -> Line:
    return Line(text, PLAY, "verse", number=str(number))


PLAY = Span("play", 1)


@pytest.mark.parametrize(
    "text",
    [
        "“The tide has turned” (II, 1).",
        "“The tide has turned” (2.1).",
        "„The tide has turned“ (2. Akt, 1. Szene).",
        "« The tide has turned » (acte II, scène première).",
        "«The tide has turned» (д. II, явл. 1).",
        "“The tide has turned” (l. 6).",
        "„The tide has turned“ (V. 5-6).",
        "Im ersten Auftritt des zweiten Aufzugs heißt es „The tide has turned“.",
        "Acto segundo, escena primera: «The tide has turned».",
        "In 1, 2 not yet. In Act II, Scene 1 it is “The tide has turned”. So Act I, Scene 2 waits.",
        "“The tide has turned”, as Act Two, Scene One has it.",
    ],
)
def test_a_place_cited_as_any_school_writes_it_decides(text: str) -> None:
    (found,) = (one for one in drawn(text, play_in_acts()) if one.quote)
    assert (found.status, found.target and found.target.scene) == ("placed", 2)


@pytest.mark.parametrize(
    "target",
    ["2.1.6", "II, 1, v. 6", "Akt II, Szene 1, V. 6", "v. 6", "д. II, явл. 1, ст. 6"],
)
def test_a_note_by_hand_cites_as_schools_do(target: str) -> None:
    kept = records(f"annotations:\n  - id: one\n    target: '{target}'\n    body: So.\n")
    result = draw(play_in_acts(), (), kept)
    assert result.problems == ()
    assert [cited(one) for one in result.value or ()] == ["3.2"]


@pytest.mark.parametrize(
    ("scene", "scenes"),
    [("II, 1", (2, 2)), ("2. Akt, 1. Szene", (2, 2)), ("acte II", (2, 3)), ("2.1", (2, 2))],
)
def test_a_note_on_a_scene_cites_as_schools_do(scene: str, scenes: tuple[int, int]) -> None:
    note = f"annotations:\n  - id: one\n    target: {{scene: '{scene}'}}\n    body: So.\n"
    result = draw(play_in_acts(), (), records(note))
    assert result.problems == ()
    assert [one.scenes for one in result.value or ()] == [scenes]


def test_lines_alone_decide_and_a_place_that_is_not_there_does_not() -> None:
    play = play_in_acts()
    assert cited(only("“The tide has turned” (l. 4).", play)) == "2.2"
    assert cited(only("“The tide has turned” (VII, 1).", play)) == "ambiguous"
    assert cited(only("“The tide has turned” (l. 90).", play)) == "ambiguous"


def test_a_citation_of_the_sentence_before_does_not_decide() -> None:
    text = "Act I, Scene 1 is short. Act II, Scene 1 is not. Here is “The tide has turned”."
    assert cited(only(text, play_in_acts())) == "ambiguous"


def test_for_a_common_phrase_the_speaker_alone_does_not_decide() -> None:
    play = script("# ONE\nANN: I don't know.\n# TWO\nBEN: I don't know.\nBEN: Ask the pilot.")
    assert places("“I don’t know,” says Ben.", play) == {"I don’t know": "ambiguous"}
    beside = places("“Ask the pilot,” he says. “I don’t know,” Ben says before.", play)
    assert beside["I don’t know"] == "2.1"


# ---------------------------------------------------------------- what is not placed


def test_words_that_stand_in_two_places_are_ambiguous_with_both() -> None:
    found = only("The play turns on “until the lamp goes green”, and on who says it.")
    assert found.status == "ambiguous"
    assert [candidate.target.scene for candidate in found.candidates] == [0, 1]


def test_a_short_common_phrase_is_never_placed_by_itself() -> None:
    assert set(places("“I don’t know” is what he always says.").values()) == {"ambiguous"}
    play = script("# ONE\nANN: I don't know.\nBEN: The anchor is fouled.")
    assert places("“I don’t know” is what people say.", play) == {"I don’t know": "ambiguous"}


def test_a_quotation_from_elsewhere_is_unplaced() -> None:
    found = only("As the pilot’s manual has it, “no harbour was ever improved by a hurry”.")
    assert (found.status, found.target, found.candidates) == ("unplaced", None, ())


@pytest.mark.parametrize(
    "text",
    [
        "Her “grief” is a kind of “late style”.",
        "In the film “The Harbour Clock” there is another such scene.",
        "The song “Leave Him Be” plays over the credits.",
        "He read “Nobody Runs in Waders: A Life” twice.",
        "She calls it a “problem play”.",
    ],
)
def test_scare_quotes_and_titles_do_not_flood_the_list(text: str) -> None:
    assert [one.status for one in drawn(text) if one.status == "placed"] == []
    assert len(drawn(text)) <= 1


def test_what_is_said_of_a_stage_direction_stands_beside_the_speech_before_it() -> None:
    play = script("# QUAY\nINES: Leave it.\n(A gull takes the sandwich.)\nTOM: Too late.")
    essay = "“A gull takes the sandwich” is the one joke in it that nobody on the quay has made."
    found = only(essay, play)
    assert (found.status, found.scope, cited(found)) == ("placed", "speech", "1.1")
    assert found.reason == "stage direction"
    assert found.body == essay


def test_a_direction_that_opens_a_scene_stands_beside_its_first_speech() -> None:
    play = script("# QUAY\nINES: Leave it.\n# HUT\n(A gull looks in.)\nTOM: Too late.")
    assert cited(only("All is said by “A gull looks in”.", play)) == "2.1"


def test_a_stage_direction_that_stands_twice_is_known_for_what_it_is() -> None:
    play = script("# QUAY\n(The bell is rung.)\nINES: Late.\n(The bell is rung.)\nTOM: So?")
    found = only("“The bell is rung” is all that we are told of it.", play)
    assert (found.status, found.reason) == ("unplaced", "stage direction")


def test_a_short_quotation_within_a_longer_one_from_elsewhere_is_not_sought() -> None:
    play = script("# QUAY\nINES: Nobody runs in waders.\nTOM: Mind the step.")
    elsewhere = "The guide writes: “She told us all to ‘mind the step’ and then the tide came in.”"
    assert [one for one in drawn(elsewhere, play) if one.status == "placed"] == []
    longer = "The guide writes: “One sailor said ‘Nobody runs in waders, not here’ and left us.”"
    assert [one.status for one in drawn(longer, play)] != []


def test_common_words_are_not_placed_by_a_name_in_the_same_sentence() -> None:
    play = script("# QUAY\nINES: I want to go now and then.\nTOM: Nobody runs in waders here.")
    _, common = drawn(
        "After “Nobody runs in waders” he will “want to go now”, and Ines is gone.", play
    )
    assert common.status == "ambiguous"


def test_a_likeness_that_is_too_slight_is_not_placed() -> None:
    found = drawn("“Nobody swims in these waters twice,” the guide book says.")
    assert all(one.status != "placed" for one in found)


def test_small_round_numbers_and_years_are_no_anchors() -> None:
    assert drawn("In 1917, some three hundred people wrote two or three letters each.") == ()


# ------------------------------------------------------------------------- the rest


def test_other_languages_and_alphabets() -> None:
    play = script(
        "# ПРИСТАНЬ\nИНЕС: Ты опоздал, и паром уже ушёл.\nТОМ: Я бежал от самой лавки мастера."
    )
    found = only("«Ты опоздал, и паром уже ушел», — говорит она.", play)
    assert cited(found) == "1.1"


def test_a_quotation_knows_where_it_stands_in_the_analysis() -> None:
    text = "# Part one\n\nA first paragraph.\n\nShe says “Nobody runs in waders”, drily."
    found = only(text)
    assert found.quote is not None
    whole = analysis(text).text
    assert whole[found.quote.start : found.quote.end] == found.quote.exact
    assert whole[: found.quote.start].endswith(found.quote.prefix)
    assert whole[found.quote.end :].startswith(found.quote.suffix)
    assert found.themes == ("Part one",)


def test_doubts_are_told_without_flooding() -> None:
    text = " ".join(f"“until the lamp goes green” he says ({n})." for n in range(40))
    result = draw(script(), (analysis(text),), None)
    assert 1 < len(result.problems) < 8
    assert all(problem.severity == "warning" for problem in result.problems)
    assert "36 more" in result.problems[-1].message


def test_nothing_to_draw_from() -> None:
    assert drawn("") == ()
    assert draw(script(""), (analysis("She says “nothing at all of the kind”."),), None).value


def test_a_sentence_of_the_same_shape_with_other_words_is_not_placed() -> None:
    found = drawn("The ballad has it so: “It went brown for my mother, she took the garden hose.”")
    assert all(one.status != "placed" for one in found)


def test_the_setting_and_the_speaker_named_together_choose_among_common_phrases() -> None:
    found = only("In the waiting room, when nobody has asked him, Tom says “I don’t know”, twice.")
    assert (found.status, found.target and found.target.scene) == ("placed", 1)
    assert "context: setting" in found.reason


def test_the_setting_alone_does_not_choose_among_common_phrases() -> None:
    assert only("In the waiting room somebody says “I don’t know”, twice.").status == "ambiguous"


def test_quotations_before_and_behind_hold_what_stands_between_them() -> None:
    _, between, _ = drawn(
        "First “The chairs have all been paid for”, then “Until the lamp goes green”, and “Does it "
        "ever go green?” is where it was leading."
    )
    assert (between.status, between.target and between.target.scene) == ("placed", 1)
    assert "context" in between.reason


CLOCK = (
    "# THE YARD\n\nANN: Nobody stops the clock{more}.\nBEN: Nobody stops the clock{more}?\n"
    "ANN: You could say that nobody stops the clock{more} for us.\n"
)


def test_a_question_mark_tells_two_places_of_many_words_apart() -> None:
    said, asked = drawn(
        "“Nobody stops the clock in the tower” is a fact. “Nobody stops the clock in the tower?” "
        "is a complaint.",
        script(CLOCK.format(more=" in the tower")),
    )
    assert (said.target and said.target.speech, asked.target and asked.target.speech) == (0, 1)
    assert "punctuation" in asked.reason


def test_of_few_words_a_question_mark_or_a_capital_is_no_evidence() -> None:
    essay = "“Nobody stops the clock” is a fact. “Nobody stops the clock?” is a complaint."
    statuses = [one.status for one in drawn(essay, script(CLOCK.format(more="")))]
    assert statuses == ["ambiguous", "ambiguous"]


def test_words_quoted_within_the_script_are_a_whole_sentence_there() -> None:
    play = '# THE YARD\n\nANN: What did he say?\nBEN: He said, "Mind how you go."\n'
    assert only("All that she heard was “Mind how you go”, and enough.", script(play)).target


def test_words_that_stand_everywhere_are_ambiguous_whoever_is_named() -> None:
    said = "Ines says “the lamp is lit” once."
    lines = [f"TOM: The lamp is lit, number {at}." for at in range(20)]
    few = script("\n".join(["# ROOM", "INES: So the lamp is lit.", *lines]))
    many = script("\n".join(["# ROOM", "INES: So the lamp is lit.", *(lines * 30)]))
    assert cited(only(said, few)) == "1.1"
    assert cited(only(said, many)) == "ambiguous"
