"""The pieces of a course's own: `pieces/NAME.md`, or a template of a name that is not shipped.

Takes the course's folder; gives an `OwnPiece` for each, printed or not: `front` and `back` of
`booklet.yaml` name those that are. The title is the first heading of the text, else the name as
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from booklet.files import inside, real
from booklet.markup.markdown import titled
from booklet.model import OwnPiece, Settings, Span
from booklet.plugins import pieces
from booklet.problems import Problem, Result, error, warning
from booklet.read.text.characters import check_words
from booklet.read.text.files import read_text
from booklet.shipped import shipped_folder

FOLDER = "pieces"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ENDING = ".md"


def own_pieces(course: Path, shown: str) -> Result[tuple[OwnPiece, ...]]:
    """The pieces of the course in that folder, which messages call `shown`.

    Problems: those of `read_text`; `piece-name` for a name that none can have, `outside-course`.
    """
    found: dict[str, OwnPiece] = {}
    problems: list[Problem] = []
    for name, path in _files(course, "templates", ".html"):
        if not (shipped_folder("templates") / path.name).exists() and _NAME.fullmatch(name):
            found[name] = OwnPiece(name, _words(name), "", Span(_shown(shown, "templates", path)))
    for name, path in _files(course, FOLDER, _ENDING):
        span = Span(_shown(shown, FOLDER, path))
        if not _NAME.fullmatch(name) or name in pieces():
            problems.append(_misnamed(name, span))
            continue
        if inside(course, f"{FOLDER}/{path.name}") is None:
            problems.append(
                error(
                    "outside-course",
                    f"{span.file} is a link to something outside of the course folder",
                    None,
                    "Copy the file into the course folder.",
                )
            )
            continue
        text = read_text(path, span.file)
        problems += text.problems
        if text.value is not None:
            problems += check_words(text.value, partial(_at, span))
            title, body = titled(text.value)
            found[name] = OwnPiece(name, title or _words(name), body, span)
    return Result(tuple(found.values()), tuple(problems))


def not_printed(own: Sequence[OwnPiece], settings: Settings) -> Iterator[Problem]:
    """`piece-not-printed`, a warning for each text of `pieces/` that no edition prints."""
    for each in own:
        if each.text and each.name not in settings.named_pieces:
            yield warning(
                "piece-not-printed",
                f"the piece `{each.name}` is in no list of pieces",
                each.span,
                f"Name it in booklet.yaml where it is to stand: `back: [{each.name}, …]`.",
            )


def _at(span: Span, _: int) -> Span:
    return span


def _files(course: Path, name: str, ending: str) -> Iterator[tuple[str, Path]]:
    """The files of a folder of the course; of one that is a link out of it none."""
    try:
        folder = real(course / name)
        paths = sorted(folder.iterdir()) if folder.is_relative_to(real(course)) else []
        paths = [course / name / path.name for path in paths]
    except (OSError, ValueError):
        return
    for path in paths:
        if path.suffix == ending and not path.name.startswith(".") and path.is_file():
            yield path.stem, path


def _shown(course: str, folder: str, path: Path) -> str:
    return str(PurePosixPath(course, folder, path.name))


def _words(name: str) -> str:
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _misnamed(name: str, span: Span) -> Problem:
    if name in pieces():
        message = f"`{name}` is the name of a piece that every course has"
        hint = f"Give the file another name; `templates/{name}.html` changes the shipped piece."
    else:
        message = f"`{name}` is not a name for a piece"
        hint = "Small letters, digits and hyphens, such as how-we-meet.md."
    return error("piece-name", message, span, hint)
