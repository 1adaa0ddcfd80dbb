"""Where the pages of the printed edition begin in the script.

In: the words that an edition has to show, and where each was found. Out: `PageTurn`s, for
a reader of the EPUB who is told to open page 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from booklet.model import Edition, PageTurn
from booklet.proof.expected import Expected
from booklet.proof.printed import PrintedWord
from booklet.proof.reading import Reading


def page_turns(
    edition: Edition,
    expected: Expected,
    printed: Sequence[PrintedWord],
    places: Sequence[int],
    reading: Reading,
) -> tuple[PageTurn, ...]:
    """A turn for each page on which words of the script stand, in order."""
    first: dict[int, int] = {}
    for index, place in enumerate(places):
        if place >= 0:
            first.setdefault(reading.runs[printed[place].first_run].page, index)
    speakers = {
        speech.citation: speech.speech.speaker or ""
        for scene in edition.scenes
        for speech in scene.speeches()
    }
    ends = {page: first[after] for page, after in zip(first, list(first)[1:], strict=False)}
    found = (
        _turn(
            reading.pages[page - 1].label,
            range(start, ends.get(page, len(expected.words))),
            expected,
            speakers,
        )
        for page, start in sorted(first.items())
    )
    return tuple(turn for turn in found if turn is not None)


def _turn(
    label: str, own: range, expected: Expected, speakers: Mapping[str, str]
) -> PageTurn | None:
    """The turn before the words `own` of a page; None where none of them is of a speech."""
    opening = expected.items[expected.words[own.start].item]
    if opening.kind == "heading":
        return PageTurn(label, opening.citation, heads=True)
    directions: set[int] = set()
    for index in own:
        number = expected.words[index].item
        item = expected.items[number]
        if item.kind == "speech" and item.citation in speakers:
            before = _letters(
                word.spelled for word in expected.words[:index] if word.item == number
            )
            name = _letters([speakers[item.citation]])
            return PageTurn(label, item.citation, max(before - name, 0), len(directions))
        if item.kind == "direction" and item.citation not in speakers:
            directions.add(number)
    return None


def _letters(texts: Iterable[str]) -> int:
    return sum(character.isalnum() for text in texts for character in text)
