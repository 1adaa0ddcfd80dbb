"""Character references of Markdown, such as `&#146;`: what they bring in that no text should hold.

Takes a text as it is written and as it is shown; gives the problems of characters that stand
nowhere in the file.
"""

from __future__ import annotations

from booklet.model import Span
from booklet.problems import Problem
from booklet.read.text.characters import check_characters, told_of_mended


def check_references(written: str, shown: str, controls: str, place: Span) -> tuple[Problem, ...]:
    """The problems of `told_of_mended` for the controls that references name, and those of
    `check_characters` for all else that they made; all are told at the text's `place`."""
    made = "".join(character for character in shown if character not in written)
    return (
        *told_of_mended(controls, lambda _: place),
        *check_characters(made, lambda _: place),
    )
