"""Front and back matter in `booklet.yaml`: pieces in order, style, limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.model import BACK, FRONT, Matter, ReuseLimit
from tests.read.test_settings import settings_of


def test_a_course_that_says_nothing_has_the_usual_pieces(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "title: Pier").matter == Matter(FRONT, BACK)


def test_pieces_keep_the_order_in_which_they_are_written(tmp_path: Path) -> None:
    matter = settings_of(
        tmp_path, "title: Pier\nfront: title-page\nback: [glossary, credits, questions]"
    ).matter
    assert matter.front == ("title-page",)
    assert matter.back == ("glossary", "credits", "questions")


def test_a_piece_at_the_back_leaves_the_front_that_nobody_wrote(tmp_path: Path) -> None:
    matter = settings_of(tmp_path, "title: Pier\nback: [cast, credits]").matter
    assert matter.front == ("title-page", "how-to-read", "contents")
    assert matter.back == ("cast", "credits")


def test_a_list_may_be_empty(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "title: Pier\nback: []").matter.back == ()


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("300", ReuseLimit(300, None)),
        ("300 words", ReuseLimit(300, None)),
        ("12.5%", ReuseLimit(None, 0.125)),
        ("[250 words, 10 %]", ReuseLimit(250, 0.1)),
    ],
)
def test_the_limit_is_words_or_a_share(tmp_path: Path, written: str, limit: ReuseLimit) -> None:
    assert settings_of(tmp_path, f"title: Pier\nreuse_limit: {written}").matter.reuse_limit == limit


def test_a_style_goes_by_its_name(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "title: Pier\nbibliography: apa").matter.bibliography == "apa"
