"""The module that knows WeasyPrint's private side: the boxes of a laid-out page.

In: HTML and style sheets. Out: laid-out pages whose marginal boxes (notes, citation
numbers) can be found, measured, moved and hung into another page; then PDF bytes.

An absolutely positioned box without a positioned ancestor is laid out on the page
where its place in the text falls, and takes no room in the flow. In the box tree it
hangs behind an `AbsolutePlaceholder` in the line box of that place. Everything here
relies on that; `tests/typeset/test_engine_contract.py` fails loudly where a new
WeasyPrint does otherwise, and the version is pinned.

All lengths are CSS px (1/96 inch), from the top left corner of the page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from types import FrameType
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as layout_page
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from booklet.resources import VIRTUAL_HOST
from booklet.typeset.greek import without_accents
from booklet.typeset.long_words import break_long_words
from booklet.typeset.parted_letters import join_letters
from booklet.typeset.text_layer import text_as_set

_REFUSED = "RefusedError: "  # the fetcher tells of it, with its place
_SMALL_CAPITALS = frozenset(
    {"small-caps", "all-small-caps", "petite-caps", "all-petite-caps", "unicase"}
)
MOST_PASSES = 4  # one breaks the longest word of each line; more of them in one line are rare
NOTE_TAG = "tfoot"  # WeasyPrint tags a box by its element's name; no page has a table foot


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """CSS text and the folder of the virtual host that its URLs are relative to."""

    text: str
    folder: str = "styles/"


@dataclass(eq=False, slots=True)
class Marginal:
    """A box set aside for the margin, where it was laid out.

    `kind` is its first class name, `id` its element's `data-note` or id (a note without
    an id shares its computed styles with all others). `line_baseline` is that of
    the line of text it belongs to (None for the later pieces of a box that was split);
    `first_baseline` is that of its own first line. It is `stacked` where it goes below the
    one before it, whatever line that belongs to.
    """

    kind: str
    id: str
    top: float
    width: float
    height: float
    first_baseline: float
    line_baseline: float | None
    stacked: bool
    _placeholder: Any = field(repr=False)
    _parent: Any = field(repr=False)
    _paragraph: Any = field(repr=False)
    _around: Any = field(repr=False)

    def move_to(self, left: float, top: float) -> None:
        """Move the box so that its margin box begins at (left, top)."""
        box = self._placeholder._box
        self._placeholder.translate(left - box.position_x, top - box.position_y)
        self.top = top

    def unhang(self) -> None:
        """Take the box out of its page's tree."""
        self._parent.children = [c for c in self._parent.children if c is not self._placeholder]

    def hang_after_paragraph(self) -> None:
        """Hang the box behind the paragraph of its line, so that it is read after it."""
        self.unhang()
        children = list(self._around.children)
        at = next(i for i, child in enumerate(children) if child is self._paragraph) + 1
        while at < len(children) and isinstance(children[at], AbsolutePlaceholder):
            at += 1
        self._around.children = [*children[:at], self._placeholder, *children[at:]]
        self._parent = self._around

    def split(self, most: float) -> list[Marginal]:
        """The box, cut between its lines into pieces where it is taller than `most` px.

        The first piece keeps the box's place in the tree, the others hang nowhere yet.
        A single line taller than that stays whole.
        """
        pieces = _pieces(self._placeholder._box, most) if self.height > most else []
        if len(pieces) < 2:
            return [self]
        result = [self]
        for piece in pieces[1:]:
            placeholder = AbsolutePlaceholder(piece)
            placeholder.set_laid_out_box(piece)
            rest = _marginal(
                placeholder, self._parent, None, self._paragraph, self._around, self.kind
            )
            result.append(rest)
        self._placeholder.set_laid_out_box(pieces[0])
        self.height = pieces[0].margin_height()
        return result

    def paint(self) -> None:
        """Lay out what is painted behind the box and in it, where it stands now.

        WeasyPrint has done so where it stood at first.
        """
        waiting = [self._placeholder._box]
        while waiting:
            box = waiting.pop()
            box = box._box if isinstance(box, AbsolutePlaceholder) else box
            waiting += getattr(box, "children", ())
            painted = getattr(box, "background", None)
            if painted is not None:
                images = [layer.image for layer in painted.layers]
                named = zip(box.style["background_image"], images, strict=True)
                known = {value: image for (kind, value), image in named if kind == "url"}
                known[box.style["border_image_source"][1]] = getattr(box, "border_image", None)
                known[box.style["mask_border_source"][1]] = getattr(box, "mask_border_image", None)
                layout_box_backgrounds(
                    None, box, partial(_known_image, known), layout_children=False
                )

    def mark_as_note(self) -> None:
        """Make the box a note in the PDF's structure tree."""
        self._placeholder._box.element_tag = NOTE_TAG

    def become_target(self) -> None:
        """Let links to `#id` lead to the box."""
        box = self._placeholder._box
        box.style = box.style.copy()
        box.style["anchor"] = self.id


@dataclass(frozen=True, slots=True)
class Cited:
    """A place for citing on a page, as its element's `data-cite` has it ("2.14").

    `paragraph` is the element that it stands in: one that goes on overleaf is on both pages.
    """

    citation: str
    paragraph: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class SteppedLine:
    """A part of a shared verse line: `left` and `right` are the edges of its text."""

    kind: str
    left: float
    right: float
    column_right: float
    single: bool
    _box: Any = field(repr=False)

    def shift(self, distance: float) -> None:
        """Move the line to the right."""
        for child in self._box.children:
            child.translate(distance, 0)


class LaidOutPage:
    """A page and its marginal boxes, in reading order."""

    def __init__(self, page: Page) -> None:
        self._box = page._page_box
        self.width: float = page.width
        self.height: float = page.height
        self.left: float = self._box.content_box_x()
        self.top: float = self._box.content_box_y()
        self.right: float = self.left + self._box.width
        self.bottom: float = self.top + self._box.height

    def marginals(self, kinds: frozenset[str]) -> list[Marginal]:
        """The boxes whose first class is one of `kinds`, in tree order."""
        found: list[Marginal] = []
        for root in self._box.children:
            if not isinstance(root, boxes.MarginBox):
                found += _marginals(root, kinds)
        return found

    def tag_notes(self, beside: frozenset[str], flowing: frozenset[str]) -> list[str]:
        """The ids of the notes in tree order, those that stand in the text made notes in the
        PDF's structure tree as well.

        The first class of those in the margin is one of `beside`, of the others of `flowing`.
        """
        ids: list[str] = []
        # The root, and the area of footnotes.
        stack = [each for each in self._box.children if not isinstance(each, boxes.MarginBox)][::-1]
        while stack:
            child = stack.pop()
            box = child._box if isinstance(child, AbsolutePlaceholder) else child
            kind = (_classes(box) or [""])[0]
            flows = box is child and isinstance(box, boxes.BlockContainerBox)
            if kind in (flowing if flows else beside) and (flows or box is not child):
                if flows:
                    box.element_tag = NOTE_TAG
                ids.append(box.element.get("data-note") or box.element.get("id") or "")
                continue
            stack.extend(
                inner
                for inner in reversed(box.children)
                if isinstance(inner, boxes.ParentBox | AbsolutePlaceholder)
            )
        return ids

    def stepped_lines(self, kinds: frozenset[str]) -> list[SteppedLine]:
        """The blocks that have one of `kinds` among their classes, in order."""
        return [_stepped(box) for box in _blocks_of(self._box, kinds)]

    def hang(self, marginal: Marginal, at_end: bool) -> None:
        """Hang another page's (already unhung) box into this page, to be read last or first."""
        root = self._root()
        # A page left blank before a right-hand one has no body.
        body = next((child for child in root.children if child.element_tag == "body"), root)
        children = list(body.children)
        at = len(children) if at_end else _first_flowing(children)
        body.children = [*children[:at], marginal._placeholder, *children[at:]]
        marginal._parent = body

    def cited(self) -> tuple[Cited, Cited] | None:
        """The first and the last place for citing on the page, None where there is none."""
        root = self._root()
        first = next(_cited_paragraphs(root, reverse=False), None)
        last = next(_cited_paragraphs(root, reverse=True), None)
        if first is None or last is None:
            return None
        within = _last_citation(last) or last.element.get("data-cite")
        return (
            Cited(first.element.get("data-cite"), first.element),
            Cited(within, last.element),
        )

    def hang_beside_folio(self, marginal: Marginal, recto: bool, gap: float) -> None:
        """Hang an (unhung) box into the page's head, beside the page number on its inner side;
        higher where what else the head has leaves no room there.

        The page number is what stands in the head's outer corner; nothing is hung where that
        is empty.
        """
        keyword = "@top-right" if recto else "@top-left"
        margins = [child for child in self._box.children if isinstance(child, boxes.MarginBox)]
        head = next((each for each in margins if each.at_keyword == keyword), None)
        line = None if head is None else _first_line(head)
        if head is None or line is None or not line.children:
            return
        left, right = _ends(line)
        baseline = line.position_y + line.baseline
        others = [
            (other.position_y - line.position_y, *_ends(other))
            for each in margins
            if each is not head and each.at_keyword.startswith("@top")
            for other in _lines_of(each)
            if other.children
        ]

        def is_free(x: float, up: float) -> bool:
            return not any(
                abs(below + up) < line.height
                and end > x - gap / 2
                and start < x + marginal.width + gap / 2
                for below, start, end in others
            )

        x, up = (left - gap - marginal.width if recto else right + gap), 0.0
        if not is_free(x, up):
            x = right - marginal.width if recto else left
            lines = (line.height * number for number in range(1, len(others) + 2))
            up = next(each for each in lines if is_free(x, each))
        baseline -= up
        marginal.move_to(x, marginal.top + baseline - marginal.first_baseline)
        head.children = [*head.children, marginal._placeholder]
        marginal._parent = head

    def hang_in_foot(self, marginal: Marginal, gap: float, least: float) -> bool:
        """Hang an (unhung) box below the text, above what else the foot has; whether it has room.

        `gap` is how far it stands from both where there is room enough, `least` where there is
        little. As all that stands in a page's margins it is none of the text that is read out.
        """
        margins = [child for child in self._box.children if isinstance(child, boxes.MarginBox)]
        lines = [_first_line(each) for each in margins if each.at_keyword.startswith("@bottom")]
        below = min((line.position_y for line in lines if line), default=self.height)
        above = min(gap, (below - self.bottom - marginal.height) / 2)
        if not margins or above < least:
            return False
        marginal.move_to(self.left, self.bottom + above)
        margins[0].children = [*margins[0].children, marginal._placeholder]
        marginal._parent = margins[0]
        return True

    @property
    def root_classes(self) -> str:
        """The classes of the root element."""
        return " ".join(_classes(self._root()))

    def _root(self) -> Any:
        return next(c for c in self._box.children if not isinstance(c, boxes.MarginBox))

    def repaged(self) -> Page:
        """The page with its links, anchors and bookmarks gathered anew."""
        return Page(self._box)


def _cited_paragraphs(root: Any, *, reverse: bool) -> Iterator[Any]:
    """The blocks with a `data-cite`, in the order of the page or from its end."""
    stack = [root]
    while stack:
        box = stack.pop()
        if box.element is not None and box.element.get("data-cite"):
            yield box
            continue
        children = [child for child in box.children if isinstance(child, boxes.ParentBox)]
        stack.extend(children if reverse else reversed(children))


def _last_citation(paragraph: Any) -> str:
    """The last citation among the boxes that stand in a paragraph's lines."""
    found = [
        child._box.element.get("data-cite") or ""
        for line in _lines_of(paragraph)
        for child in line.descendants()
        if isinstance(child, AbsolutePlaceholder) and child._box.element is not None
    ]
    return next((citation for citation in reversed(found) if citation), "")


def _first_flowing(children: Sequence[Any]) -> int:
    at = 0
    while at < len(children) and isinstance(children[at], AbsolutePlaceholder):
        at += 1
    return at


def _classes(box: Any) -> list[str]:
    element = box.element
    return [] if element is None else (element.get("class") or "").split()


def _marginals(root: Any, kinds: frozenset[str]) -> Iterator[Marginal]:
    # An explicit stack of (child, parent, line, paragraph, block around the paragraph).
    stack: list[tuple[Any, Any, Any, Any, Any]] = [(root, None, None, None, None)]
    while stack:
        child, parent, line, paragraph, around = stack.pop()
        box = child
        if isinstance(child, AbsolutePlaceholder):
            box = child._box
            classes = _classes(box)
            if classes and classes[0] in kinds:
                at = line or _line_beside(child, parent)
                yield _marginal(child, parent, at, paragraph, around, classes[0])
                continue
        if isinstance(box, boxes.LineBox):
            line = box
        elif isinstance(box, boxes.BlockContainerBox):
            paragraph, around, line = box, paragraph, None
        stack.extend(
            (inner, box, line, paragraph, around)
            for inner in reversed(box.children)
            if isinstance(inner, boxes.ParentBox | AbsolutePlaceholder)
        )


def _line_beside(placeholder: Any, parent: Any) -> Any:
    """The line next to a box that begins a paragraph: such a box hangs outside of the lines."""
    children = list(parent.children)
    at = next(i for i, child in enumerate(children) if child is placeholder)
    after = [line for child in children[at + 1 :] for line in _lines_of(child)]
    before = [line for child in children[:at] for line in _lines_of(child)]
    return after[0] if after else before[-1] if before else None


def _marginal(
    placeholder: Any, parent: Any, line: Any, paragraph: Any, around: Any, kind: str
) -> Marginal:
    box = placeholder._box
    first = _first_line(box)
    return Marginal(
        kind=kind,
        id=box.element.get("data-note") or box.element.get("id") or "",
        top=box.position_y,
        width=box.margin_width(),
        height=box.margin_height(),
        first_baseline=box.position_y if first is None else first.position_y + first.baseline,
        line_baseline=None if line is None else line.position_y + line.baseline,
        stacked="stacked" in _classes(box),
        _placeholder=placeholder,
        _parent=parent,
        _paragraph=paragraph,
        _around=around,
    )


def _known_image(known: Mapping[str, Any], url: str, orientation: Any = None) -> Any:  # noqa: ARG001
    """An image that was fetched when the box was laid out first."""
    return known[url]


def _ends(line: Any) -> tuple[float, float]:
    """The left and the right end (px) of what stands on a line."""
    last = line.children[-1]
    return line.children[0].position_x, last.position_x + last.margin_width()


def _first_line(box: Any) -> Any:
    while box is not None and not isinstance(box, boxes.LineBox):
        children = getattr(box, "children", ())
        box = next((c for c in children if isinstance(c, boxes.ParentBox)), None)
    return box


def _pieces(box: Any, most: float) -> list[Any]:
    """Copies of the box, each with some of its lines and at most `most` px tall."""
    pieces: list[list[Any]] = [[]]
    start = box.content_box_y()
    for line in _lines_of(box):
        if pieces[-1] and line.position_y + line.height - start > most:
            pieces.append([])
            start = line.position_y
        pieces[-1].append(line)
    copies = []
    for lines in pieces:
        copy = box.copy_with_children(lines)
        copy.height = lines[-1].position_y + lines[-1].height - lines[0].position_y
        copy.position_y = lines[0].position_y
        copies.append(copy)
    return copies


def _lines_of(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.LineBox):
        yield box
    elif isinstance(box, boxes.BlockContainerBox):
        for child in box.children:
            yield from _lines_of(child)


def _blocks_of(root: Any, kinds: frozenset[str]) -> Iterator[Any]:
    stack = list(reversed(root.children))
    while stack:
        box = stack.pop()
        if not isinstance(box, boxes.BlockContainerBox):
            continue
        if not kinds.isdisjoint(_classes(box)):
            yield box
            continue
        stack.extend(
            child
            for child in reversed(box.children)
            if not isinstance(child, AbsolutePlaceholder | boxes.LineBox)
        )


def _stepped(block: Any) -> SteppedLine:
    lines = [child for child in block.children if isinstance(child, boxes.LineBox)]
    texts = [
        child
        for line in lines
        for child in line.children
        if not isinstance(child, AbsolutePlaceholder)
    ]
    kind = next(name for name in _classes(block) if name.startswith("part-"))
    return SteppedLine(
        kind=kind,
        left=min((text.position_x for text in texts), default=block.content_box_x()),
        right=max((text.position_x + text.margin_width() for text in texts), default=0.0),
        column_right=block.content_box_x() + block.width,
        single=len(lines) == 1,
        _box=block,
    )


# ------------------------------------------------------------------- laying out, writing


class PageLimitError(Exception):
    """The document goes on beyond the last page that it may have."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the typesetter complained of.

    Of a declaration that it ignored it gives `name` and `value`; with the number of the
    engine's `sheet`, where it stood in one, and its line and column there.
    """

    message: str
    name: str = ""
    value: str = ""
    sheet: int | None = None
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A laid-out document: its pages and what the typesetter complained of."""

    pages: tuple[LaidOutPage, ...]
    complaints: tuple[Complaint, ...]
    _document: Document = field(repr=False)

    @property
    def classes(self) -> str:
        """The classes of the document's root."""
        return self.pages[0].root_classes


class Engine:
    """Lays out documents in one set of styles and fonts.

    Boxes may go from one document to another only where both come from one engine: the
    fonts of a document live as long as the engine that made it.
    """

    def __init__(self, styles: Sequence[StyleSheet], fetcher: URLFetcher) -> None:
        self._fetcher = fetcher
        self._fonts = FontConfiguration()
        self._complaints: list[Complaint] = []
        self._sheets = []
        for number, style in enumerate(styles):
            with _complaints(number) as complaints:
                self._sheets.append(self._parsed(style))
            self._complaints += complaints

    def lay_out(self, html: str, *further: StyleSheet, most_pages: int | None = None) -> LaidOut:
        """Lay the document out once, with `further` styles after the engine's own.

        Raises `PageLimitError` as soon as it has more than `most_pages`.
        """
        with (
            _complaints() as complaints,
            _counting_pages(most_pages),
            _page_styles_found_at_once(),
            _greek_capitals_bare(),
        ):
            sheets = [*self._sheets, *(self._parsed(style) for style in further)]
            source = HTML(string=html, base_url=VIRTUAL_HOST, url_fetcher=self._fetcher)
            document = self._render(source, sheets)
            for _ in range(MOST_PASSES):
                laid = [page._page_box for page in document.pages]
                if not (join_letters(laid) or break_long_words(laid)):
                    break
                document = self._render(source, sheets)
        complained = (
            each for each in (*self._complaints, *complaints) if _REFUSED not in each.message
        )
        told = tuple(dict.fromkeys(complained))
        return LaidOut(tuple(LaidOutPage(page) for page in document.pages), told, document)

    def _render(self, source: HTML, sheets: Sequence[CSS]) -> Document:
        return source.render(stylesheets=sheets, font_config=self._fonts, pdf_variant="pdf/ua-1")

    def _parsed(self, style: StyleSheet) -> CSS:
        return CSS(
            string=style.text,
            base_url=VIRTUAL_HOST + style.folder,
            url_fetcher=self._fetcher,
            font_config=self._fonts,
        )


def write_pdf(
    laid_out: LaidOut,
    pages: Sequence[LaidOutPage],
    identifier: bytes,
    finish: Callable[[pydyf.PDF], None],
) -> bytes:
    """The pages as a tagged PDF (PDF/UA-1); `finish` may complete it before it is written."""
    document = laid_out._document.copy([page.repaged() for page in pages])
    with _page_references_kept(), text_as_set():
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=identifier,
            finisher=lambda _, pdf: finish(pdf),
        )
    return pdf


@contextmanager
def _page_styles_found_at_once() -> Iterator[None]:
    """WeasyPrint looks through the styles of all elements for those of each page: quadratic.

    A page's own styles are the last ones declared when it is made.
    """
    function_of_weasyprint = layout_page.set_page_type_computed_styles

    def set_styles(page_type: Any, html: Any, style_for: Any) -> None:
        style_for.add_page_declarations(page_type)
        root = html.etree_element
        about = {"root": root, "base_url": html.base_url}
        style_for.set_computed_styles(page_type, parent=root, **about)
        for element, box in list(
            takewhile(lambda key: key[0] == page_type, reversed(style_for.get_cascaded_styles()))
        ):
            if box:
                style_for.set_computed_styles(element, pseudo_type=box, parent=element, **about)

    layout_page.set_page_type_computed_styles = set_styles
    try:
        yield
    finally:
        layout_page.set_page_type_computed_styles = function_of_weasyprint


@contextmanager
def _greek_capitals_bare() -> Iterator[None]:
    """Let Greek letters that are set as capitals or small capitals drop their accents."""
    function_of_weasyprint = boxes.TextBox.process_text_transform

    def transform(box: Any) -> None:
        style = box.style
        if style["text_transform"] == "uppercase" or style["font_variant_caps"] in _SMALL_CAPITALS:
            box.text = without_accents(box.text)
        function_of_weasyprint(box)

    boxes.TextBox.process_text_transform = transform
    try:
        yield
    finally:
        boxes.TextBox.process_text_transform = function_of_weasyprint


@contextmanager
def _page_references_kept() -> Iterator[None]:
    """pydyf lists all pages anew for every tagged element: quadratic. Keep the list."""
    property_of_pydyf = pydyf.PDF.page_references
    kept: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        key = (id(pdf), pdf.pages["Count"])
        if key not in kept:
            kept[key] = property_of_pydyf.fget(pdf)
        return kept[key]

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = property_of_pydyf


@contextmanager
def _complaints(sheet: int | None = None) -> Iterator[list[Complaint]]:
    """What WeasyPrint logs at warning level and above, while this runs (and reads `sheet`)."""
    complaints: list[Complaint] = []

    def complain(record: logging.LogRecord) -> None:
        message = record.getMessage()
        match record.args if "at %d:%d" in str(record.msg) else ():
            case (str(name), str(value), int(line), int(column), *_):
                complaints.append(Complaint(message, name, value, sheet, line, column))
            case (*_, int(line), int(column)) | (*_, int(line), int(column), str()):
                complaints.append(Complaint(message, "", "", sheet, line, column))
            case _:
                complaints.append(Complaint(message))

    handler = logging.Handler(logging.WARNING)
    handler.emit = complain  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield complaints
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


@contextmanager
def _counting_pages(most: int | None) -> Iterator[None]:
    """Stop the layout at the page that is too many; WeasyPrint logs each as it begins it."""
    logger = logging.getLogger("weasyprint.progress")
    level = logger.level

    def begun(record: logging.LogRecord) -> None:
        if most is not None and "Page %d" in str(record.msg) and record.args:
            (page,) = record.args
            if isinstance(page, int) and page > most:
                raise PageLimitError

    handler = logging.Handler(logging.INFO)
    handler.emit = begun  # type: ignore[method-assign]
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


# ------------------------------------------------------------------- seen from outside


def page_at_work(frames: Iterable[FrameType]) -> int | None:
    """The page that WeasyPrint lays out or draws, from 1; frames innermost first."""
    for frame in _of_weasyprint(frames):
        if "page_number" in frame.f_code.co_varnames:  # cheaper than all locals of each frame
            number = frame.f_locals.get("page_number")
            if isinstance(number, int):
                return number
        if frame.f_code.co_name == "make_all_pages":
            return int(frame.f_locals.get("i", 0)) + 1
    return None


def sections_at_work(frames: Iterable[FrameType]) -> Iterator[str]:
    """The ids of the sections being laid out, or of their headings, innermost first."""
    for frame in _of_weasyprint(frames):
        here = [frame.f_locals["box"]] if "box" in frame.f_locals else []
        if frame.f_locals.get("resume_at") and "root_box" in frame.f_locals:
            here = _boxes_at(frame.f_locals["root_box"], frame.f_locals["resume_at"])
        for box in here:
            element = getattr(box, "element", None)
            if element is not None and element.tag == "section":
                yield next((found.get("id") for found in element.iter() if found.get("id")), "")


def _of_weasyprint(frames: Iterable[FrameType]) -> Iterator[FrameType]:
    for frame in frames:
        if str(frame.f_globals.get("__name__")).startswith("weasyprint."):
            yield frame


def _boxes_at(box: Any, resume_at: Any) -> list[Any]:
    """The boxes that a page begins in, innermost first: `resume_at` has their indexes."""
    found = [box]
    while resume_at and isinstance(box, boxes.ParentBox):
        ((index, resume_at),) = resume_at.items()
        if index >= len(box.children):
            break
        box = box.children[index]
        found.append(box)
    return found[::-1]
