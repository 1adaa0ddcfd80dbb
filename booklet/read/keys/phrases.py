"""The words of a booklet that its course says otherwise: `phrases` in `booklet.yaml`.

```yaml
phrases:
  contents: In this booklet
  key: The critics
```

The names are those of `booklet/languages/en/phrases.toml`. A phrase with places in braces
needs the same places.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

from booklet.languages import FALLBACK, phrases
from booklet.nearest import nearest
from booklet.plugins import words
from booklet.read.yaml.shape import wrong

_PLACE = re.compile(r"\{\w*\}")


def _known(value: object, info: ValidationInfo) -> object:
    own = {name.replace("-", "_"): "" for name in info.context or ()}
    known = {**phrases(FALLBACK).by_key, **words(FALLBACK), **own}
    for name, text in value.items() if isinstance(value, dict) else ():
        if name not in known:
            meant = nearest(name, known)
            hint = f"Did you mean `{meant}`? " if meant else ""
            raise wrong(
                "unknown-phrase",
                f"there is no phrase `{name}` that a booklet says",
                f"{hint}`booklet phrases` lists them all with their words.",
            )
        if isinstance(text, str) and set(_PLACE.findall(text)) != set(_PLACE.findall(known[name])):
            places = " and ".join(_PLACE.findall(known[name])) or "none"
            raise wrong(
                "phrase-places",
                f"the phrase `{name}` has other places in braces than the program fills",
                f"It needs these: {places}.",
            )
    return value


OwnPhrases = Annotated[
    dict[str, str], BeforeValidator(_known, json_schema_input_type=dict[str, str])
]
"""Phrases by name, each known and with its places."""
