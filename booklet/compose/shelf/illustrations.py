"""The pictures of a course that its templates show: `<img src="map.png" alt="…">`.

In: the tree of what templates made, and the course's folder. Out: findings at the tags, and
other addresses: the typesetter takes a picture from the course, the web page carries it in
itself, the EPUB as a file of its own. All three by the rules of `booklet.resources`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from booklet.markup.allowed_html import Finding, images
from booklet.markup.tree import Document, Element
from booklet.media import PICTURES, RefusedError
from booklet.resources import MOST_BYTES, Resource, Resources, refusal

_WORDS = (
    "Say in its `alt` what it shows, for those who hear the booklet; "
    'write `alt=""` for one that only adorns.'
)


class Illustrations:
    """Each picture of a course is read once, however often it is shown."""

    def __init__(self, course: Path | None) -> None:
        self._resources = Resources(course)
        self._known: dict[str, Resource | RefusedError] = {}

    def findings(self, document: Document) -> Iterator[Finding]:
        """The pictures that cannot be shown, and those that say nothing to who cannot see."""
        size = 0
        for image in images(document):
            offset, address = image.offset or 0, image.attributes["src"].strip()
            token = document.source[offset : document.source.find(">", offset)]
            if "alt" not in image.attributes:
                message = "the picture has no `alt`"
                yield Finding(offset, token, message, _WORDS, "undescribed")
            try:
                size += len(self._picture(address).data)
                if size > MOST_BYTES:
                    raise RefusedError("all pictures together are too large")
            except RefusedError as why:
                told = refusal(address, why, None)
                yield Finding(offset, token, told.message, told.hint, "resource")

    def readdressed(self, element: Element, address: Callable[[str, Resource], str]) -> Element:
        """The element; a picture with the address that is made of its own and of what it is.

        Raises RefusedError for one that was a finding.
        """
        if element.name != "img":
            return element
        own = element.attributes["src"].strip()
        made = address(own, self._picture(own))
        return replace(element, attributes={**element.attributes, "src": made})

    def embedded(self, element: Element) -> Element:
        """The element; a picture with all of itself as its address."""
        return self.readdressed(element, lambda _, picture: picture.address)

    def _picture(self, address: str) -> Resource:
        if address not in self._known:
            try:
                self._known[address] = self._resources.read(address, kinds=PICTURES)
            except RefusedError as why:
                self._known[address] = why
        found = self._known[address]
        if isinstance(found, RefusedError):
            raise found
        return found
