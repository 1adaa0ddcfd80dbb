"""What a course's style sheet may ask for.

In: CSS of a course that somebody else made, as `css` reads it. Out: what is refused, and what
no reader of CSS knows, each with its line. Most of CSS is harmless; refused is what was found
to hang the typesetter, to use up memory or to end its process, each with a limit far above
what a booklet needs, and what takes a file otherwise than by `url()`. What is unknown is told
and not written: it had no effect, mostly because it is mistyped.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from booklet.markup.css import (
    Broken,
    Declaration,
    Item,
    Rule,
    Token,
    TooDeepError,
    address,
    asked,
    flat,
    inside,
    read,
    read_style,
    significant,
    trimmed,
    value_text,
    walk,
    written,
)
from booklet.markup.css_names import (
    at_rule_meant,
    descriptor_meant,
    function_meant,
    known_at_rule,
    known_descriptor,
    known_function,
    known_property,
    property_meant,
)

LARGEST_SHEET = 300_000
"""Characters without embedded files; the largest that is shipped has 15,000."""

MOST_RULES = 4_000
"""20,000 take ten seconds before the first page is set."""

MOST_BRACES = 4
MOST_BRACKETS = 12
"""Rules inside of rules double their selectors; brackets inside of brackets end the process."""

LONGEST_VALUE = 4_000
LONGEST_STRING = 500
"""Characters. Values come as lists of shadows, layers, stops and functions."""

MOST_NUMBER = 20_000
"""A sheet of A0 is 4,494 px long. Far larger numbers overflow, and `tab-size` aborts."""

LEAST_LENGTH = 0.01
"""What is counted out one by one, such as columns, may be no smaller; nothing at all may."""

MOST_TRACKS = 200
"""Rows, columns and repeats of a grid; each is kept in memory for each other."""

MOST_PARTS = 24
"""Selectors in a selector, one inside or beside the other."""


Reader = Literal["booklet", "sheet", "browser"]
"""Who reads it: the typesetter, for the booklet or for a loose sheet (or what makes the plain
sheet of an EPUB), or a browser, which looks after itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line and column, and what to do instead.

    It is `unknown` where nothing is refused: the piece has no effect and is left out. `counted`
    is a custom property's name where all depends on whether it is counted out somewhere.
    """

    line: int
    column: int
    message: str
    hint: str = ""
    unknown: bool = False
    counted: str = ""


_LENGTHS = frozenset({"px", "pt", "pc", "mm", "cm", "in", "q", "em", "rem", "ex", "ch", "vw", "vh"})
_COUNTED_OUT = frozenset(
    {"columns", "column-width", "font", "font-size", "background", "background-size", "mask"}
    | {"mask-size", "border-image", "border-image-width", "line-height", "tab-size"}
    | {"grid", "grid-template", "grid-template-columns", "grid-template-rows"}
)
"""Properties whose lengths say how often something is done on a page."""

_LOADING = frozenset(
    {"image-set", "-webkit-image-set", "image", "cross-fade", "-webkit-cross-fade", "src"}
    | {"paint", "url-prefix", "domain", "media-document"}
)

_PAPER = "The paper stands in booklet.yaml: `paper: a5`, `binding: 12 mm`."
_SHORTER = "Leave out what the booklet does not use."
_TOO_DEEP = "brackets or rules stand far too deep inside each other"


def judged(css: str, reader: Reader) -> tuple[list[Item], list[Fault]]:
    """The items of a sheet that may be written, and all its faults."""
    try:
        items = read(css)
    except TooDeepError as deep:
        return [], [Fault(deep.line, deep.column, _TOO_DEEP, "Take some apart.")]
    return without_unknown(items), list(faults(items, reader))


def judged_style(css: str, reader: Reader) -> tuple[list[Item], list[Fault]]:
    """The same of a `style` attribute, which holds declarations alone."""
    try:
        items = read_style(css)
    except TooDeepError as deep:
        return [], [Fault(deep.line, deep.column, _TOO_DEEP, "Take some apart.")]
    rules = [item for item in items if isinstance(item, Rule)]
    kept = [item for item in items if not isinstance(item, Rule)]
    found = [Fault(rule.line, rule.column, "a rule inside a `style`") for rule in rules]
    return without_unknown(kept), [*found, *faults(items, reader)]


def faults(items: Sequence[Item], reader: Reader) -> Iterator[Fault]:
    """All faults of a sheet for that reader, in their order."""
    if len(written(items, lambda _: "")) > LARGEST_SHEET:
        yield Fault(1, 1, f"the style sheet has more than {LARGEST_SHEET:,} characters", _SHORTER)
        return
    rules = [item for item in flat(items) if isinstance(item, Rule)]
    if len(rules) > MOST_RULES:
        at = rules[MOST_RULES]
        yield Fault(at.line, at.column, f"there are more than {MOST_RULES:,} rules", _SHORTER)
        return
    yield from _of_items(items, reader, "", 0)


def takes_no_file(function: str) -> bool:
    """Whether CSS knows the function, and it takes no file otherwise than by `url()`."""
    return function not in _LOADING and known_function(function)


def loading(css: str, whole: bool, files: Collection[str] = ()) -> Iterator[Fault]:
    """What in a finished sheet (or `style` attribute) would load something, save `files`."""
    try:
        items = (read if whole else read_style)(css)
    except TooDeepError as deep:
        yield Fault(deep.line, deep.column, _TOO_DEEP)
        return
    for each in asked(items):
        own = each.address in files or each.address.lower().startswith("data:")
        if each.imported or not own:
            yield Fault(each.line, each.column, f"a style takes `{each.address[:60]}`")
    for item in flat(items):
        tokens = item.value if isinstance(item, Declaration) else ()
        for token in walk(item.prelude if isinstance(item, Rule) else tokens):
            if token.type == "function" and token.lower_name in _LOADING:
                at = (token.source_line, token.source_column)
                yield Fault(*at, f"a style takes a file by `{token.lower_name}()`")


def counted_out(items: Sequence[Item]) -> set[str]:
    """The custom properties that say how often something is done."""
    found: set[str] = set()
    for item in flat(items):
        if isinstance(item, Declaration) and item.name in _COUNTED_OUT:
            found.update(_variables(item.value))
        elif isinstance(item, Declaration):
            repeating = [token for token in walk(item.value) if _repeats(token)]
            found.update(_variables(repeating))
    return found


def without_unknown(items: Sequence[Item], at_rule: str = "") -> list[Item]:
    """The items without those that no reader of CSS knows."""
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Declaration) and _unknown(item, at_rule):
            continue
        if isinstance(item, Rule):
            if item.keyword and not known_at_rule(item.keyword):
                continue
            if item.items is not None:
                inner = without_unknown(item.items, item.keyword or at_rule)
                item = replace(item, items=inner)
        kept.append(item)
    return kept


def _of_items(items: Sequence[Item], reader: Reader, at_rule: str, depth: int) -> Iterator[Fault]:
    for item in items:
        match item:
            case Broken():
                message = f"what stands here {item.why}"
                hint = "It has no effect. Look for a sign that is missing before it."
                yield Fault(item.line, item.column, message, hint, unknown=True)
            case Declaration():
                yield from _declaration(item, reader, at_rule)
            case Rule():
                yield from _rule(item, reader, at_rule, depth)


def _rule(rule: Rule, reader: Reader, at_rule: str, depth: int) -> Iterator[Fault]:
    if rule.items is not None and depth >= MOST_BRACES:
        message = f"rules stand more than {MOST_BRACES} deep inside each other"
        yield Fault(rule.line, rule.column, message, "Write the selectors out.")
        return
    if rule.keyword and not known_at_rule(rule.keyword):
        message = f"`@{rule.keyword}` is not known in style sheets"
        yield Fault(rule.line, rule.column, message, at_rule_meant(rule.keyword), unknown=True)
        return
    if rule.keyword == "import" and depth:
        yield Fault(rule.line, rule.column, "`@import` inside another rule", "Put it at the top.")
    if not rule.keyword:
        yield from _selector(rule, reader)
    yield from _tokens(rule.prelude, "a rule")
    yield from _of_items(rule.items or (), reader, rule.keyword or at_rule, depth + 1)


def _selector(rule: Rule, reader: Reader) -> Iterator[Fault]:
    first = next(iter(significant(rule.prelude)), None)
    line, column = (first.source_line, first.source_column) if first else (rule.line, rule.column)
    pseudo = {each.lower_name for each in walk(rule.prelude) if each.type == "function"}
    if reader != "browser" and "has" in pseudo:
        yield Fault(
            line,
            column,
            "`:has()` looks through the whole booklet for each element",
            "Give the element a class in its template and name that.",
        )
    for selector in _split(rule.prelude):
        parts = list(walk(selector))
        joints = sum(each in (">", "+", "~", ":") for each in parts)
        joints += sum(each.type == "whitespace" for each in trimmed(selector))
        if joints > MOST_PARTS or sum(each == "~" for each in parts) > 2:
            yield Fault(
                line, column, "a selector of too many parts", "Name a class in its template."
            )
            return
    if len(value_text(rule.prelude)) > LONGEST_VALUE:
        message = f"a selector of more than {LONGEST_VALUE:,} characters"
        yield Fault(line, column, message, _SHORTER)


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _tokens(tokens: Sequence[Token], where: str) -> Iterator[Fault]:
    """What no value and no prelude may hold."""
    waiting = [(token, 1) for token in tokens]
    for token, depth in waiting:
        at = (token.source_line, token.source_column)
        if token.type in ("() block", "[] block", "function"):
            if depth > MOST_BRACKETS:
                message = f"brackets stand more than {MOST_BRACKETS} deep inside each other"
                yield Fault(*at, message, "Take some apart.")
                return
            waiting += [(each, depth + 1) for each in inside(token)]
        if token.type == "string" and len(token.value) > LONGEST_STRING:
            yield Fault(*at, f"a text of more than {LONGEST_STRING} characters", _SHORTER)
        if token.type == "function":
            if token.lower_name in _LOADING:
                message = f"`{token.lower_name}()` takes files otherwise than by `url()`"
                yield Fault(*at, message, "Name the picture in `url()`.")
            elif address(token) is not None and len(significant(token.arguments)) != 1:
                yield Fault(*at, f"the `url()` of {where} names no single file", "")


def _unknown(item: Declaration, at_rule: str) -> tuple[int, int, str, str] | None:
    """Where a declaration says what nobody knows, what that is, and what was meant."""
    if not item.name.startswith("--") and not (
        known_property(item.name) or known_descriptor(at_rule, item.name)
    ):
        hint = descriptor_meant(at_rule, item.name) or property_meant(item.name)
        return item.line, item.column, f"there is no property `{item.name}`", hint
    for token in walk(item.value):
        name = token.lower_name if token.type == "function" else ""
        if name and name not in _LOADING and not takes_no_file(name):
            message, hint = f"there is no function `{name}()`", function_meant(name)
            return token.source_line, token.source_column, message, hint
    return None


def _declaration(item: Declaration, reader: Reader, at_rule: str) -> Iterator[Fault]:
    at, name, value = (item.line, item.column), item.name, item.value
    unknown = _unknown(item, at_rule)
    if unknown:
        line, column, message, hint = unknown
        yield Fault(line, column, message, hint, unknown=True)
        return
    shown = value_text(value, lambda _: "")
    if len(shown) > LONGEST_VALUE:
        message = f"the value of `{name}` has more than {LONGEST_VALUE:,} characters"
        yield Fault(*at, message, _SHORTER)
        return
    yield from _tokens(value, f"`{name}`")
    functions = [each.lower_name for each in walk(value) if each.type == "function"]
    if name.startswith("--") and reader != "browser":
        if functions.count("var") > 1:
            yield Fault(
                *at,
                f"`{name}` is made of several others, which doubles with each that is so made",
                "Use one `var()` in a custom property, and several in what is made of them.",
            )
    elif functions.count("var") > MOST_BRACKETS:
        yield Fault(*at, f"`{name}` has more than {MOST_BRACKETS} `var()`", _SHORTER)
    if functions.count("attr") > MOST_BRACKETS:
        yield Fault(*at, f"`{name}` has more than {MOST_BRACKETS} `attr()`", _SHORTER)
    refusal = _REFUSED.get(name)
    if refusal and (reader == "booklet" or name != "size") and refusal[0](shown.lower()):
        yield Fault(*at, *refusal[1:])
        return
    if reader != "browser":
        yield from _numbers(item)


def _numbers(item: Declaration) -> Iterator[Fault]:
    name, at = item.name, (item.line, item.column)
    most = MOST_TRACKS if name.startswith("grid") and "template" not in name else MOST_NUMBER
    for token, repeated in _with_repeats(item.value):
        if token.type not in ("number", "percentage", "dimension"):
            continue
        size = abs(token.value)
        unit = token.lower_unit if token.type == "dimension" else ""
        bound = _MOST.get(name, most) if token.type == "number" else most
        if unit and unit not in _LENGTHS | {"fr"}:
            continue
        if not size <= bound:  # not a number is refused, too
            yield Fault(*at, f"`{name}` has a number of more than {bound:,}")
            return
        if 0 < size < LEAST_LENGTH and unit:
            message = f"`{name}` has a length of less than {LEAST_LENGTH}{unit}"
            if repeated or name in _COUNTED_OUT:
                yield Fault(*at, message)
                return
            if name.startswith("--"):
                yield Fault(*at, message, counted=name)
    for token in walk(item.value):
        if token.type == "function" and token.lower_name == "repeat":
            first = next(iter(significant(token.arguments)), None)
            if first is not None and first.type == "number" and first.value > MOST_TRACKS:
                yield Fault(*at, f"`{name}` repeats more than {MOST_TRACKS} times")
                return


def _with_repeats(tokens: Sequence[Token], repeated: bool = False) -> Iterator[tuple[Token, bool]]:
    """All tokens, and whether they stand in what repeats itself."""
    for token in tokens:
        yield token, repeated
        yield from _with_repeats(inside(token), repeated or _repeats(token))


def _repeats(token: Token) -> bool:
    return token.type == "function" and "repeat" in token.lower_name


def _variables(tokens: Sequence[Token]) -> Iterator[str]:
    for token in walk(tokens):
        if token.type == "function" and token.lower_name == "var":
            yield from (str(each.value) for each in token.arguments[:2] if each.type == "ident")


_MOST = {
    "z-index": 2**31,
    "columns": 20,
    "column-count": 20,
    "tab-size": 100,
    "bookmark-level": 20,
    "orphans": 100,
    "widows": 100,
}
"""What some properties may have at most. A tab of a billion spaces ends the process."""

_REFUSED: dict[str, tuple[Callable[[str], bool], str, str]] = {
    "size": (lambda _: True, "a style sheet cannot choose the paper", _PAPER),
    "float": (
        lambda value: "footnote" in value,
        "`float: footnote` loses notes and does not come to an end with many",
        "Notes have their place in the margin, or below: `notes: below`.",
    ),
    "box-decoration-break": (
        lambda value: "clone" in value,
        "`box-decoration-break: clone` does not come to an end on full pages",
        "Give the parts a border of their own.",
    ),
}
