"""The editor's room: what was read and drawn becomes one numbered edition.

In: a `Course`, its `Annotation`s and which edition is wanted. Out: an `Edition`, in which
every scene, speech and verse line has its number for citing and every note its place, mark
and series; what it shows is chosen from the numbered whole.
"""

from booklet.edit.choosing import choose, speaking_roles
from booklet.edit.describing import describe, effort, left_out
from booklet.edit.edition import edit
from booklet.edit.script_notes import script_annotations

__all__ = [
    "choose",
    "describe",
    "edit",
    "effort",
    "left_out",
    "script_annotations",
    "speaking_roles",
]
