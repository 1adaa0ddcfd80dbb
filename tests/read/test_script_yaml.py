"""A script in YAML: what may be typed, and what it becomes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model import CastMember, Direction, DualDialogue, Line, PageBreak, Script, Speech
from booklet.read import script_yaml
from booklet.read.script_yaml import parse_script_yaml


def script_of(text: str) -> Script:
    read = parse_script_yaml(text, "script.yaml")
    assert read.problems == ()
    assert read.value is not None
    return read.value


def scene_of(*elements: str) -> Script:
    lines = "".join(f"      {line}\n" for element in elements for line in element.split("\n"))
    return script_of(f"scenes:\n  - heading: QUAY\n    elements:\n{lines}")


def speech_of(*elements: str) -> Speech:
    (speech,) = scene_of(*elements).scenes[0].elements
    assert isinstance(speech, Speech)
    return speech


@pytest.fixture(scope="module")
def documented() -> Script:
    """The example of the module's own documentation."""
    found = re.search(r"```yaml\n(.*?)```", script_yaml.__doc__ or "", re.DOTALL)
    assert found is not None
    return script_of(found[1])


def test_the_documented_example_has_what_it_promises(documented: Script) -> None:
    (scene,) = documented.scenes
    assert documented.cast == (
        CastMember("MARA"),
        CastMember("THE HORN", "a voice", "", ("HORN",)),
    )
    assert (scene.heading, scene.label, scene.synopsis) == (
        "INT. LAMP ROOM - NIGHT",
        "12A",
        "Two keepers, one lamp.",
    )
    assert scene.act is not None
    assert scene.act.heading == "Act Two"
    kinds = [type(element) for element in scene.elements]
    assert kinds == [Direction, *[Speech] * 5, DualDialogue, Direction, Direction, PageBreak]


def test_cues_have_extensions_and_canonical_names(documented: Script) -> None:
    speeches = list(documented.scenes[0].speeches())
    assert (speeches[1].speaker, speeches[1].who, speeches[1].extension) == (
        "HORN",
        ("THE HORN",),
        "V.O.",
    )
    assert (speeches[4].speaker, speeches[4].who) == ("MARA & HORN", ("MARA", "THE HORN"))


def test_parenthetical_paragraphs_and_directions_in_a_speech(documented: Script) -> None:
    body = list(documented.scenes[0].speeches())[2].body
    assert [(part.text, part.kind) for part in body] == [
        ("to the window", "parenthetical"),
        ("And always late.", "prose"),
        ("She wipes the glass.", "stage"),
        ("There.", "prose"),
    ]


def test_words_that_yaml_takes_for_values_are_spoken() -> None:
    speech = speech_of("- NO: 010")
    assert (speech.speaker, speech.text) == ("NO", "010")


def test_below_a_bar_line_breaks_stay_and_blank_lines_divide() -> None:
    speech = speech_of("- MARA: |\n    One\n    two.\n\n    Three.")
    assert [line.text for line in speech.lines] == ["One\ntwo.", "Three."]
    assert [line.span.line for line in speech.lines] == [5, 8]


def test_without_a_bar_lines_are_joined_and_blank_lines_divide() -> None:
    speech = speech_of("- MARA: One\n    two.\n\n    Three.")
    assert [line.text for line in speech.lines] == ["One two.", "Three."]


def test_verse_has_lines_and_stanzas() -> None:
    for verse in (
        "|\n    Low water,\n    no moon,\n\n    nobody.",
        '[ "Low water,", "no moon,", "", nobody.]',
    ):
        speech = speech_of(f"- speaker: MARA\n  verse: {verse}")
        assert [(line.text, line.kind, line.opens_stanza) for line in speech.lines] == [
            ("Low water,", "verse", False),
            ("no moon,", "verse", False),
            ("nobody.", "verse", True),
        ]


def test_a_song_may_be_nobodys() -> None:
    speech = speech_of("- sings: [La, la]")
    assert (speech.speaker, speech.who) == (None, ())
    assert [line.kind for line in speech.lines] == ["lyric", "lyric"]


def test_emphasis_is_that_of_fountain() -> None:
    (line,) = speech_of('- MARA: "*Never* _now_."').body
    assert isinstance(line, Line)
    assert line.text == "Never now."
    assert [(run.start, run.end, run.style) for run in line.emphasis] == [
        (0, 5, "italic"),
        (6, 9, "underline"),
    ]


def test_an_act_holds_until_the_next_begins() -> None:
    scenes = "".join(
        f"  - {{heading: {heading}, {act} elements: [{{A: b}}]}}\n"
        for heading, act in (
            ("One", "act: 1,"),
            ("Two", ""),
            ("Three", "act: Act Two,"),
            ("Four", "act: Act Two,"),
            ("Five", "act: {label: 3, heading: The Third},"),
        )
    )
    script = script_of(f"scenes:\n{scenes}")
    assert [scene.act.heading if scene.act else "" for scene in script.scenes] == [
        "1",
        "1",
        "Act Two",
        "Act Two",
        "The Third",
    ]
    acts = [scene.act for scene in script.scenes]
    assert (acts[0] == acts[1], acts[2] == acts[3]) == (True, True)
    assert [act.label if act else "" for act in acts] == ["1", "1", "2", "2", "3"]


def test_spans_lead_to_the_words() -> None:
    script = scene_of("- Rain.", "- MARA:\n    - One.\n    - Two.")
    rain, speech = script.scenes[0].elements
    assert str(rain.span) == "script.yaml:4:9"
    assert isinstance(speech, Speech)
    assert [str(line.span) for line in speech.lines] == ["script.yaml:6:13", "script.yaml:7:13"]


WORDS = st.text("abcé ,.'?", min_size=1).filter(lambda words: bool(words.strip(" ")))


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_no_word_is_lost(speeches: list[str]) -> None:
    quoted = ["'" + words.replace("'", "''") + "'" for words in speeches]
    script = scene_of(*(f"- MARA: {words}" for words in quoted))
    spoken = [speech.text.split() for speech in script.scenes[0].speeches()]
    assert spoken == [words.split() for words in speeches]


@given(st.text("ab:-[]{}'\"|\n  ") | st.text())
def test_any_text_gives_a_script_or_a_problem(text: str) -> None:
    for body in (text, f"scenes:\n{text}", f"scenes:\n  - elements:\n{text}"):
        read = parse_script_yaml(body.replace("\r", ""), "script.yaml")
        assert read.value is not None or read.problems
