"""The finished files hold nothing that acts, and nothing of where they were made.

In: the bytes of a PDF, an EPUB or a page, and the course's folder. Out: problems. All that
goes into a booklet was looked at before; this looks at what came out, whatever way it took:
the page and the files of the EPUB are parsed once more, as whoever opens them will.

A booklet has hundreds of thousands of PDF objects, so the bytes are searched first, which
takes hundredths of a second; where a word turns up, all of them are looked at one by one.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import pikepdf

from booklet.files import real
from booklet.markup.allowed_css import loading
from booklet.markup.allowed_html import POLICY, findings
from booklet.markup.allowed_xml import not_well_formed, refused
from booklet.markup.tree import Element, parse
from booklet.media import RefusedError, check
from booklet.problems import Problem, Result, error

ACTING = (
    *("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "Filespec", "GoToR"),
    *("GoToE", "SubmitForm", "ImportData", "ResetForm", "Rendition", "RichMedia", "AA"),
    *("OpenAction", "XFA", "Movie", "Sound", "FileAttachment"),
)
"""Names in a PDF of what runs, opens, sends or carries another file (ISO 32000-1, 12.6, 7.11)."""

_HOMES = ("home", "Users")
"""Where Linux, macOS and Windows have the folders of their users."""

_NAMES = re.compile(rb"/(?:%s)(?![A-Za-z0-9])" % "|".join(ACTING).encode())
_ADDRESS = re.compile(
    rb"/URI\s*(?!/|\d+ \d+ R)(\((?>(?:[^()\\]++|\\.)*)\)|<[0-9A-Fa-f\s]*>|.)", re.DOTALL
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
    private = private_paths(real(folder))
    for name, content in files.items():
        if content is None:
            continue
        data = content.encode() if isinstance(content, str) else content
        if data.startswith(b"%PDF"):
            problems += (_acts(name, each) for each in dict.fromkeys(_acting(data)))
        else:
            problems += (_acts(name, each) for each in dict.fromkeys(_holding(data)))
        told = next((path for path in private if any(_tells(p, path) for p in _parts(data))), None)
        if told:
            problems.append(
                error(
                    "output-tells-path",
                    f"the {name} would tell a path of this machine, `{told}`",
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


def _holding(data: bytes) -> Iterator[str]:
    """What a page or an EPUB holds that it may not."""
    if not data.startswith(b"PK"):
        yield from _of_page(data.decode())
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith((".xhtml", "cover.svg", ".opf")):
                text = archive.read(entry).decode()
                broken = not_well_formed(text)
                told = [broken] if broken else refused(text)
                yield from (f"{message} ({entry.filename}:{line})" for line, message in told)
            elif entry.filename.endswith(".svg"):
                try:
                    check(archive.read(entry), "image/svg+xml")
                except RefusedError as reason:
                    yield f"a drawing that may not be there: {reason} ({entry.filename})"
            elif entry.filename.endswith(".css"):
                files = {PurePosixPath(name).name for name in archive.namelist()}
                faults = loading(archive.read(entry).decode(), whole=True, files=files)
                yield from (fault.message for fault in faults)


def _of_page(html: str) -> Iterator[str]:
    document = parse(html)
    yield from (each.message for each in findings(document, "finished"))
    head = next((each for each in document.root.walk() if each.name == "head"), document.root)
    first = [each.attributes for each in head.children if isinstance(each, Element)][:2]
    if first != [
        {"charset": "utf-8"},
        {"http-equiv": "Content-Security-Policy", "content": POLICY},
    ]:
        yield "no rule at its head that nothing may be loaded"


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


def private_paths(folder: Path, owner: str | None = None) -> list[str]:
    """How the course's folder, and the home folder of whoever builds it, may be written.

    `owner` is the name of their account; None asks the system. A name by itself is a word like
    others, so it is looked for in paths alone. Folders at the top, such as `/root`, are too.
    """
    names = {_account() if owner is None else owner}
    parts = folder.parts
    if len(parts) > 2 and parts[1] in _HOMES:
        names.add(parts[2])
    made = [str(folder)] if len(parts) > 2 else []
    for name in sorted(names - {""}):
        made += (f"/home/{name}/", f"/Users/{name}/", f"\\Users\\{name}\\")
    in_addresses = (quote(path, safe="/\\", errors="surrogateescape") for path in made)
    return list(dict.fromkeys((*made, *in_addresses)))


def _account() -> str:
    try:
        import pwd  # only Unix has it
    except ImportError:
        return ""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # in a container the account may have no name
        return ""


def _tells(data: bytes, path: str) -> bool:
    # The name of a folder may be no UTF-8: its bytes are looked for.
    wide = path.encode("utf-16-be", "surrogatepass")
    spelled = (
        path.encode(errors="surrogateescape"),
        wide,
        wide.hex().encode(),
        wide.hex().upper().encode(),
    )
    # In a string of a PDF, as in one of JSON, a `\\` stands twice.
    return any(each in data or each.replace(b"\\", b"\\\\") in data for each in spelled)


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
