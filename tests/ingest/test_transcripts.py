"""Plays and transcripts as pages: in order, whole, without gaps."""

from __future__ import annotations

import pytest

from tests.ingest.miniatures import codes, imported, pack, run, text

TALK = [
    ("Orla", "Is it six yet?"),
    ("Baker", "It is six when you say so."),
    ("Orla", "Then it is not six."),
    ("Baker", "The bread says otherwise."),
    ("Orla", "Bread cannot count."),
    ("Baker", "Mine can."),
    ("Orla", "Show me the loaf that counted."),
    ("Baker", "You have eaten it."),
    ("Orla", "That was a roll."),
    ("Baker", "A roll call."),
    ("Orla", "I am going back up."),
    ("Baker", "Mind the ninth stair on your way up to the clock."),
]


def script_of(name: str, rows: str) -> str:
    return imported(text(name, rows)).files["script.fountain"].decode()


def speeches(script: str) -> int:
    return script.count("\nORLA\n") + script.count("\nBAKER\n")


def in_cells(talk: list[tuple[str, str]]) -> str:
    return "".join(f"<tr><td>{name}</td><td>{said}</td></tr>" for name, said in talk)


def test_a_table_of_speakers_and_words_is_a_play() -> None:
    page = (
        "<html><body><h2>Act One</h2><p>A bakery, before light.</p><table>"
        "<tr><td></td><td><i class='stage-direction'>Orla comes in.</i></td></tr>"
        + in_cells(TALK)
        + "<tr><td>Orla</td><td>Good <i epub:type='z3998:stage-direction'>at the door</i> night."
        "</td></tr></table><p>Curtain</p></body></html>"
    )
    script = script_of("act.html", page)
    assert speeches(script) == len(TALK) + 1
    assert "# Act One\n\n!A bakery, before light.\n\n!Orla comes in.\n\nORLA\nIs it six" in script
    assert "Good\n(at the door)\nnight." in script
    assert script.rstrip().endswith("!Curtain")


def test_a_table_of_facts_is_no_play() -> None:
    facts = "".join(f"<tr><td>Fact {n}</td><td>Something of it.</td></tr>" for n in range(20))
    page = f"<html><body><table>{facts}</table></body></html>"
    assert "nothing-found" in codes(run(text("facts.html", page)))


@pytest.mark.parametrize("shape", ["{NAME}. {said}", "{NAME}.\n{said}", "{NAME}\n{said}"])
def test_a_printed_play_is_whole_and_in_order(shape: str) -> None:
    rows = [shape.format(NAME=name.upper(), said=said) for name, said in TALK]
    page = "THE NINTH STAIR\n\nACT I\n\n" + "\n\n".join(rows) + "\n"
    result = run(text("play.txt", page))
    assert result.value is not None
    script = result.value.files["script.fountain"].decode()
    assert speeches(script) == len(TALK)
    assert "· · ·" not in script
    assert "order-unknown" not in codes(result)


def test_verse_below_a_name_keeps_its_lines() -> None:
    rows = [
        f"{name.upper()}.\n{said}\nAnd so it goes, and so\nIt goes again." for name, said in TALK
    ]
    script = script_of("verse.txt", "ACT I\n\n" + "\n\n".join(rows))
    assert "Is it six yet?\nAnd so it goes, and so\nIt goes again." in script


def test_prose_below_a_name_is_one_paragraph() -> None:
    rows = [
        f"{name.upper()}.\n{said} And so it\ngoes, and so it\ngoes again." for name, said in TALK
    ]
    script = script_of("prose.txt", "ACT I\n\n" + "\n\n".join(rows))
    assert "Is it six yet? And so it goes, and so it goes again." in script


def test_a_paragraph_that_nobody_speaks_is_a_direction() -> None:
    rows = [f"{name.upper()}. {said}" for name, said in TALK]
    rows.insert(4, "The Baker opens the oven.\nHe looks in and\ncloses it.")
    script = script_of("play.txt", "ACT I\n\n" + "\n\n".join(rows))
    assert "\n\n!The Baker opens the oven. He looks in and closes it.\n\nORLA" in script
    assert speeches(script) == len(TALK)


def test_the_headings_of_a_transcript_are_its_scenes() -> None:
    rows = [f"**{name}:** {said}" for name, said in TALK]
    page = "# The Ferry Clock/Transcript\n\n## The bakery\n\n" + "\n\n".join(rows[:6])
    page += "\n\n## The stairs\n\n" + "\n\n".join(rows[6:])
    result = run(text("page.md", page))
    assert result.value is not None
    assert (result.value.order, result.value.scenes, result.value.doubtful) == ("script", 2, 0)
    script = result.value.files["script.fountain"].decode()
    assert "Title: The Ferry Clock\n" in script
    assert ".The stairs\n\nORLA\nShow me the loaf" in script


def test_acts_on_several_pages_follow_each_other() -> None:
    pages = []
    for act, talk in (("I", TALK), ("II", [(name, f"Again: {said}") for name, said in TALK])):
        rows = "\n\n".join(f"{name.upper()}. {said}" for name, said in talk)
        pages.append(text(f"act-{act}.txt", f"ACT {act}\n\n{rows}"))
    course = imported(*pages)
    assert (course.scenes, course.speeches) == (2, 2 * len(TALK))


def test_another_transcript_of_the_same_is_another_witness() -> None:
    rows = "\n\n".join(f"{name.upper()}. {said}" for name, said in TALK)
    other = rows.replace("Mind the ninth", "Mind the fourth")
    course = imported(text("a.txt", f"ACT I\n\n{rows}"), text("b.txt", f"ACT I\n\n{other}"))
    assert course.speeches == len(TALK)
    assert "fourth" in course.files["annotations.yaml"].decode()


def test_a_list_of_quotations_is_no_transcript() -> None:
    rows = "\n".join(f"• {name} : {said}" for name, said in TALK)
    assert "order-unknown" in codes(run(text("page.txt", f"The Ferry Clock Quotes\n\n{rows}\n")))


def test_a_transcript_has_the_cast_of_the_pack() -> None:
    rows = "\n\n".join(f"{name.upper()}. {said}" for name, said in TALK)
    course = imported(text("a.txt", f"ACT I\n\n{rows}"), pack=pack())
    assert "- name: Orla\n    aliases: [Orla Quill]" in course.files["booklet.yaml"].decode()
