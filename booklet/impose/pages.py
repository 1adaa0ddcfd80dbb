"""Reading the pages that are to be imposed, whatever they come from.

In: the bytes of any PDF. Out: its pages as form XObjects (ISO 32000-2, 8.10), each with
its finished size, and problems for what cannot be printed.

The finished page is its trim box, else its crop box, else its media box (14.11.2), cut to
the media box, in the orientation of `Rotate`, in points after `UserUnit` (7.7.3.3).
What annotations draw (a filled form, a stamp) is drawn into the page; links are lost.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf.settings import set_qpdf_limits

from booklet.problems import Problem, error, warning

CREATOR = "booklet impose"
"""Stands as Creator in every file of sheets, so that it is known again."""

SMALLEST_PAGE = 3.0
"""A page with a side below this many points has no size that could be meant."""

MOST_PAGES = 20_000

LARGEST_STREAM = 256 * 1024 * 1024
"""Bytes that the content of a page may have when unpacked; a thousandth of it is much."""

_HEADER = b"%PDF-"
_HEAD = 1024  # bytes in which readers look for the header, even with some rubbish before it
_TAIL = 2048  # bytes in which the mark of the end stands, even with some rubbish after it
_LOOKED_AT = 3  # pages that must look like sheets before the file is called imposed
_FILE = re.compile(r"stream <[^<>]*>:?")
_LOST = "ask for it again, or export it once more from the program that made it"


@dataclass(frozen=True)
class SourcePage:
    """A page to be placed: width and height in pt, upright, and its content.

    `form` draws the page with its lower left corner at the origin.
    """

    width: float
    height: float
    form: pikepdf.Object


class UnusablePdfError(ValueError):
    """A file of which no page can be had; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@contextmanager
def bounded() -> Iterator[None]:
    """Let no stream be unpacked to more than `LARGEST_STREAM` while the block runs.

    The library knows such limits for the whole process only.
    """
    before: dict[str, Any] = set_qpdf_limits(
        flate_max_memory=LARGEST_STREAM,
        run_length_max_memory=LARGEST_STREAM,
        png_max_memory=LARGEST_STREAM,
        tiff_max_memory=LARGEST_STREAM,
        dct_max_memory=LARGEST_STREAM,
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    """The PDF, opened and repaired where need be.

    Raises `UnusablePdfError` for one that is encrypted, broken, empty or not to be printed.
    """
    try:
        # Boxes and rotation may stand above the pages in their tree.
        source = pikepdf.open(io.BytesIO(pdf), inherit_page_attributes=True)
        pages = len(source.pages)
    except pikepdf.PasswordError:
        raise _unusable(
            "pdf-encrypted",
            "the PDF opens with a password only",
            "save a copy without password, for example: "
            "qpdf --decrypt --password=… locked.pdf open.pdf",
        ) from None
    except (pikepdf.PdfError, ValueError, RuntimeError) as reason:
        if _HEADER not in pdf[:_HEAD]:
            raise _unusable(
                "pdf-broken",
                "the file is no PDF, whatever its name is",
                "give a PDF; most programs export or print one",
            ) from None
        raise broken(str(reason)) from None
    if b"%%EOF" not in pdf[-_TAIL:] and source.get_warnings():
        raise _unusable(
            "pdf-cut-off", "the PDF breaks off in the middle, as after half a download", _LOST
        )
    if not source.allow.print_lowres:
        raise _unusable(
            "pdf-not-to-be-printed",
            "the PDF says that it must not be printed",
            "ask its owner for a copy that may be printed",
        )
    if not pages:
        raise _unusable("pdf-empty", "the PDF has no pages", _LOST)
    if pages > MOST_PAGES:
        raise _unusable(
            "pdf-too-long",
            f"the PDF has {pages:,} pages; more than {MOST_PAGES:,} are no booklet",
            "split it first, for example: qpdf --split-pages=1000 long.pdf part.pdf",
        )
    return source


def broken(reason: str) -> UnusablePdfError:
    """The error for a PDF that cannot be read; `reason` is the library's word for it.

    What it calls the file is left out: an address in memory, different each time.
    """
    said = _FILE.sub("", reason.split("\n", 1)[0]).strip()
    return _unusable("pdf-broken", f"the PDF cannot be read: {said}", _LOST)


def read_pages(source: pikepdf.Pdf) -> tuple[tuple[SourcePage, ...], tuple[Problem, ...]]:
    """All pages, and problems for those without a usable size (which are then left out)."""
    _draw_annotations(source)
    pages: list[SourcePage] = []
    problems: list[Problem] = []
    for number, page in enumerate(source.pages, 1):
        box = _finished_box(page)
        if box is None:
            problems.append(
                error("page-without-size", f"page {number} has no usable page size", hint=_LOST)
            )
            continue
        pages.append(_source_page(page, box))
    return tuple(pages), tuple(problems)


def repair_warnings(source: pikepdf.Pdf) -> Iterator[Problem]:
    """One warning where the library met damage on its way."""
    if source.get_warnings():
        yield warning(
            "pdf-repaired",
            "the PDF is damaged, and was repaired as well as could be",
            hint="compare the sheets with the original before you print many",
        )


def imposed_warnings(source: pikepdf.Pdf) -> Iterator[Problem]:
    """One warning where the PDF holds sheets already: our own, or what looks like them."""
    if str(described(source, "/Creator")) == CREATOR:
        told = "the PDF is one of imposed sheets already"
    elif all(_looks_imposed(page) for page in source.pages[:_LOOKED_AT]):
        told = "the pages look as if they were imposed already: two or more pages on each"
    else:
        return
    yield warning(
        "already-imposed", told, hint="give the PDF for reading, in which page follows on page"
    )


def described(source: pikepdf.Pdf, name: str) -> Any:
    """An entry of the document information dictionary (14.3.3), None where there is none."""
    information = source.trailer.get("/Info")
    return information.get(name) if isinstance(information, pikepdf.Dictionary) else None


# ----------------------------------------------------------------------- sizes and content


def _source_page(page: pikepdf.Page, box: tuple[float, float, float, float]) -> SourcePage:
    left, bottom, right, top = box
    unit = _user_unit(page)
    form = page.as_form_xobject(handle_transformations=False)
    form.BBox = pikepdf.Array([left, bottom, right, top])
    rotation = _rotation(page)
    # Each matrix brings the box's corner to the origin after turning it clockwise.
    matrix = {
        0: (unit, 0, 0, unit, -left * unit, -bottom * unit),
        90: (0, -unit, unit, 0, -bottom * unit, right * unit),
        180: (-unit, 0, 0, -unit, right * unit, top * unit),
        270: (0, unit, -unit, 0, top * unit, -left * unit),
    }[rotation]
    form.Matrix = pikepdf.Array(matrix)
    size = ((right - left) * unit, (top - bottom) * unit)
    width, height = size if rotation in (0, 180) else size[::-1]
    return SourcePage(width, height, form)


def _finished_box(page: pikepdf.Page) -> tuple[float, float, float, float] | None:
    media = _box(page, "/MediaBox")
    if media is None:
        return None
    for name in ("/TrimBox", "/CropBox"):
        box = _box(page, name)
        cut = box and _within(box, media)
        if cut and _usable(cut):
            return cut
    return media if _usable(media) else None


def _box(page: pikepdf.Page, name: str) -> tuple[float, float, float, float] | None:
    """The box with its corners in order; None where it is not four finite numbers."""
    value = page.obj.get(name)
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        x1, y1, x2, y2 = (float(number) for number in value.as_list())
    except (TypeError, ValueError):
        return None
    if not all(map(math.isfinite, (x1, y1, x2, y2))):
        return None
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _within(
    box: tuple[float, float, float, float], outer: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return (
        max(box[0], outer[0]),
        max(box[1], outer[1]),
        min(box[2], outer[2]),
        min(box[3], outer[3]),
    )


def _usable(box: tuple[float, float, float, float]) -> bool:
    return box[2] - box[0] >= SMALLEST_PAGE and box[3] - box[1] >= SMALLEST_PAGE


def _rotation(page: pikepdf.Page) -> int:
    """Degrees clockwise: 0, 90, 180 or 270. What is no quarter turn is not obeyed (7.7.3.3)."""
    number = _number(page.obj.get("/Rotate"), 0)
    return int(number) % 360 if number % 90 == 0 else 0


def _user_unit(page: pikepdf.Page) -> float:
    unit = _number(page.obj.get("/UserUnit"), 1)
    return unit if 0 < unit <= 1000 else 1.0


def _number(value: Any, otherwise: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return otherwise
    return number if math.isfinite(number) else otherwise


def _draw_annotations(source: pikepdf.Pdf) -> None:
    """Draw into the pages what annotations show on paper; links show nothing."""
    if not any(_shows(annotation) for page in source.pages for annotation in _annotations(page)):
        return
    form = source.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and form.get("/NeedAppearances"):
        source.generate_appearance_streams()
    source.flatten_annotations("print")


def _annotations(page: pikepdf.Page) -> Iterator[Any]:
    annotations = page.obj.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        yield from annotations.as_list()


def _shows(annotation: Any) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and (
        annotation.get("/Subtype") == "/Widget" or "/AP" in annotation
    )


def _looks_imposed(page: pikepdf.Page) -> bool:
    """A page of two or more form XObjects with nothing of its own to write with."""
    resources = page.obj.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary) or "/Font" in resources:
        return False
    xobjects = resources.get("/XObject")
    if not isinstance(xobjects, pikepdf.Dictionary):
        return False
    subtypes = [
        stream.get("/Subtype")
        for _, stream in xobjects.items()
        if isinstance(stream, pikepdf.Stream)
    ]
    return len(subtypes) >= 2 and all(subtype == "/Form" for subtype in subtypes)


def _unusable(code: str, message: str, hint: str) -> UnusablePdfError:
    return UnusablePdfError(error(code, message, hint=hint))
