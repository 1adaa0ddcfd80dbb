"""The pages of the printed edition, marked in the text of another.

In: a scene's elements, ready to print, and where pages begin. Out: the same elements with a
`PagePiece` at each place.
"""

from __future__ import annotations

from collections.abc import Sequence

from booklet.compose.preparing.data import ElementData, PagePiece, Piece, SpeechData
from booklet.model import PageTurn


def page_piece(turn: PageTurn) -> PagePiece:
    """The mark of the page that begins there."""
    return PagePiece(kind="page", id=f"page-{turn.label}", label=turn.label)


def mark_page(elements: Sequence[ElementData], turn: PageTurn) -> bool:
    """Put the page's mark into the element in which it begins; whether there is such a one."""
    for position, element in enumerate(elements):
        speeches = [element["speech"]] if element["speech"] else element["sides"]
        for speech in speeches:
            if speech["citation"] == turn.citation:
                return _mark(elements, position, speech, turn)
    return False


def _mark(
    elements: Sequence[ElementData], position: int, speech: SpeechData, turn: PageTurn
) -> bool:
    first = position
    while position - first < turn.directions and first > 0:
        if elements[first - 1]["kind"] != "direction":
            break
        first -= 1
    if first < position:
        elements[first]["pieces"].insert(0, page_piece(turn))
        return True
    rows = [paragraph for paragraph in speech["paragraphs"] if "sd" not in paragraph["css"].split()]
    letters = turn.letters
    for row in rows:
        for at, piece in enumerate(row["pieces"]):
            if piece["kind"] != "text":
                continue
            own = _letters(piece["text"])
            if letters < own:
                row["pieces"][at : at + 1] = _split(piece, letters, turn)
                return True
            letters -= own
    if not rows:
        return False
    rows[-1]["pieces"].append(page_piece(turn))
    return True


def _split(piece: Piece, letters: int, turn: PageTurn) -> list[Piece]:
    """The text with the mark behind so many of its letters, at the head of a word."""
    assert piece["kind"] == "text"
    text = piece["text"]
    at = 0
    while letters > 0:
        letters -= text[at].isalnum()
        at += 1
    while at < len(text) and not text[at].isalnum() and at > 0:
        at += 1
    before, after = text[:at], text[at:]
    parts: list[Piece] = [{**piece, "text": before}] if before else []
    return [*parts, page_piece(turn), {**piece, "text": after}]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
