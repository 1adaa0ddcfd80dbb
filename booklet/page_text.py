"""The text of a published page, and where the words of the script stand in it.

In: the HTML of a page and the `Script` that it shows. Out: a `PageText`. Its text is that of the
page's body, all of it, in the order of the page, as tools for annotations count it (W3C
TextPositionSelector: https://www.w3.org/TR/annotation-model/#text-position-selector); the words
are found by their letters, as typesetting changes quotation marks, dashes and spaces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from booklet.citation import number
from booklet.markup.tree import Element, parse
from booklet.model import Line, Script, Target

_BESIDE = frozenset({"who", "ext", "notes", "notes-below"})
"""Classes of what stands in a speech and is not spoken."""

_FAR = 5_000
"""So many letters ahead a line is looked for where no speech with an id follows."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The body's text, and its spoken letters in order: where each stands in the page
    (`offsets`), and which of the script's it is (`places`: scene, speech, offset in it)."""

    text: str
    offsets: tuple[int, ...]
    places: tuple[tuple[int, int, int], ...]

    def range_of(self, target: Target) -> tuple[int, int] | None:
        """Start and end in the text of the words of a target; None where the page has them not
        all."""
        first = bisect_left(self.places, (target.scene, target.speech, target.start))
        last = bisect_left(self.places, (target.scene, target.end_speech, target.end))
        if first == last or last - first != len(_letters(target.text)):
            return None
        return self.offsets[first], self.offsets[last - 1] + 1


def page_text(html: str, script: Script) -> PageText:
    """The text of the page, with the words of the script in it."""
    texts: list[str] = []
    spoken: list[tuple[str, int]] = []
    anchors: dict[str, int] = {}
    length = 0
    body = next((one for one in parse(html).root.walk() if one.name == "body"), None)
    for part, beside in _parts(body) if body is not None else ():
        if isinstance(part, Element):
            anchors.setdefault(part.attributes.get("id", ""), len(spoken))
            continue
        if not beside:
            spoken += [(sign, length + at) for at, sign in enumerate(part) if sign.isalnum()]
        texts.append(part)
        length += len(part)
    offsets, places = _found("".join(sign for sign, _ in spoken), anchors, script)
    return PageText("".join(texts), tuple(spoken[at][1] for at in offsets), tuple(places))


def _parts(body: Element) -> Iterator[tuple[Element | str, bool]]:
    """Elements and texts in their order, and whether they stand beside what is spoken."""
    waiting: list[tuple[Element | str, bool]] = [(body, False)]
    while waiting:
        node, beside = waiting.pop()
        if isinstance(node, Element):
            attributes = node.attributes
            beside = beside or attributes.get("role") == "note"
            beside = beside or not _BESIDE.isdisjoint(attributes.get("class", "").split())
            waiting += [(child, beside) for child in reversed(node.children)]
        yield node, beside


def _found(
    letters: str, anchors: dict[str, int], script: Script
) -> tuple[list[int], list[tuple[int, int, int]]]:
    """For each letter of the script that the page has: which of the page's letters it is, and
    its place."""
    offsets: list[int] = []
    places: list[tuple[int, int, int]] = []
    speeches = [
        (scene, speech, names.speeches[speech], said)
        for scene, names in enumerate(number(script))
        for speech, said in enumerate(script.scenes[scene].speeches())
    ]
    starts = [anchors.get(cited) for _, _, cited, _ in speeches]
    at = 0
    for index, (scene, speech, _, said) in enumerate(speeches):
        at = max(at, starts[index] or 0)
        following = starts[index + 1] if index + 1 < len(starts) else None
        offset = 0
        for line in said.lines:
            for start, end in _between_directions(line):
                wanted = [
                    place for place in range(offset + start, offset + end)
                    if line.text[place - offset].isalnum()
                ]  # fmt: skip
                words = _letters(line.text[start:end])
                limit = at + len(words) + _FAR if following is None else max(following, at)
                found = letters.find(words, at, limit) if words else -1
                if found >= 0:
                    at = found + len(words)
                    offsets += range(found, at)
                    places += [(scene, speech, place) for place in wanted]
            offset += len(line.text) + 1
    return offsets, places


def _between_directions(line: Line) -> Iterator[tuple[int, int]]:
    cuts = [0, *(direction.offset for direction in line.directions), len(line.text)]
    return pairwise(cuts)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
