"""References to the sources: our own plain style, and CSL styles."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from booklet.compose import compose_print
from booklet.compose.preparing.references import plain_reference, references
from booklet.compose.preparing.typography import Typographer
from booklet.model import Edition, Series
from booklet.problems import Problem
from tests.compose.booklets import screenplay
from tests.compose.test_templates import put

ENGLISH = Typographer("en-GB")

STYLE = """\
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Harbour</title><id>harbour</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <sort><key variable="title"/></sort>
    <layout suffix=".">
      <names variable="author" suffix=". ">
        <name name-as-sort-order="all" sort-separator=", "/>
      </names>
      <text variable="title" font-style="italic" suffix="."/>
      <text variable="URL" prefix=" " />
    </layout>
  </bibliography>
</style>
"""


def in_style(style: str, edition: Edition | None = None) -> Edition:
    of = edition or screenplay()
    matter = replace(of.settings.matter, bibliography=style)
    return replace(of, settings=replace(of.settings, matter=matter))


def problem_of(edition: Edition, folder: Path | None = None) -> Problem:
    made = references(edition, folder, "pier")
    assert made.value is None
    (problem,) = made.problems
    return problem


def test_an_essay_in_a_magazine_has_quotation_marks() -> None:
    series = Series(
        "A", 1, "●", "a", "On Bells", "Tom Ash", "The Quay", "May 2020", "https://a.example/b"
    )
    assert plain_reference(series, ENGLISH) == (
        "Tom Ash, “On Bells”, <cite>The Quay</cite>, May 2020. "
        '<a href="https://a.example/b">https://a.example/b</a>.'
    )


def test_a_title_alone_stands_in_italics() -> None:
    assert (
        plain_reference(Series("A", 1, "●", "a", "On Bells"), ENGLISH) == "<cite>On Bells</cite>."
    )


def test_nothing_of_a_source_becomes_markup_and_only_harmless_addresses_links() -> None:
    series = Series("A", 1, "●", "a", "<b>", "<i>", "<u>", "<s>", "javascript:alert(1)")
    shown = plain_reference(series, ENGLISH)
    assert shown == "&lt;i&gt;, “&lt;b&gt;”, <cite>&lt;u&gt;</cite>, &lt;s&gt;."


def test_the_plain_bibliography_is_in_the_order_of_surnames() -> None:
    made = references(screenplay(), None, "pier").value
    assert made is not None
    assert list(made.html) == ["hostile", "bells", "waiting"]  # one without author by title


def test_a_style_of_the_course_is_used(tmp_path: Path) -> None:
    pytest.importorskip("citeproc", reason="citeproc-py (extra csl) is not installed")
    put(tmp_path, "styles/harbour.csl", STYLE)
    made = references(in_style("harbour"), tmp_path, "pier")
    assert made.problems == ()
    assert made.value is not None
    shown = {source: str(html) for source, html in made.value.html.items()}
    assert shown["bells"] == "Ash, Tom. <em>On Bells</em>."
    assert shown["waiting"] == (
        'Reed, Una. <em>Waiting</em>. <a href="https://a.example/w">https://a.example/w</a>.'
    )
    assert "&lt;i&gt;Sly&lt;/i&gt;" in shown["hostile"]
    assert "javascript" not in shown["hostile"]
    assert list(shown) == ["hostile", "bells", "waiting"]


def test_a_question_mark_takes_the_place_of_the_full_stop(tmp_path: Path) -> None:
    pytest.importorskip("citeproc", reason="citeproc-py (extra csl) is not installed")
    put(tmp_path, "styles/harbour.csl", STYLE)
    edition = screenplay()
    asking = replace(edition.series[0], title="Who Rings?")
    made = references(in_style("harbour", replace(edition, series=(asking,))), tmp_path, "pier")
    assert made.value is not None
    assert made.value.html[asking.source] == "Ash, Tom. <em>Who Rings?</em>"


def test_a_style_that_nobody_has_is_told_where_to_find(tmp_path: Path) -> None:
    pytest.importorskip("citeproc", reason="citeproc-py (extra csl) is not installed")
    problem = problem_of(in_style("harbour"), tmp_path)
    assert (problem.code, problem.severity) == ("csl-style", "error")
    assert problem.message == "there is no bibliography style `harbour`"
    assert "styles/harbour.csl" in problem.hint


@pytest.mark.parametrize("broken", ["<style", "<!DOCTYPE style><style/>", "", "<html/>"])
def test_a_broken_style_is_a_problem_of_its_file(tmp_path: Path, broken: str) -> None:
    pytest.importorskip("citeproc", reason="citeproc-py (extra csl) is not installed")
    put(tmp_path, "styles/harbour.csl", broken)
    problem = problem_of(in_style("harbour"), tmp_path)
    assert problem.code == "csl-style"
    assert problem.span is not None
    assert problem.span.file == "pier/styles/harbour.csl"


def test_without_citeproc_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)
    problem = problem_of(in_style("apa"))
    assert problem.code == "csl-missing"
    assert "script-booklet[csl]" in problem.hint
    assert compose_print(in_style("apa"), None).value is None
