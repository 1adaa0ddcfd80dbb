"""How far the notes of the web page lag behind their lines, and where the text waits.

In: paragraphs and notes as they come, as numbers of characters. Out: whether the text has
to wait. On a wide screen notes float in the margin and push each other down; only a browser
knows by how much, so this is an estimate, and it only limits how far they drift: that they
never overlap is the browser's own doing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

MOST_DRIFT = 12
"""Lines of text that a note may be lower than its own line before the text waits for it."""

LINE = 68
"""Characters in a line of text, as `page.css` sets it on a wide screen."""

NOTE_LINE = 46
NOTE_LINE_HEIGHT = 0.68
NOTE_REST = 1.2
"""Characters in a line of a note; its height in lines of text; the source and the space."""

PARAGRAPH_SPACE = 0.3


@dataclass(slots=True)
class Drift:
    """Where text and notes have come to, in lines of text."""

    text: float = 0.0
    notes: float = 0.0

    def must_wait(self) -> bool:
        """Whether the next paragraph, which has notes, has to begin below those before it; then
        it does. One without notes never waits: it would leave a hole for nothing."""
        if self.notes - self.text <= MOST_DRIFT:
            return False
        self.text = self.notes
        return True

    def pass_by(self, lines: float) -> None:
        """So many lines that have no notes."""
        self.text += lines

    def add(self, characters: int, notes: list[int]) -> None:
        """A paragraph, and the notes in it."""
        for note in notes:
            height = ceil(note / NOTE_LINE) * NOTE_LINE_HEIGHT + NOTE_REST
            self.notes = max(self.notes, self.text) + height
        self.text += max(ceil(characters / LINE), 1) + PARAGRAPH_SPACE
