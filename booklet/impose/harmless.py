"""What must not come with somebody else's pages: scripts, actions, files, other documents.

In: a PDF of sheets. Out: the same without them. Pages bring along whatever hangs on their
resources, and a sheet of paper needs none of it: actions (ISO 32000-2, 12.6), file
specifications and embedded files (7.11), contents that lie outside of the file (7.3.8.2),
reference XObjects (8.10.4), profiles at an address (14.11.5), and private data (14.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf

from booklet.impose.pages import broken

ACTIONS = frozenset(
    f"/{name}"
    for name in (
        *("GoToR", "GoToE", "GoToDp", "Launch", "Thread", "URI", "Sound", "Movie", "Hide"),
        *("Named", "SubmitForm", "ResetForm", "ImportData", "JavaScript", "SetOCGState"),
        *("Rendition", "Trans", "GoTo3DView", "RichMediaExecute"),
    )
)
"""The types of actions (ISO 32000-2, table 201)."""

_OF_STREAMS = ("/F", "/FFilter", "/FDecodeParms", "/Ref", "/AF", "/AA", "/OPI")
"""Entries of a stream's dictionary that lead out of the file or do something."""

_FILES = ("/Filespec", "/EmbeddedFile", "/Action")
_ANYWHERE = ("/PieceInfo", "/Metadata", "/DestOutputProfileRef")
_PLATFORMS = frozenset({"/F", "/UF", "/DOS", "/Mac", "/Unix"})
_DEEPEST = 500  # qpdf reads nothing that is nested deeper

_SUSPECT = re.compile(
    b"(%s)(?![A-Za-z0-9])"
    % b"|".join(
        re.escape(name.encode())
        for name in (*sorted(ACTIONS), *_OF_STREAMS, *_ANYWHERE, *_FILES, "/JS", "/EF")
    )
)


def disarm(pdf: pikepdf.Pdf) -> None:
    """Take out of all objects of the PDF what does something or leads out of it.

    An entry goes where its value is an action or a file, whatever it is called: names in
    resource dictionaries are free, and a font may be called `A`.

    Raises `UnusablePdfError` where that cannot be known, as names are no text.
    """
    try:
        _disarm_all(pdf)
    except UnicodeDecodeError:
        raise broken("names in it are no text (UTF-8)") from None


def _disarm_all(pdf: pikepdf.Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            # Its dictionary as text: to look through that is ten times as fast.
            if _SUSPECT.search(found.stream_dict.unparse(resolved=True)):
                for key in _OF_STREAMS:
                    if key in found:
                        del found[key]
                _disarm(found, 0)
        elif _SUSPECT.search(found.unparse(resolved=True)):
            _disarm(found, 0)


def _disarm(container: pikepdf.Object, depth: int) -> None:
    for key, value in list(_entries(container)):
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
            continue
        if _armed(value) or key in _ANYWHERE:
            if isinstance(key, int):
                container[key] = pikepdf.Dictionary()
            else:
                del container[key]
        elif not value.is_indirect and depth < _DEEPEST:
            _disarm(value, depth + 1)


def _entries(container: pikepdf.Object) -> Iterator[tuple[str | int, pikepdf.Object]]:
    if isinstance(container, pikepdf.Array):
        yield from enumerate(container.as_list())
    elif isinstance(container, pikepdf.Dictionary):
        yield from container.items()
    elif isinstance(container, pikepdf.Stream):
        yield from container.stream_dict.items()


def _armed(value: pikepdf.Object) -> bool:
    """Whether it is an action or a file."""
    if isinstance(value, pikepdf.Stream):
        return value.get("/Type") == "/EmbeddedFile"
    if not isinstance(value, pikepdf.Dictionary):
        return False
    files = value.get("/EF")
    return (
        _is_one_of(value.get("/S"), ACTIONS)
        or _is_one_of(value.get("/Type"), _FILES)
        or isinstance(value.get("/JS"), pikepdf.String | pikepdf.Stream)
        or (isinstance(files, pikepdf.Dictionary) and _PLATFORMS.issuperset(files.keys()))
    )


def _is_one_of(name: object, known: Iterable[str]) -> bool:
    # Compared as names: one that is no text cannot be made a string.
    return isinstance(name, pikepdf.Name) and any(name == one for one in known)
