"""Style sheets for reading systems, many of which know no custom properties.

In: CSS texts in the order of effect. Out: one text in which every `var()` is its value, and
which asks for no other file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tinycss2.ast import FunctionBlock, IdentToken

from booklet.markup.css import (
    Broken,
    Declaration,
    Item,
    Rule,
    SheetText,
    Space,
    Token,
    address,
    flat,
    inside,
    read,
    significant,
    trimmed,
    written,
)

_MOST_NESTED = 8
_LEFT_OUT = frozenset({"import", "font-face", "page", "namespace"})


def plain_css(sheets: Sequence[SheetText]) -> str:
    """The sheets as one. A property that has no value leaves its declaration without one."""
    items = read("\n".join(sheet.text for sheet in sheets))
    properties = {
        item.name: trimmed(item.value)
        for item in flat(items)
        if isinstance(item, Declaration) and item.name.startswith("--")
    }
    css = written(_plain(items, properties))
    return "\n".join(line.strip() for line in css.splitlines() if line.strip()) + "\n"


def _plain(items: Sequence[Item], properties: Mapping[str, Sequence[Token]]) -> list[Item]:
    made: list[Item] = []
    for item in items:
        if isinstance(item, Space):
            made.append(item)
        elif isinstance(item, Declaration):
            if not item.name.startswith("--"):
                made.append(replace(item, value=_values(item.value, properties, 0)))
        elif isinstance(item, Rule) and item.keyword not in _LEFT_OUT and item.items is not None:
            inner = _plain(item.items, properties)
            if any(not isinstance(each, Space | Broken) for each in inner):
                made.append(replace(item, items=inner))
    return made


def _values(
    tokens: Sequence[Token], properties: Mapping[str, Sequence[Token]], depth: int
) -> list[Token]:
    made: list[Token] = []
    for token in tokens:
        asked = address(token)
        if asked is not None:
            made.append(IdentToken(token.source_line, token.source_column, "none"))
        elif token.type == "function" and token.lower_name == "var" and depth < _MOST_NESTED:
            made += _values(_value(token, properties), properties, depth + 1)
        elif token.type == "function":
            inner = _values(token.arguments, properties, depth)
            made.append(FunctionBlock(token.source_line, token.source_column, token.name, inner))
        elif inside(token):
            inner = _values(token.content, properties, depth)
            made.append(type(token)(token.source_line, token.source_column, inner))
        else:
            made.append(token)
    return made


def _value(variable: Token, properties: Mapping[str, Sequence[Token]]) -> Sequence[Token]:
    """What a `var()` stands for: the property's value, else the one that it has itself."""
    arguments = significant(variable.arguments)
    name = str(arguments[0].value) if arguments and arguments[0].type == "ident" else ""
    if name in properties:
        return properties[name]
    if len(arguments) > 1:
        comma = variable.arguments.index(arguments[1])
        return trimmed(variable.arguments[comma + 1 :])
    return [IdentToken(variable.source_line, variable.source_column, "inherit")]
