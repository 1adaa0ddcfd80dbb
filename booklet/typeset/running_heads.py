"""What a page holds, for its head and foot: from which citation to which, and whose notes.

In: laid-out pages, whose paragraphs carry their citations. Out: "4.10–5.3" beside the page
number, so that who is told a citation finds its page; and below the text the names of the
sources whose notes stand on the spread, each once, so that the notes have their signs alone.
Nothing is laid out for it in the document itself: only the finished pages know what they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from booklet.typeset.engine import Cited, LaidOutPage, Marginal
from booklet.typeset.marginalia import is_recto

GAP = 14.0  # px between the page number and the range
FOOT_GAP, LEAST_FOOT_GAP = 11.0, 4.0  # px between the text and the names, and below them


def ranges(pages: Sequence[LaidOutPage]) -> list[str]:
    """For each page what can be cited on it, "" for one without a citation."""
    found: list[str] = []
    before: Cited | None = None
    for page in pages:
        cited = page.cited()
        if cited is None:
            found.append("")
            continue
        first, last = cited
        goes_on = before is not None and before.paragraph is first.paragraph
        found.append(
            citation_range(before.citation if before and goes_on else first.citation, last.citation)
        )
        before = last
    return found


def citation_range(first: str, last: str) -> str:
    """Two citations as a range; what stands before the last number is said once if it can be.

    >>> citation_range("1.2.129", "1.2.171"), citation_range("4.10", "5.3")
    ('1.2.129–171', '4.10–5.3')
    """
    if first == last:
        return first
    scene, _, number = last.rpartition(".")
    return f"{first}–{number if first.rpartition('.')[0] == scene else last}"


def set_ranges(
    pages: Sequence[LaidOutPage],
    lay_out: Callable[[Sequence[str]], Sequence[Marginal]],
    two_sided: bool,
) -> None:
    """Hang its range into the head of every page; `lay_out` makes a box of each text."""
    texts = ranges(pages)
    boxes = lay_out([text for text in texts if text])
    having = [index for index, text in enumerate(texts) if text]
    for index, box in zip(having, boxes, strict=False):  # none where the styles hide them
        pages[index].hang_beside_folio(box, is_recto(index, two_sided), GAP)


def names(sources: Sequence[Sequence[str]], two_sided: bool) -> list[list[str]]:
    """For each page the sources to name there: those of its notes that the page facing it, on
    its left, does not name."""
    told: list[list[str]] = []
    for index, own in enumerate(sources):
        seen = told[index - 1] if two_sided and index and is_recto(index) else []
        told.append([source for source in dict.fromkeys(own) if source not in seen])
    return told


def set_names(
    pages: Sequence[LaidOutPage],
    sources: Sequence[Sequence[str]],
    lay_out: Callable[[Sequence[Sequence[str]]], Sequence[Marginal]],
    two_sided: bool,
) -> list[int]:
    """Hang the names into the pages' feet; `sources` are those of the notes of each page.

    The pages (1-based) whose foot has no room for them.
    """
    told = names(sources, two_sided)
    boxes = lay_out([own for own in told if own])
    having = [index for index, own in enumerate(told) if own]
    return [
        index + 1
        for index, box in zip(having, boxes, strict=False)  # none where the styles hide them
        if not pages[index].hang_in_foot(box, FOOT_GAP, LEAST_FOOT_GAP)
    ]
