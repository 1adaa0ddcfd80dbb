"""The formats of files: how each is known, and who reads it. A table, and the one recogniser.

Takes the bytes of a file and its name; gives its `Format`, or what it is that is not read.
`script:` in a course, `booklet check` and `booklet import` all ask here. What is in a file
counts before its name, since people rename files: first what only one format has in it, then
an ending that only one format has, then what is likely.

Readers are imported when a file is theirs: lxml is for those who have XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Literal

from booklet.model import Script
from booklet.plugins import FORMATS as PLUGGED
from booklet.plugins import plugged
from booklet.problems import Problem, Result
from booklet.read.text.characters import without_controls
from booklet.read.text.encodings import decode_bytes
from booklet.read.text.kinds import Foreign, foreign

HEAD = 20_000
"""Characters at a file's beginning in which its signs are looked for."""

SAMPLE = 200_000
"""Characters in which cues are counted."""

FEWEST_CUES = 3
"""So many lines that name a speaker, beside a heading, make a text Fountain."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a file is known by: its ending in small letters, its text, and where it is XML the
    name of its root."""

    ending: str
    text: str
    root: str

    @property
    def head(self) -> str:
        """The beginning of the text."""
        return self.text[:HEAD]


def _never(_: Sample) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    `title` is what a person calls it, `line` what it is good for, for the documents.
    `endings` are those of its own, by which a script is known where nothing in it says more;
    the first is what `import` keeps it under. `signs` tells what no other format has in it,
    `likely` what is in doubt. `read` makes the script of a text, `read_bytes` of a file that
    says its own encoding; where neither is there, `script:` cannot name such a file. `stays`
    says that a course keeps it as its script, which else is written as Fountain.
    """

    name: str
    title: str
    line: str
    holds: Literal["script", "page", "subtitles"] = "script"
    endings: tuple[str, ...] = ()
    signs: Callable[[Sample], bool] = _never
    likely: Callable[[Sample], bool] = _never
    read: Callable[[str, str], Result[Script]] | None = None
    read_bytes: Callable[[bytes, str], Result[Script]] | None = None
    stays: bool = False


# ------------------------------------------------------------------------- who reads it


def _read_fountain(text: str, file: str) -> Result[Script]:
    from booklet.read.fountain.reader import parse_fountain
    from booklet.read.text.characters import check_words
    from booklet.read.text.files import span_at

    long_words = check_words(text, lambda offset: span_at(text, offset, file))
    read = parse_fountain(text, file)
    return Result(read.value, long_words + read.problems)


def _read_yaml(text: str, file: str) -> Result[Script]:
    from booklet.read.script_yaml import parse_script_yaml

    return parse_script_yaml(text, file)


def _read_tei(data: bytes, file: str) -> Result[Script]:
    from booklet.read.tei.reader import parse_tei

    return parse_tei(data, file)


def _read_fdx(data: bytes, file: str) -> Result[Script]:
    from booklet.read.fdx import parse_fdx

    return parse_fdx(data, file)


# --------------------------------------------------------------------- how it is known

_BEFORE = r"(?>(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*+(?:\[.*?\]\s*+)?>)*)"
_ROOT = re.compile(
    rf"{_BEFORE}<(?:[A-Za-z_][\w.-]*+:)?([A-Za-z_][\w.-]*+)(?=[\s/>])", re.DOTALL | re.IGNORECASE
)
_HTML = re.compile(
    r"(?>(?:\s++|<!--.*?-->|<\?.*?\?>)*)<(?:!doctype\s++html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
_TEI = frozenset({"TEI", "TEI.2", "teiCorpus", "teiCorpus.2"})
_TAGS = re.compile(r"</?(?:p|div|a|br|span|li|h[1-6]|b|i|em|strong|blockquote|dd)\b[^<>]*>", re.I)
_SRT = re.compile(r"^[ \t]*+\d{1,6}[ \t]*+\n\s*+\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->", re.M)
_ASS = re.compile(r"\ufeff?\s*+\[Script Info\]", re.I)
_SAMI = re.compile(r"\ufeff?\s*+<SAMI\b", re.I)
_MICRODVD = re.compile(r"^\{\d{1,8}\}\{\d{1,8}\}\S", re.M)
_SCENES = re.compile(
    r"^scenes[ ]*+:[ ]*+(?:\[|(?:#[^\n]*+)?\n(?>(?:[ ]*+(?:#[^\n]*+)?\n)*)\s*+-\s)", re.M
)
_KEY = re.compile(r"(?>(?:\s*+#[^\n]*+\n|\s*+---[ ]*+\n)*)\s*+\w[\w ]*+:(?:\s|\[)")
_HEADING = re.compile(r"^(?:INT|EXT|EST|INT\./EXT|I/E)[. ].+$", re.M)
_NAMED = re.compile(r"^([^\W\d_][^\n]{1,60})\n(?=\S)", re.M)
_TITLE_PAGE = re.compile(r"\A\s*(?:title|credit|authors?|source|draft date)[ ]?:|\[\[", re.I)
_FOUNTAIN_TITLE = re.compile(r"\A\s*(?:title|credit|authors?|source|draft date)[ ]?:", re.I)
_FORCED = re.compile(r"^[@!~](?=[^\W\d_])", re.M)
_FRONT_MATTER = re.compile(r"---\n(?:\w+:.*\n)+---\n")
_SENTENCE = frozenset('!?,;:"“”„«»')
_TYPED = frozenset({".txt", ".text", ".html", ".htm", ""})


def _is_yaml(sample: Sample) -> bool:
    return _KEY.match(sample.text) is not None and _SCENES.search(sample.text) is not None


def _is_tagged(sample: Sample) -> bool:
    return len(_TAGS.findall(sample.head)) > max(8, len(sample.head) // 2000)


def _is_typed(sample: Sample) -> bool:
    from booklet.read.screenplay.reader import is_screenplay

    marked = _TITLE_PAGE.search(sample.head) or len(_FORCED.findall(sample.head)) > 2
    return sample.ending in _TYPED and not marked and is_screenplay(sample.text)


def _is_printed(sample: Sample) -> bool:
    from booklet.read.play.reader import is_play

    marked = _FOUNTAIN_TITLE.match(sample.head) or _FRONT_MATTER.match(sample.head)
    return (
        sample.ending in (*_TYPED, ".md", ".markdown")
        and not marked
        and not _is_tagged(sample)
        and len(_FORCED.findall(sample.head)) < 3
        and is_play(sample.text)
    )


def _has_cues(sample: Sample) -> bool:
    from booklet.read.fountain.cue import read_cue

    if not _HEADING.search(sample.text):
        return False
    named = (found[1] for found in _NAMED.finditer(sample.text, 0, SAMPLE))
    cues = (line for line in named if _SENTENCE.isdisjoint(line) and read_cue(line))
    return sum(1 for _, _ in zip(range(FEWEST_CUES), cues, strict=False)) == FEWEST_CUES


FOUNTAIN = Format(
    "fountain",
    "Fountain",
    "all of its syntax",
    endings=(".fountain", ".spmd"),
    likely=_has_cues,
    read=_read_fountain,
    stays=True,
)
TEI = Format(
    "tei",
    "TEI (XML)",
    "plays in its drama module, such as those of DraCor",
    endings=(".xml", ".tei"),
    signs=lambda sample: sample.root in _TEI,
    likely=lambda sample: sample.root != "" and sample.text.lstrip().startswith("<?xml"),
    read_bytes=_read_tei,
    stays=True,
)
FDX = Format(
    "fdx",
    "Final Draft (FDX)",
    "dialogue, directions, scene numbers, dual dialogue, styles",
    endings=(".fdx",),
    stays=True,
    signs=lambda sample: sample.root == "FinalDraft",
    read_bytes=_read_fdx,
)
YAML = Format(
    "yaml",
    "YAML",
    "scenes and their elements as a list",
    endings=(".yaml", ".yml"),
    signs=_is_yaml,
    read=_read_yaml,
    stays=True,
)
SCREENPLAY = Format(
    "screenplay",
    "a screenplay",
    "plain text in any layout; `script:` reads it as Fountain",
    likely=_is_typed,
    read=_read_fountain,
)
PLAY = Format(
    "play",
    "a printed play",
    "plain text, Markdown or a page, in any house form; `script:` reads it as Fountain",
    likely=_is_printed,
    read=_read_fountain,
)
VTT = Format(
    "vtt",
    "WebVTT",
    "subtitles, for the order",
    "subtitles",
    (".vtt",),
    signs=lambda sample: sample.head.lstrip("\ufeff \n").startswith("WEBVTT"),
)
SRT = Format(
    "srt",
    "SRT",
    "subtitles, for the order",
    "subtitles",
    (".srt",),
    signs=lambda sample: _SRT.search(sample.head) is not None,
    likely=lambda sample: sample.ending == ".srt" and "-->" in sample.head,
)
ASS = Format(
    "ass",
    "Advanced SubStation Alpha (ASS)",
    "subtitles, for the order",
    "subtitles",
    (".ass", ".ssa"),
    signs=lambda sample: _ASS.match(sample.head) is not None,
)
SAMI = Format(
    "sami",
    "SAMI",
    "subtitles, for the order",
    "subtitles",
    (".smi", ".sami"),
    signs=lambda sample: _SAMI.match(sample.head) is not None,
)
MICRODVD = Format(
    "microdvd",
    "MicroDVD",
    "subtitles, for the order; 25 pictures a second where it does not say how many",
    "subtitles",
    (".sub",),
    signs=lambda sample: len(_MICRODVD.findall(sample.head)) > 2,
)
HTML = Format(
    "html",
    "HTML",
    "saved pages",
    "page",
    signs=lambda sample: _HTML.match(sample.text) is not None,
    likely=_is_tagged,
)
MARKDOWN = Format(
    "markdown",
    "Markdown",
    "pages; `script:` reads it as Fountain",
    "page",
    likely=lambda sample: (
        sample.ending in (".md", ".markdown") or _FRONT_MATTER.match(sample.head) is not None
    ),
    read=_read_fountain,
)
TEXT = Format(
    "text",
    "plain text",
    "text dumps of pages; `script:` reads it as Fountain",
    "page",
    (".txt", ".text"),
    read=_read_fountain,
)

FORMATS = (
    VTT,
    SRT,
    ASS,
    SAMI,
    MICRODVD,
    HTML,
    SCREENPLAY,
    FOUNTAIN,
    PLAY,
    TEI,
    FDX,
    YAML,
    MARKDOWN,
    TEXT,
)
"""All formats: of several that are likely, the first."""

_NO_XML = Foreign(
    "named like XML but does not begin with <",
    "Rename it if it is Fountain: script.fountain.",
    text=True,
)


def recognise(data: bytes, name: str) -> Format | Foreign:
    """What a file is, by what is in it and by its `name`."""
    sample = _sample(data, PurePosixPath(name).suffix.lower())
    unread = foreign(data, sample.ending, sample.text)
    if unread is not None:
        return unread
    known = next((each for each in formats() if each.signs(sample)), None)
    if known is not None:
        return known
    named = next((each for each in scripts() if sample.ending in each.endings), None)
    no_xml = named in (TEI, FDX) and not sample.text.lstrip().startswith("<")
    if named is not None and not no_xml:
        return named
    likely = next((each for each in formats() if each.likely(sample)), None)
    return likely or (_NO_XML if no_xml else TEXT)


@cache
def formats() -> tuple[Format, ...]:
    """All formats, those of plug-ins first."""
    return (*(_plugged().value or ()), *FORMATS)


def format_problems() -> tuple[Problem, ...]:
    """`plugin-unusable`, a warning, for formats that cannot be used."""
    return _plugged().problems


@cache
def _plugged() -> Result[tuple[Format, ...]]:
    return plugged(
        PLUGGED,
        Format,
        [each.name for each in FORMATS],
        {"read": _is_result, "read_bytes": _is_result},
    )


def _is_result(given: object) -> bool:
    return isinstance(given, Result)


def scripts() -> tuple[Format, ...]:
    """The formats that are scripts."""
    return tuple(each for each in formats() if each.holds == "script")


def script_endings() -> tuple[str, ...]:
    """Endings of files called `script` that are taken for the course's script."""
    return tuple(ending for each in (*scripts(), TEXT) for ending in each.endings)


def _sample(data: bytes, ending: str) -> Sample:
    text = decode_bytes(data, "").value
    if text is None:  # told where it is read
        text = data.decode("utf-8", "replace")
    text = without_controls(text)
    root = _ROOT.match(text)
    return Sample(ending, text, root[1] if root else "")
