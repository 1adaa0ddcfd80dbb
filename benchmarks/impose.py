"""How fast pages are put on sheets.

    python -m benchmarks impose FILE.pdf [--pages 100]

FILE's pages are repeated, or cut off, to so many; then each layout is imposed, the best of
five runs: wall-clock seconds from the bytes of one PDF to those of the other, imports
left out. To reach: 100 pages 2-up in under 0.3 s.
"""

from __future__ import annotations

import argparse
import io
import time
from pathlib import Path

import pikepdf

from booklet.impose import impose
from booklet.model import PrintOptions
from booklet.printing import LAYOUTS

RUNS = 5


def main(arguments: list[str]) -> int:
    """Runs the benchmark; see the module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks impose")
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    options = parser.parse_args(arguments)
    pdf = of_length(options.file.read_bytes(), options.pages)
    print(f"{options.pages:,} pages, {len(pdf) / 1024:,.0f} KiB")
    for layout in LAYOUTS:
        seconds = min(timed(pdf, PrintOptions(layout)) for _ in range(RUNS))
        print(f"{layout:>10}: {seconds:.3f} s")
    return 0


def of_length(pdf: bytes, pages: int) -> bytes:
    """The PDF with so many pages, its own ones over and over."""
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.Pdf.new() as target:
        while len(target.pages) < pages:
            target.add_pages_from(source, range(min(len(source.pages), pages - len(target.pages))))
        stream = io.BytesIO()
        target.save(stream)
    return stream.getvalue()


def timed(pdf: bytes, options: PrintOptions) -> float:
    """Seconds for one imposition."""
    start = time.perf_counter()
    result = impose(pdf, options)
    seconds = time.perf_counter() - start
    if result.value is None:
        raise SystemExit("\n".join(map(str, result.problems)))
    return seconds
