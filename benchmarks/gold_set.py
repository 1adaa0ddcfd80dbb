"""The gold set, read: essays about a script with every quotation labelled.

See gold/README.md for the form of the labels.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.draw.finding.index import ScriptIndex, index
from booklet.draw.finding.normalise import words
from booklet.draw.finding.quoted import pieces
from booklet.model import Analysis, Block, Course, Script
from booklet.read.analysis import parse_analysis
from booklet.read.script import read_script

GOLD = Path(__file__).parent / "gold"
_LABEL = re.compile(r"⟦(?P<kind>[a-z]+) (?P<place>[\d.]+(?:-[\d.]+)?|-)(?: = (?P<words>[^⟧]*))?⟧")
_OPEN, _CLOSE = 0xE000, "\uf8ff"


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled quotation: `text` is the analysis' `[start:end]`.

    `region` holds the first and last word in the script's row, None where the
    quotation has no right place.
    """

    kind: str
    text: str
    start: int
    end: int
    region: tuple[int, int] | None

    @property
    def length(self) -> int:
        """Its words."""
        return len(re.findall(r"\w[\w’']*", self.text))


@dataclass(frozen=True, slots=True)
class GoldEssay:
    """An essay with its labels, in order."""

    analysis: Analysis
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class GoldPart:
    """A part of the set: essays about one script."""

    name: str
    script: Script
    indexed: ScriptIndex
    essays: tuple[GoldEssay, ...]


def gold_parts(sample: Course) -> tuple[GoldPart, ...]:
    """All parts: the sample's own essays, more about the sample, and those about a script
    that lies beside them."""
    indexed = index(sample.script)
    parts = [GoldPart("sample", sample.script, indexed, sample_essays(sample.analyses, indexed))]
    for folder in sorted(path for path in GOLD.iterdir() if path.is_dir()):
        script, here = sample.script, indexed
        own = folder / "script.fountain"
        if own.exists():
            read = read_script(own, own.name)
            if read.value is None:
                raise ValueError(f"{own}: {read.problems}")
            script, here = read.value, index(read.value)
        parts.append(GoldPart(folder.name, script, here, labelled_essays(folder, here)))
    return tuple(parts)


def labelled_essays(folder: Path, script: ScriptIndex) -> tuple[GoldEssay, ...]:
    """The essays of a folder, the labels taken out of their text."""
    return tuple(
        _labelled(path.read_text(encoding="utf-8"), path.stem, script)
        for path in sorted(folder.glob("*.md"))
    )


def _labelled(text: str, name: str, script: ScriptIndex) -> GoldEssay:
    marks: list[re.Match[str]] = []

    def stand_in(match: re.Match[str]) -> str:
        marks.append(match)
        return chr(_OPEN + len(marks) - 1)

    plain = _LABEL.sub(stand_in, text).replace("⟦/⟧", _CLOSE)
    parsed = parse_analysis(plain, f"{name}.md", name)
    if parsed.value is None:
        raise ValueError(f"{name}: {parsed.problems}")
    blocks: list[Block] = []
    opened: tuple[int, int] | None = None
    found: list[tuple[int, int, int]] = []
    start = 0
    for block in parsed.value.blocks:
        kept: list[str] = []
        for letter in block.text:
            if letter == _CLOSE:
                assert opened is not None, f"{name}: a label closes that is not open"
                found.append((*opened, start + len(kept)))
                opened = None
            elif _OPEN <= ord(letter) < ord(_CLOSE):
                assert opened is None, f"{name}: a label inside another"
                opened = (ord(letter) - _OPEN, start + len(kept))
            else:
                kept.append(letter)
        # a label's marks stand outside emphasis in all essays but shift it
        emphasis = tuple(
            replace(run, start=_without(block.text, run.start), end=_without(block.text, run.end))
            for run in block.emphasis
        )
        blocks.append(replace(block, text="".join(kept), start=start, emphasis=emphasis))
        start += len(kept) + 2
    analysis = replace(parsed.value, id=name, blocks=tuple(blocks))
    whole = analysis.text
    labels = tuple(
        Label(
            marks[number]["kind"],
            whole[low:high],
            low,
            high,
            _region(marks[number]["place"], marks[number]["words"] or whole[low:high], script),
        )
        for number, low, high in found
    )
    return GoldEssay(analysis, labels)


def _without(text: str, offset: int) -> int:
    return offset - sum(0xE000 <= ord(letter) <= 0xF8FF for letter in text[:offset])


def sample_essays(analyses: tuple[Analysis, ...], script: ScriptIndex) -> tuple[GoldEssay, ...]:
    """The sample course's own essays with the labels of lamplight.tsv."""
    with (GOLD / "lamplight.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        GoldEssay(analysis, tuple(_found_labels(analysis, rows, script))) for analysis in analyses
    )


def _found_labels(
    analysis: Analysis, rows: list[dict[str, str]], script: ScriptIndex
) -> Iterator[Label]:
    text, reach = analysis.text, 0
    headings = "\n\n".join(
        "·" * len(block.text) if block.kind == "heading" else block.text
        for block in analysis.blocks
    )
    flat = headings.replace("\n\n", "  ")
    for row in rows:
        if row["essay"] != analysis.id:
            continue
        quoted = row["quoted"]
        at = flat.find(quoted, reach)
        at = flat.find(quoted) if at < 0 else at
        if at < 0:
            pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", quoted)))
            match = re.compile(pattern).search(headings, reach)
            if match is None:
                raise ValueError(f"{analysis.id}: “{quoted}” is not in the essay")
            at, end = match.span()
        else:
            end = at + len(quoted)
        reach = end
        region = _region(row["place"], row["words"] or quoted, script)
        yield Label(row["kind"], text[at:end], at, end, region)


def _region(place: str, said: str, script: ScriptIndex) -> tuple[int, int] | None:
    """The words of the script that a label means; an error where it is wrong."""
    if place == "-":
        return None
    first, _, last = place.partition("-")
    speeches = {speech.citation: speech for speech in script.speeches}
    low, high = speeches[first].first, speeches[last or first].end
    if last:
        return low, high - 1
    said = re.sub(r"\[[^\]]*\]", "…", said)
    at, opening = low, -1
    for piece in pieces(said):
        run = script.numbers(words(piece).folded)
        found = [here for here in script.positions(run) if at <= here and here + len(run) <= high]
        if not found:
            raise ValueError(f"{place}: “{piece}” is not there")
        opening = found[0] if opening < 0 else opening
        at = found[0] + len(run)
    return opening, at - 1
