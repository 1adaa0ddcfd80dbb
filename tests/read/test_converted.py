"""A file in Windows' encoding that was converted as if it were Latin-1 is read as it was meant.

What stood for curly quotes and dashes became controls that nobody can see, U+0080 to U+009F.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.ingest.inputs import InputFile
from booklet.markup.markdown import plain
from booklet.model import Analysis, Script
from booklet.problems import Problem, Result
from booklet.read.analysis import parse_analysis
from booklet.read.annotations import parse_annotations
from booklet.read.fdx import parse_fdx
from booklet.read.glossary import parse_glossary
from booklet.read.questions import parse_questions
from booklet.read.script import read_script
from booklet.read.text.characters import mended
from booklet.read.text.files import decode, read_text
from booklet.read.yaml.marked import Scalar, parse_yaml
from tests.ingest.miniatures import run

MEANT = "“It’s late” – said he… twice"
BROKEN = MEANT.encode("cp1252").decode("latin-1")
CONTROLS = sum("\x80" <= character <= "\x9f" for character in BROKEN)

FOUNTAIN = f"INT. TOWER\n\nORLA\n{BROKEN}\n".encode()
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div type="scene">'
    "<sp><speaker>ORLA</speaker><p>{}</p></sp></div></body></text></TEI>"
)
FDX = (
    '<FinalDraft><Content><Paragraph Type="Scene Heading"><Text>INT. TOWER</Text></Paragraph>'
    '<Paragraph Type="Character"><Text>ORLA</Text></Paragraph>'
    '<Paragraph Type="Dialogue"><Text>{}</Text></Paragraph></Content></FinalDraft>'
)
AS_NUMBERS = "".join(f"&#{ord(c)};" if "\x80" <= c <= "\x9f" else c for c in BROKEN)
LATIN_1 = '<?xml version="1.0" encoding="ISO-8859-1"?>' + TEI

SCRIPTS = {
    "script.fountain": FOUNTAIN,
    "script.xml": TEI.format(BROKEN).encode(),
    "numbers.xml": TEI.format(AS_NUMBERS).encode(),
    "latin-1.xml": LATIN_1.format(BROKEN).encode("latin-1"),
    "script.fdx": FDX.format(BROKEN).encode(),
    "script.yaml": f"scenes:\n  - elements:\n      - ORLA: {BROKEN}\n".encode(),
}


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = (each for each in problems if each.code != "scene-without-heading")
    return problem


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_of_every_format_is_read_as_it_was_meant(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SCRIPTS[name])
    read: Result[Script] = read_script(tmp_path / name, name)
    assert read.value is not None, read.problems
    (speech,) = read.value.scenes[0].speeches()
    assert speech.text == MEANT
    problem = only(read.problems)
    assert (problem.code, problem.severity) == ("control-repaired", "warning")
    assert problem.span is not None
    assert problem.span.file == name
    assert "(U+0093) is read as “ (left double quotation mark)" in problem.message
    assert problem.message.endswith(f"; {CONTROLS} such in this file")


def test_an_analysis_is_read_as_it_was_meant(tmp_path: Path) -> None:
    text = f"---\ntitle: On towers\n---\n\n{BROKEN}\n"
    (tmp_path / "a.md").write_text(text, "utf-8", newline="")
    read = read_text(tmp_path / "a.md", "a.md")
    assert str(only(read.problems)).startswith("a.md:5:1: warning: a control character (U+0093)")
    assert read.value is not None
    analysis: Result[Analysis] = parse_analysis(read.value, "a.md", "a")
    assert analysis.value is not None
    assert [block.text for block in analysis.value.blocks] == [MEANT]


@pytest.mark.parametrize("written", [r'"it\x92s"', r'"it\u0092s"'])
def test_what_an_escape_of_yaml_says_is_read_as_it_was_meant(written: str) -> None:
    read = parse_yaml(written, "f.yaml")
    assert isinstance(read.value, Scalar)
    assert read.value.text == "it’s"
    assert only(read.problems).code == "control-repaired"


MARKDOWN: dict[str, Callable[[], Result[Any]]] = {
    "an analysis": lambda: parse_analysis(
        f"---\ntitle: On towers\n---\n\n{AS_NUMBERS}\n", "f", "a"
    ),
    "a note": lambda: parse_annotations(_listed("annotations", "id: a, target: 1.2, body"), "f"),
    "a question": lambda: parse_questions(_listed("questions", "question"), "f"),
    "an answer": lambda: parse_questions(_listed("questions", "question: So?, answer"), "f"),
    "a meaning": lambda: parse_glossary(_listed("terms", "term: tower, meaning"), "f"),
}


def _listed(key: str, entry: str) -> str:
    return f'{key}:\n  - {{{entry}: "{AS_NUMBERS}"}}\n'


@pytest.mark.parametrize("kind", MARKDOWN)
def test_a_control_by_its_number_in_markdown_is_read_as_browsers_do(kind: str) -> None:
    problem = only(MARKDOWN[kind]().problems)
    assert (problem.code, problem.severity) == ("control-repaired", "warning")
    assert problem.message.endswith(f"; {CONTROLS} such in this file")
    assert plain(AS_NUMBERS) == plain(AS_NUMBERS.replace("&#146;", "&#x92;")) == MEANT


def test_an_analysis_has_what_controls_by_number_mean() -> None:
    read = parse_analysis(f"---\ntitle: On towers\n---\n\n> {AS_NUMBERS}\n", "f", "a")
    assert read.value is not None
    assert [block.text for block in read.value.blocks] == [MEANT]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("&#129;", "replacement-character"),
        ("&#0;", "replacement-character"),
        ("&#8203;", "invisible-character"),
        ("&#x202e;", "bidi-character"),
    ],
)
def test_what_no_text_should_hold_is_told_in_a_note_too(reference: str, code: str) -> None:
    note = f"annotations:\n  - id: a\n    target: '1.2'\n    body: So{reference}so.\n"
    (problem,) = parse_annotations(note, "f").problems
    assert problem.code == code
    assert str(problem).startswith("f:4:11: warning")


PLAYED = "".join(f"ORLA: {{0}} {number}\n\nPELL: No, {number}.\n\n" for number in range(6))
PAGES: dict[str, bytes] = {
    "page.txt": PLAYED.format(BROKEN).encode(),
    "page.html": f"<html><body><p>{PLAYED.format(BROKEN)}".replace("\n\n", "</p><p>").encode(),
    "said.html": (
        '<html><head><meta charset="iso-8859-1"></head><body><p>'
        + PLAYED.format(BROKEN).replace("\n\n", "</p><p>")
    ).encode("latin-1"),
    "film.srt": f"1\n00:00:01,000 --> 00:00:03,000\n{BROKEN}\n".encode(),
    "film.vtt": f"WEBVTT\n\n00:01.000 --> 00:03.000\n{BROKEN}\n".encode(),
    "script.fountain": FOUNTAIN,
    "script.fdx": FDX.format(BROKEN).encode(),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_imported_is_read_as_it_was_meant(name: str) -> None:
    read = run(InputFile(name, PAGES[name]))
    assert read.value is not None, read.problems
    files = read.value.files
    written = b"".join(files.values()).decode("utf-8")
    if "script.fdx" in files:  # kept byte for byte, and mended whenever it is read
        script = parse_fdx(files["script.fdx"], "script.fdx").value
        assert script
        written = " ".join(said.text for scene in script.scenes for said in scene.speeches())
    assert MEANT in " ".join(written.split())
    assert "control-repaired" in {problem.code for problem in read.problems} or name == "said.html"


def test_controls_that_mean_nothing_in_windows_are_still_refused() -> None:
    read = decode("a\x81b\x92c".encode(), "f")
    assert [problem.code for problem in read.problems] == ["control-repaired", "control-character"]


@given(st.text())
def test_mending_changes_no_place_and_nothing_else(text: str) -> None:
    done = mended(text)
    assert len(done) == len(text)
    assert [
        a for a, b in zip(text, done, strict=True) if a != b and not "\x80" <= a <= "\x9f"
    ] == []
    assert mended(done) == done
