"""The sandbox that templates run in, with a limit on all that they can do.

In: templates of a course that somebody else made. Out: text, or a `TooMuchError`.
Jinja2's immutable sandbox keeps templates from reaching code and from changing data. What it
lets pass is work without end: products of texts, powers, wide formats, nested loops. Here
each of them has a limit, and all of them together a number of steps. Steps are counted
rather than seconds, so that what is built on one machine is built on every other.

What a C function does in one go cannot be stopped from inside, so its cost is reckoned
before it is called. The last fence is the clock of the process (`booklet.child`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from string import Formatter
from types import GeneratorType, MappingProxyType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Undefined, nodes, pass_context
from jinja2.bccache import BytecodeCache
from jinja2.compiler import CodeGenerator, Frame, operators
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import _PassArg
from markupsafe import Markup

MOST_STEPS = 10_000_000
"""Steps of one document, each about a quarter of a microsecond: a turn of a loop is one."""

CALL, FILTER, LOAD = 20, 8, 100
"""The steps of a call, of a filter, and of including, importing or extending a template."""

MOST_TEXT = 32_000_000
"""Characters of one text, and of all that is printed. Hamlet's page has 2 million."""

MOST_ITEMS = 1_000_000
"""Items of a list that a template makes of others."""

MOST_WIDTH = 1_000
"""A width to fill up to, a number of columns, an indentation: no page is so wide."""

MOST_BITS = 4_096
"""Digits of a number, in binary. A power of more could take minutes."""

MOST_NUMBER = 1_000_000_000
"""How far it may count: of larger numbers some are all alike to a dictionary, and slow."""

SLOW_TEXT = 100_000
"""Characters that are given to filters whose time grows faster than their text."""

NOTHING: Mapping[str, Callable[[str], Any]] = MappingProxyType({})

_CHARACTERS_A_STEP = 64
_COUNTED = "counted "  # a space, so that no template can name it

_LEFT_OUT = (
    "random",  # output must be the same each time
    *("pprint", "tojson"),  # a page has no scripts; both write out all that hangs on a thing
    "urlize",  # makes links of what only looks like one
)
_WIDE = frozenset({"center", "indent", "wordwrap", "truncate", "batch", "slice", "round"})
_LISTING = frozenset(
    {"list", "sort", "unique", "batch", "slice", "map", "select", "reject", "groupby", "min", "max"}
)  # a text is a list of characters to them
_COMPARING = frozenset({"sort", "unique", "groupby", "min", "max", "dictsort"})
_SLOW = frozenset({"striptags", "wordwrap", "title", "wordcount", "truncate"})
_TEXT_METHODS = (
    "capitalize casefold center count endswith find format index isalnum isalpha isdecimal "
    "isdigit islower isnumeric isspace istitle isupper join ljust lower lstrip partition "
    "removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split "
    "splitlines startswith strip striptags swapcase title unescape upper zfill"
)
_ALLOWED_METHODS = frozenset(_TEXT_METHODS.split())
_PRINTED = frozenset({str, Markup, int, float, bool, type(None)})
_DIRECTIVE = re.compile(r"%(?:\([^()%]*+\))?[-#0 +]*(\*|\d+)?(?:\.(\*|\d+))?")


class TooMuchError(Exception):
    """A template goes beyond a limit; the message says which.

    `at` is the template's path and line, where the traceback does not tell.
    """

    def __init__(self, message: str, at: tuple[str, int] | None = None) -> None:
        super().__init__(message)
        self.at = at


class UnprintableError(ValueError):
    """A template prints what no file can hold; `at` is as in `TooMuchError`."""

    def __init__(self, message: str, at: tuple[str, int] | None = None) -> None:
        super().__init__(message)
        self.at = at


class PrintedError(TypeError):
    """A template prints what is no text, such as a list."""


class Budget:
    """The steps that are left."""

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Raises TooMuchError where none are left."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchError(f"it takes more than {MOST_STEPS:,} steps")

    def handle(self, characters: int) -> None:
        """Spend what a text of that length costs, if it is no longer than a text may be."""
        if characters > MOST_TEXT:
            raise TooMuchError(f"it makes a text of more than {MOST_TEXT:,} characters")
        self.spend(1 + characters // _CHARACTERS_A_STEP)

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items, each for a step."""
        for item in items:
            self.left -= 1
            if self.left < 0:
                self.spend()
            yield item


class _BoundedCode(CodeGenerator):
    """The operators that the sandbox does not let us intercept: `~`, comparisons, slices."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined(context, (")
        for operand in node.nodes:
            self.visit(operand, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        self.write("(")
        self._weighed(node.expr, frame)
        for operand in node.ops:
            self.write(f" {operators[operand.op]} ")
            self._weighed(operand.expr, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        self.write("{")
        for item in node.items:
            self._weighed(item.key, frame)
            self.write(": ")
            self.visit(item.value, frame)
            self.write(", ")
        self.write("}")

    def _weighed(self, node: nodes.Node, frame: Frame) -> None:
        if isinstance(node, nodes.Const):
            self.visit(node, frame)
            return
        self.write("environment.weighed(")
        self.visit(node, frame)
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", slice(")
        for bound in (node.arg.start, node.arg.stop, node.arg.step):
            self.visit(bound or nodes.Const(None), frame)
            self.write(", ")
        self.write("))")


class BoundedSandbox(ImmutableSandboxedEnvironment):
    """An environment for templates whose `budget` is spent by all that they do.

    `functions` and `filters`, by name, take one text each, and may be used beside Jinja's own.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    code_generator_class = _BoundedCode

    def __init__(
        self,
        loader: BaseLoader,
        compiled: BytecodeCache | None = None,
        functions: Mapping[str, Callable[[str], Any]] = NOTHING,
        filters: Mapping[str, Callable[[str], Any]] = NOTHING,
    ) -> None:
        self.budget = Budget(MOST_STEPS)
        super().__init__(
            loader=loader,
            bytecode_cache=compiled,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=self._printed,
        )
        for name in _LEFT_OUT:
            del self.filters[name]
        del self.globals["lipsum"]
        self.filters = {name: self._bounded(name, each) for name, each in self.filters.items()}
        self.globals |= {name: self._asked(each) for name, each in functions.items()}
        self.filters |= {name: self._bounded(name, each) for name, each in filters.items()}
        tests: Mapping[str, Any] = self.tests
        self.tests = {name: self._weighing(test) for name, test in tests.items()}
        self.filters[_COUNTED] = pass_context(lambda _, items: self.budget.counted(items))
        self.globals["range"] = self._range

    # ------------------------------------------------------------ what jinja2 calls

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            line = loop.iter.lineno
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=line)
        tree.set_environment(self)
        return tree

    def _load_template(self, name: str, globals: Any) -> Any:
        self.budget.spend(LOAD)
        return super()._load_template(name, globals)

    def concat(self, parts: Iterable[str]) -> str:
        """The text of a macro, a block or a call; jinja2 joins its pieces by this."""
        pieces = list(parts)
        self.budget.handle(sum(map(len, pieces)))
        return "".join(pieces)

    def joined(self, context: Context, operands: tuple[Any, ...]) -> str:
        """What `a ~ b ~ …` makes."""
        texts = [printed(operand) for operand in operands]
        texts = [text if isinstance(text, str) else str(text) for text in texts]
        self.budget.handle(sum(map(len, texts)))
        if context.eval_ctx.autoescape and any(isinstance(text, Markup) for text in texts):
            return Markup("").join(texts)
        return "".join(texts)

    def weighed(self, value: Any) -> Any:
        """The value, once what it costs to compare it, or to look it up, is spent.

        A list that holds another twice, which holds another twice, is compared item by item,
        each as often as it is met.
        """
        if isinstance(value, str):
            if len(value) > _CHARACTERS_A_STEP:
                self.budget.handle(len(value))
            return value
        waiting = [value]
        while waiting:
            each = waiting.pop()
            if isinstance(each, list | tuple | dict):
                self.budget.spend(len(each))
                waiting += [*each, *each.values()] if isinstance(each, dict) else each
        return value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the data, else what the sandbox gives."""
        if type(obj) is dict and attribute in obj:  # quicker, and a field called `items` is one
            return obj[attribute]
        found = super().getattr(obj, attribute)
        if type(obj) is dict and type(found) is StrictUndefined and not attribute.startswith("_"):
            known = " ".join(map(str, obj))
            return self.undefined(f"has no attribute '{attribute}' of those: {known}")
        return found

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field, an item or a slice."""
        if isinstance(obj, str | list | tuple) and isinstance(argument, slice):
            self.budget.handle(len(obj))
        return super().getitem(obj, self.weighed(argument))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see it: of a text or a number, what we know the cost of."""
        if isinstance(obj, str):
            return attr in _ALLOWED_METHODS
        if isinstance(obj, int | float | bytes):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`"…".format`, for plain fields only."""
        text = getattr(value, "__self__", None)
        if not isinstance(text, str) or getattr(value, "__name__", "") != "format":
            return None

        def formatted(*args: Any, **kwargs: Any) -> str:
            longest = 0
            for given in (*args, *kwargs.values()):
                longest = max(longest, len(str(printed(given))))
            fields = list(Formatter().parse(text))
            for _, name, spec, _ in fields:
                if name and ("." in name or "[" in name):
                    raise SecurityError("`format` fills in plain fields only")
                if spec:
                    _check_widths(re.findall(r"\d+|\{", spec))
            self.budget.handle(len(text) + len(fields) * (longest + MOST_WIDTH))
            return type(text)(value(*args, **kwargs))

        return formatted

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """`left operator right`, if what comes out is not too large."""
        self.budget.spend()
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length(), right.bit_length()
            if operator == "**":
                many = bits[0] * abs(right)
            else:
                many = sum(bits) if operator == "*" else max(bits)
            if many > MOST_BITS:
                raise TooMuchError("it reckons with numbers of more than 1,200 digits")
        elif operator == "*":
            for many, times in ((left, right), (right, left)):
                if isinstance(many, str | list | tuple | bytes) and isinstance(times, int):
                    self._sized(many, len(many) * max(times, 0))
        elif operator == "+" and isinstance(left, str | list | tuple):
            self._sized(left, len(left) + (len(right) if hasattr(right, "__len__") else 0))
        elif operator == "%" and isinstance(left, str):
            return self._filled_in(left, right)
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what the sandbox lets a template call."""
        __self.budget.spend(CALL)
        text = getattr(__obj, "__self__", None)
        if isinstance(text, str):
            args = __self._weigh(__obj.__name__, text, args, kwargs)
        elif __obj is dict or isinstance(text, list | tuple | dict | LoopContext):
            __self.weighed([args, kwargs, None if isinstance(text, LoopContext) else text])
        return super().call(__context, __obj, *args, **kwargs)

    # -------------------------------------------------------- what things would cost

    def _printed(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > _CHARACTERS_A_STEP:
            self.budget.handle(len(value))  # it is going to be escaped
        return printed(value)

    def _range(self, *bounds: int) -> range:
        if any(isinstance(bound, int) and abs(bound) > MOST_NUMBER for bound in bounds):
            raise TooMuchError(f"it counts beyond {MOST_NUMBER:,}")
        numbers = range(*bounds)
        self.budget.spend(len(numbers))
        if len(numbers) > MOST_ITEMS:
            raise TooMuchError(f"it counts over more than {MOST_ITEMS:,} numbers")
        return numbers

    def _asked(self, each: Callable[[str], Any]) -> Callable[[str], Any]:
        """The function, for a text and nothing else."""

        def asked(text: str) -> Any:
            if not isinstance(text, str):
                raise PrintedError("a text was expected")
            self.budget.handle(len(text))
            return each(text)

        return asked

    def _sized(self, kind: object, length: int) -> None:
        if isinstance(kind, str | bytes):
            self.budget.handle(length)
            return
        if length > MOST_ITEMS:
            raise TooMuchError(f"it makes a list of more than {MOST_ITEMS:,} items")
        self.budget.spend(length)

    def _filled_in(self, text: str, values: Any) -> str:
        """`text % values`, with directives of sensible widths and values that can be printed."""
        directives = _DIRECTIVE.findall(text)
        _check_widths(width for directive in directives for width in directive)
        listed = values.values() if isinstance(values, Mapping) else values
        listed = listed if isinstance(listed, tuple) or listed is not values else (values,)
        longest = max((len(str(printed(value))) for value in listed), default=0)
        self.budget.handle(len(text) + len(directives) * (longest + MOST_WIDTH))
        filled: str = text % values
        return filled

    def _weigh(
        self, name: str, text: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> tuple[Any, ...]:
        """Spend what method or filter `name` costs on `text`; gives its arguments."""
        self.budget.handle(len(text))
        given = (*args, *kwargs.values())
        if name in ("center", "ljust", "rjust", "zfill") or name in _WIDE:
            _check_widths(given)
        if name in _SLOW and len(text) > SLOW_TEXT:
            raise TooMuchError(f"`{name}` takes texts of at most {SLOW_TEXT:,} characters")
        if name == "replace" and len(args) >= 2 and all(isinstance(a, str) for a in args[:2]):
            times = text.count(args[0]) if args[0] else len(text) + 1
            self.budget.handle(len(text) + times * len(args[1]))
        elif name == "join" and args:
            pieces = self._pieces(args[0])
            self.budget.handle(sum(map(len, pieces)) + len(pieces) * len(text))
            return (pieces, *args[1:])
        elif name in ("indent", "wordwrap"):
            longest = max((len(each) for each in given if isinstance(each, str)), default=0)
            widest = MOST_WIDTH if name == "indent" else 1
            # A line may be broken at each of its characters.
            lines = text.count("\n") + 1 if name == "indent" else len(text)
            self.budget.handle(len(text) + lines * max(longest, widest if lines > 1 else 1))
        return args

    def _pieces(self, items: Iterable[Any]) -> list[str]:
        pieces = [printed(item) for item in self.budget.counted(items)]
        return [piece if isinstance(piece, str) else str(piece) for piece in pieces]

    def _weighing(self, test: Callable[..., Any]) -> Callable[..., Any]:
        """The test, with the cost of comparing what it is given spent beforehand."""

        @wraps(test)
        def weighing(*args: Any, **kwargs: Any) -> Any:
            for value in args[1:]:
                self.weighed(args[0])
                self.weighed(value)
            return test(*args, **kwargs)

        return weighing

    def _bounded(self, name: str, each: Callable[..., Any]) -> Callable[..., Any]:
        """The filter, with the cost of what it is given spent beforehand."""
        at = 0 if _PassArg.from_obj(each) is None else 1

        @wraps(each)
        def bounded(*args: Any, **kwargs: Any) -> Any:
            self.budget.spend(FILTER)
            value, given = args[at], args[at + 1 :]
            if name in _COMPARING:
                self.weighed(value)
            if name in _WIDE:
                _check_widths((*given, *kwargs.values()))
            if name == "format":
                return self._filled_in(str(printed(value)), kwargs or given)
            if name == "sum" and not all(isinstance(n, int | float) for n in _start(given, kwargs)):
                raise TooMuchError("`sum` adds numbers")
            if name == "join":
                separator = given[0] if given else kwargs.get("d", "")
                attribute = given[1] if len(given) > 1 else kwargs.get("attribute")
                if attribute is not None:
                    value = self.call_filter("map", value, kwargs={"attribute": attribute})
                value = self._pieces(value)
                size = sum(map(len, value)) + len(value) * len(str(printed(separator)))
                self.budget.handle(size)
                return each(*args[:at], value, separator)
            if name in ("string", "escape", "e", "forceescape", "safe"):
                value = printed(value)
            if isinstance(value, str):
                self._weigh(name, value, given, kwargs)
                if name in _LISTING:
                    self._sized([], len(value))
            elif isinstance(value, list | tuple | dict | range):
                self.budget.spend(len(value))
            result = each(*args[:at], value, *given, **kwargs)
            if isinstance(result, GeneratorType):
                return self.budget.counted(result)
            if isinstance(result, str):
                self.budget.handle(len(result))
            return result

        return bounded


def printed(value: Any) -> Any:
    """The value, if it is one that can be printed. Raises PrintedError for lists and the like.

    Nobody wants to read `['a', 'b']`; and a list that holds itself twice, and so on, fifty
    deep, would be longer than the universe.
    """
    if type(value) in _PRINTED or isinstance(value, str | Undefined):
        return value
    if hasattr(value, "__html__"):  # an imported template's own text
        return value.__html__()
    kind = "a list" if isinstance(value, list | tuple | GeneratorType) else "a record"
    raise PrintedError(f"{kind} cannot be printed: loop over it, print a field, or `join` it")


def _check_widths(widths: Iterable[object]) -> None:
    for width in widths:
        if width in ("*", "{"):
            raise TooMuchError("a width in a format is written out, not taken from a value")
        if isinstance(width, str) and width.isdecimal():
            width = int(width[:9])
        if isinstance(width, int | float) and width > MOST_WIDTH:
            raise TooMuchError(f"{width:,} is more than {MOST_WIDTH:,} wide")


def _start(given: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[Any, ...]:
    return given[1:2] or tuple(kwargs[key] for key in ("start",) if key in kwargs)
