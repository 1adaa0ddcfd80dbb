"""The script of a course, whatever format it is written in.

Takes a path; gives the `Script`. Which format that is, and who reads it, is said in
`booklet.read.formats`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from booklet.model import Script, Span
from booklet.problems import Problem, Result, error
from booklet.read.formats import TEXT, Format, recognise, scripts
from booklet.read.text.files import decode, read_bytes
from booklet.read.text.kinds import Foreign

LONGEST_HEADING, LONGEST_SPEECH, LONGEST_SCRIPT = 1_000, 200_000, 4_000_000
"""Characters; nothing longer has been written for actors, and setting it would take hours."""


def read_script(path: Path, shown: str) -> Result[Script]:
    """The script in the file at `path`, whose name is `shown` to the person.

    Problems: those of `read_bytes`, `decode` and of the reader of its format;
    `script-unknown-format`, `script-empty`, `text-too-long`, `script-too-long`.
    """
    data = read_bytes(path, shown)
    if data.value is None:
        return Result(None, data.problems)
    if not data.value.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        return Result(None, (_empty(shown),))
    format = recognise(data.value, shown)
    if isinstance(format, Foreign):
        return Result(None, (_foreign(format, shown),))
    if format.read_bytes:
        return _printable(format.read_bytes(data.value, shown), shown)
    ending = PurePosixPath(shown).suffix.lower()
    if format.read is None or (format is TEXT and ending not in ("", *TEXT.endings)):
        return Result(None, (_no_script(format, shown),))
    text = decode(data.value, shown)
    if text.value is None:
        return Result(None, text.problems)
    read = format.read(text.value, shown)
    return _printable(Result(read.value, text.problems + read.problems), shown)


def _foreign(what: Foreign, shown: str) -> Problem:
    if what.text:
        hint = what.cure or _formats()
        return error("script-unknown-format", f"the file is {what.title}", Span(shown), hint)
    message = f"{shown} is {what.title}, not a script in plain text"
    return error("script-unknown-format", message, None, _formats())


def _no_script(format: Format, shown: str) -> Problem:
    if format is TEXT:
        message = "neither the ending of the file nor what is in it tells its format"
        hint = f"If it is Fountain, call it script.fountain. {_formats()}"
    else:
        message = f"the file is {format.title}, not a script"
        hint = f"`booklet import` makes a course of such files. {_formats()}"
    return error("script-unknown-format", message, Span(shown), hint)


def _formats() -> str:
    *titles, last = (each.title for each in scripts() if each.endings)
    return f"Scripts are read as {', '.join(titles)} or {last}; save or export it as one of these."


def _empty(shown: str) -> Problem:
    hint = "Write the scenes and the dialogue into it; `booklet new` shows how one begins."
    return error("script-empty", f"there is no script in {shown}", Span(shown), hint)


def _printable(read: Result[Script], shown: str) -> Result[Script]:
    """The same, refused if there is nothing in it that could be printed, or far too much."""
    script = read.value
    if script is None:
        return read
    if any(scene.elements for scene in script.scenes):
        return Result(script, (*read.problems, *_too_long(script, shown)))
    if any(problem.code == "script-empty" for problem in read.problems):
        return Result(None, read.problems)
    return Result(None, (*read.problems, _empty(shown)))


def _too_long(script: Script, shown: str) -> Iterator[Problem]:
    whole = 0
    for scene in script.scenes:
        if len(scene.heading) > LONGEST_HEADING:
            yield error(
                "text-too-long",
                f"the scene heading “{scene.heading}” has {len(scene.heading):,} characters; at "
                f"most {LONGEST_HEADING:,} can be set",
                scene.span,
                "Is it action? Then put an empty line before it, or write it below the heading.",
            )
    for part in script.parts():
        text = getattr(part, "text", "")
        whole += len(text)
        if len(text) > LONGEST_SPEECH:
            yield error(
                "text-too-long",
                f"a speech or direction has {len(text):,} characters; at most "
                f"{LONGEST_SPEECH:,} can be set",
                part.span,
                "Is the next speaker's name missing somewhere in it? Else divide it.",
            )
    if whole > LONGEST_SCRIPT:
        yield error(
            "script-too-long",
            f"the script has {whole:,} characters; at most {LONGEST_SCRIPT:,} make a booklet",
            Span(shown),
            "Divide it into several courses. All of Hamlet has 180,000.",
        )
