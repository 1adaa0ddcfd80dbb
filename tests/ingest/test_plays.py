"""Printed plays in the house forms of text, Markdown and pages: read whole, nothing lost."""

from __future__ import annotations

import random

import pytest

from booklet.ingest.decisions import decisions_text
from booklet.ingest.segments import Segment
from booklet.model import Direction, Script
from booklet.read.play.marked import marked_text
from booklet.read.play.reader import Play, is_play, read_play
from tests.ingest.miniatures import after, imported, text
from tests.ingest.test_transcripts import TALK
from tools.plays.invented import TONGUES_OF_PLAYS, invented
from tools.plays.scoring import score
from tools.plays.typesetting import draw_style

LEAST = 0.85
"""Share of speeches on a few generated pages that keep their speaker: a guard. How many do is told
by `python -m tools.plays score`."""

SAID = [(name.casefold(), words) for name, words in TALK] * 2


def read(page: str) -> Play:
    return read_play(page, "play.txt")


def said(script: Script) -> list[tuple[str, str]]:
    return [
        ((each.speaker or "").casefold(), each.text)
        for scene in script.scenes
        for each in scene.speeches()
    ]


def told(script: Script) -> list[str]:
    return [
        each.text
        for scene in script.scenes
        for each in scene.elements
        if isinstance(each, Direction)
    ]


def page_of(form: str, *more: str, between: str = "\n\n") -> str:
    rows = [form.format(n=name, N=name.upper(), words=words) for name, words in TALK * 2]
    rows[6:6] = more
    return "THE NINTH STAIR\n\n\nACT I\n\n\nSCENE I\n\n" + between.join(rows) + "\n"


FORMS = {
    "{N}. {words}": "\n\n",
    "{n}. {words}": "\n\n",
    "_{n}._ {words}": "\n\n",
    "_{N}._--{words}": "\n\n",
    "{N}: {words}": "\n\n",
    "{n}: {words}": "\n",
    "**{n}.** {words}": "\n\n",
    "={N}.= {words}": "\n\n",
    "{N}.--{words}": "\n",
    "{N}\n{words}": "\n\n",
    "{N}.\n\n{words}": "\n\n",
    "_{n}_\n\n  {words}": "\n\n\n",
    "{n}.\n  {words}": "\n\n",
    "     {N}\n{words}": "\n\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_house_form_names_its_speakers(form: str) -> None:
    page = page_of(form, between=FORMS[form])
    assert is_play(page)
    assert said(read(page).script) == SAID


@pytest.mark.parametrize(
    "direction",
    [
        "[The Baker opens the oven.]",
        "[_The Baker opens the oven._]",
        "(The Baker opens the oven.)",
        "_The Baker opens the oven._",
        "                         [_The Baker opens the oven._",
    ],
)
def test_a_direction_in_any_marks_is_nobodys(direction: str) -> None:
    script = read(page_of("{N}. {words}", direction)).script
    assert told(script) == ["The Baker opens the oven."]
    assert said(script) == SAID


def test_what_stands_in_brackets_within_a_speech_is_a_parenthetical() -> None:
    page = page_of("{N}. {words}").replace("Mine can.", "[_To the oven._] Mine can. [_Bows._]")
    speech = next(each for each in read(page).script.scenes[0].speeches() if "Mine" in each.text)
    assert [type(part).__name__ for part in speech.body] == ["Direction", "Line", "Direction"]
    assert speech.text == "Mine can."


def test_a_name_has_what_stands_in_brackets_behind_it() -> None:
    page = page_of("{N}. {words}").replace("BAKER. Mine can.", "BAKER (_softly_). Mine can.")
    speech = next(each for each in read(page).script.scenes[0].speeches() if "Mine" in each.text)
    assert isinstance(speech.body[0], Direction)
    assert (speech.speaker, speech.body[0].text) == ("BAKER", "softly")


def test_verse_keeps_its_lines_and_prose_does_not() -> None:
    verse = "The river keeps no ledger of the dead,\nAnd all the lamps are counted ere they burn;"
    script = read(page_of("{N}.\n{words}", f"ORLA.\n{verse}")).script
    assert ("orla", verse) in said(script)
    wrapped = "It is a long way down to the quay, and when you are there, you are\nthere."
    script = read(page_of("{N}.\n{words}", f"ORLA.\n{wrapped}")).script
    assert ("orla", wrapped.replace("\n", " ")) in said(script)


def test_acts_and_scenes_head_what_is_below() -> None:
    page = page_of("{N}. {words}").replace(
        "BAKER. Mine can.", "BAKER. Mine can.\n\n\nACT II\n\n\nSCENE I. _A stair. Evening._", 1
    )
    scenes = read(page).script.scenes
    assert [scene.act.heading for scene in scenes if scene.act] == ["ACT I", "ACT II"] + (
        ["ACT II"] * (len(scenes) - 2)
    )
    assert scenes[0].heading == "SCENE I"


FRAME = """\
The Project Gutenberg EBook of The Ninth Stair, by Ada Brookes

Title: The Ninth Stair

Author: Ada Brookes

*** START OF THIS PROJECT GUTENBERG EBOOK THE NINTH STAIR ***

Produced by two people and a scanner



THE NINTH STAIR

by

Ada Brookes



DRAMATIS PERSONAE

ORLA, keeper of the clock
THE BAKER, who rises early



{play}



*** END OF THIS PROJECT GUTENBERG EBOOK THE NINTH STAIR ***

This and all that follows is about the use of the file.
"""


def test_the_licence_is_left_out_and_title_author_and_persons_are_read() -> None:
    page = FRAME.format(play=page_of("{N}. {words}"))
    play = read(page)
    assert said(play.script) == SAID
    assert (play.script.title, play.script.authors) == ("The Ninth Stair", ("Ada Brookes",))
    assert [(each.name, each.description) for each in play.script.cast] == [
        ("ORLA", "keeper of the clock"),
        ("THE BAKER", "who rises early"),
    ]
    printed = " ".join(told(play.script))
    assert "Produced" not in printed
    assert "use of the file" not in printed


def test_nobody_speaks_in_the_list_of_persons() -> None:
    listed = "THE BAKER, who rises early\n\nORLA\n\nMr. Hale\n\nThe Ferry Clock\nA bell\n"
    page = f"The Ninth Stair\n\nPERSONS\n\n{listed}\n\nACT I\n\n{page_of('{N}. {words}')}"
    script = read(page).script
    assert said(script) == SAID
    assert script.cast[0].name == "THE BAKER"


@pytest.mark.parametrize(
    ("first", "second"),
    [("1-й рыбак", "2-й рыбак"), ("1er pêcheur", "2e pêcheur"), ("1. Fischer", "2. Fischer"),
     ("1st fisherman", "2nd fisherman"), ("Mozo 1", "Mozo 2")],
)  # fmt: skip
@pytest.mark.parametrize("mark", [".", ":"])
def test_names_with_numbers_speak(first: str, second: str, mark: str) -> None:
    page = page_of("{n}" + mark + " {words}", f"{first}{mark} Whose bell is it?",
                   f"{second}{mark} Nobody’s.", f"{first}{mark} Then ring it.")  # fmt: skip
    found = said(read(page).script)
    assert (first.casefold(), "Whose bell is it?") in found
    assert (second.casefold(), "Nobody’s.") in found


def test_a_name_with_a_small_word_speaks_where_the_list_of_persons_has_it() -> None:
    talk = ["Графиня внучка. Whose bell is it?", "Графиня бабушка. Nobody’s.",
            "Графиня внучка. Then ring it."]  # fmt: skip
    page = page_of("{n}. {words}", *talk)
    head = "Действующие лица\n\nOrla\n\nГрафиня бабушка\n\nГрафиня внучка, невеста\n\n\nACT I"
    found = said(read(page.replace("ACT I", head, 1)).script)
    assert ("графиня внучка", "Whose bell is it?") in found
    assert ("графиня внучка", "Whose bell is it?") not in said(read(page).script)


def test_every_line_has_its_letter() -> None:
    page = FRAME.format(play=page_of("{N}. {words}"))
    letters = read(page).letters
    lines = page.split("\n")
    assert len(letters) == len(lines)
    for letter, line in zip(letters, lines, strict=True):
        assert (letter == "O") == (not line.strip())
    assert letters[0] == "X"
    assert letters.count("D") == len(SAID)


def test_a_page_is_read_by_its_type() -> None:
    rows = "".join(
        f'<p><span class="who">{name}.</span> {words}</p><p class="does">He bows.</p>'
        for name, words in TALK
    )
    style = "<style>.who{font-variant:small-caps} .does{font-style:italic}</style>"
    page = marked_text(f"<html><head>{style}</head><body><h2>ACT I</h2>{rows}</body></html>")
    assert "ORLA. Is it six yet?" in page
    assert "_He bows._" in page
    course = imported(text("play.html", f"<html>{style}<h2>ACT I</h2>{rows}</html>"))
    assert course.speeches == len(TALK)


@pytest.mark.parametrize("page", ["**{n}:** {words}", "{n}: {words}", "• {n}: {words}"])
def test_a_list_of_quotations_is_no_play(page: str) -> None:
    rows = "\n\n".join(page.format(n=name, words=words) for name, words in TALK * 2)
    assert not is_play(f"The Ferry Clock Quotes\n\n{rows}\n")


def test_an_essay_is_no_play() -> None:
    words = "Well. The clock says six, and nobody on the quay believes it. No. Not one of them."
    assert not is_play("ACT I\n\n" + "\n\n".join([words] * 40))


def test_the_verdict_script_always_gives_a_script() -> None:
    rows = "\n\n".join(f"{name}: {words}" for name, words in TALK[:4])
    files = after(imported(text("a.txt", rows)))
    ruled = Segment("sources/a.txt", 1, rows.count("\n") + 1, "script")
    existing = {**files, "import.yaml": decisions_text([ruled], {}, "").encode()}
    again = imported(existing=existing)
    assert (again.order, again.speeches) == ("script", 4)


def test_a_line_can_be_ruled() -> None:
    page = page_of("{N}. {words}", "The Baker opens the oven.")
    number = page.split("\n").index("The Baker opens the oven.") + 1
    for letter, printed in (("N", True), ("X", False)):
        script = read_play(page, "play.txt", {number: letter}).script
        assert ("The Baker opens the oven." in told(script)) is printed


@pytest.mark.parametrize("language", TONGUES_OF_PLAYS)
def test_generated_plays_keep_their_speakers(language: str) -> None:
    scores = []
    for form in range(6):
        rng = random.Random(f"plays {form} {language}")
        style = draw_style(random.Random(f"forms {form}"))
        scores.append(score(invented(rng, language, 3), style, rng).score)
    assert sum(each.spoken for each in scores) >= LEAST * sum(each.speeches for each in scores)


@pytest.mark.parametrize("times", [1, 6])
def test_quotations_under_names_with_what_a_page_has_below_each_are_no_play(times: int) -> None:
    said = [
        ("Liese", "Since when do the clocks in here all tell another time?"),
        ("Herr Brandt", "Since nobody has asked me any more how late it is."),
        ("Liese", "I am asking you now, as it happens."),
        ("Konrad", "You sell the house and leave the clocks where they hang?"),
        ("Herr Brandt", "A clock never only hangs, my boy, it waits."),
    ]
    rows = [f"{name}\n\n{words}\n\nLike   Report" for name, words in said * (4 * times)]
    assert not is_play("Film forum\n\nFollow this thread\n\n" + "\n\n".join(rows))
