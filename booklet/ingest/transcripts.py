"""Pages that are no list of quotations but the work itself: transcripts and printed plays.

Takes pages with their segments; gives the segments with one of verdict `script` for what
a transcript holds, and of these a script. A transcript is in order and without gaps: its
headings are the scenes, and what nobody speaks is a direction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from booklet.counting import count_words, counted
from booklet.ingest.analysis_text import tidy
from booklet.ingest.blocks import PageBlock
from booklet.ingest.extent import why_left_out
from booklet.ingest.labels import DIRECTION, label, speech
from booklet.ingest.printed_plays import glue_of
from booklet.ingest.quotations import QuotedSpeech, exchanges
from booklet.ingest.segments import Page, Segment
from booklet.ingest.sources import LONGER, THE_SAME, ScriptSource
from booklet.ingest.tokens import forms
from booklet.model import Direction, Scene, SceneElement, Script, Span, Speech

FEWEST_SPEECHES = 12
"""A page with fewer is an excerpt, whatever it calls itself."""

SPOKEN = 0.5
"""Share of a transcript's blocks, from its first speech to its last, that are speeches."""

FEWEST_UNDER_HEADINGS = 60
SAME_SPEAKER = 0.04
"""Share of neighbours by one speaker up to which a long page with acts is one whole."""

HEADING_WORDS = 5
MOST_BEHIND = 2
BEFORE = 6
"""Blocks before the first speech in which the first heading may stand."""

_TITLE = re.compile(
    r"\b(?:transcripts?|screenplay|full (?:script|text)|(?:movie|film) script)\b", re.I
)
_LIST = re.compile(r"\bquot(?:es?|ations?)\b", re.I)
_PART = re.compile(
    r"\b(?:act|scene|prologue|epilogue|akt|aufzug|auftritt|szene|prolog|epilog|acte|scène|acto|"
    r"escena|atto|scena|действие|явление|картина|сцена)\b",
    re.I,
)


def with_transcripts(page: Page, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The corrections that make a page's segments those of a transcript; none where it is none."""
    blocks = page.blocks
    spoken = [at for at, block in enumerate(blocks) if not block.level and speech(block)]
    if len(spoken) < FEWEST_SPEECHES or not _is_transcript(page, segments, spoken):
        return ()
    start, stop = spoken[0], spoken[-1] + 1
    heads = [at for at in range(max(0, start - BEFORE), start) if _is_heading(blocks[at])]
    start = heads[0] if heads else start
    labels = label(blocks)
    while stop < len(blocks) and _closes(page, blocks[stop], labels[stop], len(blocks) - stop):
        stop += 1
    first, last = blocks[start].first, blocks[stop - 1].last
    reason = f"{counted(len(spoken), 'speech', 'speeches')} of a text that is whole and in order"
    named = next((part for part in segments if part.verdict == "quotations"), None)
    names = {key: getattr(page, key) for key in ("author", "publication", "date", "url")}
    whole = Segment(page.file, first, last, "script", page.title, **names, reason=reason)
    if named is not None:
        whole = replace(whole, title=page.title or named.title, language=named.language)
    found = [whole]
    found += [
        Segment(
            page.file,
            blocks[at].first,
            blocks[at].last,
            "left out",
            reason=why_left_out("control"),
        )
        for at in range(start, stop)
        if _is_furniture(blocks[at], labels[at])
    ]
    return tuple(found)


def _closes(page: Page, block: PageBlock, name: str, left: int) -> bool:
    """Whether a block behind the last speech is still of the play: "Curtain".

    Of many short lines there (`left`: how many blocks) none is: they are the page's.
    """
    if DIRECTION.match(block.text) and name == "direction":
        return True
    if left > MOST_BEHIND or _is_furniture(block, name):
        return False
    short = count_words(block.text) <= HEADING_WORDS and not block.mark and not block.foreign
    return page.form == "play" and short and not block.level


def _is_furniture(block: PageBlock, name: str) -> bool:
    return name in ("control", "repeated") and not _is_heading(block)


def _is_transcript(page: Page, segments: Sequence[Segment], spoken: Sequence[int]) -> bool:
    blocks = page.blocks
    within = range(spoken[0], spoken[-1] + 1)
    if len(spoken) < SPOKEN * len(within):
        return False
    if page.form == "play":
        return True
    titles = [page.title, *(part.title for part in segments if part.verdict == "quotations")]
    titles += [block.text for block in blocks[: spoken[0]] if block.level == 1]
    if any(_TITLE.search(title) and not _LIST.search(title) for title in titles):
        return True
    names = [found["name"].casefold() for at in spoken if (found := speech(blocks[at]))]
    same = sum(one == other for one, other in pairwise(names))
    return (
        len(spoken) >= FEWEST_UNDER_HEADINGS
        and same <= SAME_SPEAKER * len(spoken)
        and any(_is_heading(block) and _PART.search(block.text) for block in blocks)
    )


def _is_heading(block: PageBlock) -> bool:
    if speech(block) or not 1 <= count_words(block.text) <= 2 * HEADING_WORDS:
        return False  # the first level is the page's title
    if block.level > 1:
        return True
    return count_words(block.text) <= HEADING_WORDS and _PART.search(block.text) is not None


def script_of(
    parts: Sequence[Segment],
    own_blocks: Callable[[Segment], Sequence[PageBlock]],
    printed: Callable[[Iterable[str]], Callable[[str], str]],
    title: str,
) -> tuple[ScriptSource | None, tuple[Segment, ...]]:
    """The script of these transcripts, one after the other, and those that it was made of.

    One that has the speeches of an earlier one is not taken; it is another witness.
    `printed` takes names as the pages have them and gives the way to print each.
    """
    scenes: list[Scene] = []
    used: list[Segment] = []
    known: set[tuple[str, ...]] = set()
    for part in parts:
        found = _scenes(part, own_blocks(part))
        said = {forms(each.text) for scene in found for each in scene.speeches()}
        longer = {row for row in said if len(row) >= LONGER}
        if not longer or len(longer & known) > THE_SAME * len(longer):
            continue
        known |= longer
        scenes += found
        used.append(part)
    if not used:
        return None, ()
    name = printed(each.speaker or "" for scene in scenes for each in scene.speeches())
    script = Script(title, tuple(_named(scene, name) for scene in scenes), scenes[0].span)
    return ScriptSource(used[0].file, b"", "", script), tuple(used)


def _scenes(part: Segment, blocks: Sequence[PageBlock]) -> list[Scene]:
    """A scene for each heading; one without words heads those that follow it."""
    runs: list[tuple[str, list[PageBlock]]] = []
    above = ""
    for block in blocks:
        if _is_heading(block):
            if runs and not runs[-1][1]:
                above = runs.pop()[0]
            elif _PART.search(block.text) and above.split()[:1] == block.text.split()[:1]:
                above = ""  # the next act, with no scene of its own
            heading = tidy(block.text).rstrip(".")
            runs.append((f"{above}. {heading}" if above else heading, []))
        elif not runs:
            runs.append(("", [block]))
        else:
            runs[-1][1].append(block)
    scenes: list[Scene] = []
    for heading, row in runs:
        elements = _elements(part, row)
        if elements:
            scenes.append(Scene(heading, elements, elements[0].span))
    return scenes


def _elements(part: Segment, blocks: Sequence[PageBlock]) -> tuple[SceneElement, ...]:
    whole = [(part.first, part.last, False)]
    told = [_as_direction(replace(block, text=_tidy(block.text))) for block in _joined(blocks)]
    row: list[SceneElement] = []
    for exchange in exchanges(told, part.file, part.file, bounds=whole):
        for element in exchange.elements:
            if isinstance(element, Direction):
                row.append(element)
            else:
                row.append(_speech(element, part.file))
    if not row:  # directions alone
        for block in told:
            found = DIRECTION.match(block.text)
            if found:
                row.append(Direction(found["words"], Span(part.file, block.first), "stage"))
    return tuple(row)


def _joined(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Lines that go on below the one before them, as one block with it."""
    later = [not (b.apart or speech(b) or DIRECTION.match(b.text)) for b in blocks]
    glue = glue_of([block.text for block, goes_on in zip(blocks, later, strict=True) if goes_on])
    row: list[PageBlock] = []
    for block, goes_on in zip(blocks, later, strict=True):
        if goes_on and row:
            between = glue if speech(row[-1]) else " "
            row[-1] = replace(row[-1], text=row[-1].text + between + block.text, last=block.last)
        else:
            row.append(block)
    return row


def _tidy(text: str) -> str:
    """Tidy line by line: verse has its lines."""
    return "\n".join(tidy(line) for line in text.split("\n"))


def _as_direction(block: PageBlock) -> PageBlock:
    """A paragraph that stands apart and has no speaker is a direction, in brackets or not."""
    if not block.apart or speech(block) or DIRECTION.match(block.text):
        return block
    return replace(block, text="[" + re.sub(r"[\[\]]", "", block.text) + "]", level=0)


def _speech(found: QuotedSpeech, file: str) -> Speech:
    return Speech(found.speaker, (found.speaker,), found.body, Span(file, found.first))


def _named(scene: Scene, name: Callable[[str], str]) -> Scene:
    elements: list[SceneElement] = []
    for element in scene.elements:
        if isinstance(element, Speech) and element.speaker is not None:
            speaker = name(element.speaker)
            element = replace(element, speaker=speaker, who=(speaker,))
        elements.append(element)
    return replace(scene, elements=tuple(elements))
