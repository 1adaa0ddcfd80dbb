"""How fast quotations are found, and how that grows.

    python -m benchmarks draw PLAY [--only locate|analyses]

PLAY is a script such as the TEI of Hamlet. `locate`: 2,000 quotations made by copying and
misquoting it, each located by itself. `analyses`: a quarter, a half and a whole million
words of made-up criticism that quote it, drawn from as one course's analyses, each in a
process of its own: CPU seconds and peak memory are those of reading, drawing and nothing else.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from booklet.draw import draw
from booklet.draw.finding.index import ScriptIndex, index
from booklet.draw.finding.locate import index_words, locate
from booklet.draw.finding.rarity import rarity
from booklet.model import Analysis, Block, Script, Span
from booklet.read.script import read_script

QUOTATIONS = 2_000
WORDS = (250_000, 500_000, 1_000_000)
_VOCABULARY = 20_000


def main(arguments: list[str]) -> int:
    """Runs the benchmark; see the module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks draw")
    parser.add_argument("play", type=Path)
    parser.add_argument("--only", choices=["locate", "analyses"])
    parser.add_argument("--words", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.words:
        _draw_once(options.play, options.words)
        return 0
    if options.only != "analyses":
        _locate(options.play)
    if options.only != "locate":
        for words in WORDS:
            subprocess.run(
                [
                    *(sys.executable, "-m", "benchmarks", "draw"),
                    *(str(options.play), "--words", str(words)),
                ],
                check=True,
            )
    return 0


def _script(path: Path) -> Script:
    read = read_script(path, path.name)
    if read.value is None:
        raise SystemExit("\n".join(map(str, read.problems)))
    return read.value


def _locate(path: Path) -> None:
    script = _script(path)
    start = time.process_time()
    indexed = index(script)
    counted = rarity(Counter(word for word in indexed.folded if word))
    indexing = time.process_time() - start
    made = made_quotations(indexed, QUOTATIONS, random.Random(1))
    start = time.process_time()
    found = [locate(text, index_words(text, indexed), indexed, counted) for text, _ in made]
    seconds = time.process_time() - start
    right = sum(
        any(place.first <= at + 1 and at - 1 <= place.last for place in places[:1])
        for places, (_, at) in zip(found, made, strict=True)
    )
    characters = sum(len(speech.text) for speech in indexed.speeches)
    print(
        f"{QUOTATIONS:,} quotations in {characters:,} characters: {seconds:.2f} s "
        f"(index {indexing:.2f} s); best place right for {right:,}"
    )


def made_quotations(
    indexed: ScriptIndex, count: int, chance: random.Random
) -> list[tuple[str, int]]:
    """Quotations with the position of their first word: half copied, half misquoted by a
    word left out, put in or changed."""
    made: list[tuple[str, int]] = []
    speeches = [speech for speech in indexed.speeches if speech.end - speech.first >= 6]
    while len(made) < count:
        speech = chance.choice(speeches)
        length = min(chance.randint(5, 30), speech.end - speech.first)
        first = chance.randint(speech.first, speech.end - length)
        words = indexed.target(first, first + length - 1).text.split()
        if len(made) % 2 and len(words) > 3:
            at = chance.randrange(1, len(words) - 1)
            change = chance.choice(["drop", "add", "change"])
            if change == "drop":
                del words[at]
            elif change == "add":
                words.insert(at, "indeed")
            else:
                words[at] = "otherwise"
        made.append((" ".join(words), first))
    return made


def made_analyses(indexed: ScriptIndex, words: int, chance: random.Random) -> tuple[Analysis, ...]:
    """Made-up criticism of so many words: paragraphs of about 120, every one with two
    quotations in marks, every tenth a block quotation, some of them from nowhere."""
    vocabulary = [word for word in dict.fromkeys(indexed.folded) if word]
    vocabulary += [f"{word}{ending}" for word in vocabulary for ending in ("ing", "ly", "ness")]
    vocabulary = vocabulary[:_VOCABULARY]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    analyses: list[Analysis] = []
    made = iter(made_quotations(indexed, words // 45, chance))
    written = 0
    while written < words:
        blocks: list[Block] = []
        start = 0
        for number in range(100):
            prose = chance.choices(vocabulary, weights, k=90)
            marked = [
                f"“{next(made)[0]}”",
                f"“{' '.join(chance.choices(vocabulary, weights, k=8))}”",
            ]
            parts = [*prose[:30], marked[0] + ",", *prose[30:60], marked[1] + ".", *prose[60:]]
            kind = "quotation" if number % 10 == 9 else "paragraph"
            text = next(made)[0] if kind == "quotation" else " ".join(parts) + "."
            blocks.append(
                Block("quotation" if number % 10 == 9 else "paragraph", text, start, Span("made"))
            )
            start += len(text) + 2
            written += len(text.split())
        name = f"made-{len(analyses)}"
        analyses.append(Analysis(name, name, tuple(blocks), Span("made")))
    return tuple(analyses)


def _draw_once(path: Path, words: int) -> None:
    script = _script(path)
    analyses = made_analyses(index(script), words, random.Random(2))
    before = time.process_time()
    drawn = draw(script, analyses, None).value or ()
    seconds = time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    placed = sum(annotation.status == "placed" for annotation in drawn)
    print(
        f"{words:,} words in {len(analyses)} analyses: {seconds:.2f} s, peak {memory:.0f} MB, "
        f"{len(drawn):,} quotations, {placed:,} placed"
    )
