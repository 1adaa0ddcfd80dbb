"""What notes cost the layout, and where they end up.

`python -m benchmarks layout PLAY [--only cost|quality|markup|scale]`, PLAY a script file
such as the TEI of Hamlet. Each layout runs in a process of its own: CPU seconds and peak
memory are those of the whole process from reading to finished PDF. Compare ratios.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from lxml.html import document_fromstring, tostring

import booklet.typeset
from benchmarks.synthetic import A5, made_up_edition, repeated, script_from
from booklet.compose import compose_print
from booklet.geometry import page_geometry
from booklet.markup.css import SheetText
from booklet.proof import displacements, percentile, prove, share_at_home
from booklet.typeset.engine import Engine, StyleSheet
from booklet.typeset.fetch import CourseFetcher
from booklet.typeset.geometry import stylesheet

NOTES = (0, 400, 1000)


def main(arguments: list[str]) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks layout")
    parser.add_argument("play", type=Path)
    parser.add_argument("--only", choices=["cost", "quality", "markup", "scale"])
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, the least counts")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(_measure(options.play, json.loads(options.measure))))
        return 0
    for name, table in (
        ("cost", _cost),
        ("quality", _quality),
        ("markup", _markup),
        ("scale", _scale),
    ):
        if options.only in (None, name):
            table(options.play, options.repeat)
    return 0


def _cost(play: Path, repeat: int) -> None:
    print("Notes and what they cost (ratios to the same play without notes):")
    bare: dict[str, Any] = {}
    for notes in NOTES:
        run = _best(play, repeat, notes=notes)
        run["unnoted"] = _run(play, notes=notes, unnoted=True)["unnoted"]
        bare = bare or run
        print(
            f"  {notes:5} notes: {run['text_pages']} pages ({run['unnoted']} with the note "
            f"boxes taken out), "
            f"layout CPU {run['layout']:.2f} s = {run['layout'] / bare['layout']:.2f}x, "
            f"with PDF {run['total']:.2f} s = {run['total'] / bare['total']:.2f}x, "
            f"peak memory {run['memory'] / 1024:.0f} MiB = {run['memory'] / bare['memory']:.2f}x, "
            f"placing {run['placing'] / run['total']:.1%} of the total"
        )


def _quality(play: Path, repeat: int) -> None:
    del repeat
    print("Where the notes stand (from the finished PDF):")
    for notes in NOTES[1:]:
        run = _run(play, notes=notes, prove=True)
        print(
            f"  {notes:5} notes: {run['home']:.1%} on their line's page; displacement there "
            f"50th {run['p50']:.0f} pt, 90th {run['p90']:.0f} pt, 99th {run['p99']:.0f} pt; "
            f"{run['problems']} lost, cut, collided or off the page"
        )


def _markup(play: Path, repeat: int) -> None:
    ours = _best(play, repeat, notes=0)
    plain = _best(play, repeat, notes=0, plain=True)
    print(
        f"Bare text in our markup: {ours['layout']:.2f} s of layout; with a div and an id for "
        f"each line: {plain['layout']:.2f} s; ratio {ours['layout'] / plain['layout']:.2f}"
    )


def _scale(play: Path, repeat: int) -> None:
    print("Linear in the text (400 notes for each length of the play):")
    for times in (1, 2, 4):
        run = _best(play, min(repeat, 2), notes=400 * times, times=times)
        print(
            f"  {times}x: {run['pages']} pages, {run['total']:.2f} s, "
            f"{1000 * run['total'] / run['pages']:.1f} ms a page, "
            f"{run['memory'] / 1024 / run['pages']:.2f} MiB a page"
        )


def _best(play: Path, repeat: int, **what: Any) -> dict[str, Any]:
    return min((_run(play, **what) for _ in range(repeat)), key=lambda run: float(run["total"]))


def _run(play: Path, **what: Any) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        "layout",
        str(play),
        "--measure",
        json.dumps(what),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _measure(play: Path, what: dict[str, Any]) -> dict[str, Any]:
    script = repeated(script_from(play), what.get("times", 1))
    edition = made_up_edition(script, what["notes"])
    document = compose_print(edition, None).value
    if document is None:
        raise ValueError("the templates have errors")
    html = _with_divs(document.html) if what.get("plain") else document.html
    laying_out = _timed(Engine, "lay_out")
    placing = _timed(booklet.typeset, "set_margins")
    begin = time.process_time()
    result = booklet.typeset.typeset(html, document.stylesheets, edition, None)
    end = time.process_time()
    done = result.value
    if done is None:
        raise ValueError("; ".join(str(problem) for problem in result.problems))
    figures: dict[str, Any] = {
        "pages": done.pages,
        "text_pages": done.text_pages,
        "unnoted": _pages_without_notes(html, document.stylesheets) if what.get("unnoted") else 0,
        "layout": laying_out[0],
        "placing": sum(placing),
        "total": end - begin,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    if what.get("prove"):
        proof = prove(done.pdf, edition)
        if proof.value is None:
            raise ValueError("; ".join(str(problem) for problem in proof.problems))
        far = displacements(proof.value)
        figures |= {
            "home": share_at_home(proof.value),
            **{f"p{n}": percentile(far, n) for n in (50, 90, 99)},
            "problems": sum(problem.severity == "error" for problem in proof.problems),
        }
    return figures


def _pages_without_notes(html: str, stylesheets: tuple[SheetText, ...]) -> int:
    """The pages of the same text, its marks included, without the notes themselves."""
    page = page_geometry(A5)
    if page is None:
        raise ValueError("A5 has room for notes")
    tree = document_fromstring(html)
    for note in list(tree.iter("span")):
        if (note.get("class") or "").startswith("note "):
            note.drop_tree()  # type: ignore[attr-defined]
    styles = [StyleSheet(stylesheet(page)), *(StyleSheet(sheet.text) for sheet in stylesheets)]
    bare = tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return len(Engine(styles, CourseFetcher(None)).lay_out(bare).pages)


def _timed(owner: object, name: str) -> list[float]:
    """Make the owner's function of this name note the CPU seconds of each call in the list."""
    spent: list[float] = []
    stage = getattr(owner, name)

    def timed(*arguments: Any, **options: Any) -> Any:
        begin = time.process_time()
        value = stage(*arguments, **options)
        spent.append(time.process_time() - begin)
        return value

    setattr(owner, name, timed)
    return spent


def _with_divs(html: str) -> str:
    """The same text with each line in a div that has an id, as natural markup would have it."""
    parts = html.split("<p class=")
    return parts[0] + "".join(
        f'<div id="line-{index}" class={part.replace("</p>", "</div>", 1)}'
        for index, part in enumerate(parts[1:])
    )
