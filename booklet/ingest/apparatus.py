"""Readings as notes of `annotations.yaml`, and the pack's notes likewise.

Takes collated speeches and the whole script's words; gives entries in the form in
which a person writes notes by hand, so that draw, edit and a person treat them alike.
An apparatus note is of kind `apparatus`. It stands at the printed words and tells what a
witness has in their place: *Linebook* has “wound” for “have wound”.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from booklet.ingest.analysis_text import yaml_text
from booklet.ingest.packs import PackNote, holds
from booklet.ingest.readings import CollatedSpeech, Variant, variants
from booklet.ingest.tokens import tokens
from booklet.model import Line

FEWEST_WORDS = 2
"""A lemma has at least so many words, so that it can be found again by eye."""

MOST_WORDS = 9
"""A reading of more words is shown by its first and last three."""

BODY_WORDS = 45
"""A note tells of differences until it has so many words; the others are counted."""


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """An entry to write: the words it stands at, what is around them, and its body."""

    id: str
    exact: str
    prefix: str
    suffix: str
    body: str
    kind: str
    themes: tuple[str, ...] = ()


def apparatus(speeches: Sequence[CollatedSpeech]) -> tuple[NoteEntry, ...]:
    """One note for each speech whose readings differ in words."""
    script = "\n".join(plain(speech.text) for speech in speeches)
    found: list[NoteEntry] = []
    taken: set[str] = set()
    for speech in speeches:
        text = plain(speech.text)
        differing = variants(_plain_speech(speech))
        if not differing:
            continue
        places = [_lemma(text, variant.start, variant.end) for variant in differing]
        start, end = _unique(text, *places[0][:2], script)
        body = _body(differing, places, speech, text, text[start:end])
        key = hashlib.sha256(f"{speech.speaker}|{text}".encode()).hexdigest()[:8]
        if key in taken:
            continue
        taken.add(key)
        found.append(
            NoteEntry(
                f"reading-{key}",
                text[start:end],
                text[max(0, start - 24) : start],
                text[end : end + 24],
                body,
                "apparatus",
            )
        )
    return tuple(found)


def pack_notes(
    notes: Sequence[PackNote], speeches: Sequence[CollatedSpeech]
) -> tuple[tuple[NoteEntry, ...], tuple[str, ...]]:
    """The pack's notes whose cue is in the script, and the ids of those whose cue is not."""
    script = "\n".join(plain(speech.text) for speech in speeches)
    found: list[NoteEntry] = []
    missing: list[str] = []
    for note in notes:
        for speech in speeches:
            text = plain(speech.text)
            row = tokens(text)
            at = holds(tuple(token.form for token in row), note.cue.words)
            if at >= 0 and note.cue.speaker in ("", speech.speaker):
                start, end = row[at].start, row[at + len(note.cue.words) - 1].end
                start, end = _unique(text, start, end, script)
                prefix, suffix = text[max(0, start - 24) : start], text[end : end + 24]
                found.append(
                    NoteEntry(
                        note.id, text[start:end], prefix, suffix, note.body, "comment", note.themes
                    )
                )
                break
        else:
            missing.append(note.id)
    return tuple(found), tuple(missing)


def annotations_text(entries: Sequence[NoteEntry]) -> str:
    """The text of `annotations.yaml`."""
    rows = ["annotations:"]
    for entry in entries:
        rows += [f"  - id: {entry.id}", "    quote:", f"      exact: {yaml_text(entry.exact)}"]
        if entry.prefix.strip():
            rows.append(f"      prefix: {_quoted(entry.prefix)}")
        if entry.suffix.strip():
            rows.append(f"      suffix: {_quoted(entry.suffix)}")
        rows.append(f"    body: {yaml_text(entry.body)}")
        if entry.kind != "comment":
            rows.append(f"    kind: {entry.kind}")
        if entry.themes:
            rows.append(f"    themes: [{', '.join(yaml_text(theme) for theme in entry.themes)}]")
    return "\n".join(rows) + "\n"


def plain(text: str) -> str:
    """Spoken words without the stars of emphasis, as the script's reader gives them."""
    return re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,80})(?<=[^\s*])\*(?![\w*])", r"\1", text)


_Lemma = tuple[int, int, str, str]
"""Where the words of a lemma begin and end, and which of them stand beside the variant."""


def _body(
    differing: Sequence[Variant],
    places: Sequence[_Lemma],
    speech: CollatedSpeech,
    text: str,
    lemma: str,
) -> str:
    """What each witness has for the printed words, which the booklet prints before the note."""
    said: dict[str, list[str]] = {}
    untold, words = 0, 0
    for variant, (start, end, before, after) in zip(differing, places, strict=True):
        other = " ".join(part for part in (before, variant.reading, after) if part)
        printed = text[start:end]
        if not variant.reading:
            told = f"leaves out {_in_marks(text[variant.start : variant.end])}"
        elif len(differing) == 1 and printed == lemma:
            told = f"has {_in_marks(other)}"
        else:
            told = f"has {_in_marks(other)} for {_in_marks(printed)}"
        witness = " and ".join(_witness(name, speech, text) for name in variant.witnesses)
        words += len(told.split()) + (0 if witness in said else len(witness.split()))
        if said and words > BODY_WORDS:
            untold += 1
            continue
        said.setdefault(witness, []).append(told)
    rows = [f"{witness} {_listed(tolds)}" for witness, tolds in said.items()]
    if untold:
        rows.append("and one more difference" if untold == 1 else f"and {untold} more differences")
    return "; ".join(rows) + "."


def _listed(told: Sequence[str]) -> str:
    """The verb once for what it goes with: has “a” for “b”, “c” for “d”, leaves out “e”."""
    rows: list[str] = []
    verb = ""
    for each in told:
        plain_verb = "has " if each.startswith("has ") else ""
        rows.append(each.removeprefix(verb) if verb and plain_verb == verb else each)
        verb = plain_verb
    return ", ".join(rows)


def _witness(name: str, speech: CollatedSpeech, printed: str) -> str:
    """A witness by name; a page that has the printed words too, by another of its places."""
    both = any(each.witness == name and plain(each.text) == printed for each in speech.readings)
    return f"*{_escape(name)}*, in another place," if both else f"*{_escape(name)}*"


def _in_marks(text: str) -> str:
    """Quoted for the note; a line break is a space, a quotation inside has single marks."""
    inner = re.sub(r'"([^"]*)"', r"‘\1’", _shortened(text)).replace("“", "‘").replace("”", "’")
    return f"“{_escape(inner)}”"


def _plain_speech(speech: CollatedSpeech) -> CollatedSpeech:
    body = tuple(
        replace(part, text=plain(part.text)) if isinstance(part, Line) else part
        for part in speech.body
    )
    return replace(speech, body=body)


def _lemma(text: str, start: int, end: int) -> _Lemma:
    """The words of a variant and enough beside them; and those beside, as they stand.

    An addition has no words of its own: those on both sides stand for it.
    """
    row = tokens(text)
    inside = [at for at, token in enumerate(row) if token.start < end and start < token.end]
    first = (
        inside[0] if inside else next((i for i, t in enumerate(row) if t.start >= start), len(row))
    )
    last = inside[-1] if inside else first - 1
    lower, upper = first, last
    if not inside or last - first + 1 < FEWEST_WORDS:
        if upper + 1 < len(row):
            upper += 1
        if (not inside or upper == last) and lower > 0:
            lower -= 1
    before = text[row[lower].start : row[first - 1].end] if lower < first else ""
    after = text[row[last + 1].start : row[upper].end] if upper > last else ""
    return row[lower].start, row[upper].end, before, after


def _unique(text: str, start: int, end: int, script: str) -> tuple[int, int]:
    """The words widened to the right, then to the left, until the script has them once."""
    row = tokens(text)
    while script.count(text[start:end]) > 1:
        right = next((token.end for token in row if token.start >= end), None)
        left = next((token.start for token in reversed(row) if token.end <= start), None)
        if right is not None:
            end = right
        elif left is not None:
            start = left
        else:
            break
    return start, end


def _shortened(text: str) -> str:
    row = text.split()
    return text if len(row) <= MOST_WORDS else " ".join([*row[:3], "…", *row[-3:]])


def _escape(text: str) -> str:
    return re.sub(r"([*_`\[\]\\])", r"\\\1", " ".join(text.split()))


def _quoted(text: str) -> str:
    text = text.replace("\n", " ")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
