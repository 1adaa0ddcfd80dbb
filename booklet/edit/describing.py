"""What an edition shows, in a few words for whoever chooses one."""

from __future__ import annotations

from booklet.counting import counted
from booklet.model import Edition, EditionChoice, NoteChoice, NotesAt

_WHERE: dict[NotesAt, str] = {
    "margin": "in the margin",
    "below": "below their speech",
    "foot": "at the foot of the page",
    "scene": "at the end of their scene",
    "end": "at the end of the booklet",
}


def describe(choice: EditionChoice) -> str:
    """One line: notes, questions, and what else sets the edition apart."""
    said = [_text(choice), *_notes(choice.notes)]
    if choice.ruled_margin:
        dotted = "dotted" if choice.ruled_margin == "dots" else "ruled"
        said.append(f"an empty {dotted} margin")
    if choice.questions != "none":
        answers = " with answers" if choice.questions == "answers" else ""
        where = " after each scene" if choice.questions_at == "scene" else ""
        said.append(f"questions{answers}{where}" + (", room to write" if choice.lines != 0 else ""))
    if choice.paper:
        name = choice.paper.name or f"{choice.paper.width:g} × {choice.paper.height:g} mm"
        said.append(f"on {name}")
    return "; ".join(part for part in said if part)


def left_out(edition: Edition) -> str:
    """One line of the notes for which the edition has no place; "" where there are none."""
    whole = sum(note.place == "critics" for note in edition.left_out)
    persons = dict.fromkeys(note.citation for note in edition.left_out if note.place == "cast")
    told = []
    if whole:
        told.append(f"{whole} on the whole, as the piece `critics` is not asked for")
    if persons:
        told.append(f"those on {', '.join(persons)}, in no cast list and not heard")
    return f"not printed: {'; '.join(told)}" if told else ""


def effort(choice: EditionChoice) -> float:
    """About how long the edition takes to build, the reader's being 1: by its pages and notes."""
    pages = (choice.type_size / 10.4) ** 2 if choice.type_size else 1.0
    return pages * (0.4 if choice.part else 1.0) * (0.8 if choice.notes.at == "none" else 1.0)


def _text(choice: EditionChoice) -> str:
    if choice.part:
        return f"the part of {choice.role or 'one role'}, with its cues"
    if choice.type_size:
        return f"type of {choice.type_size:g} pt"
    return "" if choice.notes.at != "none" or choice.ruled_margin else "the text alone"


def _notes(notes: NoteChoice) -> list[str]:
    if notes.at == "none":
        return []
    which = [
        f"of {', '.join(source or 'the editor' for source in notes.sources)}"
        if notes.sources
        else "",
        f"on {', '.join(notes.themes)}" if notes.themes else "",
        f"of at most {counted(notes.longest, 'word')}" if notes.longest else "",
    ]
    kinds = {(): "notes", ("all",): "all notes, the leader's too"}.get(
        notes.kinds, f"notes ({', '.join(notes.kinds)})"
    )
    where = _WHERE[notes.at]
    return [" ".join(part for part in (kinds, *which, where) if part)]
