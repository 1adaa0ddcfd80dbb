"""CSS, read by its tokens and written anew: the one place where CSS is parsed.

In: the text of a style sheet, of a `style` attribute or of a value. Out: `Item`s, and text
made of them. What is written is well-formed, so that all who read it read the same, whatever
the text was: see https://www.w3.org/TR/css-syntax-3/. Lines stay where they were; comments go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2.ast import FunctionBlock, StringToken, URLToken
from tinycss2.serializer import serialize_identifier, serialize_string_value

from booklet.model import Span

Token = Any
"""A component value of tinycss2, which has no types."""

DEEPEST = 40
"""Blocks and functions inside each other; what is deeper would end the process."""

_BLOCKS = frozenset({"() block", "[] block", "{} block", "function"})
_ODD = ("<!--", "-->", "\\")
_HOLDING_RULES = frozenset(
    {"media", "supports", "container", "layer", "scope", "starting-style", "document"}
    | {"keyframes", "-webkit-keyframes", "-moz-keyframes", "font-feature-values"}
)


class TooDeepError(ValueError):
    """Blocks or functions stand more than `DEEPEST` deep inside each other."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"more than {DEEPEST} levels")
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Declaration:
    """`name: value`; the name in lower case, save a custom property's."""

    line: int
    column: int
    name: str
    value: Sequence[Token]
    important: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: at-rule `keyword`, or one with selectors ("").

    `prelude` is what stands before its block, `items` the block's, None for a statement.
    """

    line: int
    column: int
    keyword: str
    prelude: Sequence[Token]
    items: Sequence[Item] | None


@dataclass(frozen=True, slots=True)
class Broken:
    """What is no CSS, and why. It is not written."""

    line: int
    column: int
    why: str


@dataclass(frozen=True, slots=True)
class Space:
    """Space between items."""

    line: int
    text: str


Item = Declaration | Rule | Broken | Space


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that CSS asks for at a line and column.

    A sheet that is imported where `condition` holds, else a picture or a font.
    """

    line: int
    column: int
    address: str
    imported: bool = False
    condition: Sequence[Token] = ()


@dataclass(frozen=True, slots=True)
class SheetText:
    """A style sheet as it is handed on; from each line of `places` on it comes from there."""

    text: str
    places: tuple[tuple[int, Span], ...] = field(default=(), repr=False)

    def span(self, line: int, column: int) -> Span | None:
        """The place in the course's files that the place in the text comes from."""
        before = [place for place in self.places if place[0] <= line]
        if not before:
            return None
        first, span = before[-1]
        return Span(span.file, span.line + line - first, column)


# ------------------------------------------------------------------------------ reading


@lru_cache(maxsize=64)  # page, paper and EPUB have most of their sheets in common
def read(css: str) -> tuple[Item, ...]:
    """The items of a style sheet. Raises TooDeepError."""
    return tuple(_items(tinycss2.parse_stylesheet(_tokens(css))))


def read_style(css: str) -> list[Item]:
    """The items of a `style` attribute. Raises TooDeepError."""
    return _items(tinycss2.parse_blocks_contents(_tokens(css)))


def read_value(css: str) -> list[Token]:
    """The tokens of a value, such as an attribute of a drawing. Raises TooDeepError."""
    return _tokens(css)


def _tokens(css: str) -> list[Token]:
    found: list[Token] = tinycss2.parse_component_value_list(css)
    waiting = [(found, 0)]
    while waiting:
        tokens, depth = waiting.pop()
        for token in tokens:
            if token.type in _BLOCKS:
                if depth >= DEEPEST:
                    raise TooDeepError(token.source_line, token.source_column)
                waiting.append((inside(token), depth + 1))
    return found


def inside(token: Token) -> list[Token]:
    """The tokens of a block or function; of other tokens none."""
    if token.type == "function":
        return list(token.arguments)
    return list(token.content) if token.type in _BLOCKS else []


def _items(nodes: Sequence[Any], nested: bool = False) -> list[Item]:
    made: list[Item] = []
    for node in nodes:
        line, column = node.source_line, node.source_column
        match node.type:
            case "whitespace":
                made.append(Space(line, node.value))
            case "comment":
                made.append(Space(line, "\n" * node.value.count("\n") or " "))
            case "declaration":
                name = node.name if node.name.startswith("--") else node.lower_name
                made.append(_declaration(line, column, name, node))
            case "qualified-rule":
                content = _items(tinycss2.parse_blocks_contents(node.content), True)
                made.append(_rule(line, column, "", node.prelude, content))
            case "at-rule" if node.lower_at_keyword == "charset":
                made.append(Space(line, " "))  # all text is Unicode by now
            case "at-rule":
                made.append(_at_rule(node, nested))
            case _:
                made.append(Broken(line, column, _why(node)))
    return made


def _at_rule(node: Any, nested: bool) -> Item:
    keyword = node.lower_at_keyword
    content: list[Item] | None = None
    if node.content is not None:
        if keyword in _HOLDING_RULES and not nested:
            content = _items(tinycss2.parse_rule_list(node.content))
        else:
            content = _items(tinycss2.parse_blocks_contents(node.content), nested)
    return _rule(node.source_line, node.source_column, keyword, node.prelude, content)


def _rule(
    line: int, column: int, keyword: str, prelude: Sequence[Token], items: list[Item] | None
) -> Item:
    broken = _broken(prelude)
    if broken is not None:
        return Broken(broken.source_line, broken.source_column, _why(broken))
    return Rule(line, column, keyword, _without_comments(prelude), items)


def _declaration(line: int, column: int, name: str, node: Any) -> Item:
    broken = _broken(node.value)
    if broken is None and not name.startswith("--"):
        broken = next((token for token in node.value if token.type == "{} block"), None)
    if broken is not None:
        return Broken(broken.source_line, broken.source_column, _why(broken))
    return Declaration(line, column, name, _without_comments(node.value), node.important)


def _broken(tokens: Sequence[Token]) -> Token | None:
    """The first token that all who read it might not read alike."""
    return next((each for each in walk(tokens) if each.type == "error" or each in _ODD), None)


def _why(error: Any) -> str:
    return _WHY.get(getattr(error, "kind", ""), "is no declaration and no rule")


_WHY = {
    "bad-string": "is a text whose quotation marks are not closed in its line",
    "eof-in-string": "is a text whose quotation marks are never closed",
    "bad-url": "is an address that is not well-formed",
    "eof-in-url": "is an address that never ends",
    "}": "closes nothing",
    ")": "closes nothing",
    "]": "closes nothing",
}


def _without_comments(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with a space (and its lines) for each comment."""
    made: list[Token] = []
    for token in tokens:
        if token.type == "comment":
            text = "\n" * token.value.count("\n") or " "
            token = tinycss2.ast.WhitespaceToken(token.source_line, token.source_column, text)
        elif token.type == "function":
            token.arguments[:] = _without_comments(token.arguments)
        elif token.type in _BLOCKS:
            token.content[:] = _without_comments(token.content)
        made.append(token)
    return made


# ------------------------------------------------------------------------------ looking


def walk(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens and all that stand inside them, in their order."""
    for token in tokens:
        yield token
        yield from walk(inside(token))


def flat(items: Sequence[Item]) -> Iterator[Rule | Declaration | Broken]:
    """All rules, declarations and broken pieces, those inside rules too, in their order."""
    for item in items:
        if not isinstance(item, Space):
            yield item
        if isinstance(item, Rule):
            yield from flat(item.items or ())


def significant(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without space."""
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the space at both ends."""
    solid = [at for at, token in enumerate(tokens) if token.type not in ("whitespace", "comment")]
    return tokens[solid[0] : solid[-1] + 1] if solid else ()


def address(token: Token) -> str | None:
    """What a `url()` asks for; None for what is none. A place in the same document is "#…"."""
    if token.type == "url":
        return str(token.value).strip()
    if token.type == "function" and token.lower_name == "url":
        texts = [each for each in token.arguments if each.type == "string"]
        return str(texts[0].value).strip() if texts else ""
    return None


def addresses(tokens: Sequence[Token]) -> Iterator[Asked]:
    """The files that a value asks for; places in the same document ("#hatching") are left out."""
    for token in walk(tokens):
        asked_for = address(token)
        if asked_for is not None and not asked_for.startswith("#"):
            yield Asked(token.source_line, token.source_column, asked_for)


def asked(items: Sequence[Item]) -> Iterator[Asked]:
    """All that a sheet asks for, in its order."""
    for item in flat(items):
        if isinstance(item, Declaration):
            yield from addresses(item.value)
        elif isinstance(item, Rule) and item.keyword == "import":
            yield imported(item)


def imported(rule: Rule) -> Asked:
    """What an `@import` asks for; the address is "" where it names nothing."""
    tokens = list(rule.prelude)
    while tokens and tokens[0].type == "whitespace":
        del tokens[0]
    name = ""
    if tokens:
        first = tokens.pop(0)
        name = str(first.value) if first.type == "string" else address(first) or ""
    return Asked(rule.line, rule.column, name.strip(), True, tokens if significant(tokens) else ())


# ------------------------------------------------------------------------------ writing


def written(items: Sequence[Item], by: Callable[[Asked], str] | None = None) -> str:
    """The text of the items, each address as `by` gives it."""
    solid = [at for at, item in enumerate(items) if isinstance(item, Declaration | Rule)]
    last = solid[-1] if solid else 0
    return "".join(
        _written(item, by) + (";" if isinstance(item, Declaration) and at < last else "")
        for at, item in enumerate(items)
    )


def _written(item: Item, by: Callable[[Asked], str] | None) -> str:
    match item:
        case Space():
            return item.text
        case Broken():
            return ""
        case Declaration():
            bang = "!important" if item.important else ""
            return f"{serialize_identifier(item.name)}:{value_text(item.value, by)}{bang}"
        case Rule():
            at = f"@{serialize_identifier(item.keyword)}" if item.keyword else ""
            prelude = value_text(item.prelude)
            if at and prelude and not prelude[0].isspace():
                prelude = f" {prelude}"
            if item.items is None:
                return f"{at}{prelude};"
            return f"{at}{prelude}{{{written(item.items, by)}}}"


def value_text(tokens: Sequence[Token], by: Callable[[Asked], str] | None = None) -> str:
    """The text of a value, each address as `by` gives it."""
    text: str = tinycss2.serialize([_clean(token, by) for token in tokens])
    return text


def _clean(token: Token, by: Callable[[Asked], str] | None) -> Token:
    """The token as it is written: no `<` can end the element that the sheet stands in."""
    line, column = token.source_line, token.source_column
    named = address(token)
    if named is not None:
        if by is not None and not named.startswith("#"):
            named = by(Asked(line, column, named))
        return URLToken(line, column, named, f"url({quoted(named)})")
    if token.type == "string":
        return StringToken(line, column, token.value, quoted(token.value))
    if token.type == "function":
        inner = [_clean(each, by) for each in token.arguments]
        return FunctionBlock(line, column, token.name, inner)
    if token.type in _BLOCKS:
        return type(token)(line, column, [_clean(each, by) for each in token.content])
    return token


def quoted(value: str) -> str:
    """A text as a string of CSS, which ends no element that it stands in."""
    return f'"{serialize_string_value(value)}"'.replace("<", "\\3c ")
