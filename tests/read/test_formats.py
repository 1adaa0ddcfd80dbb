"""What a file is, told the same way wherever one is named, and what is refused by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from booklet.ingest.inputs import InputFile, read_input
from booklet.problems import Problem
from booklet.read.formats import FORMATS, Format, recognise
from booklet.read.script import read_script
from booklet.read.text.kinds import Foreign

YAML = "title: Low Water\nscenes:\n  - heading: A\n    elements:\n      - MARA: Yes.\n"
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="scene">'
    "<sp><speaker>Mara</speaker><p>Yes.</p></sp></div></body></text></TEI>"
)
FDX = (
    "<FinalDraft><Content><Paragraph Type='Character'><Text>MARA</Text></Paragraph>"
    "<Paragraph Type='Dialogue'><Text>Yes.</Text></Paragraph></Content></FinalDraft>"
)
COMMENT = f"<!-- {'who may copy this and how. ' * 190} -->\n"
CUES = "INT. LIMAN - GECE\n\nÖZLEM\nEvet.\n\nÇAĞLA\nHayır.\n\nÖZLEM (V.O.)\nPeki.\n"
SETTINGS = "[page]\nwidth = 170\nheight = 240\n; in mm\n[type]\nsize = 11\n"
TRELBY = "#Version 3\n#Begin-Auto-Completion SCENE\n#End-Auto-Completion\n>\\INT. LAMP ROOM\n"


def archive(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(name, "<x/>")
    return made.getvalue()


def told(data: bytes, name: str) -> str:
    found = recognise(data, name)
    return found.title if isinstance(found, Foreign) else found.name


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("script.txt", YAML, "yaml"),
        ("script.fountain", YAML, "yaml"),
        ("script.txt", "scenes: [{heading: A, elements: [{MARA: Yes.}]}]\n", "yaml"),
        ("script.xml", COMMENT + TEI, "tei"),
        ("script.txt", '<?xml version="1.0"?>\n' + COMMENT + TEI, "tei"),
        ("script.fdx", COMMENT + TEI, "tei"),
        ("script.xml", COMMENT + FDX, "fdx"),
        ("script", CUES, "fountain"),
        ("script.md", CUES, "fountain"),
        ("script.spmd", "ÖZLEM\nEvet.\n", "fountain"),
    ],
)
def test_script_and_import_take_a_file_for_the_same(
    name: str, content: str, expected: str, tmp_path: Path
) -> None:
    data = content.encode()
    brought = read_input(InputFile(name, data)).value
    assert brought is not None
    # What `script:` reads as Fountain may be a screenplay to an import, which lays it out itself.
    assert told(data, name) == brought.format.name
    assert brought.format.name in (expected, "screenplay")
    (tmp_path / name).write_bytes(data)
    script = read_script(tmp_path / name, name).value
    assert script is not None
    assert {name for scene in script.scenes for said in scene.speeches() for name in said.who}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_xml_is_known_in_any_encoding(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{declared}"?>{COMMENT}{TEI}'.encode(encoding)
    assert told(data, "script.txt") == "tei"


def test_an_action_that_says_scenes_makes_no_yaml() -> None:
    text = "INT. SHED\n\nShe counts the\nscenes:\n\nMARA\nFour.\n"
    assert told(text.encode(), "script.fountain") == "fountain"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("script.trelby", TRELBY.encode(), "a script of Trelby, which is not read"),
        ("script.txt", TRELBY.encode(), "a script of Trelby, which is not read"),
        ("script.highland", archive("text.md"), "a script of Highland, which is not read"),
        ("script.conf", SETTINGS.encode(), "a configuration file, which is not read"),
        ("script.txt", SETTINGS.encode(), "a configuration file, which is not read"),
        ("script.txt", b'{"scenes": [{"heading": "A"}]}', "data in JSON, which is not read"),
        ("script.docx", archive("word/document.xml"), "a Word document"),
        ("script.fountain", archive("word/document.xml"), "a Word document"),
    ],
)
def test_what_is_not_read_is_refused_by_its_name(
    name: str, data: bytes, says: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    for read in (read_script(tmp_path / name, name), read_input(InputFile(name, data))):
        assert read.value is None
        (problem,) = read.problems
        assert f" is {says}" in problem.message
        assert problem.hint


def refused(name: str, content: str, folder: Path) -> Problem:
    (folder / name).write_text(content, encoding="utf-8")
    read = read_script(folder / name, name)
    assert read.value is None
    (problem,) = read.problems
    assert problem.code == "script-unknown-format"
    return problem


def test_pages_and_subtitles_are_no_scripts(tmp_path: Path) -> None:
    subtitles = refused("film.srt", "1\n00:00:01,000 --> 00:00:02,000\nUp.\n", tmp_path)
    assert "SRT" in subtitles.message
    assert "booklet import" in subtitles.hint
    assert "HTML" in refused("a.txt", "<!doctype html><p>Mara: Yes.</p>", tmp_path).message


def test_a_text_that_neither_ending_nor_content_tells_is_not_taken_for_fountain(
    tmp_path: Path,
) -> None:
    problem = refused("script.dat", "one two three\n", tmp_path)
    assert "script.fountain" in problem.hint


def test_a_page_with_settings_in_it_is_no_configuration_file() -> None:
    page = f"How to set the page\n\nWrite this:\n\n{SETTINGS}\nThen print it, and fold it.\n"
    assert told(page.encode(), "page.txt") == "text"


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_says_what_it_is(format: Format) -> None:
    assert format.title
    assert format.line
    assert all(ending.startswith(".") and ending.islower() for ending in format.endings)
