"""The pictures of a course that its templates show: `<img src="map.png" alt="…">`.

In: the tree of what templates made, and the course's folder. Out: findings at the tags, and
other addresses: the typesetter takes a picture from the course, the web page carries it in
itself, the EPUB as a file of its own. All three by the rules of `booklet.resources`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from booklet.markup.allowed_html import Finding, images
from booklet.markup.tree import Document, Element
from booklet.media import PICTURES, RefusedError
from booklet.resources import MOST_BYTES, Resource, Resources, refusal

_WORDS = (
    "Say in its `alt` what it shows, for those who hear the booklet; "
    'write `alt=""` for one that only adorns.'
)


SMALL = 1_000
"""Bytes of a picture that a page may hold as often as it shows it."""


def _size(picture: Resource) -> tuple[int, int] | None:
    """Width and height in px; None of a drawing, which has what size it is given."""
    try:
        with Image.open(BytesIO(picture.data)) as opened:
            return opened.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


class Illustrations:
    """Each picture of a course is read once, however often it is shown."""

    def __init__(self, course: Path | None) -> None:
        self._resources = Resources(course)
        self._known: dict[str, Resource | RefusedError] = {}
        self._shown: Counter[str] = Counter()

    def findings(self, document: Document) -> Iterator[Finding]:
        """The pictures that cannot be shown, and those that say nothing to who cannot see."""
        size = 0
        for image in images(document):
            offset, address = image.offset or 0, image.attributes["src"].strip()
            token = document.source[offset : document.source.find(">", offset)]
            if "alt" not in image.attributes:
                message = "the picture has no `alt`"
                yield Finding(offset, token, message, _WORDS, "undescribed")
            self._shown[address] += 1
            try:
                size += len(self._picture(address).data)
                if size > MOST_BYTES:
                    raise RefusedError("all pictures together are too large")
            except RefusedError as why:
                told = refusal(address, why, None)
                yield Finding(offset, token, told.message, told.hint, "resource")

    def has(self, address: str) -> bool:
        """Whether the course has a picture of that name that can be shown."""
        try:
            self._picture(address.strip())
        except RefusedError:
            return False
        return True

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
        """The element; a picture with all of itself as its address, save one that is shown more
        than once: it is the ground of an empty picture of its size, by a rule of `repeated`."""
        if element.name != "img":
            return element
        own = element.attributes["src"].strip()
        numbered = self._repeated()
        if own not in numbered:
            return self.readdressed(element, lambda _, picture: picture.address)
        number, width, height = numbered[own]
        empty = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/>"
        made = {**element.attributes, "src": f"data:image/svg+xml,{quote(empty)}"}
        return replace(element, attributes={**made, "data-picture": str(number)})

    def repeated(self) -> str:
        """Rules with the pictures that a page shows more than once, each held once."""
        return "".join(
            f'img[data-picture="{number}"]{{background:url({self._picture(address).address}) '
            "center/100% 100% no-repeat content-box;print-color-adjust:exact}\n"
            for address, (number, _, _) in self._repeated().items()
        )

    def _repeated(self) -> dict[str, tuple[int, int, int]]:
        """Number, width and height (px) of each such picture, by its address."""
        found: dict[str, tuple[int, int, int]] = {}
        for address, times in self._shown.items():
            picture = self._known[address]
            if times > 1 and isinstance(picture, Resource) and len(picture.data) > SMALL:
                size = _size(picture)
                if size:
                    found[address] = (len(found) + 1, *size)
        return found

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
