"""What import writes as Fountain, the reader reads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.ingest.fountain_text import clock, fountain_text, script_text
from booklet.ingest.order import PlacedScene
from booklet.ingest.readings import Collated, CollatedSpeech
from booklet.model import Direction, DualDialogue, Line, Span
from booklet.read.fdx import parse_fdx
from booklet.read.fountain.reader import parse_fountain
from tests.ingest.miniatures import PAGES

HERE = Span("page.txt")
SPOKEN = st.text(
    st.sampled_from("ab XY'’.,?!-()[]{}*_~@#>=:&/\\0é…"), min_size=1, max_size=40
).filter(lambda text: any(letter.isalpha() for letter in text))


def scene(*speeches: CollatedSpeech) -> PlacedScene:
    return PlacedScene("", "The tower", "", (Collated(speeches, ()),))


@given(SPOKEN)
def test_any_words_come_back_as_one_speech(words: str) -> None:
    speech = CollatedSpeech("Orla", (Line(words, HERE),), ())
    last = CollatedSpeech("Denny", (Line("Yes.", HERE),), ())
    read = parse_fountain(fountain_text([("Title", "T")], [scene(speech, last)]), "s").value
    assert read is not None
    spoken = list(read.scenes[0].speeches())
    assert [each.speaker for each in spoken] == ["ORLA", "DENNY"]
    letters = "".join(filter(str.isalnum, spoken[0].text))
    inside = [part.text for part in spoken[0].body if isinstance(part, Direction)]
    assert letters + "".join(filter(str.isalnum, "".join(inside))) == "".join(
        filter(str.isalnum, words)
    )


def test_paragraphs_lyrics_and_parentheticals_keep_their_kind() -> None:
    body = (
        Direction("reading", HERE, "parenthetical"),
        Line("Dear Orla,", HERE),
        Line("I turned the boat round.", HERE),
        Line("Low is the water", HERE, "lyric"),
    )
    text = fountain_text([("Title", "T")], [scene(CollatedSpeech("Denny", body, (), 61.5))])
    read = parse_fountain(text, "s").value
    assert read is not None
    (speech,) = read.scenes[0].speeches()
    kinds = [part.kind for part in speech.body]
    assert kinds == ["parenthetical", "prose", "prose", "lyric"]
    assert read.notes[0].text == "0:01:01"


def test_a_final_draft_script_comes_through_fountain_unchanged() -> None:
    script = parse_fdx((PAGES / "script.fdx").read_bytes(), "script.fdx").value
    assert script is not None
    again = parse_fountain(script_text(script), "script.fountain").value
    assert again is not None
    assert (again.title, again.authors) == (script.title, script.authors)
    for one, other in zip(script.scenes, again.scenes, strict=True):
        assert (one.heading, one.label) == (other.heading, other.label)
        for first, second in zip(one.speeches(), other.speeches(), strict=True):
            assert first.speaker == second.speaker
            assert first.extension == second.extension
            assert [line.emphasis for line in first.lines] == [
                line.emphasis for line in second.lines
            ]
            assert first.text == second.text
    assert isinstance(again.scenes[1].elements[0], DualDialogue)


def test_a_time_is_printed_as_a_clock_shows_it() -> None:
    assert clock(2467.9) == "0:41:07"
