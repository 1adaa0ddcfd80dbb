"""The web page: one file, links that lead somewhere, order that can be listened to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from booklet.compose import compose_page
from booklet.markup.allowed_html import POLICY
from booklet.model import Edition
from tests.compose.booklets import screenplay, verse_play


@pytest.fixture(params=[screenplay, verse_play], ids=["screenplay", "verse"])
def edition(request: pytest.FixtureRequest) -> Edition:
    made: Edition = request.param()
    return made


def parsed(edition: Edition) -> html.HtmlElement:
    result = compose_page(edition, None)
    assert result.value is not None
    return html.document_fromstring(result.value)


def test_the_page_asks_for_nothing_and_runs_nothing(edition: Edition) -> None:
    page = parsed(edition)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == [POLICY]
    assert POLICY.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert page.xpath("//script | //link | //img | //iframe | //@onclick | //@src") == []
    assert not re.search(r"url\((?!\"?data:)", page.xpath("string(//style)"))


def test_ids_are_unique_and_every_inner_link_has_its_end(edition: Edition) -> None:
    page = parsed(edition)
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")} <= set(ids)


def test_a_mark_leads_to_its_note_and_every_note_back(edition: Edition) -> None:
    page = parsed(edition)
    notes = page.xpath("//span[@role='note']")
    assert len(notes) == len(edition.notes)
    for note in notes:
        (back,) = note.xpath(".//a[@class='num']/@href")
        (mark,) = page.xpath(f"//a[@id='{back[1:]}']")
        (first,) = page.xpath(f"//span[@id='{mark.get('href')[1:]}']")
        assert first.xpath(".//a[@class='num']/@href") == [back]


def test_a_note_comes_after_the_words_that_it_speaks_of(edition: Edition) -> None:
    page = parsed(edition)
    order = {element: index for index, element in enumerate(page.iter())}
    for note in page.xpath("//span[@role='note']"):
        (back,) = note.xpath(".//a[@class='num']/@href")
        (mark,) = page.xpath(f"//a[@id='{back[1:]}']")
        assert order[mark] < order[mark.getnext()] < order[note]


def test_headings_skip_no_level_and_there_is_one_of_the_first(edition: Edition) -> None:
    levels = [int(h.tag[1]) for h in parsed(edition).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_and_a_link_that_skips_to_the_script(edition: Edition) -> None:
    page = parsed(edition)
    for tag in ("header", "nav", "main", "footer"):
        assert len(page.xpath(f"//{tag}")) == 1
    (skip,) = page.xpath("//body/a[1]/@href")
    assert page.xpath(f"//main//*[@id='{skip[1:]}']")
    assert page.get("lang") == "en-GB"


def test_the_words_of_a_speech_are_found_and_copied_without_marks_rings_and_numbers() -> None:
    page = parsed(screenplay())
    (speech,) = page.xpath("//p[@id='1.1']")
    for note in speech.xpath(".//span[@class='notes']"):
        note.drop_tree()
    assert " ".join(speech.text_content().split()) == (
        "Ada (not turning) The ferry is late again, and nobody has rung the bell. (beat) "
        "Not one of you."
    )


def test_the_address_of_a_speech_is_its_citation(edition: Edition) -> None:
    page = parsed(edition)
    numbers = page.xpath("//a[@class='cite' or @class='ln']")
    assert numbers
    for number in numbers:
        assert number.get("href") == "#" + number.get("aria-label")
        assert len(page.xpath(f"//*[@id='{number.get('aria-label')}']")) == 1
        assert number.get("tabindex") == "-1"


def test_contents_and_the_next_scene_are_in_reach_from_every_scene() -> None:
    page = parsed(screenplay())
    first, last = page.xpath("//div[@class='here']")
    assert first.xpath("a/@href") == ["#scene-1", "#contents", "#scene-2"]
    assert last.xpath("a/@href") == ["#scene-2", "#contents"]


def test_a_link_of_an_analysis_that_could_do_harm_is_left_out() -> None:
    result = compose_page(screenplay(), None)
    assert result.value is not None
    assert "javascript" not in result.value


def test_the_words_of_the_interface_are_in_the_language_of_the_booklet() -> None:
    page = compose_page(screenplay(language="de"), None).value
    assert page is not None
    assert ">Inhalt</h2>" in page
    assert 'lang="de"' in page


def test_answers_are_not_given_away() -> None:
    page = compose_page(screenplay(), None).value
    assert page is not None
    assert "They wait." not in page


def test_a_reading_is_not_signed_as_the_editors_opinion() -> None:
    plain = screenplay()
    page = parsed(replace(plain, notes=tuple(replace(n, kind="apparatus") for n in plain.notes)))
    signs = page.xpath("//span[@role='note']/span[@class='src']")
    assert signs
    assert {" ".join(sign.text_content().split()[2:]) for sign in signs} == {"Reading"}
