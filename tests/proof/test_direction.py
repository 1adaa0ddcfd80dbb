"""Words that are read from right to left are found, wherever in a text they stand."""

from __future__ import annotations

import html
import io
from base64 import b64encode
from dataclasses import replace

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from booklet.model import Direction, Edition, Matter, Question, Span
from booklet.problems import Problem
from booklet.proof import prove
from booklet.proof.direction import reading_order, runs_backwards
from tests.proof.pressroom import (
    BESIDE,
    FERRY,
    FILE,
    edition,
    line,
    page_html,
    print_pdf,
    speech,
    with_note_body,
)

TEXTS = (
    "He said שלום and went.",
    "שלום",
    "שלום עולם, he said.",
    "They met in the בית ספר (דלת 12), or so.",
    "It was 12 שלום 7 עולם 3 then.",
    "From 1930 בית on; בית 1930 as well.",
    "Call it “שלום” (עולם), 5% of all.",
    "The price is 1,200.50 ספר or 3/4 ספר.",
    "Neither שלום-12 nor ב-2024 nor 12-ב.",
    "שלום—עולם; שלום, עולם!",
    "בְּרֵאשִׁית בָּרָא, it begins.",
    "He read سلام (باب 15) and كتاب, نور.",
    "From شلوم to שלום: سلام 12 שלום 13.",
    "A long line of words with שלום עולם בית ספר אור ילד מפתח דלת that goes over its end, "
    "and once more with ספר אור ילד מפתח דלת שלום עולם בית to the next 12 and 13.",
)


def test_a_line_of_one_direction_stays_as_it_is() -> None:
    assert reading_order(list("Row, 12 oars.")) == "Row, 12 oars."
    assert not runs_backwards("Row, 12 oars.")


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("say םולש now", "say שלום now"),
        ("say םלוע ,םולש now", "say שלום, עולם now"),
        ("see רפס 12 תיב now", "see בית 12 ספר now"),
        ("see רפס 1,200.5 תיב now", "see בית 1,200.5 ספר now"),
        ("םולש", "שלום"),
        ("a םולש b םלוע c", "a שלום b עולם c"),
        ("q\u0303 םולש", "q\u0303 שלום"),
        ("\u05b8\u05e8\u05bc\u05d1 now", "\u05d1\u05bc\u05e8\u05b8 now"),
    ],
)
def test_what_is_drawn_from_right_to_left_is_read_from_right_to_left(drawn: str, read: str) -> None:
    assert reading_order(list(drawn)) == read


def test_the_text_of_one_glyph_is_not_turned_around() -> None:
    assert reading_order(["ه", "ل", "إ", " ", "لا"]) == "لا إله"


# ------------------------------------------------------------------------ whole pages


def block_font() -> str:
    """A font, as a data URL, with a block for each letter of Hebrew and Arabic."""
    points = [*range(0x5B0, 0x5F0), *range(0x621, 0x653)]
    names = {point: f"uni{point:04X}" for point in points}
    pen = TTGlyphPen(None)
    pen.moveTo((60, 0))
    for corner in ((60, 600), (460, 600), (460, 0)):
        pen.lineTo(corner)
    pen.closePath()
    block, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf({".notdef": empty} | dict.fromkeys(names.values(), block))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (520, 60)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupNameTable({"familyName": "Blocks", "styleName": "Regular"})
    builder.setupPost()
    made = io.BytesIO()
    builder.save(made)
    return f"data:font/ttf;base64,{b64encode(made.getvalue()).decode()}"


STYLE = f"""</style><style>
@font-face {{ font-family: Blocks; src: url({block_font()}) }}
@page {{ @top-left {{ content: "The house בית 12" }} }}
html {{ font-family: Blocks, serif }}
"""


def problems(of: Edition, page: str) -> list[Problem]:
    """What is wrong with the page, in a font that has its letters."""
    return list(prove(print_pdf(page.replace("</style>", STYLE + "</style>", 1)), of).problems)


@pytest.mark.parametrize("text", TEXTS)
def test_they_are_found_in_speeches_and_directions(text: str) -> None:
    of = edition(
        speech(1, "Ines", 5, line(text, 6)),
        Direction(f"{text} Fog.", Span(FILE, 7, 1)),
        speech(2, "Ines שלום", 9, line(f"Yes. {text}", 10)),
        heading="LANDING בית 12",
    )
    assert problems(of, page_html(of, {})) == []


@pytest.mark.parametrize("shown", ["[<b>ליל אור 34</b>], דלת.", "„<b>ליל אור 34</b>“ so."])
def test_a_number_at_their_edge_is_found_though_a_sign_parts_it_from_them(shown: str) -> None:
    text = shown.replace("<b>", "").replace("</b>", "")
    of = edition(speech(1, "Ines", 5, line(f"Joy {text}", 6)))
    assert problems(of, page_html(of, {}).replace(text, shown)) == []


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_they_are_found_in_notes_and_questions(text: str) -> None:
    of = with_note_body(FERRY, "tides-1", text)
    of = replace(
        of,
        questions=(Question("q", text, Span("questions.yaml", 2, 5)),),
        settings=replace(of.settings, title="שלום (12) twice", matter=MATTER),
    )
    places = BESIDE | {"tides-2": replace(BESIDE["tides-2"], top=120)}
    page = page_html(of, places, extra=f"<div>שלום (12) twice</div><div>{html.escape(text)}</div>")
    assert [problem for problem in problems(of, page) if problem.code != "note-far"] == []


MATTER = Matter(("title-page",), ("questions",))


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [
        ("Say שלום עולם now.", "Say שלום now.", "speech-cut"),
        ("Say שלום עולם now.", "Say שלום מלוע now.", "speech-cut"),
        ("Say 12 שלום now.", "Say שלום now.", "speech-cut"),
        ("Say שלום עולם now.", "Say שלוםעולם now.", "space-lost"),
        ("Say שלום now.", "Sayשלום now.", "space-lost"),
        ("Say שלום now.", "Say של ום now.", "space-added"),
    ],
)
def test_what_is_wrong_with_them_is_found(text: str, shown: str, code: str) -> None:
    of = edition(speech(1, "Ines", 5, line(text, 6)))
    page = page_html(of, {}).replace(text, shown)
    assert [problem.code for problem in problems(of, page)] == [code]
