"""The editor's room: what was read and drawn becomes one numbered edition.

In: a `Course` and its `Annotation`s. Out: an `Edition`, in which every scene, speech
and verse line has its number for citing and every note its place, mark and series.
"""

from booklet.edit.edition import edit

__all__ = ["edit"]
