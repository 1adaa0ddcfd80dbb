"""The finished files hold nothing that acts, and nothing of where they were made.

In: the bytes of a PDF, an EPUB or a page, and the course's folder. Out: problems. All that
goes into a booklet was looked at before; this looks at what came out, whatever way it took.

A booklet has hundreds of thousands of PDF objects, so the bytes are searched first, which
takes hundredths of a second; where a word turns up, all of them are looked at one by one.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from booklet.problems import Problem, Result, error

ACTING = (
    *("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "Filespec", "GoToR"),
    *("GoToE", "SubmitForm", "ImportData", "ResetForm", "Rendition", "RichMedia", "AA"),
    *("OpenAction", "XFA", "Movie", "Sound", "FileAttachment"),
)
"""Names in a PDF of what runs, opens, sends or carries another file (ISO 32000-1, 12.6, 7.11)."""

_NAMES = re.compile(rb"/(?:%s)(?![A-Za-z0-9])" % "|".join(ACTING).encode())
_ADDRESS = re.compile(
    rb"/URI\s*(?!/|\d+ \d+ R)(\((?:[^()\\]|\\.)*+\)|<[0-9A-Fa-f\s]*>|.)", re.DOTALL
)
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_STREAM = re.compile(
    rb"<<(?:[^<>]|<<[^<>]*>>)*/(?:ObjStm|Metadata)\b(?:[^<>]|<<[^<>]*>>)*>>\s*stream\r?\n"
)


def harmless(files: Mapping[str, bytes | str | None], folder: Path) -> Result[bool]:
    """Whether the finished `files`, by what they are called, hold nothing they should not.

    `folder` is the course's. Problems: `output-acts` and `output-tells-path`, both errors.
    """
    problems: list[Problem] = []
    for name, content in files.items():
        if content is None:
            continue
        data = content.encode() if isinstance(content, str) else content
        if data.startswith(b"%PDF"):
            problems += (_acts(name, each) for each in dict.fromkeys(_acting(data)))
        if any(_tells(part, folder) for part in _parts(data)):
            problems.append(
                error(
                    "output-tells-path",
                    f"the {name} would tell the path of the course folder, {folder.name}",
                    None,
                    "Look for the path in the course's templates and styles, and take it out.",
                )
            )
    return Result(not problems, tuple(problems))


def _acts(name: str, what: str) -> Problem:
    return error(
        "output-acts",
        f"the {name} would hold {what}, which a booklet may not",
        None,
        "It comes from the course's own templates or styles: take it out there.",
    )


def _parts(data: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed in them and says things about the file."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield from (archive.read(entry) for entry in archive.infolist())
    elif data.startswith(b"%PDF"):
        yield from _unpacked(data)


def _unpacked(pdf: bytes) -> Iterator[bytes]:
    """What is in a PDF's packed objects and in its metadata. Raises zlib.error."""
    for match in _STREAM.finditer(pdf):
        if b"/FlateDecode" in match[0]:
            yield zlib.decompressobj().decompress(pdf[match.end() :])


def _tells(data: bytes, folder: Path) -> bool:
    path = str(folder.resolve())
    if len(Path(path).parts) < 3:  # no more than the name of a folder
        return False
    spelled = (path.encode(), path.encode("utf-16-be"), path.encode("utf-16-be").hex().encode())
    return any(each in data or each.upper() in data for each in spelled)


def _acting(data: bytes) -> Iterator[str]:
    with suppress(zlib.error):
        parts = (data, *_unpacked(data))
        addresses = (_text(match[1]) for part in parts for match in _ADDRESS.finditer(part))
        if not any(map(_NAMES.search, parts)) and all(map(_WEB.match, addresses)):
            return
    with pikepdf.open(BytesIO(data)) as pdf:
        yield from _found(pdf.trailer)
        for thing in pdf.objects:
            yield from _found(thing)


def _text(written: bytes) -> str:
    if written[:1] == b"<":
        digits = re.sub(rb"\s", b"", written[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("latin-1")
    return written.strip(b"()").decode("latin-1")


def _found(thing: Any) -> Iterator[str]:
    """What acts in an object that stands by itself, and in all that is written inside it."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += [one for one in each if not _elsewhere(one)]
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for key, value in each.items():
            if key.lstrip("/") in ACTING:
                yield f"`{key}`"
            elif key in ("/S", "/Type", "/Subtype") and str(value).lstrip("/") in ACTING:
                yield f"`{value}`"
            elif key == "/URI" and isinstance(value, pikepdf.String):
                if not _WEB.match(str(value)):
                    yield f"a link to `{str(value)[:60]}`"
            elif not _elsewhere(value):
                waiting.append(value)


def _elsewhere(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
