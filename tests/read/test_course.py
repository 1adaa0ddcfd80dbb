"""A course folder, read whole; and which reader gets the script."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.model import CastMember, Line, Scene, Script, Span, Speech
from booklet.problems import has_errors
from booklet.read.course import read_course
from booklet.read.script import read_script
from booklet.read.script_yaml import parse_script_yaml
from booklet.read.speakers import similar_speakers, unknown_speakers
from tests.messages.cases import small_course

FOUNTAIN = "INT. LAMP ROOM - NIGHT\n\nMARA\nIs that you?\n"
TEI = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div type="scene">
<head>Scene</head><sp><speaker>Mara</speaker><p>Is that you?</p></sp></div></body></text></TEI>
"""
YAML = "scenes:\n  - elements:\n      - MARA: Is that you?\n"


def codes(folder: Path, shown: str = "my-course") -> list[str]:
    return [problem.code for problem in read_course(folder, shown).problems]


def test_the_sample_course_is_read_without_problems(lamplight: Path) -> None:
    read = read_course(lamplight, "content/lamplight")
    assert [str(problem) for problem in read.problems] == []
    course = read.value
    assert course is not None
    assert len(course.script.scenes) >= 12
    assert len(course.analyses) >= 4
    assert course.records
    assert course.questions
    assert course.terms
    assert course.settings.span.file == "content/lamplight/booklet.yaml"


def test_the_script_fills_in_what_the_settings_leave_open(tmp_path: Path) -> None:
    folder = small_course(tmp_path / "my-course")
    settings = read_course(folder, "my-course/").value
    assert settings is not None
    assert settings.folder == "my-course"
    assert (settings.settings.language, settings.settings.script) == ("en", "script.yaml")
    (folder / "script.yaml").write_text(f"language: de\nauthors: Ada Mole\n{YAML}")
    filled = read_course(folder, "my-course").value
    assert filled is not None
    assert (filled.settings.language, filled.settings.authors) == ("de", ("Ada Mole",))
    (folder / "booklet.yaml").write_text("title: a\nlanguage: fr\nauthors: Ben Rook\n")
    own = read_course(folder, "my-course").value
    assert own is not None
    assert (own.settings.language, own.settings.authors) == ("fr", ("Ben Rook",))


def test_no_annotations_file_is_not_the_same_as_an_empty_one(tmp_path: Path) -> None:
    folder = small_course(tmp_path / "my-course")
    without = read_course(folder, "my-course").value
    (folder / "annotations.yaml").touch()
    empty = read_course(folder, "my-course").value
    assert without is not None
    assert empty is not None
    assert (without.records, empty.records) == (None, ())


def test_a_missing_folder_is_told_with_the_nearest(tmp_path: Path) -> None:
    small_course(tmp_path / "my-course")
    (problem,) = read_course(tmp_path / "my-curse", "my-curse").problems
    assert problem.code == "course-missing"
    assert "Did you mean `my-course`?" in problem.hint
    assert codes(tmp_path / "my-course" / "booklet.yaml") == ["course-missing"]


def test_links_out_of_the_course_are_not_followed(tmp_path: Path) -> None:
    folder = small_course(tmp_path / "my-course")
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: secret\n---\nText.\n")
    (folder / "analyses").mkdir()
    (folder / "analyses" / "wick.md").symlink_to(secret)
    (folder / "glossary.yaml").symlink_to(secret)
    assert codes(folder) == ["outside-course", "outside-course"]
    (folder / "script.yaml").unlink()
    (folder / "script.yaml").symlink_to(secret)
    assert codes(folder) == ["outside-course"] * 3


def test_notes_whose_analysis_is_gone_are_counted_by_source(tmp_path: Path) -> None:
    course = small_course(tmp_path / "c")
    entry = "  - {{id: n{0}, source: {1}, quote: {{exact: Is that you?}}, made: aa}}\n"
    notes = entry.format(1, "keeper") + entry.format(2, "keeper") + entry.format(3, "tide")
    (course / "annotations.yaml").write_text(f"annotations:\n{notes}", "utf-8")
    told = [p for p in read_course(course, "c").problems if p.code == "source-gone"]
    assert [p.message.split(" drawn")[0] for p in told] == ["2 notes were", "1 note was"]
    (course / "analyses").mkdir()
    for source in ("keeper", "tide"):
        text = "---\ntitle: A\n---\n\nWords.\n"
        (course / "analyses" / f"{source}.md").write_text(text, "utf-8")
    assert "source-gone" not in codes(course, "c")


def test_backups_and_hidden_files_are_no_part_of_the_course(tmp_path: Path) -> None:
    folder = small_course(tmp_path / "my-course")
    (folder / "analyses").mkdir()
    for name in ("script.yaml~", ".script.fountain", "script.bak", "analyses/.wick.md"):
        (folder / name).write_text("nothing")
    assert codes(folder) == []


@pytest.mark.parametrize(
    ("name", "text", "heading"),
    [
        ("script.fountain", FOUNTAIN, "INT. LAMP ROOM - NIGHT"),
        ("script.txt", FOUNTAIN, "INT. LAMP ROOM - NIGHT"),
        ("script.xml", TEI, "Scene"),
        ("script.fountain", TEI, "Scene"),
        ("script.fountain", "\n \ufeff".strip(" \n") + TEI, "Scene"),
        ("script.yaml", YAML, ""),
        ("script.txt", YAML, ""),
    ],
)
def test_the_format_is_told_by_content_then_by_name(
    tmp_path: Path, name: str, text: str, heading: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    read = read_script(tmp_path / name, name)
    assert not has_errors(read.problems)
    assert read.value is not None
    assert [scene.heading for scene in read.value.scenes] == [heading]
    assert [speech.text for speech in read.value.scenes[0].speeches()] == ["Is that you?"]


def test_xml_in_utf16_is_known_as_xml(tmp_path: Path) -> None:
    path = tmp_path / "script.txt"
    path.write_bytes(TEI.replace("UTF-8", "UTF-16").encode("utf-16"))
    read = read_script(path, "script.txt")
    assert read.value is not None
    assert [speech.speaker for speech in read.value.scenes[0].speeches()] == ["Mara"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf\n", b"\xff\xfe", b"\x00\x00"])
def test_an_empty_script_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "script.fountain"
    path.write_bytes(data)
    assert [problem.code for problem in read_script(path, "s").problems] == ["script-empty"]


def test_nobody_is_unknown_where_there_is_no_cast_list() -> None:
    script = parse_script_yaml(YAML, "script.yaml").value
    assert script is not None
    assert unknown_speakers(script, ()) == ()


def test_speakers_together_are_known_by_their_names() -> None:
    text = "cast: [MARA, HORN]\nscenes:\n  - elements:\n"
    text += "      - speaker: [MARA, horn]\n        says: Now.\n      - MARA: a\n"
    script = parse_script_yaml(text, "script.yaml").value
    assert script is not None
    assert unknown_speakers(script, ()) == ()


def speaking(*names: str) -> Script:
    """A script in which these speak, one speech each, in this order."""
    speeches = tuple(
        Speech(name, (name,), (Line("Words.", Span("s", at)),), Span("s", at))
        for at, name in enumerate(names, start=1)
    )
    return Script("", (Scene("", speeches, Span("s")),), Span("s"))


@pytest.mark.parametrize("typed", ["OLYMPA", "OLYMPIAA", "OLYMPUA", "OLYPMIA"])
def test_a_rare_name_one_letter_off_a_frequent_one_is_told(typed: str) -> None:
    (problem,) = similar_speakers(speaking(*["OLYMPIA"] * 3, typed), ())
    assert (problem.code, str(problem.span)) == ("similar-speakers", "s:4:1")
    assert "`OLYMPIA`" in problem.hint


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["SOLDIER"] * 9 + ["SOLDIERS"], id="a plural"),
        pytest.param(["GUARD 1"] * 9 + ["GUARD 2"], id="numbers"),
        pytest.param(["MAN"] * 9 + ["MAY"], id="short names"),
        pytest.param(["MARIA"] * 9 + ["MARTHA"], id="two letters off"),
        pytest.param(["ANNA"] * 3 + ["ANNE"] * 2, id="nearly as frequent"),
        pytest.param(["ANNA"] * 9 + ["Anna"], id="letter case"),
    ],
)
def test_names_that_may_well_be_two_people_are_left_alone(names: list[str]) -> None:
    assert similar_speakers(speaking(*names), ()) == ()


def test_whoever_is_in_a_cast_list_is_not_doubted() -> None:
    script = speaking(*["OLYMPIA"] * 3, "OLYMPA")
    assert similar_speakers(script, (CastMember("OLYMPA"),)) == ()


def test_a_name_is_the_same_however_unicode_writes_its_accents() -> None:
    decomposed = "RENE\u0301"
    assert unknown_speakers(speaking(decomposed), (CastMember("REN\u00c9"),)) == ()
