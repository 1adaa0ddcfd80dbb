"""A quotation found in an analysis, with the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.draw.finding.decide import Verdict
from booklet.draw.finding.locate import Place
from booklet.model import Status

STAGE_DIRECTION = "stage direction"
"""The reason of a quotation that is one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation: `text` is block `block`'s `[start:end]`; `outer_*` include its marks.

    `kind` says how it was seen: marked, block, italic, unmarked or number.
    """

    block: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    kind: str
    text: str
    verdict: Verdict
    reason: str
    score: float

    @property
    def is_direction(self) -> bool:
        """Whether it quotes a stage direction: its place is the speech beside that."""
        return self.reason == STAGE_DIRECTION

    @property
    def status(self) -> Status:
        """Placed, ambiguous or unplaced."""
        return self.verdict.status

    @property
    def place(self) -> Place | None:
        """Where it was placed."""
        return self.verdict.place
