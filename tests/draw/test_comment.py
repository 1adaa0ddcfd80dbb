"""The body is what the critic says of the quotation: the claim, not the recap."""

from __future__ import annotations

from booklet.draw import draw
from booklet.model import Analysis, Block, Emphasis, Span
from tests.draw.made import analysis, drawn, only, script


def body(text: str) -> str:
    return only(text).body


def test_the_comment_is_the_sentence_that_says_most() -> None:
    assert body(
        "Ines has been standing there for an hour. “Nobody runs in waders,” she says. Contempt, "
        "for her, is only the tidiest form of relief. Then Tom answers."
    ) == ("Contempt, for her, is only the tidiest form of relief.")


def test_the_quotation_is_not_said_again() -> None:
    assert body(
        "“That is what the last one said, and he grew a beard in here,” Mara observes, turning "
        "a private promise into a municipal joke."
    ) == ("… turning a private promise into a municipal joke.")


def test_a_short_quotation_stays_where_the_sentence_needs_it() -> None:
    assert body("The word “harbour clock” is never explained, which is a mark of good taste.") == (
        "The word “harbour clock” is never explained, which is a mark of good taste."
    )


def test_an_article_that_only_retells_gives_no_note() -> None:
    found = only("Tom arrives. “Nobody runs in waders,” Ines says to him. Then he sits down.")
    assert (found.status, found.body) == ("placed", "")
    assert "no comment" in found.reason


def test_a_block_quotation_is_commented_below_rather_than_announced_above() -> None:
    [found] = drawn(
        "The best joke comes early, when Ines says:\n\n"
        "> Nobody runs in waders.\n\n"
        "It is not a joke about clothes. Its subject is the impossibility of hurrying towards "
        "somebody who has already left."
    )
    assert found.body.startswith("It is not a joke about clothes.")


def test_each_of_several_quotations_gets_what_is_said_of_its_own() -> None:
    first, second = drawn(
        "“Nobody runs in waders” is a sneer that conceals an hour of counting footsteps. "
        "By contrast, “I was saving it for the crossing” is tenderness disguised as thrift."
    )
    assert "sneer" in first.body
    assert "thrift" in second.body
    assert "thrift" not in first.body


def test_a_sentence_is_said_once_a_scene() -> None:
    found = drawn(
        "Between “Nobody runs in waders” and “Twice I fell over a dog” the play performs its "
        "whole argument about dignity, which is that nobody has any."
    )
    assert [bool(one.body) for one in found].count(True) == 1


def test_no_more_words_than_asked_for_and_every_cut_is_marked() -> None:
    text = (
        "“Nobody runs in waders” is a sneer that conceals an hour of counting footsteps, and "
        "listening to gulls, and rehearsing a speech that will not now be made, because the man "
        "is here, and wet, and pleased with himself; and so the play begins with a forgiveness."
    )
    for limit in (12, 20, 30, 60):
        [found] = draw(script(), (analysis(text),), None, note_words=limit).value or ()
        assert len(found.body.split()) <= limit
        assert found.body.endswith(("…", ".")) or not found.body
    assert found.body.endswith("forgiveness.")


def test_emphasis_is_kept_and_markdown_in_the_text_is_escaped() -> None:
    text = "“Nobody runs in waders” is the *only* rule_book that the sea has ever needed to write."
    at = text.index("ever")
    block = Block("paragraph", text, 0, Span("e"), emphasis=(Emphasis(at, at + 4, "italic"),))
    [found] = draw(script(), (Analysis("e", "E", (block,), Span("e")),), None).value or ()
    assert r"the \*only\* rule\_book that the sea has *ever* needed" in found.body
