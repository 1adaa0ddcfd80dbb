"""Facts that a course states for its templates and styles: `fields` in `booklet.yaml`.

```yaml
fields:
  school: Harbour School
  readers: [Ada, Ben]
```

A template prints `{{ fields.school }}`, a style `var(--field-school)`. An edition's own fields
stand before those of the course.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

from booklet.read.yaml.shape import wrong

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _named(value: object) -> object:
    for name in value if isinstance(value, dict) else ():
        if not _NAME.fullmatch(name):
            raise wrong(
                "wrong-field",
                f"`{name}` is not a name for a field",
                "Small letters, digits and underscores, such as school_year.",
            )
    return value


OwnFields = Annotated[
    dict[str, str | tuple[str, ...]],
    BeforeValidator(_named, json_schema_input_type=dict[str, str | tuple[str, ...]]),
]
"""Texts, or lists of them, by names that templates and styles can say."""
