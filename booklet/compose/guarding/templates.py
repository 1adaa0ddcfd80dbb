"""Jinja2 in a sandbox: opens templates, renders plain data, turns errors into problems.

In: a template's name and data. Out: text, or the `Problem` with the template's file and
line. A course's own file is taken before the shipped one; `shipped/NAME` is always the
shipped one, so that a course's template can extend what it overrides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateNotFound
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup, escape

from booklet.compose.guarding.origins import innermost, origins
from booklet.compose.guarding.sandbox import (
    MOST_STEPS,
    MOST_TEXT,
    BoundedSandbox,
    TooMuchError,
    UnprintableError,
    printed,
)
from booklet.compose.guarding.template_errors import explain
from booklet.compose.shelf.folders import MOST_BYTES, Folders
from booklet.compose.shelf.illustrations import Illustrations
from booklet.files import RefusedFileError, read_file
from booklet.markup.allowed_html import Finding, Place, findings
from booklet.markup.tree import Element, parse
from booklet.model import OwnPiece
from booklet.problems import Problem, Result, error, has_errors, warning

SHIPPED = "shipped/"
"""The prefix of a name that asks for the shipped template."""

HOUSES = "house/"
"""The prefix of a name that asks for the house style's template."""

ENDINGS = (".html", ".opf", ".svg")
"""How the files of templates end."""


_SURROGATE = re.compile("[\ud800-\udfff]")


_MOST_COMPILED = 500


class _Compiled(BytecodeCache):
    """The code of templates by path and text: page, paper and EPUB have most in common."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code and len(self._code) < _MOST_COMPILED:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class TemplateLoader(BaseLoader):
    """Finds templates in a course's `templates/`, then among the shipped ones.

    `made` are others by name, which stand where there is no file.
    """

    def __init__(self, folders: Folders, overlay: str = "", made: Mapping[str, str] = {}) -> None:
        self.folders = folders
        self._overlay = overlay
        self._made = made

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (the signature is jinja2's)
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template, for jinja2. Raises TemplateNotFound, TemplateSyntaxError."""
        if template.startswith(HOUSES):
            path = self.folders.of_house(template.removeprefix(HOUSES))
        elif template.startswith(SHIPPED):
            name = template.removeprefix(SHIPPED)
            special = self.folders.shipped(self._overlay + name) if self._overlay else None
            path = special or self.folders.shipped(name)
        else:
            path = self._find(template)
        if path is None and template in self._made:
            return self._made[template], None, None
        if path is None:
            raise TemplateNotFound(template)
        try:
            data = read_file(path, MOST_BYTES)
        except RefusedFileError as refusal:
            raise TemplateSyntaxError(str(refusal), 1, template, str(path)) from None
        try:
            return data.decode("utf-8-sig"), str(path), None
        except UnicodeDecodeError as exception:
            line = data[: exception.start].count(b"\n") + 1
            message = f"the file is not UTF-8 (byte {exception.start})"
            raise TemplateSyntaxError(message, line, template, str(path)) from None

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:
        """The template, compiled. Raises TemplateSyntaxError for what Python will not compile."""
        try:
            return super().load(environment, name, globals)
        except (RecursionError, SyntaxError) as exception:
            if isinstance(exception, TemplateSyntaxError):
                raise
            message = "brackets, operators or blocks are nested too deep"
            raise TemplateSyntaxError(message, 1, name, self._path(name)) from None
        except ValueError as exception:  # a number of thousands of digits
            raise TemplateSyntaxError(str(exception), 1, name, self._path(name)) from None

    def _path(self, template: str) -> str:
        return str(self._find(template.removeprefix(SHIPPED)) or "")

    def _find(self, template: str) -> Path | None:
        if not self._overlay:
            return self.folders.find(template)
        own = self.folders.own(template)
        return (
            self.folders.own(self._overlay + template)
            or (own if own and builds_on_shipped(own, template) else None)
            or self.folders.shipped(self._overlay + template)
            or self.folders.find(template)
        )

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        names = [name for ending in ENDINGS for name in self.folders.names(ending=ending)]
        return [*names, *(SHIPPED + name for name in names if self.folders.shipped(name))]


def builds_on_shipped(path: Path, name: str) -> bool:
    """Whether a course's template extends or includes the shipped one of its name."""
    try:
        return f"{SHIPPED}{name}".encode() in read_file(path, MOST_BYTES)
    except RefusedFileError:
        return False


class Templates:
    """The templates of one course, ready to render.

    A template in the folder `overlay` ("epub/") is taken before the one of the same name, save
    where the course's own is built on the shipped one, whatever that is here. `own` are the
    course's pieces, which `piece.html` shows where they have no template of their name.
    `markdown` makes HTML of a text, for the filter of that name.
    """

    def __init__(
        self,
        folders: Folders,
        overlay: str = "",
        own: Sequence[OwnPiece] = (),
        markdown: Callable[[str], Markup] = escape,
    ) -> None:
        self._folders = folders
        self._loader = TemplateLoader(folders, overlay, _shown_as_pieces(own))
        self.illustrations = Illustrations(folders.course)
        self._environment = BoundedSandbox(
            self._loader,
            _COMPILED,
            functions={"has_picture": self.illustrations.has},
            filters={"markdown": lambda text: markdown(str(printed(text)))},
        )

    def render(self, name: str, data: Mapping[str, Any]) -> Result[str]:
        """The text that template `name` makes of `data`. Problems: those of `explain`."""
        try:
            return Result(self._text(name, data))
        except MemoryError:
            raise  # the limit of the process, not the template's mistake
        except Exception as exception:  # whatever a template's own code brings about
            names = self._loader.list_templates()
            return Result(None, (explain(exception, name, data, self._folders, names),))

    def page(self, name: str, data: Mapping[str, Any], place: Place) -> Result[Element]:
        """The tree of the HTML that template `name` makes of `data` for `place`.

        A page for a browser has its pictures in it. Problems: those of `render`,
        `markup-refused` for what a page may not hold, and `resource-refused` and
        `picture-without-words` for its pictures.
        """
        rendered = self.render(name, data)
        if rendered.value is None:
            return Result(None, rendered.problems)
        document = parse(rendered.value)
        found = findings(document, place) or list(self.illustrations.findings(document))
        problems = tuple(self._told(name, data, found))
        return Result(None if has_errors(problems) else document.root, problems)

    def _text(self, name: str, data: Mapping[str, Any]) -> str:
        template = self._environment.get_template(name)
        stream = template.generate(data)
        chunks: list[str] = []
        size = 0
        for chunk in stream:
            if _SURROGATE.search(chunk):
                raise UnprintableError("half of a character cannot be printed", _at(stream))
            chunks.append(chunk)
            size += len(chunk)
            if size > MOST_TEXT:
                raise TooMuchError(f"it prints more than {MOST_TEXT:,} characters", _at(stream))
        return "".join(chunks)

    def _told(
        self, name: str, data: Mapping[str, Any], found: Sequence[Finding]
    ) -> Iterator[Problem]:
        """The findings as problems at the lines of the templates that they come from."""
        if not found:
            return
        self._environment.budget.left = MOST_STEPS
        template = self._environment.get_template(name)
        sources = origins(template, data, [(each.offset, each.token) for each in found])
        for each, origin in zip(found, sources, strict=True):
            span = self._folders.span(origin.path, origin.line) if origin else None
            if each.kind == "undescribed":
                yield warning("picture-without-words", each.message, span, each.hint)
            else:
                code = "resource-refused" if each.kind == "resource" else "markup-refused"
                yield error(code, each.message, span, each.hint)


def _shown_as_pieces(own: Sequence[OwnPiece]) -> dict[str, str]:
    return {
        each.piece.shown_by: f"{{% with piece = further['{each.name}'] %}}"
        '{% include "piece.html" %}{% endwith %}'
        for each in own
        if each.text
    }


def _at(stream: Iterator[str]) -> tuple[str, int] | None:
    """The path and the line at which a template is that is being printed."""
    at = innermost(stream)
    return (str(at.path), at.line) if at else None
