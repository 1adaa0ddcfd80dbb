"""How the command speaks: problems, progress and results, for people at a terminal.

Problems and progress go to standard error, results to standard output.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from booklet.cli.called import as_called
from booklet.counting import counted

if TYPE_CHECKING:  # --help has no problems
    from booklet.problems import Problem, Severity

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow"}
_STAGES = {
    "unpack": "unpacking",
    "read": "reading the course",
    "pages": "reading the pages",
    "cut": "telling the texts of the pages apart",
    "collate": "bringing the same lines together",
    "draw": "finding the quotations",
    "edit": "numbering",
    "compose": "filling the templates",
    "typeset": "setting the pages",
    "proof": "reading the proof",
    "plan": "planning the meetings",
    "impose": "laying out the sheets",
}
_MANY = 10
"""More warnings than this are not listed by a command that has something else to say."""

MOST_ALIKE = 100
"""More problems of one kind in one file are counted, not printed; JSON has them all."""

# Text of a course stands in messages: it must not steer the terminal (C0, C1, bidi).
# Half a character is a byte of a file's name that is no UTF-8.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What was asked for by `--quiet` and `--verbose`, and when."""

    quiet: bool = False
    verbose: bool = False
    began: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        """Seconds since the command was given."""
        return time.monotonic() - self.began

    def say(self, text: str) -> None:
        """A result, unless quiet."""
        if not self.quiet:
            self.erase_progress()
            click.echo(visible(text))

    def stage(self, name: str, of: str = "") -> None:
        """What is being done now: a line that is overwritten, on a terminal only.

        `of` is the course, where there are several.
        """
        words = f"{of}: {_STAGES.get(name, name)}" if of else _STAGES.get(name, name)
        if self.verbose:
            click.echo(f"{words} …", err=True)
        elif _shows_progress(self):
            click.echo(f"\r\x1b[K{words} …", err=True, nl=False)

    def erase_progress(self) -> None:
        """Give the line back on which the progress stood."""
        if _shows_progress(self):
            click.echo("\r\x1b[K", err=True, nl=False)

    def report(self, problems: Sequence[Problem], elsewhere: str = "") -> None:
        """All problems, by file and line, each with its code and hint; then how many there are.

        Where another command lists them all, `elsewhere`, many warnings are only counted.
        """
        self.erase_progress()
        shown = [problem for problem in problems if problem.severity == "error" or not self.quiet]
        errors = [problem for problem in shown if problem.severity == "error"]
        many = bool(elsewhere) and len(shown) - len(errors) > _MANY
        if many:
            shown = errors
        told: Counter[tuple[str, str]] = Counter()
        for problem in in_order(shown):
            alike = (problem.code, problem.span.file if problem.span else "")
            told[alike] += 1
            if told[alike] > MOST_ALIKE:
                continue
            where = f"{problem.span}: " if problem.span else ""
            kind = click.style(f"{problem.severity}:", fg=_COLOURS[problem.severity], bold=True)
            code = click.style(f"[{problem.code}]", dim=True)
            _to_stderr(f"{visible_line(where)}{kind} {visible_line(problem.message)} {code}")
            if problem.hint:
                lines = visible(as_called(sentence(problem.hint))).splitlines()
                _to_stderr("\n".join(f"    {line}" for line in lines))
        for (code, file), number in told.items():
            if number > MOST_ALIKE:
                where = f"{visible_line(file)}: " if file else ""
                more = f"{number - MOST_ALIKE:,} more of this kind"
                _to_stderr(f"{where}{more} {click.style(f'[{code}]', dim=True)}")
        if shown or many:
            all_of_them = f"; to see them all: {elsewhere}" if many else ""
            _to_stderr(counts(problems) + all_of_them)


def as_data(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """The problems as plain data, for JSON."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "file": problem.span.file if problem.span else None,
            "line": problem.span.line if problem.span else None,
            "column": problem.span.column if problem.span else None,
            "hint": as_called(sentence(problem.hint)),
        }
        for problem in in_order(problems)
    ]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Those without a place first, then by file, line and column."""

    def place(problem: Problem) -> tuple[str, int, int]:
        span = problem.span
        return (span.file, span.line, span.column) if span else ("", 0, 0)

    return sorted(problems, key=place)


def sentence(hint: str) -> str:
    """The hint with a capital at its beginning and a full stop at its end.

    None follows what is to be copied, such as an option or the name of a file.
    """
    last = hint.rpartition(" ")[2]
    copied = last.startswith("-") or "/" in last or "." in last
    stop = "." if last[-1:] not in (*".?!…:”", "") and not copied else ""
    command = hint.startswith("booklet ")
    return hint if command else f"{hint[:1].upper()}{hint[1:]}{stop}"


def counts(problems: Iterable[Problem]) -> str:
    """ "2 errors, 1 warning"."""
    kinds = [problem.severity for problem in problems]
    words = [counted(kinds.count(kind), kind) for kind in ("error", "warning") if kind in kinds]
    return ", ".join(words) or "no problems"


def visible(text: str) -> str:
    """The text with characters that would steer a terminal written out."""
    return _STEERING.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def visible_line(text: str) -> str:
    """As `visible`, with line ends written out too: nobody can make a line of ours."""
    return visible(text.replace("\n", "\r")).replace("<U+000D>", "<U+000A>")


def json_text(data: object) -> str:
    """The data as JSON to print, in which nothing would steer a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _shows_progress(voice: Voice) -> bool:
    return sys.stderr.isatty() and not voice.quiet and not voice.verbose


def _to_stderr(text: str) -> None:
    # click takes colours out where no terminal reads; NO_COLOR is https://no-color.org.
    click.echo(text, err=True, color=False if os.environ.get("NO_COLOR") else None)
