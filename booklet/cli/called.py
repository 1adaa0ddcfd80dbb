"""What the person types to call this program, for messages that show a command to give next.

In: names of commands and their arguments. Out: a line that can be copied into the terminal.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess

RUN = "BOOKLET_RUN"
"""The variable in which the script `run` of a checkout says how it was called itself."""

_BEFORE_A_COMMAND = re.compile(r"(?:(?<=`)|^)booklet(?= [a-z-])", re.MULTILINE)


def program() -> str:
    """`booklet`; in a checkout `./run booklet`, or whatever leads to `run` from here."""
    run = os.environ.get(RUN)
    return f"{quoted(run)} booklet" if run else "booklet"


def command(name: str, *arguments: object) -> str:
    """The line that gives the command `name`."""
    return " ".join((program(), name, *(quoted(str(each)) for each in arguments)))


def as_called(text: str) -> str:
    """The text with commands, at its beginning or in `backticks`, as one gives them here."""
    called = program()
    return text if called == "booklet" else _BEFORE_A_COMMAND.sub(lambda _: called, text)


def quoted(argument: str) -> str:
    """An argument as a shell takes it."""
    return subprocess.list2cmdline([argument]) if os.name == "nt" else shlex.quote(argument)
