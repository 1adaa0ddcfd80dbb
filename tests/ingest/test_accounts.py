"""What `import` says of each line of a page."""

from __future__ import annotations

from pathlib import Path

from booklet.ingest.accounts import accounts_of
from booklet.ingest.segments import Page
from booklet.ingest.sources import Sources
from tests.ingest.miniatures import imported, text

QUOTES = (Path(__file__).parent / "pages" / "attributed.txt").read_text("utf-8")


def letters(page: str) -> str:
    """The letters of a page that is imported alone."""
    return imported(text("quotes.txt", page)).accounts[0].letters


def test_front_matter_is_told_apart_from_what_is_left_out() -> None:
    told = letters("---\ntitle: On tides\n---\n" + QUOTES)
    assert told.startswith("MMM")
    assert "M" not in told[3:]


def test_front_matter_ends_where_the_page_is_read_from() -> None:
    told = letters("---\n---\ntitle: On tides\nauthor: Ada Brookes\n---\n" + QUOTES)
    assert told.startswith("MMMMM")
    assert set(told[5:]) <= set("DAXO")


def test_a_line_that_nobody_took_is_left_out_and_told_of() -> None:
    page = Page("sources/a.txt", ())
    lost = b"A line that no reader made a block of.\n\n"
    (account,) = accounts_of(Sources((page,), (), (), (("sources/a.txt", lost),)), ())
    assert account.letters == "XOO"
    assert account.longest_left_out == "A line that no reader made a block of."
