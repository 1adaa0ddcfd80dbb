"""A source as a bibliography tells it.

In: the series of an edition. Out: HTML by source, and the order of the bibliography. The
plain style is our own: author, title in quotation marks, publication in italics, date,
address. Any other is a CSL style (`csl.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from booklet.compose.preparing.csl import csl_references
from booklet.compose.preparing.local_forms import shown_date
from booklet.compose.preparing.typography import Typographer, typographer_for
from booklet.compose.shelf.folders import Folders
from booklet.model import Edition, Series
from booklet.problems import Result

PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class References:
    """By source, in the order of the bibliography, what is said of it (HTML)."""

    html: Mapping[str, Markup]


NO_REFERENCES = References({})


def references(edition: Edition, folder: Path | None, shown: str) -> Result[References]:
    """The references to an edition's sources in the style that the course asks for.

    Problems: those of `csl_references`.
    """
    settings = edition.settings
    language = settings.language or "en"
    sources = [series for series in edition.series if series.source]
    if settings.matter.bibliography == PLAIN:
        return Result(References(_plain_references(sources, language)))
    made = csl_references(
        sources,
        settings.matter.bibliography,
        language,
        Folders("styles", folder, shown),
        settings.at("bibliography"),
    )
    return Result(References(made.value) if made.value is not None else None, made.problems)


def _plain_references(sources: Iterable[Series], language: str) -> dict[str, Markup]:
    typographer = typographer_for([series.title for series in sources], language)
    return {
        series.source: plain_reference(series, typographer)
        for series in sorted(sources, key=_by_surname)
    }


def _by_surname(series: Series) -> tuple[str, str]:
    """By the last word of the first author's name, as a reader looks for it; else the title."""
    first = series.author.split(" and ")[0].split(";")[0].strip()
    surname = first.partition(",")[0] if "," in first else first.rpartition(" ")[2]
    return (surname or series.title).casefold(), series.title.casefold()


def plain_reference(series: Series, typographer: Typographer) -> Markup:
    """One source in the plain style; only http and https addresses are links."""
    title = typographer.show(series.title)
    if series.publication:
        named = [escape(typographer.quoted(title))]
        named.append(Markup("<cite>{}</cite>").format(series.publication))
    else:
        named = [Markup("<cite>{}</cite>").format(title)]
    parts = [escape(series.author)] * bool(series.author) + named
    parts += [escape(shown_date(series.date, typographer.language))] * bool(series.date)
    text = Markup(", ").join(parts) + "."
    if series.url.lower().startswith(("http://", "https://")):
        text += Markup(' <a href="{0}">{0}</a>.').format(series.url)
    return text
