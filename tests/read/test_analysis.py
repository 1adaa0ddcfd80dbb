"""Markdown with front matter becomes an analysis: plain text with places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.model import Analysis, Emphasis
from booklet.read.analysis import parse_analysis

ESSAY = """\
---
title: Who Trims the *Wick*?
author: [Ada Mole, Ben Rook]
publication: The Pier Review
date: 2026-01-30
url: https://example.org/wick
licence: CC0-1.0
---

Before any heading.

## The *lamp*

Two lines of
“one” paragraph -- it's **so** *very **odd***.

> A quotation
> over two lines.
>
> - its second part

1. First item
   goes on
2. Second [item](https://example.org) &amp; <b onclick="x">bold</b>

    Four spaces are no code.

```
Nor are three ticks.

At all.
```

Last one
---
"""


def essay(text: str = ESSAY) -> Analysis:
    read = parse_analysis(text, "analyses/wick.md", "wick")
    assert read.problems == ()
    assert read.value is not None
    return read.value


def test_front_matter_is_read_as_text() -> None:
    found = essay()
    assert (found.id, found.title, found.author) == (
        "wick",
        "Who Trims the *Wick*?",
        "Ada Mole, Ben Rook",
    )
    assert (found.publication, found.date) == ("The Pier Review", "2026-01-30")
    assert (found.url, found.licence) == ("https://example.org/wick", "CC0-1.0")


def test_blocks_have_kind_text_and_place() -> None:
    assert [(b.kind, b.text, b.span.line, b.span.column) for b in essay().blocks] == [
        ("paragraph", "Before any heading.", 10, 1),
        ("heading", "The lamp", 12, 4),
        ("paragraph", "Two lines of “one” paragraph -- it's so very odd.", 14, 1),
        ("quotation", "A quotation over two lines.", 17, 3),
        ("quotation", "its second part", 20, 5),
        ("item", "First item goes on", 22, 4),
        ("item", 'Second item & <b onclick="x">bold</b>', 24, 4),
        ("item", "Four spaces are no code.", 26, 5),
        ("paragraph", "Nor are three ticks.", 29, 1),
        ("paragraph", "At all.", 31, 1),
        ("heading", "Last one", 34, 1),
    ]


def test_headings_are_carried() -> None:
    blocks = essay().blocks
    assert [block.heading for block in blocks[:4]] == ["", "", "The lamp", "The lamp"]
    assert [block.level for block in blocks if block.kind == "heading"] == [2, 2]


def test_blocks_know_where_they_begin_in_the_whole_text() -> None:
    found = essay()
    assert all(found.text.startswith(block.text, block.start) for block in found.blocks)


def test_emphasis_is_kept_as_offsets() -> None:
    block = essay().blocks[2]
    runs = [(block.text[run.start : run.end], run.style) for run in block.emphasis]
    assert runs == [("so", "bold"), ("very odd", "italic"), ("odd", "bold")]
    assert essay().blocks[1].emphasis == (Emphasis(4, 8, "italic"),)


def test_a_no_break_space_of_the_author_stays() -> None:
    assert essay("---\ntitle: a\n---\n«\u00a0mot\u00a0»\n").blocks[0].text == "«\u00a0mot\u00a0»"


def test_problems_of_the_front_matter_have_their_place_in_the_file() -> None:
    read = parse_analysis("---\ntitle: a\nauthor: b: c\n---\nText.\n", "wick.md", "wick")
    assert [str(problem.span) for problem in read.problems] == ["wick.md:3:10"]


@given(st.text() | st.text("ab*_`>#-1.[]()<&;\\!\n \t~").map("---\ntitle: t\n---\n".__add__))
def test_any_text_gives_an_analysis_or_a_problem(text: str) -> None:
    read = parse_analysis(text.replace("\r", ""), "wick.md", "wick")
    assert read.value is not None or read.problems
    for block in read.value.blocks if read.value else ():
        assert read.value is not None
        assert read.value.text.startswith(block.text, block.start)
        assert 1 <= block.span.line <= text.count("\n") + 1
        assert block.text == block.text.strip(" \n\t")
        assert all(0 <= run.start < run.end <= len(block.text) for run in block.emphasis)


@given(st.lists(st.text("abc“”’—é", min_size=1), min_size=1))
def test_no_word_of_an_analysis_is_lost(words: list[str]) -> None:
    text = "---\ntitle: t\n---\n" + "\n\n> ".join(words)
    read = parse_analysis(text, "wick.md", "wick")
    assert read.value is not None
    assert read.value.text.split() == words


def test_keys_that_are_not_known_are_for_the_templates() -> None:
    read = parse_analysis(
        "---\ntitle: Wick\ntags: [light, sea]\nportrait: ada.png\n---\n\nIt burns.\n", "w.md", "w"
    )
    assert read.problems == ()
    assert read.value is not None
    assert read.value.fields == (("tags", ("light", "sea")), ("portrait", "ada.png"))


def test_what_no_template_could_print_is_told_and_a_slip_is_an_error() -> None:
    nested = parse_analysis("---\ntitle: Wick\nseo: {a: b}\n---\n\nIt burns.\n", "w.md", "w")
    assert nested.value is not None
    assert [(each.code, each.severity) for each in nested.problems] == [("unknown-key", "warning")]
    mistyped = parse_analysis("---\ntitle: Wick\nauthr: Ada\n---\n\nIt burns.\n", "w.md", "w")
    assert [problem.severity for problem in mistyped.problems] == ["error"]
