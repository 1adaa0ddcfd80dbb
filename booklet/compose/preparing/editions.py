"""What sets an edition apart on its pages.

In: an `Edition`. Out: the classes of its body, by which the style sheets know it, and
the lines to write on after a question.
"""

from __future__ import annotations

from booklet.model import Edition

LARGE = 16.0
"""From this size on, in pt, small type is set larger too."""

RULE_SPACING = 8.0
"""Between two lines to write on, in mm."""

PART_OF_PAGE = 0.22
MOST_OF_PAGE = 0.6
"""How much of the page's height the lines of one question take, and at most may take, so
that the question stands above them on the same page."""


def body_classes(edition: Edition) -> str:
    """`prose` or `verse`, and what the edition does otherwise than the reader's."""
    choice = edition.choice
    return " ".join(
        name
        for name, holds in (
            ("verse", edition.has_verse),
            ("prose", not edition.has_verse),
            ("large", large_print(edition)),
            ("upright", not choice.italics),
            ("below", choice.notes.at == "below"),
            ("foot", choice.notes.at == "foot"),
            ("screenplay", choice.setting == "screenplay"),
            ("names-in-margin", choice.names == "margin"),
            ("part", choice.part),
            ("one-sided", edition.settings.sides == "one"),
            (f"edition-{choice.name}", choice.span is not None),
        )
        if holds
    )


def large_print(edition: Edition) -> bool:
    """Whether the edition is for readers with low vision."""
    return edition.choice.type_size >= LARGE


def lines_to_write(edition: Edition) -> int:
    """How many ruled lines a question has after it; never more than fit below it."""
    wanted = edition.choice.lines
    height = edition.settings.paper.height / RULE_SPACING
    if wanted is None:
        wanted = round(height * PART_OF_PAGE)
    return min(wanted, int(height * MOST_OF_PAGE))
