"""Two whole plays come through: counted against the XML by other means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from booklet.model import Direction, Line, SceneElement, Script, Speech
from booklet.read.tei.reader import parse_tei

TEI = "{http://www.tei-c.org/ns/1.0}"
PLAYS = ["hamlet.xml", "vanya.xml"]


def read(shared: Path, name: str) -> tuple[Script, etree._Element]:
    """The script, and the body of the XML."""
    data = (shared / "plays" / name).read_bytes()
    result = parse_tei(data, name)
    assert result.problems == ()
    assert result.value is not None
    body = etree.fromstring(data).find(f"{TEI}text/{TEI}body")
    assert body is not None
    return result.value, body


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def source_texts(element: etree._Element, leave_out: tuple[str, ...]) -> Iterator[str]:
    """All text below, without the named elements."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag.removeprefix(TEI) not in leave_out:
            yield from source_texts(child, leave_out)
        yield child.tail or ""


def line_texts(part: Line | Direction) -> Iterator[str]:
    """The words of a part, directions where they stand."""
    at = 0
    if isinstance(part, Line):
        for direction in part.directions:
            yield part.text[at : direction.offset]
            yield direction.text
            at = direction.offset
    yield part.text[at:]


def element_texts(element: SceneElement) -> Iterator[str]:
    if isinstance(element, Speech):
        for part in element.body:
            yield from line_texts(part)
    elif isinstance(element, Direction):
        yield element.text


def script_texts(script: Script) -> Iterator[str]:
    """All words of the scenes in order, names of speakers aside."""
    act = None
    for scene in script.scenes:
        if scene.act and scene.act != act:
            yield scene.act.heading
        act = scene.act
        yield scene.heading
        for element in scene.elements:
            yield from element_texts(element)


def lines(script: Script) -> list[Line]:
    return [line for scene in script.scenes for speech in scene.speeches() for line in speech.lines]


@pytest.mark.parametrize("name", PLAYS)
def test_every_word_comes_through_in_order(shared: Path, name: str) -> None:
    script, body = read(shared, name)
    expected = words("".join(source_texts(body, ("speaker", "note"))))
    assert words(" ".join(script_texts(script))) == expected
    assert len(expected) > 10_000


@pytest.mark.parametrize("name", PLAYS)
def test_every_spoken_word_is_in_a_line(shared: Path, name: str) -> None:
    script, body = read(shared, name)
    spoken = "".join(
        text
        for sp in body.iter(f"{TEI}sp")
        for text in source_texts(sp, ("speaker", "note", "stage"))
    )
    assert words(" ".join(line.text for line in lines(script))) == words(spoken)


@pytest.mark.parametrize("name", PLAYS)
def test_every_speech_has_its_speaker(shared: Path, name: str) -> None:
    script, body = read(shared, name)
    speeches = [speech for scene in script.scenes for speech in scene.speeches()]
    sps = list(body.iter(f"{TEI}sp"))
    assert len(speeches) == len(sps)
    for speech, sp in zip(speeches, sps, strict=True):
        speaker = sp.find(f"{TEI}speaker")
        if speaker is not None:
            assert words(speech.speaker or "") == words("".join(map(str, speaker.itertext())))
        assert len(speech.who) == len(sp.get("who", "").split())


@pytest.mark.parametrize("name", PLAYS)
def test_every_direction_comes_through(shared: Path, name: str) -> None:
    script, body = read(shared, name)
    outermost = [
        stage for stage in body.iter(f"{TEI}stage") if not list(stage.iterancestors(f"{TEI}stage"))
    ]
    between = [
        part
        for scene in script.scenes
        for element in scene.elements
        for part in (element.body if isinstance(element, Speech) else (element,))
        if isinstance(part, Direction)
    ]
    within = [direction for line in lines(script) for direction in line.directions]
    assert len(between) + len(within) == len(outermost)


def test_hamlet_keeps_its_verse_and_its_numbers(shared: Path) -> None:
    script, body = read(shared, "hamlet.xml")
    verse = [line for line in lines(script) if line.kind == "verse"]
    numbers = [element.get("n") for element in body.iter(f"{TEI}l")]
    assert [line.number for line in verse] == numbers
    shared_lines = [element for element in body.iter(f"{TEI}l") if element.get("part")]
    assert sum(line.part is not None for line in verse) >= len(shared_lines)
    milestones = [mark.number for line in lines(script) for mark in line.milestones]
    assert milestones == [lb.get("n") for lb in body.iter(f"{TEI}lb") if lb.get("n")]


def test_hamlet_has_its_acts_and_scenes(shared: Path) -> None:
    script, _ = read(shared, "hamlet.xml")
    count: dict[str, list[str]] = {}
    for scene in script.scenes:
        assert scene.act is not None
        count.setdefault(scene.act.label, []).append(scene.label)
    assert {label: len(scenes) for label, scenes in count.items()} == {
        "1": 5,
        "2": 2,
        "3": 4,
        "4": 7,
        "5": 2,
    }
    assert (script.title, script.authors, script.language) == (
        "Hamlet",
        ("William Shakespeare",),
        "en",
    )


def test_vanya_has_an_act_a_scene(shared: Path) -> None:
    script, _ = read(shared, "vanya.xml")
    assert [scene.heading for scene in script.scenes] == ["", "", "", ""]
    assert len({scene.act for scene in script.scenes}) == 4
    assert script.language == "ru"
    assert len(script.cast) == 10
    assert [note.scene for note in script.notes] == [0, 2]


@pytest.mark.parametrize("name", PLAYS)
def test_everybody_who_speaks_is_in_the_cast(shared: Path, name: str) -> None:
    script, _ = read(shared, name)
    known = {n for member in script.cast for n in (member.name, *member.aliases)}
    speaking = {who for scene in script.scenes for s in scene.speeches() for who in s.who}
    assert speaking <= known
