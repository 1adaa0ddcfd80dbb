"""How a booklet's pages are set, measured on the finished PDF alone.

`python -m benchmarks pages COURSE…|PDF… [--json]`: a course folder is built first, its
reader's edition; what is measured is then read from the PDF by PDFium.

| figure | what it counts |
|---|---|
| thin | pages under a third full, less title pages and the last page of a part |
| lone | lines behind which the next line's first word would have fitted |
| register | of the lines of facing pages of the script, those on one height with one opposite |
| feet | by how many pt the last lines of two full facing pages differ, in the middle |
| at home | of the notes with a mark, those on the page of their mark |
| distance | pt between the mark's line and the note's first, at the 50th, 90th and 99th percent |
| over 40, over 100 | notes at home that are farther from their line than so many pt, in percent |
| repeated | mark numbers that stand twice on one spread |
| smallest | the size in pt of the smallest type of each kind, and its contrast with the paper |
| widows, orphans | last and first lines of a paragraph alone on their page |
| keeps | headings and speakers' names alone at a page's foot |

All lengths are in pt; y grows upwards.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from booklet.proof.ink import PageObject, objects_of

THIN = 1 / 3
CELL = 4  # divisions within divisions: a cell of a table, as speeches side by side are
SAME = 0.6  # pt within which two lines are on one height
RANGE = re.compile(r"(\d+|[A-Z])(\.\d+)*(–[\d.]+)?")
_NUMBER = re.compile(r"[\d–.]+")
_WORD = re.compile(r"[^ \n]+?(?:[-–—](?=\w)|(?=[ \r\n]|$))")
_HEADING = re.compile(r"H\d?")
_BLOCKS = re.compile(r"P|LI|Lbl|LBody|Note|TD|Caption|H\d?")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line: `kind` is "text", "note", "mark", "number" or "head"."""

    kind: str
    text: str
    left: float
    right: float
    baseline: float
    size: float
    contrast: float
    first_word: float  # its width
    is_word: bool  # nothing but one word, and no space behind it


@dataclass(slots=True)
class Block:
    """A paragraph, heading or note as far as it stands on one page; its runs in reading order."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    column: bool = False  # one of several side by side

    @property
    def left(self) -> float:
        return min(run.left for line in self.lines for run in line)

    @property
    def right(self) -> float:
        return max(run.right for line in self.lines for run in line)

    @property
    def lines(self) -> list[list[Run]]:
        lines: list[list[Run]] = []
        for run in self.runs:
            if run.kind == "number":
                continue
            raised = run.kind == "mark"
            if lines and (raised or abs(lines[-1][0].baseline - run.baseline) < 0.5 * run.size):
                lines[-1].append(run)
            else:
                lines.append([run])
        return lines


@dataclass(slots=True)
class Page:
    """A page's blocks in reading order, and what stands in its head."""

    recto: bool
    blocks: list[Block]
    heads: list[Run]

    @property
    def flow(self) -> list[Block]:
        """The blocks of the text, notes that stand in it among them."""
        left = min((b.left for b in self.blocks if b.kind != "note" and b.lines), default=0.0)
        right = max((b.right for b in self.blocks if b.kind != "note" and b.lines), default=0.0)
        return [
            block
            for block in self.blocks
            if block.lines
            and (not self.is_script or (left - 2 < block.left and block.right < right + 2))
        ]

    @property
    def baselines(self) -> list[float]:
        return sorted(line[0].baseline for block in self.flow for line in block.lines)

    @property
    def is_script(self) -> bool:
        return any(RANGE.fullmatch(run.text.strip()) and "." in run.text for run in self.heads)


# ------------------------------------------------------------------------------ reading


def read(pdf: bytes) -> list[Page]:
    """The pages of a tagged PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(document[at], recto=at % 2 == 0) for at in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, *, recto: bool) -> Page:
    words = page.get_textpage()
    owners, order = _tree(page)
    runs: dict[int, list[Run]] = defaultdict(list)
    letters = _letters(words)
    drawn_as: dict[int, list[PageObject]] = defaultdict(list)
    for drawn in objects_of(page):
        if drawn.ink:
            drawn_as[drawn.mark].append(drawn)
    for mark, objects in drawn_as.items():
        found = [letter for drawn in objects for letter in letters.get(_address(drawn.raw), ())]
        text = "".join(letter for letter, _, _ in found)
        if text.strip():
            word = _WORD.match(text)
            runs[mark if mark in owners else -1].append(
                Run(
                    "text" if mark in owners else "head",
                    text,
                    min(each.ink.box.left for each in objects if each.ink),
                    max(each.ink.box.right for each in objects if each.ink),
                    objects[0].ink.baseline if objects[0].ink else 0.0,
                    max(each.ink.size for each in objects if each.ink),
                    min(_contrast(each.raw) for each in objects),
                    found[word.end() - 1][2] - found[0][1] if word else 0.0,
                    re.search(r"[ \n]", text) is None,
                )
            )
    heads = runs.pop(-1, [])
    blocks: dict[int, Block] = {}
    flow = [run for mark, found in runs.items() for run in found if owners[mark][1] != "note"]
    words_of = [run for run in flow if not _NUMBER.fullmatch(run.text.strip())]
    left = min((run.left for run in words_of), default=0.0)
    right = max((run.right for run in words_of), default=0.0)
    for mark in order:
        block, kind, column = owners[mark]
        for run in runs.get(mark, ()):
            role = "note" if kind == "note" else "text"
            if role == "text" and _NUMBER.fullmatch(run.text.strip()):
                outside = run.right < left - 2 or run.left > right + 2
                raised = run.size < 0.8 * _usual(flow)
                role = "number" if outside else "mark" if raised else role
            if block not in blocks:
                blocks[block] = Block(kind, column=column)
            blocks[block].runs.append(
                Run(role, *[getattr(run, name) for name in Run.__slots__[1:]])
            )
    return Page(recto, list(blocks.values()), heads)


def _usual(runs: Sequence[Run]) -> float:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 2)] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _tree(page: pypdfium2.PdfPage) -> tuple[dict[int, tuple[int, str, bool]], list[int]]:
    """The block of each marked content, its kind, whether it is a column; and their order."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    owners: dict[int, tuple[int, str, bool]] = {}
    order: list[int] = []
    count = 0

    def walk(element: Any, block: int, kind: str, divisions: int) -> None:
        nonlocal count
        role = _string(pdfium.FPDF_StructElement_GetType, element)
        if role == "Figure":
            return
        if kind != "note" and _BLOCKS.fullmatch(role):
            count += 1
            block = count
            kind = "note" if role == "Note" else "heading" if _HEADING.fullmatch(role) else "text"
        children = pdfium.FPDF_StructElement_CountChildren(element)
        for at in range(children):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
            if mark >= 0:
                owners[mark] = block, kind, divisions >= CELL
                order.append(mark)
            elif child:
                walk(child, block, kind, divisions + (role == "Div"))

    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), 0, "text", 0)
    pdfium.FPDF_StructTree_Close(tree)
    return owners, order


def _string(function: Callable[..., int], element: Any) -> str:
    length = function(element, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    function(element, buffer, length)
    return buffer.raw[:length].decode("utf-16-le").rstrip("\0")


def _letters(words: pypdfium2.PdfTextPage) -> dict[int, list[tuple[str, float, float]]]:
    """The letters of each text object, by its address, with their left and right edges."""
    found: dict[int, list[tuple[str, float, float]]] = defaultdict(list)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for at in range(pdfium.FPDFText_CountChars(words.raw)):
        pdfium.FPDFText_GetCharBox(words.raw, at, left, right, bottom, top)
        letter = chr(pdfium.FPDFText_GetUnicode(words.raw, at))
        owner = pdfium.FPDFText_GetTextObject(words.raw, at)
        found[_address(owner)].append((letter, left.value, right.value))
    return found


def _address(raw: Any) -> int:
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


def _contrast(raw: object) -> float:
    """The contrast of a fill with white paper (WCAG 2.2, relative luminance)."""
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(raw, *parts)
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part.value / 255 for part in parts[:3])
    ]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05)


# ---------------------------------------------------------------------------- measuring


def measure(pages: Sequence[Page]) -> dict[str, Any]:
    """The figures of a booklet's pages."""
    frames = _frames(pages)
    fills = [_fill(page, frames[_frame_of(pages, at)]) for at, page in enumerate(pages)]
    thin = [
        at + 1
        for at, share in enumerate(fills)
        if 0 < share < THIN and at > 0 and not _ends_part(pages, at)
    ]
    lone = [(at + 1, text) for at, page in enumerate(pages) for text in _lone_words(page)]
    spreads = [
        (left, left + 1)
        for left in range(1, len(pages) - 1, 2)
        if pages[left].is_script and pages[left + 1].is_script
    ]
    registers = [_register(pages[left], pages[right]) for left, right in spreads]
    feet = [
        abs(pages[left].baselines[0] - pages[right].baselines[0])
        for left, right in spreads
        if not _ends_part(pages, left) and not _ends_part(pages, right)
    ]
    notes = list(_notes(pages))
    distances = sorted(distance for distance in notes if distance is not None)
    turns = [(before, after) for before, after in pairwise(pages) if after.is_script]
    return {
        "pages": len(pages),
        "fill": [round(share, 2) for share in fills],
        "thin": thin,
        "lone": lone,
        "register": _share(sum(same for same, _ in registers), sum(all_ for _, all_ in registers)),
        "feet": round(median(feet), 1) if feet else None,
        "notes": len(notes),
        "at home": _share(len(distances), len(notes)),
        "distance": [_percentile(distances, percent) for percent in (50, 90, 99)],
        "over 40": _share(sum(each > 40 for each in distances), len(distances)),
        "over 100": _share(sum(each > 100 for each in distances), len(distances)),
        "repeated": sum(_repeated(pages[left : left + 2]) for left in range(1, len(pages), 2)),
        "smallest": _smallest(pages),
        "widows": sum(_continues(after) and len(_first(after).lines) == 1 for _, after in turns),
        "orphans": sum(
            _continues(after) and len(before.flow[-1].lines) == 1
            for before, after in turns
            if before.flow
        ),
        "keeps": [at + 1 for at, page in enumerate(pages[:-1]) if _breaks_keep(page)],
    }


def _frame_of(pages: Sequence[Page], at: int) -> tuple[bool, bool]:
    return pages[at].is_script, pages[at].recto


def _frames(pages: Sequence[Page]) -> dict[tuple[bool, bool], tuple[float, float]]:
    """The highest and the lowest baseline of the pages of each kind."""
    found: dict[tuple[bool, bool], list[float]] = defaultdict(list)
    for at, page in enumerate(pages):
        found[_frame_of(pages, at)] += page.baselines
    every = [y for ys in found.values() for y in ys] or [0.0]
    return {key: (max(ys or every), min(every)) for key, ys in found.items()}


def _fill(page: Page, frame: tuple[float, float]) -> float:
    top, bottom = frame
    if not page.baselines or top == bottom:
        return 0.0
    return (top - page.baselines[0]) / (top - bottom)


def _ends_part(pages: Sequence[Page], at: int) -> bool:
    """The last page, the last before the script or after it, or before an act."""
    if at + 1 == len(pages) or pages[at].is_script != pages[at + 1].is_script:
        return True
    following = pages[at + 1]
    first = following.flow[0] if following.flow else None
    return following.is_script and first is not None and first.kind == "heading"


def _lone_words(page: Page) -> Iterator[str]:
    flow_right = max((r.right for b in page.flow for r in b.runs if r.kind == "text"), default=0)
    notes: dict[int, float] = defaultdict(float)  # the right edge of the column at this left one
    for block in page.blocks:
        for run in block.runs if block.kind == "note" else ():
            at = round(block.runs[0].left)
            notes[at] = max(notes[at], run.right)
    for block in page.blocks:
        if block.column:
            continue
        edge = notes[round(block.runs[0].left)] if block.kind == "note" else flow_right
        for line, following in pairwise(block.lines):
            last = max(line, key=lambda run: run.right)
            first = following[0]
            room = edge - last.right - 0.22 * last.size
            joined = last.text.rstrip().endswith(("-", "\u2010", "\u00ad"))
            word = _first_word(following)
            if 0 < word < room - 2 and not joined and first.left < last.right:
                yield f"{last.text.strip()[-30:]} / {first.text.strip()[:30]}"


def _first_word(line: Sequence[Run]) -> float:
    """The width of a line's first word, which may stand in several runs."""
    begun = list(takewhile(lambda run: run.is_word, line))
    return sum(run.first_word for run in [*begun, *line[len(begun) : len(begun) + 1]])


def _register(left: Page, right: Page) -> tuple[int, int]:
    one, other = left.baselines, right.baselines
    same = sum(any(abs(y - z) < SAME for z in other) for y in one)
    same += sum(any(abs(y - z) < SAME for z in one) for y in other)
    return same, len(one) + len(other)


def _notes(pages: Sequence[Page]) -> Iterator[float | None]:
    """For each note that begins with a mark's number how far it is; None off its mark's page."""
    for page in pages:
        marks: dict[str, list[float]] = defaultdict(list)
        for block in page.flow:
            for line in block.lines:
                for run in line:
                    if run.kind == "mark":
                        marks[run.text.strip()].append(line[0].baseline)
        for block in page.blocks:
            number = re.match(r"\d+(?= )", block.runs[0].text) if block.kind == "note" else None
            if number is None or re.search(r" p\.\s", block.runs[0].text):
                continue
            there = marks.get(number[0], [])
            mark = min(there, key=lambda y: abs(y - block.runs[0].baseline), default=None)
            yield None if mark is None else abs(mark - block.runs[0].baseline)


def _repeated(spread: Sequence[Page]) -> int:
    """How many mark numbers stand on the spread more than once."""
    runs = [run for page in spread for block in page.flow for run in block.runs]
    counts = Counter(run.text.strip() for run in runs if run.kind == "mark")
    return sum(count > 1 for count in counts.values())


def _smallest(pages: Sequence[Page]) -> dict[str, tuple[float, float]]:
    """The smallest size and the least contrast of each kind of type."""
    found: dict[str, tuple[float, float]] = {}
    for run in (r for page in pages for block in page.blocks for r in block.runs):
        size, contrast = found.get(run.kind, (1000.0, 21.0))
        found[run.kind] = min(size, round(run.size, 2)), min(contrast, round(run.contrast, 1))
    return found


def _first(page: Page) -> Block:
    return page.flow[0]


def _continues(page: Page) -> bool:
    """Whether the page begins within a paragraph: its first line is set in, and upright text."""
    if not page.flow or page.flow[0].kind == "heading":
        return False
    left = min(run.left for block in page.flow for run in block.runs if run.kind == "text")
    first = page.flow[0].lines[0][0]
    return 8 < first.left - left < 16 and first.text[:1].islower()


def _breaks_keep(page: Page) -> bool:
    if not page.flow:
        return False
    last = page.flow[-1]
    name = "".join(run.text for run in last.lines[-1]).strip()
    return last.kind == "heading" or (len(last.lines) == 1 and name.isupper() and len(name) < 30)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _percentile(ordered: Sequence[float], percent: int) -> float | None:
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1)


# ------------------------------------------------------------------------------ telling


def main(arguments: list[str]) -> int:
    """Measure each, and print a table, or everything as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages")
    parser.add_argument("paths", type=Path, nargs="+", metavar="COURSE|PDF")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    figures = {str(path): measure(read(pdf)) for path, pdf in _pdfs(options.paths)}
    if options.json:
        print(json.dumps(figures, indent=1, ensure_ascii=False))
        return 0
    for name, found in figures.items():
        told = {
            **found,
            "fill": f"{median(found['fill']):.2f} in the middle",
            "lone": len(found["lone"]),
        }
        print(name)
        print("  " + "; ".join(f"{key} {value}" for key, value in told.items()))
    return 0


def _pdfs(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        if path.is_dir():
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-m", "booklet", "build", str(path)]
                subprocess.run([*command, "--no-html", "-o", folder], check=True)
                for pdf in sorted(Path(folder).glob("*.pdf")):
                    if not pdf.stem.endswith("-print"):
                        yield path, pdf.read_bytes()
        else:
            yield path, path.read_bytes()
