"""What a picture or a font is, before anything decodes it.

In: the bytes of a file and its media type. Out: nothing, or a `RefusedError` that says why they
are not used. A small file can unfold to a large thing: a picture of a gigapixel, a drawing
that uses itself twice at each of thirty levels, a font whose tables lie. All that is told from
heads and structure alone.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.woff2 import WOFF2DirectoryEntry, woff2DirectorySize
from PIL import Image

from booklet.markup.allowed_html import refers_elsewhere
from booklet.markup.css import address, read_value, walk

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; a page-size photograph at 600 dpi has half of it."""

MOST_PIXELS = 40_000_000
"""A page of A4 at 600 dpi has 35 million. Each takes four bytes when it is decoded."""

LARGEST_DRAWING = 2_000_000
MOST_SHAPES = 20_000
MOST_NESTED = 40
LONGEST_PATH = 100_000
"""Bytes, elements, depth and characters of an attribute of an SVG drawing; the shipped
pictures of Hamlet have 2,000 shapes. A path of 100,000 characters takes a second."""

LARGEST_FONT = 40 * 1024 * 1024
"""Bytes of a font when it is unpacked; all of Chinese has 20 million."""

MOST_TABLES = 64
MOST_GLYPHS = 65_535
"""The format's own limit of glyphs; fonts have some 20 tables."""

ENDINGS = {
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""The endings of files that are used, and their media types."""

KINDS = frozenset(ENDINGS.values())
FONTS = frozenset(kind for kind in KINDS if kind.startswith("font/"))
PICTURES = KINDS - FONTS

_RASTER = {
    "image/png": (b"\x89PNG\r\n\x1a\n", "PNG"),
    "image/jpeg": (b"\xff\xd8\xff", "JPEG"),
    "image/gif": (b"GIF8", "GIF"),
    "image/webp": (b"RIFF", "WEBP"),
}
_SFNT = (b"\0\1\0\0", b"OTTO", b"true")
_NOT_DRAWN = frozenset(
    {"script", "foreignobject", "image", "style", "iframe", "a", "handler", "listener"}
    | {"set", "animate", "animatetransform", "animatemotion", "feimage"}
)


_HTML = "http://www.w3.org/1999/xhtml"


class RefusedError(ValueError):
    """The file may not be used; the message says why."""


def check(data: bytes, kind: str) -> None:
    """Refuse what is not of that kind, or unfolds to too much. Raises RefusedError."""
    if kind in _RASTER:
        _check_picture(data, *_RASTER[kind])
    elif kind == "image/svg+xml":
        _check_drawing(data)
    elif kind.startswith("font/"):
        _check_font(data, kind)


def _check_picture(data: bytes, magic: bytes, form: str) -> None:
    if not data.startswith(magic):
        raise RefusedError(f"it is no {form} picture, whatever its name says")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=[form]) as picture:  # reads the head alone
                width, height = picture.size
    except Image.DecompressionBombError:
        raise RefusedError(f"it has more than {MOST_PIXELS:,} pixels") from None
    except Exception as problem:
        raise RefusedError(f"the {form} picture is damaged") from problem
    if width * height > MOST_PIXELS:
        raise RefusedError(
            f"it has {width:,} × {height:,} pixels; at most {MOST_PIXELS:,} can be printed"
        )


class _Drawing:
    """Reads an SVG drawing and counts what it will be when every `use` is drawn."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = _refuse("a document type or entities")
        self.parser.EntityDeclHandler = _refuse("entities")
        self.parser.ProcessingInstructionHandler = _refuse("processing instructions")
        self._open: list[str] = []
        self._shapes: dict[str, int] = {"": 0}
        self._uses: dict[str, list[str]] = {"": []}
        self.count = 0

    def shapes(self, name: str = "", above: frozenset[str] = frozenset()) -> int:
        """How many shapes the part called `name` has when all that it uses is drawn."""
        if name in above:
            raise RefusedError("a part of the drawing uses itself")
        if len(above) > MOST_NESTED:
            raise RefusedError(f"its parts use each other more than {MOST_NESTED} deep")
        total = self._shapes.get(name, 0)
        for used in self._uses.get(name, ()):
            total += self.shapes(used, above | {name})
            if total > MOST_SHAPES:
                raise RefusedError(f"drawn out, it has more than {MOST_SHAPES:,} shapes")
        self._shapes[name], self._uses[name] = total, []
        return total

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        self.count += 1
        if not self._open and local != "svg":
            raise RefusedError("it is no SVG drawing, whatever its name says")
        if local in _NOT_DRAWN:
            raise RefusedError(f"a drawing may not hold `<{name}>`")
        if self.count > MOST_SHAPES:
            raise RefusedError(f"it has more than {MOST_SHAPES:,} shapes")
        if len(self._open) > MOST_NESTED:
            raise RefusedError(f"its shapes are nested more than {MOST_NESTED} deep")
        identifier = attributes.get("id", "")
        self._open.append(identifier)
        for around in {"", *self._open}:
            self._shapes[around] = self._shapes.get(around, 0) + 1
        if _HTML in attributes.values():
            raise RefusedError("a drawing may not hold a page")
        for key, value in attributes.items():
            self._check_attribute(key.rpartition(":")[2].lower(), value)

    def _check_attribute(self, key: str, value: str) -> None:
        if key.startswith("on"):
            raise RefusedError(f"a drawing may not hold `{key}`")
        if len(value) > LONGEST_PATH:
            raise RefusedError(f"its `{key}` has more than {LONGEST_PATH:,} characters")
        if key in ("href", "src"):
            if not value.strip().startswith("#"):
                raise RefusedError("it takes parts from elsewhere")
            self._count(value.strip()[1:])
        elif key == "spreadmethod" and value.strip() != "pad":
            raise RefusedError("its gradients repeat themselves")
        elif "(" in value:
            for part in _parts_of(value):
                self._count(part)

    def _count(self, part: str) -> None:
        """A part of the drawing is drawn here once more: a shape, a mask, a pattern."""
        for around in {"", *self._open}:
            self._uses.setdefault(around, []).append(part)

    def _end(self, _: str) -> None:
        self._open.pop()


def _parts_of(value: str) -> list[str]:
    """The parts that a value such as `url(#dots)` draws. Raises RefusedError."""
    if refers_elsewhere(value):
        raise RefusedError("it takes parts from elsewhere")
    return [named[1:] for token in walk(read_value(value)) if (named := address(token))]


def _refuse(what: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise RefusedError(f"a drawing may not hold {what}")

    return refuse


def _check_drawing(data: bytes) -> None:
    if len(data) > LARGEST_DRAWING:
        raise RefusedError(f"a drawing has at most {LARGEST_DRAWING:,} bytes")
    drawing = _Drawing()
    try:
        drawing.parser.Parse(data, True)
    except expat.ExpatError as problem:
        reason = expat.errors.messages[problem.code]
        raise RefusedError(f"it is no SVG drawing: {reason} in its line {problem.lineno}") from None
    drawing.shapes()


def _check_packed(data: bytes, tables: int) -> None:
    """How large a WOFF2 font becomes stands in the list of its tables, which are packed as one.

    The total in its head is a hint only. https://www.w3.org/TR/WOFF2/, 4.1
    """
    file = BytesIO(data[woff2DirectorySize:])
    unpacked = 0
    for _ in range(tables):
        entry = WOFF2DirectoryEntry()
        entry.fromFile(file)
        unpacked += max(entry.length, entry.origLength)
        if unpacked > LARGEST_FONT:
            raise RefusedError(f"unpacked, it would have more than {LARGEST_FONT:,} bytes")


def _check_font(data: bytes, kind: str) -> None:
    head = data[:4]
    expected = {"font/woff": (b"wOFF",), "font/woff2": (b"wOF2",)}.get(kind, _SFNT)
    if head not in expected or len(data) < 48:
        raise RefusedError("it is no font of the kind that its name says")
    if head in (b"wOFF", b"wOF2"):
        unpacked = struct.unpack(">L", data[16:20])[0]
        if unpacked > LARGEST_FONT or unpacked > 100 * len(data):
            raise RefusedError(f"unpacked, it would have {unpacked:,} bytes")
    tables = struct.unpack(">H", data[12:14] if head in (b"wOFF", b"wOF2") else data[4:6])[0]
    if tables > MOST_TABLES:
        raise RefusedError(f"the font has {tables:,} tables")
    try:
        if head == b"wOF2":
            _check_packed(data, tables)
            return
        with TTFont(BytesIO(data), lazy=True) as font:
            for name in ("head", "maxp", "cmap", "hhea", "hmtx", "name"):
                if name not in font:
                    raise RefusedError(f"the font has no table `{name}`")
            for entry in font.reader.tables.values():
                if max(entry.length, getattr(entry, "origLength", 0)) > LARGEST_FONT:
                    raise RefusedError("a table of the font is too large")
                if entry.offset + entry.length > len(data):
                    raise RefusedError("the font is damaged: a table lies outside of the file")
            if font["maxp"].numGlyphs > MOST_GLYPHS or font["head"].unitsPerEm == 0:
                raise RefusedError("the font is damaged")
    except RefusedError:
        raise
    except (TTLibError, Exception) as problem:
        raise RefusedError("the font is damaged") from problem
