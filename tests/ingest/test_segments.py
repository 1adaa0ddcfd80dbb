"""Where each text of a page begins and ends, and what it is called."""

from __future__ import annotations

import pytest

from booklet.ingest.blocks import from_text
from booklet.ingest.labels import label
from booklet.ingest.names import name
from booklet.ingest.segments import Page, Segment, cut
from booklet.ingest.titles import work_of_list
from tests.ingest.miniatures import PAGES, imported, page, text


def segments(file: str, work: str = "The Ferry Clock") -> tuple[Segment, ...]:
    whole = Page(file, from_text((PAGES / file).read_text()))
    return name(whole, cut(whole, work))


def test_texts_that_run_together_are_told_apart_and_named() -> None:
    found = [part for part in segments("run-together.txt") if part.verdict != "left out"]
    assert [(part.verdict, part.publication, part.author) for part in found] == [
        ("analysis", "Harbour Screen", ""),
        ("analysis", "Tide And Reel", "Ilse Marrow"),
        ("quotations", "Reelbase", ""),
    ]
    assert (found[2].first, found[2].last) == (88, 106)


def test_a_flattened_title_gets_its_capitals_back_from_the_list_of_results() -> None:
    first = segments("run-together.txt")[1]
    assert first.title == "The Ferry Clock Ending Explained: Why Orla Stops the Hands"


def test_the_headline_above_byline_and_date_is_the_title() -> None:
    text = (
        "The Harbour Paper\n\nSubscribe   Log in\n\nA clock that keeps nobody's time\n\n"
        "By Ada Brink\n\nPublished 3 May 2025\n\n" + "The clock is late, and so is everybody. " * 9
    )
    page = Page("essay.txt", from_text(text))
    (essay,) = (p for p in name(page, cut(page, "The Ferry Clock")) if p.verdict == "analysis")
    assert (essay.title, essay.author) == ("A clock that keeps nobody's time", "Ada Brink")


def test_a_day_before_a_month_is_no_number_of_a_list_and_neither_is_a_name() -> None:
    blocks = from_text("12. März 2019\n\n2. Fischer: Nein.\n\n1. Fischer: Doch.")
    assert [block.mark for block in blocks] == ["", "", ""]
    assert label(blocks)[0] == "date"
    assert [block.mark for block in from_text("1. One\n2. Two\n3. Three")] == ["1.", "2.", "3."]
    assert [block.mark for block in from_text("3. Last\n2. But one\n1. Best")] == ["3.", "2.", "1."]


def test_a_text_goes_on_behind_what_a_page_puts_between_its_paragraphs() -> None:
    body = "The clock is late, and so is everybody who lives by it on the quay. " * 4
    rows = [
        "A clock that keeps nobody’s time",
        "By Ada Brink",
        body,
        "Read more: Seven other clocks",
        "Go and hear it all the same. You will be late for once.",
        "Most read",
        "The bandstand is painted. It is green again, they say.",
    ]
    page = Page("essay.txt", from_text("\n\n".join(rows)))
    (essay,) = (p for p in cut(page, "The Ferry Clock") if p.verdict == "analysis")
    assert essay.last == 9


@pytest.mark.parametrize("what", ["the best lines", "Quotes", "25 Most Memorable Quotes"])
def test_the_title_of_a_list_of_lines_is_nobodys_speech(what: str) -> None:
    blocks = from_text(f"The Ferry: {what}\n\nAda: It is late.\n\nBo: My lines: I lost them.\n")
    assert [labelled == "speech" for labelled in label(blocks)] == [False, True, True]
    assert work_of_list(blocks[0].text) == "The Ferry"


def test_every_line_with_words_is_accounted_for() -> None:
    for file in ("run-together.txt", "plain-article.txt", "attributed.txt"):
        covered = {line for part in segments(file) for line in range(part.first, part.last + 1)}
        rows = (PAGES / file).read_text().split("\n")
        assert {at for at, row in enumerate(rows, 1) if row.strip()} <= covered


@pytest.mark.parametrize(
    "junk",
    [
        "changes have been saved",
        "Loudest Films",
        "sequel will start",
        "Mabel Stroud became",
        "Ten Towers",
        "Paper Map",
        "ferry clock quotes",
        "clip of the scene",
        "Members-only",
        "More from",
    ],
)
def test_menus_teasers_and_controls_are_in_no_analysis(junk: str) -> None:
    course = imported(page("run-together.txt"))
    analyses = [data.decode() for path, data in course.files.items() if path.startswith("analyses")]
    assert len(analyses) == 2
    assert not any(junk.casefold() in text.casefold() for text in analyses)


def test_headings_standfirst_takeaways_and_block_quotations_keep_their_kind() -> None:
    files = imported(page("run-together.txt"), page("plain-article.txt")).files
    harbour = files["analyses/harbour-screen.md"].decode()
    assert "\n## What Happens In The Tower\n\n*Orla has run out of patience.*\n" in harbour
    assert "\n- The last shot of" in harbour
    assert "\n> “You took out the smallest wheel. I heard it from here.”\n" in harbour
    tide = files["analyses/tide-and-reel.md"].decode()
    assert "\n*Orla takes one wheel out of a clock" in tide
    guide = files["analyses/lantern-film-guide.md"].decode()
    assert "\n## Recap\n" in guide
    assert "\n> I have wound it four thousand mornings" in guide
    assert "thoughts below" not in guide


def test_numbered_headings_are_headings() -> None:
    course = imported(page("numbered-headings.txt"))
    analysis = course.files["analyses/pier-review.md"].decode()
    assert "author: Bo Lund\npublication: Pier Review\ndate: 2021-03-10\n" in analysis
    assert analysis.count("\n## ") == 3
    assert "Bridges" not in analysis


def test_markdown_keeps_its_quotations_and_emphasis() -> None:
    analysis = imported(page("blog.md")).files["analyses/notes-on-a-small-wheel.md"].decode()
    assert "> A town that waits together is still a town.\n>\n> — Denny\n" in analysis
    assert "**The Ferry Clock**" in analysis


def test_a_cast_list_is_known_and_gives_the_cast() -> None:
    course = imported(page("plain-article.txt"), page("blocks.txt"))
    assert "cast" in {part.verdict for part in course.segments}
    assert "played by Mabel Stroud" in course.files["booklet.yaml"].decode()


def test_a_hard_wrapped_dump_has_whole_paragraphs() -> None:
    rows = (
        "The keeper climbed the stair and\ncounted every step aloud, as she\n"
        "did each day of the long year, and\nnobody ever heard her do it once."
    )
    blocks = from_text(f"{rows}\n\n{rows}\n")
    assert len(blocks) == 2
    assert (blocks[0].first, blocks[0].last) == (1, 4)


def test_what_trails_below_a_numbered_title_is_a_search_result() -> None:
    dump = (
        "  1. A Film - A Site\n\n    Words from the page ...\n\n"
        "  2. Another - Elsewhere\n\n    More.\n"
    )
    assert label(from_text(dump)) == ("listed", "listed", "listed", "listed")


def test_a_speaker_called_by_a_word_of_menus_speaks() -> None:
    rows = "Orla: Who goes there?\nWatch: Only the watch.\nOrla: Again?\nWatch: Every hour.\n"
    script = imported(text("page.txt", rows)).files["script.fountain"].decode()
    assert script.count("WATCH\n") == 2


def test_a_teaser_between_speeches_does_not_speak() -> None:
    rows = "Orla: Who goes?\nDenny: Only me.\nOrla: Again?\nWatch: Ten clocks of the coast\n"
    script = imported(text("page.txt", rows)).files["script.fountain"].decode()
    assert "WATCH" not in script


BLOG = """\
The Lamp Blog

The Ferry Clock: who winds it

Posted on May 4, 2019 by Nina Falk

Orla winds the clock of the town, and nobody asks her why she does. The town waits for her as \
one waits for weather. That is the whole of the plot, and Orla knows it better than anybody.

Denny is the only one who climbs the stairs to her. He asks whether she is coming down, and Orla \
says that she will when the last wheel stops, which is to say never, and both of them know it.

2 thoughts on “The Ferry Clock: who winds it”

Bjorn says:
May 5, 2019 at 8:15 am
I always thought that Orla was the clock. She has its voice, and she never once sits down in the \
whole of the film, and when it stops she is not seen again by anybody.
Reply
"""


def test_comments_below_an_article_are_left_out_and_its_author_is_found() -> None:
    files = imported(text("blog.txt", BLOG)).files
    (analysis,) = [data.decode() for name, data in files.items() if name.startswith("analyses/")]
    assert "author: Nina Falk\n" in analysis
    assert "publication: The Lamp Blog\ndate: 2019-05-04\n" in analysis
    assert "I always thought" not in analysis


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("The Ferry Clock/Transcript", "The Ferry Clock"),
        ("The Ferry Clock - full transcript", "The Ferry Clock"),
    ],
)
def test_the_title_of_a_list_of_lines_is_that_of_the_work(head: str, title: str) -> None:
    rows = f"{head}\n\nOrla: Up.\nDenny: No.\nOrla: Yes.\n"
    settings = imported(text("page.txt", rows)).files["booklet.yaml"].decode()
    assert settings.startswith(f"title: {title}\n")


def test_a_list_that_a_colon_announces_belongs_to_the_text() -> None:
    paragraph = "Orla counts aloud and nobody answers her, although the town can hear her count. "
    dump = f"# What the clock wants\n\n{paragraph * 3}\n\n{paragraph * 3}\n\n"
    dump += "Three things to look for when we meet:\n\n- The loaf\n- Who climbs\n- A left glove\n"
    (analysis,) = (
        data.decode()
        for path, data in imported(text("notes.md", dump)).files.items()
        if path.startswith("analyses/")
    )
    assert analysis.endswith("meet:\n\n- The loaf\n- Who climbs\n- A left glove\n")
