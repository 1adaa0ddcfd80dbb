"""Where templates and styles lie: the course's own folder before what is shipped.

In: the course's folder and a name. Out: paths; the course's own files are used only where
they really lie inside its folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from booklet.files import inside
from booklet.model import Span
from booklet.plugins import files
from booklet.shipped import shipped_folder

MOST_BYTES = 2_000_000
"""A template or style sheet larger than this is a mistake."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The two folders called `kind` ("templates" or "styles").

    `course` is None where there is no course. `shown` is what messages call the course's
    folder.
    """

    kind: str
    course: Path | None
    shown: str = ""

    def own(self, name: str) -> Path | None:
        """The course's own file of that name, or None."""
        return inside(self.course / self.kind, name) if self.course else None

    def shipped(self, name: str) -> Path | None:
        """The shipped file of that name, or that of a plug-in, or None."""
        return inside(shipped_folder(self.kind), name) or files(self.kind).get(name)

    def find(self, name: str) -> Path | None:
        """The file that counts: the course's own, else the shipped one."""
        return self.own(name) or self.shipped(name)

    def names(self, *, ending: str) -> list[str]:
        """The names of all files in both folders, as `find` takes them."""
        found = {name for name in files(self.kind) if name.endswith(ending)}
        for folder in self._roots():
            for path in folder.rglob(f"*{ending}"):
                name = path.relative_to(folder).as_posix()
                if self.find(name):
                    found.add(name)
        return sorted(found)

    def own_names(self, endings: tuple[str, ...]) -> list[str]:
        """The names of the course's own files that end so."""
        return sorted(_names(self.course / self.kind, endings)) if self.course else []

    def shipped_names(self, endings: tuple[str, ...]) -> set[str]:
        """The names of the shipped files that end so."""
        added = (name for name in files(self.kind) if name.endswith(endings))
        return {*_names(shipped_folder(self.kind), endings), *added}

    def own_span(self, name: str, line: int, column: int = 1) -> Span:
        """Where a message says that the course's own file of that name is."""
        return Span(str(PurePosixPath(self.shown, self.kind, name)), line, column)

    def span(self, path: Path, line: int = 1, column: int = 1) -> Span:
        """Where a message says that `path` is."""
        if self.course:
            root = self.course / self.kind
            if path.is_relative_to(root):
                inside = PurePosixPath(self.shown, self.kind, path.relative_to(root).as_posix())
                return Span(str(inside), line, column)
        root = shipped_folder(self.kind)
        if path.is_relative_to(root):
            return Span(f"{self.kind}/{path.relative_to(root).as_posix()} (shipped)", line, column)
        name = next((name for name, added in files(self.kind).items() if added == path), "")
        return Span(f"{self.kind}/{name} (plug-in)" if name else path.as_posix(), line, column)

    def _roots(self) -> list[Path]:
        roots = [shipped_folder(self.kind)]
        return [self.course / self.kind, *roots] if self.course else roots


def _names(folder: Path, endings: tuple[str, ...]) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.name.lower().endswith(endings) and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix()
