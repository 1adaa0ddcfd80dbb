"""What a course may not make the layout do, and what is told when it fails.

In: print HTML, and the layout while it runs. Out: `Problem`s. Rows, grids and columns inside
each other are laid out again and again, several times at each level: twelve rows deep takes
minutes. So the depth is counted while the layout runs, whatever style or template made it.
(`booklet.compose` has looked at styles and templates as texts before.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from html import unescape
from typing import Any

from weasyprint.layout import block, column, flex, grid, inline

from booklet.problems import Problem, error
from booklet.typeset.fetch import FolderFetcher

MOST_NESTED = 5
"""Rows and grids inside each other; five deep take half a second for one word. Columns count
for two."""

LONGEST_WORD = 5_000
"""Characters without a space. To find where it may be broken takes time with their square."""


class NestedError(Exception):
    """Rows, grids or columns are too deep inside each other; `element` is an innermost one."""

    def __init__(self, element: Any) -> None:
        super().__init__("nested too deep")
        self.element = element


LAYOUT_FAULTS = (
    *(NestedError, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(NotImplementedError, RecursionError, SyntaxError, TypeError, ValueError),
)
"""What WeasyPrint was seen to raise at styles that make no sense, and what is like it."""

_LAYOUTS = (("flex_layout", flex, 1), ("grid_layout", grid, 1), ("columns_layout", column, 2))
_LONG = re.compile(rf"[^\s<>]{{{LONGEST_WORD + 1},}}")


@contextmanager
def bounded_nesting() -> Iterator[None]:
    """Let no layout below go too deep. Raises NestedError."""
    depth = 0
    replaced: list[tuple[Any, str, Any]] = []

    def bounded(layout: Callable[..., Any], weight: int) -> Callable[..., Any]:
        @wraps(layout)
        def within(context: Any, box: Any, *args: Any, **options: Any) -> Any:
            nonlocal depth
            depth += weight
            try:
                if depth > MOST_NESTED:
                    raise NestedError(box.element)
                return layout(context, box, *args, **options)
            finally:
                depth -= weight

        return within

    for name, home, weight in _LAYOUTS:
        layout = bounded(getattr(home, name), weight)
        for module in (home, block, inline):
            if hasattr(module, name):
                replaced.append((module, name, getattr(module, name)))
                setattr(module, name, layout)
    try:
        yield
    finally:
        for module, name, original in replaced:
            setattr(module, name, original)


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


def layout_failure(failure: Exception, fetcher: FolderFetcher) -> Problem:
    """What is told where the layout gives up on a page of a course's own making.

    Raises `failure` again where the course has no styles and templates of its own: then it is
    our fault, and not the course's.
    """
    if isinstance(failure, NestedError):
        classes = (failure.element.get("class") or "").split()
        name = f"`.{classes[0]}`" if classes else f"`<{failure.element.tag}>`"
        return error(
            "layout-nested",
            f"rows, grids or columns stand more than {MOST_NESTED} deep inside each other, "
            f"at {name}",
            fetcher.asker(classes[0] if classes else f"<{failure.element.tag}"),
            "Each level multiplies the time of layout. Use margins, or a table.",
        )
    if not fetcher.own_files():
        raise failure
    deep = isinstance(failure, RecursionError)
    return error(
        "layout-failed",
        "the typesetter cannot set the page that the course's own styles and templates make"
        + (": its elements stand too deep inside each other" if deep else f" ({failure})"),
        None,
        "Take away the last change to styles/ or templates/ and build again; files there: "
        + ", ".join(str(file) for file in fetcher.own_files()[:6])
        + ".",
    )
