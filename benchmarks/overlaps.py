"""`python -m benchmarks overlaps --n 5000 --seed 1`: does proof take good type for overprinting?

In: how many sentences, and a seed. Out: in so many courses of random sentences, in every
script, theme and size that is shipped, how often text was said to overlap (and what else was
said to be wrong); then, in the same PDFs with one text on each page moved onto another, how
often that was found. 1 where something good was refused, or something overprinted passed.
"""

from __future__ import annotations

import argparse
import io
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from benchmarks.sentences import WORDS, course
from booklet import jobs
from booklet.child import Child
from booklet.model import Limits
from booklet.outputs import Booklet
from booklet.problems import Result
from booklet.proof.accounting import note_pieces
from booklet.proof.ink import drawn_text
from booklet.proof.overlaps import find_overlaps
from booklet.proof.reading import read_pdf
from booklet.proof.rectangles import Rectangle
from booklet.proof.shown import shown_text

LOOKS = (
    ("theme: default\n", "reader"),
    ("theme: modern\npaper: a4\n", "teacher"),
    ("theme: ink\npaper: half-letter\n", "student"),
    ("", "large-print"),
)
"""Settings and an edition: between them all themes and fonts, both places of notes, and sizes."""

OVERPRINT = ("text-overlap", "note-overlap")
MOVED = 0.5, 0.9  # of the smaller one's width and height that are covered by what is moved
PT_PER_PX = 0.75


def main(arguments: list[str]) -> int:
    """Prints what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks overlaps")
    parser.add_argument("--n", type=int, default=5000, help="sentences")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder in which the courses are left")
    wanted = parser.parse_args(arguments)
    chance = random.Random(wanted.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = wanted.keep or Path(scratch)
        pdfs, told = build_all(folder, wanted.n, chance)
    for code, places in sorted(told.items()):
        print(f"  {code}: {len(places)}, such as {places[0]}")
    overprinted = sum(len(told.get(code, ())) for code in OVERPRINT)
    refused = len(WORDS) * len(LOOKS) - len(pdfs)
    print(f"{wanted.n} sentences: {overprinted} said to overlap, {refused} courses without a PDF")
    found, moved = Counter[str](), Counter[str]()
    for pdf in pdfs:
        for kind, seen in moved_and_found(pdf, chance):
            moved[kind] += 1
            found[kind] += seen
    for kind, number in sorted(moved.items()):
        print(f"{number} {kind} moved onto another: {found[kind]} found")
    return 1 if overprinted or refused or found != moved else 0


def build_all(
    folder: Path, sentences: int, chance: random.Random
) -> tuple[list[bytes], Mapping[str, Sequence[str]]]:
    """PDFs of courses in each language and look; and by their codes all errors that were told,
    with the problems that proof finds."""
    pdfs = []
    told: dict[str, list[str]] = defaultdict(list)
    each = -(-sentences // (len(WORDS) * len(LOOKS)))
    for language in WORDS:
        for number, (settings, edition) in enumerate(LOOKS):
            here = folder / f"{language}-{number}"
            course(here, chance, each, language, settings)
            result = built(here, edition)
            for problem in result.problems:
                if problem.severity == "error" or problem.code.startswith("space-"):
                    told[problem.code].append(str(problem))
            if result.value is not None and result.value.pdf:
                (here / "course.pdf").write_bytes(result.value.pdf)
                pdfs.append(result.value.pdf)
    return pdfs, told


def built(folder: Path, edition: str) -> Result[Booklet]:
    """The course in the folder as a PDF."""
    child = Child(Limits(), lambda _: None)
    return child.run(jobs.build.build, folder, folder.name, page=False, edition_name=edition)


# ------------------------------------------------------------------------ real overlaps


def moved_and_found(pdf: bytes, chance: random.Random) -> list[tuple[str, bool]]:
    """On each page one text is moved onto another one: what it is, and whether that is found."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        shown, movable = shown_text(document), set(_movable(document))
    drawn = drawn_text(pdf)
    texts: dict[int, list[_Text]] = defaultdict(list)
    for place in sorted(movable & shown.keys() & drawn.keys()):
        ink = drawn[place]
        if shown[place].pen and any(map(str.isalnum, shown[place].text)):
            left, right = shown[place].pen or (0.0, 0.0)
            box = Rectangle(left, ink.box.bottom, right, ink.box.top)
            texts[place[0]].append(_Text(place[1], box))
    notes = {(run.page, run.box) for run in read_pdf(pdf).runs if run.note}
    moves, kinds = {}, {}
    for page, there in sorted(texts.items()):
        if len(there) > 1:
            one, other = chance.sample(there, 2)
            moves[page] = one.mark, *_onto(one.box, other.box, chance)
            kinds[page] = "notes" if (page, drawn[page, one.mark].box) in notes else "words"
    damaged = read_pdf(_with_moves(pdf, moves))
    pieces = note_pieces(damaged.runs, {run.note for run in damaged.runs})
    pages = {overlap.page for overlap in find_overlaps(damaged, pieces)}
    return [(kind, page in pages) for page, kind in kinds.items()]


@dataclass(frozen=True, slots=True)
class _Text:
    """A marked content of a page, and the room of its text."""

    mark: int
    box: Rectangle


def _movable(document: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """The page and mark of what begins with a text matrix: not the words of pictures, which
    are scattered under one mark, and cut off where they leave the picture."""
    for number, page in enumerate(document.pages, start=1):
        mark = -1
        for instruction in pikepdf.parse_content_stream(page, operators="BDC Tm"):
            if str(instruction.operator) == "BDC":
                tag, properties = instruction.operands
                mark = -1 if str(tag) == "/Figure" else int(properties.get("/MCID", mark))
            elif mark >= 0:
                yield number, mark


def _onto(box: Rectangle, other: Rectangle, chance: random.Random) -> tuple[float, float]:
    """How far to move a box so that it covers a corner of the other."""
    across = chance.uniform(*MOVED) * min(box.width, other.width)
    up = chance.uniform(*MOVED) * min(box.height, other.height)
    x = chance.choice((other.left + across - box.right, other.right - across - box.left))
    y = chance.choice((other.bottom + up - box.top, other.top - up - box.bottom))
    return x, y


def _with_moves(pdf: bytes, moves: Mapping[int, tuple[int, float, float]]) -> bytes:
    """The PDF with one marked content of each of these pages moved by so much."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, start=1):
            if number in moves:
                content = list(_moved(pikepdf.parse_content_stream(page), *moves[number]))
                page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(content))
        document.save(made)
    return made.getvalue()


def _moved(content: Iterable[Any], mark: int, x: float, y: float) -> Iterator[Any]:
    """The instructions, in which the texts of one mark begin elsewhere."""
    inside = depth = 0
    for instruction in content:
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in ("BDC", "BMC"):
            depth += 1
            if operator == "BDC" and operands[1].get("/MCID") == mark:
                inside = depth
        elif operator == "EMC":
            inside = 0 if inside == depth else inside
            depth -= 1
        elif operator == "Tm" and inside:
            a, b, c, d, e, f = map(float, operands)
            # In CSS px, down from the top of the page.
            operands = [a, b, c, d, e + x / PT_PER_PX, f - y / PT_PER_PX]
        yield operands, instruction.operator
