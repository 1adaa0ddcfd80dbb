"""The pieces before and after the script: their order, what they hold, what leads where."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from booklet.compose import compose_page, compose_print
from booklet.compose.preparing.data import EditionData
from booklet.compose.preparing.labels import counted, labels_for
from booklet.compose.preparing.prepare import prepare
from booklet.edit import edit
from booklet.model import Annotation, CastMember, Course, Edition, Matter, Question, Term
from tests.compose.booklets import PIER, screenplay
from tests.edit.making import HERE, analysis, course, note, scene, speech

ALL: tuple[str, ...] = (
    "synopsis",
    "questions",
    "themes",
    "speakers",
    "glossary",
    "apparatus",
    "pictures",
    "bibliography",
    "credits",
)


def with_pieces(edition: Edition, front: tuple[str, ...], back: tuple[str, ...]) -> Edition:
    settings = replace(edition.settings, matter=Matter(front, back))
    return replace(edition, settings=settings)


def edited(of: Course, *notes: Annotation) -> Edition:
    result = edit(of, notes)
    assert result.value is not None
    return result.value


def prepared(edition: Edition) -> EditionData:
    return prepare(edition, "print")


def paper(edition: Edition) -> str:
    result = compose_print(edition, None)
    assert result.value is not None
    assert result.problems == ()
    return result.value.html


def page(edition: Edition) -> str:
    result = compose_page(edition, None)
    assert result.value is not None
    return result.value


def headings(html: str) -> list[str]:
    return re.findall(r'<h2 id="([a-z]+)">', html)


THEMED = (
    replace(note("a", PIER, "one arm", source="bells"), themes=("loss", "On ropes")),
    replace(note("b", PIER, "late again", source="waiting"), themes=("loss",)),
    replace(note("c", PIER, "Wait!"), themes=("time",)),
)


def test_pieces_stand_in_the_order_of_the_settings() -> None:
    edition = edited(PIER, *THEMED)
    html = paper(with_pieces(edition, ("contents", "cast"), ("credits", "glossary", "themes")))
    assert headings(html) == ["contents", "cast", "credits", "glossary", "themes"]
    assert "title-page" not in html
    assert "how-to-read" not in html


def test_on_the_page_the_same_pieces_are_there() -> None:
    html = page(with_pieces(edited(PIER, *THEMED), ("cast",), ("themes", "credits")))
    assert headings(html) == ["cast", "themes", "credits"]
    assert "<nav" not in html


def test_the_contents_name_what_follows_the_script_and_is_not_empty() -> None:
    data = prepared(with_pieces(screenplay(), ("contents",), ALL))
    named = [entry["href"] for entry in data["contents"]]
    assert named[-6:] == [
        "#synopsis",
        "#questions",
        "#speakers",
        "#glossary",
        "#pictures",
        "#credits",
    ]


def test_every_entry_of_the_contents_leads_somewhere() -> None:
    html = paper(with_pieces(edited(PIER, *THEMED), ("contents",), (*ALL, "how-to-read")))
    ids = set(re.findall(r' id="([^"]+)"', html))
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert {"themes", "synopsis", "how-to-read"} <= targets
    assert targets <= ids


def test_a_piece_in_front_is_not_printed_again_behind() -> None:
    html = paper(with_pieces(screenplay(), ("glossary",), ("glossary", "credits")))
    assert headings(html) == ["glossary", "credits"]


def test_cast_members_have_their_number_of_speeches() -> None:
    of = course(
        scene("A", speech("Ada", "One."), speech("ADA (OLDER)", "Two."), speech("Bo", "Three."))
    )
    cast = (CastMember("Ada", aliases=("Ada (older)",)), CastMember("Bo"), CastMember("Cat"))
    edition = edited(replace(of, settings=replace(of.settings, cast=cast)))
    (group,) = prepared(edition)["cast"]
    assert [member["speeches"] for member in group["members"]] == [
        "2\u00a0speeches",
        "1\u00a0speech",
        "",
    ]


@pytest.mark.parametrize(
    ("number", "language", "shown"),
    [
        (1, "de-AT", "1 Rede"),
        (0, "fr", "0 réplique"),
        (21, "ru", "21 реплика"),
        (12, "ru", "12 реплик"),
        (34, "ru", "34 реплики"),
        (2, "pl", "2 kwestie"),
        (5, "pl", "5 kwestii"),
        (2, "cs", "2 speeches"),
    ],
)
def test_a_number_has_its_noun_in_the_right_form(number: int, language: str, shown: str) -> None:
    assert counted("speeches", number, language) == shown.replace(" ", "\u00a0")


def test_all_languages_have_the_same_words() -> None:
    english = labels_for("en", {})
    for language in ("de", "fr", "ru"):
        labels = labels_for(language, {})
        assert labels.keys() == english.keys()
        for name, text in labels.items():
            places = re.findall(r"\{\w+\}", text)
            assert sorted(places) == sorted(re.findall(r"\{\w+\}", english[name])), name


def test_an_index_of_themes_leaves_out_the_headings_of_one_essay() -> None:
    data = prepared(edited(PIER, *THEMED))
    themes = {
        theme["theme"]: [place["citation"] for place in theme["places"]] for theme in data["themes"]
    }
    assert themes == {"loss": ["1.1", "1.2"], "time": ["1.3"]}


def test_a_theme_of_a_question_is_worth_an_index() -> None:
    of = replace(PIER, questions=(Question("q", "Why?", HERE, themes=("On ropes",)),))
    themes = [theme["theme"] for theme in prepared(edited(of, *THEMED))["themes"]]
    assert themes == ["loss", "On ropes", "time"]


def test_a_place_is_named_once_though_two_notes_speak_of_it() -> None:
    again = replace(THEMED[0], id="d", source="waiting")
    loss, *_ = prepared(edited(PIER, *THEMED, again))["themes"]
    assert [place["citation"] for place in loss["places"]] == ["1.1", "1.2"]


def test_on_paper_only_marks_that_an_index_names_have_ids() -> None:
    plain = replace(note("e", PIER, "rung the bell"), themes=())
    edition = edited(PIER, *THEMED, plain)
    assert re.findall(r'<sup class="mark" id="([^"]+)"', paper(edition)) == [
        "mark-b",
        "mark-a",
        "mark-c",
    ]
    without = with_pieces(edition, (), ("credits",))
    assert '<sup class="mark" id=' not in paper(without)


def test_the_glossary_and_the_first_use_lead_to_each_other() -> None:
    for html in (page(screenplay()), paper(screenplay())):
        assert re.search(r'<a class="gloss" id="first-term-1" href="#term-1"', html)
        assert re.search(r'<dt id="term-1">ferry</dt>\n<dd>.*href="#first-term-1"', html)


def test_without_a_glossary_no_word_is_marked() -> None:
    html = page(with_pieces(screenplay(), ("how-to-read",), ("credits",)))
    assert "gloss" not in html.partition("<body")[2]
    assert labels_for("en", {})["how_terms"] not in html


def test_a_word_that_only_directions_use_is_explained_without_a_mark() -> None:
    of = replace(PIER, terms=(Term("post", "A stake.", HERE),))
    (term,) = prepared(edited(of))["glossary"]
    assert (term["citation"], term["href"]) == ("", "")


def test_the_index_of_speakers_counts_speeches_by_scene() -> None:
    data = prepared(screenplay())
    found = {
        speaker["name"]: [(scene["citation"], scene["speeches"]) for scene in speaker["scenes"]]
        for speaker in data["speakers"]
    }
    assert found == {"Ada": [("1", 2), ("2", 1)], "Bo": [("1", 2)]}


@pytest.mark.parametrize("others", [0, 1])
def test_a_reading_is_signed_as_one_beside_its_line_too(others: int) -> None:
    reading = replace(note("r", PIER, "one arm", "two arms *Q2*"), kind="apparatus")
    html = paper(edited(PIER, reading, *THEMED[:others]))
    assert "two arms" in html
    assert html.count("Reading</span>") == 1


def test_variant_readings_are_collected() -> None:
    reading = replace(note("r", PIER, "one arm", "two arms *Q2*"), kind="apparatus")
    html = paper(with_pieces(edited(PIER, reading), (), ("apparatus",)))
    assert re.search(r'class="reading">one arm</b>\] two arms<em> Q2</em>', html)


def test_credits_tell_how_much_of_a_source_is_reproduced() -> None:
    of = replace(PIER, analyses=(analysis("bells", "Tom Ash"),))
    edition = edited(of, note("a", of, "one arm", "Four words of his.", source="bells"))
    series = replace(edition.series[0], length=50)
    html = paper(replace(edition, series=(series,)))
    assert "4\u00a0words of 50 reproduced\u00a0(8%)" in html


def test_credits_name_the_sources_of_which_words_are_reproduced() -> None:
    of = replace(PIER, analyses=(analysis("bells", "Tom Ash"), analysis("waiting", "Una Reed")))
    noted = edited(of, note("a", of, "one arm", "Four words of his.", source="bells"))
    assert "Sources of the notes" not in paper(edited(of))
    assert "Una Reed" not in paper(noted)
