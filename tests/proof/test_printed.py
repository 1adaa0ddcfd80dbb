"""Words are put together again across line ends, and only there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.proof.printed import printed_words
from booklet.proof.reading import Run
from booklet.proof.rectangles import Rectangle


def run(text: str, left: float = 50, width: float = 40, line: int = 0, size: float = 10) -> Run:
    baseline = 500.0 - 14 * line
    box = Rectangle(left, baseline - 2, left + width, baseline + 7)
    return Run(1, text, box, baseline, size)


def spelled(*runs: Run) -> list[str]:
    return [word.folded for word in printed_words(runs, range(len(runs)))]


def test_a_hyphen_at_the_line_end_joins() -> None:
    assert spelled(run("under the foot\u2010"), run("bridge now", line=1)) == [
        "under",
        "the",
        "footbridge",
        "now",
    ]


def test_a_line_end_without_hyphen_parts() -> None:
    assert spelled(run("under the foot"), run("bridge", line=1)) == [
        "under",
        "the",
        "foot",
        "bridge",
    ]


def test_a_style_that_changes_within_a_word_does_not_part_it() -> None:
    assert spelled(run("im", 50, 12), run("possible", 62.2, 30)) == ["impossible"]


def test_a_sign_that_stands_for_letters_is_a_word_in_a_face_of_its_own_too() -> None:
    assert spelled(run("this is", 50, 28), run("№", 80, 10), run("4 ™", 92, 20)) == [
        *("this", "is", "no", "4", "tm")
    ]


def test_a_gap_parts_words_though_no_space_is_drawn() -> None:
    assert spelled(run("left", 50, 16), run("oar", 68.5, 14)) == ["left", "oar"]


def test_a_raised_mark_does_not_grow_onto_its_word() -> None:
    assert spelled(run("oar", 50, 14), run("12", 64, 6, size=6)) == ["oar", "12"]


def test_signs_at_a_mark_s_other_side_are_no_word() -> None:
    assert spelled(run("oar", 50, 14), run("1", 64, 3, size=6), run(", he said", 67, 30)) == [
        "oar",
        "1",
        "he",
        "said",
    ]


def test_a_word_knows_both_its_lines() -> None:
    runs = [run("foot\u2010"), run("bridge", line=1)]
    (word,) = printed_words(runs, range(2))
    assert (word.first_run, word.last_run) == (0, 1)


LETTERS = st.text("abcdefgh", min_size=2, max_size=12)


@given(st.lists(LETTERS, min_size=1, max_size=12), st.data())
def test_wherever_lines_break_the_words_are_the_same(words: list[str], data: st.DataObject) -> None:
    lines, current = [], ""
    for word in words:
        cut = data.draw(st.integers(1, len(word)))
        how = data.draw(st.sampled_from(["within", "after", "none"]))
        if how == "within" and cut < len(word):
            lines.append(f"{current}{word[:cut]}\u2010")
            current = f"{word[cut:]} "
        elif how == "after":
            lines.append(current + word)
            current = ""
        else:
            current += f"{word} "
    lines.append(current)
    assert spelled(*(run(text, line=index) for index, text in enumerate(lines))) == words


def test_a_sign_that_stands_for_letters_is_a_word_by_itself_too() -> None:
    assert spelled(run("off", 50, 14), run(" № ", 64, 12), run("of", 76, 9)) == ["off", "no", "of"]
    assert spelled(run("Kettle", 50, 30), run("™?!", 83, 12)) == ["kettle", "tm"]
