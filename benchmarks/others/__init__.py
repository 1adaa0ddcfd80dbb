"""Other finders of quotations, each in an environment of its own, asked through a pipe.

Takes a script's text and essays; gives the places where each finder sees the script in them.
An environment is made the first time, in the folder for temporary files, with pip.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_FOLDER = Path(tempfile.gettempdir()) / "booklet-gold-others"

Match = tuple[int, int, int, int]
"""Start and end in the script's text, start and end in the essay."""


@dataclass(frozen=True, slots=True)
class Finder:
    """A finder: its name, what pip installs, the program here that asks it."""

    name: str
    requirement: str
    program: str


FINDERS = (
    Finder("Quid", "Quid==2.6.7", "quid_matches.py"),
    Finder("text-matcher", "text-matcher==0.1.6", "text_matcher_matches.py"),
)


class FinderUnavailableError(Exception):
    """The finder cannot be installed or run here; its text says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The matches in each essay, and what the program remarks."""

    matches: list[list[Match]]
    remark: str


def ask(finder: Finder, source: str, targets: list[str]) -> Answer:
    """Asks a finder; raises `FinderUnavailableError` with what pip or the program said."""
    python = _environment(finder)
    run = subprocess.run(
        [str(python), str(_HERE / finder.program)],
        input=json.dumps({"source": source, "targets": targets}),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise FinderUnavailableError(_last_line(run.stderr))
    return Answer(
        [[(a, b, c, d) for a, b, c, d in found] for found in json.loads(run.stdout)],
        run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "",
    )


def _environment(finder: Finder) -> Path:
    """The Python of the finder's environment, made where there is none."""
    folder = _FOLDER / finder.requirement.replace("==", "-")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / "installed"
    if done.exists():
        return python
    venv.create(folder, clear=True, with_pip=True)
    run = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", finder.requirement],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise FinderUnavailableError(_last_line(run.stderr))
    done.touch()
    return python


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no message"])[-1].strip()
