"""Style sheets for reading systems, many of which know no custom properties.

In: CSS texts in the order of effect. Out: one text in which every `var()` is its value, and
which asks for no other file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"(?<![\w-])(--[\w-]++)\s*+:\s*+([^;{}]*+)(?:;|(?=\}))")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)")
_ELSEWHERE = re.compile(r"@import[^;@]*+;|@font-face\s*+\{[^{}]*+\}|@page[^{@]*+\{[^{}]*+\}")
_EMPTY_RULE = re.compile(r"(?<![^{}])[^{}]*+\{\s*+\}")
_URL = re.compile(r"url\([^()]*+\)", re.IGNORECASE)
_MOST_NESTED = 8


def plain_css(sheets: Sequence[str]) -> str:
    """The sheets as one. A property that has no value leaves its declaration without one."""
    css = _COMMENT.sub("", "\n".join(sheets))
    properties = {name: value.strip() for name, value in _PROPERTY.findall(css)}
    css = _ELSEWHERE.sub("", _PROPERTY.sub("", css))

    def value(match: re.Match[str]) -> str:
        return str(properties.get(match[1], match[2] or "inherit"))

    for _ in range(_MOST_NESTED):
        css, changed = _VAR.subn(value, css)
        if not changed:
            break
    css = _EMPTY_RULE.sub("", _URL.sub("none", css))
    return "\n".join(line.strip() for line in css.splitlines() if line.strip()) + "\n"
