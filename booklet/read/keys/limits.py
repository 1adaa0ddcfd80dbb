"""The key `limits` of `booklet.yaml`: what building the course may take at the most.

Takes the values of the key; gives `Limits`.

```yaml
limits:
  time: 60          # seconds
  memory: 1024      # MiB
  pages: 120
  output: 20        # MiB
```
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from booklet.model import Limits
from booklet.read.yaml.shape import Shape, wrong

LEAST_MEMORY = 256
"""With less than so many MiB nothing can be set at all."""


def _whole(value: object) -> object:
    if isinstance(value, str) and not (re.fullmatch("[0-9]{1,7}", value) and int(value) > 0):
        raise wrong(
            "wrong-number",
            f"`{value}` is no limit",
            "Write a whole number: seconds, MiB of memory, pages, or MiB of output.",
        )
    return value


def _memory(value: object) -> object:
    whole = _whole(value)
    if isinstance(whole, str) and int(whole) < LEAST_MEMORY:
        raise wrong(
            "wrong-number",
            f"no booklet can be set in {value} MiB of memory",
            f"Write at least {LEAST_MEMORY}.",
        )
    return whole


Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
Memory = Annotated[int, BeforeValidator(_memory, json_schema_input_type=int)]


class LimitsEntry(Shape):
    """What building may take; a course can lower the usual limits, and not raise them."""

    time: Whole | None = Field(default=None, description="Seconds.")
    memory: Memory | None = Field(default=None, description="Memory in MiB.")
    pages: Whole | None = Field(default=None, description="Pages of the PDF.")
    output: Whole | None = Field(default=None, description="All that is made, in MiB.")

    def limits(self) -> Limits:
        """As the noun of the model."""
        return Limits(self.time, self.memory, self.pages, self.output)
