"""Review: the doubtful annotations, one after the other, until a person has decided.

items     which annotations wait, and what is to be seen of each
session   the decisions, as a function from (state, key) to state
screen    what a state looks like on a terminal
"""

from __future__ import annotations

from booklet.review.items import near_items, open_items
from booklet.review.listing import listing
from booklet.review.screen import Run, shown
from booklet.review.session import Ruling, Session, edited, press, unedited

__all__ = [
    "Ruling",
    "Run",
    "Session",
    "edited",
    "listing",
    "near_items",
    "open_items",
    "press",
    "shown",
    "unedited",
]
