"""What stands in a finished PDF, and where.

In: the bytes of a tagged PDF. Out: a `Reading`: the pages and every piece of text on
them, in the reading order of the structure tree, with its position, the note it
belongs to and whether it is a heading; and the text that stands outside the tree
(running heads, page numbers).

Three readings are joined by page and marked-content number (ISO 32000-1, 14.6 to 14.8):
the structure tree gives order and role, the content streams give the text as shown and the
way of the pen (`shown`), and PDFium gives the rectangles of the ink (`ink`).

Positions are in pt in the page's own space: x to the right, y upwards.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

from booklet.proof.ink import Drawn, drawn_text
from booklet.proof.rectangles import Rectangle
from booklet.proof.shown import Shown, shown_text

MARK_PREFIX = "mark~"
_NOTHING = Shown("", None)
_HEADINGS = frozenset(["/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"])
_OPERATORS = "q Q BDC BMC EMC Tf TJ Tj ' \" Do"
_HEAD = 1024  # bytes in which the header of a PDF stands, even with some rubbish before it


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line, as one box of the layout drew it, in the order of reading.

    `box` is the rectangle of its ink, None where nothing is drawn (blank text);
    `baseline` is the y of its baseline, `size` the font size. `seen` is the part of
    the box that the clipping paths leave, None where all of it shows. `note` is the
    id of the note it belongs to. `missing` are characters without a picture, `swapped` those
    with another letter's, and which. `pen` is the room that its letters have on the line,
    their advance: the x of its left and its right end, None where the line is not level.
    `backwards` says that some of it is read from right to left. `mark` is the number of its
    marked content on the page. `pale` text has hardly another colour than white paper.
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
    pen: tuple[float, float] | None = None
    backwards: bool = False
    mark: int = -1
    swapped: tuple[tuple[str, str], ...] = ()
    pale: bool = False

    @property
    def across(self) -> tuple[float, float]:
        """The left and the right end of its room on the line; of its ink where that is unknown."""
        if self.pen is not None or self.box is None:
            return self.pen or (0.0, 0.0)
        return self.box.left, self.box.right


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


def read_pdf(pdf: bytes, *, letters: bool = False) -> Reading:
    """Read a PDF; with `letters` those of its fonts too. Raises `UnreadableError` if it cannot
    be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            pages = tuple(_read_page(page) for page in document.pages)
            shown = shown_text(document, letters=letters)
            tree = list(_leaves(document))
            tagged = "/StructTreeRoot" in document.Root
        drawn = drawn_text(pdf)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as reason:
        if b"%PDF-" not in pdf[:_HEAD]:
            raise UnreadableError("the file is no PDF, whatever its name is") from reason
        # What pikepdf calls the file is an address in memory, and says nothing to anybody.
        raise UnreadableError(re.sub(r"^(?:stream )?<[^>]*>: ", "", str(reason))) from reason
    runs = []
    for leaf in tree:
        place = (leaf.page, leaf.mark)
        runs.append(_run(leaf, shown.pop(place, _NOTHING), drawn.pop(place, None)))
    furniture = []
    for page, mark in dict.fromkeys([*shown, *drawn]):
        text = shown.get((page, mark), _NOTHING)
        furniture.append(_run(_Leaf(page, mark, "", False), text, drawn.get((page, mark))))
    return Reading(pages, tuple(runs), tuple(furniture), tagged)


def _run(leaf: _Leaf, shown: Shown, drawn: Drawn | None) -> Run:
    return Run(
        page=leaf.page,
        text=shown.text,
        box=drawn.box if drawn and shown.text.strip() else None,
        baseline=drawn.baseline if drawn else 0.0,
        size=drawn.size if drawn else 0.0,
        note=leaf.note,
        heading=leaf.heading,
        seen=drawn.seen if drawn else None,
        missing=shown.missing,
        pen=shown.pen,
        backwards=shown.backwards,
        mark=leaf.mark,
        swapped=shown.swapped,
        pale=drawn.pale if drawn else False,
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
