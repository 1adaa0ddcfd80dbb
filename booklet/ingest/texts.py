"""Which cores of a page belong to one text, and where the next text begins.

Takes blocks, labels and cores; gives `Text`s. Two cores belong to different texts when
what stands between them has the marks of a page's end or beginning (a byline, a date,
controls, "more stories", many headlines) *and* a headline that the paragraphs after it
bear out. Otherwise what stands between is an inset.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from booklet.counting import count_words
from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import Label
from booklet.ingest.titles import TITLE_WORDS, find_title, heads_of_items, mentions

FARTHEST_TITLE = 200
"""Blocks before a text in which its title is looked for."""

HEAD_AGAIN = 2
"""So many lines from above the first text, come again, are the head of another page."""

NEAR_TITLE = 3
"""Blocks below a title within which it is said who wrote it, or when."""

_OF_TEXT: frozenset[Label] = frozenset({"prose", "sentence", "speech", "quotation", "remark"})

BREAK_AT = 2
"""Marks of a page's end or beginning needed between two texts."""


@dataclass(slots=True)
class Text:
    """A text while it is being found: block positions, all 0-based, `stop` exclusive."""

    kind: Literal["analysis", "quotations"]
    start: int
    stop: int
    title: int | None = None
    furniture: tuple[int, int] = (0, 0)
    dropped: dict[int, str] = field(default_factory=dict)


def find_texts(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    cores: Sequence[tuple[str, int, int]],
    names: set[str],
) -> list[Text]:
    texts: list[Text] = []
    items = heads_of_items(blocks)
    first_core = cores[0][1] if cores else 0
    head = {blocks[at].text for at in range(first_core) if labels[at] not in _OF_TEXT}
    for index, (kind, start, stop) in enumerate(cores):
        body = [at for _, first, end in cores[index : index + 8] for at in range(first, end)]
        before = max(texts[-1].stop if texts else 0, start - FARTHEST_TITLE)
        gap = range(before, start)
        title = find_title(blocks, labels, gap, body[:12], names, items)
        new = (
            not texts
            or texts[-1].kind != kind
            or _marks_of_a_break(blocks, labels, gap, title, names) >= BREAK_AT
            or sum(blocks[at].text in head for at in gap) >= HEAD_AGAIN
        )
        if kind == "analysis" and new and texts and not _stands_alone(cores, index, labels, blocks):
            continue
        if not new:
            texts[-1].stop = stop
            continue
        text = Text("quotations" if kind == "quotations" else "analysis", start, stop)
        text.title = title
        text.furniture = (before, start)
        remarked = any(blocks[at].remark for at in range(start, stop))
        if remarked and texts and title is None and start - before <= NEAR_TITLE:
            text.title = texts[-1].title
        if texts and title is None and start - before <= 3 and texts[-1].kind != kind:
            text.title = texts[-1].title
        texts.append(text)
    return texts


def _stands_alone(
    cores: Sequence[tuple[str, int, int]],
    index: int,
    labels: Sequence[Label],
    blocks: Sequence[PageBlock],
) -> bool:
    """Whether a core that would open a new text has more of it nearby.

    One paragraph alone between menus is a teaser, however long.
    """
    _, start, stop = cores[index]
    near = [core for core in cores[index + 1 : index + 3] if core[1] - stop <= 8]
    size = count_words(blocks[start].text)
    return bool(near) or (size >= 3 * 40 and labels[start] == "prose")


def _marks_of_a_break(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    gap: range,
    title: int | None,
    names: set[str],
) -> int:
    """How many marks of a page's end or beginning stand in a gap; 0 without a title."""
    if title is None:
        return 0
    signed = [at for at in range(title + 1, gap.stop) if labels[at] in ("byline", "date")]
    if signed and signed[0] - title <= NEAR_TITLE and labels[title] == "headline":
        return BREAK_AT
    found = [labels[at] for at in gap]
    text = blocks[title].text
    marks = 2 * any(name in ("byline", "date") for name in found)
    marks += 2 * ("after" in found[: title - gap.start])
    marks += sum(name not in ("prose", "sentence", "quotation") for name in found) >= 6
    marks += any(name in ("control", "repeated") for name in found)
    marks += any(name in ("control", "repeated", "byline") for name in found[title - gap.start :])
    marks += mentions(text, names) and bool(TITLE_WORDS.search(text))
    marks += 2 * (blocks[title].level == 1)
    if lexicon.CONTROL.match(text):
        return 0
    if title == gap.stop - 1 and found.count("control") == len(found) - 1 <= 1:
        return 0  # an advertisement's label before a heading
    return marks
