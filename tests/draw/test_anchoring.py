"""Anchoring, whatever the words: a copy is found where it was copied from."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from booklet.draw import annotations_text, draw
from booklet.draw.finding.index import index
from booklet.draw.finding.normalise import folded_words
from booklet.model import Script
from tests.draw.made import FERRY, analysis, records, script

PLAY = script()
INDEX = index(PLAY)
MARKS = ["“”", "‘’", '""', "«»", "„“", "»«", "‚‘", "「」"]
# words of no speech, to write around quotations
WORDS = ("critic", "argues", "plainly", "about", "marriage", "without", "naming", "anything")
FILLER = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(" ".join)


@st.composite
def unique_spans(draw_from: st.DrawFn, least: int = 6) -> tuple[int, int, str]:
    """A span of the play of at least so many words that stands there once."""
    speech = draw_from(
        st.sampled_from([one for one in INDEX.speeches if one.end - one.first >= least])
    )
    first = draw_from(st.integers(speech.first, speech.end - least))
    last = draw_from(st.integers(first + least - 1, speech.end - 1))
    # not from the middle of a contraction, whose halves stand in one place
    assume(first == speech.first or INDEX.starts[first] != INDEX.starts[first - 1])
    assume(last == speech.end - 1 or INDEX.starts[last] != INDEX.starts[last + 1])
    assume(len(INDEX.positions(INDEX.row[first : last + 1])) == 1)
    return first, last, INDEX.target(first, last).text


@given(unique_spans(), st.sampled_from(MARKS), FILLER, FILLER)
def test_a_verbatim_copy_is_placed_exactly_there(
    span: tuple[int, int, str], marks: str, before: str, after: str
) -> None:
    first, last, text = span
    assume(len(text.split()) >= 6)
    essay = f"The {before} {marks[0]}{text}{marks[1]} {after}."
    found = draw(PLAY, (analysis(essay),), None).value or ()
    assert [one.target for one in found] == [INDEX.target(first, last)]


@given(unique_spans(), st.sampled_from(MARKS))
def test_words_that_occur_twice_are_never_placed_without_context(
    span: tuple[int, int, str], marks: str
) -> None:
    *_, text = span
    doubled = script(f"{FERRY}\n# AGAIN\n\nMARA THE YOUNGER: {text}")
    essay = f"The critic quotes {marks[0]}{text}{marks[1]} and goes home."
    found = draw(doubled, (analysis(essay),), None).value or ()
    assert all(one.status != "placed" for one in found)


@settings(max_examples=25)
@given(
    unique_spans(),
    st.sampled_from(["accept", "pin"]),
    st.lists(st.integers(0, 20), max_size=4),
)
def test_decisions_outlive_edits_of_the_script_elsewhere(
    span: tuple[int, int, str], decision: str, inserted: list[int]
) -> None:
    _, _, text = span
    assume(len(text.split()) >= 6)
    essay = analysis(f"The critic quotes “{text}” and goes home.")
    drawn = draw(PLAY, (essay,), None).value or ()
    written = annotations_text(drawn, None, PLAY).replace(
        "\n    made:", f"\n    decision: {decision}\n    made:"
    )
    changed = _with_speeches(inserted)
    kept = draw(changed, (essay,), records(written)).value or ()
    assert [one.status for one in kept] == ["placed"]
    assert kept[0].target is not None
    assert folded_words(kept[0].target.text) == folded_words(text)
    assert (
        annotations_text(kept, records(written), changed).split("annotations:")[1]
        == (written.split("annotations:")[1])
    )


def _with_speeches(after: list[int]) -> Script:
    lines = FERRY.strip().splitlines()
    for at in sorted(after, reverse=True):
        lines.insert(min(at, len(lines)) + 1, "TOM: Somebody has put a new line in here.")
    return script("\n".join(lines))
