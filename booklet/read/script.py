"""The script of a course, whatever format it is written in.

Takes a path; gives the `Script`. Fountain, TEI, Final Draft and YAML are told apart by
what is in the file first, by its name where that leaves a doubt: people rename files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

from booklet.model import DualDialogue, Script, Span
from booklet.problems import Problem, Result, error
from booklet.read.text.characters import check_words
from booklet.read.text.files import decode, read_bytes, span_at
from booklet.read.text.kinds import foreign_kind

Format = Literal["fountain", "tei", "fdx", "yaml"]

SCRIPT_SUFFIXES: dict[str, Format] = {
    ".fountain": "fountain",
    ".spmd": "fountain",
    ".txt": "fountain",
    ".xml": "tei",
    ".tei": "tei",
    ".fdx": "fdx",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""Endings of script files, and the format that each is taken for."""

LONGEST_HEADING, LONGEST_SPEECH, LONGEST_SCRIPT = 1_000, 200_000, 4_000_000
"""Characters; nothing longer has been written for actors, and setting it would take hours."""

_XML = re.compile(r"\s*<(\?xml|!--|!DOCTYPE|[A-Za-z_][\w.-]*(:[\w.-]+)?(\s+[\w:.-]+\s*=|\s*/?>))")
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_YAML = re.compile(r"^scenes[ ]*:(\s|$)", re.MULTILINE)
_NAMED_LIKE_XML: tuple[Format, ...] = ("tei", "fdx")
_NOT_READ = (
    "Scripts are read as Fountain, Final Draft (FDX), TEI (XML) or YAML; save or export it as "
    "one of these."
)


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
    foreign = _foreign(data.value, shown)
    if foreign is not None:
        return Result(None, (foreign,))
    opening = _opening(data.value)
    if _XML.match(opening):
        return _printable(_read_xml(data.value, opening, shown), shown)
    text = decode(data.value, shown)
    if text.value is None:
        return Result(None, text.problems)
    read = _read_plain(text.value, shown)
    return _printable(Result(read.value, text.problems + read.problems), shown)


def _read_xml(data: bytes, opening: str, shown: str) -> Result[Script]:
    root = _ROOT.search(re.sub(r"<!--.*?(-->|$)", "", opening, flags=re.DOTALL))
    if root is not None and root[2] == "FinalDraft":
        from booklet.read.fdx import parse_fdx  # lxml: for those who have XML

        return parse_fdx(data, shown)
    from booklet.read.tei.reader import parse_tei

    return parse_tei(data, shown)


def _read_plain(text: str, shown: str) -> Result[Script]:
    by_name = SCRIPT_SUFFIXES.get(PurePosixPath(shown).suffix.lower())
    if by_name == "yaml" or _YAML.search(text):
        from booklet.read.script_yaml import parse_script_yaml

        return parse_script_yaml(text, shown)
    if by_name in _NAMED_LIKE_XML:
        span = Span(shown)
        hint = "Rename it if it is Fountain: script.fountain."
        message = "the file is named like XML but does not begin with <"
        return Result(None, (error("script-unknown-format", message, span, hint),))
    from booklet.read.fountain.reader import parse_fountain

    long_words = check_words(text, lambda offset: span_at(text, offset, shown))
    read = parse_fountain(text, shown)
    return Result(read.value, long_words + read.problems)


def _opening(data: bytes) -> str:
    """The first characters, good enough to tell the format by."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data[:8192].decode(encoding, "replace")


def _foreign(data: bytes, shown: str) -> Problem | None:
    kind = foreign_kind(data)
    if not kind:
        return None
    message = f"{shown} is {kind}, not a script in plain text"
    return error("script-unknown-format", message, None, _NOT_READ)


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
        for element in scene.elements:
            speeches = element.speeches if isinstance(element, DualDialogue) else (element,)
            for part in speeches:
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
