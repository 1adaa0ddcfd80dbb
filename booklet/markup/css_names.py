"""The names that CSS knows, and which of them a mistyped one was meant to be.

In: a name. Out: whether it is known, or the sentence that helps. The names stand in
`css_names.json`, which `tools/css_names.py` writes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import Any

from booklet.nearest import nearest

_EVERYWHERE = ("inherit", "initial", "unset", "revert")


@cache
def _names() -> Mapping[str, Any]:
    text = resources.files("booklet.markup").joinpath("css_names.json").read_text("utf-8")
    names: dict[str, Any] = json.loads(text)
    names["functions"] = frozenset(names["functions"])
    return names


def known_property(name: str) -> bool:
    """Whether it is a property or, with a prefix, may be one of some browser's own."""
    return name in _names()["properties"] or name.startswith("-")


def known_descriptor(at_rule: str, name: str) -> bool:
    """Whether an at-rule, such as "font-face", knows that descriptor."""
    return name in _names()["at-rules"].get(at_rule, ())


def known_at_rule(name: str) -> bool:
    """Whether there is an at-rule of that name."""
    return name in _names()["at-rules"] or name.startswith("-")


def known_function(name: str) -> bool:
    """Whether there is a function of that name."""
    return name in _names()["functions"]


def property_meant(name: str) -> str:
    """ "Did you mean `color`?", or "" where none is like it."""
    return _meant(name, _names()["properties"])


def descriptor_meant(at_rule: str, name: str) -> str:
    """As `property_meant`, of what an at-rule knows."""
    return _meant(name, _names()["at-rules"].get(at_rule, ()))


def at_rule_meant(name: str) -> str:
    """As `property_meant`, of at-rules."""
    return _meant(name, _names()["at-rules"], "@")


def function_meant(name: str) -> str:
    """As `property_meant`, of functions."""
    return _meant(name, _names()["functions"])


def value_meant(name: str, words: Collection[str]) -> str:
    """Which keyword was meant by one of the words that a property's value is made of."""
    known = {*_names()["properties"].get(name, ()), *_EVERYWHERE}
    if "<color>" in known:
        known |= set(_names()["colours"])
    for word in words:
        if word.lower() not in known and (meant := _meant(word.lower(), known)):
            return meant
    return ""


def _meant(word: str, known: Collection[str], sign: str = "") -> str:
    found = nearest(word, sorted(known))
    return f"Did you mean `{sign}{found}`?" if found else ""
