"""The nouns of the program: what one room hands to the next.

Every type is a frozen dataclass over the standard library. Positions in text are
0-based, half-open character offsets; positions in files are 1-based (`Span`).
Words are those of the field: TEI drama for the script, the W3C Web Annotation
model for selectors, targets and annotations, textual criticism for readings.
"""

from __future__ import annotations

from booklet.model.analysis import *  # noqa: F403
from booklet.model.annotation import *  # noqa: F403
from booklet.model.course import *  # noqa: F403
from booklet.model.edition import *  # noqa: F403
from booklet.model.gathered import *  # noqa: F403
from booklet.model.meetings import *  # noqa: F403
from booklet.model.note_kinds import *  # noqa: F403
from booklet.model.pieces import *  # noqa: F403
from booklet.model.places import *  # noqa: F403
from booklet.model.review import *  # noqa: F403
from booklet.model.script import *  # noqa: F403
