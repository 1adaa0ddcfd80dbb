"""The body is what the critic says of the quotation: the claim, not the recap."""

from __future__ import annotations

import pytest

from booklet.draw import draw
from booklet.model import Analysis, Block, Emphasis, Span
from tests.draw.made import analysis, drawn, only, script


def body(text: str) -> str:
    return only(text).body


def test_the_comment_is_the_sentence_that_says_most() -> None:
    found = drawn(
        "Ines has been standing there for an hour. “Nobody runs in waders,” she says. Contempt, "
        "for her, is only the tidiest form of relief. Then Tom answers."
    )
    [said] = [one.body for one in found if one.body]
    assert said.startswith("Contempt, for her, is only the tidiest form of relief.")


def test_a_sentence_that_ends_with_the_quotation_ends_before_it() -> None:
    assert body(
        "The scene makes of a private promise a municipal joke that nobody asked for: “That is "
        "what the last one said, and he grew a beard in here.”"
    ) == ("The scene makes of a private promise a municipal joke that nobody asked for.")


def test_a_sentence_that_would_fall_apart_keeps_its_quotation_a_long_one_shortened() -> None:
    assert body(
        "“That is what the last one said,” Mara observes, turning a promise into a joke."
    ) == ("“That is what the last one said,” Mara observes, turning a promise into a joke.")
    assert body(
        "“There are three hundred and seventeen steps down to this water, and you chose to fall” "
        "is the sort of arithmetic that only somebody who has counted them would do."
    ) == (
        "“There are three hundred and seventeen …” is the sort of arithmetic that only somebody "
        "who has counted them would do."
    )


@pytest.mark.parametrize(
    "opening",
    [
        "The second is a sneer that conceals an hour of counting footsteps.",
        "Its real subject is the impossibility of hurrying towards anybody.",
        "Nor is there a better account of impatience in the language.",
        "(Waders, one should perhaps explain, are the only honest trousers.)",
        "Three arguments are hidden in that, and none of them is about clothes.",
    ],
)
def test_a_note_does_not_open_with_what_only_the_sentence_before_explains(opening: str) -> None:
    assert body(f"The harbour has its rules. “Nobody runs in waders.” {opening}") == ""


def test_it_is_the_quoted_words_where_it_follows_them() -> None:
    found = drawn(
        "Tom has hardly arrived. “Nobody runs in waders.” It is a sneer that conceals an hour of "
        "counting footsteps."
    )
    said = [one.body for one in found if one.body]
    assert said == ["It is a sneer that conceals an hour of counting footsteps."]


def test_a_she_whom_the_sentence_before_names_gets_her_name_in_brackets() -> None:
    found = drawn(
        "Old Mara keeps the room, and it is “It was never the ferry I was waiting for” that "
        "the room is for. She has a kind of honour in this that nobody else in the whole "
        "of the play can afford.",
    )
    assert not any(one.body.startswith("She") for one in found)


def test_a_she_who_may_be_anybody_is_no_opening() -> None:
    assert not any(
        one.body.startswith("His contempt")
        for one in drawn(
            "Tom has a theory of the sea, and Mara another. “Nobody runs in waders.” His "
            "contempt is only the tidiest form of relief, because somebody had given him up."
        )
    )


def test_what_it_is_not_is_followed_by_what_it_is() -> None:
    assert body(
        "“Nobody runs in waders.” That is not a statement about a pair of trousers. It is a "
        "statement about lateness, and the sea is quite right to ask who pays for it."
    ).startswith(
        "That is not a statement about a pair of trousers. It is a statement about lateness"
    )


def test_a_sentence_that_quotes_something_else_goes_with_that() -> None:
    first, second = drawn(
        "“Nobody runs in waders,” says Ines. The whole argument about dignity, on the other hand, "
        "is settled by “Twice I fell over a dog”, which is the truth and perhaps a proposal."
    )
    assert first.body == ""
    assert "proposal" in second.body


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


def test_a_paragraph_that_goes_on_is_not_taken_for_a_comment_on_the_line_before_it() -> None:
    [found] = drawn(
        "How would a lover differ from a friend? Ines answers him: “Nobody runs in waders.”\n\n"
        "Indeed, by the end the question is no longer whether the sea can be forgiven, but "
        "whether forgiveness was ever more than a kind of weather."
    )
    assert "Indeed" not in found.body


def test_each_of_several_quotations_gets_what_is_said_of_its_own() -> None:
    first, second = drawn(
        "“Nobody runs in waders” is a sneer that conceals an hour of counting footsteps. "
        "By contrast, “I was saving it for the crossing” is tenderness disguised as thrift."
    )
    assert "thrift" in second.body
    assert "sneer" not in second.body
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
