"""Jinja2 in a sandbox: opens templates, renders plain data, turns errors into problems.

In: a template's name and data. Out: text, or the `Problem` with the template's file and
line. A course's own file is taken before the shipped one; `shipped/NAME` is always the
shipped one, so that a course's template can extend what it overrides.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.exceptions import (
    SecurityError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from booklet.compose.folders import MOST_BYTES, Folders
from booklet.compose.nearest import did_you_mean
from booklet.model import Span
from booklet.problems import Problem, Result, error

SHIPPED = "shipped/"
"""The prefix of a name that asks for the shipped template."""

ENDINGS = (".html", ".opf", ".svg")
"""How the files of templates end."""

_UNDEFINED = re.compile(r"'(?P<name>[^']*)' is undefined|has no attribute '(?P<field>[^']*)'")


class TemplateLoader(BaseLoader):
    """Finds templates in a course's `templates/`, then among the shipped ones."""

    def __init__(self, folders: Folders, overlay: str = "") -> None:
        self.folders = folders
        self._overlay = overlay

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (the signature is jinja2's)
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template, for jinja2. Raises TemplateNotFound, TemplateSyntaxError."""
        if template.startswith(SHIPPED):
            path = self.folders.shipped(template.removeprefix(SHIPPED))
        else:
            path = self._find(template)
        if path is None:
            raise TemplateNotFound(template)
        data = path.read_bytes()
        if len(data) > MOST_BYTES:
            raise TemplateSyntaxError("the file is larger than 2 MB", 1, template, str(path))
        try:
            return data.decode("utf-8-sig"), str(path), None
        except UnicodeDecodeError as exception:
            line = data[: exception.start].count(b"\n") + 1
            message = f"the file is not UTF-8 (byte {exception.start})"
            raise TemplateSyntaxError(message, line, template, str(path)) from None

    def _find(self, template: str) -> Path | None:
        found = self.folders.find(self._overlay + template) if self._overlay else None
        return found or self.folders.find(template)

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        names = [name for ending in ENDINGS for name in self.folders.names(ending=ending)]
        return [*names, *(SHIPPED + name for name in names if self.folders.shipped(name))]


class Templates:
    """The templates of one course, ready to render.

    A template in the folder `overlay` ("epub/") is taken before the one of the same name.
    """

    def __init__(self, folders: Folders, overlay: str = "") -> None:
        self._folders = folders
        self._loader = TemplateLoader(folders, overlay)
        self._environment = ImmutableSandboxedEnvironment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        # Output must be the same each time, and nobody needs filler text.
        del self._environment.filters["random"]
        del self._environment.globals["lipsum"]

    def render(self, name: str, data: Mapping[str, Any]) -> Result[str]:
        """The text that template `name` makes of `data`.

        Problems: `template-syntax`, `template-name` (a name that is not in the data),
        `template-missing`, `template-refused` (by the sandbox), `template-failed`.
        """
        try:
            return Result(self._environment.get_template(name).render(data))
        except TemplateSyntaxError as exception:
            return Result(None, (self._syntax_problem(exception),))
        except TemplateNotFound as exception:
            return Result(None, (self._missing_problem(exception, name),))
        except UndefinedError as exception:
            return Result(None, (self._undefined_problem(exception, data),))
        except SecurityError as exception:
            return Result(None, (self._refused_problem(exception),))
        except RecursionError as exception:
            problem = error(
                "template-failed",
                "the templates include each other without end",
                self._span(exception),
                "To build on the shipped template of the same name, write `shipped/` before it.",
            )
            return Result(None, (problem,))
        except (TemplateRuntimeError, ArithmeticError, LookupError, TypeError, ValueError) as other:
            problem = error(
                "template-failed",
                f"the template cannot be filled in: {other}",
                self._span(other),
                "`booklet templates` lists the data that each template gets.",
            )
            return Result(None, (problem,))

    def _syntax_problem(self, exception: TemplateSyntaxError) -> Problem:
        span = self._span_of_file(exception.filename, exception.lineno)
        return error(
            "template-syntax",
            f"the template is not well-formed: {exception.message}",
            span or self._span(exception),
            "Every {% block %}, {% if %} and {% for %} needs its end; a literal {{ is "
            "written {{ '{{' }}.",
        )

    def _missing_problem(self, exception: TemplateNotFound, asked: str) -> Problem:
        missing = str(exception.name or asked)
        return error(
            "template-missing",
            f"there is no template `{missing}`",
            self._span(exception),
            did_you_mean(missing, self._loader.list_templates())
            + " Templates lie in the course's `templates/` folder and nowhere else.",
        )

    def _undefined_problem(self, exception: UndefinedError, data: Mapping[str, Any]) -> Problem:
        match = _UNDEFINED.search(str(exception))
        if match is None:
            message, hint = str(exception), ""
        elif match["name"]:
            message = f"the template asks for `{match['name']}`, which is not in its data"
            hint = did_you_mean(match["name"], {*data, *_INNER})
        else:
            message = f"the template asks for a field `{match['field']}`, which is not there"
            hint = did_you_mean(match["field"], set(_field_names(data)))
        return error(
            "template-name",
            message,
            self._span(exception),
            hint or "`booklet templates` lists the data that each template gets.",
        )

    def _refused_problem(self, exception: SecurityError) -> Problem:
        return error(
            "template-refused",
            f"the template does what templates may not: {exception}",
            self._span(exception),
            "A template can print its data, loop over it and include other templates.",
        )

    def _span(self, exception: BaseException) -> Span | None:
        """The innermost template line that was at work; jinja2 rewrites its tracebacks."""
        found = None
        for frame in traceback.extract_tb(exception.__traceback__):
            if frame.filename.endswith(ENDINGS):
                found = self._span_of_file(frame.filename, frame.lineno or 1)
        return found

    def _span_of_file(self, filename: str | None, line: int) -> Span | None:
        return self._folders.span(Path(filename), line) if filename else None


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
