"""The files that styles and templates may name: nothing but the course's and the shipped ones.

In: an address, as a style sheet or a template has it. Out: a `Resource`, or a `RefusedError`
that says why not. An address is a path in the course, relative to its folder or, in a style
sheet, to `styles/`; or a `data:` address. Every other scheme is refused, and no network is
ever used. What comes from the course is looked at before anything decodes it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from booklet.files import RefusedFileError, odd_name, read_file, real, same_name
from booklet.media import ENDINGS, KINDS, LARGEST_FILE, RefusedError, check
from booklet.model import Span
from booklet.problems import Problem, error
from booklet.shipped import shipped_folder

VIRTUAL_HOST = "https://booklet.invalid/"
"""Stands for the course's folder wherever a whole address is wanted. RFC 2606 keeps it free."""

MOST_FILES = 500
"""Files of one booklet; a booklet with a picture on each page has 300."""

MOST_BYTES = 256 * 1024 * 1024
"""All of them together."""

_HOUSE = "house"
_SHIPPED = "styles/"
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True)
class Resource:
    """A picture or a font. `kind` is its media type, `path` its file if it has one."""

    data: bytes
    kind: str
    path: Path | None = None

    @property
    def address(self) -> str:
        """All of it as a `data:` address."""
        return f"data:{self.kind};base64,{base64.b64encode(self.data).decode('ascii')}"


class Resources:
    """Finds files in the course's folder, if there is one, in its house style, then among the
    shipped styles.

    One booklet's: how many files, and how many bytes, is counted over all of its calls.
    """

    def __init__(self, course: Path | None) -> None:
        self._course = real(course) if course and course.is_dir() else None
        self._files = 0
        self._bytes = 0

    def read(self, address: str, folder: str = "", kinds: Collection[str] = KINDS) -> Resource:
        """What is at an address that counts from `folder` ("styles/"). Raises RefusedError."""
        self._files += 1
        if self._files > MOST_FILES:
            raise RefusedError(f"more than {MOST_FILES} files are asked for")
        if address[:5].lower() == "data:":
            resource = _decoded(address)
        else:
            resource = self._find(_name(address, folder))
        if resource.kind not in kinds:
            raise RefusedError(f"{resource.kind} cannot stand here")
        self._bytes += len(resource.data)
        if self._bytes > MOST_BYTES:
            raise RefusedError(f"all files together have more than {MOST_BYTES // 2**20} MiB")
        return resource

    def _find(self, name: str) -> Resource:
        ending = PurePosixPath(name).suffix.lower()
        kind = ENDINGS.get(ending)
        if kind is None:
            raise RefusedError(f"files ending in “{ending}” are not used")
        if self._course:
            called = same_name(self._course, name)
            if called and called != name:
                raise RefusedError(f"the file is called “{called}”; capitals count")
            try:
                found = self._course / name
                if not found.exists():
                    found = self._course / _HOUSE / name
                data = read_file(found, LARGEST_FILE, self._course)
            except RefusedFileError as refusal:
                if refusal.reason != "missing":
                    raise RefusedError(str(refusal)) from None
            else:
                check(data, kind)
                return Resource(data, kind, found)
        if name.startswith(_SHIPPED):
            path = shipped_folder("styles") / name.removeprefix(_SHIPPED)
            if path.is_file():
                return Resource(path.read_bytes(), kind, path)
        raise RefusedError("there is no such file")


def refusal(address: str, why: RefusedError, span: Span | None) -> Problem:
    """The problem of an address that stands at `span` and is not used."""
    name = address.removeprefix(VIRTUAL_HOST)
    return error(
        "resource-refused",
        f"“{name}” cannot be used: {why}",
        span,
        "Put the file into the course. Templates name it from the course's folder, style "
        "sheets from its styles/ folder; nothing is fetched from elsewhere.",
    )


def _name(address: str, folder: str) -> str:
    try:
        parts = urlsplit(urljoin(VIRTUAL_HOST + folder, address.strip()))
    except ValueError:
        raise RefusedError("it is no address") from None
    if f"{parts.scheme}://{parts.netloc}/" != VIRTUAL_HOST:
        raise RefusedError(f"addresses of the kind “{parts.scheme}:” are not read")
    if ":" not in address and normpath(folder + unquote(address)).startswith(".."):
        raise RefusedError("it lies outside of the course")  # joined, it would lie inside
    name = unquote(parts.path).removeprefix("/")
    why = "its name is encoded twice" if _ESCAPED.search(name) else odd_name(name)
    if why:
        raise RefusedError(why)
    return name


def _decoded(address: str) -> Resource:
    head, comma, body = address[len("data:") :].partition(",")
    if not comma:
        raise RefusedError("the data: address has no comma")
    if len(body) > LARGEST_FILE:
        raise RefusedError(f"it is larger than {LARGEST_FILE // 2**20} MiB")
    try:
        data = unquote_to_bytes(body)
        if head.lower().endswith(";base64"):
            data = base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError) as problem:
        raise RefusedError(f"the data: address is damaged ({problem})") from problem
    kind = head.partition(";")[0].strip().lower() or "text/plain"
    if kind not in KINDS:
        raise RefusedError(f"{kind[:60]} is not used")
    check(data, kind)
    return Resource(data, kind)
