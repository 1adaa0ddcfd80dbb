"""The files a person brings, read for what they are, and kept in the course.

Takes `InputFile`s and the sources that the course already keeps; gives `Sources`:
pages, scripts, subtitles, and the files to keep. A page kept in the course can be cut
again when a person corrects `import.yaml`, wherever the original has gone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from booklet.ingest.blocks import PageBlock, from_text
from booklet.ingest.captions import Timed
from booklet.ingest.html_page import html_to_markdown
from booklet.ingest.inputs import InputFile, Recognised, read_input
from booklet.ingest.rulings import Rulings, rulings_on
from booklet.ingest.segments import Page, Segment
from booklet.ingest.subtitles import read_subtitles
from booklet.ingest.titles import without_site
from booklet.ingest.tokens import forms
from booklet.model import Script, Span
from booklet.problems import Problem, Result, error, has_errors, warning
from booklet.read.formats import HTML, MARKDOWN, PLAY, SCREENPLAY, TEXT
from booklet.read.play.reader import read_play
from booklet.read.screenplay.assembling import NOBODY
from booklet.read.screenplay.reader import read_screenplay
from booklet.read.yaml.marked import Mapping as YamlMapping
from booklet.read.yaml.marked import Scalar, parse_yaml

FOLDER = "sources"
"""Where a course keeps what was imported."""

MOST_TEXT = 10_000_000
"""Characters of one file; all the plays of Shakespeare have half as many. Two such files
together are the most."""

_LISTED = re.compile(r"^ *- file: (.+)$", re.M)

MOST_LINES = 200_000
"""Lines of one file: so many are cut and collated in a minute or so."""

LONGER = 4
"""Words of a speech by which a work is known."""

THE_SAME = 0.3
"""Share of a script's longer speeches by which it is the same work as another."""

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)?---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ScriptSource:
    """A script file: its own bytes, and what they say.

    `ending` is "" where the script is not kept as the file has it. `letters` has one for each
    line of a screenplay or a printed play; `form` is the title of that format.
    """

    file: str
    data: bytes
    ending: str
    script: Script
    letters: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class SubtitleSource:
    """A subtitle file."""

    file: str
    cues: tuple[Timed, ...]
    lines: int

    @property
    def spoken(self) -> tuple[Timed, ...]:
        """What of them is spoken."""
        return tuple(cue for cue in self.cues if cue.kind == "speech")


@dataclass(frozen=True, slots=True)
class Sources:
    """All that was brought, and `kept`: path in the course → bytes.

    `typed` gives the name under which a person brought a page whose lines are the kept ones.
    `overruled` has what the program itself takes a file for that a person rules to be another.
    """

    pages: tuple[Page, ...]
    scripts: tuple[ScriptSource, ...]
    subtitles: tuple[SubtitleSource, ...]
    kept: tuple[tuple[str, bytes], ...]
    typed: tuple[tuple[str, str], ...] = ()
    overruled: tuple[Segment, ...] = ()


Again = Literal["", "replace", "keep"]
"""What becomes of a source that comes again, changed: it takes the former's place, or stands
beside it; "" asks."""

SAME_NAME = 0.3
SAME_WORDS = 0.8
"""Share of the longer lines that a source has in common with one of the same name, or with any,
from which it is the same, saved again."""

FEWEST_COMMON = 3
LONG_LINE = 30


def read_sources(
    files: Sequence[InputFile], existing: Mapping[str, bytes], again: Again = ""
) -> Result[Sources]:
    """The sources of a course: those it keeps already, and the new files.

    A page saved again, or a corrected script, takes the place of the former if `again` says so.

    Problems: those of the formats' readers; `too-much-text`; `source-again`, which asks; and
    `same-page`, a warning: two files with the same words are one source. A file is called by the
    name a person typed.
    """
    problems: list[Problem] = []
    kept = {name: existing[name] for name in _in_order(existing)}
    seen = {_fingerprint(data): name for name, data in kept.items()}
    typed: dict[str, str] = {}
    called: dict[str, str] = {}
    for file in files:
        recognised = read_input(file)
        problems += recognised.problems
        if recognised.value is None:
            continue
        too_much = _too_much(file.name, recognised.value.text)
        if too_much is not None:
            problems.append(too_much)
            continue
        stored = _stored(recognised.value)
        problems += stored.problems
        if stored.value is None:
            continue
        ending, data = stored.value
        mark = _fingerprint(data)
        if mark in seen:
            if seen[mark] not in existing:
                problems.append(_same_page(file.name, called.get(seen[mark], seen[mark])))
            continue
        former = _former(file.name, ending, data, existing) if again != "keep" else ""
        if former and not again:
            problems.append(_asked(file.name, former))
            continue
        name = former or _free_name(file.name, ending, data, kept)
        kept[name] = data
        seen[mark] = name
        called[name] = file.name
        if recognised.value.format is not HTML:
            typed[name] = file.name
    problems += _too_much_together(kept)
    if has_errors(problems):
        return Result(None, tuple(problems))
    pages: list[Page] = []
    scripts: list[ScriptSource] = []
    subtitles: list[SubtitleSource] = []
    overruled: list[Segment] = []
    for name, data in kept.items():
        reread = read_input(InputFile(name, data))
        if reread.value is None:
            problems += reread.problems
            continue
        source = replace(reread.value, name=called.get(name, name))
        count = source.text.count("\n") + 1
        ruled = rulings_on(name, count, existing)
        if ruled.form == "page" and source.format in (SCREENPLAY, PLAY):
            overruled.append(Segment(name, 1, count, "script", reason=source.format.title))
            pages.append(_page(name, source.text))
        elif source.format is SCREENPLAY:
            scripts.append(_screenplay(name, source, ruled))
        elif source.format is PLAY:
            play = _play(name, source, ruled)
            if any(_same_words(play.script, each.script) for each in scripts):
                pages.append(_page(name, source.text))
            else:
                scripts.append(play)
        elif ruled.form == "script" and source.format in (TEXT, MARKDOWN):
            readings = (_play(name, source, ruled), _screenplay(name, source, ruled))
            scripts.append(max(readings, key=_spoken_letters))
        elif source.format.holds == "script":
            read = _script(source)
            problems += read.problems
            if read.value is not None:
                ending = source.format.endings[0] if source.format.stays else ""
                scripts.append(ScriptSource(name, data, ending, read.value))
        elif source.format.holds == "subtitles":
            timed = read_subtitles(source.text, source.name, source.format.name)
            problems += timed.problems
            if timed.value is not None:
                subtitles.append(SubtitleSource(name, timed.value, source.text.count("\n") + 1))
        else:
            pages.append(_page(name, source.text))
    return Result(
        Sources(
            tuple(pages),
            tuple(scripts),
            tuple(subtitles),
            tuple(kept.items()),
            tuple(typed.items()),
            tuple(overruled),
        ),
        tuple(problems),
    )


def _screenplay(name: str, source: Recognised, ruled: Rulings) -> ScriptSource:
    read = read_screenplay(source.text, name, dict(ruled.lines))
    return ScriptSource(name, source.data, "", read.script, read.letters, SCREENPLAY.title)


def _play(name: str, source: Recognised, ruled: Rulings) -> ScriptSource:
    above = _FRONT_MATTER.match(source.text)
    text = "\n" * above[0].count("\n") + source.text[above.end() :] if above else source.text
    read = read_play(text, name, dict(ruled.lines))
    return ScriptSource(name, source.data, "", read.script, read.letters, PLAY.title)


def _spoken_letters(source: ScriptSource) -> int:
    """How many letters are spoken under a name."""
    return sum(
        len(speech.text)
        for scene in source.script.scenes
        for speech in scene.speeches()
        if speech.speaker != NOBODY
    )


def _same_words(script: Script, other: Script) -> bool:
    """Whether a script has the speeches of another: it is another witness of it."""
    said, known = (
        {forms(speech.text) for scene in each.scenes for speech in scene.speeches()}
        for each in (script, other)
    )
    longer = {row for row in said if len(row) >= LONGER}
    return len(longer & known) > THE_SAME * len(longer)


def _in_order(existing: Mapping[str, bytes]) -> list[str]:
    """The sources that a course has, in the order in which they came, as import.yaml lists them."""
    listed = _LISTED.findall(existing.get("import.yaml", b"").decode("utf-8", "replace"))
    came = {name: at for at, name in enumerate(dict.fromkeys(listed))}
    names = [name for name in existing if name.startswith(f"{FOLDER}/")]
    return sorted(names, key=lambda name: (came.get(name, len(came)), name))


def _too_much(name: str, text: str) -> Problem | None:
    """`too-much-text` for a file that holds more than a course can."""
    size, lines = len(text), text.count("\n")
    if size <= MOST_TEXT and lines <= MOST_LINES:
        return None
    return error(
        "too-much-text",
        f"{name} has {size:,} characters in {lines + 1:,} lines; a course takes at most "
        f"{MOST_TEXT:,} characters and {MOST_LINES:,} lines",
        Span(name),
        "No play is so long. Cut out what is of this work, and import that.",
    )


def _too_much_together(kept: Mapping[str, bytes]) -> list[Problem]:
    """`too-much-text` for pages that together are more than a course can hold."""
    size = sum(len(data) for data in kept.values())
    lines = sum(data.count(b"\n") for data in kept.values())
    if size <= 2 * MOST_TEXT and lines <= 2 * MOST_LINES:
        return []
    return [
        error(
            "too-much-text",
            f"the pages of this course have {size:,} bytes in {lines:,} lines; a course takes at "
            f"most {2 * MOST_TEXT:,} bytes and {2 * MOST_LINES:,} lines",
            None,
            "Import only what is of this work.",
        )
    ]


def _stored(source: Recognised) -> Result[tuple[str, bytes]]:
    """The ending and the bytes under which a file is kept: HTML as Markdown, text as UTF-8."""
    format = source.format
    if format is HTML:
        markdown = html_to_markdown(source.data, source.name)
        if markdown.value is None:
            return Result(None, markdown.problems)
        return Result((".md", markdown.value.encode()), markdown.problems)
    if format.read_bytes:
        return Result((PurePosixPath(source.name).suffix or format.endings[0], source.data))
    ending = ".md" if format is MARKDOWN else (format.endings or TEXT.endings)[0]
    return Result((ending, source.text.encode()))


def _fingerprint(data: bytes) -> str:
    """Equal for the same words, whatever the blanks, the name and the metadata."""
    text = _FRONT_MATTER.sub("", data.decode("utf-8", "replace"))
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _former(name: str, ending: str, data: bytes, existing: Mapping[str, bytes]) -> str:
    """The source that these bytes are a newer form of, "" for none: one with the same address;
    with the same name and some of its lines; or with nearly all of its lines."""
    text = data.decode("utf-8", "replace")
    lines, address = _long_lines(text), _address(text)
    same_name = _free_name(name, ending, b"", {})
    best = (0.0, "")
    for path, other in existing.items():
        if not path.startswith(f"{FOLDER}/") or not path.endswith(ending):
            continue
        before = other.decode("utf-8", "replace")
        if address and address == _address(before):
            return path
        known = _long_lines(before)
        common = len(lines & known)
        if common < FEWEST_COMMON:
            continue
        least = SAME_NAME if path == same_name else SAME_WORDS
        share = common / max(len(lines), len(known))
        if share >= least:
            best = max(best, (share, path))
    return best[1]


def _long_lines(text: str) -> frozenset[str]:
    rows = (" ".join(line.split()) for line in text.split("\n"))
    return frozenset(row.strip("~ ") for row in rows if len(row) >= LONG_LINE)


def _address(text: str) -> str:
    """The address that a kept page names."""
    front = _FRONT_MATTER.match(text)
    found = re.search(r"^url: *(\S+)", front[0], re.MULTILINE) if front else None
    return found[1] if found else ""


def _asked(name: str, former: str) -> Problem:
    return error(
        "source-again",
        f"{name} looks like {former}, saved again or corrected; nothing was imported",
        Span(name),
        "Import it with --replace to put it in the former's place, or with --keep to have both.",
    )


def _same_page(name: str, other: str) -> Problem:
    return warning(
        "same-page",
        f"{name} has the same words as {other} and is not taken twice",
        Span(name),
        "Nothing needs to be done.",
    )


def _free_name(name: str, ending: str, data: bytes, kept: Mapping[str, bytes]) -> str:
    stem = (
        re.sub(r"[^\w.-]+", "-", PurePosixPath(name.replace("\\", "/")).stem).strip("-.") or "page"
    )
    wanted = f"{FOLDER}/{stem}{ending}"
    number = 2
    while wanted in kept and kept[wanted] != data:
        wanted = f"{FOLDER}/{stem}-{number}{ending}"
        number += 1
    return wanted


def _script(source: Recognised) -> Result[Script]:
    format = source.format
    if format.read_bytes:
        return format.read_bytes(source.data, source.name)
    assert format.read
    return format.read(source.text, source.name)


def _page(name: str, text: str) -> Page:
    """A page with the names that its front matter gives it."""
    found = _FRONT_MATTER.match(text)
    blocks = from_text(text)
    if not found:
        return Page(name, blocks)
    skipped = found[0].count("\n")
    tree = parse_yaml(found[1] or "", name, 2).value
    names: dict[str, str] = {}
    if isinstance(tree, YamlMapping):
        names = {
            entry.key: entry.value.text for entry in tree.entries if isinstance(entry.value, Scalar)
        }
    if not names.get("publication"):
        names["title"], names["publication"] = without_site(names.get("title", ""))
    elif names.get("title", "").endswith(names["publication"]):
        names["title"] = without_site(names["title"])[0]
    keys = ("title", "author", "publication", "date", "url")
    known = {key: names.get(key, "") for key in keys}
    form: Literal["", "play"] = "play" if names.get("form") == "play" else ""
    return Page(name, _below(blocks, skipped), **known, form=form, front_lines=skipped)


def _below(blocks: Sequence[PageBlock], line: int) -> tuple[PageBlock, ...]:
    return tuple(block for block in blocks if block.first > line)
