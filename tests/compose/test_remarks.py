"""Notes on more than words in each medium: heading, cast list, the piece on the whole, indexes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from urllib.parse import unquote

import pytest

from booklet.compose import compose_epub, compose_page, compose_print
from booklet.compose.preparing.data import EditionData
from booklet.compose.preparing.prepare import prepare
from booklet.edit import edit
from booklet.model import Annotation, Edition, EditionChoice, Note, NoteChoice
from booklet.proof import Account, prove
from booklet.typeset import typeset
from tests.edit import test_shares as shares
from tests.edit.making import note
from tests.edit.test_remarks import HUT, remark

NOTES = (
    remark("scene-a", "scene", (1, 1), "boats"),
    remark("scene-b", "scene", (1, 1), "tea"),
    remark("span", "scenes", (1, 2)),
    remark("ada", "character", "Ada", "boats"),
    remark("whole-a", "work", source="boats", themes=("waiting",)),
    remark("whole-b", "work", source="tea", themes=("waiting",)),
    remark("whole-c", "work", source="tea"),
    note("boat", HUT, "The boat", "On the boat."),
)


def edition(choice: EditionChoice | None = None, notes: tuple[Annotation, ...] = NOTES) -> Edition:
    made = edit(HUT, notes, choice or EditionChoice()).value
    assert made is not None
    return made


def paper(of: Edition) -> str:
    made = compose_print(of, None).value
    assert made is not None
    return made.html


def proved(of: Edition) -> Account:
    document = compose_print(of, None).value
    assert document is not None
    laid = typeset(document.html, document.stylesheets, of, None)
    assert laid.value is not None
    assert laid.problems == ()
    result = prove(laid.value.pdf, of)
    assert result.problems == ()
    assert result.value is not None
    return result.value


def data(of: Edition) -> EditionData:
    return prepare(of, "print")


@pytest.mark.slow
@pytest.mark.parametrize(
    "choice",
    [
        EditionChoice(),
        EditionChoice(notes=NoteChoice(at="below")),
        EditionChoice(notes=NoteChoice(at="below"), type_size=18.0, theme="large-print"),
        EditionChoice(front=("title-page", "contents"), back=("critics",)),
        EditionChoice(front=("critics",), back=("cast",)),
    ],
)
def test_every_note_is_printed_and_proved_wherever_it_stands(choice: EditionChoice) -> None:
    account = proved(edition(choice))
    assert {one.id for one in account.notes} == {one.id for one in NOTES}
    assert all(one.state == "printed" for one in account.notes)
    homes = {one.id: one.home is not None for one in account.notes}
    assert homes["scene-a"]
    assert not homes["whole-a"]
    assert homes["ada"] == ("cast" not in (*(choice.front or ("cast",)), *(choice.back or ())))


def test_a_note_that_a_template_loses_is_told() -> None:
    of = edition()
    document = compose_print(of, None).value
    assert document is not None
    html = re.sub(r'(data-note="note-whole-a">).*?<span', r"\1<span", document.html)
    laid = typeset(html, document.stylesheets, of, None)
    assert laid.value is not None
    codes = [problem.code for problem in prove(laid.value.pdf, of).problems]
    assert codes == ["note-cut"]


def test_a_bookmark_is_the_heading_alone() -> None:
    heading = re.search(r"<h2[^>]*noted-scene.*?</h2>", paper(edition()))
    assert heading is not None
    assert 'data-bookmark="2 PIER"' in heading[0]
    assert "On this scene" in heading[0]


def test_only_the_first_note_on_a_scene_says_so_and_the_next_stand_below_it() -> None:
    html = paper(edition())
    assert html.count("On this scene") == 1
    assert html.count("On scenes 2–3") == 1
    assert len(re.findall(r'class="note s\d also stacked"', html)) == 1


def test_the_whole_is_told_by_shared_themes_then_by_who_says_it() -> None:
    groups = [
        (group["heading"], [one["id"] for one in group["notes"]])
        for group in data(edition())["critics"]
    ]
    assert groups == [
        ("Waiting", ["note-whole-a", "note-whole-b"]),
        ("Tom Ash", ["note-whole-c"]),
    ]


def test_the_contents_lead_to_the_whole() -> None:
    assert [entry["href"] for entry in data(edition())["contents"]][3] == "#critics"


def test_an_index_leads_to_scenes_persons_and_the_whole() -> None:
    themed = tuple(
        replace(one, themes=("waiting",)) for one in (NOTES[0], NOTES[1], NOTES[3], NOTES[4])
    )
    [theme] = data(edition(notes=themed))["themes"]
    assert [(place["citation"], place["href"]) for place in theme["places"]] == [
        ("2", "#scene-2"),
        ("Ada", "#cast"),
        ("The script as a whole", "#critics"),
    ]


def test_sources_meet_on_scenes_and_the_whole_too() -> None:
    pictures = {one["kind"]: one for one in data(edition())["pictures"]}
    rows = [(row["label"], row["detail"]) for row in pictures["meetings"]["rows"]]
    assert rows == [("2", "PIER"), ("", "The script as a whole")]
    assert [row["bare"] for row in pictures["attention"]["rows"]] == [True, False, True]
    assert pictures["attention"]["silent"] == ["1", "3"]


def test_a_person_that_two_speak_of_is_a_row_by_name() -> None:
    two = (NOTES[3], remark("ada-too", "character", "Ada", "tea"))
    pictures = {one["kind"]: one for one in data(edition(notes=two))["pictures"]}
    assert [row["detail"] for row in pictures["meetings"]["rows"]] == ["Ada"]


def test_the_web_page_has_them_with_ids_and_says_how_to_read_them() -> None:
    html = compose_page(edition(), None).value or ""
    for one in NOTES:
        assert html.count(f'id="note-{one.id}"') == 1
    assert "stands at its head, without a number" in html
    plain = compose_page(edition(notes=NOTES[-1:]), None).value or ""
    assert "stands at its head, without a number" not in plain


def test_the_epub_has_them_in_the_text_and_not_among_the_footnotes() -> None:
    choice = EditionChoice(front=("title-page",))
    book = compose_epub(edition(choice), None).value
    assert book is not None
    files = zipfile.ZipFile(io.BytesIO(book))
    texts = {name: files.read(name).decode() for name in files.namelist() if "xhtml" in name}
    scene, first = texts["EPUB/scene-002.xhtml"], texts["EPUB/scene-001.xhtml"]
    assert scene.index("On this scene") < scene.index("The boat")
    assert "On Ada" in first
    assert 'epub:type="footnotes"' not in first
    assert 'id="note-whole-c"' in texts["EPUB/critics.xhtml"]
    for one in NOTES:
        assert sum(text.count(f'id="note-{one.id}"') for text in texts.values()) == 1


def test_what_is_said_of_a_scene_without_a_heading_stands_below_its_act_or_first() -> None:
    one = replace(
        HUT, script=replace(HUT.script, scenes=(replace(HUT.script.scenes[0], heading=""),))
    )
    made = edit(one, (remark("only", "scene", (0, 0)),)).value
    assert made is not None
    assert [note_.id for note_ in made.notes] == ["only"]
    account = proved(made)
    assert [entry.state for entry in account.notes] == ["printed"]


def test_where_a_column_is_full_a_note_on_a_scene_is_carried_by_what_it_is_on() -> None:
    long = " ".join(["The tide is a long word for a short thing."] * 40)
    notes = tuple(
        replace(remark(f"n{number}", "scene", (0, 0), source), body=f"{long} {number}.")
        for number, source in enumerate(["boats", "tea", ""])
    )
    account = proved(edition(notes=notes))
    carried: list[Note] = [one for one in edition(notes=notes).notes if one.number]
    assert carried == []
    assert any(one.pages != (one.home,) for one in account.notes)


def test_what_has_no_room_is_at_the_end_of_its_scene_on_paper_and_the_margin_refers_to_it() -> None:
    of = shares.edited(*shares.remarks())
    went = shares.at_end(of)
    html = paper(of)
    end = html[html.index("More on this scene") : html.index("PIER", html.index("More on this"))]
    for one in of.notes:
        assert (f'data-note="note-{one.id}"' in end) == (one.id in went)
        assert (f'data-note="mark~note-{one.id}"' in html) == (one.id in went)
    web = compose_page(of, None).value or ""
    assert "More on this scene" not in web
    account = proved(of)
    assert {one.id for one in account.notes if one.at_end} == set(went)
    assert all(one.state == "printed" and one.marked == one.at_end for one in account.notes)


def test_a_note_at_the_end_that_nothing_refers_to_is_told() -> None:
    of = shares.edited(*shares.remarks())
    document = compose_print(of, None).value
    assert document is not None
    html = re.sub(r'<span class="note reference".*?</span>', "", document.html)
    assert html != document.html
    pushed = html.replace(
        '<section class="further">', '<section class="further" style="break-before: page">'
    )
    laid = typeset(pushed, document.stylesheets, of, None)
    assert laid.value is not None
    assert {problem.code for problem in prove(laid.value.pdf, of).problems} == {"note-away"}


def crowded() -> Edition:
    """A scene with more than its margin holds: of notes on the same words, and on it, and on it
    and the next, some stand in the margin and some at its end."""
    pairs = [
        replace(one, id=f"{one.id}-{source}", source=source, themes=("waiting",), strength=strength)
        for one in shares.remarks(30)
        for source, strength in (("tea", 0.1), ("boats", one.strength))
    ]
    heads = [
        replace(remark("here", "scene", (0, 0), "tea"), strength=0.0, body="So it is. " * 40),
        replace(remark("both", "scenes", (0, 1), "boats"), strength=0.0, body="So it is. " * 40),
    ]
    return shares.edited(*pairs, *heads)


def test_every_link_leads_somewhere_also_to_marks_of_which_a_note_stands_at_the_end() -> None:
    of = crowded()
    at_end = set(shares.at_end(of))
    numbers = [one.number for one in of.notes if one.id in at_end and one.number]
    assert any(one.number in numbers for one in of.notes if one.id not in at_end)
    page = compose_page(of, None).value
    assert page is not None
    for html in (paper(of), page):
        links = {unquote(link) for link in re.findall(r'href="#([^"]*)"', html)}
        assert links <= set(re.findall(r'id="([^"]*)"', html))


def test_the_margin_refers_to_all_that_is_said_at_the_end_of_the_scene_and_of_several() -> None:
    of = crowded()
    assert {"here", "both"} <= set(shares.at_end(of))
    assert all(one.marked or one.at_home for one in proved(of).notes if one.home is not None)
