"""What became of each line of the sources.

Takes the sources and the segments as decided; gives for each file a letter a line: those of
`screenplay.layout.KINDS` for a screenplay; `A` for the text of an analysis and `H` for its
headings, `D` for what is quoted, `M` for front matter, `X` for what is left out, `O` for a blank
line. Of subtitles each cue has one: `D`, `N` for what nobody speaks, `X`. A line with words that
came into no place is left out, whoever lost it, and told of with the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from booklet.ingest.captions import account_of
from booklet.ingest.decisions import Cut
from booklet.ingest.segments import Segment
from booklet.ingest.sources import ScriptSource, Sources, SubtitleSource

_LETTERS = {"analysis": "A", "quotations": "D", "script": "D", "cast": "M"}


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """A file and its letters, "" for a format that has no lines; the longest line left out."""

    file: str
    letters: str
    longest_left_out: str = ""
    script: Literal["", "lines", "cues"] = ""

    @property
    def left_out(self) -> int:
        """How many lines are left out."""
        return self.letters.count("X")


def accounts_of(sources: Sources, segments: Sequence[Segment]) -> tuple[SourceAccount, ...]:
    """The account of each source, in the order of their names."""
    blocks = {page.file: page.blocks for page in sources.pages}
    front = {page.file: page.front_lines for page in sources.pages}
    kept = dict(sources.kept)
    cut = Cut(segments, blocks)
    letters: dict[str, list[str]] = {}
    for file, found in blocks.items():
        lines = kept[file].decode("utf-8", "replace").split("\n")
        letters[file] = ["X" if any(map(str.isalnum, line)) else "O" for line in lines]
        letters[file][: front[file]] = "M" * front[file]
        for block in found:
            letters[file][block.first - 1 : block.last] = "X" * (block.last - block.first + 1)
    for part in segments:
        letter = _LETTERS.get(part.verdict)
        if part.file not in letters or letter is None:
            continue
        for block in cut.own_blocks(part):
            mark = "H" if block.level and letter == "A" else letter
            letters[part.file][block.first - 1 : block.last] = mark * (block.last - block.first + 1)
    told = [_account(file, "".join(row), kept[file]) for file, row in letters.items()]
    told += [_of_script(script) for script in sources.scripts]
    told += [_of_subtitles(each) for each in sources.subtitles]
    return tuple(sorted(told, key=lambda account: account.file))


def _of_subtitles(source: SubtitleSource) -> SourceAccount:
    out = [cue.text for cue in source.cues if cue.kind == "left out"]
    return SourceAccount(
        source.file, account_of(source.cues), max(out, key=len, default=""), "cues"
    )


def _of_script(script: ScriptSource) -> SourceAccount:
    return _account(script.file, script.letters, script.data, "lines" if script.letters else "")


def _account(
    file: str, letters: str, data: bytes, script: Literal["", "lines"] = ""
) -> SourceAccount:
    lines = data.decode("utf-8", "replace").split("\n")
    out = [line.strip() for letter, line in zip(letters, lines, strict=False) if letter == "X"]
    return SourceAccount(file, letters, max(out, key=len, default=""), script)
