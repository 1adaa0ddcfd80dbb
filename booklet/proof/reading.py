"""What stands in a finished PDF, and where.

In: the bytes of a tagged PDF. Out: a `Reading`: the pages and every piece of text on
them, in the reading order of the structure tree, with its position, the note it
belongs to and whether it is a heading; and the text that stands outside the tree
(running heads, page numbers).

Three readings are joined by page and marked-content number (ISO 32000-1, 14.6 to 14.8):
the structure tree (pikepdf) gives order and role, the content streams decoded through
the fonts' ToUnicode maps (pikepdf) give the text exactly as shown, and PDFium, which
draws pages in browsers, gives the rectangles of what is drawn. PDFium's own text is
not used: it leaves out what is printed twice and adds spaces.

Positions are in pt in the page's own space: x to the right, y upwards.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from booklet.proof.fonts import Font, read_font
from booklet.proof.rectangles import Rectangle

MARK_PREFIX = "mark~"
_HEADINGS = frozenset(["/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"])
_OPERATORS = "q Q BDC BMC EMC Tf TJ Tj ' \" Do"
_HEAD = 1024  # bytes in which the header of a PDF stands, even with some rubbish before it
_DEEPEST_FORM = 12  # form in form in form: deeper is not a page but an attack


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line, as one box of the layout drew it.

    `box` is the rectangle of its ink, None where nothing is drawn (blank text);
    `baseline` is the y of its baseline, `size` the font size. `seen` is the part of
    the box that the clipping paths leave, None where all of it shows. `note` is the
    id of the note it belongs to. `missing` are characters without a picture.
    """

    page: int
    text: str
    box: Rectangle | None
    baseline: float
    size: float
    note: str = ""
    heading: bool = False
    seen: Rectangle | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page: its label and the box that is printed (crop box within media box)."""

    label: str
    box: Rectangle


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages, the runs of the structure tree in reading order, and those outside it.

    Pages are counted from 1 in `Run.page`. `tagged` tells whether there is a tree.
    """

    pages: tuple[PageReading, ...]
    runs: tuple[Run, ...]
    furniture: tuple[Run, ...]
    tagged: bool


class UnreadableError(ValueError):
    """The bytes are not a PDF that can be read."""


def read_pdf(pdf: bytes) -> Reading:
    """Read a PDF. Raises `UnreadableError` where it cannot be."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            pages = tuple(_read_page(page) for page in document.pages)
            shown = _shown(document)
            tree = list(_leaves(document))
            tagged = "/StructTreeRoot" in document.Root
        drawn = _drawn(pdf)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as reason:
        if b"%PDF-" not in pdf[:_HEAD]:
            raise UnreadableError("the file is no PDF, whatever its name is") from reason
        # What pikepdf calls the file is an address in memory, and says nothing to anybody.
        raise UnreadableError(re.sub(r"^(?:stream )?<[^>]*>: ", "", str(reason))) from reason
    runs = []
    for leaf in tree:
        text, missing = shown.pop((leaf.page, leaf.mark), ("", ()))
        runs.append(_run(leaf, text, missing, drawn.pop((leaf.page, leaf.mark), None)))
    furniture = []
    for page, mark in dict.fromkeys([*shown, *drawn]):
        text, missing = shown.get((page, mark), ("", ()))
        leaf = _Leaf(page, mark, "", False)
        furniture.append(_run(leaf, text, missing, drawn.get((page, mark))))
    return Reading(pages, tuple(runs), tuple(furniture), tagged)


def _run(leaf: _Leaf, text: str, missing: Iterable[str], drawn: _Drawn | None) -> Run:
    return Run(
        page=leaf.page,
        text=text,
        box=drawn.box if drawn and text.strip() else None,
        baseline=drawn.baseline if drawn else 0.0,
        size=drawn.size if drawn else 0.0,
        note=leaf.note,
        heading=leaf.heading,
        seen=drawn.seen if drawn else None,
        missing=tuple(missing),
    )


def _read_page(page: pikepdf.Page) -> PageReading:
    media = Rectangle.of(*(float(number) for number in page.mediabox))
    crop = Rectangle.of(*(float(number) for number in page.cropbox))
    label: Any = page.label  # a property, which pikepdf's types call a method
    return PageReading(str(label), crop.common(media) or media)


# ------------------------------------------------------------------ the structure tree


@dataclass(frozen=True, slots=True)
class _Leaf:
    page: int
    mark: int
    note: str
    heading: bool


def _leaves(document: pikepdf.Pdf) -> Iterator[_Leaf]:
    """The marked contents of the tree, in order."""
    root = document.Root.get("/StructTreeRoot")
    if root is None:
        return
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
    roles = _roles(root)
    # Explicit stack of (kid, page, note, heading): trees are deep, Python's stack is not.
    stack: list[tuple[object, int, str, bool]] = [
        (kid, 0, "", False) for kid in reversed(_kids(root))
    ]
    while stack:
        kid, page, note, heading = stack.pop()
        if isinstance(kid, int):
            yield _Leaf(page, kid, note, heading)
            continue
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        on = kid.get("/Pg")
        if on is not None:
            page = numbers.get(on.objgen, page)
        kind = kid.get("/S")
        if kind is None:  # a reference to marked content, or to an object
            if "/MCID" in kid:
                yield _Leaf(page, int(kid["/MCID"]), note, heading)
            continue
        role = roles.get(str(kind), str(kind))
        if role == "/Note":
            note = _text_string(kid.get("/ID")) or "?"
        heading = heading or role in _HEADINGS
        stack.extend((below, page, note, heading) for below in reversed(_kids(kid)))


def _kids(element: pikepdf.Object) -> list[object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _roles(root: pikepdf.Object) -> dict[str, str]:
    """What each type of the role map comes down to."""
    role_map = {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()}
    resolved = {}
    for name in role_map:
        role, seen = name, set()
        while role in role_map and role not in seen:
            seen.add(role)
            role = role_map[role]
        resolved[name] = role
    return resolved


def _text_string(value: object) -> str:
    if value is None:
        return ""
    data: bytes = bytes(value)  # type: ignore[call-overload]
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


# ------------------------------------------------------------------ the text, as shown


@dataclass(slots=True)
class _Shown:
    """The text gathered while the content streams of one document are read."""

    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    texts: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    missing: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def font(self, font: pikepdf.Object) -> Font:
        if font.objgen == (0, 0):
            return read_font(font)
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = read_font(font)
        return self.fonts[font.objgen]

    def add(self, place: tuple[int, int], font: Font | None, data: bytes) -> None:
        if font is None:
            return
        text, missing = font.read(data)
        self.texts.setdefault(place, []).append(text)
        if missing:
            self.missing.setdefault(place, []).extend(missing)


def _shown(document: pikepdf.Pdf) -> dict[tuple[int, int], tuple[str, tuple[str, ...]]]:
    """Text and missing characters of each (page, marked content); -1 for what has no mark."""
    shown = _Shown()
    for number, page in enumerate(document.pages, start=1):
        _read_stream(page.obj, page.resources, number, -1, shown, 0)
    return {
        place: ("".join(texts), tuple(shown.missing.get(place, ())))
        for place, texts in shown.texts.items()
    }


def _read_stream(
    stream: pikepdf.Object,
    resources: pikepdf.Object | None,
    page: int,
    mark: int,
    shown: _Shown,
    depth: int,
) -> None:
    if resources is None:
        resources = pikepdf.Dictionary()
    names = resources.get("/Font", pikepdf.Dictionary())
    fonts = {str(name): shown.font(font) for name, font in names.items()}
    font: Font | None = None
    saved: list[Font | None] = []
    marks = [mark]
    for instruction in pikepdf.parse_content_stream(stream, operators=_OPERATORS):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "TJ":
            data = b"".join(bytes(p) for p in operands[0] if isinstance(p, pikepdf.String))
            shown.add((page, marks[-1]), font, data)
        elif name in ("Tj", "'", '"'):
            shown.add((page, marks[-1]), font, bytes(operands[-1]))
        elif name == "Tf":
            font = fonts.get(str(operands[0]))
        elif name == "BDC":
            marks.append(_marked(operands[1], resources, marks[-1]))
        elif name == "BMC":
            marks.append(marks[-1])
        elif name == "EMC":
            if len(marks) > 1:
                marks.pop()
        elif name == "q":
            saved.append(font)
        elif name == "Q":
            font = saved.pop() if saved else None
        elif name == "Do" and depth < _DEEPEST_FORM:
            form = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                _read_stream(
                    form, form.get("/Resources", resources), page, marks[-1], shown, depth + 1
                )


def _marked(properties: object, resources: pikepdf.Object, outer: int) -> int:
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", pikepdf.Dictionary()).get(str(properties))
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties["/MCID"])
    return outer


# --------------------------------------------------------------- the ink, as drawn


@dataclass(frozen=True, slots=True)
class _Drawn:
    box: Rectangle
    baseline: float
    size: float
    seen: Rectangle | None


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _drawn(pdf: bytes) -> dict[tuple[int, int], _Drawn]:
    """The ink of each (page, marked content)."""
    found: dict[tuple[int, int], _Drawn] = {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            page = document[index]
            for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
                drawn = pdfium.FPDFPage_GetObject(page.raw, at)
                for mark, ink in _ink(drawn, _IDENTITY, -1, 0):
                    place = (index + 1, mark)
                    found[place] = _together(found[place], ink) if place in found else ink
            page.close()
    finally:
        document.close()
    return found


def _ink(drawn: object, matrix: _Matrix, outer: int, depth: int) -> Iterator[tuple[int, _Drawn]]:
    kind = pdfium.FPDFPageObj_GetType(drawn)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
    mark = outer if mark < 0 else mark
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth < _DEEPEST_FORM:
            inner = _times(_matrix_of(drawn), matrix)
            for at in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                below = pdfium.FPDFFormObj_GetObject(drawn, at)
                yield from _ink(below, inner, mark, depth + 1)
        return
    if kind != pdfium.FPDF_PAGEOBJ_TEXT:
        return
    left, bottom, right, top, size = (ctypes.c_float() for _ in range(5))
    if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return
    box = Rectangle.of(left.value, bottom.value, right.value, top.value).moved(matrix)
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    own = _times(_matrix_of(drawn), matrix)
    scale = abs(own[0] * own[3] - own[1] * own[2]) ** 0.5
    clip = _clip(drawn, matrix)
    seen = None
    if clip is not None and not clip.holds(box):
        seen = clip.common(box) or Rectangle(box.left, box.bottom, box.left, box.bottom)
    yield mark, _Drawn(box, own[5], size.value * scale, seen)


def _together(one: _Drawn, other: _Drawn) -> _Drawn:
    seen = None
    if one.seen is not None or other.seen is not None:
        seen = (one.seen or one.box).joined(other.seen or other.box)
    return _Drawn(one.box.joined(other.box), one.baseline, max(one.size, other.size), seen)


def _matrix_of(drawn: object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """Both transformations, one after the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _clip(drawn: object, matrix: _Matrix) -> Rectangle | None:
    """The rectangle around what the clipping paths leave, None where nothing clips."""
    path = pdfium.FPDFPageObj_GetClipPath(drawn)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    clip: Rectangle | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(count, 0)):
        points = []
        for at in range(pdfium.FPDFClipPath_CountPathSegments(path, index)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))
        if not points:
            continue
        around = Rectangle.around(points).moved(matrix)
        clip = around if clip is None else clip.common(around) or Rectangle(0, 0, 0, 0)
    return clip
