"""The pictures of a course that its templates show: `<img src="map.png" alt="…">`.

In: HTML that templates made, and the course's folder. Out: findings at the tags, and the HTML
with other addresses: the typesetter takes a picture from the course, the web page carries it
in itself, the EPUB as a file of its own. All three by the rules of `booklet.resources`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from booklet.markup.allowed_html import Finding, images
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

    def findings(self, html: str) -> Iterator[Finding]:
        """The pictures that cannot be shown, and those that say nothing to who cannot see."""
        size = 0
        for image in images(html):
            if not image.described:
                message = "the picture has no `alt`"
                yield Finding(image.offset, image.token, message, _WORDS, "undescribed")
            try:
                size += len(self._picture(image.address).data)
                if size > MOST_BYTES:
                    raise RefusedError("all pictures together are too large")
            except RefusedError as why:
                told = refusal(image.address, why, None)
                yield Finding(image.offset, image.token, told.message, told.hint, "resource")

    def readdressed(self, html: str, address: Callable[[str, Resource], str]) -> str:
        """The HTML with each picture at the address that is made of its own and of what it is.

        Raises RefusedError for one that was a finding.
        """
        pieces: list[str] = []
        end = 0
        for image in images(html):
            made = address(image.address, self._picture(image.address))
            pieces += (html[end : image.start], f'"{made}"')
            end = image.end
        return "".join((*pieces, html[end:])) if pieces else html

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
