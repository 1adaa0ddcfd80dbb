"""Who speaks on a page: names that come back and alternate, in any typography."""

from __future__ import annotations

import pytest

from booklet.ingest.blocks import from_text
from booklet.ingest.existing import ExistingCourse
from booklet.ingest.sources import read_sources
from booklet.ingest.voices import voices
from booklet.read.course import read_course
from tests.ingest.miniatures import after, imported, run, text

TALK = [
    ("Orla", "Is the bell mended yet?"),
    ("Harbour master", "It rings, which is not the same."),
    ("Orla", "Then ring it for the baker."),
    ("Harbour master", "The baker can hear without a bell."),
    ("Denny", "I heard nothing from the boat."),
    ("Orla", "You never do."),
]

FORMS = [
    "{name}: {said}\n\n",
    "{name} : “{said}”\n\n",
    "**{name}:** {said}\n\n",
    "{name}:\n{said}\n\n",
    "{name}\n{said}\n\n",
    "{name}\n\n{said}\n\n",
    "{name} - {said}\n",
    "{name} — {said}\n\n",
    "{name}\t{said}\n",
    "[{name}] {said}\n",
    "“{said}” — {name}\n\n",
    "«{said}»\n- {name}\n\n",
    "“{said}”\n\n{name}\n\n",
    "Quote {n}\n\n“{said}”\n\n{name}\n\n",
]


def rows(form: str, talk: list[tuple[str, str]] = TALK) -> str:
    return "".join(form.format(name=name, said=said, n=n) for n, (name, said) in enumerate(talk, 1))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_dialogue_in_each_typography(form: str) -> None:
    found = voices(from_text(rows(form)), frozenset())
    spoken = [(each.speaker, each.text.partition(": ")[2]) for each in found if each.speaker]
    assert spoken == TALK


def test_a_name_that_nothing_parts_from_the_words_is_known_by_coming_back() -> None:
    talk = [*TALK, ("Denny", "Nobody ever asks me twice.")]
    found = voices(from_text(rows("{name} {said}\n\n", talk)), frozenset())
    assert [each.speaker for each in found] == [name for name, _ in talk]


def test_headings_over_paragraphs_are_nobodys_words() -> None:
    paragraph = "The film begins on a pier and takes its time, and Orla does not speak at all. "
    page = "".join(f"{head}\n\n{paragraph * 4}\n\n" for head in ("The Pier", "The Bell", "The End"))
    assert not any(each.speaker for each in voices(from_text(page), frozenset()))


def test_a_glossary_is_no_dialogue() -> None:
    page = "".join(f"Term{n}x: what it means.\n" for n in range(60))
    assert not any(each.speaker for each in voices(from_text(page), frozenset()))


def test_a_teaser_with_a_colon_between_speeches_speaks_nowhere() -> None:
    page = rows(FORMS[0]) + "Read more: Eleven piers that still have a bell\n\n"
    assert [each.speaker for each in voices(from_text(page), frozenset())][-1] == ""


def test_whom_another_page_has_speak_is_known_on_a_page_where_each_speaks_once() -> None:
    once = "Orla\n\n“The rope knows more than we do.”\n\nDenny\n\n“Then ask the rope.”\n\n"
    once += "Harbour master\n\n“Ropes are not sworn in.”\n\n"
    talk = [*TALK, ("Denny", "Nobody ever asks me twice.")]
    course = imported(text("list.txt", rows(FORMS[0], talk)), text("cards.txt", once))
    script = course.files["script.fountain"].decode()
    assert "HARBOUR MASTER\nRopes are not sworn in.\n" in script


def test_a_speech_goes_on_in_the_next_paragraph() -> None:
    page = rows(FORMS[0]).replace("mended yet?", "mended,\n\nor is it not?")
    script = imported(text("page.txt", page)).files["script.fountain"].decode()
    assert "ORLA\nIs the bell mended, or is it not?\n" in script


def test_what_repeats_between_the_speeches_is_not_printed() -> None:
    page = rows(FORMS[0]).replace("\n\n", "\n\nTell a friend\n\n")
    assert "Tell a friend" not in imported(text("page.txt", page)).files["script.fountain"].decode()


COMMENTED = """\
Three lines of The Ferry Clock, explained

By Ilse Marrow

The script is short, and nobody in it says more than he must. These are the lines that we \
still say to one another on the pier when the boat is late. We have tried to tell what each of \
them does in the film, and why it stays in the ear for years.

1. “Is the bell mended yet?” — Orla

She asks it every morning and nobody has mended it. The film lets her ask it six times.

2. “The baker can hear without a bell.” — Harbour master

It is the only joke he makes, and he makes it about the one man who never laughs at him.

3. “You never do.” — Orla

Three words, and Denny rows home with them. It is the shortest quarrel in the whole of the film.
"""


def test_a_comment_is_a_note_of_its_critic_at_the_line_it_is_about(tmp_path) -> None:  # type: ignore[no-untyped-def]
    course = imported(text("list.txt", rows(FORMS[0])), text("explained.txt", COMMENTED))
    for name, data in after(course).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    read = read_course(tmp_path, "course").value
    assert read is not None
    (critic,) = read.analyses
    assert (critic.title, critic.author) == (
        "Three lines of The Ferry Clock, explained",
        "Ilse Marrow",
    )
    assert critic.text.startswith("The script is short, and")
    notes = [each for each in read.records or () if each.source == critic.id]
    assert [each.quote.exact for each in notes if each.quote] == [
        "Is the bell mended yet",
        "The baker can hear without a bell",
        "You never do",
    ]
    assert notes[0].body.startswith("She asks it every morning")


def test_of_a_long_comment_the_note_has_the_first_sentences_and_a_mark() -> None:
    more = "He rows on, and the fog comes down behind him like a lid on a pot. " * 6
    page = COMMENTED.replace("who never laughs at him.", f"who never laughs at him. {more}")
    notes = imported(text("list.txt", rows(FORMS[0])), text("explained.txt", page)).files
    bodies = [row for row in notes["annotations.yaml"].decode().split("\n") if "body:" in row]
    assert [body.rstrip("\"'").endswith("on a pot. …") for body in bodies] == [False, True, False]


def test_a_comment_on_a_line_that_the_script_has_not_is_told_and_stays_in_the_text() -> None:
    script = "".join(f"{name.upper()}\n{said}\n\n" for name, said in TALK[:5])
    found = run(text("play.fountain", script), text("explained.txt", COMMENTED))
    (told,) = [each for each in found.problems if each.code == "note-without-place"]
    assert "“You never do.”" in told.message
    assert found.value is not None
    (critic,) = [name for name in found.value.files if name.startswith("analyses/")]
    assert "Denny rows home" in found.value.files[critic].decode()


def test_a_page_saved_again_takes_the_formers_place_when_told() -> None:
    first = after(imported(text("page.txt", rows(FORMS[0]))))
    changed = text("page.txt", "Sign in\n\n" + rows(FORMS[0]).replace("rings", "sounds"))
    asked = read_sources((changed,), first)
    assert [each.code for each in asked.problems] == ["source-again"]
    replaced = read_sources((changed,), first, "replace").value
    kept = read_sources((changed,), first, "keep").value
    assert replaced is not None
    assert kept is not None
    assert [len(replaced.pages), len(kept.pages)] == [1, 2]
    assert b"sounds" in dict(replaced.kept)["sources/page.txt"]


def test_another_page_with_some_of_the_same_lines_is_another_source() -> None:
    first = after(imported(text("page.txt", rows(FORMS[0]))))
    other = text("other.txt", "".join(rows(FORMS[0]).partition("\n\n")[:2]) + COMMENTED)
    read = read_sources((other,), first)
    assert not read.problems
    assert ExistingCourse(first).files["sources/page.txt"]


def test_each_source_is_told_with_what_came_of_it() -> None:
    course = imported(text("list.txt", rows(FORMS[0])), text("cards.txt", COMMENTED))
    assert course.spoken == {"sources/list.txt": 6, "sources/cards.txt": 3}


def test_headlines_with_one_label_that_stand_below_their_own_links_are_no_speeches() -> None:
    heads = [f"Bell Ringing On The Pier: {head}\n\n" * 2 for head in ("How To Begin", "The Bell")]
    talk = [(name, f"{said[:-1]}, and {n}.") for n in range(6) for name, said in TALK]
    found = voices(from_text("".join(heads) + rows(FORMS[0], talk)), frozenset())
    assert [each.speaker for each in found if each.speaker] == [name for name, _ in talk]
