"""Fountain screenplays.

Takes the text of a `.fountain` file, gives a `Script` in which every speech, direction
and note knows its line and column. The whole of the syntax at fountain.io/syntax is
read, by stages: hidden text is set aside (`fountain_source`), the title page is read
(`fountain_title`), lines become blocks (`fountain_blocks`), and here blocks become
scenes and acts.

Sections are structure, not text. Those of the top level are acts where one of them
says so ("Act Two", "Zweiter Akt"), or where there are several and every scene lies
under one. Where a script has no scene headings at all, a section named as a scene
("## Scene 1") heads one, as in stage plays. All other sections, and synopses that do
not stand right under a scene heading, are kept among the script's notes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from booklet.model import (
    Act,
    Direction,
    DualDialogue,
    PageBreak,
    Scene,
    SceneElement,
    Script,
    ScriptNote,
    Span,
    Speech,
)
from booklet.problems import Problem, Result, error
from booklet.read.fountain.blocks import Block, Heading, Section, Synopsis, read_blocks
from booklet.read.fountain.cue import name_speakers
from booklet.read.fountain.missed_cues import missed_cues
from booklet.read.fountain.source import SourceNote, visible
from booklet.read.fountain.title import read_title_page
from booklet.read.headings import names_act, names_scene, number_in


def parse_fountain(text: str, file: str) -> Result[Script]:
    """The script that a Fountain file holds; `file` is its path as the person typed it.

    A value comes out whatever the text is; `script-empty` is an error where nothing is
    to be read in it.
    """
    source = visible(text, file)
    page = read_title_page(source.lines, file)
    read = read_blocks(source.lines[page.lines :], file)
    scenes, asides = _scenes(_with_names(read.blocks))
    problems = [*source.problems, *page.problems, *read.problems, *_missed_cues(scenes)]
    if not any(scene.elements for scene in scenes):
        problems.append(_empty(file))
    script = Script(
        title=page.title,
        scenes=scenes,
        span=Span(file),
        subtitle=page.subtitle,
        authors=page.authors,
        language=page.language,
        details=page.details,
        notes=_placed([*source.notes, *asides], scenes),
    )
    problems.sort(key=lambda problem: problem.span or Span(file))
    return Result(script, tuple(problems))


def _missed_cues(scenes: Sequence[Scene]) -> Iterator[Problem]:
    directions = [e for scene in scenes for e in scene.elements if isinstance(e, Direction)]
    speeches = [speech for scene in scenes for speech in scene.speeches()]
    return missed_cues(directions, {name for speech in speeches for name in speech.who})


def _with_names(blocks: Sequence[Block]) -> list[Block]:
    named = iter(name_speakers([block for block in blocks if _is_element(block)]))
    return [next(named) if _is_element(block) else block for block in blocks]


def _is_element(block: Block) -> TypeGuard[SceneElement]:
    return isinstance(block, Speech | Direction | DualDialogue | PageBreak)


# ------------------------------------------------------------------ acts and scenes


@dataclass(slots=True)
class _Draft:
    """A scene that is being filled."""

    span: Span
    act: Act | None
    heading: str = ""
    label: str = ""
    synopsis: list[str] = field(default_factory=list)
    elements: list[SceneElement] = field(default_factory=list)

    def scene(self) -> Scene:
        return Scene(
            heading=self.heading,
            elements=tuple(self.elements),
            span=self.span,
            label=self.label,
            act=self.act,
            synopsis=" ".join(self.synopsis),
        )


def _scenes(blocks: Sequence[Block]) -> tuple[tuple[Scene, ...], list[SourceNote]]:
    """The scenes in order, and the sections and synopses that are notes only."""
    acts = _acts(blocks)
    act_level = min((act.level for act in acts), default=0)
    headed = any(isinstance(block, Heading) for block in blocks)
    drafts: list[_Draft] = []
    asides: list[SourceNote] = []
    act: Act | None = None
    current: _Draft | None = None
    for block in blocks:
        if isinstance(block, Section) and _heads_scene(block, headed, acts):
            block = Heading(block.text, number_in(block.text), block.span)
        if isinstance(block, Heading):
            current = _Draft(block.span, act, block.text, block.label)
            drafts.append(current)
        elif isinstance(block, Section):
            if block.level == act_level:
                act = current = None
            if block in acts:
                label = number_in(block.text) if names_act(block.text) else ""
                act = Act(label, block.text, block.span)
            asides.append(SourceNote(block.text, block.span))
        elif isinstance(block, Synopsis):
            if current is not None and current.heading and not current.elements:
                current.synopsis.append(block.text)
            else:
                asides.append(SourceNote(block.text, block.span))
        elif current is not None:
            current.elements.append(block)
        elif isinstance(block, PageBreak):
            if drafts:
                drafts[-1].elements.append(block)
        else:
            current = _Draft(block.span, act, elements=[block])
            drafts.append(current)
    printed = {draft.act.span for draft in drafts if draft.act}
    notes = [aside for aside in asides if aside.span not in printed]
    return tuple(draft.scene() for draft in drafts), notes


def _acts(blocks: Sequence[Block]) -> frozenset[Section]:
    """The sections that are acts."""
    sections = [block for block in blocks if isinstance(block, Section)]
    level = min((section.level for section in sections), default=0)
    top = [section for section in sections if section.level == level]
    named = [section for section in top if names_act(section.text)]
    headings = [block.span for block in blocks if isinstance(block, Heading)]
    all_under = bool(headings) and bool(top) and min(headings) > top[0].span
    if all_under and (named or len(top) > 1):
        return frozenset(top)
    return frozenset(named)


def _heads_scene(section: Section, headed: bool, acts: frozenset[Section]) -> bool:
    return not headed and section not in acts and names_scene(section.text)


# ---------------------------------------------------------------------------- notes


def _placed(notes: Iterable[SourceNote], scenes: Sequence[Scene]) -> tuple[ScriptNote, ...]:
    """The notes in order, each with the scene and the speech it stands in or after."""
    scene_spans = [scene.span for scene in scenes]
    speech_spans = [[speech.span for speech in scene.speeches()] for scene in scenes]
    placed: list[ScriptNote] = []
    for note in sorted(notes, key=lambda note: note.span):
        scene = max(bisect_right(scene_spans, note.span) - 1, 0)
        before = bisect_right(speech_spans[scene], note.span) if scenes else 0
        placed.append(ScriptNote(note.text, note.span, scene, before - 1 if before else None))
    return tuple(placed)


def _empty(file: str) -> Problem:
    return error(
        "script-empty",
        "there is nothing to read in this script",
        Span(file),
        "Write a scene heading such as `INT. KITCHEN - DAY`, a name in capitals and, on the "
        "next line, what that person says.",
    )
