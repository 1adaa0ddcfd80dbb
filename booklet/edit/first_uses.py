"""Where the script first uses each word of the glossary.

In: the glossary's terms and the speeches with their numbers. Out: `TermMark`s by scene,
speech and line. Only spoken words are marked; a word that only directions use has no mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from booklet.citation import SceneNumbers
from booklet.edit.marks import LineSlice, cite
from booklet.model import Scene, Term, TermMark

Place = tuple[int, int, int]
"""Scene, speech in it and line in that, all 0-based."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


def form_pattern(term: Term) -> re.Pattern[str]:
    """What finds the term in `plain` text: itself or one of its forms, as whole words."""
    forms = sorted({term.term, *term.forms}, key=lambda form: (-len(form), form))
    found = (r"\s+".join(re.escape(word) for word in plain(form).split()) for form in forms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(form for form in found if form)})(?!\w)", re.I)


def plain(text: str) -> str:
    """The text with apostrophes of one shape; no character more or less."""
    return text.translate(_APOSTROPHES)


def find_first_uses(
    terms: tuple[Term, ...],
    scenes: Sequence[Scene],
    numbers: Sequence[SceneNumbers],
    has_verse: bool,
) -> dict[Place, tuple[TermMark, ...]]:
    """The first use of each term. No two overlap: of two terms on the same words the one
    that comes first in the glossary has them, the other has its next use."""
    found: dict[Place, list[TermMark]] = {}
    texts = [
        ((scene, speech, line), plain(words.text))
        for scene, of in enumerate(scenes)
        for speech, spoken in enumerate(of.speeches())
        for line, words in enumerate(spoken.lines)
    ]
    for term in terms:
        pattern = form_pattern(term)
        for place, text in texts:
            taken = found.get(place, [])
            match = next(
                (
                    match
                    for match in pattern.finditer(text)
                    if all(match.end() <= mark.start or mark.end <= match.start() for mark in taken)
                ),
                None,
            )
            if match is not None and match.group():
                scene, speech, line = place
                part = LineSlice(speech, line, match.start(), match.end())
                speeches = tuple(scenes[scene].speeches())
                citation = cite(speeches, numbers[scene], part, has_verse)
                mark = TermMark(match.start(), match.end(), term.term, citation)
                found.setdefault(place, []).append(mark)
                break
    return {
        place: tuple(sorted(marks, key=lambda mark: mark.start)) for place, marks in found.items()
    }
