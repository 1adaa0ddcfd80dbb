"""What went wrong in a template, told to the person who wrote it.

In: an exception that jinja2 or the sandbox raised. Out: a `Problem` with the template's file
and line. Jinja2 rewrites its tracebacks so that they name the lines of templates.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import TemplateNotFound
from jinja2.exceptions import (
    SecurityError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)

from booklet.compose.guarding.sandbox import TooMuchError, UnprintableError
from booklet.compose.shelf.folders import Folders
from booklet.model import Span
from booklet.nearest import did_you_mean
from booklet.problems import Problem, error, some

_SPEAKING = (TemplateRuntimeError, ArithmeticError, LookupError, TypeError, ValueError)
"""Exceptions whose own words tell a template's author what is wrong."""

_UNDEFINED = re.compile(
    r"'(?P<name>[^']*)' is undefined"
    r"|has no attribute '(?P<field>[^']*)'(?: of those: (?P<record>.*))?"
)
_TEMPLATES = "`booklet templates` lists the data that each template gets."


def explain(
    exception: Exception,
    name: str,
    data: Mapping[str, Any],
    folders: Folders,
    names: Collection[str],
) -> Problem:
    """The problem that `exception` is, met while template `name` was filled in with `data`.

    `names` are those of all templates. Codes: `template-syntax`, `template-missing`,
    `template-name` (a name that is not in the data), `template-refused` (by the sandbox),
    `template-limit` (too much work or output) and `template-failed`.
    """
    span = _span(exception, folders)
    if isinstance(exception, TooMuchError | UnprintableError) and exception.at:
        span = folders.span(Path(exception.at[0]), exception.at[1])
    if isinstance(exception, TemplateSyntaxError):
        file = exception.filename
        return error(
            "template-syntax",
            f"the template is not well-formed: {exception.message}",
            folders.span(Path(file), exception.lineno) if file else span,
            "Every {% block %}, {% if %} and {% for %} needs its end; a literal {{ is "
            "written {{ '{{' }}.",
        )
    if isinstance(exception, TemplateNotFound):
        missing = str(exception.name or name)
        return error(
            "template-missing",
            f"there is no template `{missing}`",
            span,
            did_you_mean(missing, names)
            + " Templates lie in the course's `templates/` folder and nowhere else.",
        )
    if isinstance(exception, SecurityError):
        return error(
            "template-refused",
            f"the template does what templates may not: {exception}",
            span,
            "A template can print its data, loop over it and include other templates.",
        )
    if isinstance(exception, UndefinedError):
        return _undefined(exception, data, span)
    if isinstance(exception, TooMuchError):
        return error(
            "template-limit",
            f"the template does too much: {exception}",
            span,
            "A template shows what it is given; what is to be worked out belongs elsewhere.",
        )
    if isinstance(exception, RecursionError):
        return error(
            "template-failed",
            "the templates include or call each other without end, or nest too deep",
            span or _of(name, folders),
            "To build on the shipped template of the same name, write `shipped/` before it.",
        )
    # A template calls filters and methods with whatever it likes, and they raise what they like.
    why = str(exception)
    if not isinstance(exception, _SPEAKING) or not why:
        why = f"something in it is given what it cannot work with ({type(exception).__name__})"
    return error("template-failed", f"the template cannot be filled in: {why}", span, _TEMPLATES)


def _undefined(exception: UndefinedError, data: Mapping[str, Any], span: Span | None) -> Problem:
    match = _UNDEFINED.search(str(exception))
    if match is None:
        message, hint = str(exception), ""
    elif match["name"]:
        message = f"the template asks for `{match['name']}`, which is not in its data"
        hint = did_you_mean(match["name"], {*data, *_INNER})
    else:
        message = f"the template asks for a field `{match['field']}`, which is not there"
        asked = match["record"]
        record = set(_field_names(data)) if asked is None else set(asked.split())
        hint = did_you_mean(match["field"], record, "", 0.7 if asked else 0.6)
        if asked and not hint:
            hint = f"Its fields are {some(sorted(record), 12)}."
    return error("template-name", message, span, hint or _TEMPLATES)


def _span(exception: BaseException, folders: Folders) -> Span | None:
    """The innermost template line that was at work."""
    found = None
    for frame, line in walk_tb(exception.__traceback__):
        if "__jinja_template__" in frame.f_globals or _is_template(frame.f_code.co_filename):
            found = folders.span(Path(frame.f_code.co_filename), line)
    return found


def _is_template(filename: str) -> bool:
    return not filename.endswith(".py") and Path(filename).is_absolute()


def _of(name: str, folders: Folders) -> Span | None:
    path = folders.find(name)
    return folders.span(path) if path else None


_INNER = (
    *("scene", "element", "speech", "paragraph", "pieces", "piece"),
    *("note", "chapter", "series_entry"),
)


def _field_names(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _field_names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _field_names(inner)
