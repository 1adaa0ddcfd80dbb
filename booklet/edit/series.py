"""The series: each source's letter, colour and shape.

In: the analyses and the annotations that are printed. Out: a `Series` by source id.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_uppercase
from types import MappingProxyType

from booklet.counting import count_words
from booklet.model import MEMBER, Analysis, Annotation, Series

SHAPES = "●■▲◆○□△◇"
COLOURS = 8
"""How many `--series-N` colours a theme gives."""


def make_series(
    analyses: tuple[Analysis, ...],
    annotations: tuple[Annotation, ...],
    names: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Series]:
    """One series a source, in a fixed order: the analyses by file name, then the editor.

    The letters run without gaps through the sources of the whole course that have notes, so
    that they do not change with an edition's choice of notes; an analysis without any has
    neither letter nor shape. The editor (source "") comes last, and only where a note asks for
    one; so does a source whose analysis is not there, which may have a name in `names`.
    """
    by_id = {analysis.id: analysis for analysis in analyses}
    unknown = {annotation.source for annotation in annotations} - set(by_id)
    sources = sorted(by_id) + sorted(unknown - {""}) + [""] * ("" in unknown)
    words = dict.fromkeys(sources, 0)
    for annotation in annotations:
        words[annotation.source] += count_words(annotation.body)
    having = {annotation.source for annotation in annotations}
    heard = [source for source in sources if source in having]
    return {
        source: _series(
            heard.index(source) if source in heard else -1,
            source,
            by_id.get(source),
            words[source],
            names.get(source, source.removeprefix(MEMBER)),
        )
        for source in sources
    }


def letter_of(position: int) -> str:
    """A, B, … Z, AA, AB, …, as a spreadsheet names its columns; `position` is 0-based, -1 none."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters


def _series(position: int, source: str, analysis: Analysis | None, words: int, name: str) -> Series:
    return Series(
        letter=letter_of(position),
        colour=position % COLOURS + 1,
        shape=SHAPES[position % len(SHAPES)] if position >= 0 else "",
        source=source,
        title=analysis.title if analysis else name,
        author=analysis.author if analysis else "",
        publication=analysis.publication if analysis else "",
        date=analysis.date if analysis else "",
        url=analysis.url if analysis else "",
        licence=analysis.licence if analysis else "",
        words=words,
        length=count_words(analysis.text) if analysis else 0,
        fields=analysis.fields if analysis else (),
    )
