"""Final Draft files: what is kept, what is ignored, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.model import Direction, DualDialogue, PageBreak, Script, Speech
from booklet.problems import Result
from booklet.read.course import read_course
from booklet.read.fdx import parse_fdx

HEADING = '<Paragraph Type="Scene Heading"><Text>INT. TOWER - DAWN</Text></Paragraph>'
ORLA = '<Paragraph Type="Character"><Text>ORLA</Text></Paragraph>'
SAYS = '<Paragraph Type="Dialogue"><Text>Up here.</Text></Paragraph>'


def read(*paragraphs: str, rest: str = "") -> Result[Script]:
    content = "\n".join(paragraphs)
    return parse_fdx(
        f"<FinalDraft><Content>\n{content}\n</Content>{rest}</FinalDraft>".encode(), "s.fdx"
    )


def script(*paragraphs: str, rest: str = "") -> Script:
    found = read(*paragraphs, rest=rest)
    assert found.value is not None
    assert found.problems == ()
    return found.value


def only_speech(found: Script) -> Speech:
    (speech,) = found.scenes[0].speeches()
    return speech


def test_a_speech_knows_its_line() -> None:
    speech = only_speech(script(HEADING, ORLA, SAYS))
    assert (speech.speaker, speech.text, speech.span.line) == ("ORLA", "Up here.", 3)


def test_scene_numbers_are_kept_as_text() -> None:
    numbered = HEADING.replace("<Paragraph", '<Paragraph Number="012A"', 1)
    assert script(numbered, ORLA, SAYS).scenes[0].label == "012A"


def test_styled_runs_are_emphasis_and_revisions_are_read_through() -> None:
    says = (
        '<Paragraph Type="Dialogue"><Text>Not </Text><Text Style="Italic" RevisionID="3">o</Text>'
        '<Text Style="Italic">ne</Text><Text Style="Bold+Underline"> stair</Text></Paragraph>'
    )
    (line,) = only_speech(script(HEADING, ORLA, says)).lines
    assert line.text == "Not one stair"
    assert [(line.text[e.start : e.end], e.style) for e in line.emphasis] == [
        ("one", "italic"),
        ("stair", "bold"),
        ("stair", "underline"),
    ]


def test_extensions_continuations_and_parentheticals() -> None:
    orla = ORLA.replace("ORLA", "ORLA (V.O.) (CONT'D)")
    aside = '<Paragraph Type="Parenthetical"><Text>(calling)</Text></Paragraph>'
    speech = only_speech(script(HEADING, orla, aside, SAYS))
    assert (speech.speaker, speech.extension) == ("ORLA", "V.O.")
    assert isinstance(speech.body[0], Direction)
    assert speech.body[0].text == "calling"


def test_dual_dialogue_stays_together() -> None:
    both = f"<Paragraph><DualDialogue>{ORLA}{SAYS}{ORLA.replace('ORLA', 'DENNY')}{SAYS}"
    found = script(HEADING, both + "</DualDialogue></Paragraph>")
    (element,) = found.scenes[0].elements
    assert isinstance(element, DualDialogue)
    assert [speech.speaker for speech in element.speeches] == ["ORLA", "DENNY"]


def test_script_notes_are_not_spoken() -> None:
    note = "<ScriptNote><Paragraph><Text>Louder?</Text></Paragraph></ScriptNote></Paragraph>"
    found = script(HEADING, ORLA, SAYS.replace("</Paragraph>", note))
    assert only_speech(found).text == "Up here."
    assert [(n.text, n.scene, n.speech) for n in found.notes] == [("Louder?", 0, 0)]


def test_action_transitions_acts_and_page_breaks() -> None:
    found = script(
        '<Paragraph Type="New Act"><Text>Act Two</Text></Paragraph>',
        HEADING,
        '<Paragraph Type="Action"><Text>Stairs.</Text></Paragraph>',
        '<Paragraph Type="Action" StartsNewPage="Yes"><Text>More.</Text></Paragraph>',
        '<Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>',
    )
    (scene,) = found.scenes
    assert scene.act is not None
    assert scene.act.heading == "Act Two"
    kinds = [e.kind if isinstance(e, Direction) else type(e) for e in scene.elements]
    assert kinds == ["action", PageBreak, "action", "transition"]


def test_the_title_page() -> None:
    rows = "".join(f"<Paragraph><Text>{row}</Text></Paragraph>" for row in ("Clock", "by", "A. B."))
    found = script(HEADING, ORLA, SAYS, rest=f"<TitlePage><Content>{rows}</Content></TitlePage>")
    assert (found.title, found.authors) == ("Clock", ("A. B.",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"INT. TOWER - DAWN", "xml-broken"),
        (b"<FinalDraft><Content>", "xml-broken"),
        (b"", "xml-broken"),
        (b"<html/>", "fdx-not-final-draft"),
        (b"<FinalDraft><Content/></FinalDraft>", "script-empty"),
    ],
)
def test_what_is_no_final_draft_script(data: bytes, code: str) -> None:
    found = parse_fdx(data, "s.fdx")
    assert [problem.code for problem in found.problems] == [code]
    assert found.problems[0].span is not None


def test_a_course_may_have_a_final_draft_script(tmp_path: Path) -> None:
    (tmp_path / "booklet.yaml").write_text("title: Low Water\n", encoding="utf-8")
    content = (
        f"<?xml version='1.0'?>\n<FinalDraft><Content>{HEADING}{ORLA}{SAYS}</Content></FinalDraft>"
    )
    (tmp_path / "script.fdx").write_text(content, encoding="utf-8")
    course = read_course(tmp_path, "course")
    assert course.problems == ()
    assert course.value is not None
    assert only_speech(course.value.script).text == "Up here."
