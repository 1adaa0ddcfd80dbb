"""Whether every edition of a play is whole and accessible.

`python -m benchmarks ua PLAY [--notes 1000] [--edition NAME ...]`, PLAY a script file such as
the TEI of Hamlet. Each edition gets that many made-up notes, is set, proved (every speech,
direction and note accounted for) and checked against PDF/UA-1 by page-validation.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import page

from benchmarks.synthetic import made_up_edition, script_from
from booklet.compose import compose_print
from booklet.edit.choosing import speaking_roles
from booklet.edit.selecting import select
from booklet.model import Edition
from booklet.proof import prove
from booklet.read.keys.editions import BUILT_IN
from booklet.typeset import typeset


def main(arguments: list[str]) -> int:
    """Build each edition, and print a line for it; 1 where one is not whole or not valid."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks ua")
    parser.add_argument("play", type=Path)
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--edition", action="append", choices=list(BUILT_IN))
    options = parser.parse_args(arguments)
    script = script_from(options.play)
    whole = made_up_edition(script, options.notes)
    good = True
    for name in options.edition or BUILT_IN:
        choice = BUILT_IN[name]
        if choice.part:
            choice = replace(choice, role=speaking_roles(script)[0])
        good = _checked(name, select(whole, choice)) and good
    return 0 if good else 1


def _checked(name: str, edition: Edition) -> bool:
    begin = time.process_time()
    document = compose_print(edition, None).value
    if document is None:
        raise ValueError("the templates have errors")
    made = typeset(document.html, document.stylesheets, edition, None)
    if made.value is None:
        raise ValueError("; ".join(str(problem) for problem in made.problems))
    proof = prove(made.value.pdf, edition)
    errors = [problem for problem in proof.problems if problem.severity == "error"]
    report = page.validate_pdf_bytes(made.value.pdf, profile="ua1")
    print(
        f"{name}: {made.value.pages} pages, {len(edition.notes)} notes, {len(errors)} lost, cut, "
        f"collided or off the page; PDF/UA-1 {'passed' if report.is_compliant else 'FAILED'} "
        f"({len(report.failures)} failures); {time.process_time() - begin:.0f} s"
    )
    for problem in errors[:5]:
        print(f"  {problem.message}")
    for failure in report.failures[:5]:
        print(f"  {failure.message}")
    return not errors and bool(report.is_compliant)
