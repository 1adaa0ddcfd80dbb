"""Pieces of a course's own: their names, titles and text."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.compose.shelf.folders import Folders
from booklet.markup.markdown import block_html, block_texts, block_tokens, titled
from booklet.model import OwnPiece, Span
from booklet.read.course import read_course
from booklet.read.own_pieces import own_pieces


def pieces(course: Path, **texts: str) -> list[OwnPiece]:
    (course / "pieces").mkdir()
    for name, text in texts.items():
        (course / "pieces" / f"{name.replace('_', '-')}.md").write_text(text, encoding="utf-8")
    found = own_pieces(course, "c")
    assert found.problems == ()
    return list(found.value or ())


def test_the_first_heading_is_the_title(tmp_path: Path) -> None:
    (piece,) = pieces(tmp_path, how_we_meet="# Where *we* meet\n\nIn the library.\n")
    span = Span("c/pieces/how-we-meet.md")
    assert piece == OwnPiece("how-we-meet", "Where we meet", "\nIn the library.\n", span)


def test_without_one_the_name_is(tmp_path: Path) -> None:
    (piece,) = pieces(tmp_path, how_we_meet="In the library.\n\n## When\n\nAt six.\n")
    assert piece.title == "How we meet"
    assert titled("")[0] == ""


def test_a_template_of_a_name_that_is_not_shipped_is_a_piece(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    for name in ("directions.html", "cast.html", "_part.html"):
        (tmp_path / "templates" / name).write_text("", encoding="utf-8")
    found = own_pieces(tmp_path, "c").value or ()
    assert [(each.name, each.title, each.text) for each in found] == [
        ("directions", "Directions", "")
    ]


def test_a_link_out_of_the_course_is_no_piece(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Not for you.", encoding="utf-8")
    course = tmp_path / "course"
    (course / "pieces").mkdir(parents=True)
    (course / "pieces" / "ours.md").symlink_to(tmp_path / "secret.md")
    found = own_pieces(course, "c")
    assert [each.code for each in found.problems] == ["outside-course"]
    assert found.value == ()


def test_a_folder_that_is_a_link_out_of_the_course_is_not_looked_into(tmp_path: Path) -> None:
    for name in ("templates", "pieces", "house"):
        (tmp_path / "outside" / name).mkdir(parents=True)
    (tmp_path / "outside" / "pieces" / "secret.md").write_text("Not for you.", encoding="utf-8")
    (tmp_path / "outside" / "house" / "house.yaml").write_text("name: other\n", encoding="utf-8")
    course = tmp_path / "course"
    course.mkdir()
    (course / "booklet.yaml").write_text("title: A\n", encoding="utf-8")
    for name in ("templates", "pieces", "house"):
        (course / name).symlink_to(tmp_path / "outside" / name)
    assert own_pieces(course, "c").value == ()
    assert Folders("templates", course).house is None
    told = read_course(course, "c").problems
    assert [each.message.split()[0] for each in told if each.code == "outside-course"] == [
        "c/templates",
        "c/pieces",
        "c/house",
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("[a](#cast)", '<p><a href="#cast">a</a></p>\n'),
        ("![the map](map.png)", '<p><img src="map.png" alt="the map" /></p>\n'),
        ("# One\n\n### Two", "<h3>One</h3>\n<h4>Two</h4>\n"),
    ],
)
def test_a_piece_is_text_and_what_it_may_hold(text: str, html: str) -> None:
    assert block_html(block_tokens(text)) == html


def test_every_cell_and_item_is_a_text_to_be_proved() -> None:
    text = "| a | b |\n|---|---|\n| c | *d* |\n\n- e\n\n```\nf\n```\n"
    assert block_texts(text) == ["a", "b", "c", "d", "e", "f\n"]
