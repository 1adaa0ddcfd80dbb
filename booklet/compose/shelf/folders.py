"""Where templates and styles lie: the course's own, then its house style's, then what is shipped.

In: the course's folder and a name. Out: paths; the course's own files are used only where
they really lie inside its folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from booklet.files import inside, real
from booklet.model import Span
from booklet.plugins import files
from booklet.shipped import shipped_folder

HOUSE = "house"
"""The folder of a course's house style."""

COPIED = "copied/"
"""The folder, in a course's `templates/` or `styles/`, of the shipped files as they were when they
were copied, so that one can see what has changed in them since."""

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

    @property
    def house(self) -> Path | None:
        """The folder of the course's house style, where it has one (`booklet.read.house`)."""
        if self.course is None or not inside(self.course, f"{HOUSE}/{HOUSE}.yaml"):
            return None
        folder = self.course / HOUSE / self.kind
        return folder if real(folder).is_relative_to(real(self.course)) else None

    def of_course(self, name: str) -> Path | None:
        """The course's own file of that name, whatever its house style has."""
        return inside(self.course / self.kind, name) if self.course else None

    def of_house(self, name: str) -> Path | None:
        """The file of that name in the house style."""
        return inside(self.house, name) if self.house else None

    def own(self, name: str) -> Path | None:
        """The file of that name of the course or its house style, or None."""
        return self.of_course(name) or self.of_house(name)

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
                if not name.startswith(COPIED) and self.find(name):
                    found.add(name)
        return sorted(found)

    def own_names(self, endings: tuple[str, ...]) -> list[str]:
        """The names of the course's own files that end so."""
        roots = (self.course / self.kind, self.house) if self.course else ()
        return sorted({name for root in roots if root for name in _names(root, endings)})

    def shipped_names(self, endings: tuple[str, ...]) -> set[str]:
        """The names of the shipped files that end so."""
        added = (name for name in files(self.kind) if name.endswith(endings))
        return {*_names(shipped_folder(self.kind), endings), *added}

    def own_span(self, name: str, line: int, column: int = 1) -> Span:
        """Where a message says that the course's own file of that name is."""
        path = self.own(name) if self.house else None
        if path and path == self.of_house(name):
            return self.span(path, line, column)
        return Span(str(PurePosixPath(self.shown, self.kind, name)), line, column)

    def span(self, path: Path, line: int = 1, column: int = 1) -> Span:
        """Where a message says that `path` is."""
        for root in (self.course / self.kind, self.house) if self.course else ():
            if self.course and root and path.is_relative_to(root):
                inside = PurePosixPath(self.shown, path.relative_to(self.course).as_posix())
                return Span(str(inside), line, column)
        root = shipped_folder(self.kind)
        if path.is_relative_to(root):
            return Span(f"{self.kind}/{path.relative_to(root).as_posix()} (shipped)", line, column)
        name = next((name for name, added in files(self.kind).items() if added == path), "")
        return Span(f"{self.kind}/{name} (plug-in)" if name else path.as_posix(), line, column)

    def _roots(self) -> list[Path]:
        roots = [shipped_folder(self.kind)]
        if self.house:
            roots.insert(0, self.house)
        return [self.course / self.kind, *roots] if self.course else roots


def _names(folder: Path, endings: tuple[str, ...]) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        hidden = path.name.startswith(".") or name.startswith(COPIED)
        if path.name.lower().endswith(endings) and not hidden:
            yield name
