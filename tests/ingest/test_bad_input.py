"""Bad input gets a clear problem or a sensible result, and nothing half-written."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from booklet.ingest.html_page import html_to_markdown
from booklet.ingest.inputs import InputFile, read_input
from tests.ingest.miniatures import PAGES, codes, imported, page, run, text


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nUp.\n", "vtt"),
        ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nUp.\n", "srt"),
        ("a.txt", "<!doctype html><p>Up.</p>", "html"),
        ("a.txt", '<?xml version="1.0"?><FinalDraft/>', "fdx"),
        ("a.html", "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "tei"),
        ("a.dat", "INT. A - DAY\n\nORLA\nUp.\n\nDENNY\nNo.\n\nORLA\nYes.\n", "fountain"),
        ("a.dat", "scenes:\n  - heading: A\n", "yaml"),
        ("a.dat", "---\ntitle: A\n---\n\nText.\n", "markdown"),
        ("a.html", "Orla: Up.\n", "text"),
    ],
)
def test_formats_are_told_by_content(name: str, content: str, expected: str) -> None:
    read = read_input(text(name, content))
    assert read.value is not None
    assert read.value.format.name == expected


def test_a_page_without_quotations_makes_a_course_of_analyses() -> None:
    result = run(page("plain-article.txt"))
    assert codes(result) == {"no-quotations"}
    assert result.value is not None
    assert "script.fountain" not in result.value.files


def test_a_page_with_nothing_on_it_writes_nothing() -> None:
    result = run(text("menu.txt", "Home\n\nNews\n\nSign in\n"))
    assert result.value is None
    assert "nothing-found" in codes(result)


def test_a_page_in_another_language_is_taken_and_said() -> None:
    german = "Die Uhr am Fluss erklärt\n\n" + "".join(
        f"Der Film ist nicht laut, und das ist gut. Orla steigt mit {number} Lampen auf den Turm, "
        "und die Stadt ist still. Es ist nicht der Tag, den sie sich für die Uhr wünscht.\n\n"
        for number in ("zwei", "drei", "vier")
    )
    result = run(page("plain-article.txt"), page("run-together.txt"), text("de.txt", german))
    assert "other-language" in codes(result)
    assert result.value is not None


def test_a_page_too_deep_to_be_read_is_refused_and_not_cut_off() -> None:
    page = "<p>Before</p>" + "<div>" * 3000 + "<p>Inside</p>" + "</div>" * 3000 + "<p>Behind</p>"
    read = html_to_markdown(page.encode(), "deep.html")
    assert read.value is None
    assert [problem.code for problem in read.problems] == ["page-too-deep"]


def test_a_page_a_thousand_levels_deep_is_read() -> None:
    deep = "<html><body>" + "<div>" * 1000 + "<p>Orla: Up.</p><p>Denny: No.</p><p>Orla: Yes.</p>"
    read = html_to_markdown(deep.encode(), "deep.html")
    assert read.value is not None
    assert "Orla: Up." in read.value
    assert imported(InputFile("deep.html", deep.encode())).speeches == 3


@pytest.mark.parametrize("control", ["\x01", "&#1;", "\x0c\x0e", "\ufffe"])
def test_a_page_may_hold_what_no_xml_can(control: str) -> None:
    html = f"<p title='é{control}'>é{control} one</p><b>x</b>é{control} two <p>Enough words.</p>"
    read = html_to_markdown(f"<meta charset=utf-8><body>{html}".encode(), "page.html")
    assert read.value is not None
    assert "Enough words." in read.value
    assert control not in read.value


def test_an_article_in_html_has_its_names_and_marks() -> None:
    analysis = imported(page("article.html")).files["analyses/pier-review.md"].decode()
    assert analysis.startswith(
        "---\ntitle: Who winds the town\nauthor: Bo Lund\npublication: Pier Review\n"
        "date: 2020-03-04\n"
    )
    assert "\n> A town that waits together" in analysis
    assert "Ten soups" not in analysis


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("trafilatura"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    read = html_to_markdown((PAGES / "article.html").read_bytes(), "article.html")
    (problem,) = read.problems
    assert problem.code == "web-extra-missing"
    assert "script-booklet[web]" in problem.hint
    assert read.value is not None


def test_the_same_page_twice_is_taken_once() -> None:
    rows = (PAGES / "blocks.txt").read_text()
    result = run(text("one.txt", rows), text("two.txt", rows.replace("\n", " \n")))
    assert "same-page" in codes(result)
    assert result.value is not None
    assert [name for name in result.value.files if name.startswith("sources/")] == [
        "sources/one.txt"
    ]


def test_the_same_name_twice_is_two_sources() -> None:
    course = imported(
        page("blocks.txt"), text("x/blocks.txt", "Orla: Up.\nDenny: No.\nOrla: Yes.\n")
    )
    assert {"sources/blocks.txt", "sources/blocks-2.txt"} <= set(course.files)


def test_subtitles_with_a_few_broken_times_lose_those_only() -> None:
    rows = (PAGES / "film.srt").read_text().replace("00:00:12,000", "00:00:01,000", 1)
    result = run(page("run-together.txt"), text("film.srt", rows))
    assert "broken-times" in codes(result)
    assert result.value is not None
    assert result.value.order == "subtitles"


def test_subtitles_with_broken_times_throughout_are_refused() -> None:
    good = "9\n00:00:09,000 --> 00:00:10,000\nUp.\n"
    rows = good + "".join(
        f"\n{at}\n00:00:{at:02},000 --> 00:00:00,000\nUp.\n" for at in range(1, 9)
    )
    result = run(page("run-together.txt"), text("film.srt", rows))
    assert result.value is None
    assert "broken-times" in codes(result)


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04zip", b"", b"\x00\x00"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    result = run(InputFile("page.txt", data))
    assert result.value is None
    assert codes(result) & {"not-text", "file-empty"}


def test_an_fdx_that_is_not_xml_is_refused() -> None:
    result = run(page("blocks.txt"), text("script.fdx", "Orla: Up.\n"))
    assert result.value is None
    assert "script-unknown-format" in codes(result)


def test_control_characters_of_a_dump_are_dropped() -> None:
    course = imported(text("dump.txt", "Orla: Up\x0c.\nDenny: N\u200bo.\nOrla: Yes.\n"))
    assert "DENNY\nNo.\n" in course.files["script.fountain"].decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "dump",
    [
        "Orla: The lamp was low, and nobody in the whole of the town was awake.\n\n" * 280_000,
        "Orla: Up.\nDenny: No.\n" * 200_000,
        "word " * 4_000_000,
    ],
)
def test_twenty_megabytes_are_refused_at_once_with_the_limit_and_a_way_out(dump: str) -> None:
    result = run(text("long.txt", dump))
    assert result.value is None
    (problem,) = result.problems
    assert problem.code == "too-much-text"
    assert "10,000,000 characters" in problem.message
    assert "Cut out" in problem.hint
    assert problem.span is not None
    assert problem.span.file == "long.txt"


def test_a_long_page_of_speeches_whose_names_never_come_back_is_cut_in_one_pass() -> None:
    dump = "".join(f"Word{number}: this and that.\n" for number in range(2_000))
    result = run(text("glossary.txt", dump), text("page.txt", "Orla: Up.\nDenny: No.\nOrla: Yes."))
    assert result.value is not None
    assert result.value.speeches == 3


def test_a_problem_of_a_first_import_names_the_file_as_it_was_typed() -> None:
    rows = (PAGES / "film.srt").read_text().replace("00:00:12,000", "00:00:01,000", 1)
    result = run(page("run-together.txt"), text("my pages/film.srt", rows))
    (problem,) = [each for each in result.problems if each.code == "broken-times"]
    assert problem.span is not None
    assert problem.span.file == "my pages/film.srt"


def test_a_broken_script_is_named_as_it_was_typed() -> None:
    result = run(text("drafts/script.fdx", "Orla: Up.\n"))
    assert {each.span.file for each in result.problems if each.span} == {"drafts/script.fdx"}


FRENCH = (
    "Orla: Je ne sais pas qui est dans la tour, mais il y est pour la nuit.\n"
    "Denny: Elle est dans le port et elle ne veut pas de nous.\n"
)


def test_lines_in_another_language_beside_english_ones_are_told_of() -> None:
    english = "".join(
        f"{who}: There is {thing} in the tower, and it was not there on the night of the storm.\n"
        for who, thing in [
            ("Orla", "a lamp"),
            ("Denny", "an owl"),
            ("Orla", "a bell"),
            ("Denny", "a cat"),
            ("Orla", "a clock"),
            ("Denny", "a rope"),
        ]
    )
    result = run(text("page.txt", english + "\n" + FRENCH * 2))
    (problem,) = [each for each in result.problems if each.code == "other-language"]
    assert "4 paragraphs" in problem.message
    assert "(fr)" in problem.message
    assert problem.span is not None
    assert problem.span.line == english.count("\n") + 2


def test_lines_in_other_letters_are_told_of() -> None:
    english = (PAGES / "blocks.txt").read_text()
    cyrillic = "Orla: Который час, скажите мне, Денни?\nDenny: Шесть часов, и уже совсем светло.\n"
    result = run(text("page.txt", english + "\n" + cyrillic * 2))
    (problem,) = [each for each in result.problems if each.code == "other-language"]
    assert "(ru)" in problem.message


def test_a_page_in_one_language_is_told_of_nowhere() -> None:
    result = run(page("blocks.txt"), page("plain-article.txt"))
    assert "other-language" not in codes(result)
    assert result.value is not None
    assert result.value.languages == ("en",)


def test_the_language_of_a_course_is_what_its_settings_say() -> None:
    result = run(
        page("plain-article.txt"), page("blocks.txt"), existing={"booklet.yaml": b"language: de\n"}
    )
    assert {each.code for each in result.problems} >= {"other-language"}


def test_apparatus_and_order_are_told_in_the_language_of_the_course() -> None:
    first = "Orla: Ich habe die Uhr tausend Morgen aufgezogen, und sie dankt es mir nicht.\n"
    rest = (
        "Denny: Das ist nicht der Turm, den ich kenne.\nOrla: Und es ist doch der Turm am Fluss.\n"
    )
    other = first.replace("tausend Morgen", "hundert Morgen")
    files = imported(
        text("a.txt", (first + rest) * 1),
        text("b.txt", other + rest),
        existing={"booklet.yaml": b"language: de\n"},
    ).files
    notes = files["annotations.yaml"].decode()
    assert "liest „hundert Morgen“" in notes or "liest „" in notes
    assert "in der Reihenfolge der Seite" in files["script.fountain"].decode()


HTML = """<html><head><title>The Ferry Clock Explained - Pier Review</title>
<script type="application/ld+json">{"headline": "The Ferry Clock Explained", "author": [{"name":
"Bo Lund"}], "datePublished": "2020-03-04T10:00"}</script></head><body><article>
<h1>The Ferry Clock Explained</h1>
<p>Orla winds the clock of the town, and nobody asks her why. “Is it six yet” is all that anybody
says to her, and it is enough, because the clock is the only thing they share.<sup>[1]</sup></p>
<p class=MsoQuote>A town that waits together is a town.</p>
<p>So when Denny asks whether she is coming down, Orla does not answer at once. It is a question
about the tower – and about the two of them – and she knows it, and so does he, and so do we.</p>
</article></body></html>
"""


def test_a_page_in_utf_8_that_does_not_say_so_keeps_its_letters() -> None:
    analysis = imported(InputFile("page.html", HTML.encode())).files["analyses/pier-review.md"]
    assert "“Is it six yet”" in analysis.decode()
    assert "tower – and" in analysis.decode()


def test_a_page_tells_of_itself_and_its_marks_of_footnotes_go() -> None:
    analysis = imported(InputFile("page.html", HTML.encode())).files["analyses/pier-review.md"]
    front, _, body = analysis.decode().partition("---\n\n")
    assert "title: The Ferry Clock Explained\nauthor: Bo Lund\n" in front
    assert "publication: Pier Review\ndate: 2020-03-04\n" in front
    assert "[1" not in body
    assert "\n> A town that waits together is a town.\n" in body


def test_a_dot_below_a_speech_is_no_word_of_it() -> None:
    page = (
        "Orla: Are those the gulls?\nDenny: Those are the gulls.\nOrla: They sound like stairs\n.\n"
        "\nBaker: Is it six yet?\nOrla: It is six when I say so.\n\nMachine: You are early.\n"
        "Orla: I am tired.\n(she sits)\nMachine: Those are not the same.\n"
    )
    script = imported(text("quotes.txt", page)).files["script.fountain"].decode()
    assert "They sound like stairs\n" in script
