"""Real pages, where they are at hand: counts only, none of their words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booklet.ingest.blocks import PageBlock
from booklet.ingest.course import ImportedCourse
from booklet.ingest.edge import read_pack
from booklet.ingest.inputs import InputFile
from booklet.ingest.labels import label
from booklet.read.analysis import parse_analysis
from booklet.read.fountain.reader import parse_fountain
from tests.ingest.miniatures import imported


@pytest.fixture(scope="module")
def course(shared: Path) -> ImportedCourse:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the saved pages (../shared/seeds) are not there")
    return imported(
        *(InputFile(path.name, path.read_bytes()) for path in seeds), pack=read_pack("her").value
    )


def test_at_least_150_distinct_speeches_in_the_order_of_the_film(course: ImportedCourse) -> None:
    script = parse_fountain(course.files["script.fountain"].decode(), "script.fountain").value
    assert script is not None
    spoken = [(s.speaker, s.text) for scene in script.scenes for s in scene.speeches()]
    assert len(set(spoken)) >= 150
    assert course.order == "outline"
    long = [words for words in spoken if len(words[1].split()) > 6]
    assert len(set(long)) == len(long)


def test_six_analyses_by_name(course: ImportedCourse) -> None:
    analyses = [part for part in course.segments if part.verdict == "analysis"]
    assert len(analyses) == 6
    assert all(part.title and part.publication for part in analyses)
    assert len({part.publication for part in analyses}) == 6


def test_no_menus_in_the_analyses(course: ImportedCourse) -> None:
    junk = re.compile(r"email|newsletter|subscribe|privacy|cookie|account|member-only", re.I)
    for path, data in course.files.items():
        if not path.startswith("analyses/"):
            continue
        analysis = parse_analysis(data.decode(), path, "x").value
        assert analysis is not None
        assert not junk.search(analysis.text)
        blocks = [PageBlock(block.text, 1, 1) for block in analysis.blocks]
        assert not {"control", "after", "listed", "headlines", "reference"} & set(label(blocks))


def test_every_speaker_is_in_the_cast(course: ImportedCourse) -> None:
    script = parse_fountain(course.files["script.fountain"].decode(), "script.fountain").value
    assert script is not None
    names = {s.speaker for scene in script.scenes for s in scene.speeches()}
    cast = course.files["booklet.yaml"].decode().casefold()
    assert all(f"name: {(name or '').casefold()}" in cast for name in names)
