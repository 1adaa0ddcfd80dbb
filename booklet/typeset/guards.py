"""What a course may not make the layout do, and what is told when it fails.

In: print HTML, and the layout while it runs. Out: `Problem`s. Rows, grids and columns inside
each other are laid out again and again, several times at each level: twelve rows deep takes
minutes. What floats is compared with all else that floats on the page, and the parts of a grid
with each other. So they are counted while the layout runs, whatever style or template made them.
(`booklet.compose` has looked at styles and templates as texts before.)
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from html import unescape
from typing import Any

from weasyprint.layout import block, column, flex, grid, inline
from weasyprint.layout import float as float_

from booklet.problems import Problem, error
from booklet.typeset.fetch import CourseFetcher

MOST_NESTED = 5
"""Rows and grids inside each other; five deep take half a second for one word. Columns count
for two."""

MOST_FLOATS = 1_000
"""On a page; they take three seconds, and four times as many two minutes."""

MOST_IN_A_GRID = 400
MOST_IN_A_ROW = 2_000
"""Parts of a grid and of a row; 400 in a grid take two seconds, four times as many a minute."""

LONGEST_WORD = 5_000
"""Characters without a space. To find where it may be broken takes time with their square."""


class LayoutLimitError(Exception):
    """The layout would take minutes at `element`."""

    hint = "Its time grows with their square. Use paragraphs, or a table."

    def __init__(self, message: str, element: Any) -> None:
        super().__init__(message)
        self.element = element


class NestedError(LayoutLimitError):
    """Rows, grids or columns are too deep inside each other; `element` is an innermost one."""

    hint = "Each level multiplies the time of layout. Use margins, or a table."

    def __init__(self, element: Any) -> None:
        message = f"rows, grids or columns stand more than {MOST_NESTED} deep inside each other"
        super().__init__(message, element)


LAYOUT_FAULTS = (
    *(LayoutLimitError, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(NotImplementedError, RecursionError, SyntaxError, TypeError, ValueError),
)
"""What WeasyPrint was seen to raise at styles that make no sense, and what is like it."""

_LAYOUTS = (
    ("flex_layout", flex, 1, MOST_IN_A_ROW),
    ("grid_layout", grid, 1, MOST_IN_A_GRID),
    ("columns_layout", column, 2, None),
)
"""Name and home of WeasyPrint's functions, their weight in depth, the most parts."""

_LONG = re.compile(rf"[^\s<>]{{{LONGEST_WORD + 1},}}")


@contextmanager
def bounded_layout() -> Iterator[None]:
    """Let no layout below go too deep, nor hold too much. Raises LayoutLimitError."""
    depth = 0
    replaced: list[tuple[Any, str, Any]] = []

    def replace(home: Any, name: str, layout: Callable[..., Any]) -> None:
        for module in (home, block, inline):
            if hasattr(module, name):
                replaced.append((module, name, getattr(module, name)))
                setattr(module, name, layout)

    def bounded(layout: Callable[..., Any], weight: int, most: int | None) -> Callable[..., Any]:
        @wraps(layout)
        def within(context: Any, box: Any, *args: Any, **options: Any) -> Any:
            nonlocal depth
            if most is not None and len(box.children) > most:
                message = (
                    f"a row or grid has {len(box.children):,} parts; at most {most:,} can be set"
                )
                raise LayoutLimitError(message, box.element)
            depth += weight
            try:
                if depth > MOST_NESTED:
                    raise NestedError(box.element)
                return layout(context, box, *args, **options)
            finally:
                depth -= weight

        return within

    for name, home, weight, most in _LAYOUTS:
        replace(home, name, bounded(getattr(home, name), weight, most))
    replace(float_, "float_layout", _few_floats(float_.float_layout))
    try:
        yield
    finally:
        for module, name, original in replaced:
            setattr(module, name, original)


def _few_floats(layout: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(layout)
    def within(context: Any, box: Any, *args: Any, **options: Any) -> Any:
        if len(context.excluded_shapes) > MOST_FLOATS:
            message = f"more than {MOST_FLOATS:,} boxes float on one page"
            raise LayoutLimitError(message, box.element)
        return layout(context, box, *args, **options)

    return within


def long_word(html: str) -> Problem | None:
    """A problem for the first word that is too long to be broken in sensible time."""
    match = next((each for each in _LONG.finditer(html) if _is_text(html, each.start())), None)
    if match is None:
        return None
    word = unescape(match[0])
    return error(
        "word-too-long",
        f"the word “{word[:24]}…” has {len(word):,} letters; "
        f"at most {LONGEST_WORD:,} can be set without a space",
        None,
        "Is it data that is no text, such as an encoded picture? Take it out of the text.",
    )


def _is_text(html: str, offset: int) -> bool:
    """Whether what stands there is neither in a tag nor in a style sheet."""
    tag = html.rfind("<", 0, offset)
    closed = html.rfind(">", 0, offset) > tag
    return closed and not html.startswith("<style", tag)


def _failed_at(failure: Exception) -> str:
    *_, (frame, _) = traceback.walk_tb(failure.__traceback__)
    return frame.f_code.co_name


def layout_failure(failure: Exception, fetcher: CourseFetcher) -> Problem:
    """What is told where the layout gives up on a page of a course's own making.

    Raises `failure` again where the course has no styles and templates of its own: then it is
    our fault, and not the course's.
    """
    if isinstance(failure, LayoutLimitError):
        classes = (failure.element.get("class") or "").split()
        name = f"`.{classes[0]}`" if classes else f"`<{failure.element.tag}>`"
        return error(
            "layout-nested" if isinstance(failure, NestedError) else "layout-crowded",
            f"{failure}, at {name}",
            fetcher.asker(classes[0] if classes else f"<{failure.element.tag}"),
            failure.hint,
        )
    if not fetcher.own_files():
        raise failure
    deep = isinstance(failure, RecursionError)
    # What the typesetter takes for granted is often said by no words.
    why = str(failure) or f"{type(failure).__name__} in {_failed_at(failure)}"
    return error(
        "layout-failed",
        "the typesetter cannot set the page that the course's own styles and templates make"
        + (": its elements stand too deep inside each other" if deep else f" ({why})"),
        None,
        "Take away the last change to styles/ or templates/ and build again; files there: "
        + ", ".join(str(file) for file in fetcher.own_files()[:6])
        + ".",
    )
