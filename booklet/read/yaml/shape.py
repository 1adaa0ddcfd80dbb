"""The shape of a YAML mapping: which keys it may have and what stands in them.

Takes a `Mapping` of the tree and a pydantic model (a `Shape`); gives the validated
model and every problem, each at the place of its key or value. Values reach the model
as text, lists and mappings of text; the model's field types say what they mean. A key
without a value counts as not given.

Problems: `unknown-key`, `missing-key`, `wrong-kind`, `wrong-value`, and the codes that
a field's own check raises (`wrong`).
"""

from __future__ import annotations

import re
import types
from collections.abc import Collection, Iterator, Set
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from booklet.model import Span
from booklet.nearest import listed, nearest
from booklet.problems import Problem, Result, error
from booklet.read.yaml.marked import Mapping, Node, Scalar, Sequence


class Shape(BaseModel):
    """Base of the models of what stands in a file.

    `machine_keys` are keys that the program writes for the reader's information and
    does not read again. `needed_keys` are those which an entry needs though the shape has a
    default for them, beside those without one. A `shared` mapping is one in which other programs
    and the course's templates have keys of their own. A value may have `most_characters`, a list
    `most_items` items.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        json_schema_extra={"additionalProperties": False},
    )
    machine_keys: ClassVar[frozenset[str]] = frozenset()
    shared: ClassVar[bool] = False
    needed_keys: ClassVar[frozenset[str]] = frozenset()
    most_characters: ClassVar[int] = 20_000
    most_items: ClassVar[int] = 20_000

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """The keys a person may write, as they are spelt in the file."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


S = TypeVar("S", bound=Shape)

_TABLE = re.compile(r"[\w \"]++[,;\t][\w \"]++[,;\t]")


def wrong(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """An error for a field's own check to raise, with the hint for the person."""
    return PydanticCustomError(
        "refused", "{message}", {"code": code, "message": message, "hint": hint}
    )


def _one_or_several(value: object) -> object:
    return [value] if isinstance(value, str) else value


_BOOLEANS = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


def _yes_or_no(value: object) -> object:
    return _BOOLEANS.get(value.lower(), value) if isinstance(value, str) else value


YesOrNo = Annotated[
    Literal["yes", "no"],
    BeforeValidator(_yes_or_no, json_schema_input_type=Literal["yes", "no"] | bool),
]
"""Yes or no, as YAML and people write it."""


def truth(word: str | None) -> bool | None:
    """What a `YesOrNo` says; None where it is not given."""
    return None if word is None else word == "yes"


def said(**given: Any) -> dict[str, Any]:
    """Those of the values that are given."""
    return {key: value for key, value in given.items() if value is not None}


TextList = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_several, json_schema_input_type=str | tuple[str, ...]),
]
"""One text, or a list of texts."""


def validate(node: Mapping, shape: type[S], known: Collection[str] = ()) -> Result[S]:
    """The mapping as a `shape`, or None where a value is wrong or missing.

    `known` are names of the course's own that its values may be, beside those of the program.

    A key that the shape does not know is an error: what a person wrote is never left out. In a
    `shared` mapping it is one where it is a known one mistyped, and a warning where it has no
    text.
    """
    problems = [*_unknown_keys(node, shape), *_too_long(node, shape)]
    if problems and any(problem.code == "text-too-long" for problem in problems):
        return Result(None, tuple(problems))
    value: S | None = None
    try:
        value = shape.model_validate(_plain(node), context=frozenset(known))
    except ValidationError as failure:
        told = {(found.span, meant) for found, meant in _mistyped_in(node, shape)}
        for details in failure.errors():
            problem = _problem(details, node, shape, told)
            problems += [problem] if problem else []
    return Result(value, tuple(problems))


def read_shape(node: Node, shape: type[S], what: str, known: Collection[str] = ()) -> Result[S]:
    """As `validate`, for a node that may be no mapping at all; `what` names the thing."""
    if isinstance(node, Scalar) and node.absent:
        node = Mapping((), node.span, node.start, node.end)
    if not isinstance(node, Mapping):
        message = f"{what} is {_KINDS[type(node)]}, but keys with values were expected"
        hint = f"Write `key: value` lines; the keys are {listed(shape.known_keys(), 'and')}."
        return Result(None, (Problem("wrong-kind", "error", message, node.span, hint),))
    return validate(node, shape, known)


def entries_of(node: Node, key: str) -> Result[Sequence]:
    """The list that stands under `key`, the only key of its file; empty for an empty file."""
    nothing = Sequence((), node.span, node.start, node.start)
    if isinstance(node, Scalar) and node.absent:
        return Result(nothing)
    if isinstance(node, Sequence):
        return Result(node)
    hint = f"Begin the file with the line `{key}:`, and every entry below it with a dash."
    if not isinstance(node, Mapping):
        message = f"a list under the key `{key}` was expected"
        if isinstance(node, Scalar) and _TABLE.match(node.text):
            message += ", this is a table"
            hint = f"A table (CSV) is not read. {hint}"
        return Result(None, (Problem("wrong-kind", "error", message, node.span, hint),))
    problems = [
        unknown_key(entry.key, entry.span, (key,)) for entry in node.entries if entry.key != key
    ]
    found = node.get(key)
    if found is None:
        if node.entries:
            message = f"the key `{key}` is missing"
            problems.append(Problem("missing-key", "error", message, node.span, hint))
        return Result(nothing, tuple(problems))
    if isinstance(found.value, Scalar) and found.value.absent:
        return Result(nothing, tuple(problems))
    if not isinstance(found.value, Sequence):
        message = f"`{key}` is {_KINDS[type(found.value)]}, but a list was expected"
        problems.append(Problem("wrong-kind", "error", message, found.value.span, hint))
        return Result(None, tuple(problems))
    return Result(found.value, tuple(problems))


def unknown_key(key: str, span: Span, known: tuple[str, ...]) -> Problem:
    """The problem that `key` is not one of `known`, with the nearest of them."""
    if key != key.strip():  # YAML takes only ordinary spaces off
        message = f"the key `{key.strip()}` has a no-break space at its beginning or end"
        hint = "Delete the spaces there and type them anew: it looks like one and is none to YAML."
        return Problem("unknown-key", "error", message, span, hint)
    if key.endswith(("”", "’", "“", "»")):  # “one, two” in braces: a text and a key
        hint = 'Put straight quotes around the value before it: "…". Curly ones hold nothing.'
        return Problem("unknown-key", "error", f"`{key}` is read as a key", span, hint)
    meant = nearest(key, known)
    hint = f"Did you mean `{meant}`?" if meant else f"Known here: {listed(known, 'and')}."
    return Problem("unknown-key", "error", f"the key `{key}` is not known here", span, hint)


_KINDS: dict[type[Node], str] = {
    Scalar: "text",
    Sequence: "a list",
    Mapping: "a mapping of keys",
}


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {
        entry.key: _plain(entry.value)
        for entry in node.entries
        if not (isinstance(entry.value, Scalar) and entry.value.absent)
    }


def mistyped(node: Mapping, shape: type[Shape]) -> dict[str, str]:
    """The keys that are not known but nearly one that is needed and absent, with that one."""
    known = shape.known_keys()
    needed = shape.needed_keys | {
        field.alias or name for name, field in shape.model_fields.items() if field.is_required()
    }
    strange = [entry.key for entry in node.entries if entry.key not in known]
    meant = {key: nearest(key, known) for key in strange if key not in shape.machine_keys}
    return {key: one for key, one in meant.items() if one in needed and node.get(one) is None}


def _mistyped_in(node: Mapping, shape: type[Shape]) -> Iterator[tuple[Mapping, str]]:
    """Every mapping with a mistyped key, and what that was meant to be."""
    for found, inner in _shaped(node, shape):
        for meant in mistyped(found, inner).values():
            yield found, meant


def _shaped(node: Mapping, shape: type[Shape]) -> Iterator[tuple[Mapping, type[Shape]]]:
    """The mapping and those inside of it, each with its shape."""
    yield node, shape
    fields = {field.alias or name: field for name, field in shape.model_fields.items()}
    for entry in node.entries:
        inner = _inner_shape(fields[entry.key].annotation) if entry.key in fields else None
        if inner is not None:
            for value in _values(entry.value, fields[entry.key].annotation):
                if isinstance(value, Mapping):
                    yield from _shaped(value, inner)


def _unknown_keys(node: Mapping, shape: type[Shape]) -> Iterator[Problem]:
    for found, inner in _shaped(node, shape):
        known = inner.known_keys()
        fields = {field.alias or name for name, field in inner.model_fields.items()}
        for entry in found.entries:
            if entry.key not in fields and entry.key not in inner.machine_keys:
                problem = unknown_key(entry.key, entry.span, known)
                if not inner.shared or nearest(entry.key, known):
                    yield problem
                elif not _is_text(entry.value):
                    yield replace(problem, severity="warning")


def _is_text(node: Node) -> bool:
    """Whether it is a text, or a list of texts."""
    inner = node.items if isinstance(node, Sequence) else (node,)
    return all(isinstance(each, Scalar) for each in inner)


def _too_long(node: Mapping, shape: type[Shape]) -> Iterator[Problem]:
    """What is longer than any booklet can have, in the keys that the shape knows."""
    known = shape.known_keys()
    for entry in node.entries:
        if entry.key not in known:
            continue
        for value in (entry.value, *getattr(entry.value, "items", ())):
            size = len(value.text) if isinstance(value, Scalar) else 0
            if size > shape.most_characters:
                yield error(
                    "text-too-long",
                    f"`{entry.key}` has {size:,} characters; "
                    f"at most {shape.most_characters:,} can be set",
                    value.span,
                    "Is a quotation mark or a new key missing behind it?",
                )
        inner = getattr(entry.value, "items", getattr(entry.value, "entries", ()))
        count = len(inner)
        if count > shape.most_items:
            yield error(
                "text-too-long",
                f"`{entry.key}` has {count:,} entries; at most {shape.most_items:,} are read",
                entry.value.span,
                "Is it the right file?",
            )


def _values(node: Node, annotation: object) -> tuple[Node, ...]:
    """What has the inner shape: the node itself, or each thing in its list or under its names."""
    if isinstance(node, Sequence):
        return tuple(node.items)
    if isinstance(node, Mapping) and get_origin(annotation) is dict:
        return tuple(entry.value for entry in node.entries)
    return (node,)


def _inner_shape(annotation: object) -> type[Shape] | None:
    """The shape that stands somewhere in a field's type, such as `tuple[Member, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    if get_origin(annotation) in (tuple, dict, Union, types.UnionType, Annotated):
        for argument in get_args(annotation):
            found = _inner_shape(argument)
            if found is not None:
                return found
    return None


def _problem(
    details: ErrorDetails, node: Mapping, shape: type[Shape], told: Set[tuple[Span, str]]
) -> Problem | None:
    """None for a missing key that is `told` of: there is one that was meant to be it."""
    span, name, allowed = _locate(details["loc"], node, shape)
    context = details.get("ctx", {})
    kind = details["type"]
    if kind == "refused":
        return Problem(context["code"], "error", context["message"], span, context["hint"])
    if kind == "missing" and (span, name) in told:
        return None
    if kind == "missing":
        if _is_empty(details["loc"], node):
            message = f"the key `{name}` has no value"
            hint = "Write it behind the colon. Text that begins with # needs quotes around it."
            return Problem("missing-key", "error", message, span, hint)
        hint = f"Add a line `{name}: …`."
        return Problem("missing-key", "error", f"the key `{name}` is missing", span, hint)
    if kind == "literal_error":
        if not isinstance(details["input"], str):
            given = _GIVEN.get(type(details["input"]), "something else")
            message = f"`{name}` is {given}, but may be {listed(allowed)} only"
            return Problem("wrong-kind", "error", message, span)
        given = details["input"]
        meant = nearest(given, allowed)
        hint = f"Did you mean `{meant}`?" if meant else ""
        message = f"`{name}` is `{given}`, but may be {listed(allowed)} only"
        return Problem("wrong-value", "error", message, span, hint)
    expected = _EXPECTED.get(kind)
    if expected:
        given = _GIVEN.get(type(details["input"]), "something else")
        message = f"`{name}` is {given}, but {expected} was expected"
        hints = {
            "text": "If it is text with brackets or a colon in it, put quotes around it.",
            "a mapping of keys": f"Keys stand below `{name}`, indented, or behind it in braces: "
            f"`{name}: {{key: value}}`.",
            "a list": "Begin each entry with a dash on a line of its own, or put them all in "
            f"brackets: `{name}: [one, two]`.",
        }
        return Problem("wrong-kind", "error", message, span, hints.get(expected, ""))
    return Problem("wrong-value", "error", f"`{name}`: {details['msg']}", span)


def _is_empty(location: tuple[int | str, ...], node: Node) -> bool:
    """Whether the key at that place is there, with nothing behind its colon."""
    *outer, last = location
    for part in outer:
        if isinstance(node, Mapping) and (entry := node.get(str(part))):
            node = entry.value
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return isinstance(node, Mapping) and node.get(str(last)) is not None


_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a mapping of keys",
    "dict_type": "a mapping of keys",
    "int_type": "a number",
    "float_type": "a number",
}
_GIVEN: dict[type, str] = {str: "text", list: "a list", dict: "a mapping of keys"}


def _locate(
    location: tuple[int | str, ...], node: Mapping, shape: type[Shape]
) -> tuple[Span, str, tuple[str, ...]]:
    """Span, key and allowed values of what pydantic complains about.

    Parts of its location that are not in the tree name a branch of its own or a key
    that is missing: the span is then that of the innermost thing which is there.
    """
    here: Node = node
    span = node.span
    inner: type[Shape] | None = shape
    allowed: tuple[str, ...] = ()
    name = ""
    for part in location:
        if isinstance(part, str):
            field = next(
                (
                    field
                    for key, field in (inner.model_fields.items() if inner else ())
                    if part in (key, field.alias)
                ),
                None,
            )
            if field is not None:
                name = part
                allowed = _literals(field.annotation)
                inner = _inner_shape(field.annotation) or inner
            entry = here.get(part) if isinstance(here, Mapping) else None
            if entry is not None:
                absent = isinstance(entry.value, Scalar) and entry.value.absent
                here, span = entry.value, entry.span if absent else entry.value.span
        elif isinstance(here, Sequence) and part < len(here.items):
            here = here.items[part]
            span = here.span
    return span, name, allowed


def _literals(annotation: object) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(argument) for argument in get_args(annotation) if argument)
    found = (value for part in get_args(annotation) for value in _literals(part))
    return tuple(found)
