"""The notes that a script brings with it, as annotations: those of its edition, and its author's.

In: a `Script`, in whose file an editor or the author says something of the text (TEI `note`,
`rdg`). Out: an `Annotation` for each, at the word it stands behind. What a writer notes in a
screenplay for the production is nobody's to read, and is no annotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from booklet.counting import WORD
from booklet.model import (
    APPARATUS,
    COMMENT,
    Annotation,
    NoteBy,
    Scope,
    Script,
    ScriptNote,
    Speech,
    Target,
)

SOURCES: Mapping[NoteBy, tuple[str, str]] = {
    "edition": ("notes-of-edition", "notes_of_edition"),
    "author": ("notes-of-author", "notes_of_author"),
}
"""The id of each source of such notes, as editions choose it, and the phrase that names it."""

_MARKDOWN = re.compile(r"[\\`*_\[\]<>&]")


def script_annotations(script: Script) -> Iterator[Annotation]:
    """The annotations, in the order of the script."""
    scenes = [tuple(scene.speeches()) for scene in script.scenes]
    numbers = {by: count(1) for by in SOURCES}
    for note in script.notes:
        if note.by in numbers and note.scene < len(scenes):
            yield _annotation(note, next(numbers[note.by]), scenes[note.scene])


def _annotation(note: ScriptNote, number: int, speeches: Sequence[Speech]) -> Annotation:
    source, target = SOURCES[note.by][0], None
    if note.speech is not None and note.speech < len(speeches):
        text = speeches[note.speech].text
        start, end = (0, len(text)) if note.offset is None else _words_at(text, note)
        if start < end:
            target = Target(note.scene, note.speech, start, end, text[start:end])
    scope: Scope = "scene" if target is None else "speech" if note.offset is None else "words"
    return Annotation(
        id=f"{source}-{number}",
        source=source,
        body=_MARKDOWN.sub(r"\\\g<0>", note.text),
        status="placed",
        span=note.span,
        target=target,
        reason="the script's own note",
        kind=COMMENT.name if note.reading_of is None else APPARATUS.name,
        scope=scope,
        scenes=(note.scene, note.scene) if target is None else None,
    )


def _words_at(text: str, note: ScriptNote) -> tuple[int, int]:
    """The words that it has another reading of, else the one that ends at or before it, in its
    line; without one the next."""
    offset = note.offset or 0
    if note.reading_of and text[:offset].endswith(note.reading_of):
        return offset - len(note.reading_of), offset
    words = [match.span() for match in WORD.finditer(text)]
    line = text.rfind("\n", 0, offset) + 1
    before = [word for word in words if line <= word[0] < offset]
    after = [word for word in words if word[0] >= offset]
    return (before[-1:] or after[:1] or [(0, 0)])[0]
