"""What to print when a command ends by an exception: one message, no traceback."""

from __future__ import annotations

import errno
import os
import platform
import re
import tempfile
import traceback
from pathlib import Path

import click

from booklet.child import JobError, MissingLibraryError
from booklet.cli.voice import Voice, visible
from booklet.problems import Problem, error
from booklet.writing import NotWrittenError

_INSTALL = """\
install Pango and HarfBuzz:
  Debian, Ubuntu:  sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora:          sudo dnf install pango harfbuzz
  macOS:           brew install pango
  Windows:         pacman -S mingw-w64-ucrt-x86_64-pango (in MSYS2)
then give the same command again."""

HUNG_UP, TERMINATED = 129, 143
"""The exit codes after SIGHUP and SIGTERM: 128 and their numbers, as shells have it."""

_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_SYSTEM_SAYS = re.compile(r"OSError: \[Errno (\d+)\]")

_STOPPED = "stopped; every file is the old one or the new one, whole"


def not_written(exception: NotWrittenError) -> Problem:
    """A file that could not be written, as a problem."""
    what = f"{exception.filename} was not written: {exception.strerror}"
    return error("not-written", what, None, exception.hint)


def library_missing(exception: MissingLibraryError) -> Problem:
    """A system library that is not there, as a problem; `./run` names the same packages."""
    # cffi goes on to tell how else it looked.
    which = str(exception).partition(".  Additionally")[0]
    what = f"a library that sets the pages is missing: {which}"
    return error("library-missing", what, None, _INSTALL)


def explain(exception: BaseException, voice: Voice) -> int:
    """Tell of the exception on standard error; the exit code that goes with it."""
    voice.erase_progress()
    match exception:
        case KeyboardInterrupt():
            click.echo(_STOPPED, err=True)
            return 130
        case SystemExit():
            status = exception.code if isinstance(exception.code, int) else 1
            if status in (HUNG_UP, TERMINATED):
                click.echo(_STOPPED, err=True)
            return status
        case MissingLibraryError():
            voice.report([library_missing(exception)])
            return 2
        case NotWrittenError():
            voice.report([not_written(exception)])
            return 2
        case FileNotFoundError() if _folder_is_gone():
            click.echo("error: the current folder is not there any more", err=True)
            click.echo("    Go to another one with `cd`, and give the command again.", err=True)
            return 2
        case OSError() if exception.filename:
            reason = exception.strerror or str(exception)
            click.echo(f"error: {visible(str(exception.filename))}: {reason}", err=True)
            return 2
        case _:
            return _explain_fault(exception, voice)


def _folder_is_gone() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _explain_fault(exception: BaseException, voice: Voice) -> int:
    details = (
        exception.details
        if isinstance(exception, JobError)
        else "".join(traceback.format_exception(exception))
    )
    if voice.verbose:
        click.echo(details, err=True)
    voice.report([fault(details)])
    return 2


def fault(details: str) -> Problem:
    """A fault of the program, as a problem; the details go into a file to be sent to us.

    A disk that is full is no fault of the program, and no file could be written to tell of it.
    """
    last = details.strip().splitlines()[-1]
    said = _SYSTEM_SAYS.match(last)
    if said and int(said[1]) in _NO_ROOM:
        return error(
            "not-written",
            f"there is no room to write: {os.strerror(int(said[1]))}",
            None,
            "Make room on the disk and in the folder for temporary files, or allow larger files "
            "(`ulimit -f`).",
        )
    return error(
        "program-failed",
        f"booklet itself has failed, not your course: {last}",
        None,
        f"please report it, with this file: {_write_log(details)}",
    )


def _write_log(details: str) -> Path:
    from importlib.metadata import version  # too slow to import for every --help

    handle, name = tempfile.mkstemp(prefix="booklet-failure-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(f"booklet {version('script-booklet')}, {platform.platform()}, ")
        log.write(f"Python {platform.python_version()}\n\n{details}")
    return Path(name)
