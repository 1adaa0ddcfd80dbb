"""What the typesetter may read: what `booklet.resources` gives it, and nothing else.

In: an address that a style sheet or a page asks for. Out: the bytes, or a refusal that is
kept as a Problem. What a course's sheets and templates name was looked at when they were
composed; this is the fence behind that, on the only way by which WeasyPrint gets a file.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

from booklet.files import RefusedFileError, read_file
from booklet.media import FONTS, LARGEST_FILE, RefusedError
from booklet.model import Span
from booklet.problems import Problem
from booklet.resources import VIRTUAL_HOST, Resources, refusal

_NO_SETTINGS = Span("booklet.yaml")

MOST_TOLD = 100
"""Refusals that are told."""


class CourseFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the files of the course in `folder`, or of none, and those that are shipped.

    Messages call the course's folder as its `settings` do. `problems` and `fonts` (the files
    of the fonts served) grow as files are asked for.
    """

    def __init__(self, folder: Path | None, settings: Span = _NO_SETTINGS) -> None:
        super().__init__(allowed_protocols=("https", "data"), allow_redirects=False)
        self._resources = Resources(folder)
        self._folder = folder
        self._shown = PurePosixPath(settings.file).parent
        self.problems: list[Problem] = []
        self.fonts: list[bytes] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        """The file behind `url`. Raises RefusedError, after noting a Problem."""
        try:
            resource = self._resources.read(url)
        except RefusedError as refused:
            problem = refusal(url, refused, self.asker(url.removeprefix(VIRTUAL_HOST)))
            if len(self.problems) < MOST_TOLD and problem not in self.problems:
                self.problems.append(problem)
            raise
        if resource.kind in FONTS:
            self.fonts.append(resource.data)
        return URLFetcherResponse(url, resource.data, {"Content-Type": resource.kind})

    def asker(self, name: str) -> Span | None:
        """The first place in the course's styles and templates that names the file."""
        # A backslash of the sheet has become %5C in the address.
        last = re.split("/|%5C", name)[-1][:80]
        for inside in self.own_files():
            assert self._folder is not None
            try:
                data = read_file(self._folder / inside, LARGEST_FILE, self._folder)
            except RefusedFileError:
                continue
            text = data.decode("utf-8", "replace")
            at = text.find(last) if last else -1
            if at >= 0:
                return Span(str(self._shown / inside), text.count("\n", 0, at) + 1)
        return None

    def own_files(self) -> list[PurePosixPath]:
        """The course's own style sheets and templates, named from its folder."""
        if self._folder is None:
            return []
        found = [
            *(self._folder / "styles").rglob("*.css"),
            *(self._folder / "templates").rglob("*.html"),
        ]
        return sorted(PurePosixPath(path.relative_to(self._folder).as_posix()) for path in found)
